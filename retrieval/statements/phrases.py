"""What a rule finds: the phrase that names a speaker, and a statement before its speaker is resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from retrieval.articles import Kind, Span

__all__ = ["Found", "Phrase"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase or pronoun. `first` to `last` are its tokens (last exclusive), `core_end` is where its head noun or
    name ends, before "der Polizei", "in Berlin" or an apposition. `described`: a genitive says whose role it is;
    `until`: the character up to which an apposition may stand (that of the verb), 0 where that is not known; `shown`:
    where the speaker counts as mentioned, if not there; `nobody`: a number, a time or a thing, which does not speak;
    `aged`: an age or an origin before the head says that somebody known is meant ("der 54-jährige Vater"); `twofold`: a
    second role of the same person follows ("die Ärztin und Autorin")."""

    first: int
    last: int
    core_end: int
    span: Span
    core: Span
    head: str
    determiner: str = ""
    sort: Literal["noun", "pronoun"] = "noun"
    plural: bool = False
    described: bool = False
    until: int = 0
    shown: Span | None = None
    nobody: bool = False
    aged: bool = False
    twofold: bool = False


@dataclass(slots=True)
class Found:
    """A statement as the rules find it. `carried`: the speaker is the one of the sentence before; `free`: indirect
    speech without a cue, which the next sentence may go on with; `back`: what was said is the sentence before;
    `hearsay`: only somebody who spoke before in the paragraph may have said it; `silent`: somebody speaks, and nothing
    of it is told (no spans), or nobody does any more (no speaker); `open`: speech only if the next sentence is free
    speech, too; `aside`: a source named in passing, with whom nobody goes on ("who, according to Weaver, ...")."""

    spans: list[Span]
    speaker: Phrase | None
    cue: Span | None
    kind: Kind
    carried: bool = False
    free: bool = False
    back: bool = False
    hearsay: bool = False
    silent: bool = False
    open: bool = False
    aside: bool = False
