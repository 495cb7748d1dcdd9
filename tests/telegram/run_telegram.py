"""Runs the bot as a process of its own, with an assistant that thinks for as many seconds as the question says.

Arguments: the token, the root of the Bot API.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from typing import Any

from telegram_answers import echo

from bot.settings import Settings
from bot.telegram.run import run
from retrieval.errors import WortlautError


class Thinker:
    def ask(self, question: str, conversation: Any = None) -> tuple[Any, Any]:
        if seconds := re.search(r"\d+(\.\d+)?", question):
            time.sleep(float(seconds.group()))
        return echo(question), conversation


if __name__ == "__main__":
    logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(name)s %(message)s")
    names = ("WORTLAUT_TELEGRAM_TOKEN", "WORTLAUT_TELEGRAM_BASE_URL")
    settings = Settings.from_env({"WORTLAUT_TELEGRAM_ALLOW": "*", **dict(zip(names, sys.argv[1:], strict=True))})
    try:
        sys.exit(run(Thinker(), None, settings))  # type: ignore[arg-type]
    except WortlautError as error:
        sys.exit(f"error: {error}")
