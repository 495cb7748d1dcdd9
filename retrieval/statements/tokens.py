"""A paragraph as the rules see it: sentences of words, with each quotation and each bracket folded into one token.

Folding is what keeps the rules small and their cost linear: a rule about `„Ja. Nein“, sagte X` sees
`QUOTATION , sagte X`, whatever stands between the marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from retrieval.articles import Span
from retrieval.text import Quotation, quotations, sentences

__all__ = ["Sentence", "Token", "sentences_of"]

_TOKEN = re.compile(
    r"[^\W_]+(?:[-‑'’&/_+](?=[^\W_])[^\W_]+|\.(?=[^\W_A-ZÄÖÜ])[^\W_]+|(?<=\b[A-Z])\.(?=[A-Z]\b)[A-Z]|(?<=\d)[:,](?=\d)\d+)*(?:['’](?!\w))?|[^\w\s]|_"
)
_HOST = re.compile(r"[a-z]\.(?:de|com|org|net|at|ch|tv|eu|info|uk)$")
_SMALL_NAMES = frozenset("taz dpa apa ddp epd kna sid afp dapd".split())  # newspapers and agencies written small
_LONGEST = 200  # tokens; what goes on for longer is no sentence, and the rules may look at all of one
_BRACKET = re.compile(r"\([^()]{1,300}\)|\[[^\[\]]{1,300}\]")


class Token(NamedTuple):
    """`kind` is "w" for a word, "p" for a mark, "q" for a folded quotation, "b" for a folded bracket. `capital`: a word
    that is written as a name or noun: "Weber", "iPod", "t-online.de".

    Of a quotation, `lower` is "„" and `size` counts its words; `last` is the last character before its closing mark.
    """

    text: str
    lower: str
    start: int
    end: int
    kind: str
    capital: bool = False
    quotation: Quotation | None = None
    size: int = 1
    last: str = ""


def _is_capital(text: str, lower: str) -> bool:
    if text[0].isupper() or lower in _SMALL_NAMES:
        return True
    return (not text.islower() and text[0].isalpha()) or _HOST.search(text) is not None


@dataclass(slots=True)
class Sentence:
    """`tokens` without the final mark; `end` is where the sentence ends without it, `full_end` with it."""

    tokens: list[Token]
    start: int
    end: int
    full_end: int
    number: int
    final: str
    quotations: list[Token]
    _words: list[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._words = [token.lower for token in self.tokens]

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, i: int) -> str:
        """The lower-cased token at `i`, empty outside of the sentence."""
        return self._words[i] if 0 <= i < len(self._words) else ""

    def span(self, i: int, j: int) -> Span:
        """The characters of tokens `i` to `j` (exclusive)."""
        return Span(self.tokens[i].start, self.tokens[j - 1].end)


def _tokens(text: str, outer: list[Quotation]) -> list[Token]:
    """Tokens of `text` with the outermost quotations and the brackets folded."""
    found: list[Token] = []
    position = 0
    for quotation in [*outer, None]:
        stop = quotation.outer.start if quotation else len(text)
        brackets = list(_BRACKET.finditer(text, position, stop))
        for bracket in [*brackets, None]:
            end = bracket.start() if bracket else stop
            for match in _TOKEN.finditer(text, position, end):
                word = match.group()
                lower, named = word.lower(), word[0].isalnum()
                capital = named and _is_capital(word, lower)
                found.append(Token(word, lower, *match.span(), "w" if named else "p", capital))
            if bracket:
                found.append(Token(bracket.group(), "(", bracket.start(), bracket.end(), "b"))
                position = bracket.end()
        if quotation:
            inner = quotation.inner.of(text)
            size = len(inner.split())
            found.append(Token(inner, "„", *quotation.outer, "q", False, quotation, size, inner.rstrip()[-1:]))
            position = quotation.outer.end
    return found


def _joined(tokens: list[Token], names: Sequence[Span], text: str) -> list[Token]:
    """Tokens with each of the names, in order, as one, which has a capital as names have."""
    found: list[Token] = []
    left = list(reversed(names))
    for token in tokens:
        while left and left[-1].end <= token.start:
            left.pop()
        if not left or token.start < left[-1].start or token.kind != "w" or token.end > left[-1].end:
            found.append(token)
        elif token.end == left[-1].end:
            name = left[-1].of(text)
            found.append(Token(name[:1].upper() + name[1:], name.lower(), *left[-1], "w", capital=True))
    return found


def sentences_of(text: str, language: str, names: Sequence[Span] = ()) -> list[Sentence]:
    """The sentences of a paragraph; those inside of one quotation count as one. `names` of several words ("von der
    Heide"), in order, are one token each."""
    outer: list[Quotation] = []
    for quotation in quotations(text, continued=True):
        if not outer or quotation.outer.start >= outer[-1].outer.end:
            outer.append(quotation)
    tokens = _joined(_tokens(text, outer), names, text)
    bounds = [span.end for span in sentences(text, language)]
    found: list[Sentence] = []
    begin = at = 0
    for i, token in enumerate(tokens):
        while at < len(bounds) and bounds[at] <= token.start:
            at += 1
        last = i + 1 == len(tokens)
        bound = at < len(bounds) and not last and token.end <= bounds[at] <= tokens[i + 1].start
        if bound and tokens[i + 1].kind == "q" and tokens[i + 1].text[:1].islower():
            bound = False  # "Anselm XVI. „ist müde“"
        ends = last or bound or token.lower == ";" or i - begin >= _LONGEST
        if token.kind == "q" and not ends:  # sentences inside of the quotation end there, and one ends with it
            while at < len(bounds) and bounds[at] < token.end:
                at += 1
            ends = at < len(bounds) and bounds[at] <= tokens[i + 1].start
        if ends:
            found.append(_sentence(tokens[begin : i + 1], len(found)))
            begin = i + 1
    return found


def _sentence(tokens: list[Token], number: int) -> Sentence:
    full_end, final = tokens[-1].end, ""
    kept = list(tokens)
    while len(kept) > 1 and kept[-1].lower in ".!?…;":
        final = kept.pop().lower
    quoted = [t for t in kept if t.kind == "q"]
    return Sentence(kept, kept[0].start, kept[-1].end, full_end, number, final, quoted)
