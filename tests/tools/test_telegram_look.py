"""Messages of the Bot API become pages that show them as they are."""

from __future__ import annotations

from typing import Any

from tools.telegram_look import Screen, marked, page


def test_entities_become_nested_tags_at_their_utf16_offsets() -> None:
    entities = [
        {"type": "bold", "offset": 3, "length": 8},
        {"type": "underline", "offset": 6, "length": 5},
        {"type": "text_link", "offset": 12, "length": 3, "url": 'https://example.org/?a="b"'},
    ]
    assert marked("\U0001f600 <b> & it [1]", entities) == (
        '\U0001f600 <b>&lt;b&gt;<u> &amp; it</u></b> <a href="https://example.org/?a=&quot;b&quot;">[1]</a>'
    )


def test_a_long_passage_is_folded_and_a_short_one_is_not() -> None:
    long = "x" * 400
    (short_one, folded) = (
        marked(text, [{"type": "expandable_blockquote", "offset": 0, "length": len(text)}]) for text in ("x", long)
    )
    assert short_one == "<blockquote>x</blockquote>"
    assert folded == f'<blockquote class="folded">{long}</blockquote>'


def message(sender: int, text: str, **more: Any) -> dict[str, Any]:
    return {"from": {"id": sender, "first_name": "<Ada>"}, "chat": {"type": "private"}, "text": text, **more}


def test_a_page_has_messages_replies_buttons_and_what_is_shown_for_a_moment() -> None:
    asked = message(42, "Who?")
    keys = {"inline_keyboard": [[{"text": "More"}, {"text": "<Else>"}]]}
    answered = message(7, "Me.", reply_to_message=asked, reply_markup=keys)
    shown = page(Screen("answer", "Wortlaut", "bot", [asked, answered], 42, toast="Noted & done"))
    assert shown.count('class="message mine"') == 1
    assert "<b>&lt;Ada&gt;</b> Who?" in shown
    assert '<span class="button">More</span><span class="button">&lt;Else&gt;</span>' in shown
    assert '<p class="toast">Noted &amp; done</p>' in shown
