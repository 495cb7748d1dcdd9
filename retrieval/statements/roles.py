"""Which nouns stand for persons, organisations and groups: by the word lists of a language."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from retrieval.statements.lexicon import word_lists

__all__ = ["Gender", "Roles"]

Gender = Literal["f", "m"]


_LONGEST_ENDING = 30  # characters
_DOERS = ("ers", "ors", "ists", "ians")  # endings of English plurals
_INFLECTIONS = ("innen", "es", "en", "s", "n", "'s", "’s")


class Roles:
    """Roles of one language, read from its `roles.toml`. Compounds are known by their end ("Kreml-Sprecher")."""

    def __init__(self, language: str) -> None:
        lists = word_lists(language, "roles.toml")
        self._roles = lists["role_endings"] | lists.get("profession_endings", frozenset())
        self._things = lists.get("things", frozenset())
        self._role_words = lists["role_words"]
        self._groups = lists["group_words"]
        self._organisations = lists["organisation_endings"]
        self._offices = lists["office_endings"]
        self._objects = lists.get("objects", frozenset())
        self._trades = lists.get("trade_endings", frozenset())
        self._callings = lists.get("calling_endings", frozenset())
        self._epithets = lists["epithet_endings"]
        self._named = lists["named_organisations"]
        self._feminine = lists.get("feminine_words", frozenset())
        self._masculine = lists.get("masculine_words", frozenset())
        self._kin = lists.get("kin_words", frozenset())
        self._parties = lists.get("parties", frozenset())
        self._ranks = lists.get("ranks", frozenset())
        self._sole = lists.get("sole_offices", frozenset())
        self._declarations = lists.get("declarations", frozenset())
        self._comments = lists.get("comments", frozenset())
        self._doings = lists.get("doings", frozenset())
        self._anybody = tuple(lists.get("anybody", frozenset()))
        self._neuter = tuple(lists.get("neuter_endings", frozenset()))
        self._speaking = lists.get("speaking", frozenset())
        self._written = lists.get("written_things", frozenset())
        self._bodies = lists.get("bodies", frozenset())
        self._businesses = lists.get("businesses", frozenset())
        self._apart = [group.split("=") for group in lists.get("apart", frozenset())]
        self._families = [group.split("=") for group in lists.get("families", frozenset())]
        self._same_offices = [group.split("=") for group in lists.get("same_offices", frozenset())]
        self._short = dict(pair.split("=") for pair in lists.get("short_roles", frozenset()))
        self.german = language == "german"
        self.role = lru_cache(maxsize=20_000)(self._role)
        self.named_organisation = lru_cache(maxsize=20_000)(self._named_organisation)
        self.organisation = lru_cache(maxsize=20_000)(self._organisation)
        self.epithet = lru_cache(maxsize=20_000)(self._epithet)
        self.gender = lru_cache(maxsize=20_000)(self._gender)
        self.office = lru_cache(maxsize=20_000)(self._office)

    def _role(self, word: str) -> bool:
        """Whether `word` is a person's role or title: "Nato-Generalsekretär", "Senators", "spokesman"."""
        lower = _tail(word)
        if (not word[:1].isupper() and self.german) or self._is_thing(lower):
            return False
        return any(
            base in self._role_words or base in self._groups or self._ends(base, self._roles, 4)
            for base in _bases(lower)
        )

    def _organisation(self, word: str) -> bool:
        lower = _tail(word)
        if word.isupper() and 2 <= len(word) <= 6 and word.isalpha():
            return True
        if len(word) < 4:  # acronyms are written in capitals: "Un" is none
            return False
        plural = [lower[:-1]] if self.german and lower.endswith("e") else []  # "Parlamente"
        if self._is_thing(lower):
            return False
        return any(self._ends(base, self._organisations, 4) for base in [*_bases(lower), *plural])

    def _is_thing(self, lower: str) -> bool:
        """ "Fahrzeuge" are no "Zeugen", and a "Hochhaus" says nothing."""
        return any(self._ends(base, self._things, 4) for base in (*_bases(lower), lower.removesuffix("e")))

    def _named_organisation(self, word: str) -> bool:
        """Whether a noun names an organisation without more being said: "CDU", "Bundesregierung", "Pentagon"."""
        if word.isupper() and 2 < len(word) <= 6 and word.isalpha():
            return True
        return any(self._ends(base, self._named, 4) for base in _bases(_tail(word)))

    def _epithet(self, word: str) -> bool:
        """Whether `word` stands for a person by origin, age or party: "Niederländer", "54-Jährige"."""
        return any(base in self._epithets or self._ends(base, self._epithets, 6) for base in _bases(_tail(word)))

    def _office(self, word: str) -> bool:
        """Whether a role stands for somebody known by it: "die Grünen-Politikerin", "the senator"."""
        party = self.german and "-" in word and _tail(word) in ("mann", "frau")  # "der CDU-Mann"
        return party or any(self._ends(base, self._offices, 4) for base in _bases(_tail(word)))

    def is_object(self, word: str) -> bool:
        """Whether a noun right after a role is no name: "räumte der Minister Fehler ein"."""
        return word.lower() in self._objects

    def trade(self, word: str) -> bool:
        """Whether a role stands for who spoke before and has that trade: "die Expertin", "der Mediziner"."""
        return any(self._ends(base, self._trades, 4) for base in _bases(_tail(word)))

    def calling(self, word: str) -> bool:
        """Whether a role stands for who spoke before and has that calling, and else for anybody: "der Wirt"."""
        return any(self._ends(base, self._callings, 4) for base in _bases(_tail(word)))

    def ranked(self, words: str, office: str) -> str:
        """The word before an office that says which it is: "first" of "the First Minister", else nothing."""
        before = words.lower().partition(office.lower())[0].split()
        return before[-1] if before and before[-1] in self._ranks else ""

    def sole_office(self, word: str) -> bool:
        """Whether a person holds only one such office: "president", "senator"."""
        return word in self._sole

    def apart(self, word: str, other: str) -> bool:
        """Whether nobody has both roles: "Richterin" and "Angeklagter", "Trainer" and "Torwart"."""
        for group in self._apart:
            kinds = [max((r for r in group if w.endswith(r)), key=len, default="") for w in (word.lower(), other)]
            if all(kinds):
                one, two = (kind.removesuffix("in") for kind in kinds)
                return one != two and two not in self.same_offices(one) and kinds[1] not in self.same_offices(kinds[0])
        return False

    def same_offices(self, word: str) -> set[str]:
        """What else the holder of an office may be called: "trainer" for "coach"."""
        found = (role for group in self._same_offices if word in group for role in group)
        return set(found) - {word}

    def doers(self, word: str) -> bool:
        """Whether a plural that no list knows stands for persons: "controllers", "geologists"; no "papers"."""
        lower = word.lower()
        return not self.german and lower.endswith(_DOERS) and lower not in self._written

    def written(self, word: str) -> bool:
        """Whether a noun is something that somebody has written: "Brief"."""
        return word.lower() in self._written

    def speaks(self, word: str) -> bool:
        """Whether a row of unknown words after this one is whoever speaks: "sagte Xu Liang" (German)."""
        return word in self._speaking

    def declaration(self, word: str) -> bool:
        """Whether a text is mostly that of who spoke before: "hieß es in einer Erklärung" (German)."""
        return word.lower() in self._declarations

    def comment(self, word: str) -> bool:
        """Whether a text speaks itself where nobody is named whose it is: "Kommentar" (German)."""
        return word.lower() in self._comments

    def doing(self, word: str) -> bool:
        """Whether a source is what somebody does, and speaks for nobody alone: "Ermittlungen" (German)."""
        return word.lower() in self._doings

    def anybody(self, compound: str) -> bool:
        """Whether the first part of a compound names no body in particular: "Medien" of "Medienangaben" (German)."""
        return compound.lower().startswith(self._anybody)

    def neuter(self, word: str) -> bool:
        """Whether "es" may stand for an organisation: "das Ministerium" (German)."""
        return word.lower().endswith(self._neuter)

    def body(self, word: str) -> bool:
        """Whether "the" and this noun stand for an organisation named before: "the council", "the company"."""
        return word in self._bodies or word in self._businesses

    def business(self, word: str) -> bool:
        """Whether a noun says no more than that an organisation does business: "company"."""
        return word.lower() in self._businesses

    def party(self, word: str) -> str:
        """The party that a word names or begins with, without its ending: "CDU", "Grünen-Politikerin"; else nothing."""
        name = word.lower().split("-")[0]
        return name.rstrip("n").rstrip("e") if name in self._parties else ""

    def family(self, word: str) -> list[str]:
        """The parties whose members a word names: "der Sozialdemokrat"."""
        return next((parties for stem, *parties in self._families if word.lower().startswith(stem)), [])

    def kin(self, word: str) -> bool:
        """Whether a noun says whose relative somebody is, who may go by the first name alone: "daughter", "Frau"."""
        return word.lower() in self._kin

    def full(self, role: str) -> str:
        """A role with its title written out: "Sen" is "senator"."""
        return self._short.get(role.lower().split()[-1].rstrip("."), role)

    def group(self, word: str) -> bool:
        return any(base in self._groups for base in _bases(word.lower()))

    def _ends(self, word: str, endings: frozenset[str], least: int) -> bool:
        if word in endings:
            return True
        if not self.german:
            return False
        word = word[-_LONGEST_ENDING:]
        return not endings.isdisjoint([word[n:] for n in range(1, len(word) - least + 1)])

    def _gender(self, word: str) -> Gender | None:
        """The gender that a role noun shows by its ending, where it does."""
        lower = word.lower()
        if self.german:
            if lower.endswith(("in", "frau", "tochter", "mutter", "schwester", "witwe", "königin")):
                return "f" if self.role(word) or self.epithet(word) else None
            return (
                "m"
                if lower.endswith(("er", "är", "or", "ent", "chef", "mann", "ist", "err", "ge", "at", "oge"))
                else None
            )
        if lower in self._feminine or lower.endswith("woman"):
            return "f"
        return "m" if lower in self._masculine or (lower.endswith("man") and self.role(word)) else None


def _tail(word: str) -> str:
    return word.lower().rstrip(".").rsplit("-", 1)[-1] if "-" in word[2:-3] else word.lower().rstrip(".")


def _bases(word: str) -> list[str]:
    """`word` and what is left without an inflection."""
    endings = [e for e in _INFLECTIONS if word.endswith(e) and len(word) - len(e) >= 3]
    return [word, *(word[: -len(e)] + ("in" if e == "innen" else "") for e in endings)]
