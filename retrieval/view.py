"""View: a library at one moment, and whom words mean in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from retrieval.described import described, without_dative
from retrieval.names import last_name, name_words, plain_spelling, same_transliteration
from retrieval.offices import names_office, speaks
from retrieval.owned import belonging_to, speaking_for_body
from retrieval.roles import meanings, small_words
from retrieval.snapshot import Snapshot
from retrieval.speakers import Speaker, Speakers, without_titles

__all__ = ["View"]

ALIKE = 0.85
"""Ratio of `difflib` from which two spellings of a last name are alike: a letter left out, doubled or turned."""
SHORTEST, BEGINNING = 5, 2
"""Letters of a name that is looked for, and how many of them have to be right."""
MOST = 3
"""Names that are offered."""


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
        heads = any(f" {link} " in mention for link in small_words("links_to_bodies")) and speaks(meanings(mention))
        if heads:  # the leader of the Greens is not the Greens
            found = [one for one in found if one.sort == "person" or speaks(meanings(one.name))]
        if found and (any(speaker.statements for speaker in found) or found[0].sort == "person"):
            return found
        told = described(mention, found, self.speakers, self.snapshot) or found
        if any(one.statements for one in told):
            also = belonging_to(mention, self.speakers, self.snapshot) if heads else []
            return list(dict.fromkeys([*told, *also]))
        if theirs := self._theirs(mention, found):
            return theirs
        if told:
            return told
        if shorter := without_dative(mention):
            return self.speakers.find(shorter)
        return []

    def _theirs(self, mention: str, found: list[Speaker]) -> list[Speaker]:
        """ "Weaver's lawyer", also without the apostrophe; of an organisation ("der Imkerbund"), "its chairman"."""
        owned = self._with_apostrophe(mention)
        if theirs := belonging_to(owned, self.speakers, self.snapshot):
            return theirs
        bare = without_titles(mention)
        body = found or (bare != mention and bare[:1].isupper() and not names_office(meanings(bare)))
        return speaking_for_body(mention, self.speakers, self.snapshot) if body else []

    def _with_apostrophe(self, mention: str) -> str:
        """ "Weaver's lawyer" for "Weavers lawyer", where somebody is called Weaver and nobody Weavers."""
        first, _, rest = mention.partition(" ")
        whose = first[:-1]
        bare = (
            rest[:1].islower() and first.endswith("s") and whose[-1:].isalpha() and not self.speakers.with_word(first)
        )
        return f"{whose}'s {rest}" if bare and self.speakers.with_word(whose) else mention

    def alike(self, mention: str) -> list[str]:
        """Names with statements that are spelled nearly so, for asking back: "Corrigan" for "Corigan". Never a
        substitute: Scholz is not Schulz."""
        words = name_words(without_titles(mention))
        if not words or len(words[-1]) < SHORTEST or self.speakers.with_word(words[-1]):
            return []  # "Weaver's lawyer" is not Weaver
        plain = plain_spelling(words[-1])
        called = self.speakers.with_word(words[0]) if len(words) > 1 else ()  # "Maren Rohde" for "Maren Rhode"
        near = [s for s in dict.fromkeys([*self.speakers.beginning(words[-1][:BEGINNING]), *called]) if s.statements]
        lasts = {speaker: plain_spelling(last_name(speaker.name)) for speaker in near}
        spelled = set(get_close_matches(plain, set(lasts.values()), n=MOST, cutoff=ALIKE))
        return [speaker.name for speaker, last in lasts.items() if last in spelled][:MOST]

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
