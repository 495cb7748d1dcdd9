"""Whom a question means by a description that stands beside a name in an article: "the head of the Federal Reserve,
Jerome Powell", "Karsten Wohlers, Chefarzt der Chirurgie"; and by an office without its country, where the article shows
which it is: "the Ukrainian president" and "Präsident Selenskyj". For mentions that no name and no known role fits, and
for organisations that say nothing themselves: what the Kremlin's spokesman says, the Kremlin says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from retrieval.articles import Article
from retrieval.fitting import has_no_name
from retrieval.names import name_words
from retrieval.offices import (
    is_local,
    is_of_a_state,
    known_senses,
    leads_a_state,
    led_by,
    names_body,
    names_office,
    names_seat,
    office_fits,
    speaks_for,
    words_for,
)
from retrieval.roles import (
    Meaning,
    countries,
    is_kind,
    meanings,
    unsaid,
)
from retrieval.seats import speaking_for, state_of
from retrieval.snapshot import Snapshot
from retrieval.speakers import Speaker, Speakers, without_titles

__all__ = ["described", "without_dative"]

DEPTH = 40
"""Paragraphs that are looked through, of each language."""
MOST = 30
"""Holders of an office whose articles are looked at for its country."""

_LANGUAGES = ("de", "en")
_WINDOW = 120
"""Characters on either side of a name."""
_LONGEST = 8
"""Words of a description before a name."""
_BREAK = re.compile(r"[.;:!?()\"„“”»«|–—,]|\n")
_INITIAL = re.compile(r"\b([^\W\d_])\.")
_LINK = re.compile(r"(?:^| )(?:of|for|at|in|from|with|von|vom|der|des|für|bei|beim|im|am|aus) ")
_NAMED = r"[A-ZÄÖÜ][\w-]*"
_FROM = re.compile(rf" (?:of|from|at|von|vom|aus|bei|beim|der|des) (?:the |der )?{_NAMED}(?: {_NAMED})*")
_IN_CLAUSE = re.compile(r"^(?:who|which|whose|that|dass)\b|\w (?:the|an?|der|die|das|den|dem|eine?[nmr]?) ")
_RUN = re.compile(r"(?:[A-ZÄÖÜ][a-zäöüß]+ ){1,4}[A-ZÄÖÜ][a-zäöüß]+")
_PARENTHESIS = re.compile(r" \([^()]{1,30}\)")
_ENDS = (",", ".", ":", ";", ")", "")


def described(mention: str, found: list[Speaker], speakers: Speakers, snapshot: Snapshot) -> list[Speaker]:
    """Those with statements, whom a text describes so. `found` are organisations of that name that said nothing."""
    bare = without_titles(mention)
    asked = meanings(bare)
    office, led = names_office(asked), bare != mention
    if not asked or not (office or led or found or names_body(asked) or state_of(bare)):  # a name that nobody has
        return []
    if not office and (officials := speaking_for(bare, speakers, snapshot)):
        return officials
    if not office and (officials := [s for s in speakers.with_senses(asked)[:MOST] if _speaks(asked, s)]):
        return officials
    body = bool(found) or (led and not office and sum(word[0].isupper() for word in bare.split()) > 1)
    told = set(_apposed(bare, asked, body, speakers, snapshot))
    others = leads_a_state(asked, bare) or led_by(asked)
    for meant in (asked, *others) if not told and office and not body else ():
        told |= _apposed(bare, meant, False, speakers, snapshot) if meant != asked else set()
        told |= _of_the_country(meant, speakers, snapshot) | _of_the_town(meant, speakers, snapshot)
    return sorted(told, key=lambda speaker: speaker.order)


def without_dative(mention: str) -> str | None:
    """ "Die EU-Außenbeauftragte" of "die EU-Außenbeauftragte der Ukraine", which can be whom she promised something to:
    where an office of one organisation cannot belong to somebody else, too."""
    found = re.fullmatch(r"(.+\w) (?:der|dem|den) [A-ZÄÖÜ]\S+", mention)
    asked = meanings(found[1]) if found else frozenset()
    return found[1] if found and names_office(asked) and names_seat(asked) else None


def _speaks(asked: Meaning, speaker: Speaker) -> bool:
    return bool(speaker.statements) and any(speaks_for(asked, meanings(role.text)) for role in speaker.roles)


# ------------------------------------------------------------------------------------------- beside a name


def _apposed(bare: str, asked: Meaning, employed: bool, speakers: Speakers, snapshot: Snapshot) -> set[Speaker]:
    """`employed`: those are meant, too, who belong to an organisation called so."""
    words = " ".join(dict.fromkeys([bare, *words_for(asked)]))
    kinds = words_for(asked) if bare.islower() and names_body(asked) and len(asked) == 1 else []
    bodies = {bare, *kinds, *(word.capitalize() for word in kinds)}  # "the union", but not "die Union"
    rows = {hit.row for code in _LANGUAGES for hit in snapshot.search_words(words, code, DEPTH)}
    paragraphs = list(snapshot.paragraphs(sorted(rows)).values())
    people = {id_: [s for s in speakers.of_article(id_) if s.statements] for id_ in {p.article for p in paragraphs}}
    return {
        speaker
        for paragraph in paragraphs
        for speaker in people[paragraph.article]
        if (employed and _is_of(speaker, bare))
        or any(
            any(_belongs(name, one) for name in bodies) if employed else _fits(asked, one)
            for one in _descriptions(paragraph.text, speaker, people[paragraph.article])
        )
    }


def _is_of(speaker: Speaker, organisation: str) -> bool:
    """ "Economists at the University of Michigan", "Sprecher der Universität"."""
    return any(form.casefold().endswith(f" {organisation.casefold()}") for form in speaker.forms)


@dataclass(frozen=True, slots=True)
class _Description:
    """The words beside a name: before it (up to the last that can belong to it) and after it."""

    before: tuple[str, ...]
    after: str


def _fits(asked: Meaning, description: _Description) -> bool:
    """Whether the shortest stretch that says all that is asked ends at the name, or begins behind it, and says nothing
    that makes it another office."""
    office, words = names_office(asked), description.before
    after = description.after
    head = _LINK.split(after, maxsplit=1)[0]
    if office and (not names_office(meanings(head)) or _IN_CLAUSE.search(head)):
        after = ""  # "Lina Mendoni, who thanked the head of …"
    elif not office:
        after = head
    if after and _says_no_more(asked, after) and office_fits(asked, meanings(_with_initials(after))):
        return True
    known = office or names_body(asked)
    own = bool(words) and bool(meanings(words[-1]) & asked)
    if not own and not (known and words and (words[-1][0].isupper() or is_kind(words[-1]))):
        return False  # "the president met Mary Weaver"; "the population" is no head of a population office
    for start in range(len(words) - 1, -1, -1):
        if asked <= meanings(_with_initials(" ".join(words[start:]))):
            role = meanings(_with_initials(" ".join(words[max(0, start - (2 if office else 5)) :])))
            fits = office_fits(asked, role) and _says_no_more(asked, " ".join(words[start:]))
            return fits or (known and speaks_for(asked, role))
    return False


def _says_no_more(asked: Meaning, text: str) -> bool:
    """The president of a country is not that of something else there: "Präsident des Deutschen Fußballbundes"."""
    return not is_of_a_state(asked) or meanings(text) - asked <= {"new", "acting", "federal"}


def _with_initials(text: str) -> str:
    """ "president of the United Auto Workers" with "UAW" behind it."""
    runs = _RUN.findall(text)
    return " ".join([text, *("".join(word[0] for word in run.split()) for run in runs)])


def _belongs(organisation: str, description: _Description) -> bool:
    """ "A meteorologist at the Met Office"."""
    texts = (description.after, " ".join(description.before))
    return any(re.search(rf"{_LINK.pattern}(?:the |der |dem )?{re.escape(organisation)}(?!\w)", text) for text in texts)


def _descriptions(text: str, speaker: Speaker, others: Iterable[Speaker]) -> Iterator[_Description]:
    names = {form for form in (speaker.name, *speaker.forms) if len(name_words(form)) > 1}
    named = [other for other in others if other != speaker and name_words(other.name) and not has_no_name(other)]
    strangers = {name_words(other.name)[-1] for other in named}
    for name in sorted(names):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield _Description(*_around(text, found.start(), found.end(), strangers))


def _around(text: str, start: int, end: int, strangers: set[str]) -> tuple[tuple[str, ...], str]:
    follows = text[end : end + _WINDOW]
    follows = _PARENTHESIS.sub("", follows, count=1) if follows.startswith(" (") else follows
    after = ""
    if follows.startswith(", "):
        after = _BREAK.split(follows[2:], maxsplit=1)[0]
    belonging = _FROM.match(follows)
    origin = belonging.group() if belonging else ""
    before = _INITIAL.sub(r"\1", text[max(0, start - _WINDOW) : start])
    if before.endswith(", "):
        before = before[:-2] if follows[:1] in _ENDS else ""
    words = _BREAK.split(before)[-1].split()[-_LONGEST:]
    last = max((index for index, word in enumerate(words) if word.strip("'’s") in strangers), default=-1)
    words = words[last + 1 :]
    return ((*words, *origin.split()) if words else (), after)


# ------------------------------------------------------------------------------------------- whose office it is


def _of_the_country(asked: Meaning, speakers: Speakers, snapshot: Snapshot) -> set[Speaker]:
    """Holders of the office without a country, where the paragraphs that call them so speak of this one most."""
    wanted = countries(asked)
    office = asked - wanted - {"federal"}
    if len(wanted) != 1 or not office:
        return set()
    return {
        speaker
        for speaker in speakers.with_senses(office)[:MOST]
        if speaker.statements and not any(countries(meanings(role.text)) for role in speaker.roles)
        for article, role in _roles(speaker, office, snapshot)
        if unsaid(role) <= wanted and meanings(role) - office <= {"new", "acting", "federal"}
        if _speaks_most_of(next(iter(wanted)), article, {f"{role} {form}" for form in (speaker.name, *speaker.forms)})
    }


def _speaks_most_of(country: str, article: Article, called: set[str]) -> bool:
    """Whether the paragraphs that call somebody so name this country more often than any other, and twice; or name none
    more often, and the article does so three times."""
    texts = [p.text for p in article.paragraphs]
    beside = _countries_in(text for text in texts if any(one in text for one in called))
    whole = _countries_in(texts)
    least = max((count for other, count in beside.items() if other != country), default=0)
    others = max((count for other, count in whole.items() if other != country), default=0)
    return beside[country] > max(least, 1) or (beside[country] >= max(least, 1) and whole[country] > max(others, 2))


def _countries_in(texts: Iterable[str]) -> Counter[str]:
    words = (word for text in texts for word in re.findall(r"[^\W\d_][\w.-]*", text) if word != "us")
    return Counter(country for word in words for country in countries(meanings(word)))


def _roles(speaker: Speaker, office: Meaning, snapshot: Snapshot) -> Iterator[tuple[Article, str]]:
    fitting = [role for role in speaker.roles if office_fits(office, meanings(role.text))]
    articles = snapshot.articles(role.article for role in fitting)
    return ((articles[role.article], role.text) for role in fitting if role.article in articles)


def _of_the_town(asked: Meaning, speakers: Speakers, snapshot: Snapshot) -> set[Speaker]:
    """ "The mayor of Norderburg" and "Bürgermeister Jörg Brandt" in an article whose title names Norderburg."""
    office = known_senses(asked)
    places = asked - office
    if len(places) != 1 or not is_local(office):
        return set()
    return {
        speaker
        for speaker in speakers.with_senses(office)[:MOST]
        if speaker.statements
        for article, role in _roles(speaker, office, snapshot)
        if meanings(role) == office and places <= meanings(article.title)
    }
