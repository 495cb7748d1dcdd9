"""bot.db: people, what was talked about, and the journal."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from places import ROOT

from bot.conversation import Conversation
from bot.state import Cited, Received, Shown, State
from retrieval.articles import Paragraph, Span
from retrieval.errors import LibraryDamaged, LibraryError, LibraryTooNew
from retrieval.question import Question

ADA, EVE, OWNER = 42, 666, 1
HOUR, DAY = 3600.0, 24 * 3600.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def start(tmp_path: Path, clock: Clock) -> Iterator[Callable[[], State]]:
    """Opens bot.db, after whoever had it open has stopped."""
    opened: list[State] = []

    def started() -> State:
        for state in opened:
            state.close()
        opened.append(State.open(tmp_path, clock))
        return opened[-1]

    yield started
    for state in opened:
        state.close()


@pytest.fixture
def state(start: Callable[[], State]) -> State:
    return start()


def received(*numbers: int, person: int = ADA) -> list[Received]:
    return [Received(number, person, person, f'{{"update_id": {number}}}') for number in numbers]


# ---------------------------------------------------------------------------------------------------------- people


def test_an_invitation_lets_in_one_person_once(state: State) -> None:
    code = state.people.invite("member", OWNER)
    ada = state.people.redeem(code, ADA, "Ada")
    assert ada is not None
    assert (ada.role, ada.invited_by, ada.name) == ("member", OWNER, "Ada")
    assert state.people.redeem(code, EVE, "Eve") is None
    assert [person.id for person in state.people.all()] == [ADA]


def test_an_invitation_expires(state: State, clock: Clock) -> None:
    code = state.people.invite("member", OWNER, lasting=HOUR)
    clock.now += HOUR + 1
    assert state.people.redeem(code, ADA, "Ada") is None


@pytest.mark.parametrize("code", ["", "join-", "join-abc", "JOIN-", "' OR 1=1 --", "join-\ud800"])
def test_a_made_up_code_lets_nobody_in(state: State, code: str) -> None:
    state.people.invite("owner")
    assert state.people.redeem(code, EVE, "Eve") is None


def test_only_the_hash_of_a_code_is_kept(state: State, tmp_path: Path) -> None:
    code = state.people.invite("member", OWNER)
    state.database.checkpoint()
    assert code.encode() not in (tmp_path / "bot.db").read_bytes()


def test_a_new_code_for_the_owner_replaces_the_one_before(state: State) -> None:
    first, second = state.people.invite("owner"), state.people.invite("owner")
    assert state.people.redeem(first, EVE, "Eve") is None
    owner = state.people.redeem(second, ADA, "Ada")
    assert owner is not None
    assert owner.role == "owner"
    assert state.people.has_owner()


def test_somebody_who_is_in_leaves_an_invitation_for_another(state: State) -> None:
    state.people.redeem(state.people.invite("owner"), OWNER, "Olga")
    code = state.people.invite("member", OWNER)
    own = state.people.redeem(code, OWNER, "Olga")
    assert own is not None
    assert own.role == "owner"
    assert state.people.redeem(code, ADA, "Ada") is not None


def test_two_who_open_one_link_at_once_do_not_both_come_in(state: State) -> None:
    code = state.people.invite("member", OWNER)
    barrier, let_in = threading.Barrier(8), []

    def open_link(person: int) -> None:
        barrier.wait()
        if state.people.redeem(code, person, "X") is not None:
            let_in.append(person)

    threads = [threading.Thread(target=open_link, args=(person,)) for person in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(let_in) == 1


def test_a_stranger_is_told_once_a_day_over_restarts(state: State, clock: Clock, start: Callable[[], State]) -> None:
    assert state.people.tells(EVE)
    again = start()
    clock.now += 23 * HOUR
    assert not again.people.tells(EVE)
    clock.now += 2 * HOUR
    assert again.people.tells(EVE)


def test_the_language_of_somebody_without_a_role_is_kept_and_lets_nobody_in(state: State) -> None:
    state.people.speak(EVE, "de")
    assert state.people.language(EVE) == "de"
    assert state.people.of(EVE) is None
    assert state.people.all() == []
    state.people.speak(EVE, None)
    assert state.people.language(EVE) is None


# ---------------------------------------------------------------------------------------------------------- limits


def test_a_minutes_questions_are_limited_and_go_on_when_it_says(state: State, clock: Clock) -> None:
    for number in range(3):
        assert state.limits.take(ADA, number, per_minute=3, per_day=0) is None
        clock.now += 10
    wait = state.limits.take(ADA, 9, per_minute=3, per_day=0)
    assert wait is not None
    assert (wait.limit, wait.most, wait.until - clock.now) == ("minute", 3, 30)
    assert state.limits.take(EVE, 10, per_minute=3, per_day=0) is None
    clock.now = wait.until
    assert state.limits.take(ADA, 9, per_minute=3, per_day=0) is None


def test_a_days_questions_are_limited_over_restarts(state: State, clock: Clock, start: Callable[[], State]) -> None:
    first = clock.now
    for number in range(4):
        assert state.limits.take(ADA, number, per_minute=2, per_day=4) is None
        clock.now += 100
    wait = start().limits.take(ADA, 9, per_minute=2, per_day=4)
    assert wait is not None
    assert (wait.limit, wait.until) == ("day", first + DAY)


def test_an_update_that_is_handled_twice_counts_once(state: State) -> None:
    for _ in range(3):
        assert state.limits.take(ADA, 7, per_minute=1, per_day=1) is None
    assert state.limits.take(ADA, 8, per_minute=1, per_day=1) is not None


def test_being_forgotten_lifts_no_limit(state: State, clock: Clock) -> None:
    assert state.limits.take(ADA, 1, per_minute=0, per_day=2) is None
    state.forget(ADA)
    clock.now += HOUR
    assert state.limits.take(ADA, 2, per_minute=0, per_day=2) is None
    state.forget(ADA)
    wait = state.limits.take(ADA, 3, per_minute=0, per_day=2)
    assert wait is not None
    assert wait.until == clock.now - HOUR + DAY
    assert state.database.one("SELECT count(*) FROM questions") == (0,)
    clock.now += 2 * DAY
    state.sweep()
    assert state.limits.take(ADA, 4, per_minute=0, per_day=1) is None


def test_no_limit_is_no_limit(state: State) -> None:
    assert all(state.limits.take(ADA, number, 0, 0) is None for number in range(100))


# --------------------------------------------------------------------------------------------- conversations, answers


def test_a_conversation_is_kept_apart_and_expires(state: State, clock: Clock) -> None:
    asked = Conversation().after(
        Question("Was sagte „Rutte“? 😀", "de", "statements", speaker="Rutte", since="2024-01-01")
    )
    state.conversations.keep(asked, chat=-100, person=ADA, topic=3)
    assert state.conversations.of(-100, ADA, 3) == asked
    for place in ((-100, ADA), (-100, EVE, 3), (ADA, ADA, 3), (-100, ADA, 4)):
        assert state.conversations.of(*place) == Conversation()
    clock.now += DAY + 1
    assert state.conversations.of(-100, ADA, 3) == Conversation()
    state.sweep()
    assert state.database.one("SELECT count(*) FROM conversations") == (0,)


def test_a_conversation_of_another_version_is_an_empty_one(state: State) -> None:
    state.conversations.keep(Conversation(), ADA, ADA)
    state.database.run('UPDATE conversations SET questions = \'[{"text": "x", "mood": "y"}]\'')
    assert state.conversations.of(ADA, ADA) == Conversation()


def test_an_answer_is_found_again_after_a_restart_and_knows_a_changed_paragraph(
    state: State, start: Callable[[], State]
) -> None:
    paragraph = Paragraph("nato", 2, "Es gehe um alles \ud800, sagte sie.")
    cited = Cited.of(paragraph, Span(0, 8), Span(0, 20))
    shown = Shown(ADA, 5, ADA, "Wer \ud800?", (cited,), {"page": 2})
    state.answers.keep(shown)
    again = start().answers.of(ADA, 5)
    assert again is not None
    assert again.citations == (cited,)
    assert (again.question, dict(again.details)) == ("Wer ??", {"page": 2})
    assert cited.holds(paragraph)
    assert not cited.holds(Paragraph("nato", 2, "Es gehe um nichts, sagte sie."))
    assert not cited.holds(Paragraph("nato", 3, paragraph.text))


def test_old_answers_are_swept(state: State, clock: Clock) -> None:
    state.answers.keep(Shown(ADA, 5, ADA, "Who?"))
    clock.now += 31 * DAY
    assert state.answers.of(ADA, 5) is None
    state.sweep()
    assert state.database.one("SELECT count(*) FROM answers") == (0,)


# ---------------------------------------------------------------------------------------------------------- journal


def test_what_is_not_done_is_there_after_a_restart_in_order(
    state: State, clock: Clock, start: Callable[[], State]
) -> None:
    assert state.journal.receive(received(5, 6)) == {5, 6}
    clock.now += 1
    assert state.journal.receive(received(3, 5)) == {3}  # numbers start anew after a quiet week
    state.journal.done(5)
    journal = start().journal
    assert [(update.update_id, update.tries) for update in journal.unfinished()] == [(6, 0), (3, 0)]
    assert journal.receive(received(5)) == set()
    journal.again(6)
    assert [update.tries for update in journal.unfinished()] == [1, 0]


def test_of_a_done_update_nothing_but_its_number_is_kept(state: State, tmp_path: Path) -> None:
    state.journal.receive([Received(1, ADA, ADA, '{"text": "my private question"}')])
    state.journal.begin(1, 1, ADA, ADA, b"")
    state.journal.sent(1, 1, {"text": "my private answer"})
    state.journal.done(1)
    state.database.checkpoint()
    assert b"my private" not in (tmp_path / "bot.db").read_bytes()


def test_a_message_is_sent_before_a_restart_or_its_fate_is_unknown_and_counted(state: State) -> None:
    journal = state.journal
    journal.receive(received(1))
    assert journal.begin(1, 1, ADA, ADA, b"first") is False
    journal.sent(1, 1, {"message_id": 7})
    assert journal.begin(1, 2, ADA, ADA, b"second") is False
    journal.not_sent(1, 2)
    assert journal.begin(1, 2, ADA, ADA, b"second") is False
    assert {number: sent.result for number, sent in journal.sent_before(1).items()} == {1: {"message_id": 7}}
    assert journal.tally("unknown") == 0
    assert journal.begin(1, 2, ADA, ADA, b"second") is True
    assert journal.tally("unknown") == 1


def test_an_update_of_yesterday_is_given_up_and_forgotten(state: State, clock: Clock) -> None:
    state.journal.receive(received(1))
    clock.now += DAY + 1
    assert state.journal.unfinished() == []
    assert state.sweep() == 1
    assert state.journal.waiting() == 0
    clock.now += DAY
    state.sweep()
    assert state.database.one("SELECT count(*) FROM updates") == (0,)


def test_what_was_sent_is_kept_no_longer_than_it_can_be_answered(state: State, clock: Clock) -> None:
    state.journal.receive(received(1, person=ADA))
    state.journal.begin(1, 1, ADA, ADA, b"")
    state.journal.sent(1, 1, {"text": "an answer"})
    clock.now += 24 * 60 * 60
    state.sweep()
    assert state.database.all("SELECT * FROM outgoing") == []
    assert state.database.all("SELECT chat, person, body FROM updates") == [(None, None, None)]


def test_another_bot_starts_with_an_empty_journal_and_the_same_people(state: State) -> None:
    assert state.serves(1)
    state.people.redeem(state.people.invite("owner"), ADA, "Ada")
    state.journal.receive(received(1))
    assert state.serves(1)
    assert state.journal.waiting() == 1
    assert not state.serves(2)
    assert state.journal.waiting() == 0
    assert state.people.has_owner()


# ---------------------------------------------------------------------------------------------------------- forgetting


def filled(state: State, person: int) -> None:
    state.people.redeem(state.people.invite("member", OWNER), person, f"name{person}")
    state.people.tells(person)
    state.people.invite("member", person)
    state.limits.take(person, person, 0, 0)
    state.conversations.keep(Conversation(), person, person)
    state.conversations.keep(Conversation(), -100, person)
    state.choices.keep(person, "loud", "yes")
    state.answers.keep(Shown(person, 1, person, f"question{person}"))
    state.journal.receive(received(person, person=person))
    state.journal.begin(person, 1, person, person, b"")


def rows(state: State) -> dict[str, list[object]]:
    names = [name for (name,) in state.database.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: state.database.all(f"SELECT * FROM {name}") for name in names}  # noqa: S608


def test_forgetting_takes_everything_of_one_person_and_nothing_of_others(state: State, tmp_path: Path) -> None:
    filled(state, EVE)
    without = {name: len(held) for name, held in rows(state).items()}
    filled(state, ADA)
    gone = state.forget(ADA, access=True)
    assert gone == {
        "answers": 1, "choices": 1, "conversations": 2, "invitations": 1, "people": 1, "questions": 1, "strangers": 1,
    }  # fmt: skip
    assert [update.update_id for update in state.journal.unfinished()] == [ADA, EVE]  # still to be answered
    state.journal.done(ADA)
    assert state.database.all("SELECT chat, person, body FROM updates WHERE update_id = ?", (ADA,)) == [(None,) * 3]
    state.database.run("DELETE FROM updates WHERE update_id = ?", (ADA,))
    assert {name: len(held) for name, held in rows(state).items()} == without
    assert b"question42" not in (tmp_path / "bot.db").read_bytes()
    assert state.forget(ADA, access=True) == {}


def test_forgetting_leaves_access_unless_it_is_to_go(state: State) -> None:
    filled(state, ADA)
    state.forget(ADA)
    assert state.people.of(ADA) is not None
    assert state.answers.of(ADA, 1) is None


def test_a_table_that_came_later_is_forgotten_too(state: State) -> None:
    state.database.run("CREATE TABLE opinions (chat INTEGER, opinion TEXT) STRICT")
    state.database.run("INSERT INTO opinions VALUES (?, 'good'), (?, 'bad')", (ADA, EVE))
    assert state.forget(ADA) == {"opinions": 1}
    assert state.database.all("SELECT chat FROM opinions") == [(EVE,)]


# ---------------------------------------------------------------------------------------------------- the file itself


def test_a_damaged_file_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"no database at all " * 100)
    with pytest.raises(LibraryDamaged, match=r"bot\.db is damaged .* invite people again"):
        State.open(tmp_path)


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "bot.db")
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(LibraryDamaged, match="another program"):
        State.open(tmp_path)


def test_a_file_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    state = State.open(tmp_path)
    state.database.run("PRAGMA user_version = 99")
    state.close()
    with pytest.raises(LibraryTooNew, match="Update Wortlaut"):
        State.open(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_nobody_else_can_read_it(state: State, tmp_path: Path) -> None:
    state.people.tells(EVE)
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.glob("bot.db*")}
    assert modes == {"bot.db": "0o600", "bot.db-wal": "0o600", "bot.db-shm": "0o600"}


def test_a_folder_that_is_none_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="cannot be"):
        State.open(tmp_path / "file" / "data")


KILLED = """
import os, signal, sys, threading
from pathlib import Path
from bot.state import Received, State
state = State.open(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(10**6):
    state.journal.receive([Received(number, 1, 1, "{}")])
    state.journal.begin(number, 1, 1, 1, b"")
    state.journal.sent(number, 1, True)
    state.journal.done(number)
    print(number, flush=True)
"""


def test_what_was_written_outlives_being_killed(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    last = -1
    for line in process.stdout:
        if line.strip().isdecimal() and (last := int(line)) >= 200:
            process.kill()
            break
    rest = [line for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    process.wait()
    process.stdout.close()
    last = max([last, *(int(line) for line in rest)])
    with State.open(tmp_path) as state:
        done = state.database.all("SELECT update_id FROM updates WHERE body IS NULL ORDER BY update_id")
        assert [number for (number,) in done][: last + 1] == list(range(last + 1))
        assert state.database.one("PRAGMA integrity_check") == ("ok",)
