"""Wortlaut: asks news articles who said what, and gets it verbatim, with the passage."""

__version__ = "0.1.0"
