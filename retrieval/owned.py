"""Whom a question means by whose they are: "Weaver's lawyer", "der Verteidiger von Dorn"; and who speaks for an
organisation, where articles say "sein Vorsitzender" of it. Articles rarely repeat the name: "Sein Verteidiger Lorenz
Kiefer" is Dorn's, if Dorn was named or spoke last before it in the paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from retrieval import lists
from retrieval.articles import Article, Paragraph
from retrieval.names import last_name, name_parts
from retrieval.offices import names_office, office_fits, speaks
from retrieval.roles import Meaning, meanings, table
from retrieval.snapshot import Snapshot
from retrieval.speakers import Speaker, Speakers, without_titles

__all__ = ["belonging_to", "speaking_for_body"]

MOST = 30
"""Articles and holders of an office that are looked at."""
_BESIDE = 40
"""Characters between a role and the name of whoever has it."""


def belonging_to(mention: str, speakers: Speakers, snapshot: Snapshot) -> list[Speaker]:
    """Those with statements who hold an office with whom the mention names."""
    for written in lists.data("owned")["asked"]:
        found = re.fullmatch(written, mention)
        asked = meanings(found["role"]) if found else frozenset()
        if found and names_office(asked):
            holders = _held(found["owner"], lambda role, asked=asked: office_fits(asked, role), speakers, snapshot)  # type: ignore[misc]
            if holders:
                return holders
    return []


def speaking_for_body(mention: str, speakers: Speakers, snapshot: Snapshot) -> list[Speaker]:
    """Those with statements who are called the spokesperson or the head of an organisation by a pronoun, or by its
    kind ("Verbandschef Jan Pohl", in an article about no other association)."""
    return _held(mention, speaks, speakers, snapshot)


def _held(owner: str, fits: Callable[[Meaning], bool], speakers: Speakers, snapshot: Snapshot) -> list[Speaker]:
    bare = without_titles(owner)
    owners = set(speakers.find(owner))
    forms = {bare, *(form for one in owners for form in _forms(one))}
    rows = {row for form in forms for row in snapshot.names_in(form, MOST)}
    ids = dict.fromkeys(p.article for p in snapshot.paragraphs(sorted(rows)).values())
    found = {
        holder
        for article in snapshot.articles(list(ids)[:MOST]).values()
        for holder in speakers.of_article(article.id)
        if holder.statements and holder.sort == "person" and holder not in owners
        for role in {role.text for role in holder.roles if role.article == article.id and fits(meanings(role.text))}
        if _is_theirs(holder, role, forms, article, speakers, snapshot)
        or _is_of_the_kind(role, owners, forms, article, speakers)
    }
    return sorted(found, key=lambda one: one.order)


def _is_theirs(
    holder: Speaker, role: str, forms: set[str], article: Article, speakers: Speakers, snapshot: Snapshot
) -> bool:
    names = "|".join(map(re.escape, sorted({holder.name, *holder.forms}, key=len, reverse=True)))
    whose = r"([\w’'-]+)"
    beside = re.compile(rf"(?<![\w’'-])(?:{whose} )?{whose} {re.escape(role)}\b[^.;:!?]{{0,{_BESIDE}}}?\b(?:{names})")
    owners = forms | {last_name(form) for form in forms}
    for paragraph in article.paragraphs:
        for match in beside.finditer(paragraph.text):
            for at in (group for group in (2, 1) if match[group]):  # "her coach", "her new coach"
                if _is_genitive(match[at], owners):
                    return True
                if _is_meant(forms, match[at].lower(), match.start(at), holder, paragraph, speakers, snapshot):
                    return True
    return False


def _is_of_the_kind(role: str, owners: set[Speaker], forms: set[str], article: Article, speakers: Speakers) -> bool:
    """Whether a role names a kind of organisation ("Unternehmenssprecherin") that the owner is called by, with no other
    organisation named between, nor another of that kind in the article."""
    senses = meanings(role)
    kind = senses & table("bodies")
    if len(kind) != 1 or not speaks(senses) or senses - kind - table("offices"):
        return False
    others = [one for one in speakers.of_article(article.id) if one not in owners and one.sort == "organisation"]
    if any(kind < meanings(one.name) for one in others):  # "der Konzern" alone may be the owner
        return False
    text = "\n".join(paragraph.text for paragraph in article.paragraphs)
    before, found, _ = text.partition(role)
    named = [form for one in others if meanings(one.name) != kind for form in _forms(one)]
    own = max((at for form in forms for at in _ends(form, before)), default=-1)
    return (
        bool(found)
        and own > max((at for form in named for at in _ends(form, before)), default=-1)
        and any(kind <= meanings(call) for form in forms for call in _calls(form, text))
    )


def _calls(form: str, text: str) -> Iterator[str]:
    """A name with the word before it, or hyphened to it: "Gewerkschaft Mobil", "Weber-Konzern"."""
    return (found.group() for found in re.finditer(rf"([\w-]+ )?(?<!\w){re.escape(form)}(-\w+)?(?!\w)", text))


def _is_genitive(word: str, names: set[str]) -> bool:
    """ "Weaver's", "Dorns" """
    return any(word in (f"{name}s", f"{name}'s", f"{name}’s", f"{name}'", f"{name}’") for name in names)


def _is_meant(
    forms: set[str],
    word: str,
    start: int,
    holder: Speaker,
    paragraph: Paragraph,
    speakers: Speakers,
    snapshot: Snapshot,
) -> bool:
    """Whether "his" or "sein" before a role stands for somebody called so: nobody whom it could mean, too, was named or
    spoke between."""
    data = lists.data("owned")
    sorts = [sort for key, sort in (("persons", "person"), ("bodies", "organisation")) if re.fullmatch(data[key], word)]
    if not sorts and not re.fullmatch(data["any"], word):
        return False
    before = paragraph.text[:start]
    own = max((at for form in forms for at in _ends(form, before)), default=-1)
    others = [
        at
        for one in speakers.of_article(paragraph.article)
        if one != holder and not forms & _forms(one) and (not sorts or one.sort in sorts)
        for form in _forms(one)
        for at in _ends(form, before)
    ]
    for statement in snapshot.statements_at([(paragraph.article, paragraph.number)]).get(
        (paragraph.article, paragraph.number), ()
    ):
        at = statement.speaker_span.end if statement.speaker_span else start
        if at < start and statement.speaker in forms:
            own = max(own, at)
        elif at < start and statement.speaker and statement.speaker != holder.name:
            others.append(at)
    return own >= 0 and own > max(others, default=-1)


def _ends(form: str, text: str) -> Iterator[int]:
    return (found.end() for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text))


def _forms(speaker: Speaker) -> set[str]:
    last = {last_name(speaker.name)} if name_parts(speaker.name)[0] and speaker.sort == "person" else set()
    return {form for form in {speaker.name, *speaker.forms} if form[:1].isupper()} | last
