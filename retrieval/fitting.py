"""Whether somebody can be the one whom a mention names, by name, kind or role. A mention is what a question says."""

from __future__ import annotations

from typing import Literal

from retrieval.names import last_name, name_parts, same_first_name, same_spelling
from retrieval.offices import body_fits, office_fits
from retrieval.roles import Meaning, countries, is_article, is_club, is_kind, is_title, meanings, small_words, unsaid
from retrieval.roster import Speaker, roles_of

__all__ = [
    "ends_in",
    "fits_office",
    "fits_office_unsaid",
    "fitting_first_name",
    "has_kind_before",
    "has_no_name",
    "is_group",
    "is_no_person",
    "is_person",
    "last_as_typed",
    "of_gender",
    "without_titles",
]


def is_person(speaker: Speaker) -> bool:
    return speaker.sort == "person"


def is_no_person(speaker: Speaker) -> bool:
    return not is_person(speaker)


def is_group(name: str, mention: str) -> bool:
    first, rest = name[: len(mention)], name[len(mention) :].split()
    return (
        len(rest) > 1
        and name[len(mention)] == " "
        and rest[0] in small_words("links_in_names")
        and same_spelling(first, mention)
    )


def has_kind_before(name: str, mention: str) -> bool:
    """ "Gewerkschaft Verdi"; "Weber-Konzern"."""
    kind, _, rest = name.partition(" ")
    own, hyphen, behind = name.rpartition("-")
    return (is_club(kind) and same_spelling(rest, mention)) or bool(
        hyphen and is_club(behind) and same_spelling(own, mention)
    )


def ends_in(name: str, word: str) -> bool:
    """Whether a name of two or three words, all of them capitalised, ends in this one."""
    words = name.split()
    return (
        1 < len(words) <= 3
        and not is_kind(words[0])
        and all(w[:1].isupper() for w in words)
        and same_spelling(words[-1], word)
    )


def without_titles(mention: str) -> str:
    """A mention without "the", "Frau", "Mr." before it."""
    words = mention.split()
    while len(words) > 1 and (is_article(words[0]) or is_title(words[0])):
        words = words[1:]
    return " ".join(words)


def fitting_first_name(mention: str, speakers: list[Speaker]) -> list[Speaker]:
    """Those whose first name agrees, where the mention has one; without a first name of their own if nobody else."""
    if not name_parts(mention)[0]:
        return speakers
    agree = [{same_first_name(mention, name) for _, name in s.names} for s in speakers]
    sure = [s for s, found in zip(speakers, agree, strict=True) if True in found]
    bare = [s for s, found in zip(speakers, agree, strict=True) if found == {None}]
    return sure or [s for s in bare if not has_no_name(s)]  # "Habecks Sprecherin" is not just any "Sprecherin"


def has_no_name(speaker: Speaker) -> bool:
    """Whether articles call somebody by nothing but a role: "Sprecher", "Habecks Sprecherin"."""
    return {name for _, name in speaker.names} <= {role.text for role in speaker.roles}


def last_as_typed(mention: str, speaker: Speaker) -> bool:
    typed = last_name(mention).casefold()
    return any(last_name(name).casefold() == typed for _, name in speaker.names)


def fits_office(speaker: Speaker, asked: Meaning, office: Meaning, wanted: Meaning) -> bool:
    roles = [meanings(role) for role in roles_of(speaker)]
    if speaker.sort != "person":
        return any(body_fits(asked, role) for role in roles)
    if any(office_fits(asked, role) for role in roles):
        return True
    # "Außenministerin" in one article, "deutsche Politikerin" in another
    known = frozenset().union(*map(countries, roles))
    return bool(wanted) and known == wanted and any(office_fits(office, role - wanted - {"federal"}) for role in roles)


def fits_office_unsaid(speaker: Speaker, office: Meaning, wanted: Meaning) -> bool:
    """ "The German foreign minister" and a role "Außenministerin" of somebody whose country no article tells."""
    roles = roles_of(speaker)
    if any(countries(meanings(role)) for role in roles):
        return False
    if speaker.sort != "person":
        return any(wanted <= unsaid(r) and body_fits(office, meanings(r) - {"federal"}) for r in roles)
    return any(wanted <= unsaid(r) and office_fits(office, meanings(r) - {"federal"}) for r in roles)


def of_gender(speakers: list[Speaker], gender: Literal["f", "m"] | None) -> list[Speaker]:
    """ "Die Sprecherin" is no man; "der Sprecher" can be a woman where no man fits."""
    if gender == "f":
        return [s for s in speakers if s.gender != "m"]
    return [s for s in speakers if s.gender != "f"] or speakers if gender == "m" else speakers
