"""JSON that a language model wrote, whole, broken and cut off."""

from __future__ import annotations

from typing import Any

import pytest

from bot.replies import entries, mended, value_of

VALUES = [
    ('{"a": 1}', {"a": 1}, True),
    ('Here it is:\n```json\n{"a": 1}\n```', {"a": 1}, True),
    ('{"a": "one\ntwo"}', {"a": "one\ntwo"}, True),
    ('{"a": 1,}', {"a": 1}, True),
    ("{'a': \"Kiew's Bürger\", 'b': None}", {"a": "Kiew's Bürger", "b": None}, True),
    ('{"a": 1, "b": "half', {"a": 1, "b": "half"}, False),
    ("I cannot say.", None, False),
    ("", None, False),
]


@pytest.mark.parametrize(("text", "value", "whole"), VALUES)
def test_the_value_of_a_reply(text: str, value: Any, whole: bool) -> None:
    assert value_of(text) == (value, whole)


def test_of_a_reply_that_was_cut_off_the_last_entry_is_left_out() -> None:
    reply = '{"all": [{"number": 1, "text": "eins"}, {"number": 2, "text": "zw'

    assert entries(reply, "all") == [{"number": 1, "text": "eins"}]
    assert entries(f'{reply}ei"}}]}}', "all") == [{"number": 1, "text": "eins"}, {"number": 2, "text": "zwei"}]


def test_entries_stand_without_their_key_too() -> None:
    assert entries('[{"number": 1}, "nothing"]', "all") == [{"number": 1}]
    assert entries('{"number": 1}', "all") == [{"number": 1}]


def test_what_no_parser_can_bear_means_nothing() -> None:
    assert not mended("[" * 100_000)
