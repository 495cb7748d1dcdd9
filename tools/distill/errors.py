"""The one error of these tools."""

from __future__ import annotations

from retrieval.errors import WortlautError

__all__ = ["Unusable"]


class Unusable(WortlautError):
    """An input that no model can be made of, or a package that is missing."""
