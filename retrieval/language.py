"""Which language a text is in: function words where they decide, a trained identifier where they do not.

Questions are a few words long and full of names ("What did von der Leyen say?"), which a letter-based identifier takes
for the language of the name. Function words do not have that weakness. They also decide nearly every German or English
article, so that the identifier (half a second to load) is needed for other languages only.
"""

from __future__ import annotations

import re
import tempfile
from functools import cache
from importlib.resources import files

from retrieval.errors import Unreadable

__all__ = ["function_words", "language_of", "language_of_article"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NAME_PARTICLE = re.compile(r"\bv[oa]n(?: (?:der|dem|den|de|und zu))?(?= [^\W\d_a-zäöü])")
"""Within a name, these words say nothing of the language around it."""

_SAMPLE = 5000
"""Characters that are looked at: more would change nothing."""

_LONG = 12
"""Words from which on the identifier is right more often than a default."""

_SHARE = 0.3
"""Function words among the words of a long text, below which it may be in a third language: Dutch has 0.2 German ones.
Of 840 German and English articles, 99 in 100 have more than 0.34."""

_LEAD = 2.0
"""How many times more often the one language's words must stand in a long text than the other's."""


def language_of(text: str, default: str = "de") -> str:
    """The language of a question or of any other text that is not kept, as "de", "en" or another ISO 639-1 code. Never
    raises.

    `default` is what an empty text is in, and a short one without any function word ("Rutte?").
    """
    try:
        return language_of_article(text, default)
    except Unreadable:
        return default


def language_of_article(text: str, default: str = "de") -> str:
    """The same. Raises Unreadable where it cannot be told on this machine as it is: what is kept must not be kept in
    the wrong language."""
    sample = _NAME_PARTICLE.sub(" ", text[:_SAMPLE])
    words = _WORD.findall(sample.lower().replace("’", "'"))
    german = sum(word in function_words("de") for word in words)
    english = sum(word in function_words("en") for word in words)
    if len(words) < _LONG:
        return _of_short_text(sample, words, german, english, default)
    if max(german, english) >= max(_SHARE * len(words), _LEAD * min(german, english)):
        return "de" if german > english else "en"
    return _identified(sample) or default


def _of_short_text(text: str, words: list[str], german: int, english: int, default: str) -> str:
    if german == english and words:
        # The first word of a question is its question word or its conjunction.
        german += words[0] in function_words("de")
        english += words[0] in function_words("en")
    if german != english:
        return "de" if german > english else "en"
    return "de" if re.search("[äöüßÄÖÜ]", text) and not english else default


def _identified(text: str) -> str | None:
    """The identifier's best guess among the languages that have a two-letter code."""
    import py3langid

    try:
        ranked = py3langid.rank(text.encode("utf-8", "replace").decode())
    except OSError as error:  # it unpacks its model into a temporary file, once in each process
        reason = (error.strerror or str(error)).lower()
        raise Unreadable(
            "its language cannot be told, because no temporary file can be written"
            f" ({reason}); make room in {tempfile.gettempdir()}, or set TMPDIR to another folder"
        ) from error
    return next((str(language) for language, _ in ranked if len(language) == 2), None)


@cache
def function_words(language: str) -> frozenset[str]:
    """Small words in small letters, of "de" or "en"; each list holds what both languages use."""
    data = files("retrieval").joinpath("function_words", f"{language}.txt").read_text("utf-8")
    return frozenset(word for line in data.splitlines() if not line.startswith("#") for word in line.split())
