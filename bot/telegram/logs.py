"""Keeping the token out of the logs, and other people's chatter, too."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["discreet"]

# httpx logs the address of every request, which holds the token; python-telegram-bot logs whole messages at DEBUG, and
# with tracebacks what this package says in a line; tornado logs the addresses that it is asked for.
_TALKATIVE = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.CRITICAL,
    "tornado": logging.ERROR,
}


@contextmanager
def discreet(secret: str) -> Iterator[None]:
    """While it lasts, the root logger's handlers write *** for the secret, tracebacks included."""
    levels = {name: logging.getLogger(name).level for name in _TALKATIVE}
    handlers = list(logging.getLogger().handlers)
    redact = _Redact(secret)
    for name, level in _TALKATIVE.items():
        logging.getLogger(name).setLevel(level)
    for handler in handlers:
        handler.addFilter(redact)
    try:
        yield
    finally:
        for handler in handlers:
            handler.removeFilter(redact)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


class _Redact(logging.Filter):
    def __init__(self, secret: str) -> None:
        super().__init__()
        self._secret = secret

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = record.exc_text.replace(self._secret, "***")
        record.msg, record.args = record.getMessage().replace(self._secret, "***"), ()
        return True
