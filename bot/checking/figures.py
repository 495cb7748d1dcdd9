"""The numbers in a text as written, with every value that they may have, and what they count.

"1.000" is a thousand, or one: a claim and its passage may be in either language, and what fits under one reading is no
mistake. `bot.checking.numbers` reads the same by the rules of one language.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.checking.days import DATE
from bot.checking.lists import data, keys_of_words

__all__ = ["Number", "is_quantity", "is_vague", "numbers_in", "units_in", "values_of"]

_FIGURE = re.compile(r"\d{1,3}(?:([.,'’\u00a0\u202f ])\d{3})(?:\1\d{3})*(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_TENS_AND_ONES = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ]"
    r"(one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(r"(?:mal(?:ig)?|fach|jährig|köpfig|tägig|stündig|monatig|wöchig|minütig|seitig)(?:e[nrsm]?)?$")
_WORD = re.compile(r"[^\W\d_]+")
_AND_A_HALF = re.compile(r"\b(?:(\d{1,3}|[a-z]{3,9}) and a half|an? [a-z]{4,10} and a half)\b", re.IGNORECASE)
_A_DOZEN = re.compile(r"\b(?:(half|\d{1,2}|[^\W\d_]{3,10}) )?(?:an? )?(?:dutzend|dozen)\b", re.IGNORECASE)
_POINTS = re.compile(r"[\s\u00a0-]*percentage[ -]points?\b", re.IGNORECASE)
_PM = re.compile(r"\s?p\.?\s?m\b", re.IGNORECASE)

_DOZEN = 12
_LONGEST_WORD = 60
"""Letters of a word that is read as a number."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, the values that it may have, and what it counts, where that is a unit of the list."""

    written: str
    values: frozenset[str]
    unit: str | None


_of_words = functools.partial(keys_of_words, "figures")


def is_vague(number: Number) -> bool:
    """Whether it is a word that a claim may use for any number: "a couple"."""
    return number.written.lower() in _of_words("vague")


def is_quantity(word: str) -> bool:
    """Whether a number before this word is multiplied by something: "Millionen"."""
    return bool(_quantity(word.lower()))


def numbers_in(text: str) -> Iterator[Number]:
    for date in DATE.finditer(text):
        for part in (date.group(1), date.group(3), date.group(4), date.group(6)):
            if part:
                yield Number(date.group(), frozenset((part, part.lstrip("0"))), None)
    text = DATE.sub(lambda date: " " * len(date.group()), text)
    found = [(*m.span(), values_of(m.group())) for m in _FIGURE.finditer(text)]
    found += [(*m.span(), {_tens_and_ones(*m.groups())}) for m in _TENS_AND_ONES.finditer(text)]
    found += [(*m.span(), {_and_a_half(m.group(1))}) for m in _AND_A_HALF.finditer(text)]
    found += [(*m.span(), _dozens(m.group(1) or "")) for m in _A_DOZEN.finditer(text)]
    found += [(*m.span(), values) for m in _WORD.finditer(text) if (values := _word_at(m, text))]
    taken = 0
    for start, end, values in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= taken:
            number, taken = _number(text, start, end, values)
            yield number
    for match in re.finditer(r"[½¼¾⅓⅔]", text):
        yield Number(match.group(), frozenset(("half",) if match.group() == "½" else (match.group(),)), None)


def _tens_and_ones(tens: str, ones: str) -> str:
    words = _of_words("numbers")
    return str(int(words[tens.lower()]) + (1 if ones.lower() in ("one", "first") else int(words[ones.lower()])))


def _word_at(word: re.Match[str], text: str) -> set[str]:
    values = _in_words(word.group().lower())
    return values - {"3"} if "third" in values and _is_share(word, text) else values


def _is_share(word: re.Match[str], text: str) -> bool:
    """ "A third of", which is not three."""
    before = text[: word.start()].lower().endswith(("a ", "one ", "two "))
    return before and text.startswith(" of ", word.end())


def _and_a_half(number: str | None) -> str:
    """ "Two and a half"; "a year and a half"."""
    word = (number or "one").lower()
    whole = {"one": "1"}.get(word) or _of_words("numbers").get(word, word)
    return f"{whole}.5"


def _dozens(before: str) -> set[str]:
    """ "A dozen", "two dozen", "half a dozen", "several dozen"."""
    word = before.lower()
    if _of_words("parts").get(word) == "half":
        return {str(_DOZEN // 2)}
    if word in _of_words("some"):
        return {"dozens"}
    count = word if word.isdigit() else _of_words("numbers").get(word, "1")
    return {str(int(count) * _DOZEN)}


def _number(text: str, start: int, end: int, values: set[str]) -> tuple[Number, int]:
    """With the words of quantity after it ("2 Millionen"), and its unit; and where all that ends."""
    while following := re.match(r"[\s\u00a0-]*([^\W\d_]+)", text[end : end + 24]):
        factors = _quantity(following.group(1).lower()) or _behind_currency(text, start, following.group(1))
        decimals = [value for value in values if _is_decimal(value)]
        if not factors or not decimals:
            break
        values = {_plain(Decimal(value) * factor) for value in decimals for factor in factors}
        end += following.end()
    if _PM.match(text, end):
        values |= {str(int(value) + 12) for value in values if value.isdigit() and len(value) < 3}
    return Number(text[start:end].strip(), frozenset(values), _unit(text, start, end)), end


def values_of(figure: str) -> set[str]:
    """The values of a number in figures: "1.000" is a thousand, or one."""
    decimals = re.fullmatch(r"(\d{1,3}(?:([.,'’\u00a0\u202f ])\d{3})+)(?!\2)[.,](\d+)", figure)
    if decimals:
        return {_plain(Decimal(re.sub(r"\D", "", decimals.group(1)) + "." + decimals.group(3)))}
    grouped = re.fullmatch(r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+", figure)
    parts = re.split(r"[.,'’\u00a0\u202f ]", figure)
    if len(parts) == 1:
        return {figure.lstrip("0") or "0", figure}
    values = {"".join(parts).lstrip("0") or "0"} if grouped else set()
    if re.search(r"[.,]\d+$", figure):
        values.add(_plain(Decimal("".join(parts[:-1]) + "." + parts[-1])) if not grouped else figure.replace(",", "."))
    return values


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_decimal(value: str) -> bool:
    return re.fullmatch(r"\d+(?:\.\d+)?", value) is not None


def _quantity(word: str) -> set[Decimal]:
    """What a number before this word is multiplied by."""
    factors = {Decimal(value) for value in (_of_words("numbers").get(word),) if value and int(value) >= 100}
    if word in _of_words("german"):
        factors.add(Decimal(_of_words("german")[word]))
    return factors


def _behind_currency(text: str, start: int, letter: str) -> set[Decimal]:
    """What "m" means in "£620m"; elsewhere it is a metre."""
    money = text[max(0, start - 1) : start] in ("£", "$", "€")
    factor = _of_words("behind_currency").get(letter.lower()) if money else None
    return {Decimal(factor)} if factor else set()


def _in_words(word: str) -> set[str]:
    """The values of a number word; "one" is none, because it is an article or a pronoun."""
    while word and len(word) <= _LONGEST_WORD:
        if word in data("figures")["behind_figures"].split():
            return set()
        values = {value for table in ("numbers", "german", "parts") if (value := _of_words(table).get(word))}
        if values:
            return values
        if compound := _compound(word):
            return {str(compound)}
        if (shorter := _TIMES.sub("", word)) == word:
            break
        word = shorter
    return set()


@functools.lru_cache(maxsize=4096)
def _compound(word: str) -> int | None:
    """ "dreihundertfünfzig", "einundzwanzig", "zweitausend"; None for what is no German number word."""
    match = re.fullmatch(r"(?:(\w*?)tausend)?(?:und)?(?:(\w*?)hundert)?(?:und)?(\w*?)(?:s?te[nrs]?|mal|fach)?", word)
    if not match or not (match.group(1) is not None or match.group(2) is not None or "und" in word):
        return None
    thousands, hundreds, rest = match.groups()
    parts = [
        (_below_thousand(thousands), 1000) if thousands is not None else (0, 0),
        (_small(hundreds), 100) if hundreds is not None else (0, 0),
        (_tens(rest), 1) if rest else (0, 0),
    ]
    if any(value is None for value, _ in parts):
        return None
    return sum((value or 0) * factor for value, factor in parts) or None


def _below_thousand(word: str) -> int | None:
    return 1 if word in ("", "ein") else _small(word) or _tens(word) or _compound(word)


def _small(word: str) -> int | None:
    if word in ("", "ein", "eins"):
        return 1
    value = _of_words("numbers").get(word)
    return int(value) if value and int(value) < 100 else None


def _tens(word: str) -> int | None:
    ones, joint, tens = word.partition("und")
    if joint:
        one, ten = _small(ones), _small(tens)
        return one + ten if one and ten and ten >= 20 else None
    return _small(word)


def _unit(text: str, start: int, end: int) -> str | None:
    units = _of_words("units")
    before = text[max(0, start - 1) : start]
    after = re.match(r"[\s\u00a0-]*(%|€|\$|£|[^\W\d_]+(?:-[^\W\d_]+)?)", text[end : end + 24])
    if before in units:
        return units[before]
    if _POINTS.match(text, end):
        return "points"
    if after is None:
        return None
    word = after.group(1).lower()
    if word == "per" and text[end:].lower().lstrip().startswith("per cent"):
        return "percent"
    return units.get(word) or units.get(word.split("-")[0])


def units_in(text: str) -> Iterator[str]:
    lowered = text.lower()
    for word, unit in _of_words("units").items():
        if word in lowered:
            yield unit
    if "per cent" in lowered or "prozent" in lowered:
        yield "percent"
