"""Answer -> messages in Telegram's HTML.

The claims by speaker, each with the number of its citation, then every passage that they cite, folded, with its source.
Quotation marks stand only around direct speech; other speech is its whole sentence as printed, with what was said
underlined. A long answer is cut between claims, and each of its messages has the passages of its own claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.answer import Answer, Citation, Claim
from bot.links import passage_link
from bot.render import MARKS, notes, numbered, refusal
from bot.telegram.marking import joined, marked, on_one_line, short
from bot.telegram.pages import Block, fit
from bot.telegram.pages import messages as packed
from bot.telegram.passage import LONGEST_LINK, cited_passages
from bot.telegram.rich import BOLD, ITALIC, UNDERLINE, Rich, link, rich
from bot.telegram.texts import user_language, words
from bot.texts import text

__all__ = ["MAX_CLAIMS", "Page", "answer_pages", "messages"]

MAX_CLAIMS = 100
"""What is worth turning pages for on a telephone."""

NO_ROLES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Page:
    """One message of an answer, and where the claims on it stand among the answer's."""

    html: str
    claims: range = range(0)


def messages(answer: Answer, roles: Mapping[str, str] = NO_ROLES) -> list[str]:
    """The answer as messages that Telegram takes: at most 4096 UTF-16 units each, split between claims."""
    return [page.html for page in answer_pages(answer, roles)]


def answer_pages(answer: Answer, roles: Mapping[str, str] = NO_ROLES) -> list[Page]:
    """`messages`, each with where its claims are. `roles` says what stands beside a speaker's name."""
    remarks = [Block(rich(note)) for note in notes(answer)]
    if answer.outcome != "answered":
        return [Page(html) for html in packed([Block(rich(refusal(answer))), *remarks])]
    left_out = len(answer.claims) - MAX_CLAIMS
    if left_out > 0:
        answer = replace(answer, claims=answer.claims[:MAX_CLAIMS])
        remarks.append(Block(rich(text(answer.question.language, "left_out", count=left_out))))
    return _paged(answer, roles, remarks)


def _paged(answer: Answer, roles: Mapping[str, str], remarks: Sequence[Block]) -> list[Page]:
    numbers = numbered(answer)
    said = list(_claims(answer, numbers, roles))

    def blocks(start: int, end: int) -> Iterator[Block]:
        yield from said[start:end]
        yield from cited_passages(
            answer, {citation: numbers[citation] for claim in answer.claims[start:end] for citation in claim.citations}
        )

    pages: list[Page] = []
    start, end = 0, 1
    while start < len(answer.claims):
        while end < len(answer.claims) and fit(blocks(start, end + 1)):
            end += 1
        below = remarks if end == len(answer.claims) else ()
        pages += (Page(html, range(start, end)) for html in packed([*blocks(start, end), *below]))
        start, end = end, end + 1
    return pages


def _claims(answer: Answer, numbers: Mapping[Citation, int], roles: Mapping[str, str]) -> Iterator[Block]:
    for (speaker, spoken), group in groupby(answer.claims, key=lambda claim: (claim.speaker, claim.kind is not None)):
        name = rich(short(_heading(answer.question.language, speaker, spoken), 200), BOLD)
        role = roles.get(speaker, "") if speaker and spoken else ""
        heading = (*name, *rich(f", {short(role, 100)}" if role else ""))
        for claim in group:
            yield Block(_claim(answer, claim, numbers), heading)


def _heading(language: str, speaker: str | None, spoken: bool) -> str:
    return (speaker or text(language, "unknown_speaker")) if spoken else text(language, "passage")


def _claim(answer: Answer, claim: Claim, numbers: Mapping[Citation, int]) -> Rich:
    language = answer.question.language
    said = on_one_line(_said(answer, claim))
    remarks = ", ".join(_remarks(claim, language, said))
    markers = [run for citation in claim.citations for run in _marker(answer, citation, numbers[citation])]
    translation = words(user_language(language), "translation", text=claim.translation) if claim.translation else ""
    beside = rich(f" ({remarks})", ITALIC) if remarks else ()
    return (*said, *beside, *markers, *(rich(f"\n{translation}", ITALIC) if translation else ()))


def _said(answer: Answer, claim: Claim) -> Rich:
    if answer.written_by is not None or not claim.citations:
        return rich(claim.text)
    if claim.kind == "direct":
        return joined(_quoted(answer, citation) for citation in claim.citations)
    style = (UNDERLINE,) if claim.kind is not None else ()
    by_sentence = groupby(claim.citations, key=lambda citation: (citation.paragraph, citation.sentence))
    return joined(
        marked(paragraph.text, sentence, [citation.span for citation in citations], style)
        for (paragraph, sentence), citations in by_sentence
    )


def _quoted(answer: Answer, citation: Citation) -> Rich:
    opening, closing = MARKS.get(answer.article(citation.paragraph.article).language, MARKS["en"])
    return rich(f"{opening}{citation.quote}{closing}")


def _remarks(claim: Claim, language: str, said: Rich) -> Iterator[str]:
    """How it was said, where that is not direct; how the passage calls a speaker whom it does not name there."""
    if claim.kind in ("indirect", "reported"):
        yield text(language, f"kind.{claim.kind}")
    if claim.inferred and claim.speaker_as_written is None:
        yield text(language, "inferred_bare")
    elif claim.inferred and claim.speaker_as_written:
        mention = claim.speaker_as_written
        whole = "".join(run.text for run in said)
        if claim.kind == "direct" or not re.search(rf"\b{re.escape(mention)}\b", whole):
            yield short(mention, 100)


def _marker(answer: Answer, citation: Citation, number: int) -> Rich:
    url = passage_link(answer.article(citation.paragraph.article), citation)
    linked = (link(url),) if url is not None and len(url) <= LONGEST_LINK else ()
    return (*rich(" "), *rich(f"[{number}]", *linked))
