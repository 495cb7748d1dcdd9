"""Providers of language models: what is to be installed, where the key stands, what its LangChain class takes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Provider", "parsed"]

ALIASES = {"google": "google_genai", "gemini": "google_genai", "mistral": "mistralai", "claude": "anthropic"}

KEYLESS = "no-key"
"""What a server of one's own is given where no key is set: the clients insist on one."""


@dataclass(frozen=True, slots=True)
class Provider:
    """`name` as LangChain has it, `extra` the one of this package that installs it (None: it has none), `keys` the
    environment variables that may hold the key."""

    name: str
    extra: str | None = None
    keys: tuple[str, ...] = ()

    @property
    def installing(self) -> str | None:
        return f"pip install 'wortlaut[{self.extra}]'" if self.extra else None

    def lacks_key(self, environ: Mapping[str, str]) -> bool:
        return bool(self.keys) and not any(environ.get(key) for key in self.keys)

    def options(self, model: str, seconds: float, base_url: str | None, environ: Mapping[str, str]) -> dict[str, Any]:
        """What `init_chat_model` is given. Nothing is tried again by the provider's client: it does not know how much
        time is left, and would send (and bill) a request that nobody waits for any more."""
        given: dict[str, Any] = {} if base_url is None else {"base_url": base_url}
        if base_url is not None and self.lacks_key(environ):
            given["api_key"] = KEYLESS
        if not (self.name == "google_genai" and model.startswith("gemini-3")):  # made for its own, Google says
            given["temperature"] = 0.0
        if self.name == "ollama":
            return given | {"client_kwargs": {"timeout": seconds}}
        if self.name == "openai":
            given["stream_usage"] = True  # else off where there is a base URL
        retries = 1 if self.name == "google_genai" else 0  # there, it counts attempts
        return given | {
            "timeout": math.ceil(seconds) if self.name == "mistralai" else seconds,
            "max_retries": retries,
        }


_KNOWN = {
    provider.name: provider
    for provider in (
        Provider("openai", "openai", ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY")),
        Provider("anthropic", "anthropic", ("ANTHROPIC_API_KEY",)),
        Provider("mistralai", "mistralai", ("MISTRAL_API_KEY",)),
        Provider("google_genai", "google-genai", ("GOOGLE_API_KEY", "GEMINI_API_KEY")),
        Provider("ollama", "ollama"),
    )
}


def parsed(name: str) -> tuple[Provider, str]:
    """ "openai:gpt-4.1-mini" -> the provider and its model. LangChain may have providers that are not known here."""
    provider, _, model = name.partition(":")
    provider = provider.lower().replace("-", "_")
    provider = ALIASES.get(provider, provider)
    return _KNOWN.get(provider, Provider(provider)), model
