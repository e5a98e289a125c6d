"""The sample newsroom: about twenty pages written for this project, served on loopback."""

from bellwether.demo.newsroom import Newsroom

__all__ = ["Newsroom"]
