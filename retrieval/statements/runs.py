"""Capitalised words in a row, and what they hold: a role ("Kreml-Sprecher") and a person's name ("Dmitri Peskow")."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from retrieval.statements.lexicon import is_first_name, load_names
from retrieval.statements.roles import Roles

__all__ = ["ABBREVIATED", "NameReader", "Parts", "Run"]

ABBREVIATED = frozenset(
    "Dr Prof Sen Rep Gov Gen Mr Mrs Ms Lt Col Sgt Capt Rev Hon St Jr Sr Cllr Coun Supt Insp Det Fr".split()
)
"""Titles that a dot follows, inside of a name."""

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[-‑](?=[^\W_])|['’](?=[^\W\d_]{2}|[^\W\d_s]\b))*")
_GERMAN_NOUN = re.compile(
    r"(?:(?<=[^\W\d_]{2})(?:ung|heit|keit|schaft|tion|ismus|ment|tät|nis|tum|ling|sion|enz|anz|ungen|heiten|keiten"
    r"|schaften|tionen|täten)|tag|jahr|woche|monat|platz|straße|berg|dorf|park|hafen|haus|krieg|wahl|wahlen|spiel|preis|film|gesetz|plan|land"
    r"|bahn|meer|see|fluss|insel|inseln|zug|flug|schiff|werk|markt|recht|geld|zeit|welt|teil|fall|punkt|stelle)s?$"
)
_LIKE_NAMES = re.compile(
    r"[^\W\d_]{2}(?:berg|dorf|park|haus|land|see|werk|recht|markt|feld|nis|ling|tum|enz|anz|ment|hafen|meer|flug)$"
)
"""Endings that nouns and last names share: "Rosenberg", "Lambrecht"."""
_WITH_ARTICLE = re.compile(
    r"\b(?i:der|die|das|den|dem|des|eine?[nmrs]?|keine?[nmrs]?|viele|mehrere|the|an?) ([^\W\d_][^\W_]+)"
)
"""A word after an article is a noun, and no person's name where only a role stands before it."""
_NOT_BEFORE_NAMES = frozenset(
    "the a an der die das dem den des im am zum zur vom beim ein eine einer einem einen".split()
)
_IN_PLACE = re.compile(r"\b(?:in|aus) ([^\W\d_a-zäöüß][^\W_]+)")
"""Nobody is in or out of a person: an unknown name after one of these is a place's."""
_DATELINE = re.compile(
    r"[^\W\d_][^.!?:„“”»«\"\n–—]{1,50}?( \([^()\n]{1,40}\))?(, \d{1,2}\. ?(?:\d{1,2}\.|[^\W\d_]{3,9}) ?\d{2,4})? [–—|] "
)
"""Where an article was written, at its start: "Santa Rosa (Argentinien), 3. Mai 2020 – "."""
_ARABIC = re.compile(r"(?:al|el|as|ad|an|ar|ash|at|ibn|bin|ben|abu|ul)[-‑](?=[^\W\d_a-zäöüß])")
"""The article that a name begins with, small: "al-Khatib"."""
_SURE_PARTICLES = frozenset("bin ibn bint al el ben abu van de ten ter dos da di del della ould".split())
_AFTER_PARTICLES = frozenset("der den".split())
"""Particles that follow another: "van den Berg", but not "schlug Peter Otto den Obmann vor"."""
_FIRST_PARTICLES = frozenset("Van De".split())
"""What a name begins with at the start of a sentence: "Van den Berg"."""
_ROMAN = re.compile(r"[IVX]+$")
_SPEAKING = frozenset(
    """sagte sagt erklärte erklärt betonte betont meinte meint berichtete berichtet schrieb schreibt warnte warnt
    kritisierte kritisiert forderte fordert erläuterte erläutert ergänzte ergänzt versicherte versichert mahnte mahnt
    klagte klagt
    beklagte beklagt bemängelte bemängelt erzählte erzählt räumte entgegnete kündigte teilte fügte behauptete behauptet
    bestätigte bestätigt lobte lobt urteilte urteilt prognostizierte vermutete vermutet glaubt findet so""".split()
)
"""After one of these a row of unknown words is whoever speaks: "sagte Xu Liang"."""
_LONGEST_RUN = 12  # words
_LONGEST_NAME = 5

Parts = tuple[range | None, range | None]
"""Which words of a run are a role, and which a person's name."""


@dataclass(slots=True)
class Run:
    """`paragraph` is an index; `spans` are where each word stands; `before` is the word in front, `comma`
    says that one stands there instead, `noun` is the word in front of either, `after` is what follows."""

    paragraph: int
    words: list[str]
    spans: list[tuple[int, int]]
    before: str = ""
    after: str = ""
    comma: bool = False
    noun: str = ""


class NameReader:
    """Finds runs in texts and reads them by the roles of a language and the first names of all."""

    def __init__(self, roles: Roles, starters: frozenset[str], texts: list[str]) -> None:
        self._roles = roles
        self._starters = starters
        self._names = load_names()
        self._nouns = {match.group(1) for text in texts for match in _WITH_ARTICLE.finditer(text)}
        self._placed: set[str] = set()
        if roles.german:
            self._placed = {match.group(1) for text in texts for match in _IN_PLACE.finditer(text)}
        self._count = Counter(match.group() for text in texts for match in _WORD.finditer(text))

    def runs(self, paragraph: int, text: str) -> list[Run]:
        found: list[Run] = []
        run = Run(paragraph, [], [])
        end, before = 0, ""
        shouted = self._shouted(text) if paragraph == 0 else 0
        dateline = _DATELINE.match(text) if paragraph == 0 and self._roles.german else None
        for match in _WORD.finditer(text, self._skipped(dateline)):
            word, start = match.group(), match.start()
            word = word.capitalize() if start < shouted else word
            gap = text[end:start] if end else "\n\n"
            dotted = gap in (". ", ".\xa0") and run.words and (len(run.words[-1]) == 1 or run.words[-1] in ABBREVIATED)
            if gap == "." and run.words == ["U"] and len(word) == 1:  # "U.S. Senator Mary Weaver"
                run, before, end = Run(paragraph, [], []), word, match.end()
                continue
            dotted = dotted or (gap == "." and run.words and len(run.words[-1]) == len(word) == 1)  # "J.R. Weaver"
            if run.words and ((gap not in (" ", "\xa0", "\n") and not dotted) or len(run.words) >= _LONGEST_RUN):
                self._close(found, run, text)
                run = Run(paragraph, [], [])
            if word[0].isupper() or _ARABIC.match(word) or (run.words and self._is_particle(word, run.words)):
                if not run.words:
                    run.before = before if not gap.strip() else ""
                    run.comma = gap == ", "
                    run.noun = before if run.before or run.comma else ""
                run.words.append(word)
                run.spans.append(match.span())
            else:
                self._close(found, run, text)
                run = Run(paragraph, [], [])
            before, end = word, match.end()
        self._close(found, run, text)
        return found

    def _shouted(self, text: str) -> int:
        """Up to where an article that a name begins stands in capitals: "ANN Weaver", "ANN WEAVER"."""
        first = _WORD.match(text)
        if first is None or not first.group().isupper() or not self.is_first(first.group().capitalize()):
            return 0
        second = _WORD.match(text, first.end() + 1)
        return second.end() if second is not None and second.group().isupper() else first.end()

    def _skipped(self, dateline: re.Match[str] | None) -> int:
        """Where the first name may stand: after a dateline, unless that holds a first name and no country or date."""
        named = dateline is not None and any(self.is_first(word) for word in _WORD.findall(dateline.group()))
        if dateline is None or (named and dateline.group(1) is None and dateline.group(2) is None):
            return 0
        return dateline.end()

    def _is_particle(self, word: str, words: list[str]) -> bool:
        """Whether a name goes on with a small word: "Ursula von der Leyen", but not "Präsident von Frankreich"."""
        particles, before = self._names.particles, words[-1]
        if word not in particles:
            return False
        if before in particles or (self._roles.german and before in _FIRST_PARTICLES):
            return True
        if word in _SURE_PARTICLES:
            return True
        return self.is_first(before) and word not in _AFTER_PARTICLES and particles.isdisjoint(words)

    def _close(self, found: list[Run], run: Run, text: str) -> None:
        while run.words and run.words[-1] in self._names.particles:
            run.words.pop()
            run.spans.pop()
        if run.words and run.words[-1] in self._names.honours and any(map(self.is_first, run.words[:-2])):
            run.words.pop()  # "Joan Weaver MP"
            run.spans.pop()
        while run.words and run.words[0] in self._starters and not self._is_named_within(run) and not self._ranks(run):
            run.before, run.noun = run.words.pop(0), ""
            run.spans.pop(0)
        if run.words:
            run.after = text[run.spans[-1][1] : run.spans[-1][1] + 2].strip()
            found.append(run)

    def _ranks(self, run: Run) -> bool:
        """ "First Minister Ann Weaver" at the beginning of a sentence."""
        office = run.words[1] if len(run.words) > 2 else ""
        return self._roles.role(office) and bool(self._roles.ranked(" ".join(run.words), office))

    def _is_named_within(self, run: Run) -> bool:
        """ "the secretary Will Weaver": inside of an English sentence no small word has a capital."""
        within = run.before.islower() and not self._roles.german
        return within and len(run.words) > 1 and self.is_first(run.words[0])

    # ------------------------------------------------------------------------------------------- reading one run

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
        firsts = [i for i, w in enumerate(rest) if self.is_first(w)]
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
        return role, range(end) if len(name) == len(words) == 1 and self._is_relative(run) else None

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
            return run.comma and run.after[:1] in (",", ".") and self.is_first(run.words[0])
        return not run.comma or run.after[:1] in (",", ".", ":", ";")

    def _is_given(self, words: list[str], i: int) -> bool:
        """Whether a first name stands right before the word at `i`, initials aside: then it is a last name."""
        i -= 1
        while i > 0 and len(words[i]) == 1:
            i -= 1
        return i >= 0 and self.is_first(words[i])

    def _is_first_too(self, words: list[str], i: int) -> bool:
        """Whether a role at the beginning is a first name: "Dean Carter"."""
        named = not self._roles.german and i == 0 and len(words) == 2 and self.is_first(words[0])
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
        if self._roles.german and run.before in _SPEAKING and len(name) == 2:
            return True
        if name[0] in self._placed:
            return False
        adjective = len(before) > 3 and before.endswith(("en", "er", "es", "e")) and run.before.islower()
        if self._roles.german and adjective:
            return False
        if not self._roles.german and self._roles.role(before) and not self._roles.group(before):
            return True  # "adviser Mykhailo Podolyak"
        apposed = run.comma and run.after[:1] in (",", ".", "")
        return apposed or self._count[name[-1]] + self._count[name[-1] + "s"] > 1 or run.after[:1] in (",", "(")

    def is_first(self, word: str) -> bool:
        names = self._names
        if is_first_name(word):
            return True
        return "-" in word and all(part in names.female or part in names.male for part in word.split("-"))

    def is_plain(self, word: str) -> bool:
        """Could be part of a person's name."""
        names = self._names
        if word in names.particles or self.is_first(word) or (len(word) == 1 and word.isupper()):  # "James A. Baker"
            return True
        if word in names.not_names or word in names.places or word in self._starters:
            return False
        if word.isupper() and len(word) > 2 and not _ROMAN.match(word):
            return False
        return not (self._roles.german and (_GERMAN_NOUN.search(word) or self._roles.organisation(word)))

    def _end(self, words: list[str], begin: int) -> int:
        """A name goes on while words could be one; a weekday, a place or a noun ends it."""
        end = begin
        while end < len(words) and end - begin < _LONGEST_NAME and (end == begin or self.is_plain(words[end])):
            end += 1
        given = all(self.is_first(w) or (n and w in self._names.particles) for n, w in enumerate(words[begin:end]))
        surname = end < len(words) and words[end] in self._names.surnames
        if begin < end < len(words) and given and (surname or not self._impersonal(words[end : end + 1])):
            end += 1  # a last name may look like a noun ("Dieter Althaus")
        while end > begin and words[end - 1] in self._names.particles:
            end -= 1
        return end

    def _impersonal(self, words: list[str]) -> bool:
        names = self._names
        capitals = (w.isupper() and len(w) > 2 and not _ROMAN.match(w) for w in words)
        return any(capitals) or any(w in names.not_names or w in names.places for w in words)
