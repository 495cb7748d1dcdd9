"""Where the quotations of a draft stand, and which statements they lie in."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.checking.drafts import Draft, Quoted, Source
from bot.checking.form import holds_link
from bot.checking.layout import quotations, sentences, whole_sentence
from bot.checking.lists import data
from bot.checking.matching import LEAST_OF_PART, Occurrence, bare, find, parts
from bot.checking.reasons import reason
from retrieval.analysis import query_words
from retrieval.articles import Span
from retrieval.said import Said
from retrieval.text import words

__all__ = ["MOST_QUOTATIONS", "Place", "places", "said_by_nobody"]

_NEAR = 60
"""Characters before a quotation in which it says that it is a title."""
MOST_QUOTATIONS = 4
"""Quotations of one claim. What needs more says more than one thing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words that stand in a passage. `options`: for each place where somebody says something there, the statements
    that it may be (one said by several people, or one within another); none where the article itself speaks."""

    source: Source
    words: str
    spans: Occurrence
    options: tuple[tuple[Said, ...], ...]

    @property
    def hull(self) -> Span:
        return Span(self.spans[0].start, self.spans[-1].end)

    @property
    def around(self) -> str:
        """The words with their whole sentence."""
        hull, sentence = self.hull, self.sentence
        return Span(min(hull.start, sentence.start), max(hull.end, sentence.end)).of(self.source.paragraph.text)

    @property
    def sentence(self) -> Span:
        """The whole sentence, or sentences."""
        return whole_sentence(self.source.paragraph, self.spans, self.source.article.language)


def places(draft: Draft, sources: Mapping[int, Source]) -> tuple[list[list[Place]], list[str]]:
    """For each quotation everywhere that it stands in its passage, and what is wrong with the others."""
    if not draft.quotations:
        return [], [reason("no_quotation")]
    found: list[list[Place]] = []
    wrong: list[str] = []
    slight: list[str] = []
    given = list({(one.passage, one.text): one for one in draft.quotations}.values())
    for quoted in given[: 4 * MOST_QUOTATIONS]:
        here, why = _places(quoted, sources)
        if here and why:
            slight.append(why)
        elif here:
            found.append(here)
        else:
            wrong.append(why)
    if len(given) > MOST_QUOTATIONS:
        wrong.append(reason("many", most=MOST_QUOTATIONS))
    return found, wrong if found else [*wrong, *slight]


def _places(quoted: Quoted, sources: Mapping[int, Source]) -> tuple[list[Place], str]:
    source = sources.get(quoted.passage)
    if source is None:
        return [], reason("no_passage", passage=quoted.passage)
    if not any(character.isalnum() for character in bare(quoted.text)):
        return [], reason("no_words", passage=quoted.passage)
    if holds_link(quoted.text):
        return [], reason("quoted_link", passage=quoted.passage)
    found = [place for place in _found(quoted.text, source) if _together(place)]
    if not found:
        return [], _why(quoted, source, sources)
    if all(why := [said_by_nobody(place.hull, source) for place in found]):
        return [], reason(why[0], words=quoted.text, passage=quoted.passage)
    found = [place for place, fault in zip(found, why, strict=True) if not fault]
    if all(map(_is_slight, found)):
        return found, reason("slight", words=quoted.text, passage=quoted.passage)
    return found, ""


def said_by_nobody(hull: Span, source: Source) -> str:
    """Why nobody is known to have said what stands there, though it is said; empty where somebody is, or nothing is:
    "taken_out" by the library's owner; "within", the words that somebody tells of another; "nobody", a quotation in no
    statement. One or two words between marks, and titles, are not looked at."""
    text = source.paragraph.text
    if any(span.overlaps(hull) for span in source.hidden):
        return "taken_out"
    if len(words(hull.of(text))) < LEAST_OF_PART:
        return ""
    around = [quotation for quotation in quotations(text) if quotation.closed and quotation.inner.contains(hull)]
    spans = [(span, said) for said in source.statements for span in said.statement.spans]
    if not any(span.overlaps(hull) for span, _ in spans):
        return "nobody" if any(not is_title(text, quotation.outer) for quotation in around) else ""
    told = [span for span, said in spans if said.statement.kind == "direct" and span.contains(hull)]
    inner = [q.outer for q in around if any(span.contains(q.outer) and span != q.inner for span in told)]
    own = any(q.inner.contains(span) and span.contains(hull) for q in around for span in told if q.outer in inner)
    return "within" if inner and not own else ""


def is_title(text: str, quotation: Span) -> bool:
    """Whether what stands in quotation marks is how something is called: the film „…“."""
    return _titled().search(text, max(0, quotation.start - _NEAR), quotation.start) is not None


@functools.cache
def _titled() -> re.Pattern[str]:
    titles = "|".join(data("attribution")["titled"].split())
    return re.compile(rf"(?<!\w)(?:{titles})(?:\s[^\s.!?:]+){{0,3}}\s*$", re.IGNORECASE)


def _found(text: str, source: Source) -> list[Place]:
    at = find(text, source.paragraph.text) or _over_interruptions(text, source)
    return [Place(source, text, spans, _options(spans, source)) for spans in at]


def _over_interruptions(text: str, source: Source) -> list[Occurrence]:
    """Words that one sentence of speech has on both sides of its attribution: "A", sagte X, "B"."""
    found = []
    for said in source.statements:
        spans = said.statement.spans
        if len(spans) > 1:
            joined = [bare(span.of(source.paragraph.text)) for span in spans]
            if bare(text) in (" ".join(joined), ", ".join(joined)):
                found.append(spans)
    return list(dict.fromkeys(found))


def _options(spans: Occurrence, source: Source) -> tuple[tuple[Said, ...], ...]:
    """The statements that the words touch, those that overlap each other together."""
    text = source.paragraph.text
    touched = [
        s for s in source.statements if any(_shares_a_word(a, b, text) for a in s.statement.spans for b in spans)
    ]
    groups: list[list[Said]] = []
    for said in touched:
        near = [group for group in groups if any(_overlap(said, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(other for group in near for other in group), said])
    return tuple(tuple(group) for group in groups)


def _shares_a_word(one: Span, other: Span, text: str) -> bool:
    shared = text[max(one.start, other.start) : min(one.end, other.end)]
    return any(character.isalnum() for character in shared)


def _overlap(one: Said, other: Said) -> bool:
    return any(a.overlaps(b) for a in one.statement.spans for b in other.statement.spans)


def _together(place: Place) -> bool:
    """Whether the parts of words with omissions stand in one sentence, or in one statement."""
    if len(place.spans) == 1:
        return True
    around = sentences(place.source.paragraph.text, place.source.article.language)
    if any(all(one.contains(span) for span in place.spans) for one in around):
        return True
    hulls = [Span(s.statement.spans[0].start, s.statement.spans[-1].end) for s in place.source.statements]
    return any(hull.contains(place.hull) for hull in hulls)


def _is_slight(place: Place) -> bool:
    """Whether the words are too few to show anything: one, or none that has a meaning, unless they are all of a
    statement, or of what the article has in quotation marks."""
    text, language = place.source.paragraph.text, place.source.article.language
    quoted = place.hull.of(text)
    if len(words(quoted)) > 1 and query_words(quoted, language):
        return False
    whole = [span for said in place.source.statements for span in said.statement.spans]
    whole += [quotation.inner for quotation in quotations(text)]
    return not any(
        bare(span.of(text)).casefold() == bare(quoted).casefold() for span in whole if span.overlaps(place.hull)
    )


def _why(quoted: Quoted, source: Source, sources: Mapping[int, Source]) -> str:
    others = [number for number, other in sources.items() if number != source.number and _found(quoted.text, other)]
    if others:
        return reason("elsewhere", words=quoted.text, passage=quoted.passage, other=others[0])
    if _found(quoted.text, source) or _apart(quoted.text, source):
        return reason("scattered", words=quoted.text, passage=quoted.passage)
    return reason("not_there", words=quoted.text, passage=quoted.passage)


def _apart(text: str, source: Source) -> bool:
    split: Sequence[str] = parts(text)
    long = all(len(words(part)) >= LEAST_OF_PART for part in split)
    return len(split) > 1 and long and all(find(part, source.paragraph.text) for part in split)
