"""The explorer. Not built yet: `zhengtu serve` says so."""
