"""`wortlaut doctor`: checks the data directory, the models and the settings, and says what to do."""

from __future__ import annotations

import logging
import os
import platform
import re
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from bot import __version__
from bot.answer import Unwritten
from bot.language_model import ChatModel, Spent
from bot.logs import redacted
from bot.models.providers import parsed
from bot.replies import asked, value_of
from bot.settings import Settings, telegram_token
from bot.state import State
from prompts import NAMES, Prompt, PromptError, Prompts
from retrieval.embedding import DEFAULT, load
from retrieval.errors import EmbeddingError, SettingsError, WortlautError
from retrieval.library import Library

__all__ = ["examine"]

Finding = tuple[bool, str]


_READY = Prompt('Reply with the JSON object {"ready": true}, and nothing else.', "Are you ready?")
_READY_SCHEMA = {
    "title": "ready",
    "type": "object",
    "properties": {"ready": {"type": "boolean"}},
    "required": ["ready"],
    "additionalProperties": False,
}
_LONGEST_REPLY = 10_000
_STRUCTURES = {
    "json_schema": "held to a JSON Schema",
    "function_calling": "held to a schema by a tool call",
    "text": "as plain text: it knows no schemas, so more of its answers may be of no use",
}
_REMEDIES: dict[Unwritten, str] = {
    "not_installed": "",
    "not_set_up": "Check {settings}.",
    "unreachable": "Check the network, that the server runs, and {settings}.",
    "slow": "A model that is being loaded takes longer: ask again, or set WORTLAUT_LLM_TIMEOUT (seconds).",
    "busy": "Ask again later, or look at the limits of your account.",
    "declined": "Set another model with WORTLAUT_LLM.",
    "unusable": "Check {settings}, or set another model.",
}


def examine(settings: Settings, tell: Callable[[str], None], wrong: Sequence[SettingsError] = ()) -> int:
    """Tells a line for each check; returns 0 if all is well, else 1. Changes nothing but what a start would.

    `wrong` is what could not be used of the settings.
    """
    fine = not wrong
    for error in wrong:
        tell(f"PROBLEM {error}")
    with _silence(settings):
        for check in (_system, _data, _embedder, _library, _language_model, _prompts, _tracing, _telegram):
            for well, line in check(settings):
                tell(f"{'ok     ' if well else 'PROBLEM'} {line}")
                fine = fine and well
    return 0 if fine else 1


@contextmanager
def _silence(settings: Settings) -> Iterator[None]:
    """What packages log about a model that cannot be had is told in a line of ours."""
    before = logging.root.manager.disable
    if settings.log not in ("DEBUG", "INFO"):
        logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def _system(_: Settings) -> Iterator[Finding]:
    yield (
        True,
        f"Wortlaut {__version__}, Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores",
    )


def _data(settings: Settings) -> Iterator[Finding]:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.data):
            pass
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield (
            False,
            f"data directory {settings.data} cannot be written to ({reason}). Set another one with WORTLAUT_DATA.",
        )
        return
    yield True, f"data directory {settings.data}"


def _embedder(settings: Settings) -> Iterator[Finding]:
    try:
        embedder = load(settings.embedder)
        vector = embedder.embed_query("Was sagte sie?")
    except WortlautError as error:
        yield False, f"embedding model: {error}"
        return
    yield True, f"embedding model {embedder.name or DEFAULT}, {len(vector)} dimensions"


def _library(settings: Settings) -> Iterator[Finding]:
    try:
        embedder, any_model = load(settings.embedder), False
    except EmbeddingError:  # told already
        embedder, any_model = load(""), True
    try:
        with Library.open(settings.data, embedder, any_model=any_model) as library:
            problems = library.check()
            articles = library.snapshot().article_list()
    except WortlautError as error:
        yield False, f"library: {error}"
        return
    for problem in problems:
        yield False, f"library: {problem}"
    if not articles:
        yield False, "library: no articles. Add some with: wortlaut ingest PATH"
    elif not problems:
        statements = sum(article.statements for article in articles)
        plural = "" if len(articles) == 1 else "s"
        yield True, f"library: {len(articles)} article{plural}, {statements} statements"


def _language_model(settings: Settings) -> Iterator[Finding]:
    model = ChatModel.from_settings(settings)
    url = redacted(settings.llm_base_url or "", os.environ)
    if model is None:
        if url:
            yield False, f"language model: WORTLAUT_LLM_BASE_URL is {url}, but no model is set. Set WORTLAUT_LLM."
        else:
            yield True, "language model: none is set (WORTLAUT_LLM); answers come without one"
        return
    named = f"language model {model.name}" + (f" at {url}" if url else "")
    spent, start = Spent(), time.monotonic()
    reply, failed = asked(model, _READY, _READY_SCHEMA, spent, start + settings.llm_timeout, _LONGEST_REPLY)
    if failed is not None:
        remedy = _remedy(failed.reason, model.name, url)
        yield False, f"{named}: {failed}".rstrip(".") + (f". {remedy}" if remedy else "")
        return
    seconds = time.monotonic() - start
    tokens = f"{spent.tokens.input} tokens read, {spent.tokens.output} written"
    replied = f"{named} replied in {seconds:.1f} s ({tokens})"
    if isinstance(value_of(reply)[0], dict):
        yield True, f"{replied}, {_STRUCTURES[model.structure]}"
    else:
        yield False, f"{replied}, but not with the JSON that it was asked for. Set another model with WORTLAUT_LLM."


def _remedy(reason: Unwritten, model: str, url: str) -> str:
    provider, _ = parsed(model)
    names = ["WORTLAUT_LLM", *provider.keys[:1], *(["WORTLAUT_LLM_BASE_URL"] if url else [])]
    remedy = _REMEDIES[reason].format(settings=" and ".join(filter(None, [", ".join(names[:-1]), names[-1]])))
    if url and provider.name == "openai" and "BASE_URL" in remedy and not re.search(r"/v\d", url):
        remedy += " The address of a server that speaks as OpenAI does mostly ends with /v1."
    return remedy


def _prompts(settings: Settings) -> Iterator[Finding]:
    if settings.prompts is None:
        return
    own, ours = Prompts(settings.prompts), Prompts()
    files = sorted(file.stem for file in settings.prompts.glob("*.md") if file.stem != "README")
    for name in files:
        if name not in NAMES:
            yield False, f"prompts: {name}.md in {settings.prompts} is not used. Names are {', '.join(NAMES)}."
            continue
        known = ours.variables(name)
        try:
            own.fill(name, **dict.fromkeys(known, ""))
            left = sorted(known - own.variables(name))
        except PromptError as error:
            yield False, f"prompts: {error}"
            continue
        yield True, f"prompts: your own {name}.md" + (f", without {', '.join(left)}" if left else "")
    if not files:
        yield False, f"prompts: WORTLAUT_PROMPTS is {settings.prompts}, but there is none of {', '.join(NAMES)} (.md)."


def _tracing(settings: Settings) -> Iterator[Finding]:
    names = ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING")
    on = [name for name in names if os.environ.get(name, "").lower() in ("true", "1")]
    if settings.llm and on:
        yield True, f"tracing: questions and passages go to LangSmith, too ({on[0]} is set)"


def _telegram(settings: Settings) -> Iterator[Finding]:
    if settings.telegram_token is None:
        yield True, "Telegram: not set up (WORTLAUT_TELEGRAM_TOKEN; README.md says how)"
        return
    try:
        telegram_token(settings)
    except SettingsError as error:
        yield False, f"Telegram: {error}"
        return
    if settings.telegram_allow is None:
        yield True, "Telegram: a token is set; open to everybody (WORTLAUT_TELEGRAM_ALLOW=*)"
    elif not settings.telegram_allow:
        yield from _people(settings)
    else:
        yield True, f"Telegram: a token is set; {len(settings.telegram_allow)} may ask without an invitation"


def _people(settings: Settings) -> Iterator[Finding]:
    if not (settings.data / "bot.db").exists():
        yield True, "Telegram: a token is set; wortlaut telegram prints a link that makes you the bot's owner"
        return
    try:
        with State.open(settings.data) as state:
            people, owned = len(state.people.all()), state.people.has_owner()
    except WortlautError as error:
        yield False, f"Telegram: {error}"
        return
    if owned:
        yield True, f"Telegram: a token is set; {people} may ask"
    else:
        yield True, "Telegram: a token is set; wortlaut telegram prints a link that makes you the bot's owner"
