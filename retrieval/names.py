"""Spellings of names (pure functions over word lists).

Three ways in which two written names can be one, from the surest to the least: the same spelling; the same folded
spelling (Söder, Soeder, Soder; Erdoğan, Erdogan); two transliterations of one name (Selenskyj, Zelensky, Zelenskyy).
"""

from __future__ import annotations

import functools
import re
import unicodedata

from retrieval import lists
from retrieval.transliteration import same_sound

__all__ = [
    "first_names",
    "folded",
    "last_name",
    "last_spellings",
    "name_parts",
    "name_words",
    "plain_spelling",
    "same_first_name",
    "same_spelling",
    "same_transliteration",
    "without_genitive",
]

_UMLAUTS: dict[int, str] = {
    ord(letter): written
    for letter, written in {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "æ": "ae",
        "ø": "oe",
        "å": "aa",
        "ł": "l",
        "đ": "dj",
    }.items()
}
_NOT_DECOMPOSED: dict[int, str] = {
    ord(letter): written
    for letter, written in {"æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "þ": "th", "ð": "d", "œ": "oe"}.items()
}
"""Letters that Unicode does not take for a letter with an accent."""
_SHORT = 3
"""Letters of a name that keeps its article: El Ali."""
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[^\W_]+(?:['’.\-‑][^\W_]+)*\.?")


@functools.cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(lists.data("names")[key])


@functools.lru_cache(maxsize=1 << 17)
def _words(name: str) -> tuple[str, ...]:
    found = _WORD.findall(unicodedata.normalize("NFC", name))
    return tuple(_POSSESSIVE.sub("", word.rstrip(".")) for word in found)


def name_words(name: str) -> list[str]:
    """The words of a name, punctuation and the possessive 's left out: "Ursula von der Leyen's" has four."""
    return list(_words(name))


@functools.lru_cache(maxsize=1 << 17)
def name_parts(name: str) -> tuple[tuple[str, ...], str]:
    """First names, and the last name with its particles; "Jr." and "III" belong to neither."""
    words = _words(name)
    while len(words) > 1 and words[-1].lower() in _listed("suffixes"):
        words = words[:-1]
    start, particles = len(words) - 1, _listed("particles")
    while start > 0 and words[start - 1].lower() in particles and not _is_first_name(words, start - 1):
        start -= 1
    start = max(start, 0)
    firsts = tuple(word for word in words[:start] if word.lower() not in particles or word[0].isupper())
    return firsts, " ".join(words[start:])


def _is_first_name(words: tuple[str, ...], at: int) -> bool:
    """Ben Carson, Al Gore; but David Ben Gurion."""
    return at == 0 and len(words) == 2 and words[0][0].isupper() and words[0].lower() in _listed("or_first_names")


def last_name(name: str) -> str:
    """The last word of a name, with the particles before it: "von der Leyen", "bin Salman", "Baerbock"."""
    return name_parts(name)[1]


def first_names(name: str) -> list[str]:
    """What stands before the last name, particles left out."""
    return list(name_parts(name)[0])


@functools.lru_cache(maxsize=1 << 18)
def folded(name: str) -> frozenset[str]:
    """Spellings without case, accents and hyphens; umlauts both as "oe" and as "o"."""
    if name.isascii() and name.isalpha():
        return frozenset((name.lower(),))
    text = unicodedata.normalize("NFC", name).casefold()
    text = re.sub(r"[\s\-‑’'.]+", " ", text).strip()
    return frozenset((_without_accents(text.translate(_UMLAUTS)), _without_accents(text)))


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_NOT_DECOMPOSED))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@functools.lru_cache(maxsize=1 << 18)
def plain_spelling(name: str) -> str:
    """The shortest folded spelling: small letters without accents, umlauts as "o"."""
    spellings = folded(name)
    return (
        min(spellings, key=lambda spelling: (len(spelling), spelling)) if len(spellings) > 1 else next(iter(spellings))
    )


@functools.lru_cache(maxsize=1 << 17)
def last_spellings(name: str) -> frozenset[str]:
    """The folded spellings of the last name of a full name; the Arabic article is left out ("al-Assad": assad)."""
    return frozenset(_without_article(spelling) for spelling in folded(last_name(name)))


def _without_article(spelling: str) -> str:
    article, _, rest = spelling.partition(" ")
    return rest if article in _listed("articles") and len(rest) > _SHORT else spelling


def without_genitive(name: str) -> str | None:
    """ "Baerbock" of "Baerbocks"; None where there is no genitive to leave out. ("'s" is left out by `name_words`.)"""
    return name[:-1] if len(name) > 4 and name.endswith("s") and not name.endswith("ss") else None


def same_spelling(a: str, b: str) -> bool:
    """Whether two names are spelled alike, case, accents, hyphens and ways of writing umlauts aside."""
    return not folded(a).isdisjoint(folded(b))


def same_transliteration(a: str, b: str) -> bool:
    """Whether two names can be two transliterations of one, and at least one of them looks like a transliteration."""
    return same_sound(plain_spelling(a), plain_spelling(b))


def same_first_name(a: str, b: str) -> bool | None:
    """Whether the first names of two full names agree (initials count); None where one has none."""
    first_a, first_b = name_parts(a)[0], name_parts(b)[0]
    if not first_a or not first_b:
        return None
    one, other = first_a[0], first_b[0]
    if _is_initial(one) or _is_initial(other):
        return plain_spelling(one)[:1] == plain_spelling(other)[:1]
    return same_spelling(one, other) or same_sound(plain_spelling(one), plain_spelling(other), first=True)


def _is_initial(word: str) -> bool:
    return len(word) == 1 or (word.replace(".", "").isupper() and len(word.replace(".", "")) <= 2)
