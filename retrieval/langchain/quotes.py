"""A tool for agents: what somebody said, verbatim, with the place where it stands."""

from __future__ import annotations

import functools
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from langchain_core.tools import BaseTool, StructuredTool, ToolException
from pydantic import BaseModel, Field, create_model

from retrieval.errors import WortlautError
from retrieval.names import name_words
from retrieval.naming import is_named
from retrieval.readers.dates import iso_date
from retrieval.said import ABOUT_ACROSS, ABOUT_SAME, Said, about, whole_sentence
from retrieval.search import Searcher, View
from retrieval.speakers import Speaker
from retrieval.trimming import asked_in

__all__ = ["quotes_by_speaker"]

MOST = 50
"""Quotations in one result: more would not fit what most models read."""

MOST_SPEAKERS, MOST_ROLES = 10, 3
"""That are listed of whom a name can mean."""

Json = dict[str, Any]


def quotes_by_speaker(searcher: Searcher) -> BaseTool:
    """The tool `quotes_by_speaker(speaker, topic=None, since=None, until=None, limit=10)` over a library.

    Its content is compact JSON for the model, its artifact the same as Python values: "outcome" ("answered",
    "mentioned", "not_found" or "refused"), "message", "speakers" (who can be meant), "found" (how many there are) and
    "quotations"; only "answered" has any. Each has "quotation" (its spans of the paragraph, joined by " […] "),
    "sentence", "speaker", "as_written", "kind", "inferred", "title", "publisher", "published", "url", "article",
    "paragraph" and "offsets" (of the spans in the paragraph). Nothing that a model asks for raises; what is wrong with
    the library is the message of an error.
    """

    def ask(
        speaker: str,
        topic: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = 10,
    ) -> tuple[str, Json]:
        try:
            result = _answer(searcher, _Asked(speaker, *(_given(text) for text in (topic, since, until))), limit)
        except WortlautError as error:
            raise ToolException(_told("failed", reason=error)) from error
        return json.dumps(result, ensure_ascii=False, separators=(",", ":")), result

    return StructuredTool.from_function(
        func=ask,
        name="quotes_by_speaker",
        description=_texts()["description"],
        args_schema=_arguments(),
        response_format="content_and_artifact",
        handle_tool_error=True,
        handle_validation_error=_unreadable,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    speaker: str
    topic: str | None
    since: str | None
    until: str | None


def _given(text: str | None) -> str | None:
    """Models leave out what they need not say in several ways."""
    return (text or "").strip() or None


def _answer(searcher: Searcher, asked: _Asked, limit: int | None) -> Json:
    for name in ("since", "until"):
        if (date := getattr(asked, name)) and not iso_date(date):
            return _nothing("refused", "no_date", name=name)
    since, until = ((iso_date(date) or "")[:10] if date else "" for date in (asked.since, asked.until))
    if since and until and since > until:
        return _nothing("refused", "no_time")
    if not name_words(asked.speaker):
        return _nothing("refused", "no_speaker")
    view = searcher.view()
    if not view.articles:
        return _nothing("not_found", "no_articles")
    speakers = view.find(asked.speaker)
    said = Said.of(speakers, view)
    if not said:
        named = speakers or is_named(asked.speaker, view)
        return _nothing("mentioned", "no_statement") if named else _nothing("not_found", "not_found")
    dated = [one for one in said if _within(one.article.published, since, until)]
    undated = sum(one.article.published is None for one in said) if since or until else 0
    if not dated:
        return _nothing("mentioned", "no_match_filter", undated, found=len(said))
    fitting = _about(asked.topic, dated, view, searcher) if asked.topic else dated
    if not fitting:
        return _nothing("mentioned", "no_match_topic", undated, found=len(dated))
    shown = fitting[: min(max(10 if limit is None else limit, 1), MOST)]
    order = _told("best" if asked.topic else "newest")
    who = _speakers(fitting)
    messages = [_told("answered", shown=len(shown), found=len(fitting), order=order)]
    messages += [_told("several")] if len(who) > 1 else []
    messages += [_told("undated", count=undated)] if undated else []
    return {
        "outcome": "answered",
        "message": " ".join(messages),
        "speakers": [_speaker(one) for one in who[:MOST_SPEAKERS]],
        "found": len(fitting),
        "quotations": [_quotation(one) for one in shown],
    }


def _about(topic: str, said: list[Said], view: View, searcher: Searcher) -> list[Said]:
    language = asked_in(topic, "en")
    return about(view.spelled(topic), language, said, view, searcher, ABOUT_SAME, ABOUT_ACROSS)


def _within(published: str | None, since: str, until: str) -> bool:
    """An undated article is in no time that is asked for."""
    if published is None:
        return not (since or until)
    return (not since or published[:10] >= since) and (not until or published[:10] <= until)


def _speakers(said: Sequence[Said]) -> list[Speaker]:
    return list(dict.fromkeys(one.speaker for one in said if one.speaker))


def _speaker(speaker: Speaker) -> Json:
    roles = list(dict.fromkeys(role.text for role in speaker.roles))
    return {"name": speaker.name, "roles": roles[:MOST_ROLES], "statements": speaker.statements}


def _quotation(said: Said) -> Json:
    statement, article = said.statement, said.article
    paragraph = statement.paragraph
    return {
        "speaker": said.name,
        "as_written": statement.mention,
        "kind": statement.kind,
        "inferred": statement.inferred,
        "quotation": statement.quote,
        "sentence": whole_sentence(paragraph, statement.spans, article.language).of(paragraph.text),
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published,
        "url": article.url,
        "article": article.id,
        "paragraph": paragraph.number,
        "offsets": [[span.start, span.end] for span in statement.spans],
    }


# ----------------------------------------------------------------------------------------------------------- messages


def _nothing(outcome: str, message: str, undated: int = 0, **values: object) -> Json:
    told = [_told(message, **values), *([_told("undated", count=undated)] if undated else [])]
    return {"outcome": outcome, "message": " ".join(told), "speakers": [], "found": 0, "quotations": []}


def _unreadable(error: Any) -> str:
    names = {str(part) for problem in error.errors() for part in problem["loc"][:1]}
    return _told("no_call", names=", ".join(sorted(names & _texts()["arguments"].keys()) or ["unknown"]))


def _arguments() -> type[BaseModel]:
    texts = _texts()["arguments"]
    return create_model(
        "quotes_by_speaker",
        speaker=(str, Field(description=texts["speaker"])),
        topic=(str | None, Field(default=None, description=texts["topic"])),
        since=(str | None, Field(default=None, description=texts["since"])),
        until=(str | None, Field(default=None, description=texts["until"])),
        limit=(int | None, Field(default=10, description=texts["limit"])),
    )


def _told(message: str, **values: object) -> str:
    return str(_texts()["messages"][message]).format(**values)


@functools.cache
def _texts() -> dict[str, Any]:
    file = resources.files("retrieval") / "data" / "quotes_by_speaker.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
