"""Which noun phrases can speak, and which of two is likelier to."""

from __future__ import annotations

from dataclasses import replace

from retrieval.statements.german.lexicon import German
from retrieval.statements.lexicon import is_first_name
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Sentence

__all__ = [
    "can_speak",
    "is_dative",
    "is_known",
    "is_plural_verb",
    "is_thing",
    "is_time",
    "likelier",
    "without_addressee",
]

_SINGULAR_VERBS = frozenset("kann gewann begann sann nahm".split())
_SINGULAR = frozenset("der das ein eine dieser dieses jener jede jeder jedes kein mein sein".split())
_PLURAL_DETERMINERS = frozenset(
    "beide mehrere viele einige zahlreiche zwei drei vier fünf sechs sieben acht zehn".split()
)
_SINGULAR_PRONOUNS = frozenset("er ich man jemand niemand dieser jener letzterer ersterer".split())
_PLURAL_PRONOUNS = frozenset("wir beide viele einige manche alle andere".split())
_JOINING = frozenset("und sowie oder bzw noch".split())
_POINTING = frozenset("Das Dies Dieses".split())
_THINGS = ("ung", "ungen", "heit", "keit", "ion", "ionen", "ismus", "ment", "tät", "nis", "zahl", "zahlen")


def likelier(
    s: Sentence, before: Phrase | None, after: Phrase | None, g: German, verb: int, *, swap: bool = True
) -> Phrase | None:
    """Of the phrases before and after the finite verb at `verb` the one before, unless only the other agrees with it
    or can speak ("Den Plan lobt er"). `swap`: the verb has no person as its object."""
    if before is None or after is None:
        return before or after
    if s.tokens[before.first].kind == "q" and can_speak(after, g):
        return after  # "„Lügner“ nannte ihn Weber"
    if _is_owned_thing(s, before, g) and is_known(s, after, g):
        return after  # "Hans Langs Vorstoß bezeichnete Weber als „Unfug“"
    plural = is_plural_verb(s.word(verb))
    if _disagrees(s, before, g, plural=plural) and not _disagrees(s, after, g, plural=plural):
        return after
    if after.sort == "pronoun" and after.head in ("er", "wir", "ich") and before.sort != "pronoun":
        return after
    if after.sort == "pronoun" and after.head == "sie" and not plural and _cannot_speak(before, g):
        return after  # "Die Pläne nannte sie einen Irrweg"
    if before.head in _POINTING and after.sort == "noun" and can_speak(after, g):
        return after  # "Dies wollte die Ministerin nicht hinnehmen"
    named = (
        after.sort == "noun"
        and s.word(after.first) not in ("zu", "von")  # "sprach von Betrug"
        and (not after.determiner or after.determiner == "der")
        and can_speak(after, g)
    )
    if swap and named and before.sort == "noun" and not before.plural and not can_speak(before, g):
        return after
    return after if is_thing(before, g) and can_speak(after, g) else before


def _is_owned_thing(s: Sentence, phrase: Phrase, g: German) -> bool:
    """ "Hans Langs Vorstoß": a thing after the genitive of a person named in full."""
    if phrase.determiner or phrase.core_end < phrase.first + 3 or not is_first_name(s.tokens[phrase.first].text):
        return False
    owner, noun = s.tokens[phrase.core_end - 2].text, s.tokens[phrase.core_end - 1].text
    known = g.roles.role(noun) or g.roles.organisation(noun) or is_first_name(noun)
    return owner.endswith("s") and noun[:1].isupper() and not known and not owner.isupper()


def _cannot_speak(phrase: Phrase, g: German) -> bool:
    """ "die Pläne": a noun with its article that is nobody's role, group or name."""
    named = phrase.head.endswith(("in", "innen")) or phrase.described or not phrase.determiner
    return phrase.sort == "noun" and not named and not can_speak(phrase, g)


def is_dative(s: Sentence, phrase: Phrase, g: German) -> bool:
    """ "der städtischen Zeitung", "der Polizei": whom something is told. "Der" leads no subject with an adjective in
    -en, and none that is feminine and in the singular."""
    if phrase.determiner != "der" or phrase.sort == "pronoun":
        return False
    second = s.tokens[phrase.first + 1]
    if second.kind == "q":  # "der „Neuen Post“"
        words = second.text.strip("„“”\"'»«‚‘’›‹ ").split()
        return len(words) > 1 and words[0].endswith("en")
    if not second.capital and second.kind == "w" and second.lower.endswith("en") and phrase.core_end > phrase.first + 2:
        return True
    noun = next((t for t in s.tokens[phrase.first + 1 : phrase.core_end] if t.capital), second)
    lower = noun.lower.rsplit("-", 1)[-1]
    if lower.endswith(g.ends["masculine_ends"]):
        return False
    return g.roles.gender(noun.text) == "f" or lower.endswith(g.ends["feminine_ends"])


def without_addressee(s: Sentence, phrase: Phrase | None, g: German) -> Phrase | None:
    """ "sagte ein Sprecher des Amtes [der Nachrichtenagentur Nord]", "sagte der Minister [der „Neuen Zeit“]": a paper
    after who speaks is told it, unless they write for it."""
    if phrase is None or phrase.sort == "pronoun" or phrase.head.lower().endswith(g.ends["journalists"]):
        return phrase
    for k in reversed(range(phrase.core_end, phrase.last - 1)):
        if s.word(k) != "der" or s.word(k - 1) == ",":
            continue
        told = s.tokens[k + 1 : phrase.last]
        paper = told[0].kind == "q" or any(t.capital and t.lower.endswith(g.ends["papers"]) for t in told)
        if paper:
            return replace(phrase, last=k, span=s.span(phrase.first, k))
    return phrase


def is_plural_verb(word: str) -> bool:
    """Whether a finite verb of the third person is a plural: "sagten", "fordern", "sind", and not "kann"."""
    return word in ("sind", "seien") or (word.endswith(("en", "ern", "eln")) and word not in _SINGULAR_VERBS)


def _disagrees(s: Sentence, phrase: Phrase, g: German, *, plural: bool) -> bool:
    """Whether a phrase surely has another number than its verb: "[Harsche Kritik] äußerten die Eltern"."""
    if phrase.sort == "pronoun":
        return phrase.head in (_SINGULAR_PRONOUNS if plural else _PLURAL_PRONOUNS)
    joined = any(s.word(k) in _JOINING for k in range(phrase.first, phrase.last))
    if plural:
        return not joined and phrase.determiner in _SINGULAR
    several = not phrase.determiner and (g.roles.group(phrase.head) or phrase.head in g.words["several"])
    return phrase.plural or several or phrase.determiner in _PLURAL_DETERMINERS


def is_thing(phrase: Phrase, g: German) -> bool:
    """Headed by a noun that cannot speak: "die Anwendung", "die Forderung"."""
    if phrase.sort == "pronoun" or g.roles.role(phrase.head) or g.roles.organisation(phrase.head):
        return False
    if phrase.head.lower().endswith(g.ends["findings"]):
        return False
    thing = phrase.head.lower() in g.words["content_nouns"] or phrase.head == "Worte"
    return thing or phrase.head.lower().endswith(_THINGS)


def can_speak(phrase: Phrase, g: German) -> bool:
    """A person, a group or an organisation by the look of it."""
    if phrase.sort == "pronoun":
        return phrase.head in ("er", "sie", "wir", "ich")
    if g.roles.role(phrase.head) or g.roles.organisation(phrase.head) or g.roles.epithet(phrase.head):
        return True
    return not phrase.determiner and phrase.head[0].isupper() and not phrase.head.endswith(_THINGS)


def is_known(s: Sentence, phrase: Phrase, g: German) -> bool:
    """Whether a phrase surely stands for somebody: by a role, an organisation or a first name."""
    if phrase.sort == "pronoun":
        return False
    return g.roles.role(phrase.head) or g.roles.organisation(phrase.head) or is_first_name(s.tokens[phrase.first].text)


def is_time(s: Sentence, phrase: Phrase, g: German) -> bool:
    digits = s.tokens[phrase.first].text.isdigit()
    return phrase.head in g.words["weekdays"] or phrase.head in g.words["spells"] or (digits and phrase.head == "Uhr")
