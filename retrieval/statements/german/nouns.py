"""German noun phrases: where one starts and ends, and what it is headed by."""

from __future__ import annotations

import re

from retrieval.statements.german.cores import core_of
from retrieval.statements.german.lexicon import German
from retrieval.statements.lexicon import is_first_name
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["phrase_at", "pronoun_at", "skip_adjuncts"]

_POSTMODIFIERS = frozenset("von vom für aus in im am an bei beim zum zur über gegen mit auf".split())
_GENITIVES = frozenset(
    "des der eines einer seiner ihrer seines ihres dieser dieses "
    "vieler einiger mehrerer mancher aller beider zahlreicher".split()
)
_PLACES = frozenset("aus in im am an bei beim".split())
_PLURAL = frozenset("mehrere viele einige andere alle beide manche zahlreiche zwei drei vier fünf sechs".split())
_AGED = re.compile(r"\d{1,3}-jährige|gebürtige|(?:zwei|drei|vier|fünf|sechs|mehr)fache$")
_SOME = _PLURAL | frozenset("einer eine eines keiner keine jeder jede".split())


def phrase_at(s: Sentence, i: int, g: German, *, modifiers: bool = True) -> Phrase | None:
    """The noun phrase or pronoun that starts at token `i`, with genitives, prepositional phrases and appositions."""
    if not 0 <= i < len(s):
        return None
    word = s.word(i)
    if word in g.words["pronouns"] and not _partitive(s, i, g) and not _noun_follows(s, i, g):
        return pronoun_at(s, i)
    core = _partitive(s, i, g) or core_of(s, i, g)
    if core is None:
        return None
    end, determiner = core
    person = not determiner and is_first_name(s.tokens[i].text) and end > i + 1
    named = person and s.word(end) in ("der", "des")  # "laut Anna Weber der Minister": no genitive
    last, shown = _modifiers(s, end, g) if modifiers and not named else (end, end)
    head = _head(s, i, end, g)
    first = s.tokens[i].lower
    return Phrase(
        i,
        last,
        end,
        s.span(i, shown),
        s.span(i, end),
        head,
        determiner,
        plural=first in _PLURAL,
        described=_described(s, i, end, head),
        aged=determiner in ("der", "die") and any(_AGED.match(s.word(k)) for k in range(i + 1, end)),
        twofold=_is_twofold(s, end, last, g),
    )


def pronoun_at(s: Sentence, i: int) -> Phrase:
    """The pronoun at token `i`, in whatever case ("zitierte ihn")."""
    return Phrase(i, i + 1, i + 1, s.span(i, i + 1), s.span(i, i + 1), s.word(i), sort="pronoun")


def _is_twofold(s: Sentence, end: int, last: int, g: German) -> bool:
    """ "die Ärztin [und Autorin]": another role of the one that the noun before token `end` names."""
    role = last == end + 2 and s.word(end) == "und" and g.roles.role(s.tokens[end + 1].text)
    return role and not g.roles.group(s.tokens[end + 1].text)


def _partitive(s: Sentence, i: int, g: German) -> tuple[int, str] | None:
    """ "einige der Abgeordneten", "drei dieser Länder": the end of the nouns of which some are meant."""
    if s.word(i) not in _SOME or s.word(i + 1) not in ("der", "dieser", "ihrer", "seiner", "unserer"):
        return None
    core = core_of(s, i + 1, g)
    return (core[0], s.word(i)) if core and core[0] > i + 2 else None


def _noun_follows(s: Sentence, i: int, g: German) -> bool:
    """ "diese Regierung", "ihr Sprecher", "Man Ray": the word at `i` is no pronoun."""
    if s.word(i) in ("er", "sie", "es", "man", "wir", "ich"):
        return False
    core = core_of(s, i, g)
    return core is not None and core[0] > i + 1


def _modifiers(s: Sentence, j: int, g: German) -> tuple[int, int]:
    """The end of genitives, prepositional phrases, "und" + noun and appositions after the noun at `j`, and the end
    without a place at the end ("die Politikerin in Brüssel")."""
    shown = j
    for _ in range(6):
        step = _one_modifier(s, j, g)
        if step is None:
            break
        if s.word(j) not in _PLACES:
            shown = step
        j = step
    return j, shown


def _one_modifier(s: Sentence, j: int, g: German) -> int | None:
    word = s.word(j)
    if word in _GENITIVES:
        if word == "der" and _is_nominative(s, j + 1, g):
            return None
        core = core_of(s, j, g)
        return core[0] if core and core[0] > j + 1 else None
    if word in _POSTMODIFIERS and _in_noun_phrase(s, j, g):
        k = j + 1
        core = core_of(s, k, g)
        if core is None or any(t.text in g.words["weekdays"] for t in s.tokens[k : core[0]]):
            return None
        noun = s.tokens[core[0] - 1].text
        if word in ("bei", "beim") and noun.endswith("ung") and not g.roles.organisation(noun):
            return None  # "sagte der Richter [bei der Begründung]"
        return core[0]
    if word in ("und", "sowie"):
        core = core_of(s, j + 1, g)
        follows = core is not None and (core[0] >= len(s) or s.word(core[0]) not in g.finite)
        if core is None or not (follows or s.tokens[j + 1].capital):
            return None
        end = core[0] - (s.tokens[core[0] - 1].kind == "q")  # "laut Polizei und Feuerwehr „keine Gefahr“"
        return end if end > j + 1 else None
    if word == ",":
        return _apposition(s, j, g)
    return None


def _is_nominative(s: Sentence, j: int, g: German) -> bool:
    """ "nach Auskunft der Behörde der [größte] Teil": after "der" an adjective in -e leads no genitive."""
    if not 0 < j < len(s) - 1:
        return False
    small = s.tokens[j].kind == "w" and not s.tokens[j].capital and s.word(j).endswith("e")
    known = any(s.word(j) in g.words[sort] for sort in ("adverbs", "prepositions", "determiners", "finite"))
    return small and not known and s.tokens[j + 1].capital and len(s.word(j)) > 3


def _in_noun_phrase(s: Sentence, j: int, g: German) -> bool:
    """Whether a prepositional phrase after a noun may belong to it; times do not ("am Dienstag")."""
    if s.word(j) in ("am", "im", "zum", "zur", "mit", "auf", "gegen", "über", "an", "in") and j + 1 < len(s):
        following = s.tokens[j + 1].text
        if following in g.words["weekdays"] or following[0].isdigit():
            return False
        return s.word(j) in ("in", "im", "aus", "am", "an") and (
            s.word(j) != "in" or s.tokens[j + 1].capital or s.word(j + 1) in ("der", "den")
        )
    return s.word(j) != "für" or not s.word(j - 1).endswith(
        g.ends["telling"]
    )  # "nach ihren Angaben [für den Brand] haften"


def _apposition(s: Sentence, j: int, g: German) -> int | None:
    """ ", Chef der Partei," and ", Hans Müller,": nouns up to the next comma or the end, without a verb."""
    core = core_of(s, j + 1, g)
    if core is None or s.tokens[core[0] - 1].kind == "q":
        return None
    end = core[0]
    for _ in range(3):
        step = _one_modifier(s, end, g) if s.word(end) != "," else None
        if step is None:
            break
        end = step
    if end >= len(s) or s.word(end) in (",", ":"):
        return end
    return None


def _head(s: Sentence, i: int, end: int, g: German) -> str:
    """The head noun: the first role or organisation ("das Magazin Neue Wege"), else the last capitalised word."""
    nouns = [t.text for t in s.tokens[i:end] if t.capital]
    for known in (g.roles.role, g.roles.organisation):
        for n, word in enumerate(nouns):
            genitive = n > 0 and word.endswith("s")  # "die Schulden Griechenlands"
            presiding = word.lower().startswith("vorsitzende") and n + 1 < len(nouns) and g.roles.role(nouns[n + 1])
            if presiding and not nouns[n + 1].endswith("s"):
                continue  # "die Vorsitzende Richterin"
            if known(word) and not (genitive and known == g.roles.organisation):
                return word
    return nouns[-1] if nouns else s.tokens[end - 1].text


def _described(s: Sentence, i: int, end: int, head: str) -> bool:
    """ "der Oberrabbiner Israels": a genitive follows the head."""
    nouns = [t.text for t in s.tokens[i:end] if t.capital]
    return head in nouns and any(w.endswith("s") for w in nouns[nouns.index(head) + 1 :])


def skip_adjuncts(s: Sentence, i: int, g: German) -> int:
    """Steps over what may stand between verb and subject: "sagte [am Dienstag in Berlin] [auch] X"."""
    for _ in range(8):
        word = s.word(i)
        if not word:
            break
        governs = word in g.words["prepositions"] and core_of(s, i + 1, g) is not None  # "gegenüber Reportern"
        adverb = word in g.words["adverbs"] and word != "so" and not governs
        if word in ("sich",) or word in g.words["oblique_pronouns"] or adverb:
            i += 1
        elif word == "es" or (word == "unter" and s.word(i + 1) == "anderem"):
            i += 1 + (word == "unter")
        elif word in g.words["prepositions"] and word not in ("laut", "gemäß"):
            core = core_of(s, i + 1, g)
            if core is None:
                break
            step = core[0]
            if s.word(step) in ("des", "der", "von", "vom") and (
                core2 := core_of(s, step if s.word(step) in ("des", "der") else step + 1, g)
            ):
                step = step if _is_subject(s, step, core2[0], g) else core2[0]
            i = step
        else:
            break
    return i


def _is_subject(s: Sentence, i: int, end: int, g: German) -> bool:
    """Whether "der" and a role are no genitive, as nothing else can be the subject: "sagte in Kiel [der Pfarrer]"."""
    head = _head(s, i, end, g)
    role = g.roles.role(head) and not head.endswith(("in", "en"))
    one = s.word(i) == "der" and role and (head.endswith("e") or not g.roles.group(head))
    after = phrase_at(s, skip_adjuncts(s, end, g), g) if one else None
    return one and (after is None or after.determiner in ("der", "des", "eines", "einer"))
