"""Whether what an answer shows is true, by the articles as they stand and who says what in them by hand.

Shares no code with the checks of the bot. Everything that is shown is taken from the rendered answer, not from what the
answer points at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Any

from gold import Gold, Said

MARKS = '„“”"»«'
_BETWEEN = re.compile(rf"[{MARKS}]([^{MARKS}]*)[{MARKS}]")
_SINGLE = re.compile(r"(?<![\w’])['‘‚‹›]([^'‘’‚‹›]{2,}?)['’‘‹›](?!\w)")


def folded(text: str) -> str:
    """Words alone: how a sentence is punctuated makes it no other claim."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def squeezed(text: str) -> str:
    """On one line, without what nobody sees."""
    kept = (char for char in text if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf"))
    return " ".join("".join(kept).replace("\ufffd", "").split())


def quoted_in(text: str) -> Iterator[str]:
    """What stands between quotation marks, without the stop that closes the sentence around it."""
    for found in (*_BETWEEN.finditer(text), *_SINGLE.finditer(text)):
        if words := found[1].strip(" .,;:!?…\u00a0"):
            yield words


def false_quotations(shown: dict[str, Any], gold: Gold) -> list[str]:
    """Of an answer as JSON: citations that are not the words of their place, and words between quotation marks that do
    not stand, letter for letter, in a paragraph that is cited beside them."""
    found = []
    paragraphs = {}
    for cited in shown["citations"]:
        text = gold.paragraph(cited["article"], cited["paragraph"]).text
        paragraphs[cited["number"]] = squeezed(text)
        if text[cited["start"] : cited["end"]] != cited["quote"] or not cited["quote"].strip():
            found.append(f"citation {cited['number']}: {cited['quote']}")
        begin, end = cited["sentence"]
        if not 0 <= begin <= cited["start"] < cited["end"] <= end <= len(text):
            found.append(f"citation {cited['number']}: no place in its paragraph")
    for claim in shown["claims"]:
        around = [paragraphs[number] for number in claim["citations"]]
        if not around:
            found.append(f"no citation: {claim['text']}")
        found += [words for words in quoted_in(claim["text"]) if not any(words in text for text in around)]
        found += [f"in a translation: {words}" for words in quoted_in(claim["translation"] or "")]
    about = [cited[name] or "" for cited in shown["citations"] for name in ("title", "publisher", "link")]
    everything = [*paragraphs.values(), *map(squeezed, about)]
    for line in shown["text"].split("\n"):
        bare = squeezed(line.replace("⟨", "").replace("⟩", ""))
        found += [words for words in quoted_in(bare) if not any(words in text for text in everything)]
    return found


def misattributed(shown: dict[str, Any], gold: Gold) -> list[str]:
    """Words that are shown under the name of somebody who did not say them."""
    cited = {one["number"]: one for one in shown["citations"]}
    return [
        f"{claim['speaker']}: {cited[number]['quote']}"
        for claim in shown["claims"]
        for number in claim["citations"]
        if claim["speaker"] is not None
        and not any(_is_called(one.speaker, claim["speaker"]) for one in _there(cited[number], gold))
    ]


def unknown_claims(shown: dict[str, Any], allowed: Collection[str]) -> list[str]:
    """Sentences that nobody is allowed to read: all but those."""
    known = {folded(text) for text in allowed}
    return [claim["text"] for claim in shown["claims"] if folded(claim["text"]) not in known]


def _there(cited: dict[str, Any], gold: Gold) -> Iterator[Said]:
    """What is said, by hand, where a citation stands."""
    text = gold.paragraph(cited["article"], cited["paragraph"]).text
    for one in gold.said:
        if (one.article, one.number) == (cited["article"], cited["paragraph"]):
            start = text.index(one.text)
            if start < cited["end"] and cited["start"] < start + len(one.text):
                yield one


def _is_called(name: str, shown: str) -> bool:
    """ "David Okafor", "Inspector David Okafor"; "Hafengesellschaft", "die Hafengesellschaft"."""
    own, other = folded(name).split(), folded(shown).split()
    return set(own) <= set(other) or set(other) <= set(own)
