"""Speech without a verb that takes it: nouns ("his claim that"), quotations after a colon and on their own."""

from __future__ import annotations

from retrieval.articles import Span
from retrieval.statements.english.nouns import phrase_after, phrase_before
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.phrases import Phrase

__all__ = ["colon_quotation", "content_nouns", "quotation_alone"]

_MOSTLY = 0.45  # share of quoted characters from which a sentence without a cue is a quotation


def content_nouns(r: EnglishReading) -> bool:
    """ "Trump's claim that ...", "the view of critics that ...", "she is confident that ..."."""
    s, e = r.s, r.e
    done = False
    for i, token in enumerate(s.tokens):
        noun = token.lower in e.words["content_nouns"]
        adjective = token.lower in e.words["content_words"] and s.word(i - 1) in e.words["be"] | e.words["adverbs"]
        if token.capital or not (noun or adjective):
            continue
        that = next((j for j in range(i + 1, min(len(s), i + 7)) if s.word(j) == "that"), None)
        if (
            that is None
            or that + 2 >= len(s)
            or any(s.word(j) == "," for j in range(i, that))
            or (adjective and that != i + 1)
        ):
            continue
        phrase = _holder(r, i, that) if noun else phrase_before(s, i - 1, e)
        if phrase is None or phrase.head.lower() in ("it", "that", "there"):
            continue
        r.add(r.content(that, len(s)), phrase, Span(token.start, token.end))
        done = True
    return done


def _holder(r: EnglishReading, i: int, that: int) -> Phrase | None:
    """Whose claim it is: "Trump's claim", "his claim", "the claim of critics"; None for "the claim that"."""
    s, e = r.s, r.e
    for k in range(i + 1, that):
        if s.word(k) in ("of", "by", "from", "among"):
            return phrase_after(s, k + 1, e)
    before = i - 1
    while before > 0 and s.tokens[before].text[0].islower() and s.word(before) not in e.words["determiners"]:
        before -= 1
    if s.word(before) in ("his", "her", "their") or s.tokens[before].text.endswith(("'s", "’s", "s'", "s’")):
        return phrase_before(s, before + 1, e)
    return None


def colon_quotation(r: EnglishReading) -> bool:
    """A quotation after a colon, without a verb of speech."""
    s = r.s
    for k, token in enumerate(s.tokens):
        if token.kind == "q" and token.size > 2 and s.word(k - 1) == ":":
            phrase = phrase_before(s, k - 1, r.e) if k < 8 else None
            r.add_quotation(token, phrase, None, carried=phrase is None)
            return True
    return False


def quotation_alone(r: EnglishReading) -> bool:
    """A sentence that is mostly a quotation goes on with the speaker before it."""
    if not r.big or sum(t.end - t.start for t in r.big) < _MOSTLY * (r.s.end - r.s.start):
        return False
    for token in r.big:
        r.add_quotation(token, None, None, carried=True)
    return True
