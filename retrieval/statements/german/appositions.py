"""What stands between a German subject and its verb: appositions, relative clauses, infinitives."""

from __future__ import annotations

from retrieval.statements.german.clauses import Segments, is_finite
from retrieval.statements.german.lexicon import German
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.lexicon import is_first_name
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["FOCUS", "across_apposition", "antecedent"]

FOCUS = frozenset("auch insbesondere besonders selbst sogar nur doch und denn aber zumindest sowohl weder so".split())
_AGREEING = {
    "der": frozenset("der ein dieser kein sein ihr".split()),
    "die": frozenset("die eine diese keine seine ihre".split()),
    "das": frozenset("das ein dieses kein sein ihr".split()),
}
"""Determiners of a noun in the nominative that a relative pronoun may refer to."""
_PLACES = frozenset("in im aus von vom".split())
_APPOSITIONS = 5  # segments between a subject and its verb


def antecedent(s: Sentence, segments: Segments, n: int, g: German) -> Phrase | None:
    """The noun phrase right before a relative clause."""
    b, e = segments.bounds[n - 1]
    placed: Phrase | None = None
    whole = phrase_at(s, b, g) if n > 1 and not any(is_finite(s, k, g) for k in range(b, e)) else None
    if whole is not None and whole.core_end < e <= whole.last and whole.sort == "noun" and g.roles.role(whole.head):
        return whole  # "Weber, [Chef der Partei], der sagte"
    agreeing = _AGREEING.get(s.word(e + 1), frozenset())
    if _is_predicate(s, b, e, g):
        return _before_predicate(s, b, e - 1, agreeing, g)
    for j in range(e - 1, max(b, e - 10) - 1, -1):
        phrase = phrase_at(s, j, g)
        if phrase is None or phrase.core_end != e:
            if phrase is not None and phrase.last == e and phrase.determiner in agreeing and placed is not None:
                return phrase  # "[ein Prediger aus London], der sagte"
            continue
        inside = j > b and (s.tokens[j - 1].capital or s.word(j - 1) in g.words["determiners"])
        if not inside and s.word(j - 1) in _PLACES and j > b and not phrase.determiner and agreeing:
            placed = placed or phrase
            continue
        if phrase.determiner or not inside:
            return placed or phrase
    return placed


def _is_predicate(s: Sentence, b: int, e: int, g: German) -> bool:
    """Whether a clause ends with an adjective or a participle after its finite verb: "war Weber [anwesend]"."""
    last = s.tokens[e - 1]
    small = last.kind == "w" and not last.capital and last.lower not in g.words["pronouns"]
    return small and not is_finite(s, e - 1, g) and any(is_finite(s, k, g) for k in range(b, e - 2))


def _before_predicate(s: Sentence, b: int, e: int, agreeing: frozenset[str], g: German) -> Phrase | None:
    """ "Auch [Minister Weber] war anwesend, der sagte": somebody who can speak and is no object."""
    for j in range(max(b, e - 10), e):
        phrase = phrase_at(s, j, g)
        inside = j > b and (
            s.tokens[j - 1].capital or s.word(j - 1) in g.words["determiners"] | g.words["prepositions"]
        )
        if phrase is None or inside or phrase.sort == "pronoun" or not (phrase.core_end == e or phrase.last == e):
            continue
        named = phrase.determiner in agreeing or (not phrase.determiner and is_first_name(s.tokens[phrase.first].text))
        if named or (not phrase.determiner and g.roles.role(phrase.head)):
            return phrase
    return None


def across_apposition(s: Sentence, segments: Segments, n: int, g: German) -> Phrase | None:
    """ "Hans Müller, Chef der Partei, sagte": the subject is an earlier segment, the ones between have no main verb."""
    for first in range(max(0, n - _APPOSITIONS), n):
        b, e = segments.bounds[first]
        if _is_infinitive(s, b, e):
            continue  # "Weber, die hofft, [den Plan zu retten], sagte"
        if any(s.word(segments.bounds[k][0] - 1) == ":" for k in range(first + 1, n + 1)):
            continue
        begin = b
        while s.word(begin) in FOCUS or s.word(begin) in g.words["coordinators"]:
            begin += 1
        if s.word(begin) in g.words["prepositions"] or s.word(begin) in g.words["subordinators"]:
            continue
        phrase = phrase_at(s, begin, g)
        if phrase is None or phrase.core_end > e or phrase.sort == "pronoun":
            continue
        if phrase.determiner in g.words["oblique_determiners"] or any(is_finite(s, j, g) for j in range(begin, e)):
            continue
        if all(_subordinate(s, *segments.bounds[k], g) for k in range(first + 1, n)):
            return phrase
    return None


def _is_infinitive(s: Sentence, b: int, e: int) -> bool:
    """Whether a segment ends with an infinitive: "den Plan zu retten", "ihn aufzuhalten"."""
    last = s.word(e - 1)
    joined = len(last) > 6 and "zu" in last[2:-3] and last.endswith("en") and not s.tokens[e - 1].capital
    return e - b > 1 and last.endswith("n") and (s.word(e - 2) == "zu" or joined)


def _subordinate(s: Sentence, b: int, e: int, g: German) -> bool:
    """A segment without a main verb: an apposition or a relative clause."""
    verbs = [j for j in range(b, e) if is_finite(s, j, g)]
    if not verbs:
        return not any(t.kind == "q" and t.size > 6 for t in s.tokens[b:e])
    lead = s.word(b + 1) if s.word(b) in g.words["prepositions"] else s.word(b)
    return (lead in g.words["relatives"] or lead in ("als", "wo")) and verbs[-1] >= e - 2
