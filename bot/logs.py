"""Log lines as JSON, for whoever collects them."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

__all__ = ["JsonLines", "formatter"]

_PLAIN = "%(levelname)s %(name)s: %(message)s"


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
