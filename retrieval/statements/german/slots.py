"""Where a German subject stands: right after the finite verb, or right before it."""

from __future__ import annotations

import re
from dataclasses import replace

from retrieval.statements.german.appositions import FOCUS
from retrieval.statements.german.candidates import is_dative, is_time
from retrieval.statements.german.lexicon import German
from retrieval.statements.german.nouns import phrase_at, skip_adjuncts
from retrieval.statements.lexicon import is_first_name
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["NOBODY", "subject_after", "subject_before"]

NOBODY = frozenset("es man Es Man".split())
"""Pronouns that name nobody."""

_ADVERB_ENDS = ("ig", "lich", "end", "weise", "falls", "seits", "mals", "isch", "sam", "haft", "tiv", "ell", "maßen")
_PARTICLES = frozenset("von van bin al de zu del da".split())
_AUXILIARIES = frozenset("hat haben hatte hatten ist sind war waren wurde wurden wird werden".split())
_PARTICIPLE = re.compile(r"(?:ge|ver|be|ent)[^\W\d_]{3,}(?:et|[rlg]t)$")


def subject_after(s: Sentence, i: int, g: German) -> Phrase | None:
    """The subject right after a verb: ", sagte [am Dienstag] der Sprecher"."""
    direct = phrase_at(s, i, g) or _name_with_particle(s, i, g)
    oblique = direct is None or direct.determiner in g.words["oblique_determiners"]
    if direct and not oblique and not is_time(s, direct, g) and direct.head not in NOBODY:
        return _after_addressee(s, direct, g) or direct
    j = skip_adjuncts(s, i, g)
    for _ in range(2):
        phrase = phrase_at(s, j, g)
        if phrase is None or phrase.head in NOBODY:
            return None
        if phrase.determiner not in g.words["oblique_determiners"] and not is_time(s, phrase, g):
            return phrase
        j = skip_adjuncts(s, phrase.core_end, g)
        if j < len(s) and s.tokens[j].kind == "q":
            return None  # "nannte den Plan „überzogen“"
    return None


def _after_addressee(s: Sentence, direct: Phrase, g: German) -> Phrase | None:
    """ "sagte der Zeitung [Lang]", "sagte der „Zeit“ [auch] [Minister Lang]": who speaks, if `direct` is whom they tell
    it."""
    if direct.determiner != "der":
        return None
    told, quoted = is_dative(s, direct, g), s.tokens[direct.first + 1].kind == "q"
    phrase = phrase_at(s, skip_adjuncts(s, direct.core_end, g), g) if told or quoted else None
    if phrase is None or (told and phrase.determiner not in ("des", "der")):
        return phrase
    known = g.roles.role(phrase.head) or is_first_name(s.tokens[phrase.first].text)
    return phrase if quoted and known and phrase.determiner not in g.words["oblique_determiners"] else None


def _name_with_particle(s: Sentence, i: int, g: German) -> Phrase | None:
    """ ", sagte von der Heide", ", sagte bin Karim"."""
    j = i
    while s.word(j) in _PARTICLES or (j > i and s.word(j) in ("der", "den", "dem", "la")):
        j += 1
    name = phrase_at(s, j, g, modifiers=False) if j > i and j < len(s) and s.tokens[j].capital else None
    if name is None or name.determiner or g.roles.organisation(name.head) or g.roles.role(name.head):
        return None
    return replace(name, first=i, span=s.span(i, name.last), core=s.span(i, name.last))


def subject_before(s: Sentence, begin: int, finite: int, g: German) -> Phrase | None:
    """The noun phrase that fills the place before a finite verb; None where an adverb or a preposition does."""
    i = begin
    while i < finite - 1 and (s.word(i) in FOCUS or (s.word(i), s.word(i + 1)) == ("vor", "allem")):
        i += 1 if s.word(i) in FOCUS else 2
    word = s.word(i)
    if word in g.words["prepositions"] and not s.tokens[i].text.isupper():
        return None
    phrase = phrase_at(s, i, g)
    if phrase is None or phrase.core_end > finite or phrase.head in NOBODY or is_time(s, phrase, g):
        return None
    single = phrase.core_end == i + 1
    if single and i == 0 and word.endswith(_ADVERB_ENDS) and not word.endswith("schaft"):
        return None
    if single and i == 0 and (word in g.participles or _is_participle(s, i, finite, g)):
        return None  # "Gemeldet hatte den Wechsel das Portal"
    if phrase.determiner in g.words["oblique_determiners"] or (single and word in g.words["oblique_pronouns"]):
        return None
    if is_dative(s, phrase, g):
        return None  # "Der Zeitung sagte Weber"
    if single and any(word in g.words[sort] for sort in ("adverbs", "subordinators", "content")):
        return None
    if phrase.last > finite:
        phrase = phrase_at(s, i, g, modifiers=False)
    return phrase


def _is_participle(s: Sentence, i: int, finite: int, g: German) -> bool:
    """ "[Gemeldet] hatte den Wechsel die Zeitung", but not "[Gerbert] hatte"."""
    word, head = s.word(i), s.tokens[i].text
    known = g.roles.role(head) or g.roles.organisation(head) or is_first_name(head)
    return s.word(finite) in _AUXILIARIES and not known and bool(_PARTICIPLE.match(word))
