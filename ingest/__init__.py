"""From a file to a record: reading, structure, mentions and findings. Pure functions over frozen values."""
