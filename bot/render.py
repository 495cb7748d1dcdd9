"""Answer -> pieces of text with a style -> plain text, terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from bot.answer import Answer, Citation, Claim
from bot.claims import Piece, claim_pieces, with_spans, written_pieces
from bot.console import printable
from bot.links import passage_link
from bot.texts import not_read, text
from retrieval.articles import Article, Span
from retrieval.phrasing import plain_text
from retrieval.question import Question
from retrieval.sought import is_yes_no

if TYPE_CHECKING:
    from rich.text import Text

__all__ = [
    "SHOWN",
    "Piece",
    "body",
    "notes",
    "numbered",
    "passage_pieces",
    "pieces",
    "plain",
    "refusal",
    "source_line",
    "terminal",
]

SHOWN = 20
"""Claims that are shown at once."""


STYLES = {
    "speaker": "bold",
    "claim": "bold",
    "label": "dim",
    "quote": "bold green",
    "context": "",
    "marker": "cyan",
    "source": "dim",
    "note": "yellow",
}


def numbered(answer: Answer) -> dict[Citation, int]:
    """Each citation's number, from 1 in the order of the claims."""
    distinct = dict.fromkeys(citation for claim in answer.claims for citation in claim.citations)
    return {citation: number for number, citation in enumerate(distinct, 1)}


def refusal(answer: Answer) -> str:
    """The line that says no."""
    question = answer.question
    if answer.outcome == "not_found":
        key = "not_found.speaker" if question.speaker else "not_found.else" if question.besides else "not_found"
    else:
        key = f"mentioned.{answer.reason}"
    if question.speaker and _are_many(question):
        key += ".many"
    speaker, topic = (re.sub(r"[\"„“”»«‚‘‹›]", "", asked or "") for asked in (question.speaker, question.topic))
    line = text(question.language, key, speaker=speaker, topic=topic)  # no quotation marks: nothing is quoted
    return printable(line[:1].upper() + line[1:])


def _are_many(question: Question) -> bool:
    """Whether several are asked for: "Was sagten die Winzer?", "What did the growers say?"."""
    mention = question.speaker or ""
    if question.language == "de":
        return re.search(rf"en {re.escape(mention)}(?!\w)", question.text) is not None and mention.startswith("die ")
    many = r"the (?:[^ ]+ )*(?:\w+[a-rtv-z]s|(?:\w*wo)?\w*men|people|police)(?: (?:of|from|in|at|for) .+)?"
    return re.fullmatch(many, mention) is not None


def notes(answer: Answer, hints: bool = True) -> list[str]:
    """What belongs to an answer beside its claims. `hints`: with what whoever runs Wortlaut could do."""
    language = answer.question.language
    found = []
    if answer.outcome == "answered" and (line := not_read(language)):  # the nearest passages, if not what was asked for
        found.append(line)
    if answer.otherwise and answer.written_by is None:
        found.append(text(language, "otherwise.who" if answer.question.intent == "speaker" else "otherwise"))
    if _asks_whether(answer):
        found.append(text(language, "whether"))
    if answer.candidates:
        key = "meant" if answer.outcome == "not_found" else "candidates"
        found.append(printable(text(language, key, names=", ".join(answer.candidates))))
    if answer.undated:
        found.append(text(language, "undated", count=answer.undated))
    return found + _notes_on_model(answer, language, hints)


def _asks_whether(answer: Answer) -> bool:
    """ "Did Weaver lie?", answered by the sentence that is nearest: neither a yes nor a no."""
    question = answer.question
    as_it_stands = answer.outcome == "answered" and question.intent == "passages" and answer.written_by is None
    return as_it_stands and is_yes_no(plain_text(question.text), question.language)


def _notes_on_model(answer: Answer, language: str, hints: bool) -> list[str]:
    """What a language model did, did not do, or would do."""
    found = []
    translated = any(claim.translation for claim in answer.claims)
    if answer.written_by is not None:
        if answer.left:
            found.append(text(language, "not_given", count=answer.left))
        key = "written_and_translated" if translated else "written"
        found.append(text(language, key, model=printable(answer.written_by)))
    elif translated:
        found.append(text(language, "translated"))
    if answer.unwritten is not None:
        why = text(language, f"unwritten.{answer.unwritten}")
        then = text(language, "broken_off" if answer.written_by is not None else "without_model")
        hint = hints and answer.unwritten in ("not_installed", "not_set_up")
        found.append(" ".join([f"{why} {then}", *([text(language, "hint_doctor")] if hint else [])]))
    if answer.translatable and hints:
        found.append(text(language, "translatable"))
    return found


def pieces(answer: Answer, first: int = 0, most: int = SHOWN, left_out: str = "left_out") -> list[Piece]:
    """The answer from claim `first` on, at most `most` of them; lines ended by "\n". `left_out`: the text that tells
    that there are more, and how to see them."""
    if answer.outcome != "answered":
        return [Piece(refusal(answer) + "\n", "note"), *(Piece(note + "\n", "note") for note in notes(answer))]
    language, numbers = answer.question.language, numbered(answer)
    claims = answer.claims[first : first + most]
    found = [*body(answer, first, most), Piece("\n")]
    shown = {citation: numbers[citation] for claim in claims for citation in claim.citations}
    found += [Piece(f"{line}\n", "source") for line in sources(answer, shown)]
    if left := len(answer.claims) - first - len(claims):
        found.append(Piece(f"{text(language, left_out, count=left)}\n", "note"))
    return found + [Piece(f"{note}\n", "note") for note in notes(answer)]


def body(answer: Answer, first: int = 0, most: int = SHOWN) -> list[Piece]:
    """The claims alone: what `pieces` begins with. Of a written answer it grows at its end when a claim is added."""
    numbers, claims = numbered(answer), answer.claims[first : first + most]
    if answer.written_by is not None:
        return [piece for claim in claims for piece in written_pieces(claim, answer, numbers)]
    language = answer.question.language
    articles = {claim.citations[0].paragraph.article for claim in answer.claims if claim.kind}
    found: list[Piece] = []
    above = None
    for (heading, article_id), group in groupby(claims, key=lambda claim: _group(claim, language)):
        if heading != above:
            found.append(Piece(f"{heading}\n", "speaker"))
            above = heading
        if article_id and len(articles) > 1:
            found.append(Piece(f" {source_line(answer.article(article_id), language)}\n", "source"))
        for claim in group:
            found += [Piece("  "), *claim_pieces(claim, answer, numbers), Piece("\n")]
    return found


def _group(claim: Claim, language: str) -> tuple[str, str | None]:
    """The heading that a claim stands under, and the article that it comes from (None for sentences of passages)."""
    if claim.kind is None:
        return text(language, "passage"), None
    return printable(claim.speaker or text(language, "unknown_speaker")), claim.citations[0].paragraph.article


def sources(answer: Answer, numbers: dict[Citation, int]) -> list[str]:
    """One line for each place that is cited, its numbers in front; each citation has a link of its own, which opens the
    page at its sentence."""
    places: dict[tuple[str, int], list[Citation]] = {}
    for citation in numbers:
        places.setdefault((citation.paragraph.article, citation.paragraph.number), []).append(citation)
    lines = []
    for (article_id, number), citations in places.items():
        article = answer.article(article_id)
        markers = "".join(f"[{numbers[citation]}]" for citation in citations)
        where = text(answer.question.language, "paragraph", number=number)
        line = f"{markers} {source_line(article, answer.question.language)}, {where}"
        links: dict[str, str] = {}
        for citation in citations:
            if link := passage_link(article, citation):
                links[link] = links.get(link, "") + f"[{numbers[citation]}]"
        if len(links) < 2:
            lines.append("  ".join((line, *links)))
        else:
            lines += [line, *(f"  {marks} {link}" for link, marks in links.items())]
    return lines


def source_line(article: Article, language: str) -> str:
    """Publisher, date and title of an article."""
    title = text(language, "made_title", title=article.title) if article.title_made else article.title
    return printable(", ".join(part for part in (article.publisher, (article.published or "")[:10], title) if part))


def passage_pieces(answer: Answer, number: int) -> list[Piece]:
    """The whole passage that citation `number` stands in, its quotations marked. Raises KeyError."""
    cited = {number: citation for citation, number in numbered(answer).items()}[number]
    paragraph = cited.paragraph
    spans = [c.span for c in numbered(answer) if c.paragraph == paragraph]
    article = answer.article(paragraph.article)
    where = text(answer.question.language, "paragraph", number=paragraph.number)
    lines = [Piece(f"{source_line(article, answer.question.language)}, {where}\n", "source")]
    if paragraph.heading:
        lines.append(Piece(f"{printable(paragraph.heading)}\n", "label"))
    return [*lines, *with_spans(paragraph, Span(0, len(paragraph.text)), spans), Piece("\n")]


def plain(answer: Answer, most: int = SHOWN, left_out: str = "left_out") -> str:
    """The answer as text with [1] markers, without a final line end; at most `most` claims."""
    return "".join(piece.text for piece in pieces(answer, most=most, left_out=left_out)).rstrip("\n")


def terminal(written: Iterable[Piece]) -> Text:
    """Pieces in colour, for rich."""
    from rich.text import Text

    return Text.assemble(*((piece.text, STYLES.get(piece.style, "")) for piece in written))
