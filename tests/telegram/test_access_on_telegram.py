"""Who gets an answer."""

from __future__ import annotations

import asyncio
import re

import pytest
from bot_api import BotApi, Fault
from bot_api_chat import Chat, labels
from telegram_answers import echo
from telegram_fakes import Bot, FakeAssistant, Start

ADA, EVE, OWNER, LISTED = 42, 666, 1, 99


async def test_a_stranger_is_told_their_id_once_and_gets_no_answer(api: BotApi, start: Start) -> None:
    eve = Chat(api, EVE, language="de")
    async with start(allow=frozenset({ADA})) as bot:
        (message,) = await eve.say("What did Baerbock say?")
        assert message["text"].startswith(f"Dieser Bot ist privat. Deine Telegram-Nummer ist {EVE}:")
        for text in ("Please?", "/start", "/articles"):
            assert await eve.gets_no_reply(text, seconds=0.2)
    assert bot.assistant.asked == []


async def test_those_on_the_list_are_answered(api: BotApi, start: Start) -> None:
    async with start(FakeAssistant(reply=echo), allow=frozenset({ADA})):
        (message,) = await Chat(api, ADA).say("Who?")
    assert message["text"].startswith("In the articles\nWho? [1]")


async def test_an_open_bot_answers_everybody(api: BotApi, start: Start) -> None:
    async with start(FakeAssistant(reply=echo), allow=None):
        assert await Chat(api, EVE).say("Who?")


async def test_an_empty_list_lets_nobody_in(api: BotApi, start: Start) -> None:
    async with start(allow=frozenset()) as bot:
        (message,) = await Chat(api, ADA).say("Who?")
    assert str(ADA) in message["text"]
    assert bot.assistant.asked == []


@pytest.mark.parametrize("user", [ADA, EVE])
async def test_the_bot_is_silent_in_groups(api: BotApi, start: Start, user: int) -> None:
    async with start(allow=frozenset({ADA})) as bot:
        assert await Chat(api, user, group=-100).gets_no_reply("What did Baerbock say?")
    assert bot.assistant.asked == []


async def opened_by(owner: Chat, bot: Bot) -> None:
    """Makes somebody the owner by the link that was announced."""
    line = next(line for line in bot.lines if "?start=" in line)
    await owner.say(f"/start {line.partition('?start=')[2]}", replies=2)


async def invitation(owner: Chat) -> str:
    (message,) = await owner.say("/invite")
    return re.search(r"https://t\.me/wortlaut_bot\?start=(\S+)", message["text"]).group(1)  # type: ignore[union-attr]


async def test_the_first_link_makes_its_first_user_the_owner(api: BotApi, start: Start) -> None:
    ada, eve = Chat(api, ADA), Chat(api, EVE)
    async with start(FakeAssistant(reply=echo), allow=frozenset()) as bot:
        ready, line = bot.lines
        assert ready.startswith("Answering on Telegram as @wortlaut_bot")
        link = re.search(r"https://t\.me/wortlaut_bot\?start=([\w-]{1,64})$", line)
        assert link
        welcome, greeting = await ada.say(f"/start {link[1]}", replies=2)
        assert welcome["text"].startswith("This bot is yours now.")
        assert greeting["text"].startswith("Ask me who said what")
        assert await ada.say("Who?")
        (message,) = await eve.say(f"/start {link[1]}")
        assert message["text"].startswith("This invitation was used or has expired.")
        for text in ("Who?", "/start join-made-up", f"/start {link[1]}"):  # told once a day, whatever they try
            assert await eve.gets_no_reply(text, seconds=0.2)
    async with start(allow=frozenset()) as bot:
        assert len(bot.lines) == 1
        assert await ada.say("/people")


@pytest.mark.parametrize("allow", [frozenset({ADA}), None], ids=["a list", "open"])
async def test_where_somebody_may_use_it_there_is_no_first_link(start: Start, allow: frozenset[int] | None) -> None:
    async with start(allow=allow) as bot:
        assert len(bot.lines) == 1


async def test_an_invitation_lets_one_person_in_and_the_inviter_is_told(api: BotApi, start: Start) -> None:
    owner, ada, eve = Chat(api, OWNER), Chat(api, ADA, name="<b>Ada</b> & *Co*"), Chat(api, EVE)
    async with start(FakeAssistant(reply=echo), allow=frozenset()) as bot:
        await opened_by(owner, bot)
        code = await invitation(owner)
        assert (await ada.say(f"/start {code}"))[0]["text"].startswith("Ask me who said what")
        assert owner.heard()[-1]["text"] == f"<b>Ada</b> & *Co* (id {ADA}) has come in by your invitation."
        assert (await ada.say("Who?"))[0]["text"].startswith("In the articles")
        assert (await eve.say(f"/start {code}"))[0]["text"].startswith("This invitation was used")
    async with start(FakeAssistant(reply=echo), allow=frozenset()):
        assert (await ada.say("Who?"))[0]["text"].startswith("In the articles")


async def test_the_owner_sees_who_is_in_and_shuts_one_out_with_a_button(api: BotApi, start: Start) -> None:
    owner, ada, eve = Chat(api, OWNER, language="de"), Chat(api, ADA, name="<i>Ada</i>"), Chat(api, EVE)
    async with start(FakeAssistant(reply=echo), allow=frozenset()) as bot:
        await opened_by(owner, bot)
        for guest in (ada, eve):
            code = await invitation(owner)
            await guest.say(f"/start {code}")
        (message,) = await owner.say("/people")
        assert message["text"].splitlines()[4] == f"<i>Ada</i> · {ADA} · Mitglied"
        assert labels(message) == [f"<i>Ada</i> ({ADA}) ausschließen", f"Ada <b>& ({EVE}) ausschließen"]
        answered = await owner.press(message, "<i>Ada</i>")
        assert str(ADA) in answered["text"]
        await api.until(lambda: str(ADA) not in api.messages[OWNER][message["message_id"]]["text"])
        assert str(ADA) in (await ada.say("Who?"))[0]["text"]
        assert (await eve.say("Who?"))[0]["text"].startswith("In the articles")
        assert bot.state.people.of(ADA) is None


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (f"/dismiss {ADA}", f"{ADA} may not use the bot any more"),
        ("/dismiss", "Whom?"),
        ("/dismiss Ada", "Whom?"),
        ("/dismiss -1", "Whom?"),
        (f"/dismiss {10**30}", "Whom?"),
        ("/dismiss 777", "Nobody with the number 777"),
        (f"/dismiss {OWNER}", "That is you"),
        (f"/dismiss {LISTED}", "is let in by the settings"),
    ],
)
async def test_dismissing_by_number(api: BotApi, start: Start, command: str, says: str) -> None:
    owner, ada = Chat(api, OWNER), Chat(api, ADA)
    async with start(allow=frozenset()) as bot:
        await opened_by(owner, bot)
        code = await invitation(owner)
        await ada.say(f"/start {code}")
    async with start(allow=frozenset({LISTED})):
        (message,) = await owner.say(command)
    assert says in message["text"]


async def test_members_and_strangers_cannot_invite_list_or_shut_out(api: BotApi, start: Start) -> None:
    owner, ada, eve = Chat(api, OWNER), Chat(api, ADA), Chat(api, EVE)
    async with start(allow=frozenset({ADA})) as bot:
        bot.state.people.redeem(bot.state.people.invite("owner"), OWNER, "Olga")
    async with start(allow=frozenset({ADA})) as bot:
        await eve.say("Hello")
        (listed,) = await owner.say("/people")
        for command in ("/invite", "/people", f"/dismiss {OWNER}"):
            (message,) = await ada.say(command)
            assert message["text"].startswith("I do not know that command.")
            assert await eve.gets_no_reply(command, seconds=0.2)
        for person in (ada, eve):
            await api.receive(
                callback_query={"id": "9", "from": person.user, "chat_instance": "1", "data": f"dismiss:{OWNER}", "message": listed}
            )  # fmt: skip
        await asyncio.sleep(0.3)
        assert bot.state.people.of(OWNER) is not None


async def test_somebody_without_a_name_comes_in_and_is_listed(api: BotApi, start: Start) -> None:
    owner, nameless = Chat(api, OWNER), Chat(api, ADA, name="")
    async with start(allow=frozenset()) as bot:
        await opened_by(owner, bot)
        assert await nameless.say(f"/start {await invitation(owner)}")
        (message,) = await owner.say("/people")
    assert f"… · {ADA} · member" in message["text"]
    assert labels(message) == [f"Shut out {ADA}"]


async def test_a_code_in_a_group_lets_nobody_in(api: BotApi, start: Start) -> None:
    async with start(allow=frozenset()) as bot:
        code = bot.lines[1].partition("?start=")[2]
        await Chat(api, EVE, group=-100).gets_no_reply(f"/start {code}")
        assert bot.state.people.all() == []


async def test_too_many_questions_are_told_when_to_go_on_and_others_are_not_concerned(
    api: BotApi, start: Start
) -> None:
    ada, bea = Chat(api, ADA), Chat(api, EVE, language="de")
    async with start(FakeAssistant(reply=echo), telegram_per_minute=2, telegram_per_day=3) as bot:
        assert (await ada.say("One"))[0]["text"].startswith("In the articles")
        await ada.say("/help")
        assert (await ada.say("Two"))[0]["text"].startswith("In the articles")
        (message,) = await ada.say("Three")
        assert re.fullmatch(
            r"That was a lot at once: I answer 2 questions of yours a minute\. Please ask again in \d\d seconds\.",
            message["text"],
        )
        assert (await bea.say("Eins"))[0]["text"]
        bot.state.database.run("UPDATE questions SET at = at - 61 WHERE person = ?", (EVE,))
        await bea.say("Zwei")
        await bea.say("Drei")
        bot.state.database.run("UPDATE questions SET at = at - 61 WHERE person = ?", (EVE,))
        (message,) = await bea.say("Vier")
        assert re.search(
            r"Ich beantworte dir 3 Fragen in 24 Stunden\. Bitte frag nach \d\d:\d\d \(UTC\) wieder", message["text"]
        )
    assert [question for question, _ in bot.assistant.asked] == ["One", "Two", "Eins", "Zwei", "Drei"]


async def test_nobody_comes_in_twice(api: BotApi, start: Start) -> None:
    owner, ada = Chat(api, OWNER), Chat(api, ADA)
    async with start(allow=frozenset(), owner=OWNER) as bot:
        await owner.say("/help")  # only then may the bot write to them
        for _ in range(2):
            code = bot.state.people.invite("member", OWNER)
            assert (await ada.say(f"/start {code}"))[0]["text"].startswith("Ask me who said what")
        assert (await owner.say(f"/start {code}"))[0]["text"].startswith("Ask me who said what")
    assert len([message for message in owner.heard() if "has come in" in message["text"]]) == 1


async def test_a_guest_whose_greeting_was_cut_off_is_greeted_after_the_restart(api: BotApi, start: Start) -> None:
    owner, ada = Chat(api, OWNER), Chat(api, ADA)
    async with start(allow=frozenset(), owner=OWNER, grace=0.1) as bot:
        await owner.say("/help")
        api.faults.append(Fault("sendMessage", chat=ADA, times=100, status=502))
        await ada.post(f"/start {bot.state.people.invite('member', OWNER)}")
        await api.until(lambda: any(call.status == 502 for call in api.called("sendMessage")))
    api.faults.clear()
    async with start(allow=frozenset()):
        await api.until(lambda: bool(ada.heard()))
    assert [message["text"][:20] for message in ada.heard()] == ["Ask me who said what"]
    _, told = owner.heard()
    assert told["text"].endswith("has come in by your invitation.")
