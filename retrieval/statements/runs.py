"""Capitalised words in a row, in which names are looked for: "Bahn-Sprecher Hans Weber"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.statements.lexicon import is_first_name, load_names
from retrieval.statements.roles import Roles

__all__ = ["ABBREVIATED", "WORD", "Run", "RunFinder", "is_first"]

ABBREVIATED = frozenset(
    "Dr Prof Sen Rep Gov Gen Mr Mrs Ms Lt Col Sgt Capt Rev Hon St Jr Sr Cllr Coun Supt Insp Det Fr".split()
)
"""Titles that a dot follows, inside of a name."""

WORD = re.compile(r"[^\W\d_](?:[^\W_]|[-‑](?=[^\W_])|['’](?=[^\W\d_]{2}|[^\W\d_s]\b))*")
"""A word of a name: with the hyphens and apostrophes inside of it."""
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
_LONGEST_RUN = 12  # words


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


def is_first(word: str) -> bool:
    """Whether a word is a first name: "Maria", "Karl-Heinz"."""
    names = load_names()
    if is_first_name(word):
        return True
    return "-" in word and all(part in names.female or part in names.male for part in word.split("-"))


class RunFinder:
    """Finds the runs of a text, without the words at their beginning that only start a sentence."""

    def __init__(self, roles: Roles, starters: frozenset[str]) -> None:
        self._roles = roles
        self._starters = starters
        self._names = load_names()

    def runs(self, paragraph: int, text: str) -> list[Run]:
        found: list[Run] = []
        run = Run(paragraph, [], [])
        end, before = 0, ""
        shouted = self._shouted(text) if paragraph == 0 else 0
        dateline = _DATELINE.match(text) if paragraph == 0 and self._roles.german else None
        for match in WORD.finditer(text, self._skipped(dateline)):
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
        first = WORD.match(text)
        if first is None or not first.group().isupper() or not is_first(first.group().capitalize()):
            return 0
        second = WORD.match(text, first.end() + 1)
        return second.end() if second is not None and second.group().isupper() else first.end()

    def _skipped(self, dateline: re.Match[str] | None) -> int:
        """Where the first name may stand: after a dateline, unless that holds a first name and no country or date."""
        named = dateline is not None and any(is_first(word) for word in WORD.findall(dateline.group()))
        if dateline is None or (named and dateline.group(1) is None and dateline.group(2) is None):
            return 0
        return dateline.end()

    def _is_particle(self, word: str, words: list[str]) -> bool:
        """Whether a name goes on with a small word: "Eva von der Heide", but not "Präsident von Frankreich"."""
        particles, before = self._names.particles, words[-1]
        if word not in particles:
            return False
        if before in particles or (self._roles.german and before in _FIRST_PARTICLES):
            return True
        if word in _SURE_PARTICLES:
            return True
        return is_first(before) and word not in _AFTER_PARTICLES and particles.isdisjoint(words)

    def _close(self, found: list[Run], run: Run, text: str) -> None:
        while run.words and run.words[-1] in self._names.particles:
            run.words.pop()
            run.spans.pop()
        if run.words and run.words[-1] in self._names.honours and any(map(is_first, run.words[:-2])):
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
        return within and len(run.words) > 1 and is_first(run.words[0])
