"""Answers to "Who was secretary-general before Rutte?", with no language model: sentences that say so, or none."""

from __future__ import annotations

from collections.abc import Sequence

from bot.extractive import Reply, sentence_claim
from retrieval.articles import Span
from retrieval.names import name_words
from retrieval.search import Found, View
from retrieval.succession import Succession
from retrieval.text import sentences

__all__ = ["answer_succession"]

MOST = 2
"""Sentences that are given."""


def answer_succession(asked: Succession, found: Sequence[Found], view: View) -> Reply:
    """The sentences that tell it, those of the nearest passages first."""
    claims = [
        sentence_claim(one.passage.paragraph, span)
        for one in found
        for span in sentences(one.passage.paragraph.text, one.language)
        if asked.is_told_by(text := _with_speakers(one, span), one.language) and _names_another(text, asked, view)
    ]
    return Reply("answered", claims=tuple(claims[:MOST])) if claims else Reply("not_found")


def _with_speakers(found: Found, span: Span) -> str:
    """A sentence with the names of those whom it calls "he" or "the Dutchman"."""
    meant = [
        one.speaker
        for one in found.passage.statements
        if one.inferred and one.speaker and one.speaker_span and span.contains(one.speaker_span)
    ]
    return " ".join([span.of(found.passage.paragraph.text), *dict.fromkeys(meant)])


def _names_another(text: str, asked: Succession, view: View) -> bool:
    own = {speaker for word in name_words(asked.name) for speaker in view.speakers.with_word(word)}
    words = {word for word in name_words(text) if word[:1].isupper()}
    return any(found and not own & found for found in map(view.speakers.with_word, words))
