"""What a run of capitalised words holds: a role ("Bahn-Sprecher") and a person's name ("Hans Weber")."""

from __future__ import annotations

import re
from collections import Counter

from retrieval.statements.lexicon import load_names
from retrieval.statements.roles import Roles
from retrieval.statements.runs import WORD, Run, is_first

__all__ = ["NameReader", "Parts"]

_GERMAN_NOUN = re.compile(
    r"(?:(?<=[^\W\d_]{2})(?:ung|heit|keit|schaft|tion|ismus|ment|tät|nis|tum|ling|sion|enz|anz|ungen|heiten|keiten"
    r"|schaften|tionen|täten)|tag|jahr|woche|monat|platz|straße|berg|dorf|park|hafen|haus|krieg|wahl|wahlen|spiel|preis|film|gesetz|plan|land"
    r"|bahn|meer|see|fluss|insel|inseln|zug|flug|schiff|werk|markt|recht|geld|zeit|welt|teil|fall|punkt|stelle)s?$"
)
_LIKE_NAMES = re.compile(
    r"[^\W\d_]{2}(?:berg|dorf|park|haus|land|see|werk|recht|markt|feld|nis|ling|tum|enz|anz|ment|hafen|meer|flug)$"
)
"""Endings that nouns and last names share: "Rosenberg", "Albrecht"."""
_WITH_ARTICLE = re.compile(
    r"\b(?i:der|die|das|den|dem|des|eine?[nmrs]?|keine?[nmrs]?|viele|mehrere|the|an?) ([^\W\d_][^\W_]+)"
)
"""A word after an article is a noun, and no person's name where only a role stands before it."""
_NOT_BEFORE_NAMES = frozenset(
    "the a an der die das dem den des im am zum zur vom beim ein eine einer einem einen".split()
)
_IN_PLACE = re.compile(r"\b(?:in|aus) ([^\W\d_a-zäöüß][^\W_]+)")
"""Nobody is in or out of a person: an unknown name after one of these is a place's."""
_ROMAN = re.compile(r"[IVX]+$")
_LONGEST_NAME = 5  # words

Parts = tuple[range | None, range | None]
"""Which words of a run are a role, and which a person's name."""


class NameReader:
    """Reads runs by the roles of a language, the first names of all, and what stands elsewhere in the article."""

    def __init__(self, roles: Roles, starters: frozenset[str], texts: list[str]) -> None:
        self._roles = roles
        self._starters = starters
        self._names = load_names()
        self._nouns = {match.group(1) for text in texts for match in _WITH_ARTICLE.finditer(text)}
        self._placed: set[str] = set()
        if roles.german:
            self._placed = {match.group(1) for text in texts for match in _IN_PLACE.finditer(text)}
        self._count = Counter(match.group() for text in texts for match in WORD.finditer(text))

    def parts(self, run: Run, *, quoted: bool) -> Parts:
        """`quoted`: the run stands in quotation marks, where an unknown name may be a title."""
        words = run.words
        role_end = 0
        for i, word in enumerate(words):
            given = self._is_given(words, i) or self._is_first_too(words, i)
            if self._roles.role(word) and not given and not self._is_last(words, i):
                role_end = i + 1
        role = range(role_end) if role_end else None
        rest = words[role_end:]
        firsts = [i for i, w in enumerate(rest) if is_first(w)]
        known = firsts[0] if firsts else None
        if len(firsts) > 1 and not self.is_plain(rest[firsts[0] + 1]):  # "Kerry TD Michael Weaver"
            known = firsts[1]
        if known is None and self._is_initialled(rest):
            known = 0
        if known is not None and known < len(rest) - 1:
            begin = role_end
            if not role or not all(self.is_plain(w) for w in rest[:known]):
                begin += known
            end = self._end(words, begin)
            if end - begin < 2 or self._impersonal(words[begin : end - (words[end - 1] in self._names.surnames)]):
                return role, None
            return role or (range(begin) if begin else None), range(begin, end)
        end = self._end(words, role_end)
        name = words[role_end:end]
        titled = bool(role) and len(name) == 1 and self._is_borne(name[0])
        if not name or self._impersonal(name) or not (titled or all(self.is_plain(w) for w in name)):
            return role, None
        if role:
            single = name[0] if len(name) == 1 else ""
            place = single.endswith("s") and single[:-1] in self._names.places
            return role, None if place or single in self._nouns or self._roles.is_object(single) else range(
                role_end, end
            )
        if 2 <= len(name) <= 4 and end == len(words) and not quoted and self._unknown_name(run, name):
            return role, range(role_end, end)
        one = len(name) == len(words) == 1 and (self._is_relative(run) or (not quoted and self._is_titled(run)))
        return role, range(end) if one else None

    def _is_initialled(self, words: list[str]) -> bool:
        """ "C. Weber", "J. K. Lang": initials and a last name."""
        initials = len(words) in (2, 3) and all(len(w) == 1 and w.isupper() for w in words[:-1])
        return self._roles.german and initials and len(words[-1]) > 2 and self.is_plain(words[-1])

    def _is_borne(self, word: str) -> bool:
        """Whether a noun after a role is a last name: "Minister Rosenberg", where "Rosenberg" stands again and nowhere
        has an article."""
        again = self._count[word] + self._count[word + "s"] > 1
        return self._roles.german and again and word not in self._nouns and _LIKE_NAMES.search(word) is not None

    def _is_relative(self, run: Run) -> bool:
        """ "his daughter Ellen", "his wife, Joan, said", "seine Frau, Johanna, sagte"."""
        if not self._roles.kin(run.noun) or run.noun[0].isupper() is not self._roles.german:
            return False
        if self._roles.german:  # elsewhere the relation stands in the run, as a role
            return run.comma and run.after[:1] in (",", ".") and is_first(run.words[0])
        return not run.comma or run.after[:1] in (",", ".", ":", ";")

    def _is_titled(self, run: Run) -> bool:
        """ "striker Lang", "UN chief Lang": an English name after a role, which has no capital there."""
        before, name = run.before, run.words[0]
        one = before.islower() and self._roles.role(before) and not (self._roles.group(before) or before.endswith("s"))
        known = name in self._nouns or self._roles.organisation(name) or self._roles.named_organisation(name)
        return not self._roles.german and one and not known and len(name) > 1

    def _is_given(self, words: list[str], i: int) -> bool:
        """Whether a first name stands right before the word at `i`, initials aside: then it is a last name."""
        i -= 1
        while i > 0 and len(words[i]) == 1:
            i -= 1
        return i >= 0 and is_first(words[i])

    def _is_first_too(self, words: list[str], i: int) -> bool:
        """Whether a role at the beginning is a first name: "Dean Carter"."""
        named = not self._roles.german and i == 0 and len(words) == 2 and is_first(words[0])
        return named and self.is_plain(words[1]) and not self._roles.role(words[1])

    def _is_last(self, words: list[str], i: int) -> bool:
        """Whether a role at the end is a last name: "Ministerin Richter", "Schäferin Grit Tänzer"."""
        if i + 1 < len(words) or i == 0 or words[i] not in self._names.surnames or not self._roles.german:
            return False
        title = self._roles.role(words[i - 1]) and not words[i - 1].endswith(
            ("er", "e", "es", "en")
        )  # "Erster Richter"
        return title or (i > 1 and self._roles.role(words[0]) and self.is_plain(words[i - 1]))

    def _unknown_name(self, run: Run, name: list[str]) -> bool:
        """Two or more capitalised words that no list knows: a person if the last one is named again, or described."""
        before = run.before.lower()
        if before in _NOT_BEFORE_NAMES:
            return False
        if self._roles.speaks(run.before) and len(name) == 2:
            return True
        if name[0] in self._placed:
            return False
        adjective = len(before) > 3 and before.endswith(("en", "er", "es", "e")) and run.before.islower()
        if self._roles.german and adjective:
            return False
        if not self._roles.german and self._roles.role(before) and not self._roles.group(before):
            return True  # "adviser Mykhailo Tarnenko"
        apposed = run.comma and run.after[:1] in (",", ".", "")
        return apposed or self._count[name[-1]] + self._count[name[-1] + "s"] > 1 or run.after[:1] in (",", "(")

    def is_plain(self, word: str) -> bool:
        """Could be part of a person's name."""
        names = self._names
        if word in names.particles or is_first(word) or (len(word) == 1 and word.isupper()):  # "James A. Baker"
            return True
        if names.impersonal(word) or word in self._starters:
            return False
        if word.isupper() and len(word) > 2 and not _ROMAN.match(word):
            return False
        return not (self._roles.german and (_GERMAN_NOUN.search(word) or self._roles.organisation(word)))

    def _end(self, words: list[str], begin: int) -> int:
        """A name goes on while words could be one; a weekday, a place or a noun ends it."""
        end = begin
        while end < len(words) and end - begin < _LONGEST_NAME and (end == begin or self.is_plain(words[end])):
            end += 1
        given = all(is_first(w) or (n and w in self._names.particles) for n, w in enumerate(words[begin:end]))
        surname = end < len(words) and words[end] in self._names.surnames
        if begin < end < len(words) and given and (surname or not self._impersonal(words[end : end + 1])):
            end += 1  # a last name may look like a noun ("Dieter Neuhaus")
        while end > begin and words[end - 1] in self._names.particles:
            end -= 1
        return end

    def _impersonal(self, words: list[str]) -> bool:
        names = self._names
        capitals = (w.isupper() and len(w) > 2 and not _ROMAN.match(w) for w in words)
        return any(capitals) or any(map(names.impersonal, words))
