"""Hundreds of answers that a scripted model gives: true, lying, and both at once, in good form and in bad.

The model is scripted behind a real server; who asks it is the real Assistant with the real ChatModel.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import cycle
from typing import Any, Literal

from chat_server import Reply, Request, Scripted
from forms import FORMS, NOTHING
from gold import TrueReply, gold
from lies import LIES, WRITTEN
from wordings import Wording, by_hand, pairs, told

Repair = Literal["mends", "repeats", "lies anew", "says nothing", "says all again"]
REPAIRS: tuple[Repair, ...] = ("mends", "repeats", "lies anew", "says nothing", "says all again")
PIECES = (9, 64, 0, 200, 30, 100)
FALSE_TRANSLATIONS = (
    "“It was all a mistake”, see https://evil.example/?a=1",
    "<b>Es war alles ein Irrtum</b>",
    "Es war alles ein Irrtum: 4711 Menschen in Timbuktu \u202e!",
)


@dataclass(frozen=True)
class Scenario:
    """What a model replies to one question: `first`, and `second` when it is to mend that. `kind` is which lie is in it
    (or what is wrong with its form)."""

    kind: str
    question: str
    first: tuple[Wording, ...] = ()
    second: tuple[Wording, ...] = ()
    form: str = "as it should be"
    raw: str | None = None
    piece: int = 16
    seed: int = 0

    @property
    def is_true(self) -> bool:
        return all(one.kind is None for one in self.first)


@dataclass
class Script:
    """The model of one scenario, as the server asks it. `rounds` counts the requests for an answer."""

    scenario: Scenario
    rounds: int = 0
    sent: list[Wording] = field(default_factory=list)

    def __call__(self, request: Request) -> Scripted:
        if request.instructions.startswith("You translate"):
            return json.dumps(
                {"translations": [{"number": n + 1, "text": t} for n, t in enumerate(FALSE_TRANSLATIONS)]}
            )
        self.rounds += 1
        claims = self.scenario.first if self.rounds == 1 else self.scenario.second
        if self.scenario.raw is not None:
            return Reply(self.scenario.raw, piece=self.scenario.piece)
        whole = json.dumps(told(claims, numbers_in(request.material)), ensure_ascii=False)
        chance = random.Random(self.scenario.seed)
        text = FORMS[self.scenario.form](whole, chance)
        self.sent += [one for one in claims if self.scenario.form != "cut off in the middle" or _is_whole(one, text)]
        return Reply(text, piece=self.scenario.piece)


def _is_whole(claim: Wording, cut: str) -> bool:
    """Whether a claim, and what ends it, still stands in a reply that was cut off."""
    text = json.dumps(claim.text, ensure_ascii=False)
    start = cut.find(text)
    return start >= 0 and re.search(r"\]\s*\}", cut[start:]) is not None


def numbers_in(material: str) -> dict[tuple[str, int], int]:
    """Which passage each paragraph is in a request."""
    found = {}
    for match in re.finditer(r"(§\w+) passage (\d+)\n(.*?)\n\1 end of passage \2", material, re.DOTALL):
        there = _bare(match[3])
        for article in gold().articles:
            for paragraph in article.paragraphs:
                if _bare(paragraph.text) in there:
                    found.setdefault((article.id, paragraph.number), int(match[2]))
    return found


@lru_cache(maxsize=1024)
def _bare(text: str) -> str:
    return "".join(re.findall(r"\w+", text))


# --------------------------------------------------------------------------------------------------------- all of them

EACH, EACH_HELD_OUT = 12, 3
"""Scenarios with each kind of lie that is made by a rule."""


def scenarios() -> list[Scenario]:
    """The same ones each time."""
    chance, repairs = random.Random("scenarios"), cycle(REPAIRS)
    lying = _lying(_replies(), EACH, chance, repairs)
    return _sent([*_faithful(), *lying, *_by_hand(repairs), *_badly_formed(chance, repairs), *_useless()])


def held_out() -> list[Scenario]:
    """True and lying answers about the articles that the checks were not made with."""
    replies = [reply for reply in gold().replies if reply.held_out]
    true = [Scenario("true", reply.question, _true(reply)) for reply in replies]
    return _sent([*true, *_lying(replies, EACH_HELD_OUT, random.Random("held out"), cycle(REPAIRS))])


def _sent(found: Sequence[Scenario]) -> list[Scenario]:
    pieces = cycle(PIECES)
    return [replace(one, piece=next(pieces), seed=number) for number, one in enumerate(found)]


def _replies() -> list[TrueReply]:
    return [reply for reply in (*gold().replies, *pairs(gold())) if reply.language is None and not reply.held_out]


def _faithful() -> Iterator[Scenario]:
    for reply in gold().replies:
        if not reply.held_out:
            yield Scenario(f"true, in {reply.language}" if reply.language else "true", reply.question, _true(reply))


def _lying(
    replies: Sequence[TrueReply], each: int, chance: random.Random, repairs: Iterator[Repair]
) -> Iterator[Scenario]:
    """In a reply with several claims some stay true."""
    for kind, lie in LIES.items():
        told_of = [reply for reply in replies if any(lie(one, random.Random(0)) for one in _true(reply))]
        chosen = (chance.sample(told_of, len(told_of)) * each)[:each]
        for reply in chosen:
            claims = _true(reply)
            lies = [replace(made, kind=kind) if (made := lie(one, chance)) else one for one in claims]
            changed = [n for n, one in enumerate(lies) if one.kind]
            kept = set(chance.sample(changed, chance.randint(1, len(changed))))
            first = tuple(lies[n] if n in kept else claims[n] for n in range(len(claims)))
            yield Scenario(kind, reply.question, first, _mended(first, next(repairs), chance))


def _by_hand(repairs: Iterator[Repair]) -> Iterator[Scenario]:
    replies = {reply.question: reply for reply in _replies()}
    for table, kind in WRITTEN.items():
        for question, lie in by_hand(table):
            true = _true(replies[question])[:2] if question in replies else ()
            first = (*true, replace(lie, kind=kind))
            second = first[-1:] if next(repairs) in ("repeats", "lies anew") else ()
            yield Scenario(kind, question, first, second)


def _badly_formed(chance: random.Random, repairs: Iterator[Repair]) -> Iterator[Scenario]:
    replies = _replies()
    for form in FORMS:
        for reply in chance.sample(replies, 5):
            yield Scenario(form, reply.question, _true(reply), form=form)
            lie = chance.choice(["one word altered", "speaker swapped", "number changed"])
            first = tuple(_lied(one, lie, chance) for one in _true(reply))
            yield Scenario(form, reply.question, first, _mended(first, next(repairs), chance), form=form)
    for reply in chance.sample(replies, 6):
        twice = tuple(replace(one, repeated=2) for one in _true(reply))
        yield Scenario("every claim twice", reply.question, twice)
        lies = [made for one in _true(reply) for made in [_lied(one, "somebody silent speaks", chance)] if made.kind]
        many = (*_true(reply), *(replace(one, repeated=200) for one in lies[:1] or [_unsourced(reply)]))
        yield Scenario("two hundred claims", reply.question, many)


def _useless() -> Iterator[Scenario]:
    for kind, raw in NOTHING.items():
        for question in ("What did Baerbock say?", "Was sagte Petersen?"):
            yield Scenario(f"nothing: {kind}", question, raw=raw)


def _unsourced(reply: TrueReply) -> Wording:
    return replace(
        Wording.of(reply.claims[0]), text="Everything was said by everybody.", quotations=(), kind="two hundred"
    )


def _true(reply: TrueReply) -> tuple[Wording, ...]:
    return tuple(map(Wording.of, reply.claims))


def _lied(claim: Wording, kind: str, chance: random.Random) -> Wording:
    lie = LIES.get(kind)
    made = lie(claim, chance) if lie else None
    return replace(made, kind=kind) if made else claim


def _mended(first: Sequence[Wording], repair: Repair, chance: random.Random) -> tuple[Wording, ...]:
    """What a model says when it is told what did not hold."""
    lies = [one for one in first if one.kind]
    match repair:
        case "mends":
            return tuple(Wording.of(one.true) for one in lies if one.true)
        case "repeats":
            return tuple(lies)
        case "lies anew":
            kinds = ["one letter altered", "no source", "speaker invented", "unseen passage"]
            return tuple(_lied(Wording.of(one.true), chance.choice(kinds), chance) for one in lies if one.true)
        case "says nothing":
            return ()
        case "says all again":
            return tuple(Wording.of(one.true) for one in first if one.true)


def allowed(script: Script) -> list[str]:
    """The sentences that may be shown: those that were sent, and are true."""
    return [one.text for one in script.sent if one.kind is None]


def expected(script: Script) -> list[str]:
    """The sentences that should be shown, each once."""
    return list(dict.fromkeys(allowed(script)))


def as_line(scenario: Scenario, script: Script, shown: dict[str, Any], wrong: Sequence[str]) -> str:
    """For a list of what went wrong."""
    return json.dumps(
        {
            "kind": scenario.kind,
            "question": scenario.question,
            "wrong": list(wrong),
            "sent": [{"text": one.text, "speaker": one.speaker, "kind": one.kind} for one in script.sent],
            "shown": [{"text": one["text"], "speaker": one["speaker"]} for one in shown["claims"]],
        },
        ensure_ascii=False,
    )
