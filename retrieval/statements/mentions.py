"""The persons that an article names, and where: "Anna Weber", later "Weber", "Webers"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from retrieval.articles import Paragraph, Span
from retrieval.statements.descriptions import apposed_roles, german_roles, small_roles
from retrieval.statements.lexicon import load_names, unaccented
from retrieval.statements.namesakes import Namesakes, without_genitive_mark
from retrieval.statements.parts import NameReader, Parts
from retrieval.statements.people import KNIGHTED, MR, Mention, Person, bare, outermost, written
from retrieval.statements.roles import Gender, Roles
from retrieval.statements.runs import Run, RunFinder, is_first

__all__ = ["Mention", "Person", "Persons"]

_ADJECTIVE = ("e", "er", "en", "em")
_NO_ADJECTIVES = frozenset(
    "sagte erklärte meinte betonte forderte seine seiner ihre ihrer eine einer eines diese dieser unter über oder aber "
    "gegen neben".split()
)
_JOINING = (" und ", " and ", " & ")
_SUFFIXES = frozenset("Jr Sr II III".split())
_MEMBER = re.compile(r" \((?:Die )?([^\W\d_]{2,12})[,)/]")
"""A party in brackets after a name: "Anna Weber (CDU)"."""
_LONGEST_ORGANISATION = 5  # words
_LONGEST_ACRONYM = 4  # letters
_RECENT = 30  # mentions that a pronoun or an epithet may refer to
_SURE = 3  # a first name's vote for a gender; a feminine role or title counts more, a masculine role hardly


class Persons:
    """All persons of an article. `mentions[paragraph]` are in order of their place; `organisations` are named too."""

    def __init__(self, paragraphs: Iterable[Paragraph], roles: Roles, starters: frozenset[str]) -> None:
        texts = [p.text for p in paragraphs]
        self._roles = roles
        self._texts = texts
        self._starters = starters
        self._reader = NameReader(roles, starters, texts)
        finder = RunFinder(roles, starters)
        self._words = {w for text in texts for w in re.findall(r"\w+", text)}
        self._namesakes = Namesakes(roles, self._reader, texts)
        self.all = self._namesakes.all
        self.mentions: dict[int, list[Mention]] = defaultdict(list)
        self.particled: dict[int, list[Span]] = defaultdict(list)  # "von der Heide" in a paragraph
        runs: list[tuple[Run, Parts, bool]] = []
        for number, text in enumerate(texts):
            outer = outermost(text)
            starts = [span.start for span in outer]
            for run in finder.runs(number, text):
                at = bisect_right(starts, run.spans[0][0]) - 1
                inside = at >= 0 and run.spans[0][0] < outer[at].end
                runs.append((run, self._reader.parts(run, quoted=inside), inside))
        for full in (True, False):  # full names first, so that a last name alone finds them
            for run, (role, name), _ in runs:
                if name and (len(name) > 1) is full:
                    self._enter(run, role, name)
        couples = dict(self._couples(runs))
        self.organisations: dict[str, int] = {}  # with the paragraph that names them first
        for n, (run, (role, name), inside) in enumerate(runs):
            if n in couples:
                self._namesakes.meet(couples[n], run, len(run.words) - 1)
                self.mentions[run.paragraph].append(Mention(run.paragraph, *run.spans[-1], couples[n], False, inside))
                continue
            self._mention(run, role, quoted=inside)
            if name is None and not self._namesakes.with_last(run.words[-1]):
                self._organisation(run.words, run.paragraph)

    # ---------------------------------------------------------------------------------------------------- looking

    def before(self, paragraph: int, position: int | None = None) -> list[Mention]:
        """The last mentions of a paragraph that start before `position` or its end, in order."""
        mentions = self.mentions.get(paragraph, [])
        end = len(mentions) if position is None else bisect_left(mentions, position, key=lambda m: m.start)
        return mentions[max(0, end - _RECENT) : end]

    def inside(self, paragraph: int, start: int, end: int) -> list[Mention]:
        mentions = self.mentions.get(paragraph, [])
        first = bisect_left(mentions, start, key=lambda m: m.start)
        return mentions[first : bisect_left(mentions, end, key=lambda m: m.start)]

    def may_be_surname(self, word: str) -> bool:
        """Whether a capitalised word is no known place or institution, and no noun written small elsewhere."""
        return self._reader.is_plain(word) and word.lower() not in self._words

    # --------------------------------------------------------------------------------------------------- entering

    def _enter(self, run: Run, role: range | None, name: range) -> None:
        words = [without_genitive_mark(run.words[i]) for i in name]
        if len(words) > 2 and words[-1] in _SUFFIXES:
            words.pop()
        last, first = words[-1], tuple(words[:-1])
        if self._namesakes.is_particled(last, first):
            first = ()
        if last.endswith("s") and last[:-1] in self._words:  # "Anna Webers"
            last = last[:-1]
            role = None if self._roles.german else role  # "die Anwältin Webers" is somebody else
        knighted = name.start > 0 and run.words[name.start - 1] in KNIGHTED
        alone = not first and (role is None or knighted)  # "his daughter Ellen", "Sir Karl"
        person = self._namesakes.borne(last, run.words[: name.start], first)
        if person is None and alone:
            person = self._namesakes.by_first(last)
        if person is None:
            person = Person(last, first)
            self._namesakes.add(person)
        elif len(first) > len(person.first):
            person.first = first
        self._describe(person, run, role)
        if alone and person.last == last:
            self._vote(person, last, self._roles.gender(run.noun))

    def _couples(self, runs: list[tuple[Run, Parts, bool]]) -> Iterator[tuple[int, Person]]:
        """ "[Anna] und Bert Schmidt", "[Anna] and Bert Schmidt": who bears the last name of whom a first name is joined
        to, and the number of the run with the first name."""
        for n, ((run, (_, own), _), (other, (_, name), _)) in enumerate(pairwise(runs)):
            first = run.words[-1]
            full = name is not None and len(name) > 1 and name.start == 0
            if name is None or not full or (own and len(own) > 1) or run.paragraph != other.paragraph:
                continue
            joined = self._texts[run.paragraph][run.spans[-1][1] : other.spans[0][0]] in _JOINING
            given = is_first(first) and first not in load_names().places
            before = run.words[:-1]
            led = all(self._roles.role(word) and not self._roles.kin(word) for word in before)
            if not joined or not given or not led:
                continue  # "her daughter Anna and Bert Schmidt" bear no common name
            last = without_genitive_mark(other.words[name.stop - 1])
            bearer = self._namesakes.find(last, (other.words[0],), None)
            if bearer is None:
                continue
            person = self._namesakes.find(bearer.last, (first,), None)
            if person is None:
                person = Person(bearer.last, (first,))
                self._namesakes.add(person)
            self._vote(person, first)
            yield n, person

    def _vote(self, person: Person, first: str, gender: Gender | None = None) -> None:
        names = load_names()
        forms = {first, first.split("-")[0], unaccented(first)}
        person.votes["f"] += _SURE * (not forms.isdisjoint(names.female) or gender == "f")
        person.votes["m"] += _SURE * (not forms.isdisjoint(names.male) or gender == "m")

    def _describe(self, person: Person, run: Run, role: range | None) -> None:
        for first in person.first[:1]:
            self._vote(person, first)
        if role is None:
            return
        words = [run.words[i] for i in role]
        adjective = (
            self._roles.german and run.before.islower() and run.before.endswith(_ADJECTIVE) and len(run.before) > 4
        )
        described = [run.before, *words] if adjective and run.before not in _NO_ADJECTIVES else words
        person.roles[" ".join(described)] = None
        person.party = person.party or self._roles.party(words[-1])
        gender = self._roles.gender(words[-1])
        if gender == "f" or words[-1] in MR:
            person.votes["f" if gender == "f" else "m"] += _SURE + 1
        elif gender == "m":
            person.votes["m"] += 1

    # ------------------------------------------------------------------------------------------------- mentioning

    def _mention(self, run: Run, role: range | None, *, quoted: bool) -> None:
        """Enters every known last name of the run, with the first names before it."""
        begin = 0
        for i, word in enumerate(run.words):
            person = self._namesakes.named(run.words, i) if i >= begin else None
            if person is None:
                continue
            self._namesakes.meet(person, run, i)
            start = i
            while start > begin and self._belongs(run.words[start - 1], person):
                start -= 1
            person.forms.add(written(run.words[start : i + 1]))
            whole = {person.last.lower(), bare(person.last), *(f.lower() for f in person.first[:1])}
            known = word.lower().rstrip("'’") in whole
            genitive = (i == len(run.words) - 1 and self._apostrophe(run)) or not known
            if role and role.stop == start and not (genitive and self._roles.german):
                self._describe(person, run, role)  # "die Anwältin Webers" is somebody else
            span = self._whole(person, run, start, i), run.spans[i][1]
            if not self._roles.german and not genitive:
                found = small_roles(self._texts[run.paragraph], *span, self._roles, self._starters)
                person.roles.update(dict.fromkeys(found))
            if not genitive:
                person.roles.update(dict.fromkeys(apposed_roles(self._texts[run.paragraph], *span, self._roles)))
            if self._roles.german and not genitive:
                member = _MEMBER.match(self._texts[run.paragraph], span[1])
                person.party = person.party or (self._roles.party(member.group(1)) if member else "")
                self._apposed(person, german_roles(self._texts[run.paragraph], *span, self._roles))
            self.mentions[run.paragraph].append(Mention(run.paragraph, *span, person, genitive, quoted))
            begin = i + 1

    def _whole(self, person: Person, run: Run, start: int, last: int) -> int:
        """Where the mention of words `start` to `last` begins: with its particles, which are noted as one with the
        last name ("Von der Heide sagte")."""
        begin = run.spans[start][0]
        if not (self._roles.german and person.particles):
            return begin
        text, particles = self._texts[run.paragraph], " ".join(person.particles) + " "
        at = run.spans[last][0] - len(particles)
        if at < 0 or text[at : at + len(particles)].lower() != particles or (at and text[at - 1].isalnum()):
            return begin
        before = text[:at].split()[-1:] if particles == "von " and text[at].islower() else []
        if at < begin and before and before[0][0].isupper() and before[0][-1].isalpha():
            return begin  # "der Sportchef von Stahl"
        self.particled[run.paragraph].append(Span(at, run.spans[last][1]))
        return min(at, begin)

    def _apposed(self, person: Person, found: Iterable[str]) -> None:
        """Roles that stand beside a name with a comma between; a feminine one says that it is a woman's."""
        for role in found:
            person.roles[role] = None
            person.party = person.party or self._roles.party(role.split()[0])
            person.votes["f"] += (_SURE + 1) * (self._roles.gender(role.split()[0]) == "f")

    def _apostrophe(self, run: Run) -> bool:
        """ "Lutz' Sprecher", "Weaver’s wife", "Masters’ aides"."""
        if run.after[:1] not in ("'", "’"):
            return False
        return self._roles.german or run.after[1:] == "s" or (run.after[1:] == "" and run.words[-1].endswith("s"))

    def _organisation(self, words: list[str], paragraph: int) -> None:
        """ "CDU", "Bundesregierung", "Deutsche Bank", "White House": organisations by their name alone."""
        while words and self._roles.role(words[0]):
            words = words[1:]
        named = [i for i, word in enumerate(words) if self._roles.named_organisation(word)]
        shouted = len(words) == 1 and words[0].isupper() and len(words[0]) > _LONGEST_ACRONYM  # "KÖLN"
        place = shouted and load_names().impersonal(words[0].capitalize())
        if not named or len(words) > _LONGEST_ORGANISATION or place:
            return
        last = words[-1]
        if last.endswith("ums") or (
            last.endswith("s") and len(words) == 1 and self._roles.german and last[:-1] in self._words
        ):
            last = last[:-1]  # "des Finanzministeriums"
        self.organisations.setdefault(" ".join((*words[:-1], last)), paragraph)

    def _belongs(self, word: str, person: Person) -> bool:
        particle = word in load_names().particles or (self._roles.german and word.lower() in person.particles)
        return word in person.first or particle or is_first(word)
