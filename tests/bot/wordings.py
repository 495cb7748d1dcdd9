"""Claims as a scripted model says them, true or false, and the replies that they make.

A `Wording` names paragraphs, not passage numbers, because those are known only once a request is there; `Aside` says how
a number is wrong.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from gold import ANSWERS, Gold, Quote, TrueClaim, TrueReply, gold

Aside = Literal["right", "swapped", "unseen", "zero"]


@dataclass(frozen=True)
class Quoting:
    quote: Quote
    number: Aside = "right"


@dataclass(frozen=True)
class Wording:
    """`kind` is None where the claim is true, else which lie it is; `true` is what was lied about."""

    text: str
    speaker: str | None
    quotations: tuple[Quoting, ...]
    kind: str | None = None
    true: TrueClaim | None = None
    repeated: int = 1

    @classmethod
    def of(cls, claim: TrueClaim) -> Wording:
        return cls(claim.text, claim.speaker, tuple(map(Quoting, claim.quotations)), None, claim)

    def quoting(self, change: Callable[[str], str | None]) -> Wording | None:
        """With the words of its first quotation that can be changed changed."""
        for index, one in enumerate(self.quotations):
            if (changed := change(one.quote.text)) is not None and not self._stands(changed):
                other = replace(one, quote=replace(one.quote, text=changed))
                return replace(self, quotations=(*self.quotations[:index], other, *self.quotations[index + 1 :]))
        return None

    def _stands(self, text: str) -> bool:
        """Whether it is no lie: "every warning was answered" stands there, too."""
        return text.casefold() in paragraph_of(self).casefold()

    def numbered(self, number: Aside) -> Wording:
        return replace(self, quotations=tuple(replace(one, number=number) for one in self.quotations))


def paragraph_of(claim: Wording) -> str:
    """All text that the quotations stand in."""
    return " ".join(gold().paragraph(one.quote.article, one.quote.number).text for one in claim.quotations)


@cache
def written_words() -> dict[str, Any]:
    return tomllib.loads((ANSWERS / "lies.toml").read_text(encoding="utf-8"))


def by_hand(kind: str) -> list[tuple[str, Wording]]:
    """The lies that no rule makes, each with the question that it answers."""
    ids = {one.id.rsplit("/", 1)[-1].removesuffix(".txt"): one.id for one in gold().articles}
    seed = gold().articles[-1].id
    found = []
    for one in written_words()[kind]:
        article = ids.get(one["article"], seed)
        quotations = tuple(Quoting(Quote(article, number, text)) for number, text in one["quotations"])
        found.append((one["question"], Wording(one["text"], one["speaker"], quotations, kind)))
    return found


def told(claims: Sequence[Wording], numbers: dict[tuple[str, int], int]) -> dict[str, Any]:
    """The reply as an object. `numbers`: which passage each paragraph is in the request."""
    listed = []
    for claim in claims:
        quotations = [
            {
                "passage": _number_of(one, numbers),
                "text": one.quote.text,
                "translation": one.quote.translation,
            }
            for one in claim.quotations
        ]
        listed += [{"text": claim.text, "speaker": claim.speaker, "quotations": quotations}] * claim.repeated
    return {"claims": listed}


def _number_of(quoting: Quoting, numbers: dict[tuple[str, int], int]) -> int:
    right = numbers.get((quoting.quote.article, quoting.quote.number))
    match quoting.number:
        case "right":
            return right or 77  # not among the passages: what it says there is unseen
        case "swapped":
            others = [number for number in sorted(numbers.values()) if number != right]
            return others[0] if others else 2
        case "unseen":
            return max(numbers.values(), default=0) + 7
        case "zero":
            return 0


def pairs(gold_: Gold) -> list[TrueReply]:
    """Replies with what two people said, made of those with what one said; the model is given passages of both."""
    found = []
    for kind in ("merged",):
        for question, lie in by_hand(kind):
            article = lie.quotations[0].quote.article
            german = question.startswith("Was")
            claims = [
                claim
                for reply in gold_.replies
                if reply.article == article and reply.question.startswith("Was") == german and not reply.language
                for claim in reply.claims
                if claim.speaker and claim.speaker.split()[-1] in question
            ]
            found.append(TrueReply(article, question, tuple(dict.fromkeys(claims))))
    return [one for one in found if len({claim.speaker for claim in one.claims}) == 2]
