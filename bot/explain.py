"""--explain: how a question was understood, and what each passage's score is made of."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Answer
from bot.console import printable
from bot.harmless import harmless
from retrieval.search import Found

__all__ = ["explained"]


def explained(answer: Answer, found: Sequence[Found]) -> list[str]:
    """Lines, each complete in itself."""
    question = answer.question
    parts = {
        "speaker": question.speaker,
        "topic": question.topic,
        "addressee": question.addressee,
        "since": question.since,
        "until": question.until,
        "publisher": question.publisher,
    }
    read = ", ".join(f"{name} {value!r}" for name, value in parts.items() if value)
    lines = [f"completed: {harmless(answer.completed)}"] if answer.completed else []
    lines.append(f"understood: {question.intent} in {question.language}" + (f", {read}" if read else ""))
    lines += _on_model(answer)
    for number, one in enumerate(found, 1):
        evidence, paragraph = one.evidence, one.passage.paragraph
        reasons = [f"cosine {evidence.cosine:.3f}", f"BM25 {evidence.bm25:.2f}"]
        if evidence.late:
            whole, best = evidence.late
            reasons.append(f"late interaction {whole:.3f}, best sentence {best:.3f}")
        if evidence.again is not None:
            reasons.append(f"with shared words {evidence.again:.3f}")
        reasons.append("same language" if evidence.same_language else "another language")
        if evidence.speaker:
            reasons.append("the speaker speaks here")
        if one.sentences:
            reasons.append(f"closest sentence {max(sentence.score for sentence in one.sentences):.3f}")
        where = f"{paragraph.article}, paragraph {paragraph.number}"
        lines.append(f"{number:2}. {one.passage.score:.3f}  {where}: {', '.join(reasons)}")
    times = ", ".join(f"{name} {value:.1f} ms" for name, value in answer.milliseconds.items())
    return [*lines, f"time: {times}"]


def _on_model(answer: Answer) -> list[str]:
    """What a language model had to do with it: nothing, where no line is there."""
    lines = []
    if answer.written_by is not None:
        lines.append(f"written by: {printable(answer.written_by)}")
    if answer.unwritten is not None:
        lines.append(f"{'broken off' if answer.written_by else 'not written'}: {answer.unwritten.replace('_', ' ')}")
    if answer.tokens is not None:
        lines.append(f"tokens: {answer.tokens.input} read, {answer.tokens.output} written")
    return lines
