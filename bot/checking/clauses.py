"""Clauses of claims and of what they cite: which of them a claim is about, and what they hang on."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from bot.checking.layout import quotations
from bot.checking.lists import data
from bot.checking.places import Place
from bot.checking.words import WORD, in_both
from retrieval.articles import Span, merged

__all__ = ["CLAUSE_END", "clause_starts", "nearest", "scope_of", "scopes_of", "without_asides"]

_INFINITIVE = re.compile(
    r"\bzu \w+n\b(?: (?:haben|sein|werden|können))?\W*$"
    r"|(?<!\w)(?=\w+en\W*$)\w+?zu\w+en\W*$"  # from where a word begins, and only the last one: a word may be endless
)
"""What ends a clause that hangs on the one before it: "eine Warnung erhalten zu haben"."""
CLAUSE_END = re.compile(r"[,;:–—!?…](?=\s|$)|\s[–—-]\s")
_SHORT = 2
"""Words of a clause that is read with the one before it: "Was nicht sein darf, ist, dass …"."""
_ALIKE = 2
"""Words that a clause of a claim and one of the cited words must have in common to be about one thing."""
_LONGEST = 200
"""Characters at the end of a clause in which its last words stand."""
_FRAME, _SMALL = 3, 3
"""Words of a clause that only tells who says it; letters of words that have no meaning of their own."""


def without_asides(text: str, scopes: Sequence[str]) -> list[str]:
    """The cited words without what they tell of somebody by the way, where the claim says nothing of it: "Schaper, who
    was not involved, praised the results"."""

    if _relative().search(text):
        return list(scopes)  # it may be what the claim tells in other words

    def kept(match: re.Match[str]) -> str:
        return match.group() if shared_words(match.group("aside"), text) else " "

    return [_aside().sub(kept, scope) for scope in scopes]


@functools.cache
def _subordinate() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{data('sense')['subordinate']})\b", re.IGNORECASE)


@functools.cache
def _next_clause() -> re.Pattern[str]:
    return re.compile(rf"{CLAUSE_END.pattern}|\s(?:{data('sense')['joining']})\s")


@functools.cache
def _relative() -> re.Pattern[str]:
    return re.compile(
        rf"\bthat\b|(?:,\s|\b)(?:(?<=,\s)(?:{data('sense')['relative']})|wh(?:o|om|ose|ich))\b", re.IGNORECASE
    )


@functools.cache
def _aside() -> re.Pattern[str]:
    return re.compile(
        rf",\s(?P<aside>(?:(?:{data('sense')['prepositions']})\s)?(?:{data('sense')['relative']})\s[^,;:.!?]{{3,120}}),",
        re.IGNORECASE,
    )


def nearest(text: str, scopes: Sequence[str]) -> list[str]:
    """The clauses of the cited words that the clauses of a claim tell, where each of these has one that is nearer than
    all others; none where that is not plain, or no clause is left out. "He goes ahead" is a claim about the first half
    of "he goes ahead, although he rejects"."""
    told = [clause for scope in scopes for clause in _clauses(scope)]
    found: set[int] = set()
    for clause in _clauses(text):
        shared = [shared_words(clause, other) for other in told]
        best = max(shared, default=0)
        if best < _ALIKE and len(clause.split()) <= _FRAME and not best:
            continue
        if best < _ALIKE or shared.count(best) > 1:
            return []
        found.add(shared.index(best))
    if any(index - 1 not in found and _hangs_on_another(told[index]) for index in found if index):
        return []
    return [told[index] for index in sorted(found)] if len(found) < len(told) else []


def _hangs_on_another(clause: str) -> bool:
    """ "Er bestritt, eine Warnung erhalten zu haben", "Es stimmt nicht, dass …"."""
    return bool(_subordinate().match(clause) or _INFINITIVE.search(clause))


def _clauses(text: str) -> list[str]:
    at = [0, *(match.end() for match in _next_clause().finditer(text)), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(at) if WORD.search(text[a:b])]


def shared_words(clause: str, other: str) -> int:
    """Words of a clause that the other one has, too, in either language, and its numbers."""
    theirs = frozenset(stem for word in WORD.findall(other) if len(word) > _SMALL for stem in in_both(word))
    words = sum(not theirs.isdisjoint(in_both(word)) for word in set(WORD.findall(clause)) if len(word) > _SMALL)
    return words + len(_figures(clause) & _figures(other))


def _figures(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"\D", "", figure) for figure in re.findall(r"\d[\d.,]*\d|\d", text))


def scopes_of(places: Sequence[Place]) -> list[str]:
    """The quoted words to the ends of their clauses, each part of a passage once."""
    texts = {(p.source.paragraph.article, p.source.paragraph.number): p.source.paragraph.text for p in places}
    found: dict[tuple[str, int], list[Span]] = {key: [] for key in texts}
    for place in places:
        found[place.source.paragraph.article, place.source.paragraph.number].append(scope_of(place))
    return [span.of(texts[key]) for key, spans in found.items() for span in merged(spans)]


def scope_of(place: Place) -> Span:
    """The quoted words to the ends of their clauses, with what they depend on: "Es stimmt nicht, dass …"."""
    text, hull = place.source.paragraph.text, place.hull
    starts = clause_starts(place)
    start = starts[0]
    last = max(place.sentence.end, hull.end)
    end = next((m.start() for m in CLAUSE_END.finditer(text, hull.end, last)), last)
    for index, begin in enumerate(starts):
        if _subordinate().match(text, begin) or _INFINITIVE.search(text[max(begin, end - _LONGEST) : end]):
            before = index + 1
            while before < len(starts) - 1 and len(text[starts[before] : starts[before - 1]].split()) <= _SHORT:
                before += 1
            start = starts[min(before, len(starts) - 1)]
            break
    ends = [match.start() for match in _next_clause().finditer(text, hull.end, place.sentence.end)]
    return Span(start, min([*ends, max(place.sentence.end, hull.end)]))


def clause_starts(place: Place) -> list[int]:
    """Where the clause of the quoted words begins, and those before it in its sentence, the nearest first; none from
    within a quotation that ends before."""
    text, begin = place.source.paragraph.text, place.hull.start
    closed = [quotation.outer.end for quotation in quotations(text) if quotation.outer.end <= begin]
    first = min(max([place.sentence.start, *closed]), begin)
    return [*(m.end() for m in reversed([*CLAUSE_END.finditer(text, first, begin)])), first]
