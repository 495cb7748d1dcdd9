"""Where a German sentence names a source: "laut X", "nach Angaben von X", "X zufolge", "wie X mitteilte", "demnach"."""

from __future__ import annotations

from retrieval.statements.german.after import place_of_saying
from retrieval.statements.german.afterwards import is_afterwards
from retrieval.statements.german.candidates import can_speak, is_time
from retrieval.statements.german.nouns import phrase_at, skip_adjuncts
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.source_nouns import is_one_of, of_itself
from retrieval.statements.german.subjects import agent_of
from retrieval.statements.german.whereby import Frame, relative_frame
from retrieval.statements.phrases import Phrase

__all__ = ["Frame", "frame_at", "is_one_of"]

_TOLD_FROM = ("hervorg", "verlaute", "bekannt", "hören", "erfahren", "vernehmen", "entnehmen")
_COPULA = frozenset("ist sind war waren sei seien bleibt bleibe bedeutet bedeute".split())


def frame_at(r: GermanReading, i: int) -> Frame | None:
    s, g = r.s, r.g
    word = s.word(i)
    if s.word(i - 1) == "," and i:
        relative = relative_frame(r, i)
        if relative is not None:
            return relative
    if word in ("laut", "gemäß"):
        phrase = of_itself(r, phrase_at(s, i + 1, g))
        return Frame(i, _behind_cited(r, _end(r, phrase)), phrase) if phrase else None
    if word == "nach":
        phrase = of_itself(r, phrase_at(s, i + 1, g))
        if phrase and is_afterwards(r, i, phrase):
            return None
        if phrase and any(is_one_of(t.text, g, "nach_nouns") for t in s.tokens[phrase.first : phrase.core_end]):
            return Frame(i, _behind_cited(r, _end(r, phrase)), phrase)
        if i and is_one_of(s.word(i - 1), g, "nach_nouns") and not (phrase and s.tokens[phrase.first].capital):
            if phrase and phrase.determiner and is_one_of(s.word(i - 1), g, "wishes"):
                return None  # "sein Wunsch nach einem Neubeginn"
            if s.word(i - 1).endswith("sicht") and not s.word(i - 1).endswith("ansicht"):
                return None  # "die Sicht nach oben"
            if phrase and phrase.determiner and s.word(i - 1) in g.words["stated"]:
                return None  # "in einer Stellungnahme nach dem Angriff"
            return _phrase_before(r, i, 1)
    if word == "aus" and _is_view(r, i):
        phrase = phrase_at(s, i + 1, g)
        return Frame(i, _end(r, phrase), phrase) if phrase else None
    if word == "für" and i == 0:
        return _for_whom(r)
    if word == "zufolge" and s.word(i - 1) in ("ihm", "ihr", "ihnen"):
        return Frame(i - 1, i + 1, None)
    if word == "zufolge":
        return _phrase_before(r, i, 1)
    if word == "zu" and s.word(i + 1) == "folge":
        return _phrase_before(r, i, 2)
    if word in ("demnach", "demzufolge") and not (i and s.word(i - 1) == ","):
        return Frame(i, i + 1, None)
    return _wie(r, i) if word == "wie" else None


def _for_whom(r: GermanReading) -> Frame | None:
    """ "Für Weber ist das „kaputt“", "Für den Minister sei der Fall erledigt": how somebody sees it."""
    s = r.s
    phrase = phrase_at(s, 1, r.g)
    if phrase is None or not can_speak(phrase, r.g) or s.word(phrase.last) not in _COPULA:
        return None
    quoted = any(t.kind == "q" and not r.after_title(k) for k, t in enumerate(s.tokens) if k > phrase.last)
    return Frame(0, phrase.last, phrase) if quoted or s.word(phrase.last) in r.g.first else None


def _is_view(r: GermanReading, i: int) -> bool:
    """ "aus Sicht der Gewerkschaft", "aus seiner Sicht"."""
    if r.word(i + 1) == "sicht":
        return r.word(i + 2) in ("der", "des", "von", "vom")
    return r.word(i + 2) == "sicht" and r.word(i + 1) in ("seiner", "ihrer", "deren", "dessen")


def _end(r: GermanReading, phrase: Phrase) -> int:
    """The token after a source, a place at its end aside: "laut Polizei [in der Nacht]"."""
    ends = (k + 1 for k in range(phrase.first, phrase.last) if r.s.tokens[k].end == phrase.span.end)
    return next(ends, phrase.last)


def _behind_cited(r: GermanReading, end: int) -> int:
    """The token after whom a source cites: "laut einem Bericht der Zeitung [unter Berufung auf Zeugen]"."""
    phrase = phrase_at(r.s, end + 3, r.g) if _cites(r, end) and r.word(end + 2) == "auf" else None
    return _end(r, phrase) if phrase is not None else end


def _cites(r: GermanReading, k: int) -> bool:
    return r.word(k) == "unter" and r.word(k + 1) in r.g.words["citing"]


def _phrase_before(r: GermanReading, i: int, width: int) -> Frame | None:
    """ "[der Polizei] zufolge": the longest noun phrase that ends at token `i`."""
    s, g = r.s, r.g
    best: Frame | None = None
    cited = next((k for k in range(i - 1, max(0, i - 14), -1) if _cites(r, k)), None)
    if cited is not None:  # "einem Bericht der Zeitung [unter Berufung auf Zeugen] zufolge"
        return _phrase_before(r, cited, i - cited + width)
    for j in range(i - 1, max(-1, i - 14), -1):
        if s.word(j) in (",", ":"):
            break
        phrase = phrase_at(s, j, g)
        if phrase is None or phrase.last != i:
            continue
        if s.word(j - 1) in ("vom", "von") and is_time(s, phrase, g):  # "Angaben [vom Montag] zufolge"
            return _phrase_before(r, j - 1, i - j + 1 + width)
        inside = j and s.tokens[j - 1].capital and s.word(j - 1) not in g.words["determiners"]
        if not inside and (best is None or phrase.determiner or (best.phrase and not best.phrase.determiner)):
            best = Frame(j, i + width, phrase)
    return best


def _wie(r: GermanReading, i: int) -> Frame | None:
    """ "wie die Polizei [am Montag] mitteilte"."""
    s, g = r.s, r.g
    if i and s.word(i - 1) not in (",", ":", ";", "–", "-", "und") and s.tokens[i - 1].kind != "q":
        return None
    closed = r.break_after(i + 1)
    if s.word(i + 1) == "aus" and _is_told_from(r, closed):  # "wie aus dem Bericht hervorgeht"
        phrase = phrase_at(s, i + 2, g)
        return Frame(i, closed, phrase) if phrase and phrase.last < closed else None
    if s.word(closed - 1) == "wurde" and s.word(closed - 2) == "bekannt":  # "wie am Abend bekannt wurde"
        return Frame(i, closed, None)
    for cue in r.cues:
        if cue.at <= i:
            continue
        compares = s.word(i + 1) in ("es", "sie", "ihn")  # "wie es das Gesetz enthält, hat das Gericht erklärt"
        if compares and closed < cue.at and r.finite(closed - 1):
            return None
        if cue.at > i + 30:
            return None
        closes = cue.end >= len(s) or s.word(cue.end) in (",", ":", "–") or r.finite(cue.end)
        if not closes:
            continue
        weak = cue.verb.sort == "weak" and cue.verb.lemma != "heißen"
        if cue.verb.lemma == "nennen" or weak:  # "wie sich die Gruppe nennt", "wie sein Team reagierte"
            return None
        if cue.passive and cue.verb.lemma != "zitieren":  # "wie [von der Polizei] mitgeteilt wurde"
            last = cue.finite > cue.at and cue.verb.sort == "say"
            return Frame(i, cue.end, agent_of(s, cue, g)) if last else None
        phrase = phrase_at(s, i + 1, g) or phrase_at(s, skip_adjuncts(s, i + 1, g), g)
        if phrase is None or phrase.head.lower() in ("es", "man"):
            phrase = place_of_saying(r, i) if cue.verb.lemma == "heißen" else None
            if cue.verb.lemma == "heißen" and s.word(i + 1) == "es" and (phrase is None or phrase.last <= cue.end):
                return Frame(i, cue.end, phrase)
        if phrase is None or phrase.last > cue.end:
            return None
        return Frame(i, cue.end, phrase)
    return None


def _is_told_from(r: GermanReading, end: int) -> bool:
    """ "wie aus dem Bericht hervorgeht", "wie aus Kreisen der Partei zu hören war": the verbs before token `end`."""
    return any(r.word(k).startswith(_TOLD_FROM) for k in (end - 1, end - 2))
