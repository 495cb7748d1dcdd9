"""Files in the format of SQuAD (Rajpurkar and others, 2016 and 2018): paragraphs as Articles, questions as Cases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.evaluation.cases import Case, Gold
from retrieval.articles import Article, Paragraph
from retrieval.errors import Unreadable
from retrieval.language import language_of

__all__ = ["Squad", "read_squad"]

_BROKEN = "Both versions of SQuAD look like {shape}."
_SHAPE = '{"data": [{"title", "paragraphs": [{"context", "qas": [{"id", "question", "answers"}]}]}]}'


@dataclass(frozen=True, slots=True)
class Squad:
    """An article for each title, and the questions about its paragraphs."""

    articles: tuple[Article, ...]
    cases: tuple[Case, ...]

    def over(self, paragraphs: Squad, names: tuple[str, str]) -> Squad:
        """These questions over the same paragraphs in another language, taken from a file in the same order.

        A question finds its reference answers by its id, or, where the other file has none of that id, by its place.
        Raises Unreadable where the two files (`names`) do not hold as many paragraphs each.
        """
        own, other = ([len(article.paragraphs) for article in one.articles] for one in (self, paragraphs))
        if own != other:
            raise Unreadable(
                f"{names[0]} and {names[1]} do not have the same paragraphs: {sum(own)} under {len(own)} titles, and"
                f" {sum(other)} under {len(other)}. Give two files of one data set."
            )
        ids = {a.id: b.id for a, b in zip(self.articles, paragraphs.articles, strict=True)}
        by_id = {case.id: case.answers for case in paragraphs.cases}
        by_place = [case.answers for case in paragraphs.cases] if len(paragraphs.cases) == len(self.cases) else []
        cases = (
            replace(
                case,
                gold=tuple(replace(gold, article=ids[gold.article or ""]) for gold in case.gold),
                answers=by_id.get(case.id, by_place[index] if by_place else ()),
            )
            for index, case in enumerate(self.cases)
        )
        return Squad(paragraphs.articles, tuple(cases))

    def in_any_library(self) -> tuple[Case, ...]:
        """The questions for a library that holds the paragraphs under ids of its own: each is known by its text."""
        texts = {(a.id, p.number): p.text for a in self.articles for p in a.paragraphs}
        return tuple(
            replace(case, gold=tuple(Gold(text=texts[gold.article or "", gold.number or 0]) for gold in case.gold))
            for case in self.cases
        )

    def held_out(self) -> Iterator[tuple[tuple[Article, ...], tuple[Case, ...]]]:
        """Twice one half of the articles with the questions about the other half, which it has no answers to."""
        for half in (0, 1):
            kept = self.articles[half::2]
            there = {article.id for article in kept}
            strange = [case for case in self.cases if not any(gold.article in there for gold in case.gold)]
            cases = (replace(case, id=f"{case.id} held out", gold=(), answers=(), answerable=False) for case in strange)
            yield kept, tuple(cases)


def read_squad(text: str, source: str) -> Squad | None:
    """None where the text is something else. Raises Unreadable for a file that looks like one and is broken."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, dict) or not isinstance(whole.get("data"), list):
        return None
    articles: list[Article] = []
    cases: list[Case] = []
    for index, topic in enumerate(whole["data"]):
        where = f"data[{index}]"
        try:
            article = _article(topic, index, source)
            for number, paragraph in enumerate(topic["paragraphs"], 1):
                where = f"data[{index}].paragraphs[{number - 1}]"
                cases += [_case(one, Gold(article.id, number)) for one in paragraph["qas"]]
        except (LookupError, TypeError, AttributeError, ValueError):
            raise Unreadable(f"{source}: {where} cannot be read. {_BROKEN.format(shape=_SHAPE)}") from None
        articles.append(article)
    if not cases:
        raise Unreadable(f"{source} has no questions. {_BROKEN.format(shape=_SHAPE)}")
    return Squad(tuple(articles), tuple(cases))


def _article(topic: dict[str, Any], index: int, source: str) -> Article:
    contexts = [_text(paragraph["context"]) for paragraph in topic["paragraphs"]]
    if not all(context.strip() for context in contexts):
        raise ValueError("a paragraph without text")
    title = _text(topic.get("title") or "")
    id_ = f"{index + 1}/{title}" if title else str(index + 1)  # a title may come twice
    paragraphs = tuple(Paragraph(id_, number, context) for number, context in enumerate(contexts, 1))
    language = language_of(" ".join(contexts), default="en")
    return Article(id_, title or "".join(contexts[:1])[:60], not title, paragraphs, language=language, source=source)


def _case(asked: dict[str, Any], gold: Gold) -> Case:
    question = _text(asked["question"])
    impossible = bool(asked.get("is_impossible"))
    answers = dict.fromkeys(_text(answer["text"]) for answer in asked.get("answers") or ())
    # The place is kept for a question without an answer too: it says which paragraphs the question is about.
    return Case(str(asked.get("id", "")), question, (gold,), not impossible, () if impossible else tuple(answers))


def _text(value: Any) -> str:
    """Raises AttributeError for what is no text. Half a surrogate pair, which cannot be stored, becomes "?"."""
    encoded: bytes = value.encode("utf-8", "replace")
    return encoded.decode("utf-8")
