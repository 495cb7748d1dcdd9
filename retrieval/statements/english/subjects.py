"""Who does it: the subject of an English verb."""

from __future__ import annotations

from dataclasses import replace

from retrieval.statements.english.clauses import Cue, is_manner
from retrieval.statements.english.lexicon import English, is_time, small
from retrieval.statements.english.modified import is_object, modified_subject
from retrieval.statements.english.nouns import noun_phrase, phrase_before
from retrieval.statements.english.voices import can_speak
from retrieval.statements.lexicon import load_names
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Sentence

__all__ = ["acting_subject", "main_subject", "shared_subject", "subject_of"]


_LONGEST_ASIDE = 60  # tokens
_NEAR = 4  # tokens within which an aside comes to its role
_SHORT_ASIDE = 8  # tokens; so short an aside may start with any word


def _before_time(s: Sentence, i: int, e: English) -> int:
    """Steps back over a time between subject and verb: "Mary Weaver [on Tuesday] told"."""
    j = i
    while j > 1 and is_time(s, j - 1, e):
        j -= 1
    return j - 1 if j < i and j > 1 and s.word(j - 1) in ("on", "in", "last", "this", "late", "early") else i


def subject_of(s: Sentence, cue: Cue, e: English) -> Phrase | None:
    """The subject of a verb in the active voice: before it, across an apposition, or shared with the verb before."""
    i = _before_time(s, cue.begin, e)
    if i == 0:
        return None
    before = s.word(i - 1)
    if before == "," or (s.tokens[i - 1].kind == "p" and before in "–—-"):
        return _across(s, i - 1, e)
    if before in ("and", "but", "or") or (before == "then" and s.word(i - 2) in ("and", "but")):
        return main_subject(s, i - 1, e) if s.word(i - 2) == "," else shared_subject(s, i - 1, e)
    if before in ("who", "which", "that"):
        return _antecedent(s, i - 1, e)
    phrase = phrase_before(s, i, e)
    if phrase and phrase.sort == "pronoun" and phrase.head.lower() in ("who", "which", "that"):
        return _antecedent(s, phrase.first, e)
    if phrase is not None and is_object(s, phrase, e):
        who = _relative_clause(s, phrase, e)
        return _antecedent(s, who, e) if who is not None else modified_subject(s, phrase.first, e) or phrase
    return phrase


def _relative_clause(s: Sentence, phrase: Phrase, e: English) -> int | None:
    """Where the clause starts that `phrase` ends: "Two diplomats [who spoke on condition of anonymity] said"."""
    if phrase.first == 0 or s.word(phrase.first - 1) not in e.words["prepositions"] or phrase.sort == "pronoun":
        return None
    for k in range(phrase.first - 1, max(0, phrase.first - _SHORT_ASIDE), -1):
        if s.tokens[k].kind != "w":
            return None
        if s.word(k) == "who":
            return k if sum(_is_finite(s, j, e) for j in range(k + 1, phrase.first)) == 1 else None
    return None


def _antecedent(s: Sentence, i: int, e: English) -> Phrase | None:
    """Whom "who" stands for: "[help] from [Secretary Weaver], who said" is the secretary."""
    if s.word(i - 1) == ",":
        i -= 1
    who = s.word(i) == "who" or s.word(i + 1) == "who"
    phrase = phrase_before(s, i, e) if i > 0 else None
    if phrase is None or not who or can_speak(s, phrase, e):
        return phrase
    links = (k for k in range(phrase.last - 2, phrase.first - 1, -1) if s.word(k) in e.words["prepositions"])
    link = next(links, None)
    nearest = noun_phrase(s, link + 1, phrase.last, e) if link is not None else None
    return nearest if nearest is not None and can_speak(s, nearest, e) else phrase


def _across(s: Sentence, comma: int, e: English) -> Phrase | None:
    """ "X, who runs the party, said", "X, 22, of Flint, Mich., said": the noun phrase before the comma that opens the
    aside."""
    for i in range(comma - 1, max(0, comma - _LONGEST_ASIDE), -1):
        token = s.tokens[i]
        if token.kind == "p" and token.lower in ":;":
            return None
        if token.kind == "p" and token.lower in ",–—-":
            phrase = phrase_before(s, i, e)
            if phrase is not None and s.word(phrase.first - 1) == "," and _in_relative(s, phrase.first - 1):
                continue  # "Weaver, who runs Mills, Farms and Wells in Ohio, said"
            letters = phrase is not None and phrase.last - phrase.first == 1 and s.tokens[phrase.first].text.isupper()
            if letters and s.word(i - 2) == ",":  # "Weaver, MP, of Flint, said"
                continue
            if phrase is None or phrase.sort == "pronoun" or _is_aside(s, i, e) or _is_place(s, phrase, comma, e):
                continue
            if _opens_aside(s, i + 1, e) or comma - i < _SHORT_ASIDE:
                aged = s.word(i + 1).isdigit() and phrase.determiner == "the"  # "the nurse, 33, said" is known
                return replace(phrase, aged=True) if aged else phrase
    return modified_subject(s, comma, e) or _misparted(s, comma, e)


def _misparted(s: Sentence, comma: int, e: English) -> Phrase | None:
    """ "Mayor Ann Weaver, said it was late": a name with a role that a comma parts from its verb."""
    phrase = phrase_before(s, comma, e)
    if phrase is None or phrase.last != comma or not s.tokens[comma - 1].capital or not e.roles.role(phrase.head):
        return None
    after = phrase.first == 2 and s.word(1) == "," and small(s, 0, e, "adverbs")  # "However, Mayor Ann Weaver, said"
    return phrase if phrase.first == 0 or after else None


def _in_relative(s: Sentence, comma: int) -> bool:
    """Whether "who" or "which" after an earlier comma opens what goes on at `comma`, without a comma between."""
    j = comma - 1
    while j > 0 and not (s.tokens[j].kind == "p" and s.word(j) in ",;:–—-"):
        j -= 1
    return s.word(j) == "," and s.word(j + 1) in ("who", "whose", "which")


def _is_place(s: Sentence, phrase: Phrase, comma: int, e: English) -> bool:
    """ "in Aurora, [Colorado,] in July", "of Flint, [Mich.,] who": the state after a town."""
    words = [t for t in s.tokens[phrase.first : phrase.last] if t.kind == "w"]
    known = words[0].text in load_names().places or words[0].text in e.words["states"] if words else False
    return len(words) == 1 and known and phrase.last <= comma


def _is_aside(s: Sentence, end: int, e: English) -> bool:
    """Whether what ends before the comma at `end` is itself an aside: an age, "of Flint"."""
    first = end
    while first > 0 and not (s.tokens[first - 1].kind == "p" and s.word(first - 1) in ",–—-"):
        first -= 1
    if first == 0:
        return False
    lead = s.word(first)
    return lead.isdigit() or lead in ("of", "from", "in") or lead in e.words["relatives"]


def _opens_aside(s: Sentence, i: int, e: English) -> bool:
    while s.word(i) == "-":  # "Weaver -- who left -- said"
        i += 1
    lead = s.word(i)
    sorts = ("relatives", "determiners", "aside_leads")
    return (
        any(lead in e.words[sort] for sort in sorts)
        or lead.isdigit()
        or s.tokens[i].capital
        or e.roles.role(lead)
        or lead.endswith(("ing", "ed"))
        or any(e.roles.role(s.word(k)) for k in range(i + 1, min(len(s), i + _NEAR)))  # "legal director with"
    )


def main_subject(s: Sentence, end: int, e: English) -> Phrase | None:
    """The subject of the main clause before token `end`: "[On Monday,] Weaver turned the tables, saying ..."."""
    begin = _after_front(s, end, e)
    for j in range(begin + 1, end):
        if _is_finite(s, j, e):
            return _subject_of_verb(s, j, e)
    return None


def acting_subject(s: Sentence, e: English) -> Phrase | None:
    """Who acts in a sentence, whatever verb it has: "Weaver departs for Ohio", "Asked whether Lang, her rival, would
    run, [Weaver] demurred"."""
    if not _is_fronted(s, e):
        return _named_at(s, 1 if s.word(0) in ("but", "and", "yet", "so") else 0, e) or main_subject(s, len(s), e)
    for j in range(1, len(s) - 2):
        if s.word(j) != ",":
            continue
        phrase = _named_at(s, j + 1, e)
        if phrase is not None:
            return phrase
        verb = next((k for k in range(j + 2, len(s)) if _is_finite(s, k, e) or s.word(k) == ","), None)
        phrase = phrase_before(s, verb, e) if verb is not None and s.word(verb) != "," else None
        if phrase is not None and phrase.first == j + 1 and s.word(j + 1) not in e.words["relatives"]:
            return phrase
    return None


def _named_at(s: Sentence, i: int, e: English) -> Phrase | None:
    """The name or pronoun at token `i` that a verb follows: "Mary Weaver departs", "he leaves"."""
    j = i
    while j < len(s) and not is_time(s, j, e):
        if not (s.tokens[j].capital or s.word(j) == "." or (j > i and s.tokens[j].kind == "b")):
            break
        j += 1
    if j == i and s.word(i) in ("he", "she"):
        j += 1
    aside = s.word(j) == "," and (s.word(j + 1) in e.words["determiners"] or s.word(j + 1) in e.words["relatives"])
    if j > i and aside and s.word(0) != "asked":  # "Mary Weaver, a senator from Ohio, departs"
        return phrase_before(s, j, e)
    if j == i or j >= len(s) or s.tokens[j].kind != "w":
        return None
    verb = s.word(j).endswith(("s", "ed")) and not s.word(j).endswith(("'s", "’s"))
    return phrase_before(s, j, e) if verb or _is_finite(s, j, e) else None


def _is_fronted(s: Sentence, e: English) -> bool:
    lead = s.word(0)
    sorts = ("prepositions", "fronting", "adverbs")
    gerund = lead.endswith("ing") and not (len(s) > 1 and _is_finite(s, 1, e))  # no "Boeing said"
    return any(lead in e.words[sort] for sort in sorts) or gerund or lead in e.participles


def _after_front(s: Sentence, end: int, e: English) -> int:
    """Where the main clause starts, after "On Monday," or "When she spoke,"."""
    if not _is_fronted(s, e):
        return 0
    sorts = ("prepositions", "fronting", "adverbs")
    for j in range(1, end):
        following = s.word(j + 1)
        if s.word(j) == "," and not any(following in e.words[sort] for sort in ("relatives", "conjunctions", *sorts)):
            return j + 1
    return 0


def _is_finite(s: Sentence, j: int, e: English) -> bool:
    token, word = s.tokens[j], s.word(j)
    if token.kind != "w" or token.capital or s.word(j - 1) in e.words["determiners"]:
        return False
    past = word.endswith("ed") and len(word) > 4 and not word.startswith("un")  # no "unchanged"
    return past or any(word in e.words[sort] for sort in ("auxiliaries", "verbs")) or word in e.finite


def shared_subject(s: Sentence, i: int, e: English) -> Phrase | None:
    """The subject of the verb before "and said"."""
    for j in range(i - 1, 0, -1):
        if _is_finite(s, j, e):
            return _subject_of_verb(s, j, e)
    return None


def _subject_of_verb(s: Sentence, j: int, e: English) -> Phrase | None:
    """The subject of the finite verb at token `j`, whatever verb it is."""
    while j > 0 and (small(s, j - 1, e, "auxiliaries", "adverbs") or is_manner(s, j - 1)):
        j -= 1
    if j == 0:
        return None
    if s.word(j - 1) == ",":
        return _across(s, j - 1, e)
    if s.word(j - 1) in ("and", "but"):
        return shared_subject(s, j - 1, e)
    phrase = phrase_before(s, j, e)
    if phrase and phrase.sort == "pronoun" and phrase.head.lower() in ("who", "which", "that"):
        return _antecedent(s, phrase.first, e)
    return phrase
