"""The library from the phone: sending articles, looking through them, taking them out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bot_api import BotApi, Fault
from bot_api_chat import Chat, Json, labels, parts
from bot_api_queries import LARGEST_FILE
from telegram_answers import ARTICLE
from telegram_fakes import FakeAssistant, Start

from bot.assistant import Assistant
from retrieval.articles import Article
from retrieval.layout import Layout

ADA, BOB = 42, 43
TEXT = (
    "„Das Boot ist voll Wasser“, sagte die Ministerin Erika Mustermann am Montag in Kiel.\n\nDas Fest begann am Abend."
)
CORRECTED = TEXT.replace("am Abend", "am Mittag")
OTHER = "„Wir bauen ein Haus“, sagte Paul Beispiel.\n"


def titles(bot: Any) -> list[str]:
    return [summary.title for summary in bot.library.snapshot().article_list()]


async def test_a_document_becomes_an_article_that_is_answered_from(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(Assistant, articles=(), owner=ADA) as bot:
        (message,) = await ada.send_file("boot.txt", TEXT.encode(), caption="https://example.org/boot")
        await api.until(lambda: "Added" in ada.now(message)["text"])
        assert ada.now(message)["text"] == (
            "Added: „Das Boot ist voll Wasser“, sagte die Ministerin Erika Mustermann am Montag in…\n"
            "2 paragraphs · 1 statement\n\nQuoted: Erika Mustermann (1)"
        )
        (article,) = bot.library.snapshot().article_list()
        assert (article.id, article.url) == ("telegram/boot.txt", "https://example.org/boot")
        await ada.press(ada.now(message), "Erika Mustermann")
        await api.until(lambda: len(ada.heard()) == 2)
    answer = ada.heard()[1]
    assert "„Das Boot ist voll Wasser“" in answer["text"]
    assert parts(answer, "text_link") == ["[1]"]


async def test_a_corrected_document_replaces_the_one_before_and_another_does_not(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(articles=(), owner=ADA) as bot:
        for content, expected, count in (
            (TEXT, "Added:", 1), (TEXT, "Known already, unchanged:", 1), (CORRECTED, "Replaced:", 1),
            (OTHER, "Added:", 2), (OTHER, "Known already, unchanged:", 2),
        ):  # fmt: skip
            (message,) = await ada.send_file("artikel.txt", content.encode())
            await api.until(lambda message=message: not ada.now(message)["text"].startswith("Reading"))
            assert ada.now(message)["text"].startswith(expected)
            assert len(titles(bot)) == count


async def test_many_articles_come_in_one_file_with_what_could_not_be_read(api: BotApi, start: Start) -> None:
    lines = [
        json.dumps({"id": f"a{n}", "title": f"Titel {n}", "text": f"„Satz {n}“, sagte Kaja Kallas."}) for n in range(8)
    ]
    ada = Chat(api, language="de")
    async with start(articles=(), owner=ADA):
        (message,) = await ada.send_file("alle.jsonl", "\n".join([*lines, "{broken"]).encode())
        await api.until(lambda: "Zitiert" in ada.now(message)["text"])
    text = ada.now(message)["text"]
    assert text.startswith("Aufgenommen: Titel 0\n1 Absatz · 1 Aussage\n\n")
    assert "3 weitere Artikel." in text
    assert "Übergangen: telegram/alle.jsonl line 9" in text
    assert text.endswith("Zitiert: Kaja Kallas (8)")


async def test_progress_is_told_in_place(api: BotApi, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.adding._TELLS", 0.01)
    lines = [json.dumps({"id": f"a{n}", "text": f"„Satz {n}“, sagte Kaja Kallas."}) for n in range(60)]
    ada = Chat(api)
    async with start(articles=(), owner=ADA):
        (message,) = await ada.send_file("alle.jsonl", "\n".join(lines).encode())
        await api.until(lambda: "Quoted" in ada.now(message)["text"])
    told = [call.parameters["text"] for call in api.called("editMessageText")]
    assert any(text.startswith("Reading alle.jsonl … ") for text in told[:-1])
    assert told[-1].count("Added:") == 5


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("leer.txt", b"", "leer.txt was not added: empty. I read .jsonl"),
        ("bild.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200), "bild.png was not added: "),
        ("kaputt.jsonl", b"{", "kaputt.jsonl was not added: "),
        ("../../etc/passwd", b"\0" * 100, "passwd was not added: "),
        ("..\\..\\boot.ini", b"\0" * 100, "boot.ini was not added: "),
        (".hidden\n<b>\u202etxt.exe", b"\0" * 100, "hidden_b_txt.exe was not added: "),
        ("x" * 300 + ".txt", b"", "x" * 80 + ".txt was not added: "),
        (None, b"", "document was not added: "),
    ],
)
async def test_what_is_no_article_is_told_in_a_line(
    api: BotApi, start: Start, name: str | None, content: bytes, expected: str, caplog: pytest.LogCaptureFixture
) -> None:
    ada = Chat(api)
    async with start(articles=(), owner=ADA) as bot:
        (message,) = await ada.send_file(name, content)
        await api.until(lambda: not ada.now(message)["text"].startswith("Reading"))
        assert titles(bot) == []
    assert ada.now(message)["text"].startswith(expected)
    assert "\n" not in ada.now(message)["text"]
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize("told", [True, False], ids=["size told", "size not told"])
async def test_a_document_that_telegram_does_not_hand_out_is_refused(api: BotApi, start: Start, told: bool) -> None:
    ada = Chat(api)
    more: Json = {} if told else {"document": {"file_id": "large", "file_unique_id": "u", "file_name": "gross.txt"}}
    api.files["large"] = bytes(LARGEST_FILE + 1)
    async with start(articles=(), owner=ADA):
        (message,) = await ada.send_file("gross.txt", api.files["large"], **more)
    assert (
        message["text"] == "gross.txt is larger than 20 MB, and Telegram gives me no larger files. Send a smaller one."
    )


async def test_a_download_that_fails_is_told(api: BotApi, start: Start) -> None:
    api.faults.append(Fault("getFile", status=500))
    async with start(articles=(), owner=ADA):
        (message,) = await Chat(api).send_file("boot.txt", TEXT.encode())
    assert message["text"] == "Telegram did not give me boot.txt. Please send it once more."


async def test_only_the_owner_changes_the_library(api: BotApi, start: Start) -> None:
    bob = Chat(api, BOB)
    async with start(owner=ADA) as bot:
        (document,) = await bob.send_file("boot.txt", TEXT.encode())
        (remove,) = await bob.say("/remove")
        (listed,) = await Chat(api, ADA).say("/remove")
        forged = {**listed, "chat": bob.kind, "message_id": remove["message_id"]}
        sure = next(b["callback_data"] for row in listed["reply_markup"]["inline_keyboard"] for b in row)
        pressed = await bob.press_data(forged, sure.replace("sure", "drop"))
        assert titles(bot) == [ARTICLE.title]
    line = "Only whoever runs this bot can change its library."
    assert [document["text"], remove["text"], pressed["text"]] == [line] * 3


ORIGINS: list[tuple[Json, str, str | None, str | None]] = [
    (
        {"type": "channel", "date": 1733220000, "message_id": 5,
         "chat": {"id": -1001, "type": "channel", "title": "Die <Zeitung>", "username": "zeitung"}},
        "https://t.me/zeitung/5", "Die <Zeitung>", "https://t.me/zeitung/5",
    ),
    (
        {"type": "channel", "date": 1733220000, "message_id": 5,
         "chat": {"id": -1001, "type": "channel", "title": "Privat"}},
        "telegram/-1001/5", "Privat", None,
    ),
    ({"type": "hidden_user", "date": 1733220000, "sender_user_name": "Eve"}, "telegram/", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("origin", "id_", "publisher", "url"), ORIGINS, ids=["channel", "private channel", "person"])
async def test_a_forwarded_message_becomes_an_article(
    api: BotApi, start: Start, origin: Json, id_: str, publisher: str | None, url: str | None
) -> None:
    ada = Chat(api)
    async with start(articles=(), owner=ADA) as bot:
        (message,) = await ada.say(OTHER, forward_origin=origin)
        await api.until(lambda: "Added" in ada.now(message)["text"])
        (article,) = bot.library.snapshot().article_list()
        assert bot.assistant.asked == []
    assert article.id.startswith(id_)
    assert (article.publisher, article.url, article.published) == (publisher, url, "2024-12-03")


async def test_a_library_that_is_written_to_elsewhere_is_told(api: BotApi, start: Start, tmp_path: Path) -> None:
    ada = Chat(api)
    async with start(articles=(), owner=ADA):
        with Layout(tmp_path).writing():
            (message,) = await ada.send_file("boot.txt", TEXT.encode())
            await api.until(lambda: not ada.now(message)["text"].startswith("Reading"), wait=60)
        assert "writing" in ada.now(message)["text"]
        (message,) = await ada.send_file("boot.txt", TEXT.encode())
        await api.until(lambda: "Added" in ada.now(message)["text"])


async def test_a_forwarded_answer_is_no_article(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(owner=ADA) as bot:
        await ada.say("Mark Rutte said something.", forward_origin={"type": "user", "date": 1, "sender_user": api.me})
        assert titles(bot) == [ARTICLE.title]


async def test_a_forwarded_question_is_a_question(api: BotApi, start: Start) -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Eve"}
    async with start(owner=ADA) as bot:
        await Chat(api, ADA).say("What did Rutte say?", forward_origin=origin)
        await Chat(api, BOB).say("Rutte, then", forward_origin=origin)
    assert [question for question, _ in bot.assistant.asked] == ["What did Rutte say?", "Rutte, then"]


# ------------------------------------------------------------------------------------------------------ looking through


def numbered(count: int) -> list[Article]:
    return [
        replace(
            ARTICLE,
            id=f"a{number}",
            title=f"{number}: <Titel> & {'mehr ' * 60}",
            paragraphs=tuple(replace(paragraph, article=f"a{number}") for paragraph in ARTICLE.paragraphs),
        )
        for number in range(count)
    ]


async def test_articles_are_listed_a_page_at_a_time(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(articles=numbered(20)):
        (message,) = await ada.say("/articles")
        assert message["text"].startswith("20 articles:\n\n1. 19: <Titel> & mehr mehr")
        assert "taz · 2024-12-03 · 2 statements" in message["text"]
        assert message["text"].endswith("Page 1 of 3")
        assert labels(message) == ["▸"]
        await ada.press(message, "▸")
        assert "\n\n9. 11: <Titel>" in ada.now(message)["text"]
        assert labels(ada.now(message)) == ["◂", "▸"]
        await ada.press(ada.now(message), "▸")
        assert "\n\n20. 0: <Titel>" in ada.now(message)["text"]
        assert labels(ada.now(message)) == ["◂"]
    assert len(ada.heard()) == 1


async def test_articles_are_searched(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(articles=[*numbered(10), replace(ARTICLE, id="z", title="Über <Züge>", publisher="Zeit")]):
        (found,) = await ada.say("/articles züge ZEIT")
        (pages,) = await ada.say("/articles titel taz")
        (none,) = await ada.say("/articles Quark & <Käse>")
        (long,) = await ada.say(f"/articles {'ü' * 30}")
        await ada.press(pages, "▸")
        assert "Page 2 of 2" in ada.now(pages)["text"]
    assert found["text"].startswith("1 article with these words: züge ZEIT\n\n1. Über <Züge>\nZeit · ")
    assert pages["text"].startswith("10 articles with these words: titel taz")
    assert none["text"] == "No article has these words: Quark & <Käse>"
    assert long["text"] == "Please search with fewer words."


async def test_an_article_is_removed_when_it_was_confirmed(api: BotApi, start: Start) -> None:
    ada = Chat(api)
    async with start(articles=numbered(3), owner=ADA) as bot:
        (message,) = await ada.say("/remove")
        assert message["text"].startswith(
            "Which article? Tap one, or search for it: /remove WORDS\n\n3 articles:\n\n1. 2:"
        )
        assert labels(message) == ["1", "2", "3"]
        await ada.press(message, "2")
        assert ada.now(message)["text"].startswith("Remove this article for good?\n\n1: <Titel>")
        await ada.press(ada.now(message), "Keep it")
        assert ada.now(message)["text"].startswith("Kept: 1: <Titel>")
        assert len(titles(bot)) == 3
        (message,) = await ada.say("/remove 1:")
        await ada.press(message, "1")
        again = ada.now(message).copy()
        await ada.press(again, "Remove it")
        assert ada.now(message)["text"].startswith("Removed: 1: <Titel>")
        assert [title[:2] for title in titles(bot)] == ["0:", "2:"]
        await ada.press(again, "Remove it")
        assert ada.now(message)["text"] == "That article is not in the library any more."


async def test_who_is_quoted_is_listed_and_asked(api: BotApi, start: Start, seed_article: Article) -> None:
    ada = Chat(api)
    async with start(articles=(seed_article,)) as bot:
        (message,) = await ada.say("/speakers")
        assert "Mark Rutte, Nato-Generalsekretär\n12 statements\n\n" in message["text"]
        assert labels(message)[:2] == ["Mark Rutte", "Annalena Baerbock"]
        await ada.press(message, "Mark Rutte")
        await api.until(lambda: len(ada.heard()) == 2)
        await ada.say("/quotes Annalena Baerbock")
    assert [question for question, _ in bot.assistant.asked] == [
        "What did Mark Rutte say?",
        "What did Annalena Baerbock say?",
    ]


async def test_names_with_markup_fit_into_lists_and_buttons(api: BotApi, start: Start) -> None:
    name = "\u05e9\u05dc\u05d5\u05dd Łukasz <b>O’Čapek-Überlang</b> \U0001f600" * 3
    text = f"„Wir bauen ein Haus“, sagte {name}.\n"
    async with start(FakeAssistant(), articles=(), owner=ADA):
        (message,) = await Chat(api).send_file(f"{name}.txt", text.encode())
        await api.until(lambda: not Chat(api).now(message)["text"].startswith("Reading"))
        assert await Chat(api).say("/speakers")
        assert await Chat(api).say(f"/quotes {name}")
    assert all(call.status == 200 for call in api.calls if call.method != "getUpdates")


@pytest.mark.parametrize("letter", ["x", "\u00fc", "\U00020000"])
async def test_a_file_name_is_cut_to_what_a_file_system_takes(api: BotApi, start: Start, letter: str) -> None:
    async with start(articles=(), owner=ADA) as bot:
        await Chat(api).send_file(f"{letter * 300}.txt", TEXT.encode())
        (article,) = bot.library.snapshot().article_list()
    assert article.id.startswith(f"telegram/{letter * 50}")
    assert len(article.id.encode()) < 255
