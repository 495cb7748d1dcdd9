"""Answer -> messages in Telegram's HTML.

The claims by speaker, each with the number of its citation, then every passage that they cite, folded, with its source.
Quotation marks stand only around direct speech; other speech is its whole sentence as printed, with what was said
underlined. Below a sentence that a language model wrote, the article's words stand in a box, and nothing else in it.
A long answer is cut between claims, and each of its messages has the passages of its own claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.answer import Answer, Citation, Claim
from bot.claims import MARKS, Place, attribution, inference, places, rests_alike, sentence_of, translation_line
from bot.links import passage_link
from bot.render import notes, numbered, refusal
from bot.telegram.marking import joined, marked, on_one_line, short
from bot.telegram.pages import Block, fit
from bot.telegram.pages import messages as packed
from bot.telegram.passage import LONGEST_LINK, cited_passages
from bot.telegram.rich import BOLD, ITALIC, QUOTE, UNDERLINE, Rich, Style, link, rich
from bot.texts import text

__all__ = ["MAX_CLAIMS", "Page", "answer_pages", "draft", "messages"]

MAX_CLAIMS = 100
"""What is worth turning pages for on a telephone."""

NO_ROLES: Mapping[str, str] = {}

_OMISSION = " […] "


@dataclass(frozen=True, slots=True)
class Page:
    """One message of an answer, and where the claims on it stand among the answer's."""

    html: str
    claims: range = range(0)


def messages(answer: Answer, roles: Mapping[str, str] = NO_ROLES) -> list[str]:
    """The answer as messages that Telegram takes: at most 4096 UTF-16 units each, split between claims."""
    return [page.html for page in answer_pages(answer, roles)]


def answer_pages(answer: Answer, roles: Mapping[str, str] = NO_ROLES, hints: bool = True) -> list[Page]:
    """`messages`, each with where its claims are. `roles` says what stands beside a speaker's name; `hints`: also what
    whoever runs the bot could do."""
    remarks = [Block(rich(note)) for note in notes(answer, hints)]
    if answer.outcome != "answered":
        return [Page(html) for html in packed([Block(rich(refusal(answer))), *remarks])]
    left_out = len(answer.claims) - MAX_CLAIMS
    if left_out > 0:
        answer = replace(answer, claims=answer.claims[:MAX_CLAIMS])
        remarks.append(Block(rich(text(answer.question.language, "left_out", count=left_out))))
    return _paged(answer, roles, remarks)


def draft(answer: Answer, roles: Mapping[str, str] = NO_ROLES) -> str:
    """The claims of an answer that is still being written, as one message: of many the last ones that fit."""
    return packed(_claims(answer, numbered(answer), roles))[-1]


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
    if answer.written_by is not None:
        yield from (Block(_written(answer, claim, numbers, roles)) for claim in answer.claims)
        return
    for (speaker, spoken), group in groupby(answer.claims, key=lambda claim: (claim.speaker, claim.kind is not None)):
        name = rich(short(_heading(answer.question.language, speaker, spoken), 200), BOLD)
        heading = (*name, *(rich(_role(speaker, roles)) if spoken else ()))
        for claim in group:
            yield Block(_claim(answer, claim, numbers), heading)


def _heading(language: str, speaker: str | None, spoken: bool) -> str:
    return (speaker or text(language, "unknown_speaker")) if spoken else text(language, "passage")


def _role(speaker: str | None, roles: Mapping[str, str]) -> str:
    role = roles.get(speaker, "") if speaker else ""
    return f", {short(role, 100)}" if role else ""


def _claim(answer: Answer, claim: Claim, numbers: Mapping[Citation, int]) -> Rich:
    language = answer.question.language
    said = on_one_line(_said(answer, claim))
    remarks = ", ".join(_remarks(claim, language, said))
    beside = rich(f" ({remarks})", ITALIC) if remarks else ()
    return (*said, *beside, *_markers(answer, claim.citations, numbers), *_translation(claim, language))


def _said(answer: Answer, claim: Claim) -> Rich:
    return joined(_place(answer, claim, place) for place in places(claim)) if claim.citations else rich(claim.text)


def _written(answer: Answer, claim: Claim, numbers: Mapping[Citation, int], roles: Mapping[str, str]) -> Rich:
    """The sentence; the article's words, a box for each place; who said them, and how; the translation. Words that two
    claims in a row rest on stand below the first."""
    language, stand = answer.question.language, places(claim)
    found = (*rich(sentence_of(claim)), *_markers(answer, claim.citations, numbers))
    if rests_alike(claim, answer):
        return found
    for place in stand:
        marks = _markers(answer, place.citations, numbers, QUOTE) if len(stand) > 1 else ()
        found = (*found, *rich("\n"), *on_one_line(_place(answer, claim, place, QUOTE)), *marks)
    return (*found, *_attribution(claim, language, roles), *_translation(claim, language))


def _attribution(claim: Claim, language: str, roles: Mapping[str, str]) -> Rich:
    who, how = attribution(claim, language)
    concluded = short(inference(claim, language), 200)
    rest = f"{_role(claim.speaker, roles)}{f', {how}' if how else ''}{f' ({concluded})' if concluded else ''}"
    return (*rich("\n"), *rich(short(who, 200), BOLD), *rich(rest)) if who else ()


def _translation(claim: Claim, language: str) -> Rich:
    translated = translation_line(claim, language)
    return rich(f"\n{translated}", ITALIC) if translated else ()


def _place(answer: Answer, claim: Claim, place: Place, *styles: Style) -> Rich:
    """What is quoted from one place."""
    if claim.kind == "direct":
        return joined((_quoted(answer, citation, *styles) for citation in place.citations), _OMISSION, *styles)
    style = (UNDERLINE,) if claim.kind is not None else ()
    spans = [citation.span for citation in place.citations]
    return marked(place.paragraph.text, place.sentence, spans, style, *styles)


def _quoted(answer: Answer, citation: Citation, *styles: Style) -> Rich:
    opening, closing = MARKS.get(answer.article(citation.paragraph.article).language, MARKS["en"])
    return rich(f"{opening}{citation.quote}{closing}", *styles)


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


def _markers(answer: Answer, citations: Iterable[Citation], numbers: Mapping[Citation, int], *styles: Style) -> Rich:
    return tuple(run for citation in citations for run in _marker(answer, citation, numbers[citation], *styles))


def _marker(answer: Answer, citation: Citation, number: int, *styles: Style) -> Rich:
    url = passage_link(answer.article(citation.paragraph.article), citation)
    linked = (link(url),) if url is not None and len(url) <= LONGEST_LINK else ()
    return (*rich(" ", *styles), *rich(f"[{number}]", *styles, *linked))
