"""Which quotations are no speech but titles and names, and which are slogans."""

from __future__ import annotations

from retrieval.statements.german.closed import ADJECTIVE_ENDS, JOINING
from retrieval.statements.german.lexicon import German
from retrieval.statements.tokens import Sentence, Token

__all__ = ["after_title", "is_clause", "slogan_at"]

_NAMING = frozenset("im vom zum zur beim am in von laut und bei gegenüber".split())
_CONTRACTED = frozenset("im am vom zum zur beim".split())
_JUDGING = frozenset("ein eine einen einem einer".split())
_SUCH_AS = frozenset("wie zum beispiel etwa : , stand standen steht stehen prangte prangten lautete lauteten".split())
_SPEAKING = frozenset("ich wir mich uns".split())
_QUESTIONS = frozenset("frage fragen".split())
_BRACKETS = frozenset("()[]")
_NO_ADJECTIVES = ("adverbs", "prepositions", "determiners", "not_adjectives", "finite")
_LONGEST_NAME = 4  # words
_LONGEST_TITLE = 5
_LONGEST_GLOSS = 7
_REACH = 8  # tokens between a bracket and what it explains: "(etwa: „Partei der Mitte“, kurz: „PDM“)"
_SLOGAN_REACH = 4
_LONGEST_ROW = 5  # quotations after the first


def after_title(s: Sentence, i: int, g: German, *, judged: bool = False, accused: bool = False) -> bool:
    """Whether the quotation at `i` is a title or a name: "der „Berliner Zeitung“", "im Film „Das Boot“".
    `judged`: beside a verb that judges something, where "ein „Skandal“" and "„groben Unfug“" are no titles.
    `accused`: beside one with a person as its object, too: "wirft Weber „Untätigkeit“ vor"."""
    i = _first_of_row(s, i, g)
    before, token = s.word(i - 1), s.tokens[i]
    if slogan_at(s, i, g):
        return False
    if _is_gloss(s, i):
        return True
    if before in g.words["uttered"]:
        return token.size == 1 and token.last not in "!?."
    if before in _QUESTIONS and s.word(i - 3) == "auf":
        return True  # "Auf die Frage „Wann?“ antwortete sie"
    if judged and (before in _JUDGING or token.text[:1].islower()):
        return False
    if token.last not in "!?." and (_is_name(s, i, g) or (_follows_noun(s, i) and not accused)):
        return True
    if before == "wie" and i > 1:
        before = s.word(i - 2)  # "Themen wie „Alter und Armut“"
    return before in g.words["title_nouns"] or before.endswith(g.ends["title_ends"])


def _first_of_row(s: Sentence, i: int, g: German) -> int:
    """ "die Filme „Das Boot“ und „Der Himmel über Berlin“": the second is what the first is."""
    for _ in range(_LONGEST_ROW):
        if not _goes_on(s, i):
            break
        token = s.tokens[i]
        speaks = token.text[:1].islower() or token.last in ".!?," or is_clause(token, g)
        if speaks and not slogan_at(s, i, g):
            break
        i -= 2
    return i


def _goes_on(s: Sentence, i: int) -> bool:
    return i > 1 and s.word(i - 1) in JOINING and s.tokens[i - 2].kind == "q"


def _is_name(s: Sentence, i: int, g: German) -> bool:
    """A few capitalised words after an article or a preposition: "die „Neue Zeit“", "den alten „Roten Ochsen“"."""
    token, before, described = s.tokens[i], s.word(i - 1), _is_described(s, i, g)
    the = before in _NAMING or before in ("der", "die", "das", "den", "dem") or described
    words = token.text.split()
    capital = [w[0].isupper() or w[0].isdigit() for w in words]
    whole = (
        bool(capital)
        and capital[0]
        and all(c or (the and _is_small(w, g)) for c, w in zip(capital, words, strict=True))
    )
    if not whole or token.size > _LONGEST_NAME or before == "als":
        return False
    return (described and token.size > 1) or before in g.words["determiners"] or before in _NAMING


def _is_small(word: str, g: German) -> bool:
    return any(word in g.words[sort] for sort in ("prepositions", "determiners", "coordinators"))


def _follows_noun(s: Sentence, i: int) -> bool:
    """ "die Firma „Neue Wege“"."""
    token = s.tokens[i]
    return i > 0 and s.tokens[i - 1].capital and token.size <= _LONGEST_TITLE and token.text[:1].isupper()


def _is_gloss(s: Sentence, i: int) -> bool:
    """ "(deutsch: „Die Brücke“)", "„Bridge“ („die Brücke“)": what a name means."""
    token, places = s.tokens[i], range(i - 1, max(-1, i - 1 - _REACH), -1)
    opening = next((k for k in places if s.tokens[k].text in _BRACKETS), -1)
    if opening < 1 or s.tokens[opening].text in ")]" or token.last in ".!?" or token.size > _LONGEST_GLOSS:
        return False
    name = s.tokens[opening - 1]
    return name.kind == "q" or (name.capital and token.text[:1].isupper())


def _is_described(s: Sentence, i: int, g: German) -> bool:
    """Whether adjectives stand between an article and the quotation at `i`: "den alten „Roten Ochsen“"."""
    k = i - 1
    while k > 0 and _may_be_adjective(s.tokens[k], g):
        k -= 1
    return 0 <= k < i - 1 and (s.word(k) in g.words["determiners"] or s.word(k) in _CONTRACTED)


def _may_be_adjective(token: Token, g: German) -> bool:
    small = token.kind == "w" and not token.capital and len(token.text) > 3
    return small and token.lower.endswith(ADJECTIVE_ENDS) and not any(token.lower in g.words[x] for x in _NO_ADJECTIVES)


def slogan_at(s: Sentence, i: int, g: German) -> bool:
    """ "mit der Parole „Kohle aus“", "riefen Sprüche wie „Kohle aus“ und „Wind an“": what demonstrators shout."""
    if s.tokens[i].kind != "q":
        return False
    for _ in range(_LONGEST_ROW):
        i -= 2 * _goes_on(s, i)
    k = i - 1
    while k >= max(0, i - _SLOGAN_REACH) and s.word(k) in _SUCH_AS:
        k -= 1
    return s.word(k) in g.words["slogans"]


def is_clause(token: Token, g: German) -> bool:
    """Whether a short quotation has a verb of its own: „Das ist bitter“, or a person of its own: „Ich komme“."""
    words = [word.strip(",;:…").lower() for word in token.text.split()[:_LONGEST_TITLE]]
    return any(word in g.words["finite"] for word in words) or (len(words) > 2 and any(w in _SPEAKING for w in words))
