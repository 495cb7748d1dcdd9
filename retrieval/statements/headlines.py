"""Statements in headlines: "Weber: Wir brauchen mehr Wohnungen", "Weaver: ‘Enough is enough’"."""

from __future__ import annotations

import re

from retrieval.articles import Paragraph, Span, Statement
from retrieval.statements.engine import Entity

__all__ = ["read_headline"]

_LONGEST_SPEAKER = 6  # words before the colon
_SPEAKER = re.compile(r"\s*((?:[^\W\d_][\w.'’-]*)(?: [^\s:]+){0,5}?): (?=\S)")
_SMALL = frozenset("von van der den de zu und and of the for bin al".split())
_QUOTED = re.compile(r"[„“\"»‚‘'](.+)[“”\"«‘’']\W*$")
_TOPICS = frozenset(
    "Live Liveblog Kommentar Analyse Video Interview Umfrage Studie Analysis Opinion Update Watch Poll "
    "Report Exclusive".split()
)


def read_headline(headline: Paragraph, entities: tuple[Entity, ...] = ()) -> Statement | None:
    """The statement of a headline of the form "Name: what was said", None where it has none.

    `entities` are those of its article: "Weber" resolves to "Hans Weber" where the article names him.
    """
    text = headline.text
    match = _SPEAKER.match(text)
    if match is None:
        return None
    words = match.group(1).split()
    if len(words) > _LONGEST_SPEAKER or words[0] in _TOPICS:
        return None
    if any(not w[0].isupper() and w not in _SMALL for w in words):
        return None
    said = Span(match.end(), len(text.rstrip()))
    quoted = _QUOTED.fullmatch(text, said.start, said.end)
    if quoted:
        said = Span(*quoted.span(1))
    speaker = Span(*match.span(1))
    name = _resolve(speaker.of(text), entities)
    return Statement(
        headline, (said,), name, speaker, None, "direct" if quoted else "indirect", name != speaker.of(text)
    )


def _resolve(written: str, entities: tuple[Entity, ...]) -> str:
    """The entity that is called so, or the only one with that last name."""
    last = written.split()[-1]
    exact = [e.name for e in entities if written == e.name or written in e.forms]
    named = exact or [e.name for e in entities if e.sort == "person" and e.name.split()[-1] == last]
    return named[0] if len(named) == 1 or exact else written
