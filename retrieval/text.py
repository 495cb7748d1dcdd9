"""Sentences, words and quotation marks of a text, as spans: pure functions, linear in the length of the text.

Offsets count characters. A blank line ends every sentence and every quotation; a single line break is white space,
because plain text is often wrapped at a fixed width.
"""

from __future__ import annotations

import re
from functools import cache

from retrieval.articles import Span
from retrieval.quotations import Quotation, quotations

__all__ = ["Quotation", "quotations", "sentences", "words"]

_WORD = re.compile(r"[^\W_]+(?:[-‑'’.&/@_+][^\W_]+)*")


def words(text: str) -> list[Span]:
    """Words and numbers; hyphens, apostrophes and dots inside of a word belong to it ("Nato-Mitglied", "3.500")."""
    return [Span(*m.span()) for m in _WORD.finditer(text)]


# ---------------------------------------------------------------------------------------------------------- sentences

_ABBREVIATIONS = {
    "de": (
        "abs anm art betr bspw bzw ca dipl dr engl etc evtl ev exkl franz frhr geb gen gest ggf hl hrsg ing "
        "inkl insb jhd jh kath kfm lat lt max mag med min mio mrd nr oberst phil prof rd red rer s sog st std "
        "stellv str tel u.a usw verh verst vgl vs z.b z.t d.h u.ä o.ä a.d u.s jur hc h.c i.d.r o.g u.u v.a z.zt "
        "jan feb mär apr aug sep sept okt nov dez mr mrs ms jr sr ltd co corp inc bd kap ziff"
    ),
    "en": (
        "mr mrs ms dr prof st sen rep gov gen lt col capt sgt adm cmdr maj hon rev pres messrs jr sr vs etc e.g "
        "i.e no jan feb mar apr jun jul aug sep sept oct nov dec inc ltd co corp llc bros ft mt ave blvd rd u.s "
        "u.k u.n d.c a.m p.m ph.d m.d b.a est approx dept fig cf op sens reps gens govs supt atty dist r-tex "
        "d-mass"
    ),
}
_MAY_END = frozenset("etc usw jr sr inc ltd co corp llc u.s u.k u.n d.c a.m p.m ph.d m.d u.a z.t bros".split())
_BEFORE_NUMBERS = frozenset("no art fig".split())  # words of their own where no number follows ("He said no.")
_MONTHS = frozenset("Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember".split())
_STARTERS = {
    "de": frozenset(
        "Der Die Das Den Dem Des Er Sie Es Ein Eine Einer Einem Einen In Im Am An Auf Bei Beim Nach Auch Doch "
        "Aber Und Wir Ich Man Mit Für Von Vom Zu Zum Zur Als Wenn Da Dann Dort Hier Diese Dieser Dieses Diesen "
        "Seine Seiner Ihre Ihr Sein So Wie Was Wer Während Nachdem Obwohl Um Unter Über Vor Seit Bis Aus Durch "
        "Gegen Ohne Trotz Wegen Laut Zudem Außerdem Damit Dabei Daher Deshalb Allerdings Jedoch Insgesamt "
        "Bereits Noch Schon Nun Heute Gestern Kein Keine Alle Viele Einige Mehrere Beide Andere Denn Weil Ob "
        "Dass Zuvor Später Danach".split()
    ),
    "en": frozenset(
        "The A An He She It They We I You His Her Their Its This That These Those But And Or In On At For From "
        "With By As If When While After Before Since Although Though Because However Still So Then There Here "
        "What Who How Why Not No Some Many Most All Both Each Another Other One Two According Asked Mr. Mrs. "
        "Ms.".split()
    ),
}
_GLUED = re.compile(r"(?<=[a-zäöüß]{3})\.(?=[A-ZÄÖÜ][a-zäöüß]+\s)")  # "sagte Merkel.Als": a missing space
_CANDIDATE = re.compile(r"[.!?…]+|\n[ \t\r]*\n\s*")
_LAST_WORD = re.compile(r"[\w.\-]*\Z")
_LONGEST_ASIDE = 300  # characters
_BRACKET = re.compile(r"\((?:[^()\n]|\n(?!\s*\n)){1,300}\)|\[(?:[^\[\]\n]|\n(?!\s*\n)){1,300}\]")
_NEXT_WORD = re.compile(r"[^\W\d_][\w\-]*\.?")
_ATTRIBUTION = re.compile(
    r"(?:[A-Z][\w.'’\-]*\s+|(?:the|a|an|of|for|[a-z]+man|[a-z]+woman)\s+|he\s+|she\s+|they\s+){1,5}"
    r"(?:said|says|asked|asks|told|added|wrote|tweeted|replied|continued|exclaimed|shouted|joked|responded)\b"
)


def sentences(text: str, language: str = "de") -> list[Span]:
    """Sentences without surrounding white space; together they cover all other characters.

    Sentences inside of a quotation count one by one; a closing quotation mark belongs to the sentence that it ends.
    `language` is "de" or "en"; any other is read as English.
    """
    closing = {q.inner.end: q.outer.end for q in quotations(text) if q.closed}
    brackets = [Span(*m.span()) for m in _BRACKET.finditer(text)]
    bounds: list[int] = []
    position = at = 0
    for match in _CANDIDATE.finditer(text):
        if match.start() < position:
            continue
        if match.group()[0] == "\n":
            bounds.append(match.start())
            continue
        end = match.end()
        while end in closing or text[end : end + 1] in (")", "]"):
            end = closing.get(end, end + 1)
        while at < len(brackets) and brackets[at].end <= match.start():
            at += 1
        aside = at < len(brackets) and _is_aside(text, bounds[-1] if bounds else 0, brackets[at].start, match.start())
        if aside and not (end >= brackets[at].end and _starter_follows(text, end, language)):
            position = end
            continue
        if _is_boundary(text, match.start(), match.group(), end, language):
            bounds.append(end)
        position = end
    found, start = [], 0
    for bound in [*bounds, len(text)]:
        piece = text[start:bound]
        stripped = piece.strip()
        if stripped:
            begin = start + len(piece) - len(piece.lstrip())
            found.append(Span(begin, begin + len(stripped)))
        start = bound
    return found


def _is_aside(text: str, since: int, opening: int, dot: int) -> bool:
    """Whether `dot` stands in a bracket that opens within a sentence, which began at `since`: "(die Red.)", "[...]".
    It does not end the sentence around the bracket."""
    if not since < opening < dot:
        return False
    before = text[max(since, opening - _LONGEST_ASIDE) : opening].rstrip()
    return any(c.isalnum() for c in before) and before[-1] not in ".!?…"


def _starter_follows(text: str, position: int, language: str) -> bool:
    following = _NEXT_WORD.search(text, position, position + 40)
    between = text[position : following.start()] if following else ""
    starters = _STARTERS.get(language, _STARTERS["en"])
    return following is not None and not between.strip() and following.group() in starters


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(_ABBREVIATIONS.get(language, _ABBREVIATIONS["en"]).split())


def _is_boundary(text: str, dot: int, mark: str, end: int, language: str) -> bool:
    if end < len(text) and not text[end].isspace():
        return _GLUED.match(text, dot) is not None
    follow = end
    while follow < len(text) and text[follow].isspace():
        follow += 1
    after = text[follow : follow + 1]
    if after == "" or after.islower() or after in ",;:)]…":
        return after == ""
    if after in "–—-" and text[follow + 1 : follow + 2].isspace() and text[follow + 2 : follow + 3].islower():
        return False
    quoted = end > dot + len(mark)
    if quoted and mark[-1] in "?!" and _ATTRIBUTION.match(text, follow, follow + 120):
        return False
    if mark != "." or quoted:
        return True
    return _dot_ends(text[max(0, dot - 24) : dot], _NEXT_WORD.match(text, follow), language)


def _dot_ends(before: str, following: re.Match[str] | None, language: str) -> bool:
    """Whether a dot after `before` ends a sentence, where `following` is the word after it, if there is one."""
    last = _LAST_WORD.search(before)
    word = last.group() if last else ""
    if last and before[: last.start()].endswith(("=", "/", "&", "#", "?", "%")):
        return True  # the end of a URL
    starter = following is not None and following.group() in _STARTERS.get(language, _STARTERS["en"])
    if word.isdigit() and language == "de":
        if following is None or following.group() in _MONTHS:
            return following is None
        return len(word) > 2 or starter
    lower = word.lower().strip("-").rsplit("-", 1)[-1]
    if lower in _BEFORE_NUMBERS:
        return following is not None
    if lower in _abbreviations(language):
        return lower in _MAY_END and starter
    if len(word) == 1 and word.isalpha():
        return starter and word.isupper()
    if re.fullmatch(r"(?:\w\.)+\w", word):
        return starter
    return True
