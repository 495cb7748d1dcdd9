"""Whether a claim turns the sense of what it cites: one denies something where the other does not.

Denials are counted, no sentence is understood: a claim may have as many as the words that it rests on, give or take
words that deny in another wording ("verweigert" and "does not allow"). docs/citations.md says how often that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.checking.clauses import CLAUSE_END, clause_starts, nearest, scope_of, scopes_of, without_asides
from bot.checking.denials import Denials, denials, denials_of, expression, joined, undone
from bot.checking.opposites import opposed
from bot.checking.places import Place
from bot.checking.reasons import reason
from bot.checking.words import WORD, in_both

__all__ = ["is_cut_off", "turned"]

_TAIL, _CLAUSE = 80, 3
"""Characters at the end of a quotation that its last words stand in; words of one that can be a clause of its own."""
_NEXT = re.compile(r"\s+([^\W\d_]+)")
_OPENING = " \t\n„“\"»«‚‘'("


def turned(text: str, places: Sequence[Place], language: str) -> list[str]:
    """Why a claim's text does not say what the places say; nothing where it does, as far as words show. Languages
    without word lists are not looked at."""
    if not {language, *(place.source.article.language for place in places)} <= {"de", "en"}:
        return []
    paragraphs = " ".join(dict.fromkeys(place.source.paragraph.text for place in places))
    scopes = scopes_of(places)
    wrong = _denied_otherwise(text, scopes, paragraphs)
    if wrong and (told := without_asides(text, scopes)) != scopes:
        scopes = told
        wrong = _denied_otherwise(text, scopes, paragraphs)
    if wrong and (closest := nearest(text, scopes)):
        wrong = _denied_otherwise(text, closest, paragraphs)
    if not wrong and (opposites := _opposites(text, scopes)):
        wrong = [reason("opposed", words=opposites[0], others=opposites[1])]
    if not wrong and any(map(_is_conditional, places)) and not expression("conditional").search(text):
        wrong = [reason("conditional")]
    return wrong


def _denied_otherwise(text: str, scopes: Sequence[str], paragraphs: str) -> list[str]:
    claim, told = _unshared(denials(text), denials_of(scopes))
    added = len(claim.strict) + max(0, len(claim.idle) - len(told.idle)) - len(told.strict)
    if added > max(0, len(told.near) - len(claim.near)):
        return [reason("negated", words=(*claim.idle, *claim.strict)[-1])]
    if -added > max(0, len(claim.near) - len(told.near)):
        return [reason("affirmed", words=told.strict[0])]
    if claim.strict or told.strict:
        return []
    own = [word for word in claim.near if word in claim.denying or not _stands_in(word, told.near)]
    if told.denying and not own and not expression("against").search(text):
        return [reason("affirmed", words=told.denying[0])]
    rebutted = denials(paragraphs).denying
    if claim.denying and not told.near and not rebutted:
        return [reason("negated", words=claim.denying[0])]
    if claim.calling_off and not told.near:
        return [reason("negated", words=claim.calling_off[0])]
    bare = {stem for word in WORD.findall(text) for stem in in_both(word)}
    if found := next((word for word in told.near if not claim.near and in_both(undone(word)) & bare), None):
        return [reason("affirmed", words=found)]
    bare = {stem for scope in scopes for word in WORD.findall(scope) for stem in in_both(word)}
    if found := next((word for word in claim.near if not told.near and in_both(undone(word)) & bare), None):
        return [reason("negated", words=found)]
    return []


def _stands_in(word: str, others: Sequence[str]) -> bool:
    """Whether the cited words have it, too: "gestrichen" in "bestritt, dass Stellen gestrichen werden". What denies by
    its form, such as "Unsinn", can be the denial itself."""
    return expression("near").fullmatch(word) is not None and any(in_both(word) & in_both(other) for other in others)


def _opposites(text: str, scopes: Sequence[str]) -> tuple[str, str] | None:
    """Where both deny as often; "not a victory" is no opposite of "a defeat"."""
    claim, told = denials(text), denials_of(scopes)
    if len(claim.strict) != len(told.strict):
        return None
    return opposed(joined(text), map(joined, scopes))


def _unshared(claim: Denials, told: Denials) -> tuple[Denials, Denials]:
    """Without the nouns that both have: "the ban" denies nothing of a claim about the ban."""
    theirs, mine, denying = list(told.near), list(claim.near), list(told.denying)
    for word in claim.near:
        same = next((other for other in theirs if _is_noun_of_both(word, other)), None)
        if same is not None:
            theirs.remove(same)
            mine.remove(word)
            denying = [other for other in denying if other != same]
    return replace(claim, near=tuple(mine)), replace(told, near=tuple(theirs), denying=tuple(denying))


def _is_noun_of_both(word: str, other: str) -> bool:
    nouns = expression("nouns")
    return bool(nouns.fullmatch(word) and nouns.fullmatch(other) and in_both(word) & in_both(other))


def is_cut_off(place: Place, clause: str, text: str) -> bool:
    """Whether words that a claim has in quotation marks leave out what denies them, or an "if", and neither the clause
    of the claim before them nor the whole text says it in other words."""
    if place.source.article.language not in ("de", "en"):
        return False
    source = place.source.paragraph.text
    around, own = denials(scope_of(place).of(source)), denials(place.hull.of(source))
    if len(around.strict) > len(own.strict) and not denials(clause).strict:
        return True
    if _is_cut_behind_a_denial(place, text):
        return True
    return _is_cut_from_a_condition(place) and not expression("conditional").search(text)


def _is_cut_behind_a_denial(place: Place, text: str) -> bool:
    """ "Wollen das Bad nicht" of "wollen das Bad nicht aufgeben": what is denied is left out, and the claim has no word
    for it."""
    source, hull = place.source.paragraph.text, place.hull
    words = WORD.findall(hull.of(source)[-_TAIL:])
    behind = _NEXT.match(source, hull.end)
    if len(words) < _CLAUSE or behind is None or not denials(words[-1]).strict:
        return False
    return not any(in_both(word) & in_both(behind.group(1)) for word in WORD.findall(text))


def _is_conditional(place: Place) -> bool:
    return _is_cut_from_a_condition(place) or _holds_a_condition(place)


def _holds_a_condition(place: Place) -> bool:
    """Whether an "if" stands within what is quoted, or in the clause right behind it."""
    text, hull = place.source.paragraph.text, place.hull
    opens = expression("hypothetical")
    if opens.match(text[hull.start : hull.end].lstrip(_OPENING)):
        return True
    clauses = [match.end() for match in CLAUSE_END.finditer(text, hull.start, hull.end)]
    if any(opens.match(text[at:].lstrip(_OPENING)) for at in clauses):
        return True
    behind = text[hull.end : place.sentence.end].lstrip(_OPENING + ",;–—-”’")
    return opens.match(behind) is not None


def _is_cut_from_a_condition(place: Place) -> bool:
    """Whether what is quoted stands behind an "if" that is left out."""
    text = place.source.paragraph.text
    for spans in (said.statement.spans for group in place.options for said in group):
        if place.hull.start >= spans[0].end and expression("conditions").match(spans[0].of(text)):
            return True  # "Wer A tut", sagte X, "der tut B"
    starts = clause_starts(place)
    for start in {starts[0], starts[-1]}:  # its own clause, and the one that the sentence begins with
        opening = text[start : place.hull.start].lstrip(_OPENING)
        if expression("conditions").match(opening):
            return True
    return False
