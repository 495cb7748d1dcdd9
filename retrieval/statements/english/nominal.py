"""Speech told of by a noun: "her claim that ...", "his opposition to ...", or an adjective: "she is sure that ..."."""

from __future__ import annotations

from retrieval.articles import Span
from retrieval.statements.english.ends import end_in_front, end_of_phrase
from retrieval.statements.english.nouns import phrase_after, phrase_before, possessive
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.english.silence import is_refusal_to_speak
from retrieval.statements.english.voices import can_speak
from retrieval.statements.phrases import Phrase

__all__ = ["nominal"]

_REACH = 7  # tokens between a noun and its "that"
_GENITIVES = ("'s", "’s", "s'", "s’")
_CLOSING = frozenset("a an the this that these those no any his her their its our my your".split())
_PLAIN = frozenset("be have do make get give go keep put take".split())
_OF = ("of", "by", "from", "among")


def nominal(r: EnglishReading) -> None:
    """Adds what the nouns and adjectives of the sentence report, where no verb has reported it already."""
    for i, token in enumerate(r.s.tokens):
        if token.kind != "w" or token.capital or any(x.start <= token.start < x.end for f in r.found for x in f.spans):
            continue
        if token.lower in r.e.words["content_nouns"]:
            _noun(r, i)
        elif any(token.lower in r.e.words[sort] for sort in ("content_words", "stances")) and _is_graded(r, i - 1):
            _adjective(r, i)


def _noun(r: EnglishReading, i: int) -> None:
    s = r.s
    span = Span(s.tokens[i].start, s.tokens[i].end)
    that = next((j for j in range(i + 1, min(len(s), i + _REACH)) if s.word(j) == "that"), None)
    if that is not None and that + 2 < len(s) and not any(s.word(j) == "," for j in range(i, that)):
        phrase = _holder(r, i, that)
        if phrase is not None:
            r.add(r.content(that, end_in_front(r, phrase.first - 1, that)), phrase, span)
    elif _has_object(r, i):
        phrase = _possessor(r, i)
        start = i + 1 if s.word(i + 1) == "to" and s.word(i + 2) in r.e.base else i + 2
        if phrase is not None:
            r.add(r.content(start, end_of_phrase(r, start, len(s), subject=True)), phrase, span, "reported")


def _has_object(r: EnglishReading, i: int) -> bool:
    """ "opposition to the plan", "a call for help"."""
    noun, link = r.word(i), r.word(i + 1)
    if noun in ("comments", "remarks") and link not in ("on", "about"):  # "her remarks to the newspaper"
        return False
    if noun == "refusal" and is_refusal_to_speak(r, i + 1):
        return False
    if link == "to" and noun in r.e.words["nouns_to"]:
        return r.word(i + 2) in _PLAIN or r.word(i + 2) in r.e.base
    return noun in r.e.words["stance_nouns"] and link in r.e.words["links"] and i + 2 < len(r.s)


def _adjective(r: EnglishReading, i: int) -> None:
    s, e = r.s, r.e
    linked = s.word(i) in e.words["stances"] and s.word(i + 1) in e.words["links"]
    if not (linked or s.word(i + 1) == "that") or i + 2 >= len(s):
        return
    begin = i
    while begin > 0 and (_is_graded(r, begin - 1) or s.word(begin - 1) in e.words["have"]):
        begin -= 1
    phrase = phrase_before(s, begin, e)
    if phrase is None or not can_speak(s, phrase, e):
        return
    span = Span(s.tokens[i].start, s.tokens[i].end)
    if linked:
        r.add(r.content(i + 2, end_of_phrase(r, i + 2, len(s))), phrase, span, "reported")
    else:
        r.add(r.content(i + 1, len(s)), phrase, span)


def _is_graded(r: EnglishReading, i: int) -> bool:
    """Whether "is", "deeply" or their like stand at `i`, before an adjective."""
    word = r.word(i)
    return word.endswith("ly") or any(word in r.e.words[sort] for sort in ("be", "adverbs", "grades"))


def _holder(r: EnglishReading, i: int, that: int) -> Phrase | None:
    """Whose claim it is: "Weaver's claim", "his claim", "the claim of critics"; None for "the claim that"."""
    of = next((k for k in range(i + 1, that) if r.word(k) in _OF), None)
    if of is None:
        return _possessor(r, i)
    phrase = phrase_after(r.s, of + 1, r.e)
    return phrase if phrase and can_speak(r.s, phrase, r.e) else None


def _possessor(r: EnglishReading, i: int) -> Phrase | None:
    s, e = r.s, r.e
    before = i - 1
    while before > 0 and s.tokens[before].text[0].islower() and s.word(before) not in _CLOSING:
        before -= 1
    if before < 0:
        return None
    if s.word(before) in ("his", "her", "their"):
        return possessive(s, before)
    return phrase_before(s, before + 1, e) if s.tokens[before].text.endswith(_GENITIVES) else None
