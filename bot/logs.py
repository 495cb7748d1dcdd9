"""Log lines: as JSON, for whoever collects them, and without secrets."""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime

__all__ = ["JsonLines", "formatter", "redacted", "where", "without_words_of"]

_PLAIN = "%(levelname)s %(name)s: %(message)s"

_SECRET_NAME = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD)$", re.IGNORECASE)
_SECRET_FORMS = tuple(
    (re.compile(form), put)
    for form, put in (
        (r"(?i)\b(authorization|(?:x-)?(?:goog-)?api[-_]?key)(\W{1,4})(?:(?:bearer|basic)\s+)?[^\s'\",}]+", r"\1\2***"),
        (r"(?i)\b(bearer|basic)\s+[^\s'\",}]+", r"\1 ***"),
        (r"\b(?:sk|pk|rk|gsk|hf|xai|lsv2|r8|nvapi)[-_][\w*.-]{4,}", "***"),
        (r"\bAIza[\w*-]{4,}", "***"),
        (r"\beyJ[\w.-]{8,}", "***"),
        (r"//[^/@\s]+@", "//***@"),
        (r"\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{24,}", "***"),
    )
)
_WORD = re.compile(r"\w+")
_ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|%[0-9a-fA-F]{2}|&#?\w+;")


def redacted(text: str, environ: Mapping[str, str]) -> str:
    """Without what looks like a key or a token, and without the values of variables that are named like one."""
    values = {value for name, value in environ.items() if _SECRET_NAME.search(name) and len(value) >= 6}
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, "***")
    for form, put in _SECRET_FORMS:
        text = form.sub(put, text)
    return text


def without_words_of(text: str, sent: str) -> str:
    """`text`, with … for each word that stands in `sent`: what a server says about a request may repeat it.

    Nothing is left of a text that holds escaped characters, since its words cannot be told.
    """
    if _ESCAPED.search(text):
        return ""
    sent = sent.casefold()
    words = set(_WORD.findall(sent))

    def kept(found: re.Match[str]) -> str:
        word = found[0].casefold()
        return "…" if word in words or (len(word) > 3 and word in sent) else found[0]

    return re.sub(r"…(?:\W*…)+", "…", _WORD.sub(kept, text))


def where(error: BaseException) -> str:
    """The kind of error and the places it passed. Its message is left out: it may quote what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__qualname__} at {places}"


class JsonLines(logging.Formatter):
    """One object a line; `time` is ISO 8601, UTC."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        trace = record.exc_text or (self.formatException(record.exc_info) if record.exc_info else None)
        return json.dumps(line | ({"trace": trace} if trace else {}), ensure_ascii=False)


def formatter(form: str) -> logging.Formatter:
    """For the setting WORTLAUT_LOG_FORMAT: "json", else plain text."""
    return JsonLines() if form == "json" else logging.Formatter(_PLAIN)
