"""Whom a name means in the library, looked up once: a claim asks the same of hundreds of statements."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from retrieval.search import View
from retrieval.speakers import Speaker, Speakers

__all__ = ["called"]

_MOST = 512
"""Names that are kept for one library."""
_known: WeakKeyDictionary[Speakers, dict[str, frozenset[Speaker]]] = WeakKeyDictionary()


def called(name: str, view: View) -> frozenset[Speaker]:
    known = _known.setdefault(view.speakers, {})
    found = known.get(name)
    if found is None:
        if len(known) >= _MOST:
            known.clear()
        found = known[name] = frozenset(view.speakers.find(name))
    return found
