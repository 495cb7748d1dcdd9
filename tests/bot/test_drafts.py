"""Claims are read out of whatever a language model writes, each as soon as it is whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.citations import Draft, Quoted
from bot.drafts import LONGEST_FIELD, LONGEST_REPLY, MOST_DRAFTS, drafts

FIRST = {
    "text": "Rutte warns.",
    "speaker": "Mark Rutte",
    "quotations": [{"passage": 8, "text": "Die Front bewegt sich", "translation": "The front moves"}],
}
SECOND = {"text": "Kallas travelled.", "speaker": None, "quotations": [{"passage": 2, "text": "nach Kiew gereist"}]}
READ = [
    Draft("Rutte warns.", (Quoted(8, "Die Front bewegt sich", "The front moves"),), "Mark Rutte"),
    Draft("Kallas travelled.", (Quoted(2, "nach Kiew gereist"),)),
]
WHOLE = json.dumps({"claims": [FIRST, SECOND]}, ensure_ascii=False)


def read(text: str, size: int = 5) -> list[Draft]:
    return list(drafts(text[start : start + size] for start in range(0, len(text), size)))


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_reads_what_comes_in_pieces(size: int) -> None:
    assert read(WHOLE, size) == READ


@pytest.mark.parametrize(
    "text",
    [
        f"Here is the answer:\n```json\n{WHOLE}\n```\nI hope that helps [1].",
        f"<think>Claims: [a] or {{b}}?</think>\n{WHOLE}",
        json.dumps([FIRST, SECOND]),
        json.dumps({"claims": [FIRST, SECOND]}, indent=2),
        WHOLE[:-2] + ",]}",
        WHOLE.replace('"Rutte warns."', "'Rutte warns.'"),
        WHOLE.replace('"text"', "text"),
        WHOLE.replace('"passage": 8', '"passage": "[8]"'),
        f"Hier: {WHOLE} {{",
    ],
    ids=["fence", "thinking", "bare", "indented", "comma", "single", "bare keys", "number", "brace behind"],
)
def test_reads_what_is_nearly_json(text: str) -> None:
    assert read(text) == READ


def test_gives_a_claim_before_the_next_one_comes() -> None:
    after = WHOLE.index('{"text": "Kallas')
    came: list[str] = []

    def pieces() -> Iterator[str]:
        yield WHOLE[:after]
        came.append("rest")
        yield WHOLE[after:]

    reading = drafts(pieces())
    assert next(reading) == READ[0]
    assert came == []
    assert list(reading) == READ[1:]


@pytest.mark.parametrize("at", range(len(WHOLE) - 40, len(WHOLE) - 4, 5))
def test_leaves_out_a_claim_that_was_cut_off(at: int) -> None:
    assert read(WHOLE[:at]) == READ[:1]


def test_a_quotation_mark_too_many_costs_one_claim_at_most() -> None:
    broken = WHOLE.replace("Rutte warns.", 'Rutte says "no".')

    assert READ[1] in read(broken)


@pytest.mark.parametrize(
    "text",
    ["", "I'm sorry, I can't help with that.", "{}", '{"claims": []}', "[]", '{"claims": "none"}', "null", "{{{{"],
)
def test_finds_no_claim_where_there_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "item",
    [
        "a text",
        17,
        None,
        {},
        {"text": None},
        {"speaker": "Rutte"},
        {"text": ["a"], "quotations": []},
    ],
)
def test_passes_over_what_is_no_claim(item: object) -> None:
    assert read(json.dumps({"claims": [item, SECOND]})) == READ[1:]


@pytest.mark.parametrize(
    "quotations",
    [None, "Die Front", [None], [{"passage": 1}], [{"text": "x"}], [{"passage": True, "text": "x"}], [[]], [{"passage": "one", "text": "x"}]],
)  # fmt: skip
def test_a_quotation_that_cannot_be_read_is_none(quotations: object) -> None:
    assert read(json.dumps({"claims": [{"text": "A claim.", "quotations": quotations}]})) == [Draft("A claim.")]


def test_reads_so_many_claims_and_no_more() -> None:
    assert len(read(json.dumps({"claims": [SECOND] * 200}), 1000)) == MOST_DRAFTS


def test_a_reply_without_end_is_left() -> None:
    read_off = 0

    def pieces() -> Iterator[str]:
        nonlocal read_off
        yield '{"claims": ['
        while True:
            read_off += 1
            yield "x" * 1000

    assert list(drafts(pieces())) == []
    assert read_off <= LONGEST_REPLY // 1000 + 1


def test_keeps_so_much_of_a_field_and_no_more() -> None:
    (draft,) = read(json.dumps({"claims": [{"text": "a" * 50_000, "quotations": []}]}), 1000)

    assert len(draft.text) == LONGEST_FIELD


@given(st.lists(st.text()))
def test_takes_any_text(pieces: Iterable[str]) -> None:
    assert all(isinstance(draft, Draft) for draft in drafts(pieces))


@given(st.integers(0, len(WHOLE)), st.text(max_size=5), st.integers(0, 10))
def test_takes_any_damage(at: int, inserted: str, lost: int) -> None:
    assert len(read(WHOLE[:at] + inserted + WHOLE[at + lost :])) <= 3
