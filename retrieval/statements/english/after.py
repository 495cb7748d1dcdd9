"""Attribution after the statement: "“...,” X said", "“...,” said X", "..., X said"; sources: "according to X, ..."."""

from __future__ import annotations

from typing import NamedTuple

from retrieval.statements.english.clauses import Cue, is_break
from retrieval.statements.english.nouns import phrase_after
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.english.subjects import subject_of
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Token

__all__ = ["attributions_after", "frames"]

_MOSTLY = 0.7  # share of quoted characters from which a statement counts as direct speech
_FRAGMENT = 4  # words; shorter quotations beside a longer one are single words that the reporter quotes
_AFTER_CUE = frozenset(
    "in on at during to of about when after as while with by last this from before earlier later the a reporters "
    "him them her me us via regarding referring upon through again during".split()
)


class _Attribution(NamedTuple):
    """Where the attribution starts and ends, and whom it names."""

    begin: int
    end: int
    phrase: Phrase


def attributions_after(r: EnglishReading) -> int:
    """Adds what stands before an attribution. Returns the token where reading goes on, 0 where there was none."""
    for cue in r.cues:
        if cue.verb.sort not in ("say", "tell", "think", "show") or cue.form == "passive":
            continue
        if cue.form == "ing" and not r.after_quotation(cue.begin):
            continue
        attribution = _attribution(r, cue)
        if attribution and attribution.begin > 0 and _add_before(r, attribution, cue):
            return len(r.s) if r.interrupted else attribution.end
    return 0


def _attribution(r: EnglishReading, cue: Cue) -> _Attribution | None:
    return _inverted(r, cue) or _plain(r, cue)


def _inverted(r: EnglishReading, cue: Cue) -> _Attribution | None:
    """ ", said the senator"."""
    s = r.s
    i = cue.begin
    if (
        cue.form != "finite"
        or cue.verb.sort in ("think", "tell")
        or i == 0
        or not is_break(s, i - 1)
        or s.word(i - 1) == ":"
    ):
        return None
    phrase = phrase_after(s, cue.end, r.e)
    if phrase is None or (phrase.last < len(s) and r.is_verb(phrase.last)):  # ", said the plan could fail"
        return None
    if not (r.after_quotation(i) or s.tokens[i - 1].kind == "q" or _is_clause(r, 0, i - 1)):
        return None
    return _Attribution(i, phrase.last, phrase)


def _plain(r: EnglishReading, cue: Cue) -> _Attribution | None:
    """ ", the senator said"."""
    s, e = r.s, r.e
    phrase = subject_of(s, cue, e)
    if phrase is None or phrase.first == 0:
        return None
    begin = phrase.first
    while begin > 0 and (s.word(begin - 1) in e.words["adverbs"] or s.word(begin - 1) in ("as", "and", "but")):
        begin -= 1
    if begin == 0 or not is_break(s, begin - 1):
        return None
    if r.after_quotation(begin) or s.tokens[begin - 1].kind == "q":
        return None if s.word(cue.end) == "that" else _Attribution(begin, cue.end, phrase)
    if s.word(begin - 1) not in (",", "—", "–"):
        return None
    if s.word(cue.end) == "," and cue.verb.sort == "say":  # "After all, she argued, ..."
        return _Attribution(begin, cue.end, phrase)
    if not _closes(r, cue) or not _is_clause(r, 0, begin - 1) or _has_complement(r, cue):
        return None
    return _Attribution(begin, cue.end, phrase)


def _closes(r: EnglishReading, cue: Cue) -> bool:
    s = r.s
    if cue.end >= len(s) or is_break(s, cue.end) or s.word(cue.end) in _AFTER_CUE:
        return True
    return s.tokens[cue.end].text in r.e.words["times"] or s.tokens[cue.end].capital


def _is_clause(r: EnglishReading, i: int, j: int) -> bool:
    """Whether tokens `i` to `j` hold a main clause that could be the statement."""
    s, e = r.s, r.e
    if j - i < 3:
        return False
    lead = s.word(i)
    opens = lead in e.words["prepositions"] or lead in e.words["conjunctions"] or lead in e.words["adverbs"]
    if (opens or lead.endswith("ing")) and not any(s.word(k) == "," for k in range(i, j - 1)):
        return lead in ("what", "how", "why", "but", "and", "that")
    return any(r.is_verb(k) or (s.word(k).endswith("s") and not s.tokens[k].capital) for k in range(i + 1, j))


def _has_complement(r: EnglishReading, cue: Cue) -> bool:
    s = r.s
    rest = len(s) - cue.end
    if rest > 2 and s.word(cue.end) == "that":
        return True
    return (
        rest > 8
        and not is_break(s, cue.end)
        and s.word(cue.end) not in ("in", "on", "at", "during", "to", "after", "when", "while")
    )


def _add_before(r: EnglishReading, a: _Attribution, cue: Cue) -> bool:
    s = r.s
    span = r.cue_span(cue)
    whole = r.content(0, a.begin)
    if not whole:
        return False
    quoted = [t for t in s.tokens[: a.begin] if t.kind == "q"]
    covered = sum(t.end - t.start for t in quoted)
    after = [t for t in s.tokens[a.end :] if t in r.big]
    total = whole[0].end - whole[0].start
    if quoted and covered > _MOSTLY * total:
        longest = max(t.size for t in quoted)
        _add_direct(r, [t for t in quoted if t.size >= _FRAGMENT or t.size == longest], after, a.phrase, cue)
        return True
    if quoted and s.tokens[a.begin - 1].kind == "q" and quoted[-1].size >= 8 and covered > 0.4 * total:
        r.add_quotation(quoted[-1], a.phrase, span)
    else:
        interrupted = s.word(a.end) == "," and not after and len(s) - a.end > 3
        r.add(whole + (r.content(a.end, len(s)) if interrupted else []), a.phrase, span)
        if interrupted:
            r.interrupted = True
    for token in after:
        r.add_quotation(token, a.phrase, span)
    return True


def _add_direct(r: EnglishReading, quoted: list[Token], after: list[Token], phrase: Phrase, cue: Cue) -> None:
    span = r.cue_span(cue)
    for n, token in enumerate(quoted):
        if token.quotation is None:
            continue
        spans = [token.quotation.inner]
        if n == len(quoted) - 1 and after and after[0].quotation and token.last not in ".!?":
            spans.append(after[0].quotation.inner)
            r.used.add(after[0])
            after = after[1:]
        r.add(spans, phrase, span, "direct")
        r.used.add(token)
    for token in after:
        r.add_quotation(token, phrase, span)


def frames(r: EnglishReading) -> bool:
    """ "According to X, ...", "..., according to X", "In X's view, ..."."""
    s = r.s
    for i in range(len(s) - 2):
        if s.word(i) != "according" or s.word(i + 1) != "to":
            continue
        phrase = phrase_after(s, i + 2, r.e)
        if phrase is None:
            continue
        end = phrase.last
        while end < len(s) and not is_break(s, end):
            end += 1
        rest = r.content(end, len(s))
        spans = rest if i == 0 else r.content(0, i) + [x for x in rest if x.end - x.start > 25]
        quoted = [t for t in s.tokens if t in r.big]
        if spans and quoted and sum(t.end - t.start for t in quoted) > _MOSTLY * sum(x.end - x.start for x in spans):
            for token in quoted:
                r.add_quotation(token, phrase, s.span(i, i + 2))
            return True
        r.add(spans, phrase, s.span(i, i + 2))
        return True
    return False
