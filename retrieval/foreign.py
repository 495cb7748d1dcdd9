"""Whether a question is in a language that questions are not read in. Small words tell, as in `retrieval.language`: a
trained identifier takes half a second to load, and takes names for words."""

from __future__ import annotations

import functools
import re

from retrieval import lists
from retrieval.language import function_words

__all__ = ["foreign_language"]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_APART = re.compile(r"(?<=[^\W\d_])['’]")
_ENOUGH = 2
"""Words of a language that a question needs, and that no other language may have as many of."""
_MOST_LETTERS = 3


def foreign_language(text: str) -> str | None:
    """The ISO 639-1 code of a language other than German and English, where the text surely is in one."""
    for code, pattern in _letters().items():
        if len(pattern.findall(text)) >= (_MOST_LETTERS if code not in _words() else 1):
            return code
    found = [word.replace("’", "'").lower() for word in _WORD.findall(text)]
    words = {part for word in found for part in (word, *_APART.split(word))}
    counts = sorted(((len(words & theirs), code) for code, theirs in _words().items()), reverse=True)
    own = max(len(words & function_words(code)) for code in ("de", "en"))
    (most, code), (second, _) = counts[:2]
    return code if most >= _ENOUGH and most > max(second, own) else None


@functools.cache
def _words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in lists.data("foreign")["words"].items()}


@functools.cache
def _letters() -> dict[str, re.Pattern[str]]:
    return {code: re.compile(pattern) for code, pattern in lists.data("foreign")["letters"].items()}
