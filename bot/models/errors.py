"""What went wrong with a language model: of any provider, by the HTTP status and the names of its errors.

Providers' packages share no base class for their errors, and cannot all be imported here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.answer import Unwritten
from bot.logs import redacted, without_words_of

__all__ = ["code_of", "described", "message_of", "pause_of", "reason_of", "status_of"]

LONGEST = 240

_BY_STATUS: dict[int, Unwritten] = {
    **dict.fromkeys((400, 401, 402, 403, 404, 405, 410, 415, 422, 501), "not_set_up"),
    **dict.fromkeys((408, 504, 524), "slow"),
    **dict.fromkeys((409, 425, 429, 500, 503, 520, 529), "busy"),
    **dict.fromkeys((502, 521, 522, 523), "unreachable"),
    413: "unusable",
}

# Looked for in the provider's own code for the error, which goes before the status: 429 is also what an account
# without credit gets, 400 what a wrong key gets (Google), and what is too long for the model, or filtered (Azure).
_BY_CODE: tuple[tuple[str, Unwritten], ...] = (
    (r"insufficient_quota|billing|api_key|invalid_key|model_not_found", "not_set_up"),
    (r"content_filter|content_policy|safety", "declined"),
    (r"context_length|too_long|string_above_max", "unusable"),
    (r"overloaded|rate_limit|resource_exhausted|too_many", "busy"),
)

_BAD_HEADERS = ("LocalProtocolError", "UnicodeEncodeError")
"""What comes of a key with a letter or a line break that no header can hold."""
_BAD_KEY = "the key holds what cannot be sent, such as a line break or an umlaut"

_NO_REPLY = "what came was no reply of a model, but a web page, or nothing"
"""Where an error has no words of its own: a provider's client that stumbles over what it did not expect."""

# Looked for in the names of the error's classes, from the most special one on.
_BY_NAME: tuple[tuple[str, Unwritten], ...] = (
    (r"ContextOverflow|ContextWindow|LengthFinishReason|SSEError|Decod", "unusable"),
    (r"ContentFilter|Refusal|Blocked", "declined"),
    (r"Timeout|TimedOut|DeadlineExceeded", "slow"),
    (r"RateLimit|Overloaded|TooManyRequests|ResourceExhausted|ServiceUnavailable|InternalServer", "busy"),
    (r"Authentication|Credential|Permission|Unauthorized|Forbidden|NotFound|InvalidRequest|BadRequest", "not_set_up"),
    (r"Connect|Connection|Network|Transport|Protocol|ReadError|WriteError|UnsupportedURL|^OSError$", "unreachable"),
)


def reason_of(error: BaseException) -> Unwritten:
    """What to tell the user; "unusable" where nothing says what it was: something came that no client could read."""
    chain = list(_chain(error))
    for one in chain:
        for words, reason in _BY_CODE:
            if re.search(words, code_of(one), re.IGNORECASE):
                return reason
    if _is_of_the_key(chain):
        return "not_set_up"
    for one in chain:
        if (named := _named(one)) == "unusable":  # whatever the status
            return named
        if status := _status(one):
            return _BY_STATUS.get(status, "busy" if status >= 500 else "not_set_up")
        if named:
            return named
    return "unusable"


def status_of(error: BaseException) -> int | None:
    """The HTTP status, wherever the provider's package keeps it."""
    return next((status for one in _chain(error) if (status := _status(one))), None)


def code_of(error: BaseException) -> str:
    """The provider's own words for the error, if it has some: "model_not_found". Empty where they look like a text."""
    body = _body(error)
    words = [body.get(name) for name in ("code", "type", "status", "param")]
    return " ".join(word for word in words if isinstance(word, str) and re.fullmatch(r"[\w.:-]{1,60}", word, re.ASCII))


def message_of(error: BaseException) -> str:
    """Everything that the error says, for looking into; it may hold anything."""
    return " ".join(str(one) for one in _chain(error))


def pause_of(error: BaseException) -> float | None:
    """The seconds that the server asks to wait."""
    for one in _chain(error):
        headers = getattr(getattr(one, "response", None), "headers", None)
        if isinstance(headers, Mapping):
            asked = str(headers.get("retry-after", ""))
            if re.fullmatch(r"\d{1,6}(\.\d+)?", asked, re.ASCII):
                return float(asked)
    return None


def described(error: BaseException, sent: str, environ: Mapping[str, str]) -> str:
    """A line for the log, without secrets and without the words of what was `sent`."""
    if _is_of_the_key(_chain(error)):
        return f"{_BAD_KEY} ({type(error).__name__})"
    if isinstance(error, AssertionError) and not str(error):
        return f"{_NO_REPLY} ({type(error).__name__})"
    status = status_of(error)
    code = next((code for one in _chain(error) if (code := code_of(one))), "")
    parts = [f"HTTP {status}" if status else "", without_words_of(code, sent), f"({type(error).__name__})"]
    message = _body(error).get("message") or str(error)
    said = " ".join(without_words_of(redacted(str(message), environ), sent).split())
    if len(said) > LONGEST:
        said = said[:LONGEST] + "…"
    return " ".join(part for part in parts if part) + (f": {said}" if said else "")


def _is_of_the_key(chain: Iterable[BaseException]) -> bool:
    return any(type(one).__name__ in _BAD_HEADERS for one in chain)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was made of."""
    seen: list[BaseException] = []
    here: BaseException | None = error
    while here is not None and here not in seen:
        seen.append(here)
        yield here
        here = here.__cause__ or here.__context__


def _status(error: BaseException) -> int | None:
    places = (error, getattr(error, "response", None))
    values = [getattr(place, name, None) for place in places for name in ("status_code", "code", "http_status")]
    values.append(_body(error).get("code"))  # an error sent in the middle of a stream
    return next((value for value in values if isinstance(value, int) and 400 <= value < 600), None)


def _named(error: BaseException) -> Unwritten | None:
    for kind in type(error).__mro__:
        for words, reason in _BY_NAME:
            if re.search(words, kind.__name__):
                return reason
    return None


def _body(error: BaseException) -> Mapping[str, Any]:
    """The object that describes the error, where the server sent one."""
    for body in (getattr(error, "body", None), getattr(error, "details", None)):
        if isinstance(body, Mapping):
            inner = body.get("error")
            return inner if isinstance(inner, Mapping) else body
    return {}
