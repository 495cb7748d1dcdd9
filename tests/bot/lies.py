"""What a language model can say wrong: true claims turned into lies.

`LIES` change a claim, or give None where they do not apply to it. `WRITTEN` are lies by hand, in lies.toml.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from gold import gold
from wordings import Wording, paragraph_of, written_words

Lie = Callable[[Wording, random.Random], "Wording | None"]


# -------------------------------------------------------------------------------------------------- which passage it is


def _swapped(claim: Wording, _: random.Random) -> Wording:
    return claim.numbered("swapped")


def _unseen(claim: Wording, chance: random.Random) -> Wording:
    return claim.numbered(chance.choice(["unseen", "zero"]))


def _no_source(claim: Wording, _: random.Random) -> Wording:
    return replace(claim, quotations=())


def _other_article(claim: Wording, chance: random.Random) -> Wording:
    """Words of another article, said to stand in this passage."""
    own = claim.quotations[0].quote.article
    others = [one for one in gold().said if one.article != own and len(one.text) > 20]
    return _first_quoted(claim, chance.choice(others).text)


# ------------------------------------------------------------------------------------------------- what is said in quotes


def _letter(claim: Wording, chance: random.Random) -> Wording | None:
    def change(text: str) -> str | None:
        at = [i for i, char in enumerate(text) if char.isalpha() and 0 < i < len(text) - 1]
        if not at:
            return None
        place = chance.choice(at)
        other = chance.choice([c for c in "aeinrstlm" if c != text[place].lower()])
        return text[:place] + other + text[place + 1 :]

    return claim.quoting(change)


def _word(claim: Wording, chance: random.Random) -> Wording | None:
    paragraph = paragraph_of(claim)

    def change(text: str) -> str | None:
        words = list(re.finditer(r"\w{4,}", text))
        others = [w for w in re.findall(r"\w{4,}", paragraph) if w not in text]
        if not words or not others:
            return None
        word = chance.choice(words)
        return text[: word.start()] + chance.choice(others) + text[word.end() :]

    return claim.quoting(change)


def _word_out(claim: Wording, chance: random.Random) -> Wording | None:
    def change(text: str) -> str | None:
        words = text.split(" ")
        if len(words) < 3:
            return None
        del words[chance.randrange(1, len(words) - 1)]
        return " ".join(words)

    return claim.quoting(change)


def _stitched(claim: Wording, chance: random.Random) -> Wording | None:
    """Two ends of a quotation without a sign for what stood between them."""

    def change(text: str) -> str | None:
        words = text.split(" ")
        if len(words) < 7:
            return None
        return f"{' '.join(words[:2])}{chance.choice([' ', ', '])}{' '.join(words[-2:])}"

    return claim.quoting(change)


def _translated(claim: Wording, _: random.Random) -> Wording | None:
    for one in claim.quotations:
        if one.quote.translation:
            return _first_quoted(claim, one.quote.translation)
    return None


def _marked_paraphrase(claim: Wording, _: random.Random) -> Wording | None:
    """Quotation marks around the model's own words."""
    words = claim.text.rstrip(".").split(" ")
    if len(words) < 7 or re.search(r"[„“”\"»«]", claim.text):
        return None
    own = " ".join(words[-4:])
    if own in paragraph_of(claim):
        return None
    return replace(claim, text=f"{' '.join(words[:-4])} „{own}“.")


# -------------------------------------------------------------------------------------------------------------- who said it


def _invented(claim: Wording, chance: random.Random) -> Wording | None:
    return _said_by(claim, chance.choice(written_words()["words"]["invented"]))


def _speaker_swapped(claim: Wording, chance: random.Random) -> Wording | None:
    if claim.speaker is None:
        return None
    article = claim.quotations[0].quote.article
    last = claim.speaker.split()[-1]
    others = [name for name in gold().speakers(article) if " " in name and last not in name]
    return _said_by(claim, chance.choice(others)) if others else None


def _silent(claim: Wording, chance: random.Random) -> Wording | None:
    article = claim.quotations[0].quote.article
    names = written_words()["silent"].get(article, written_words()["silent"]["seed"])
    return _said_by(claim, chance.choice(names))


def _said_by(claim: Wording, name: str) -> Wording | None:
    """Said by somebody else, in the sentence too where it names the speaker."""
    if claim.speaker is None:
        return None
    last = re.escape(claim.speaker.split()[-1])
    first = re.escape(" ".join(claim.speaker.split()[:-1]))
    text = re.sub(rf"(?:{first} )?\b{last}\b", name, claim.text)
    return replace(claim, speaker=name, text=text)


# ------------------------------------------------------------------------------------------------------ what is said to be


def _number(claim: Wording, chance: random.Random) -> Wording | None:
    there = paragraph_of(claim)
    found = list(re.finditer(r"\d+", claim.text))
    for match in chance.sample(found, len(found)):
        other = str(int(match[0]) + chance.choice([1, 2, 10, 100]))
        if not re.search(rf"\b{other}\b", there):
            return replace(claim, text=claim.text[: match.start()] + other + claim.text[match.end() :])
    return None


def _name(claim: Wording, chance: random.Random) -> Wording | None:
    """Another place or person, anywhere but at the beginning, and not the speaker's name."""
    own = set(re.findall(r"\w+", claim.speaker or ""))
    names = [
        m
        for m in re.finditer(r"(?<=[a-zäöüß,] )[A-ZÄÖÜ][\w-]{3,}", claim.text)
        if m[0] not in own and re.search(rf"\b{re.escape(m[0])}\b", paragraph_of(claim)) and m[0] in PROPER
    ]
    if not names:
        return None
    name = chance.choice(names)
    other = chance.choice(written_words()["words"]["names"])
    return replace(claim, text=claim.text[: name.start()] + other + claim.text[name.end() :])


PROPER = frozenset(
    "Bremerhorn Altenried Hinterau Türkei Istanbul Moskau Moscow Dresden Saxony Saxony's Salem Oregon Europe America Larne"
    " Belaya Belaja Sonnberg Lindau Semyonov Arrow Rotterdam Schweden Dornhagen Skarvik Vilnora Austria Waldkirch Nato NATO Russia Ukraine Russland Putin Kiew Kyiv".split()
)
"""Names in the true claims that a lie puts another name for."""


def _date(claim: Wording, chance: random.Random) -> Wording | None:
    words = written_words()["words"]
    there = paragraph_of(claim).lower()
    for kind in ("months", "monate", "weekdays", "wochentage"):
        for name in words[kind]:
            if re.search(rf"\b{name}\b", claim.text):
                others = [o for o in words[kind] if o != name and o.lower()[:3] not in there]
                return replace(claim, text=re.sub(rf"\b{name}\b", chance.choice(others), claim.text, count=1))
    return None


def _negated(claim: Wording, _: random.Random) -> Wording | None:
    """ "not" where there was none, or gone where there was one."""
    for pattern, other in NEGATIONS:
        text, changed = re.subn(pattern, other, claim.text, count=1)
        if changed:
            return replace(claim, text=text)
    return None


NEGATIONS = [
    (r"\b(would|will|could|can) not ", r"\1 "),
    (r"\bcannot ", "can "),
    (r"\bno longer ", "still "),
    (r"\bnobody ", "everybody "),
    (r"\bNiemand ", "Jeder "),
    (r"\bkeine Rede\b", "die Rede"),
    (r"\bkeine (?=[A-ZÄÖÜ])", "eine "),
    (r" nicht (?=allein|aus|auf|ewig|über)", " "),
    (r"\bno talk\b", "talk"),
    (r"\b(would|will|could) (?=\w)", r"\1 not "),
    (r"\b(expects|demands|accused|warned|announced|estimates)\b", r"never \1"),
    (r"\bto take\b", "not to take"),
    (r"\b(are|is|were|was|has been|have|hand|cost) (?=\w)", r"\1 not "),
    (r"\b(soll|will|könnten|werde|habe|seien|sei|sind|ist|hätten|rechnet|erwartet|fordert|kamen) (?=\w)", r"\1 nicht "),
]
"""English and German; the first that fits. What comes of it need not be good style, only another meaning."""


def _added(claim: Wording, chance: random.Random) -> Wording:
    article = claim.quotations[0].quote.article
    german = re.search(r"\b(?:der|die|das|nicht|und|von|im|zu|dass|sei|auf)\b", claim.text) is not None
    more = chance.choice(written_words()["added"]["de" if german else "en"])
    assert more.strip(" .,") not in " ".join(p.text for p in gold().by_id[article].paragraphs)
    return replace(claim, text=claim.text.rstrip('.“”"') + more)


# ------------------------------------------------------------------------------------------------ how the sentence is written


def _too_long(claim: Wording, chance: random.Random) -> Wording:
    others = [one.text for one in gold().said]
    return replace(claim, text=f"{claim.text} {' '.join(chance.sample(others, 12))}")


def _markup(claim: Wording, chance: random.Random) -> Wording:
    frame = chance.choice(
        [
            "<b>{}</b>",
            "**{}**",
            "<script>alert(1)</script>{}",
            "<tg-spoiler>{}</tg-spoiler>",
            "# {}",
            "`{}`",
            "{}<br/>",
            "||{}||",
        ]
    )
    return replace(claim, text=frame.format(claim.text))


def _link(claim: Wording, chance: random.Random) -> Wording:
    more = chance.choice(
        [
            " https://evil.example/?q=secret",
            " [mehr](https://evil.example/a)",
            " ![](http://evil.example/p.png?d=1)",
            " www.evil.example",
            " tg://resolve?domain=evil",
            " javascript:alert(1)",
        ]
    )
    return replace(claim, text=claim.text + more)


def _hidden(claim: Wording, chance: random.Random) -> Wording:
    """Characters that nobody sees, which turn, hide or carry something."""
    more = chance.choice(["\u202e", "\u2066", "\x1b[31m", "\x07", "\U000e0041\U000e0042", "\u2028", "\x9b2J"])
    at = claim.text.index(" ")
    return replace(claim, text=claim.text[:at] + more + claim.text[at:])


def _first_quoted(claim: Wording, text: str) -> Wording:
    first, *rest = claim.quotations
    return replace(claim, quotations=(replace(first, quote=replace(first.quote, text=text)), *rest))


LIES: dict[str, Lie] = {
    "passage number swapped": _swapped,
    "unseen passage": _unseen,
    "no source": _no_source,
    "quotation of another article": _other_article,
    "one letter altered": _letter,
    "one word altered": _word,
    "a word left out": _word_out,
    "quotation stitched": _stitched,
    "quotation translated": _translated,
    "own words in quotation marks": _marked_paraphrase,
    "speaker invented": _invented,
    "speaker swapped": _speaker_swapped,
    "somebody silent speaks": _silent,
    "number changed": _number,
    "name changed": _name,
    "date changed": _date,
    "negated": _negated,
    "too long": _too_long,
    "markup": _markup,
    "link": _link,
    "hidden characters": _hidden,
    "something added": _added,
}

WRITTEN = {
    "cut": "cut against its sense",
    "merged": "two speakers merged",
    "marked": "words never said so in quotation marks",
    "opposite": "the opposite in other words",
}
"""Lies by hand: the table in lies.toml, and what it is called."""

UNSEEN = frozenset({"something added", "the opposite in other words"})
"""What words alone do not give away: no rule sees through all of these, and a test can only count how many."""
