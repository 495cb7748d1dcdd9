"""How a language model writes a reply down that says what it should: in good form, in bad, or not at all.

`FORMS` change how a whole reply is written; what is said in it stays. `NOTHING` are replies that say nothing.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable

Form = Callable[[str, random.Random], str]


def _fenced(text: str, _: random.Random) -> str:
    return f"```json\n{json.dumps(json.loads(text), ensure_ascii=False, indent=2)}\n```"


def _prose_around(text: str, _: random.Random) -> str:
    return f"Sure! Here is the answer you asked for:\n\n{text}\n\nLet me know if you need anything else {{or not}}."


def _thinking(text: str, _: random.Random) -> str:
    return f'<think>The user asks {{something}}. I should answer with {{"claims": ...}} of course.</think>\n{text}'


def _trailing_comma(text: str, _: random.Random) -> str:
    return re.sub(r"\]\}$", ",]}", text)


def _single_quotes(text: str, _: random.Random) -> str:
    return repr(json.loads(text))


def _bare_list(text: str, _: random.Random) -> str:
    return json.dumps(json.loads(text)["claims"], ensure_ascii=False)


def _spread(text: str, _: random.Random) -> str:
    return json.dumps(json.loads(text), ensure_ascii=True, indent=4)


def _unescaped(text: str, _: random.Random) -> str:
    """Quotation marks inside of a text, as German keyboards have them, without a backslash."""
    return text.replace("“", '"').replace('\\"', '"')


def _cut_off(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text) // 3, len(text) - 3)]


FORMS: dict[str, Form] = {
    "as it should be": lambda text, _: text,
    "fenced": _fenced,
    "prose around it": _prose_around,
    "thinking before it": _thinking,
    "trailing comma": _trailing_comma,
    "single quotes": _single_quotes,
    "a bare list": _bare_list,
    "spread over lines": _spread,
    "unescaped quotation marks": _unescaped,
    "cut off in the middle": _cut_off,
}
HARMLESS = frozenset(FORMS) - {"unescaped quotation marks", "cut off in the middle"}
"""Forms in which every true claim is to be kept; of the others what can be made out."""

NOTHING: dict[str, str] = {
    "empty": "",
    "blank": " \n ",
    "no claims": '{"claims": []}',
    "refusal": "I'm sorry, but I can't help with that request.",
    "refusal in German": "Es tut mir leid, dabei kann ich nicht helfen.",
    "not what was asked": '{"answer": "Rutte said it.", "sources": [1]}',
    "claims of no shape": '{"claims": ["Rutte said it.", 3, null, {"text": 5}, {"quotations": "x"}]}',
    "an error as text": "Error: model overloaded. Please try again later.",
    "noise": '}{][\\u0000 \\ud800 {{{{ "claims": [[[[ ',
}
"""Replies with nothing in them that could be shown."""
