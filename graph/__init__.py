"""From records to quads, from quads to a store, and back out of it."""
