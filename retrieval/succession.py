"""Who held an office before or after somebody: "Wer war vor Rutte Generalsekretär?" asks for a sentence that says so
("…, der Stoltenberg abgelöst hat"), not for one that speaks of the office. The words are `data/succession.toml`."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from retrieval import lists
from retrieval.names import name_words, same_spelling, without_genitive
from retrieval.phrasing import plain_text
from retrieval.roles import meanings

__all__ = ["Succession", "succession"]

_LONGEST = 4
"""Words of a name."""


@dataclass(frozen=True, slots=True)
class Succession:
    """Before or after whom, and in which office, if the question says."""

    name: str
    office: str | None
    language: str

    @property
    def search(self) -> str:
        """What finds the paragraphs that can say it."""
        written: str = lists.data("succession")[self.language]["search"]
        return written.format(name=self.name, office=self.office or "").strip()

    def is_told_by(self, text: str, language: str) -> bool:
        """Whether a sentence says who came before or after them: by its verb and their name, or by calling somebody
        else the former holder of the office."""
        if language not in lists.data("succession"):
            return False
        words = name_words(text)
        last = name_words(self.name)[-1]
        named = any(same_spelling(last, form) for word in words for form in (word, without_genitive(word)) if form)
        if named and _expression("tells", language).search(text):
            return True
        office = meanings(self.office) if self.office else frozenset()
        return bool(office) and not named and any(office <= meanings(part) for part in _former(text, language))


def succession(question: str, language: str) -> Succession | None:
    """None where a question asks for something else."""
    plain = plain_text(question)
    for written in lists.data("succession").get(language, {}).get("asked", ()):
        found = re.fullmatch(written, plain, re.I)
        name = found["name"] if found else ""
        if found and 0 < len(name_words(name)) <= _LONGEST and not _expression("nobody", "both").match(name):
            return Succession(name, found.groupdict().get("office"), language)
    return None


def _former(text: str, language: str) -> list[str]:
    """The words that "former" stands before."""
    return [" ".join(text[found.end() :].split()[:4]) for found in _expression("former", language).finditer(text)]


@functools.cache
def _expression(key: str, language: str) -> re.Pattern[str]:
    return re.compile(lists.data("succession")[language][key], re.I)
