"""Whom a country, a capital or a government stands for where it says nothing itself: "What did Moscow reject?" asks for
its spokesman's words, too. The list of capitals is `data/seats.toml`.

A role that names the country tells whose it is ("der russische Außenminister", "Kreml-Sprecher"). One that does not is
taken for the country's that the sentence names, or the one before it ("…, sagte Regierungssprecher Wrona in Warschau",
"Aus Moskau kam Spott. Außenamtssprecherin Sacharowa sagte, …"), and only a spokesperson's: ministers travel.
"""

from __future__ import annotations

import functools
import re

from retrieval import lists
from retrieval.articles import Statement
from retrieval.places import plain_names
from retrieval.roles import countries, meanings, table, unsaid
from retrieval.snapshot import Snapshot
from retrieval.speakers import Speaker, Speakers
from retrieval.text import sentences

__all__ = ["governments_in", "names_of", "speaking_for", "state_of"]

MOST = 30
"""Officials that one state's name stands for."""
_CAPITALISED = re.compile(r"[A-ZÄÖÜ][\w-]*")


def state_of(mention: str) -> str | None:
    """The country that a mention stands for: "Moskau", "Poland", "die polnische Regierung"; None for anybody else."""
    asked = meanings(mention)
    whole = asked - {"government"} or asked
    state = _seats().get(next(iter(whole))) if len(whole) == 1 else None
    named = countries(whole)
    return state or (next(iter(named)) if len(named) == 1 and named == whole else None)


def names_of(state: str) -> set[str]:
    """What articles call a state: its country and its capital, in both languages."""
    seats = {key.removeprefix("in ") for key, country in _seats().items() if country == state} | {state}
    return {name for key in seats for name in plain_names().get(key, ())}


def governments_in(text: str, state: str) -> set[str]:
    """ "Polnische Regierung", as a text has it."""
    return {found.group() for found in _government().finditer(text) if countries(meanings(found[1])) == {state}}


@functools.cache
def _government() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])([\w-]+) (?:{lists.data('seats')['speaking']['government']})\b")


def speaking_for(mention: str, speakers: Speakers, snapshot: Snapshot) -> list[Speaker]:
    """Those with statements who speak for the state that a mention stands for, the most quoted first. A country is more
    than its government: asked for by its own name, it has to be named beside what is said, whatever the role."""
    state = state_of(mention)
    if state is None:
        return []
    strictly = bool(countries(meanings(mention))) and "government" not in meanings(mention)
    offices = lists.data("seats")["speaking"]["offices"]
    holders = {one for office in offices for one in speakers.with_senses(frozenset((office,))) if one.statements}
    able = {one: whole for one in holders if (whole := _can_speak_for(state, one, strictly)) is not None}
    beside = _named_beside(state, [one for one, whole in able.items() if not whole], snapshot)
    found = sorted((one for one, whole in able.items() if whole or one in beside), key=lambda one: one.order)
    return [*_bodies(state, speakers), *found][:MOST]


def _bodies(state: str, speakers: Speakers) -> list[Speaker]:
    """The capital, the seat and the government, where they are quoted themselves: "Kyjiw", "das Weiße Haus"."""
    seats = [key.removeprefix("in ").replace("-", " ") for key, country in _seats().items() if country == state]
    found = (one for name in (*seats, f"{state} government") for one in speakers.find(name.title()))
    return list(dict.fromkeys(one for one in found if one.statements and one.sort != "person"))


def _can_speak_for(state: str, speaker: Speaker, strictly: bool) -> bool | None:
    """Whether a speaker's roles say that they speak for a state; False where it has to be named beside what they say,
    too; None where they do not."""
    held = {role.text: _fits(state, role.text) for role in speaker.roles}
    if any(_of_another(state, role) for role in held) or not set(held.values()) & {True, None}:
        return None
    return True in held.values() and not strictly


def _named_beside(state: str, speakers: list[Speaker], snapshot: Snapshot) -> set[Speaker]:
    """Those beside one of whose statements the state is named, and no other one."""
    owner = {name: one for one in speakers for name in one.names}
    said = snapshot.statements_by(owner)
    languages = snapshot.row_language({row for row, _ in said})
    return {
        owner[one.paragraph.article, one.speaker or ""]
        for row, one in said
        if state in _states_in(one.paragraph.text) and _states_beside(one, languages[row]) == {state}
    }


def _fits(state: str, role: str) -> bool | None:
    """Whether a role speaks for a state; None where its words leave open for which."""
    data, senses = lists.data("seats")["speaking"], meanings(role)
    offices = senses & table("offices")
    others = senses - offices - table("tasks") - table("countries") - set(data["beside"])
    if not offices or not offices <= set(data["offices"]) or others:
        return False
    named = countries(senses) | {country for sense, country in _seats().items() if sense in senses}
    if named:
        return named == {state}
    if offices == {"spokesperson"}:
        return None if senses & set(data["bodies"]) else False
    return unsaid(role) == {state}


def _of_another(state: str, role: str) -> bool:
    named = countries(meanings(role))
    return bool(named) and state not in named


def _states_beside(statement: Statement, language: str) -> set[str]:
    """The states that the sentence of a statement names outside of what is said, or else the sentence before it."""
    text, spans = statement.paragraph.text, statement.spans
    cut = sentences(text, language)
    own = [s for s in cut if any(s.overlaps(span) for span in spans)] or cut[:1]
    plain = text
    for span in spans:
        plain = plain[: span.start] + " " * (span.end - span.start) + plain[span.end :]
    before = [s for s in cut if s.end <= own[0].start][-1:]
    return _states_in(plain[own[0].start : own[-1].end]) or (_states_in(before[0].of(text)) if before else set())


def _states_in(text: str) -> set[str]:
    return {state for word in _CAPITALISED.findall(text) if (state := _named(word))}


@functools.lru_cache(maxsize=1 << 14)
def _named(word: str) -> str | None:
    """The state that one word names by its country or capital; adjectives and people ("Polish") aside."""
    state = state_of(word)
    return state if state and word.removesuffix("s") in {n.removesuffix("s") for n in names_of(state)} else None


@functools.cache
def _seats() -> dict[str, str]:
    found: dict[str, str] = lists.data("seats")["seats"]
    return found
