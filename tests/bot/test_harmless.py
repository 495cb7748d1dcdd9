"""What a language model wrote is shown without links, markup and invisible characters of its own."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.harmless import harmless

SOURCE = "Mehr auf https://taz.de/nato, schrieb @nato am Mittwoch [1]. Er sagte: <b>nie</b>."

HOSTILE = [
    ("See https://evil.example/x?q=1, now.", "See […], now."),
    ("See evil.example or EVIL.EXAMPLE.", "See […] or […]."),
    ("See evil。example/path!", "See […]!"),
    ("Write to me@evil.example or mailto:me@evil.example.", "Write to […] or […]."),
    ("javascript:alert tg://resolve?domain=x", "[…] […]"),
    ("[Click](https://evil.example) ![](https://evil.example/pixel.png)", "Click"),
    ("<a href='https://evil.example'>Here</a> <script>x</script>", "Here x"),
    ("**Bold** __and__ `code` ~~gone~~", "Bold and code gone"),
    ("He said it. [7] [2, 3] 【4】[5–6]", "He said it."),
    ("He said ⟨it⟩.", "He said it."),
    ("Tap /forget, @evil_bot and #this.", "Tap forget, evil_bot and this."),
    ("One\nline\r\n\tonly\u2028here", "One line only here"),
    ("\u202etxet\u2066 \u200bz\u00adw\U000e0041\ufe0f\u2800\u3164", "txet zw"),
    ("\x1b[31mred\x1b[0m\x07", "[31mred[0m"),
    ("Z" + "\u0301" * 50 + "x", "Z\u0301\u0301\u0301x"),
]

HARMLESS = [
    "Um 18.30 Uhr waren es 3,5 Mio. Euro, z.B. in den U.S.-Bundesstaaten.",
    "Baerbock said “Es braucht Sicherheitsgarantien” on Tuesday; Bürger*innen and/or others, 3 < 4.",
    "Sie sagte: ja – und (wie immer) nein!",
    "“Mehr auf https://taz.de/nato, schrieb @nato am Mittwoch [1].”",
    "Er sagte <b>nie</b>.",
]


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
def test_what_is_the_models_own_is_taken_out(text: str, shown: str) -> None:
    assert harmless(text, [SOURCE]) == shown


@pytest.mark.parametrize("text", HARMLESS)
def test_words_stay_and_so_does_what_stands_in_the_passage(text: str) -> None:
    assert harmless(text, [SOURCE]) == text


@given(st.text())
def test_nothing_invisible_comes_through(text: str) -> None:
    shown = harmless(text)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
    assert shown == " ".join(shown.split())
