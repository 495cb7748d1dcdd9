"""Whether a claim turns the sense of what it cites: one denies something where the other does not.

Denials are counted, no sentence is understood: a claim may have as many as the words that it rests on, give or take
words that deny in another wording ("verweigert" and "does not allow"). docs/citations.md says how often that is wrong.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.checking.lists import any_of, data
from bot.checking.opposites import opposed
from bot.checking.places import Place
from bot.checking.reasons import reason
from retrieval.analysis import meanings, stems, translated
from retrieval.articles import Span, merged
from retrieval.text import quotations

__all__ = ["is_cut_off", "turned"]

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_SUBORDINATE = re.compile(r"\s*(?:dass|daß|ob|weil|wenn|that|if|whether|because)\b", re.IGNORECASE)
_INFINITIVE = re.compile(
    r"\bzu \w+n\b(?: (?:haben|sein|werden|können))?\W*$"
    r"|(?<!\w)(?=\w+en\W*$)\w+?zu\w+en\W*$"  # from where a word begins, and only the last one: a word may be endless
)
"""What ends a clause that hangs on the one before it: "eine Warnung erhalten zu haben"."""
_CLAUSE_END = re.compile(r"[,;:–—!?…](?=\s|$)|\s[–—-]\s")
_NEXT_CLAUSE = re.compile(_CLAUSE_END.pattern + r"|\s(?:and|und|but|aber|or|oder)\s")
_OPENING = " \t\n„“\"»«‚‘'("
_SHORT = 2
"""Words of a clause that is read with the one before it: "Was nicht sein darf, ist, dass …"."""
_ALIKE = 2
"""Words that a clause of a claim and one of the cited words must have in common to be about one thing."""
_FRAME, _SMALL = 3, 3
"""Words of a clause that only tells who says it; letters of words that have no meaning of their own."""
_SHORTEST = 4
"""Letters of what follows a prefix that denies."""


@dataclass(frozen=True, slots=True)
class _Denials:
    """The words of a text that deny something by themselves, those that do it in another wording, the verbs that say
    that something is not so, or is not to be, and the phrases that only look like a denial ("not only")."""

    strict: tuple[str, ...]
    near: tuple[str, ...]
    denying: tuple[str, ...]
    calling_off: tuple[str, ...]
    idle: tuple[str, ...]


def turned(text: str, places: Sequence[Place], language: str) -> list[str]:
    """Why a claim's text does not say what the places say; nothing where it does, as far as words show. Languages
    without word lists are not looked at."""
    if not {language, *(place.source.article.language for place in places)} <= {"de", "en"}:
        return []
    paragraphs = " ".join(dict.fromkeys(place.source.paragraph.text for place in places))
    scopes = _scopes(places)
    wrong = _denied_otherwise(text, scopes, paragraphs)
    if wrong and (nearest := _nearest(text, scopes)):
        wrong = _denied_otherwise(text, nearest, paragraphs)
    if not wrong and (opposites := _opposites(text, scopes)):
        wrong = [reason("opposed", words=opposites[0], others=opposites[1])]
    if not wrong and any(map(_is_conditional, places)) and not _expression("conditional").search(text):
        wrong = [reason("conditional")]
    return wrong


def _denied_otherwise(text: str, scopes: Sequence[str], paragraphs: str) -> list[str]:
    claim, told = _unshared(_denials(text), _of(scopes))
    added = len(claim.strict) + max(0, len(claim.idle) - len(told.idle)) - len(told.strict)
    if added > max(0, len(told.near) - len(claim.near)):
        return [reason("negated", words=(*claim.idle, *claim.strict)[-1])]
    if -added > max(0, len(claim.near) - len(told.near)):
        return [reason("affirmed", words=told.strict[0])]
    if claim.strict or told.strict:
        return []
    if told.denying and not claim.near and not _expression("against").search(text):
        return [reason("affirmed", words=told.denying[0])]
    rebutted = _denials(paragraphs).denying
    if claim.denying and not told.near and not rebutted:
        return [reason("negated", words=claim.denying[0])]
    if claim.calling_off and not told.near:
        return [reason("negated", words=claim.calling_off[0])]
    bare = {stem for word in _WORD.findall(text) for stem in _in_both(word)}
    if undone := next((word for word in told.near if not claim.near and _in_both(_undone(word)) & bare), None):
        return [reason("affirmed", words=undone)]
    bare = {stem for scope in scopes for word in _WORD.findall(scope) for stem in _in_both(word)}
    if undone := next((word for word in claim.near if not told.near and _in_both(_undone(word)) & bare), None):
        return [reason("negated", words=undone)]
    return []


def _opposites(text: str, scopes: Sequence[str]) -> tuple[str, str] | None:
    """Where both deny as often; "not a victory" is no opposite of "a defeat"."""
    claim, told = _denials(text), _of(scopes)
    if len(claim.strict) != len(told.strict):
        return None
    return opposed(_joined(text), map(_joined, scopes))


def _unshared(claim: _Denials, told: _Denials) -> tuple[_Denials, _Denials]:
    """Without the nouns that both have: "the ban" denies nothing of a claim about the ban."""
    theirs, mine = list(told.near), list(claim.near)
    for word in claim.near:
        same = next((other for other in theirs if _is_noun_of_both(word, other)), None)
        if same is not None:
            theirs.remove(same)
            mine.remove(word)
    return replace(claim, near=tuple(mine)), replace(told, near=tuple(theirs))


def _is_noun_of_both(word: str, other: str) -> bool:
    nouns = _expression("nouns")
    return bool(nouns.fullmatch(word) and nouns.fullmatch(other) and _in_both(word) & _in_both(other))


def _nearest(text: str, scopes: Sequence[str]) -> list[str]:
    """The clauses of the cited words that the clauses of a claim tell, where each of these has one that is nearer than
    all others; none where that is not plain, or no clause is left out. "He goes ahead" is a claim about the first half
    of "he goes ahead, although he rejects"."""
    told = [clause for scope in scopes for clause in _clauses(scope)]
    found: set[int] = set()
    for clause in _clauses(text):
        shared = [_shared(clause, other) for other in told]
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
    return bool(_SUBORDINATE.match(clause) or _INFINITIVE.search(clause))


def _clauses(text: str) -> list[str]:
    at = [0, *(match.end() for match in _NEXT_CLAUSE.finditer(text)), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(at) if _WORD.search(text[a:b])]


def _shared(clause: str, other: str) -> int:
    """Words of a clause that the other one has, too, in either language."""
    theirs = frozenset(stem for word in _WORD.findall(other) if len(word) > _SMALL for stem in _in_both(word))
    return sum(not theirs.isdisjoint(_in_both(word)) for word in set(_WORD.findall(clause)) if len(word) > _SMALL)


def _expression(table: str) -> re.Pattern[str]:
    return any_of(data("sense")[table])


@functools.cache
def _idle() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, data('sense')['idle']))})\b", re.IGNORECASE)


def _of(texts: Iterable[str]) -> _Denials:
    every = [_denials(text) for text in texts]
    return _Denials(
        tuple(word for one in every for word in one.strict),
        tuple(word for one in every for word in one.near),
        tuple(word for one in every for word in one.denying),
        tuple(word for one in every for word in one.calling_off),
        tuple(phrase for one in every for phrase in one.idle),
    )


def _denials(text: str) -> _Denials:
    strict, near, denying, calling_off = [], [], [], []
    plain = _joined(_empty().sub(" ", text))
    for word in _WORD.findall(_idle().sub(" ", plain)):
        if _is_strict(word):
            strict.append(word)
        elif _is_near(word):
            near.append(word)
        if _expression("denying").fullmatch(word):
            denying.append(word)
        if _expression("calling_off").fullmatch(word):
            calling_off.append(word)
    return _Denials(tuple(strict), tuple(near), tuple(denying), tuple(calling_off), tuple(_idle().findall(plain)))


@functools.cache
def _empty() -> re.Pattern[str]:
    return re.compile("|".join(data("sense")["empty"]), re.IGNORECASE)


@functools.cache
def _separable() -> re.Pattern[str]:
    one = (
        rf"\b(?P<stem{i}>(?:{stems})\w{{0,3}})\b(?P<between{i}>[^.;:!?]{{1,200}}?)\b(?P<prefix{i}>{prefix})(?=\s*[,.;:!?“”\"»«)–—]|\s*$|\s(?:und|oder|aber|sowie)\s)"
        for i, (prefix, stems) in enumerate(data("sense")["separable"].items())
    )
    return re.compile("|".join(one), re.IGNORECASE)


def _joined(text: str) -> str:
    """With German verbs in one piece: "er weise die Kritik zurück" as "er die Kritik zurückweise"."""

    def join(match: re.Match[str]) -> str:
        parts = [part for part in match.groups() if part is not None]
        stem, between, prefix = parts
        return f"{between} {prefix}{stem}"

    return _separable().sub(join, text)


@functools.lru_cache(maxsize=8192)
def _is_strict(word: str) -> bool:
    return (
        word.lower().endswith(tuple(data("sense")["strict_endings"]))
        or _expression("strict").fullmatch(word) is not None
    )


@functools.lru_cache(maxsize=8192)
def _is_near(word: str) -> bool:
    if _expression("near").fullmatch(word):
        return True
    return _expression("not_near").fullmatch(word) is None and _denies_by_its_form(word.lower())


def _denies_by_its_form(word: str) -> bool:
    """ "unmöglich", "inacceptable", "arbeitslos": a prefix or an ending that denies, and a word of the dictionary."""
    for prefix in data("sense")["prefixes"]:
        rest = word.removeprefix(prefix)
        if (
            rest != word
            and len(rest) >= _SHORTEST
            and rest.endswith(tuple(data("sense")["endings"].split()))
            and _is_word(rest)
        ):
            return True
    return any(
        word.endswith(end) and len(word) > len(end) + 2 and _is_word(word[: -len(end)])
        for end in data("sense")["lacking"]
    )


def _undone(word: str) -> str:
    """ "akzeptabel" of "inakzeptabel"; empty for a word that has nothing before or behind it that denies."""
    lower = word.lower()
    for prefix in data("sense")["prefixes"]:
        if lower.startswith(prefix) and _is_word(lower.removeprefix(prefix)):
            return lower.removeprefix(prefix)
    return ""


def _in_both(word: str) -> frozenset[str]:
    """The stems of a word in German and English, and of what it means in the other one."""
    if not word:
        return frozenset()
    own = (*stems(word, "de"), *stems(word, "en"))
    return frozenset((*own, *translated(word, "de", "en"), *translated(word, "en", "de")))


def is_cut_off(place: Place, clause: str, text: str) -> bool:
    """Whether words that a claim has in quotation marks leave out what denies them, or an "if", and neither the clause
    of the claim before them nor the whole text says it in other words."""
    if place.source.article.language not in ("de", "en"):
        return False
    source = place.source.paragraph.text
    around, own = _denials(_scope(place).of(source)), _denials(place.hull.of(source))
    if len(around.strict) > len(own.strict) and not _denials(clause).strict:
        return True
    return _is_cut_from_a_condition(place) and not _expression("conditional").search(text)


def _is_conditional(place: Place) -> bool:
    return _is_cut_from_a_condition(place) or _holds_a_condition(place)


def _holds_a_condition(place: Place) -> bool:
    """Whether an "if" stands within what is quoted, or in the clause right behind it."""
    text, hull = place.source.paragraph.text, place.hull
    opens = _expression("hypothetical")
    if opens.match(text[hull.start : hull.end].lstrip(_OPENING)):
        return True
    clauses = [match.end() for match in _CLAUSE_END.finditer(text, hull.start, hull.end)]
    if any(opens.match(text[at:].lstrip(_OPENING)) for at in clauses):
        return True
    behind = text[hull.end : place.sentence.end].lstrip(_OPENING + ",;–—-”’")
    return opens.match(behind) is not None


def _is_cut_from_a_condition(place: Place) -> bool:
    """Whether what is quoted stands behind an "if" that is left out."""
    text = place.source.paragraph.text
    for spans in (said.statement.spans for group in place.options for said in group):
        if place.hull.start >= spans[0].end and _expression("conditions").match(spans[0].of(text)):
            return True  # "Wer A tut", sagte X, "der tut B"
    starts = _clause_starts(place)
    for start in {starts[0], starts[-1]}:  # its own clause, and the one that the sentence begins with
        opening = text[start : place.hull.start].lstrip(_OPENING)
        if _expression("conditions").match(opening):
            return True
    return False


def _is_word(word: str) -> bool:
    return bool(meanings(word, "de", "en") or meanings(word, "en", "de"))


def _scopes(places: Sequence[Place]) -> list[str]:
    """The quoted words to the ends of their clauses, each part of a passage once."""
    texts = {(p.source.paragraph.article, p.source.paragraph.number): p.source.paragraph.text for p in places}
    found: dict[tuple[str, int], list[Span]] = {key: [] for key in texts}
    for place in places:
        found[place.source.paragraph.article, place.source.paragraph.number].append(_scope(place))
    return [span.of(texts[key]) for key, spans in found.items() for span in merged(spans)]


def _scope(place: Place) -> Span:
    """The quoted words to the ends of their clauses, with what they depend on: "Es stimmt nicht, dass …"."""
    text, hull = place.source.paragraph.text, place.hull
    starts = _clause_starts(place)
    start = starts[0]
    for index, begin in enumerate(starts):
        last = max(place.sentence.end, hull.end)
        end = min([m.start() for m in _CLAUSE_END.finditer(text, hull.end, last)] or [last])
        if _SUBORDINATE.match(text, begin) or _INFINITIVE.search(text[begin:end]):
            before = index + 1
            while before < len(starts) - 1 and len(text[starts[before] : starts[before - 1]].split()) <= _SHORT:
                before += 1
            start = starts[min(before, len(starts) - 1)]
            break
    ends = [match.start() for match in _NEXT_CLAUSE.finditer(text, hull.end, place.sentence.end)]
    return Span(start, min([*ends, max(place.sentence.end, hull.end)]))


def _clause_starts(place: Place) -> list[int]:
    """Where the clause of the quoted words begins, and those before it in its sentence, the nearest first; none from
    within a quotation that ends before."""
    text, begin = place.source.paragraph.text, place.hull.start
    closed = [quotation.outer.end for quotation in quotations(text) if quotation.outer.end <= begin]
    first = min(max([place.sentence.start, *closed]), begin)
    return [*(m.end() for m in reversed([*_CLAUSE_END.finditer(text, first, begin)])), first]
