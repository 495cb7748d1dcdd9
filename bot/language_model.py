"""A language model, through LangChain: the only module of the bot that imports it."""

from __future__ import annotations

import logging
import os
import threading
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from inspect import signature
from typing import TYPE_CHECKING, Any, Protocol

from bot.answer import Tokens, Unwritten
from bot.models.errors import described, pause_of, reason_of
from bot.models.providers import Provider, parsed
from bot.models.reply import Reading
from bot.models.waiting import NotInTimeError, read_until
from bot.models.ways import Structure, UnknownWayError, Way, after, portable
from bot.settings import LLM_TIMEOUT, Settings
from prompts import Prompt

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

__all__ = ["ChatModel", "LanguageModel", "ModelFailed", "Spent"]

_log = logging.getLogger("wortlaut.model")

# At INFO they log every address, at DEBUG whole messages: the question and the articles.
_TALKATIVE = ("anthropic", "google_genai", "groq", "httpcore", "httpcore2", "httpx", "httpx2", "ollama", "openai")

_PAUSE = 0.5
"""Seconds before a request is made once more, where the server does not say how many."""


class ModelFailed(Exception):
    """A model that did not answer: `reason` is for the user, `str()` for the log, without secrets."""

    def __init__(self, reason: Unwritten, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(slots=True)
class Spent:
    """What the requests of one question cost so far."""

    tokens: Tokens = field(default_factory=Tokens)
    requests: int = 0


class LanguageModel(Protocol):
    name: str
    """`provider:model`, as it was set."""

    def stream(self, prompt: Prompt, schema: dict[str, Any], spent: Spent, until: float) -> Iterator[str]:
        """The reply piece by piece: JSON, by a JSON Schema (with a "title") that the provider is held to if it can.

        Adds to `spent`. Raises ModelFailed, at the latest at `until` (of `time.monotonic`); what came before it counts.
        """


class ChatModel:
    """Any model of LangChain's `init_chat_model`. Nothing is imported or contacted before the first request.

    Which of the ways to hold it to a schema a model knows is found by asking, and remembered. Threads may share it.
    """

    def __init__(self, name: str, *, base_url: str | None = None, timeout: float = LLM_TIMEOUT) -> None:
        """`timeout`: the seconds that a provider's client waits for more; `until` ends a request whatever it does."""
        self.name = name
        self._base_url = base_url
        self._timeout = timeout
        self._way = Way()
        self._made: dict[Way, BaseChatModel] = {}
        self._making = threading.Lock()

    @classmethod
    def from_settings(cls, settings: Settings) -> ChatModel | None:
        """None where no model is set."""
        if settings.llm is None:
            return None
        return cls(settings.llm, base_url=settings.llm_base_url, timeout=settings.llm_timeout)

    @property
    def structure(self) -> Structure:
        """How it is held to a schema, as far as that is known."""
        return self._way.structure

    def stream(self, prompt: Prompt, schema: dict[str, Any], spent: Spent, until: float) -> Iterator[str]:
        """As in LanguageModel."""
        try:
            yield from self._tried(prompt, schema, spent, until)
        except ModelFailed as failed:
            _log.warning("%s: %s: %s", self.name, failed.reason, failed)
            raise

    def _tried(self, prompt: Prompt, schema: dict[str, Any], spent: Spent, until: float) -> Iterator[str]:
        """Asks in another way where the model does not know the one, and once more where the server is busy or gone."""
        way, again = self._way, True
        while True:
            begun = False
            try:
                for piece in self._reply(way, prompt, schema, spent, until):
                    begun = True
                    yield piece
            except ModelFailed:
                raise
            except NotInTimeError as late:
                raise ModelFailed("slow", str(late)) from None
            except Exception as error:
                reason = reason_of(error)
                pause = pause_of(error) or _PAUSE
                if not begun and (another := after(way, error)) is not None:
                    way = another
                elif not begun and again and reason in ("busy", "unreachable") and pause < until - time.monotonic():
                    again = False
                    time.sleep(pause)
                else:
                    sent = f"{prompt.instructions}\n{prompt.material}"
                    raise ModelFailed(reason, described(error, sent, os.environ)) from None  # it may hold a secret
            else:
                self._way = way
                return

    def _reply(self, way: Way, prompt: Prompt, schema: dict[str, Any], spent: Spent, until: float) -> Iterator[str]:
        model = _held_to(self._model(way), way, schema)
        messages = [("system", prompt.instructions), ("human", prompt.material)]
        reading = Reading(tools=way.structure == "function_calling")
        before = spent.tokens
        spent.requests += 1
        try:
            with closing(read_until(lambda: model.stream(messages), until)) as chunks:
                for chunk in chunks:
                    pieces = list(reading.add(chunk))
                    spent.tokens = before + reading.tokens
                    yield from pieces
                    if reading.too_long:
                        break
        except Exception as error:
            reading.count(error)
            spent.tokens = before + reading.tokens
            raise
        yield from reading.rest()
        if (problem := reading.problem()) is not None:
            raise ModelFailed(*problem)

    def _model(self, way: Way) -> BaseChatModel:
        """Raises ModelFailed where it cannot be made."""
        kind = replace(way, structure="text")
        with self._making:
            if kind not in self._made:
                self._made[kind] = _made(self.name, self._base_url, self._timeout, kind)
            return self._made[kind]


def _made(name: str, base_url: str | None, timeout: float, way: Way) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    for logger in map(logging.getLogger, _TALKATIVE):
        logger.setLevel(max(logger.level, logging.WARNING))
    # It warns about what is tried here on purpose, such as a schema for a model that knows none.
    warnings.filterwarnings("ignore", module=r"langchain_\w+\.")
    provider, model = parsed(name)
    options = provider.options(model, timeout, base_url, os.environ)
    if not way.temperature:
        options.pop("temperature", None)
    if not way.usage:
        options.pop("stream_usage", None)

    def make(**given: Any) -> BaseChatModel:
        made: BaseChatModel = init_chat_model(model, model_provider=provider.name, **given)
        return made

    try:
        try:
            return make(**options)
        except (TypeError, ValueError):
            if provider.extra is not None:
                raise
            return make(**{name: options[name] for name in ("base_url",) if name in options})  # it may take no more
    except ImportError as error:
        raise ModelFailed("not_installed", _installing(provider, error)) from None
    except Exception as error:
        detail = described(error, "", os.environ)
        if "Unsupported provider" in str(error):  # it goes on with all that there are
            detail = f"LangChain knows no provider {provider.name!r}"
        if provider.lacks_key(os.environ):
            detail = f"no key: {provider.keys[0]} is not set"
        raise ModelFailed("not_set_up", detail) from None


def _installing(provider: Provider, error: ImportError) -> str:
    missing = getattr(error.__cause__, "name", None)
    told = f"{missing} is not installed. " if missing else ""
    return told + (provider.installing or f"pip install langchain-{provider.name.replace('_', '-')}")


def _held_to(model: BaseChatModel, way: Way, schema: Mapping[str, Any]) -> Runnable[Any, Any]:
    """The model, told to write by the schema: the first step of what LangChain makes, whose next step would parse the
    reply whole. Raises UnknownWayError."""
    if way.structure == "text":
        return model
    options: dict[str, Any] = {"method": way.structure}
    if "strict" in signature(model.with_structured_output).parameters:
        options["strict"] = True
    try:
        structured: Any = model.with_structured_output(portable(schema), **options)
        first: Runnable[Any, Any] = structured.first
    except Exception as error:  # each package refuses in its own way
        raise UnknownWayError from error
    return first
