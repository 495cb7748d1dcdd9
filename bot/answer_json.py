"""Answer -> JSON, as the command prints it."""

from __future__ import annotations

from typing import Any

from bot.answer import Answer, Citation
from bot.claims import sentence_of, translation_plain
from bot.links import passage_link
from bot.render import numbered, plain

__all__ = ["as_json"]


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer in the form that the command prints with --json."""
    numbers = numbered(answer)
    return {
        "question": answer.question.text,
        "language": answer.question.language,
        "intent": answer.question.intent,
        "outcome": answer.outcome,
        "reason": answer.reason,
        "text": plain(answer),
        "claims": [
            {
                "text": claim.text if answer.written_by is None else sentence_of(claim),
                "citations": [numbers[citation] for citation in claim.citations],
                "speaker": claim.speaker,
                "speaker_as_written": claim.speaker_as_written,
                "kind": claim.kind,
                "inferred": claim.inferred,
                "translation": translation_plain(claim) or None,
            }
            for claim in answer.claims
        ],
        "citations": [_citation(citation, number, answer) for citation, number in numbers.items()],
        "candidates": list(answer.candidates),
        "written_by": answer.written_by,
        "passages": [
            {
                "article": passage.paragraph.article,
                "paragraph": passage.paragraph.number,
                "score": round(passage.score, 4),
                "text": passage.paragraph.text,
            }
            for passage in answer.passages
        ],
        "milliseconds": answer.milliseconds,
        "completed": answer.completed,
        "unwritten": answer.unwritten,
        "tokens": {"input": answer.tokens.input, "output": answer.tokens.output} if answer.tokens else None,
    }


def _citation(citation: Citation, number: int, answer: Answer) -> dict[str, Any]:
    article = answer.article(citation.paragraph.article)
    return {
        "number": number,
        "article": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "link": passage_link(article, citation),
        "published": article.published,
        "paragraph": citation.paragraph.number,
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
        "sentence": list(citation.sentence),
    }
