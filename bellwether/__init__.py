"""The front door: the command line, and what joins crawler, extract and models."""
