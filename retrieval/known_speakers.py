"""Everybody whom a library names, from a file derived from the store, caught up with what changed since.

What came since is worked out from the articles that were touched: whoever is named in them, and everybody whose name is
linked with one of theirs, are grouped anew, and nobody else.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from retrieval import records
from retrieval.identity import grouped, is_one_of_many, links
from retrieval.layout import Generation, Layout, checksum, publish
from retrieval.names import last_name, plain_spelling
from retrieval.roster import Layers, Memory, Speaker, speaker_of
from retrieval.roster_files import RosterFile, fingerprint, write
from retrieval.store import Store
from retrieval.transliteration import same_sound, skeleton

__all__ = ["LIMITS", "Known", "Limits", "known"]


@dataclass(frozen=True, slots=True)
class Limits:
    """`worth_a_file`: speakers from which reading a file is quicker than working them out. `above`: speakers on top of
    a file from which another one is published. `touched`: articles, and part of the articles, that may be caught up
    with; where more were touched, all speakers are worked out anew."""

    worth_a_file: int = 300
    above: int = 200
    touched: tuple[int, float] = (20, 0.1)


LIMITS = Limits()


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Everybody who is named in the library, at a generation."""

    generation: Generation
    roster: Memory | Layers


def known(store: Store, layout: Layout, before: Known | None = None, limits: Limits = LIMITS) -> Known:
    """For what `store` holds: goes on from `before` or from the newest sound file; works everybody out where there is
    neither. Publishes a file where that is worth it."""
    found = before and _caught_up(before, store, limits)
    if not found or _is_much(found, limits):  # another process may have published what is missing
        from_disk = _newest(store, layout)
        found = (from_disk and _caught_up(from_disk, store, limits)) or found
    if not found:
        speakers = sorted((speaker_of(group) for group in grouped(records.entities(store))), key=lambda s: s.order)
        found = Known(store.generation(), Memory.of(speakers))
    if not _is_much(found, limits):
        return found
    return _published(found, layout) or found


def _is_much(found: Known, limits: Limits) -> bool:
    if isinstance(found.roster, Memory):
        return len(found.roster) > limits.worth_a_file
    return len(found.roster.top) > limits.above


def _caught_up(before: Known, store: Store, limits: Limits) -> Known | None:
    """None where `before` is of another library, or too much has changed."""
    touched = store.touched_since(before.generation)
    some, part = limits.touched
    if touched is None or len(touched) > max(some, part * store.article_count()):
        return None
    if not touched:
        return Known(store.generation(), before.roster)
    fresh = list(records.entities(store, touched))
    names: set[tuple[str, str]] = {(entity.name, entity.sort) for _, entity, _ in fresh if not is_one_of_many(entity)}
    members = _linked(before.roster, names, touched)
    kept = {name for number in members for name in before.roster.speaker(number).names if name[0] not in touched}
    articles = {article for article, _ in kept}
    again = [item for item in records.entities(store, articles) if (item[0], item[1].name) in kept]
    speakers = sorted((speaker_of(group) for group in grouped([*fresh, *again])), key=lambda s: s.order)
    return Known(store.generation(), before.roster.changed(members, speakers))


def _linked(roster: Memory | Layers, names: set[tuple[str, str]], touched: set[str]) -> set[int]:
    """Whoever is named in the touched articles, or can be one with one of these names, or with one of those, and so
    on."""
    members: set[int] = set()
    coming = {number for article in touched for number in roster.under(f"article {article}")}
    asked: set[str] = set()
    while coming or names:
        members |= coming
        names |= {name for number in coming for name in _linking(roster.speaker(number))}
        keys = {key for name, sort in names for key in (*links(name, sort), *_sounding(roster, name, sort))} - asked
        asked |= keys
        names = set()
        coming = {number for key in keys for number in roster.under(key)} - members
        coming = {number for number in coming if _linking(roster.speaker(number))}
    return members


def _linking(speaker: Speaker) -> set[tuple[str, str]]:
    """The names by which others are linked with a speaker."""
    names = {name for _, name in speaker.names}
    if len(speaker.names) == 1 and any(role.text in names for role in speaker.roles):
        return set()  # somebody who has a role and no name
    return {(name, speaker.sort) for name in names}


@lru_cache(maxsize=1 << 17)
def _spelled(name: str) -> tuple[str, str]:
    spelled = plain_spelling(last_name(name))
    return spelled, skeleton(spelled)


def _sounding(roster: Memory | Layers, name: str, sort: str) -> set[str]:
    spelled, bones = _spelled(name)
    if sort == "organisation" and any(link.startswith("body ") for link in links(name, sort)):
        return set()
    return {f"last {last}" for last in roster.spelled(bones) if same_sound(spelled, last)}


def _newest(store: Store, layout: Layout) -> Known | None:
    for generation, crc, path in layout.speaker_files():
        if store.touched_since(generation) is None:
            continue
        with suppress(OSError, sqlite3.Error):
            if checksum(path) == crc and (file := RosterFile(path)).fingerprint == fingerprint():
                return Known(generation, Layers(file))
    return None


def _published(found: Known, layout: Layout) -> Known | None:
    """None where the directory cannot be written to: what was worked out stays in memory."""
    with layout.publishing() as mine, suppress(OSError, sqlite3.Error):
        if not mine:
            return None
        path = publish(
            layout.data_dir,
            write=lambda path: write(found.roster, path),
            name=lambda path: layout.speaker_file(found.generation, checksum(path)).name,
        )
        file = RosterFile(path)
        for generation, _, old in layout.speaker_files():
            if old != path and generation.number <= found.generation.number:
                old.unlink(missing_ok=True)
        return Known(found.generation, Layers(file))
    return None
