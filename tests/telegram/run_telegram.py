"""Runs the bot as a process of its own, with an assistant that thinks for as many seconds as the question says.

Arguments: the token, the root of the Bot API, the data directory. Other settings come from the environment.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import time
from typing import Any

from fakes import WordEmbedder
from telegram_answers import echo

from bot.logs import formatter
from bot.settings import Settings
from bot.telegram.run import run
from bot.telegram.shelf import Shelf
from retrieval.errors import WortlautError
from retrieval.library import Library
from retrieval.search import Searcher


class Thinker:
    def ask(self, question: str, conversation: Any = None, told: Any = None, written: bool = True) -> tuple[Any, Any]:
        if seconds := re.search(r"\d+(\.\d+)?", question):
            time.sleep(float(seconds.group()))
        return echo(question), conversation


if __name__ == "__main__":
    names = ("WORTLAUT_TELEGRAM_TOKEN", "WORTLAUT_TELEGRAM_BASE_URL", "WORTLAUT_DATA")
    given = {name: value for name, value in os.environ.items() if name.startswith("WORTLAUT_")}
    settings = Settings.from_env(
        {"WORTLAUT_TELEGRAM_ALLOW": "*", **given, **dict(zip(names, sys.argv[1:], strict=True))}
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(settings.log_format))
    logging.basicConfig(level=logging.DEBUG, handlers=[handler])
    try:
        embedder = WordEmbedder()
        with Library.open(settings.data, embedder) as library:
            sys.exit(run(Thinker(), Shelf(library, Searcher(library, embedder)), settings))
    except WortlautError as error:
        sys.exit(f"error: {error}")
