"""Word lists and patterns of the page reader, as data."""
