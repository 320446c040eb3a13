"""The command line: thin wrappers around the other packages."""
