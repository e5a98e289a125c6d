"""The database in a browser: Datasette with pages of our own, read-only."""

from bellwether.browse.server import PortTaken, serve

__all__ = ["PortTaken", "serve"]
