"""Quoted words within a sentence that has no verb of speech for them: fragments, slogans, feelings."""

from __future__ import annotations

from retrieval.statements.german.candidates import can_speak, is_known
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.subjects import sentence_subject
from retrieval.statements.phrases import Phrase

__all__ = ["fragments"]

_SHOWING = frozenset("zeigt zeigte zeigten zeigen gibt gab gaben geben".split())
_FRAGMENT = 5  # words


def fragments(r: GermanReading) -> None:
    """ "Erlaubt ist das nur „bei klarem Wetter auf dem See“": words that go on a sentence of the reporter's are
    somebody's, where they are too many for a name. "Auf Plakaten stand „Kohle aus“": what demonstrators shout."""
    for i, token in enumerate(r.s.tokens):
        if _is_predicate(r, i):
            phrase = sentence_subject(r.s, r.segments, r.g)
            if phrase is not None and phrase.last <= i and (phrase.head in ("er", "sie") or is_known(r.s, phrase, r.g)):
                r.add_quotation(token, phrase, None)
                continue
        if r.is_slogan(i):
            r.add_quotation(token, _demonstrators(r, i), None)
        elif token.kind == "q" and token.size >= _FRAGMENT and token.text[:1].islower() and not r.after_title(i):
            phrase = _feels(r, i)
            if phrase is None and not r.follows and r.word(i - 1) == ",":
                phrase = _acting_before(r, i)
            r.add_quotation(token, phrase, None, carried=phrase is None and r.follows)


def _feels(r: GermanReading, i: int) -> Phrase | None:
    """ "Hans Weber zeigte sich erfreut, „auch mal gewonnen“ zu haben": whoever shows what they feel."""
    verb = r.first_main_verb()
    if verb is None or r.word(verb) not in _SHOWING or "sich" not in (r.word(verb + 1), r.word(verb + 2)):
        return None
    phrase = sentence_subject(r.s, r.segments, r.g)
    return None if phrase is None or phrase.first <= i < phrase.last else phrase


def _is_predicate(r: GermanReading, i: int) -> bool:
    """ "Weber ist „tief besorgt“", "Weber gab sich „vorsichtig optimistisch“": how somebody feels, in small words at
    the end."""
    token, verb = r.s.tokens[i], r.first_main_verb()
    if token.kind != "q" or token.start in r.quoted or not 1 < token.size < _FRAGMENT or i + 1 < len(r.s):
        return False
    words = token.text.split()
    small = words[0].islower() and words[-1].islower() and words[0] not in r.g.words["prepositions"]
    if not small or verb is None or r.word(i - 1) == "als":
        return False
    be = r.word(verb) in ("ist", "war") or (r.word(verb) in ("gibt", "gab", "fühlt", "fühlte") and r.reflexive)
    return be and r.segments.of(verb) == r.segments.of(i) and r.word(i - 1) not in r.g.words["determiners"]


def _acting_before(r: GermanReading, i: int) -> Phrase | None:
    """ "Weber will klären, „was das für die Stadt bedeutet“": somebody who does something before the words at `i`."""
    verb = r.first_main_verb()
    phrase = sentence_subject(r.s, r.segments, r.g) if verb is not None and verb < i else None
    return phrase if phrase is not None and phrase.last <= i and is_known(r.s, phrase, r.g) else None


def _demonstrators(r: GermanReading, i: int) -> Phrase | None:
    """Who shouts or shows the slogan at `i`."""
    phrase = sentence_subject(r.s, r.segments, r.g)
    if phrase is None or phrase.first <= i < phrase.last or phrase.head.lower() in r.g.words["slogans"]:
        return None
    return phrase if phrase.plural or can_speak(phrase, r.g) else None
