"""View: a library at one moment, and whom words mean in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.described import described, without_dative
from retrieval.names import last_name, name_words, same_transliteration
from retrieval.snapshot import Snapshot
from retrieval.speakers import Speaker, Speakers

__all__ = ["View"]


@dataclass(frozen=True, slots=True)
class View:
    """The library at one moment, and who is named in it: what one question is answered from."""

    snapshot: Snapshot
    speakers: Speakers
    publishers: frozenset[str]
    articles: int

    def find(self, mention: str) -> list[Speaker]:
        """Whom a question means by a name, a role, or words that stand beside a name in an article; of an organisation
        that says nothing itself, who speaks for it. Who bears a name and no more is for `speakers.find` to say."""
        found = self.speakers.find(mention)
        if found and (any(speaker.statements for speaker in found) or found[0].sort == "person"):
            return found
        told = described(mention, found, self.speakers, self.snapshot) or found
        shorter = without_dative(mention) if not told else None
        return self.speakers.find(shorter) if shorter else told

    def quotes(self, name: str) -> bool:
        """Whether somebody of that name or role says something in the articles."""
        return any(speaker.statements for speaker in self.speakers.find(name))

    def spelled(self, text: str) -> str:
        """A question with names as the articles spell them: "Zelensky" is "Selenskyj" where they write that."""
        for word in dict.fromkeys(word for word in name_words(text) if word[:1].isupper()):
            if not self.speakers.with_word(word):
                names = [last_name(speaker.name) for speaker in self.speakers.find(word) if speaker.sort == "person"]
                if name := next((name for name in names if same_transliteration(name, word)), None):
                    text = re.sub(rf"\b{re.escape(word)}\b", name.replace("\\", r"\\"), text)
        return text
