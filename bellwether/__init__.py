"""The front door: the command line, and what joins crawler, extract and models."""

__version__ = "0.1.0"
