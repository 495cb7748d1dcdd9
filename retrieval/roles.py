"""Meanings of roles in German and English: "deutsche Außenministerin" is "the German foreign minister"."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Any, Literal

from retrieval import lists
from retrieval.names import folded
from retrieval.places import place_in_role

__all__ = [
    "Meaning",
    "countries",
    "gender_of",
    "is_article",
    "is_club",
    "is_kind",
    "is_link",
    "is_title",
    "meanings",
    "read_whole",
    "role_data",
    "role_words",
    "small_words",
    "split_lead",
    "table",
    "unsaid",
]

Meaning = frozenset[str]
"""What the words of a role mean; a word that no list knows stands for itself, folded."""

_TABLES = ("offices", "bodies", "callings", "tasks", "changing", "places", "countries")


def role_data() -> dict[str, Any]:
    return lists.data("roles")


@functools.cache
def table(name: str) -> frozenset[str]:
    return frozenset(role_data()[name])


@functools.cache
def small_words(key: str) -> frozenset[str]:
    """A list of small words of `roles.toml`."""
    return frozenset(role_data()["words"][key])


@functools.lru_cache(maxsize=1 << 17)
def meanings(role: str) -> Meaning:
    """ "deutsche Außenministerin" and "the German foreign minister" both give germany, foreign, minister."""
    found: set[str] = set()
    text = _normal(role)
    phrases, expression = _phrases()
    for match in expression.finditer(text):
        found.update(phrases[match.group(1)])
    let_go = small_words("let_go")
    for word in expression.sub(" ", text).split():
        bare = word.strip(".,;:()[]\"„“”»«'’")
        if bare and bare not in let_go:
            found |= _word(bare)
    return frozenset(found)


def _normal(text: str) -> str:
    text = unicodedata.normalize("NFC", text).casefold().replace("ß", "ss")
    return " ".join(re.sub(r"['’]s\b|[-–‑/]", " ", text).split())


@functools.cache
def role_words() -> list[tuple[str, str]]:
    """(word as the data has it, meaning), in the spelling of `_normal`."""
    tables = (role_data()[name].items() for name in _TABLES)
    return [(w.replace("ß", "ss"), sense) for table in tables for sense, words in table for w in words]


@functools.cache
def _phrases() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    phrases: dict[str, tuple[str, ...]] = {w: (sense,) for w, sense in role_words() if " " in w}
    phrases |= {w.replace("ß", "ss"): tuple(senses) for w, senses in role_data()["several"].items()}
    written = "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))
    return phrases, re.compile(rf"(?<!\w)({written})(?:in|innen|n|en|es|s)?(?!\w)")


@functools.cache
def _stems() -> tuple[dict[str, str], dict[str, str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Whole words, stems; expressions for a stem, what may end a word, and what may stand between two stems."""
    words = role_data()["words"]
    whole = {w[1:]: sense for w, sense in role_words() if w.startswith("=")}
    stems = {w: sense for w, sense in role_words() if not w.startswith("=") and " " not in w}
    any_stem = "|".join(re.escape(s) for s in sorted(stems, key=len, reverse=True))
    endings = "|".join(sorted(words["endings"], key=len, reverse=True))
    links = "|".join(sorted(words["links"], key=len, reverse=True))
    return (
        whole,
        stems,
        re.compile(any_stem),
        re.compile(rf"(?:{endings})?$"),
        re.compile(rf"(?:{links})?(?={any_stem})"),
    )


@functools.lru_cache(maxsize=1 << 16)
def _word(word: str) -> Meaning:
    whole, *_ = _stems()
    if word in whole:
        return frozenset((whole[word],))
    if known := _compound(word, 0):
        return known
    if place := place_in_role(word):
        return frozenset((f"in {place}",))
    # "Vatikansprecher", "Bahnchef": what no list knows, before a word that one does.
    for start in range(3, len(word) - 3):
        if known := _compound(word, start):
            return known | folded(re.sub("(?<=..)s$", "", word[:start]))
    # "Krankenhauses" as "Krankenhaus", "Verbandes" as "Verband"
    ends = r"(?:innen|in|en|(?<=haus)es|(?<=verband)es|(?<=bund)es|(?<=land)es|(?<=amt)es|(?<=gericht)es|(?<![su])s)$"
    return folded(re.sub(ends, "", word) if len(word) > 5 else word)


def _compound(word: str, start: int) -> Meaning | None:
    """The meanings of a word's stems from `start` to its end, None where they do not fill it."""
    _, stems, stem, ending, link = _stems()
    found: set[str] = set()
    while match := stem.match(word, start):
        found.add(stems[match.group()])
        if ending.match(word, match.end()):
            return frozenset(found)
        between = link.match(word, match.end())
        if not between:
            return None
        start = between.end()
    return None


def countries(role: Meaning) -> Meaning:
    return role & table("countries")


@functools.lru_cache(maxsize=1 << 16)
def unsaid(role: str) -> Meaning:
    """The country that a role without one is taken for: Germany for "Außenministerin"."""
    if countries(meanings(role)):
        return frozenset()
    words = _normal(role).split()
    stems = ((country, stem.replace("ß", "ss")) for country, some in role_data()["unsaid"].items() for stem in some)
    return frozenset(country for country, stem in stems if any(word.startswith(stem) for word in words))


def read_whole(role: Meaning) -> bool:
    """Whether the lists know every word, and an office is among them: "kremlin spokesman"."""
    known: frozenset[str] = frozenset().union(*(table(name) for name in _TABLES))
    return bool(role) and role <= known and bool(role & (table("offices") | table("changing")))


def is_kind(word: str) -> bool:
    """Whether a word means an office or a kind of organisation, so that a genitive can follow: "Sprecherin des …"."""
    return bool(meanings(word) & (table("offices") | table("bodies")))


def is_club(word: str) -> bool:
    """Whether a word means a kind of organisation that stands before its name: "Gewerkschaft Verdi"."""
    return bool(meanings(word) & small_words("before_names")) and not meanings(word) & table("offices")


def is_title(word: str) -> bool:
    return word.casefold().rstrip(".") in small_words("titles")


@functools.lru_cache(maxsize=1 << 16)
def gender_of(role: str) -> Literal["f", "m"] | None:
    """What the words of a role say: "die Sprecherin" f, "spokesman" and "der Sprecher" m, "spokesperson" None."""
    words = [word.strip(".,") for word in role.casefold().split()]
    data = role_data()["gender"]
    article = words[0] if words else ""
    for word in re.split(r"[\s-]+", role.casefold().replace(".", "")):
        if word in data["female_words"] or word.endswith(("woman", "frau")):
            return "f"
        if word in data["male_words"] or word.endswith("sman") or (word.endswith("man") and countries(meanings(word))):
            return "m"
        if word.endswith("in") and len(word) > 5 and _compound(word.replace("ß", "ss"), 0) and not _stem(word):
            return "f"
    if article in data["female_articles"] and article == "die":
        return "f"
    return "m" if article in data["male_articles"] and article == "der" else None


def _stem(word: str) -> bool:
    return word.replace("ß", "ss") in _stems()[1]


def split_lead(mention: str) -> list[tuple[str, str, bool]]:
    """(role, name, whether the role is surely one) for each way to cut a mention such as "Kanzler Olaf Scholz".

    The name starts in upper case where the role has a word that no list knows. "Sprecher von Kanzler Scholz" is not
    cut: whom the role belongs to is somebody else.
    """
    words = mention.split()
    found = []
    for cut in range(1, len(words)):
        lead, name = words[:cut], " ".join(words[cut:])
        known = read_whole(meanings(" ".join(lead))) and not is_link(lead[-1])
        body = name[:1].islower() and is_kind(name)  # "spokesman of the foreign ministry"
        if not _belongs_to_someone(lead) and not is_link(lead[-1]) and not body and (known or name[:1].isupper()):
            found.append((" ".join(lead), name, known))
    return found


def is_link(word: str) -> bool:
    """Whether a word can stand before whom a role belongs to: "of", "von"."""
    return word.casefold() in small_words("genitive_links")


def is_article(word: str) -> bool:
    return word.lower() in small_words("articles")


def _belongs_to_someone(lead: list[str]) -> bool:
    links = [index for index, word in enumerate(lead) if index and is_link(word)]
    owner = meanings(" ".join(lead[links[0] + 1 :])) if links else frozenset()
    return bool(owner - table("tasks") - table("places") - table("countries") - table("bodies"))
