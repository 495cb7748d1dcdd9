"""Which noun phrases can speak, and which of two is likelier to."""

from __future__ import annotations

from retrieval.statements.german.lexicon import German
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["can_speak", "is_thing", "is_time", "likelier"]

_TIMES = frozenset("Stunden Stunde Tage Tagen Wochen Monate Monaten Jahre Jahren Minuten Mal Male Zeit Zeiten".split())
_POINTING = frozenset("Das Dies Dieses".split())
_TELLING = ("schätzung", "umfrage", "prognose", "erhebung", "analyse", "untersuchung", "hochrechnung", "vorhersage")
_THINGS = ("ung", "ungen", "heit", "keit", "ion", "ionen", "ismus", "ment", "tät", "nis", "zahl", "zahlen")


def likelier(
    s: Sentence, before: Phrase | None, after: Phrase | None, g: German, *, swap: bool = True
) -> Phrase | None:
    """Of the phrases before and after a verb the one before, unless only the other can speak ("Den Plan lobt er").
    `swap`: the verb has no person as its object."""
    if before is None or after is None:
        return before or after
    if after.sort == "pronoun" and after.head in ("er", "wir", "ich") and before.sort != "pronoun":
        return after
    if before.head in _POINTING and after.sort == "noun" and can_speak(after, g):
        return after  # "Dies wollte die Ministerin nicht hinnehmen"
    named = (
        after.sort == "noun"
        and s.word(after.first) != "zu"
        and (not after.determiner or after.determiner == "der")
        and can_speak(after, g)
    )
    if swap and named and before.sort == "noun" and not before.plural and not can_speak(before, g):
        return after
    return after if is_thing(before, g) and can_speak(after, g) else before


def is_thing(phrase: Phrase, g: German) -> bool:
    """Headed by a noun that cannot speak: "die Anwendung", "die Forderung"."""
    if phrase.sort == "pronoun" or g.roles.role(phrase.head) or g.roles.organisation(phrase.head):
        return False
    if phrase.head.lower().endswith(_TELLING):
        return False
    return phrase.head.endswith(_THINGS) or phrase.head.lower() in g.words["content_nouns"]


def can_speak(phrase: Phrase, g: German) -> bool:
    """A person, a group or an organisation by the look of it."""
    if phrase.sort == "pronoun":
        return phrase.head in ("er", "sie", "wir", "ich")
    if g.roles.role(phrase.head) or g.roles.organisation(phrase.head) or g.roles.epithet(phrase.head):
        return True
    return not phrase.determiner and phrase.head[0].isupper() and not phrase.head.endswith(_THINGS)


def is_time(s: Sentence, phrase: Phrase, g: German) -> bool:
    digits = s.tokens[phrase.first].text.isdigit()
    return phrase.head in g.words["weekdays"] or phrase.head in _TIMES or (digits and phrase.head == "Uhr")
