"""In groups, in their topics, and inline in any chat: the bot speaks only when it is spoken to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bot_api import BotApi
from bot_api_chat import Chat, parts
from bot_api_html import utf16
from telegram_answers import echo
from telegram_fakes import FakeAssistant, Start

from bot.answer import Answer
from bot.assistant import Assistant
from retrieval.articles import Article
from retrieval.errors import LibraryEmpty
from retrieval.question import Question

ADA, BOB, EVE, GROUP = 42, 43, 666, -100


def remembering() -> FakeAssistant:
    """Answers with the question itself, and remembers it."""
    return FakeAssistant(
        reply=echo, conversations=lambda question, before: before.after(Question(question, "en", "passages"))
    )


def before(assistant: FakeAssistant) -> list[list[str]]:
    """For each question, the questions that it went on from."""
    return [[question.text for question in conversation.questions] for _, conversation in assistant.asked]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("@wortlaut_bot What did he say?", "What did he say?"),
        ("@Wortlaut_Bot, what did he say?", "what did he say?"),
        ("\U0001f600 what did he say @wortlaut_bot", "\U0001f600 what did he say"),
        ("/ask What did he say?", "What did he say?"),
        ("/ask@wortlaut_bot What did he say?", "What did he say?"),
    ],
)
async def test_in_a_group_whoever_speaks_to_the_bot_is_answered(
    api: BotApi, start: Start, text: str, asked: str
) -> None:
    async with start(remembering()) as bot:
        (message,) = await Chat(api, group=GROUP).say(text)
    assert [question for question, _ in bot.assistant.asked] == [asked]
    assert asked in message["text"]


@pytest.mark.parametrize(
    "text",
    [
        "What did Baerbock say?",
        "@wortlaut What did Baerbock say?",
        "@wortlaut_bots What did Baerbock say?",
        "mail me: ada@wortlaut_bot.example",
        "/ask@other_bot What did Baerbock say?",
        "/stop",
        "/remove",
        "/ is no command",
        "Look: /ask What did Baerbock say?",
    ],
)
async def test_otherwise_it_is_silent_in_groups(api: BotApi, start: Start, text: str) -> None:
    async with start(remembering(), owner=ADA) as bot:
        assert await Chat(api, ADA, group=GROUP).gets_no_reply(text)
    assert bot.assistant.asked == []


async def test_a_stranger_gets_nothing_in_a_group(api: BotApi, start: Start) -> None:
    async with start(remembering(), allow=frozenset({ADA})) as bot:
        for text in ("@wortlaut_bot Who?", "/ask Who?", "/help"):
            assert await Chat(api, EVE, group=GROUP).gets_no_reply(text, seconds=0.2)
    assert bot.assistant.asked == []


async def test_other_bots_and_channels_are_not_answered(api: BotApi, start: Start) -> None:
    group, channel = Chat(api, group=GROUP), Chat(api)
    group.user["is_bot"] = True
    channel.kind = {"id": -200, "type": "channel", "title": "News"}
    async with start(remembering()) as bot:
        assert await group.gets_no_reply("@wortlaut_bot Who?", seconds=0.2)
        assert await channel.gets_no_reply("Who?", seconds=0.2)
    assert bot.assistant.asked == []


async def test_a_mention_below_a_question_asks_it(api: BotApi, start: Start) -> None:
    bob, ada = Chat(api, BOB, group=GROUP), Chat(api, ADA, group=GROUP)
    async with start(remembering()) as bot:
        question = await bob.post("What did Rutte say?")
        await ada.say("@wortlaut_bot", reply_to_message=api.messages[GROUP][question])
        (usage,) = await ada.say("@wortlaut_bot")
    assert [asked for asked, _ in bot.assistant.asked] == ["What did Rutte say?"]
    assert usage["text"].startswith("What would you like to know?")


async def test_in_a_topic_the_answer_stays_in_the_topic(api: BotApi, start: Start) -> None:
    ada = Chat(api, group=GROUP, topic=7)
    async with start(remembering()):
        (message,) = await ada.say("/ask Who?")
        assert message["message_thread_id"] == 7
        (listed,) = await ada.say("/articles")
        assert listed["message_thread_id"] == 7
    assert {call.parameters.get("message_thread_id") for call in api.called("sendChatAction")} == {7}


async def test_a_conversation_belongs_to_a_person_in_a_topic(api: BotApi, start: Start) -> None:
    ada, bob = Chat(api, ADA, group=GROUP, topic=7), Chat(api, BOB, group=GROUP, topic=7)
    other = Chat(api, ADA, group=GROUP, topic=8)
    async with start(remembering()) as bot:
        await ada.say("/ask one")
        await bob.say("/ask two")
        await other.say("/ask three")
        await ada.say("/ask four")
        await ada.say("/new")
        await ada.say("/ask five")
    assert before(bot.assistant) == [[], [], [], ["one"], []]


async def test_a_reply_goes_on_from_the_answer_that_it_replies_to(api: BotApi, start: Start) -> None:
    ada, bob = Chat(api, ADA, group=GROUP), Chat(api, BOB, group=GROUP)
    async with start(remembering()) as bot:
        (first,) = await ada.say("/ask one")
        await ada.say("/ask two")
        await bob.say("and he?", reply_to_message=first)
    async with start(remembering()) as again:
        await ada.say("and she?", reply_to_message=first)
    assert before(bot.assistant) == [[], ["one"], ["one"]]
    assert before(again.assistant) == [["one"]]


async def test_the_language_of_a_group_is_its_own(api: BotApi, start: Start) -> None:
    group, private = Chat(api, group=GROUP), Chat(api)
    async with start(remembering()):
        await group.say("/language de")
        assert (await group.say("/new"))[0]["text"].startswith("Von vorn:")
        assert (await private.say("/new"))[0]["text"].startswith("Starting anew:")


async def test_a_photograph_with_a_mention_below_it_is_a_question(api: BotApi, start: Start) -> None:
    photo = [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}]
    mention = [{"type": "mention", "offset": 0, "length": 13}]
    async with start(remembering()) as bot:
        await Chat(api, group=GROUP).say(photo=photo, caption="@wortlaut_bot Who is that?", caption_entities=mention)
        assert await Chat(api, group=GROUP).gets_no_reply(photo=photo, caption="Look!", seconds=0.2)
        assert await Chat(api, group=GROUP).gets_no_reply(photo=photo, seconds=0.2)
    assert [asked for asked, _ in bot.assistant.asked] == ["Who is that?"]


# -------------------------------------------------------------------------------------------------------------- inline


async def test_inline_quotations_come_with_their_source(api: BotApi, start: Start, seed_article: Article) -> None:
    async with start(Assistant, articles=(seed_article,)):
        offered = await Chat(api).look_up("Baerbock")
    results = offered["results"]
    assert 2 <= len(results) <= 50
    assert offered["is_personal"] is True
    assert offered["button"] is None
    quoted = next(result for result in results if result["title"].startswith("Es braucht Sicherheitsgarantien"))
    assert quoted["description"].startswith("Annalena Baerbock · taz")
    message = quoted["input_message_content"]
    assert "Annalena Baerbock, deutsche Außenministerin\n„Es braucht Sicherheitsgarantien" in message["text"]
    (passage,) = parts(message, "expandable_blockquote")
    assert "Es braucht Sicherheitsgarantien" in passage
    assert all(utf16(result["input_message_content"]["text"]) <= 4096 for result in results)


@pytest.mark.parametrize(
    ("query", "language", "asked"),
    [
        ("Mark Rutte", "en", "What did Mark Rutte say?"),
        ("Rutte Brüssel", "de", "Was sagte Rutte über Brüssel?"),
        ("Brüssel Rutte", "en", "What did Rutte say about Brüssel?"),
        ("Brüssel", "en", "Who talked about Brüssel?"),
        ("What did Rutte say?", "de", "What did Rutte say?"),
    ],
)
async def test_a_name_and_a_topic_become_a_question(
    api: BotApi, start: Start, query: str, language: str, asked: str
) -> None:
    async with start(FakeAssistant()) as bot:
        await Chat(api, language=language).look_up(query)
    assert [question for question, _ in bot.assistant.asked] == [asked]


async def test_a_stranger_is_offered_nothing_but_the_private_chat(api: BotApi, start: Start) -> None:
    async with start(allow=frozenset({ADA})) as bot:
        offered = await Chat(api, EVE, language="de").look_up("Baerbock")
    assert offered["results"] == []
    assert offered["button"] == {"text": "Privat mit dem Bot sprechen", "start_parameter": "inline"}
    assert bot.assistant.asked == []


@pytest.mark.parametrize(
    ("query", "button"), [("", "Type a name or a question"), ("x", "Nothing found. Ask in private")]
)
async def test_without_a_result_a_button_leads_to_the_private_chat(
    api: BotApi, start: Start, query: str, button: str
) -> None:
    def nothing(question: str) -> Answer:
        raise LibraryEmpty("There are no articles.")

    async with start(FakeAssistant(reply=nothing)):
        offered = await Chat(api).look_up(query)
    assert (offered["results"], offered["button"]["text"]) == ([], button)


async def test_of_very_many_quotations_fifty_are_offered(api: BotApi, start: Start) -> None:
    answer = replace(echo("x"), claims=echo("x").claims * 80)
    async with start(FakeAssistant(reply=lambda _: answer)):
        offered = await Chat(api).look_up("x")
    assert len(offered["results"]) == 50


async def test_an_inline_query_that_is_answered_too_late_is_no_error(
    api: BotApi, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    typed = {"id": "gone", "from": Chat(api).user, "query": "Rutte", "offset": ""}
    async with start():
        await api.receive(inline_query=typed)  # the server knows of no such query any more
        await api.until(lambda: [call.status for call in api.called("answerInlineQuery")] == [400])
        await Chat(api).say("still there?")
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_somebody_who_looks_up_too_much_is_offered_nothing_for_a_while(api: BotApi, start: Start) -> None:
    ada = Chat(api, ADA)
    async with start(FakeAssistant(), telegram_per_minute=1) as bot:
        for _ in range(6):
            assert (await ada.look_up("Rutte"))["results"]
        offered = await ada.look_up("Rutte")
        assert (offered["results"], offered["button"]["text"]) == ([], "Too many questions: ask again later")
        assert (await Chat(api, BOB).look_up("Rutte"))["results"]
        assert len(bot.assistant.asked) == 7
        await ada.say("Who?")  # what is looked up does not count as a question
        assert len(bot.assistant.asked) == 8


async def test_a_quotation_that_is_sent_to_the_bot_itself_is_no_question(api: BotApi, start: Start) -> None:
    async with start() as bot:
        assert await Chat(api, ADA).gets_no_reply("Mark Rutte\nEs gehe um alles [1]", via_bot=api.me)
    assert bot.assistant.asked == []
