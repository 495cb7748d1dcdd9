"""Sources inside of a sentence: what each says is the rest of its clause."""

from __future__ import annotations

from retrieval.articles import Span
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.sources import Frame, frame_at
from retrieval.statements.tokens import Token

__all__ = ["frames"]

_THEIRS = frozenset("seiner ihrer".split())
_WHOLLY = 0.97  # share of quoted characters from which what a source says is direct speech alone
_CONDITIONS = frozenset("wenn falls sofern solange".split())  # "die laut Weber gilt, [wenn es regnet]"
_CAUSES = frozenset("da weil obwohl nachdem während".split())
_SUBORDINATE = frozenset(
    "wo weil da während wobei worauf obwohl nachdem dass daß wonach weshalb was wer wie zumal sodass womit wodurch "
    "woraufhin weswegen obgleich wohingegen".split()
)


def frames(r: GermanReading) -> list[range]:
    """Adds the rest of the clause that each source stands in. Returns the tokens of the sources."""
    s = r.s
    found: list[Frame] = []
    citing: Frame | None = None
    if s.final == "?":
        return []  # "Was ist Ihrer Meinung nach falsch?"
    for i in range(len(s)):
        frame = frame_at(r, i) if not found or i >= found[-1].end else None
        if frame is None or _is_inside_speech(r, frame):
            continue
        if s.tokens[frame.end - 1].end - s.tokens[frame.begin].start > 0.8 * (s.end - s.start):
            continue
        if not found or (not found[-1].stop and _left(r, frame.begin, frame.end) > found[-1].end):
            found.append(frame)
        elif s.word(i) == "wie" and frame.end == len(s) and not found[-1].stop:
            citing = frame  # "Es eilt laut Weber, [wie Lang schrieb]"
    stops = [*(_left(r, frame.begin, frame.end) for frame in found[1:]), citing.begin if citing else len(s)]
    if citing is not None:
        r.add(r.content(_left(r, citing.begin), citing.begin), citing.phrase, s.span(citing.begin, citing.begin + 1))
    for frame, stop in zip(found, stops, strict=False):
        _add_around(r, frame, stop)
    return [range(frame.begin, frame.end) for frame in found]


def _is_inside_speech(r: GermanReading, frame: Frame) -> bool:
    """ "Sie sagte, es sei [ihrer Ansicht nach] spät", "[Ihrer Ansicht nach] müsse es eilen": the view of whoever
    speaks in the Konjunktiv anyway."""
    if frame.phrase is None or frame.phrase.determiner not in _THEIRS:
        return False
    begin, _ = r.segments.bounds[r.segments.of(frame.begin)]
    verb = r.first_main_verb()
    goes_on = r.follows and not r.starts and verb is not None and r.s.tokens[verb].text in r.g.first
    return goes_on or (any(c.end <= begin for c in r.cues) and r.konjunktiv(begin, r.break_after(frame.end)))


def _add_around(r: GermanReading, frame: Frame, stop: int) -> None:
    """`stop`: where the clause of the next source begins, or the sentence ends."""
    s = r.s
    if frame.stop:
        cue = s.span(frame.begin, frame.end)
        r.add(r.content(frame.end, frame.stop), frame.phrase, cue)
        r.add_nested(frame.end, frame.stop, frame.phrase, cue)
        return
    if _is_attributive(r, frame):
        phrase = phrase_at(s, frame.end, r.g)
        if phrase is not None:
            cue = s.span(frame.begin, frame.begin + 1)
            r.add(r.content(frame.end, phrase.last), frame.phrase, cue)
            r.add_nested(frame.end, phrase.last, frame.phrase, cue)
        return
    apposed = _apposition_end(r, frame)
    if apposed:
        r.add(r.content(frame.end, apposed), frame.phrase, s.span(frame.begin, frame.begin + 1))
        return
    left = _left(r, frame.begin, frame.end)
    start = frame.end
    if s.word(start) == "," and s.word(start + 1) in r.g.words["relatives"]:  # "nach Angaben, die niemand prüfte, ..."
        start = next((k for k in range(start + 1, len(s)) if s.word(k) == ","), start)
    spans = r.content(left, frame.begin) + r.content(start, min(stop, _right(r, left, frame)))
    if s.word(frame.begin - 1) in ("darunter", "nämlich", "davon"):
        spans = r.content(frame.end, stop)
    cue = s.span(frame.begin, frame.begin + 1)
    carried = frame.phrase is None and s.word(frame.begin) != "wie"  # "wie es hieß": nobody in particular
    quoted = [t for t in s.quotations if any(x.start <= t.start < x.end for x in spans)]
    length = sum(x.end - x.start for x in spans)
    if any(t in r.big for t in quoted) and sum(t.end - t.start for t in quoted) > _WHOLLY * length:
        _add_quoted(r, quoted, frame, cue, carried=carried)
        return
    colon = next((k for k in range(start, stop - 1) if s.word(k) == ":" and s.tokens[k + 1].kind == "q"), None)
    if colon == start and s.tokens[colon + 1] in r.big and s.word(frame.begin) == "wie" and left < frame.begin:
        r.add(r.content(left, frame.begin), frame.phrase, cue)  # "Es eilt, wie Weber sagte: „...“"
        r.add_quotation(s.tokens[colon + 1], frame.phrase, cue)
        return
    r.add(spans, frame.phrase, cue, carried=carried)
    r.add_nested(left, frame.begin, frame.phrase, cue, carried=carried)
    said = colon is not None and any(
        (start < c.at < colon or left <= c.at < frame.begin) and c.verb.sort != "weak" for c in r.cues
    )
    r.add_nested(start, colon if said and colon is not None else stop, frame.phrase, cue, carried=carried)


def _apposition_end(r: GermanReading, frame: Frame) -> int:
    """ "Das Haus, laut Polizei [ein Altbau], brannte": where the apposition ends that is all a source says; 0 where
    it says more."""
    begin, end = r.segments.bounds[r.segments.of(frame.begin)]
    alone = frame.begin == begin > 0 and r.word(begin - 1) == "," == r.word(end) and frame.end < end
    return end if alone and not r.any_finite(begin, end) and r.finite(end + 1) else 0


def _is_attributive(r: GermanReading, frame: Frame) -> bool:
    """ "eine [seiner Ansicht nach] falsche Entscheidung": the source stands inside of a noun phrase."""
    s, words = r.s, r.g.words
    before = frame.begin - 2 - (s.word(frame.begin - 2) in words["prepositions"])
    relative = s.word(before) == "," and s.word(frame.begin - 1) in words["relatives"]
    if relative or s.word(frame.begin - 1) not in words["determiners"] or s.word(frame.begin) == "wie":
        return False
    phrase = phrase_at(s, frame.end, r.g)
    inside = phrase is not None and phrase.sort == "noun" and not phrase.determiner
    return inside and not s.tokens[frame.end].capital


def _add_quoted(r: GermanReading, quoted: list[Token], frame: Frame, cue: Span, *, carried: bool) -> None:
    """ "„Das Problem“ bleibt laut Weber „auch in Zukunft bestehen“": the quotations are what was said."""
    spans = [t.quotation.inner for t in quoted if t.quotation is not None]
    one = len(spans) == 2 and quoted[0].last not in ".!?" and quoted[0].start < cue.start < quoted[1].start
    for group in [spans] if one else [[x] for x in spans]:
        r.add(group, frame.phrase, cue, "direct", carried=carried)
    r.quoted.update(t.start for t in quoted)


def _right(r: GermanReading, left: int, frame: Frame) -> int:
    """Where the clause ends: a subordinate one with its verb before a comma, any other with the sentence or a
    semicolon."""
    s = r.s
    end = next((k for k in range(frame.end, len(s)) if s.word(k) == ";"), len(s))
    lists = (r.g.words["relatives"], r.g.words["prepositions"], _SUBORDINATE)
    opens = left == 0 and s.word(0) in _CAUSES and r.segments.of(frame.begin) == 0  # "Da es laut Weber eilt, geht er"
    if (left in (0, frame.begin) and not opens) or not any(s.word(left) in words for words in lists):
        return end
    closed = (k for k in range(frame.end, end) if s.word(k) == "," and r.finite(k - 1))
    return next((k for k in closed if s.word(k + 1) not in _CONDITIONS), end)


def _left(r: GermanReading, b: int, end: int = 0) -> int:
    """Where the clause starts that the source from token `b` to `end` belongs to."""
    s, g = r.s, r.g
    n = r.segments.of(b)
    begin, _ = r.segments.bounds[n]
    if begin and s.word(begin - 1) == ":":
        return begin
    first = next((k + 1 for k in range(b - 1, -1, -1) if s.word(k) == ";"), 0)
    opens = end and b == begin > first and r.finite(end) and r.main_verb(*r.segments.bounds[n - 1]) is not None
    if opens and s.word(begin - 1) == ",":
        return begin  # "Die Armee schoss, [laut Weber] wurde niemand getroffen"
    if begin <= first or b <= begin or s.word(begin - 1) != ",":
        return first
    lead = s.word(begin + 1) if s.word(begin) in g.words["prepositions"] else s.word(begin)
    if lead in g.words["relatives"] or lead in _SUBORDINATE or lead in ("darunter", "davon"):
        return begin
    if r.konjunktiv(begin, b) and any(c.end <= begin for c in r.cues):
        return begin  # "Er erklärte, [das Land besitze seiner Meinung nach ...]"
    own = r.any_finite(begin + 1, b) and not r.finite(begin)
    if own and s.word(begin) in ("und", "aber", "doch", "denn") and r.any_finite(0, begin):
        return begin  # "Es eilt, und [1998 soll] nach Angaben ..."
    return begin if own and r.main_verb(*r.segments.bounds[n - 1]) is not None else first
