"""The Telegram bot under load, under faults, and under nonsense: `wortlaut telegram` against the Bot API server of the
tests, which is as strict as Telegram's, on loopback.

    python benchmarks/telegram_load.py load   [--chats 1000] [--seconds 10]
    python benchmarks/telegram_load.py faults [--questions 1000] [--kills 5]
    python benchmarks/telegram_load.py noise  [--updates 10000]

`load`: every chat asks one question within some seconds, while the server takes 30 messages a second, and one a second
from a chat. `faults`: the server answers with 429 and 502, hangs, cuts connections before and after it did what it was
asked, and repeats updates; the bot is killed (SIGKILL) and started again. `noise`: updates of every kind, many of them
malformed. Each prints what it found as JSON, and ends with status 1 where a promise was broken.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "telegram")]

from bot_api import BotApi, Fault, serving  # noqa: E402
from bot_api_chat import Chat  # noqa: E402
from bot_api_floods import Floods  # noqa: E402
from bot_api_noise import disguises, malformed, noise  # noqa: E402

from bot.state import State  # noqa: E402

COMMAND = (sys.executable, "-m", "bot.cli")
QUESTIONS = ("What did Baerbock say?", "Was sagte Rutte?", "What did Merkel say?", "Wie backt man Brot?")
HANG = 25.0  # seconds; the bot waits 20


# ------------------------------------------------------------------------------------------------------------- the bot


class Bot:
    """`wortlaut telegram` as a process, again and again over one data directory; `log` is all that it wrote."""

    def __init__(self, api: BotApi, data: Path, **settings: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WORTLAUT_")}
        self._environment = kept | {
            "PYTHONPATH": str(ROOT),
            "WORTLAUT_DATA": str(data),
            "WORTLAUT_LOG": "INFO",
            "WORTLAUT_TELEGRAM_TOKEN": api.token,
            "WORTLAUT_TELEGRAM_BASE_URL": api.root,
            "WORTLAUT_TELEGRAM_ALLOW": "*",
            "WORTLAUT_TELEGRAM_PER_MINUTE": "0",
            "WORTLAUT_TELEGRAM_PER_DAY": "0",
            **settings,
        }
        self._data = data
        self._file = (data / "log.txt").open("w")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "telegram"], env=self._environment, cwd=self._data, stdout=self._file, stderr=self._file
        )

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM; returns the exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(120)

    @property
    def log(self) -> str:
        self._file.flush()
        return (self._data / "log.txt").read_text(errors="replace")

    def megabytes(self) -> float:
        """Resident memory; NaN where the system does not tell, or the process has ended."""
        with suppress(OSError, StopIteration, AttributeError):
            lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()  # type: ignore[union-attr]
            return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024
        return float("nan")


@asynccontextmanager
async def running(**settings: str) -> AsyncIterator[tuple[BotApi, Bot, Path]]:
    """The server, and the bot over the article that ships, answering."""
    with tempfile.TemporaryDirectory(prefix="wortlaut-telegram-") as folder:
        data = Path(folder)
        subprocess.run(
            [*COMMAND, "--data", data, "ingest", ROOT / "seeds"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
        async with serving(BotApi()) as api:
            bot = Bot(api, data, **settings)
            bot.start()
            try:
                await api.until(lambda: bool(api.called("getUpdates")), 120)
                yield api, bot, data
            finally:
                if bot.process is not None and bot.process.poll() is None:
                    bot.kill()


# ----------------------------------------------------------------------------------------------------------- what came


class Asked:
    """Questions, and what became of them."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self.at: dict[tuple[int, int], float] = {}

    async def ask(self, chat: Chat, question: str) -> None:
        message = await chat.post(question)
        self.at[chat.id, message] = time.monotonic()

    def replies(self) -> dict[tuple[int, int], int]:
        """How often each question was answered: an answer's first message replies to it."""
        found = dict.fromkeys(self.at, 0)
        for chat, messages in self._api.messages.items():
            for message in messages.values():
                key = (chat, message.get("reply_to_message", {}).get("message_id", -1))
                if message["from"] == self._api.me and key in found:
                    found[key] += 1
        return found

    def needless(self, kills: list[float]) -> int:
        """Questions that were answered again though Telegram had confirmed the first answer, and the bot was not killed
        before it can have read that."""
        taken: dict[tuple[int, int], list[tuple[float, int | None]]] = {}
        for call in self._api.called("sendMessage"):
            replied = (call.parameters.get("reply_parameters") or {}).get("message_id", -1)
            if (key := (call.parameters.get("chat_id", 0), replied)) in self.at and call.status in (200, None):
                taken.setdefault(key, []).append((call.at, call.status))
        return sum(
            any(status == 200 and not any(at <= killed < at + 1 for killed in kills) for at, status in calls[:-1])
            for calls in taken.values()
        )

    def out_of_order(self) -> int:
        """Chats in which a question was answered before an earlier one."""
        wrong = 0
        for chat, messages in self._api.messages.items():
            answered = [
                message["reply_to_message"]["message_id"]
                for _, message in sorted(messages.items())
                if message["from"] == self._api.me and "reply_to_message" in message
            ]
            first = list(dict.fromkeys(number for number in answered if (chat, number) in self.at))
            wrong += first != sorted(first)
        return wrong

    async def all_answered(self, patience: float) -> bool:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if all(self.replies().values()):
                return True
            await asyncio.sleep(0.5)
        return False

    def waits(self) -> list[float]:
        """Seconds from each question to the first message that replied to it and was taken."""
        first: dict[tuple[int, int], float] = {}
        for call in self._api.called("sendMessage"):
            replied = (call.parameters.get("reply_parameters") or {}).get("message_id", -1)
            if call.status == 200:
                first.setdefault((call.parameters["chat_id"], replied), call.at)
        return [first[key] - at for key, at in self.at.items() if key in first]


async def memory(bot: Bot, samples: list[float]) -> None:
    while True:
        samples.append(bot.megabytes())
        await asyncio.sleep(0.5)


def percentile(values: list[float], share: float) -> float:
    return round(sorted(values)[int(share * (len(values) - 1))], 2) if values else float("nan")


# ------------------------------------------------------------------------------------------------------------ the three


async def load(chats: int, seconds: float, rounds: int) -> tuple[dict[str, Any], bool]:
    async with running() as (api, bot, data):
        api.floods = Floods()
        asked, people = Asked(api), [Chat(api, 1000 + number) for number in range(chats)]
        await asked.ask(Chat(api, 1), QUESTIONS[0])
        await asked.all_answered(120)  # warm
        samples: list[float] = []
        sampling = asyncio.create_task(memory(bot, samples))
        started, rests = time.monotonic(), []
        for turn in range(rounds):
            for number, chat in enumerate(people):
                await asyncio.sleep(max(0.0, started + seconds * number / chats - time.monotonic()))
                await asked.ask(chat, QUESTIONS[number % len(QUESTIONS)])
            whole = await asked.all_answered(chats * 0.2 + 120)
            rests.append(bot.megabytes())
            if turn + 1 < rounds:
                started = time.monotonic()
        took = max(call.at for call in api.called("sendMessage")) - started
        sampling.cancel()
        status = bot.stop()
        replies, waits = asked.replies(), asked.waits()
        found = {
            "chats": chats,
            "asked within seconds": seconds,
            "answered": sum(map(bool, replies.values())),
            "answered more than once": sum(count > 1 for count in replies.values()),
            "chats out of order": asked.out_of_order(),
            "seconds to the last answer": round(took, 1),
            "answers a second": round(chats / took, 1),
            "wait, median and 95th percentile": [round(statistics.median(waits), 1), percentile(waits, 0.95)],
            "refused with 429": api.floods.refused,
            "MB at first, at most, after each round": [round(value) for value in (samples[0], max(samples), *rests)],
            "exit status": status,
        }
        good = whole and not found["answered more than once"] and not found["chats out of order"] and status == 0
        return found, bool(good) and unknown(data) == 0


FAULTS = (
    ("429", {"status": 429, "retry_after": 1, "chance": 0.02}),
    ("502", {"status": 502, "chance": 0.03}),
    ("hangs", {"hang": HANG, "chance": 0.005}),
    ("hangs after it was carried out", {"hang": HANG, "carried_out": True, "chance": 0.005}),
    ("cut before", {"chance": 0.02}),
    ("cut after it was carried out", {"carried_out": True, "chance": 0.02}),
)
MANY = 10**9


async def faults(questions: int, kills: int) -> tuple[dict[str, Any], bool]:
    async with running() as (api, bot, data):
        api.floods = Floods()
        planned = [Fault("sendMessage", times=MANY, **kind) for _, kind in FAULTS]  # type: ignore[arg-type]
        api.faults += [
            *planned,
            Fault("getUpdates", status=502, times=MANY, chance=0.02),
            Fault("getUpdates", times=MANY, chance=0.02, carried_out=True),
        ]
        asked = Asked(api)
        people = [Chat(api, 1000 + number) for number in range(max(1, questions // 4))]
        repeated = Counter[str]()
        seconds = max(10.0, questions / 25)
        repeating = asyncio.create_task(repeat(api, repeated))
        killed: list[float] = []
        killing = asyncio.create_task(kill(bot, kills, seconds, killed))
        started = time.monotonic()
        for number in range(questions):
            await asyncio.sleep(max(0.0, started + seconds * number / questions - time.monotonic()))
            await asked.ask(people[number % len(people)], QUESTIONS[number % len(QUESTIONS)])
        await killing
        whole = await asked.all_answered(questions * 0.5 + 120)
        repeating.cancel()
        await asyncio.sleep(HANG if whole else 0)  # what still hangs
        api.faults.clear()
        await asyncio.sleep(3)
        status = bot.stop()
        replies = asked.replies()
        more = sum(count - 1 for count in replies.values() if count > 1)
        found = {
            "questions": questions,
            "chats": len(people),
            "killed": kills,
            "updates repeated": repeated["times"],
            "faults": {name: MANY - fault.times for (name, _), fault in zip(FAULTS, planned, strict=True)},
            "refused with 429 for their pace": api.floods.refused,
            "answered": sum(map(bool, replies.values())),
            "messages more than one for a question": more,
            "messages sent again with an unknown outcome": unknown(data),
            "questions answered again without need": asked.needless(killed),
            "chats out of order": asked.out_of_order(),
            "exit status": status,
            "tracebacks in the log": bot.log.count("Traceback"),
        }
        good = (
            whole
            and more <= unknown(data)
            and not asked.needless(killed)
            and not found["chats out of order"]
            and status == 0
        )
        return found, bool(good)


async def kill(bot: Bot, times: int, seconds: float, killed: list[float]) -> None:
    """Spread over the time; each time it is started again at once."""
    for _ in range(times):
        await asyncio.sleep(seconds / (times + 1))
        killed.append(time.monotonic())
        bot.kill()
        bot.start()


async def repeat(api: BotApi, counted: Counter[str]) -> None:
    chance = random.Random(2)  # noqa: S311
    while True:
        await asyncio.sleep(0.2)
        if confirmed := api.confirmed():
            counted["times"] += 1
            await api.repeat(chance.choice(confirmed))


def unknown(data: Path) -> int:
    with State.open(data) as state:
        return state.journal.tally("unknown")


async def noise_run(updates: int, seed: int) -> tuple[dict[str, Any], bool]:
    async with running() as (api, bot, data):
        kinds = Counter[str]()
        started = time.monotonic()
        chance = random.Random(seed)  # noqa: S311
        done = await throw(api, bot, noise(api, updates * 3 // 4, chance), kinds)
        failed_sound = failures(bot)
        done = await throw(api, bot, malformed(api, updates - updates * 3 // 4, chance), kinds) and done
        took = time.monotonic() - started
        megabytes = bot.megabytes()
        alive = bot.process is not None and bot.process.poll() is None
        status = bot.stop() if alive else -1
        refusals = Counter(f"{call.method}: {call.refusal}" for call in api.calls if call.refusal)
        said = [m for chat in api.messages.values() for m in chat.values() if m.get("from") == api.me]
        failed = failures(bot)
        found = {
            "updates": updates,
            "kinds": dict(kinds.most_common()),
            "seconds": round(took),
            "messages sent": len(said),
            "messages with unescaped markup": sum(disguises(message) for message in said),
            "refused by the server": dict(refusals),
            "handlers that failed over sound updates": len(failed_sound),
            "handlers that failed over malformed ones": len(failed) - len(failed_sound),
            "tracebacks in the log": bot.log.count("Traceback"),
            "passed over as malformed": bot.log.count("cannot be read and is passed over"),
            "MB at the end": round(megabytes),
            "exit status": status,
        }
        for line in [*sorted(set(failed_sound))[:20], *(message["text"] for message in said if disguises(message))]:
            print(line, file=sys.stderr)
        broken = ("messages with unescaped markup", "handlers that failed over sound updates", "tracebacks in the log")
        # Malformed updates name chats, messages and queries that do not exist.
        expected = ("query is too old", "chat not found", "message to edit not found", "_id is empty")
        bad = [name for name in refusals if ": Bad Request" in name and not any(words in name for words in expected)]
        with State.open(data) as state:
            return found, done and status == 0 and not bad and not any(found[name] for name in broken) and (
                state.journal.waiting() == 0
            )


async def throw(api: BotApi, bot: Bot, updates: Iterator[tuple[str, Any]], kinds: Counter[str]) -> bool:
    """Sends them all, and a question after them; returns whether that was answered."""
    count = 0
    for kind, update in updates:
        count += 1
        kinds[kind] += 1
        await api.receive_raw(update)
        while api.waiting() > 200:
            await asyncio.sleep(0.02)
    question = last(api)
    await api.receive(message=question)
    return await answered_last(api, bot, question["message_id"], count)


def failures(bot: Bot) -> list[str]:
    return [line for line in bot.log.splitlines() if "An update failed" in line]


def last(api: BotApi) -> dict[str, Any]:
    person = {"id": 999_999, "is_bot": False, "first_name": "Last"}
    chat = {"id": 999_999, "type": "private", "first_name": "Last"}
    return {"message_id": api.next_message_id(), "date": 1, "from": person, "chat": chat, "text": "Was sagte Rutte?"}


async def answered_last(api: BotApi, bot: Bot, asked: int, updates: int) -> bool:
    """Whether the last question was answered, and then nothing more was said."""
    deadline, before = time.monotonic() + updates * 0.2 + 60, -1
    while time.monotonic() < deadline and bot.process is not None and bot.process.poll() is None:
        count = sum(len(messages) for messages in api.messages.values())
        there = api.messages.get(999_999, {}).values()
        replied = {message.get("reply_to_message", {}).get("message_id") for message in there}
        if before == count and asked in replied:
            return True
        before = count
        await asyncio.sleep(3)
    return False


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("load")
    command.add_argument("--chats", type=int, default=1000)
    command.add_argument("--seconds", type=float, default=10.0)
    command.add_argument("--rounds", type=int, default=1, help="ask so often, to see whether memory grows")
    command = commands.add_parser("faults")
    command.add_argument("--questions", type=int, default=1000)
    command.add_argument("--kills", type=int, default=5)
    command = commands.add_parser("noise")
    command.add_argument("--updates", type=int, default=10_000)
    command.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.command == "load":
        found, good = asyncio.run(load(given.chats, given.seconds, given.rounds))
    elif given.command == "faults":
        found, good = asyncio.run(faults(given.questions, given.kills))
    else:
        found, good = asyncio.run(noise_run(given.updates, given.seed))
    print(json.dumps(found, indent=1, ensure_ascii=False))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
