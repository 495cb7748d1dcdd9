"""Pictures of the Telegram bot, from what it really said: the real bot, over HTTP, to the Bot API server of the tests.

    python tools/telegram_screens.py [FOLDER]      (default docs/telegram)

Writes a page for each screen, and opens it for a PNG where there is a headless Chromium; the pages are removed then,
unless --pages keeps them.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "telegram")]

from bot_api import TOKEN, BotApi, serving  # type: ignore[import-not-found]  # noqa: E402
from bot_api_chat import Chat  # type: ignore[import-not-found]  # noqa: E402
from model_fakes import ScriptedModel  # type: ignore[import-not-found]  # noqa: E402

from bot.assistant import Assistant  # noqa: E402
from bot.parts import Parts, opened  # noqa: E402
from bot.settings import Secret, Settings  # noqa: E402
from bot.state import State  # noqa: E402
from bot.telegram.application import build  # noqa: E402
from bot.telegram.pace import Pace  # noqa: E402
from bot.telegram.run import serve  # noqa: E402
from bot.telegram.shelf import Shelf  # noqa: E402
from bot.writing import Writer  # noqa: E402
from prompts import Prompts  # noqa: E402
from retrieval.articles import Article  # noqa: E402
from retrieval.readers import read, read_plain  # noqa: E402
from tools.telegram_look import Screen, page  # noqa: E402

ADA, BEN, GROUP = 42, 43, -100
WIDTH, TALLEST, COLOURS = 430, 4000, 96
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")

HARBOUR = """\
Streit um den Hafen

Im Rat der Stadt wurde am Dienstag über den Ausbau des Hafens gestritten. „Wir brauchen die neue Kaimauer, und wir
brauchen sie bald“, sagte Bürgermeisterin Anna Müller. Der Umweltdezernent Paul Müller warnte vor den Kosten. „Mit dem
Geld könnten wir drei Schulen sanieren“, sagte er.

Die Hafenwirtschaft stehe hinter dem Plan, erklärte Karin Peters vom Verband der Reeder. Entschieden wird im Herbst.
"""
WRITTEN = {
    "claims": [
        {
            "text": "Baerbock demands security guarantees that really hold.",
            "speaker": "Annalena Baerbock",
            "quotations": [
                {
                    "passage": 1,
                    "text": "Es braucht Sicherheitsgarantien, die auch wirklich tragen",
                    "translation": "Security guarantees are needed that really hold",
                }
            ],
        }
    ]
}
"""What a language model may write; the rest of that screen is what the bot makes of it."""
MARKET = "Der Wochenmarkt zieht um. „Auf dem Domplatz ist mehr Platz für alle“, sagte Marktleiter Jonas Weber.\n"


class Telephone:
    """What one person sees of one chat; `shot` keeps it as a screen."""

    def __init__(self, api: Any, title: str, about: str, **chat: Any) -> None:
        self.chat = Chat(api, **chat)
        self.screens: list[Screen] = []
        self._title, self._about = title, about

    async def say(self, text: str, replies: int = 1) -> dict[str, Any]:
        return (await self.chat.say(text, replies=replies))[-1]  # type: ignore[no-any-return]

    async def press(self, message: dict[str, Any], label: str) -> str:
        return (await self.chat.press(self.now(message), label))["text"]  # type: ignore[no-any-return]

    def now(self, message: dict[str, Any]) -> dict[str, Any]:
        return self.chat.api.messages[self.chat.id][message["message_id"]]  # type: ignore[no-any-return]

    def shot(self, name: str, last: int, **more: Any) -> None:
        """The last messages of the chat, as they stand."""
        standing = [dict(one) for one in self.chat.api.messages[self.chat.id].values()][-last:]
        self.screens.append(Screen(name, self._title, self._about, standing, self.chat.user["id"], **more))


async def played(api: Any) -> list[Screen]:
    """A scene for each thing that is worth a picture."""
    ada = Telephone(api, "Wortlaut", "bot", user=ADA, name="Ada")
    answer = await ada.say("What did Baerbock say?")
    ada.shot("answer", 2)
    await ada.press(answer, "Whole passage")
    ada.shot("passage", 2)
    await ada.press(answer, "◂ Back")
    await ada.press(answer, "Who else?")
    ada.shot("who-else", 2)
    await ada.say("What did Müller say?")
    ada.shot("two-people", 2)
    await ada.say("What did Trump say?")
    await ada.say("Wie backt man Brot?")
    ada.shot("no", 4)

    (status,) = await ada.chat.send_file("markt.txt", MARKET.encode(), caption="https://example.org/markt")
    await api.until(lambda: "Added" in ada.now(status)["text"])
    remove = await ada.say("/remove hafen")
    await ada.press(remove, "1")
    ada.shot("library", 4)

    rated = await ada.say("What did Weber say?")
    toast = await ada.press(rated, "\N{THUMBS UP SIGN}")
    ada.shot("rated", 2, toast=toast)

    await ada.say("/language de")
    await ada.say("/forget")
    ada.shot("language-and-forget", 4)

    group = Telephone(api, "Redaktion", "2 members · topic “Außenpolitik”", user=ADA, name="Ada", group=GROUP, topic=7)
    ben = Chat(api, BEN, group=GROUP, topic=7, name="Ben")
    await ben.post("Did Rutte say anything about the front?")
    await group.say("@wortlaut_bot Was sagte Rutte über die Front?")
    group.shot("group", 3)

    query = "Baerbock Sicherheitsgarantien"
    offered = await ada.chat.look_up(query)
    typed, results = f"@wortlaut_bot {query}", offered["results"][:4]
    inline = Screen("inline", "Ben", "last seen recently", (), ADA, typed=typed, offered=results)
    return [*ada.screens, *group.screens, inline]


async def played_with_a_model(api: Any) -> list[Screen]:
    ada = Telephone(api, "Wortlaut", "bot", user=ADA, name="Ada")
    await ada.say("What did Baerbock say about security guarantees?")
    ada.shot("written", 2)
    return ada.screens


@asynccontextmanager
async def answering(api: Any, parts: Parts, data: Path) -> AsyncIterator[None]:
    settings = Settings(
        data,
        telegram_token=Secret(TOKEN),
        telegram_base_url=api.root,
        telegram_allow=frozenset({ADA, BEN}),
        telegram_per_minute=0,
        telegram_per_day=0,
    )
    with State.open(data) as state:
        state.people.redeem(state.people.invite("owner"), ADA, "Ada")
        shelf = Shelf(parts.library, parts.searcher)
        application = build(parts.assistant, shelf, settings, state=state, pace=Pace(0, 0))
        stop, ready = asyncio.Event(), asyncio.Event()
        serving_task = asyncio.create_task(serve(application, stop, announce=lambda _: ready.set()))
        await ready.wait()
        try:
            yield
        finally:
            stop.set()
            await serving_task


async def screens() -> list[Screen]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with opened(Settings(data)) as parts:
            articles = [item for item in read(ROOT / "seeds") if isinstance(item, Article)]
            list(parts.library.add([*articles, read_plain(HARBOUR, id="hafen", source="hafen")]))
            async with serving(BotApi()) as api, answering(api, parts, data):
                shown = await played(api)
            model = ScriptedModel(WRITTEN)
            model.name = "openai:gpt-4.1-mini"
            writing = Assistant(parts.searcher, writer=Writer(model, Prompts()))
            another = data / "another"
            another.mkdir()
            async with serving(BotApi()) as api, answering(api, replace(parts, assistant=writing), another):
                return [*shown, *await played_with_a_model(api)]


def photographed(browser: str, file: Path) -> Path:
    """A PNG of a page, cut to its height."""
    picture = file.with_suffix(".png").resolve()
    address = file.resolve().as_uri()

    def chromium(*options: str) -> str:
        common = (browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
        command = [*common, "--force-device-scale-factor=2", *options, address]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout

    measured = chromium("--dump-dom", "--virtual-time-budget=1000", f"--window-size={WIDTH},{TALLEST}")
    height = int(measured.rpartition('data-height="')[2].partition('"')[0])
    chromium(f"--screenshot={picture}", f"--window-size={WIDTH},{height}")
    from PIL import Image

    with Image.open(picture) as shown:
        shown.convert("RGB").quantize(COLOURS).save(picture, optimize=True)
    return picture


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "telegram")
    parser.add_argument("--pages", action="store_true", help="keep the HTML pages beside the pictures")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    browser = next(filter(None, map(shutil.which, CHROMIUM)), None)
    for screen in asyncio.run(screens()):
        file = options.folder / f"{screen.name}.html"
        file.write_text(page(screen), encoding="utf-8")
        made = file
        if browser:
            made = photographed(browser, file)
            if not options.pages:
                file.unlink()
        print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
