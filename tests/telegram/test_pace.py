"""When messages may go."""

from __future__ import annotations

import asyncio
import itertools

import pytest

from bot.telegram.pace import NoRoom, Pace

GROUP = -100


async def times(pace: Pace, chats: list[int]) -> list[float]:
    """When messages into these chats go, in seconds from the start, all of them waiting at once."""
    loop = asyncio.get_running_loop()
    start, gone = loop.time(), []

    async def send(chat: int) -> None:
        async with pace.alone(chat), pace.slot(chat):
            gone.append(loop.time() - start)

    await asyncio.gather(*(send(chat) for chat in chats))
    return gone


def gaps(gone: list[float]) -> list[float]:
    return [later - earlier for earlier, later in itertools.pairwise(gone)]


async def test_messages_of_one_chat_keep_their_distance() -> None:
    assert min(gaps(await times(Pace(0.1, 0), [1, 1, 1]))) >= 0.099


async def test_no_second_sees_more_messages_than_all_chats_may_have() -> None:
    gone = await times(Pace(0, 5), list(range(12)))
    assert all(later - earlier >= 1 for earlier, later in zip(gone, gone[5:], strict=False))


async def test_a_message_that_is_under_way_counts_until_telegram_has_answered() -> None:
    pace, answered = Pace(0, 1), asyncio.Event()

    async def slow() -> None:
        async with pace.alone(1), pace.slot(1):
            await answered.wait()

    under_way = asyncio.create_task(slow())
    await asyncio.sleep(0)
    waiting = asyncio.create_task(times(pace, [2]))
    done, _ = await asyncio.wait({waiting}, timeout=0.2)
    assert not done
    answered.set()
    assert (await waiting)[0] >= 1
    await under_way


async def test_who_gives_up_waiting_takes_no_place_away() -> None:
    pace = Pace(0, 1)
    pace.flooded(1, 60)
    waiting = [asyncio.create_task(times(pace, [chat])) for chat in (1, 1)]
    await asyncio.sleep(0.05)
    for task in waiting:
        task.cancel()
    async with asyncio.timeout(5):
        assert await times(pace, [2])


async def test_the_first_message_goes_at_once_though_others_wait() -> None:
    pace = Pace(60, 0)
    await times(pace, [1])
    async with asyncio.timeout(5):
        assert await times(pace, [2, 3])


async def test_a_group_takes_twenty_a_minute() -> None:
    pace = Pace(0, 0)
    await times(pace, [GROUP] * 20)
    waiting = asyncio.create_task(times(pace, [GROUP]))
    done, _ = await asyncio.wait({waiting}, timeout=0.2)
    assert not done
    await times(pace, [1, 2])
    waiting.cancel()


async def test_what_waits_for_a_flooded_chat_waits_its_time() -> None:
    pace = Pace(0, 0)
    pace.flooded(1, 0.2)
    waiting = asyncio.create_task(times(pace, [1]))
    await times(pace, [2])
    assert not waiting.done()
    assert (await waiting)[0] >= 0.199


async def test_two_flooded_chats_stop_all() -> None:
    pace = Pace(0, 0)
    for chat in (1, 2):
        pace.flooded(chat, 0.2)
    assert (await times(pace, [3]))[0] >= 0.199


async def test_chats_that_were_quiet_leave_nothing_behind() -> None:
    pace = Pace(0.001, 0)
    for start in range(0, 9000, 1000):
        await times(pace, list(range(start, start + 1000)))
        await asyncio.sleep(0.01)
    assert len(pace._free) < 6000


async def test_a_draft_goes_only_where_no_message_waits_or_has_to() -> None:
    pace = Pace(60, 0)
    pace.draft(1)
    async with pace.alone(1):
        with pytest.raises(NoRoom):
            pace.draft(1)
        pace.draft(2)
    await times(pace, [1])
    with pytest.raises(NoRoom):
        pace.draft(1)
    pace.flooded(3, 60)
    with pytest.raises(NoRoom):
        pace.draft(3)
    pace.draft(2)


async def test_drafts_have_what_messages_leave_of_the_limit_and_take_nothing_of_it() -> None:
    pace = Pace(0, 5)
    await times(pace, [1, 2, 3])
    pace.draft(4)
    pace.draft(5)
    with pytest.raises(NoRoom):
        pace.draft(6)
    two_more = asyncio.create_task(times(pace, [7, 8]))
    for _ in range(20):
        await asyncio.sleep(0)
    assert two_more.done()


async def test_ten_drafts_a_second_at_most() -> None:
    pace = Pace(0, 0)
    for chat in range(10):
        pace.draft(chat)
    with pytest.raises(NoRoom):
        pace.draft(10)
    await asyncio.sleep(1.05)
    pace.draft(10)
