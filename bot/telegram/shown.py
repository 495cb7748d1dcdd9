"""An answer as it is kept, so that its buttons work after a restart: which words of which paragraphs it showed.

No text of an article is kept, only where it stands and a fingerprint of the paragraph: what is shown again comes from
the library, letter for letter, or not at all. What a language model wrote cannot be had again, and is kept; it is shown
again only while the statements that it rests on stand as they stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.answer import Answer, Citation, Claim
from bot.conversation import Conversation
from bot.render import numbered
from bot.state import Cited, Shown, fingerprint
from retrieval.articles import Article, Paragraph
from retrieval.errors import ArticleUnknown, WortlautError
from retrieval.question import Question

__all__ = ["ArticleChanged", "conversation_after", "conversation_before", "holds", "kept", "shown_again"]


Standing = Callable[[Iterable[Citation]], str]


class ArticleChanged(WortlautError):
    """What an answer showed does not stand in the library any more."""


def kept(
    answer: Answer, after: Conversation, chat: int, messages: Sequence[int], person: int, standing: Standing
) -> list[Shown]:
    """What to keep of an answer that was sent as these messages, a record for each; only the first has the whole.

    `after` is the conversation with the question in it; `standing` makes a fingerprint of the statements that
    citations are of.
    """
    numbers = numbered(answer)
    first = Shown(
        chat,
        messages[0],
        person,
        answer.question.text,
        tuple(Cited.of(citation.paragraph, citation.span, citation.sentence) for citation in numbers),
        {
            "question": asdict(answer.question),
            "conversation": [asdict(question) for question in after.questions],
            "outcome": answer.outcome,
            "reason": answer.reason,
            "candidates": list(answer.candidates),
            "undated": answer.undated,
            "written_by": answer.written_by,
            "unwritten": answer.unwritten,
            "left": answer.left,
            "translatable": answer.translatable,
            "standing": standing(numbers) if answer.written_by is not None else None,
            "claims": [_claim(claim, numbers, answer.written_by is not None) for claim in answer.claims],
        },
    )
    further = (Shown(chat, number, person, "", details={"first": messages[0]}) for number in messages[1:])
    return [first, *further]


def conversation_after(shown: Shown) -> Conversation:
    """The conversation with the question in it; an empty one where it was kept by a version that reads questions
    otherwise."""
    try:
        return Conversation(tuple(Question(**question) for question in shown.details["conversation"]))
    except TypeError:
        return Conversation()


def conversation_before(shown: Shown) -> Conversation:
    """The conversation that the question was asked in."""
    return Conversation(conversation_after(shown).questions[:-1])


def shown_again(shown: Shown, article: Callable[[str], Article], standing: Standing | None = None) -> Answer:
    """The answer, over the articles as they are now. `article` gives one by its id and raises ArticleUnknown.

    Raises ArticleChanged where a cited paragraph is gone; one that only moved within its article is found. With
    `standing` also where a language model wrote it, and statements that it cites were corrected since.
    """
    details = shown.details
    try:
        articles = {id_: article(id_) for id_ in dict.fromkeys(cited.article for cited in shown.citations)}
    except ArticleUnknown as error:
        raise ArticleChanged(str(error)) from None
    citations = [_citation(cited, articles[cited.article]) for cited in shown.citations]
    answer = Answer(
        question=Question(**details["question"]),
        outcome=details["outcome"],
        reason=details["reason"],
        claims=tuple(_claim_again(claim, citations) for claim in details["claims"]),
        candidates=tuple(details["candidates"]),
        passages=(),
        written_by=details["written_by"],
        articles=tuple(articles.values()),
        undated=details["undated"],
        unwritten=details.get("unwritten"),
        left=details.get("left", 0),
        translatable=details.get("translatable", False),
    )
    if standing is not None and not holds(shown, answer, standing):
        raise ArticleChanged("What the answer rests on was corrected. Ask again.")
    return answer


def holds(shown: Shown, answer: Answer, standing: Standing) -> bool:
    """Whether an answer is still to be shown: not where a language model wrote it and what it cites was corrected."""
    return answer.written_by is None or standing(numbered(answer)) == shown.details.get("standing")


def _claim(claim: Claim, numbers: Mapping[Citation, int], written: bool) -> dict[str, Any]:
    return {
        "text": claim.text if written else None,
        "citations": [numbers[citation] for citation in claim.citations],
        "speaker": claim.speaker,
        "speaker_as_written": claim.speaker_as_written,
        "kind": claim.kind,
        "inferred": claim.inferred,
        "translation": claim.translation,
    }


def _claim_again(read: Mapping[str, Any], citations: Sequence[Citation]) -> Claim:
    cited = tuple(citations[number - 1] for number in read["citations"])
    text = read["text"] if read["text"] is not None else " […] ".join(citation.quote for citation in cited)
    return Claim(**{**read, "text": text, "citations": cited})


def _citation(cited: Cited, article: Article) -> Citation:
    paragraph = _found(cited, article.paragraphs)
    if paragraph is None:
        raise ArticleChanged(f"Paragraph {cited.paragraph} of {article.id!r} has changed. Ask again.")
    return Citation(paragraph, cited.span, cited.sentence)


def _found(cited: Cited, paragraphs: Iterable[Paragraph]) -> Paragraph | None:
    """The paragraph with these words, of several the one nearest to where it stood."""
    same = [paragraph for paragraph in paragraphs if fingerprint(paragraph.text) == cited.fingerprint]
    return min(same, key=lambda paragraph: abs(paragraph.number - cited.paragraph), default=None)
