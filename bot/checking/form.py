"""The form of a claim: one plain sentence in the question's language, and nothing else."""

from __future__ import annotations

import functools
import re
import unicodedata

from bot.checking.lists import data
from bot.checking.matching import is_invisible
from bot.checking.reasons import reason
from bot.harmless import holds_host
from retrieval.language import language_of
from retrieval.text import quotations, sentences, words

__all__ = ["faults", "holds_link", "is_of_script", "strange", "talks_of_itself", "tidy"]

LONGEST = 400
"""Characters of a claim."""
_MOST_SENTENCES = 2
_LEAST_WORDS = 2
_LANGUAGE_SHOWS = 6
"""Words outside of quotation marks from which on the language of a claim can be told."""
_LANGUAGE_IS_SURE = 12
_CERTAIN = ("de", "en")
_MARKERS = re.compile(r"\s*\[\d+(?:\s*[,;–-]\s*\d+)*\]")
_LETTERS_OF_ALL = frozenset("ªºµΩ")
_SIGNS = frozenset("$.,;:!?()–—-‐‑−…'’\"“”„‚‘»«›‹%‰&/°+§¿¡·×،؛؟٪।։՝՛՞־።፣")
_WIDE_SIGNS = frozenset("。，、；：？！（）「」『』《》・ー％")
_WITH_WIDE_SIGNS = ("CJK UNIFIED", "HIRAGANA", "KATAKANA LETTER", "HANGUL")
_BRACKETS = frozenset("⟨⟩")
"""What a reader is shown around the words of a statement; nothing else may look like it."""
_OVERLAYS = (("\u0332", "\u0338"), ("\u035c", "\u0362"), ("\u20d0", "\u20f0"))
_OMISSIONS = re.compile(r"\[\s*(?:…|\.{3})\s*\]")


@functools.cache
def _any_of(table: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in data("form")[table]), re.IGNORECASE)


def tidy(text: str) -> str:
    """A claim's text without white space around it, soft hyphens, and unusual blanks."""
    plain = unicodedata.normalize("NFC", text.replace("\xad", ""))
    return re.sub(r"[^\S\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+", " ", plain).strip()


def faults(text: str, language: str, known: str = "") -> list[str]:
    """What is wrong with the form of a claim's text, as `tidy` gives it. `known` is what it cites."""
    if not text:
        return [reason("empty")]
    if len(text) > LONGEST:
        return [reason("long", most=LONGEST)]
    plain = _outside(text)
    wrong = {
        "short": len(words(text)) < _LEAST_WORDS,
        "several": len(sentences(plain, language)) > _MOST_SENTENCES,
        "talk": talks_of_itself(text),
        "script": not is_of_script(plain, language),
    }
    found = [reason(kind) for kind, is_so in wrong.items() if is_so] + [reason(kind) for kind in strange(text, known)]
    if not found and _is_in_another_language(plain, language):
        found.append(reason("language", language=data("form")["languages"].get(language, language)))
    return found


def _is_in_another_language(text: str, language: str) -> bool:
    """Of short texts, and between languages that are alike, nobody can tell; those are let pass."""
    count = len(words(text))
    if language in _CERTAIN:
        return count >= _LANGUAGE_SHOWS and language_of(text, language) != language
    return count >= _LANGUAGE_IS_SURE and language_of(text, language) in _CERTAIN


def strange(text: str, known: str = "") -> list[str]:
    """What no line of a language model may hold, whatever it says: "lines", "hidden", "link", "markers", "markup", and
    "signs" that are neither letters and ordinary punctuation nor stand in what is `known`."""
    wrong = {
        "lines": re.search(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text) is not None,
        "hidden": any(map(_is_hidden, text)),
        "link": holds_link(text) or holds_host(text, known),
        "markers": _MARKERS.search(text) is not None,
        "markup": _any_of("markup").search(text) is not None,
        "signs": _odd_signs(text, known) != "",
    }
    return [kind for kind, is_so in wrong.items() if is_so]


def talks_of_itself(text: str) -> bool:
    """Whether it is about the task, or refuses it, instead of about what was asked."""
    return _any_of("talk").search(text) is not None


def is_of_script(text: str, language: str) -> bool:
    """Whether its letters are those that the language is written in."""
    return all(_is_of(character, language) for character in text)


def holds_link(text: str) -> bool:
    return _any_of("link").search(text) is not None


def _outside(text: str) -> str:
    """A text without what stands in quotation marks, which is in the language of the article."""
    kept, at = [], 0
    for quotation in quotations(text):
        if quotation.outer.start >= at and quotation.closed:
            kept.append(text[at : quotation.outer.start])
            at = quotation.outer.end
    return " ".join([*kept, text[at:]])


def _odd_signs(text: str, known: str) -> str:
    """Quotation marks of other kinds, emoji, digits in circles, wide letters: what can be read as something that the
    other checks do not see. A list of what is allowed, for there is no end to the others."""
    wide = any(unicodedata.name(c, "").startswith(_WITH_WIDE_SIGNS) for c in text)
    allowed = _SIGNS | (_WIDE_SIGNS if wide else frozenset())
    plain = _OMISSIONS.sub("", text)
    return "".join(c for c in plain if c in _BRACKETS or not (c in allowed or _is_plain(c) or c in known))


def _is_plain(character: str) -> bool:
    """Letters, accents that hide no letter, digits that are no other sign's form, white space, currencies."""
    if character.isascii():
        return character.isalnum() or character.isspace()
    kind = unicodedata.category(character)
    if kind in ("Mn", "Mc"):
        return not any(first <= character <= last for first, last in _OVERLAYS)
    digit = kind == "Nd" and unicodedata.normalize("NFKC", character) == character
    return digit or kind in ("Lu", "Ll", "Lt", "Lo", "Lm", "Sc", "Cc", "Cf", "Zl", "Zp") or character.isspace()


def _is_hidden(character: str) -> bool:
    """Controls, what shows nothing, private use, unassigned; half of a surrogate pair."""
    return unicodedata.category(character) in ("Cc", "Co", "Cs", "Cn") or is_invisible(character)


def _is_of(character: str, language: str) -> bool:
    if character.isascii() or character in _LETTERS_OF_ALL:
        return True
    scripts = data("form")["scripts"].get(language, ["LATIN"])
    if character.isdecimal():
        return any(script in unicodedata.name(character, "") for script in scripts)
    if not character.isalpha():
        return True
    return unicodedata.name(character, "").startswith(tuple(scripts))
