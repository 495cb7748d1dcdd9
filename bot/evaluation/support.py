"""How well claims are supported by what they cite: citation recall and precision in the sense of ALCE.

Gao, Yen, Yu, Chen: Enabling Large Language Models to Generate Text with Citations, EMNLP 2023, section 4.2. A statement
there is a claim here, a cited passage a paragraph, and both figures are means over the answers that have claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.answer import Answer, Claim
from bot.evaluation.judging import Judge, Unjudged
from retrieval.articles import Paragraph

__all__ = ["Support", "SupportFigures", "support", "support_figures"]


@dataclass(frozen=True, slots=True)
class Support:
    """Of one answer. `supported` of its `claims` follow from the passages that they cite together; `needed` of its
    `citations` (passages of a claim, each counted once) are precise. `unjudged` claims count in none of them."""

    claims: int
    supported: int
    citations: int
    needed: int
    unjudged: int = 0
    why: str | None = None

    @property
    def recall(self) -> float | None:
        return self.supported / self.claims if self.claims else None

    @property
    def precision(self) -> float | None:
        """0 where nothing is cited, as in ALCE."""
        return (self.needed / self.citations if self.citations else 0.0) if self.claims else None


def support(answer: Answer, judge: Judge) -> Support | None:
    """None where the answer says no: it has no claims, and rightly cites nothing."""
    if not answer.claims:
        return None
    judged: list[tuple[bool, int, int]] = []
    why = None
    for claim in answer.claims:
        try:
            judged.append(_claim(claim, answer, judge))
        except Unjudged as error:
            why = str(error)
    return Support(
        claims=len(judged),
        supported=sum(one for one, _, _ in judged),
        citations=sum(cited for _, cited, _ in judged),
        needed=sum(needed for _, _, needed in judged),
        unjudged=len(answer.claims) - len(judged),
        why=why,
    )


def _claim(claim: Claim, answer: Answer, judge: Judge) -> tuple[bool, int, int]:
    """Whether it is supported, how many passages it cites, and how many of those are precise.

    A passage is imprecise if it does not support the claim alone and the others do without it. Of a claim that all of
    them together do not support, none is precise.
    """
    cited = list(dict.fromkeys(citation.paragraph for citation in claim.citations))

    def supports(*paragraphs: Paragraph) -> bool:
        return judge.supports(claim, paragraphs, answer)

    if not cited or not supports(*cited):
        return False, len(cited), 0
    if len(cited) == 1:
        return True, 1, 1
    needed = sum(supports(one) or not supports(*(other for other in cited if other != one)) for one in cited)
    return True, len(cited), needed


@dataclass(frozen=True, slots=True)
class SupportFigures:
    """Of many answers; None where there is nothing to take a mean of."""

    answers: int
    claims: int
    citations: int
    unjudged: int
    recall: float | None
    precision: float | None

    def as_json(self) -> dict[str, Any]:
        return {
            "answers": self.answers,
            "claims": self.claims,
            "citations": self.citations,
            "unjudged": self.unjudged,
            "recall": None if self.recall is None else round(self.recall, 4),
            "precision": None if self.precision is None else round(self.precision, 4),
        }


def support_figures(found: Sequence[Support | None]) -> SupportFigures:
    of = [one for one in found if one is not None]
    recalls = [one.recall for one in of if one.recall is not None]
    precisions = [one.precision for one in of if one.precision is not None]
    return SupportFigures(
        answers=len(recalls),
        claims=sum(one.claims for one in of),
        citations=sum(one.citations for one in of),
        unjudged=sum(one.unjudged for one in of),
        recall=sum(recalls) / len(recalls) if recalls else None,
        precision=sum(precisions) / len(precisions) if precisions else None,
    )
