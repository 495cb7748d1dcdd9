"""Whether articles name somebody at all, for saying no: "mentioned here, but nothing that X said"."""

from __future__ import annotations

import re

from retrieval import analysis
from retrieval.identity import organisation_names
from retrieval.roles import is_article
from retrieval.view import View

__all__ = ["is_named"]

DEPTH = 20
"""Paragraphs that are looked through, of each language."""
SPAN = 4
"""Words within which all those of a description stand."""
_LEAST = 5
"""Letters of a word that a compound can end in: "Hebamme" in "Beleghebammen"."""
_LANGUAGES = ("de", "en")


def is_named(mention: str, view: View) -> bool:
    """Whether a name that belongs to no known person stands anywhere in the articles; or a description, in whatever
    form ("die Badische Zeitung": "der Badischen Zeitung"; "the board of Acme": "Acme's board")."""
    first, *others = mention.split()
    led = is_article(first) and bool(others)
    name = " ".join(others) if led else mention
    if any(view.snapshot.names_in(other, 1) for other in {name, *organisation_names(name)}):
        return True
    return led and any(_is_described(name, code, view) for code in _LANGUAGES)


def _is_described(description: str, code: str, view: View) -> bool:
    wanted = [stem for word in analysis.query_words(description, code) for stem in analysis.stems(word.text, code)]
    if not wanted or len(wanted) < len(analysis.query_words(description, code)):
        return False
    rows = sorted({hit.row for hit in view.snapshot.search_words(description, code, DEPTH)})
    texts = (paragraph.text for paragraph in view.snapshot.paragraphs(rows).values())
    return any(_near(wanted, text, code) for text in texts)


def _near(wanted: list[str], text: str, code: str) -> bool:
    """Whether all the words stand in one row of a few."""
    stems = [" ".join(analysis.stems(word, code)) for word in re.findall(r"[^\W_]+", analysis.normal(text))]
    first = [index for index, stem in enumerate(stems) if _is_form(wanted[0], stem)]
    return any(
        all(any(_is_form(word, stem) for stem in stems[max(0, at - SPAN) : at + SPAN + 1]) for word in wanted[1:])
        for at in first
    )


def _is_form(wanted: str, stem: str) -> bool:
    return stem == wanted or (len(wanted) >= _LEAST and stem.endswith(wanted))
