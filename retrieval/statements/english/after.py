"""Attribution after the statement: "“...,” X said", "“...,” said X", "..., X said"."""

from __future__ import annotations

from typing import NamedTuple

from retrieval.statements.english.clauses import HEARD, Cue, is_break
from retrieval.statements.english.lexicon import is_time, small
from retrieval.statements.english.nouns import phrase_after
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.english.silence import is_silent
from retrieval.statements.english.subjects import subject_of
from retrieval.statements.english.voices import can_speak
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Token

__all__ = ["attributions_after"]

_MOSTLY = 0.7  # share of quoted characters from which a statement counts as direct speech
_FRAGMENT = 4  # words; shorter quotations beside a longer one are single words that the reporter quotes
_COUNTING = frozenset("at more less fewer up as about around over under nearly almost".split())
_COUNTED = frozenset("least most than to many".split())
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
        if cue.verb.sort not in ("say", "tell", "think", "show") or cue.form in ("passive", "to"):
            continue
        if cue.form == "ing" and not r.after_quotation(cue.begin):
            continue
        if is_silent(r, cue):  # "How it began, she would not say"
            continue
        attribution = _attribution(r, cue)
        if attribution and attribution.begin > 0 and _add_before(r, attribution, cue):
            if cue.verb is HEARD and not r.interrupted:  # "Weaver said it was late, the court heard"
                r.stop = attribution.begin - (r.word(attribution.begin - 1) == ",")
                return 0
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
        or cue.verb.sort in ("think", "tell", "show")
        or i == 0
        or not is_break(s, i - 1)
        or s.word(i - 1) == ":"
    ):
        return None
    phrase = phrase_after(s, cue.end, r.e)
    if phrase is None or _predicates(r, phrase.last):  # ", said the plan could fail"
        return None
    if not r.after_quotation(i) and _closes_relative(r, cue):
        return None
    told = r.after_quotation(i) or _is_clause(r, 0, i - 1) or _is_parted(r, phrase.last)
    if not told or not (r.after_quotation(i) or can_speak(s, phrase, r.e)):
        return None
    return _Attribution(i, phrase.last, phrase)


def _is_parted(r: EnglishReading, comma: int) -> bool:
    """Whether the verb of what was said follows a comma: "The plan, said Weaver, [will fail]"."""
    return r.word(comma) == "," and r.is_verb(comma + 1) and not r.word(comma + 1).endswith("ed")


def _closes_relative(r: EnglishReading, cue: Cue) -> bool:
    """Whether the subject stands before a relative clause that ends at the verb: "Weaver, who left, says Lang did"."""
    subject = subject_of(r.s, cue, r.e)
    return subject is not None and r.word(subject.last) == "," and r.word(subject.last + 1) in ("who", "which", "whose")


def _predicates(r: EnglishReading, i: int) -> bool:
    """Whether a verb follows at token `i`, adverbs aside: "the plan [so far has] failed"."""
    while i < len(r.s) and (small(r.s, i, r.e, "adverbs") or r.word(i) in ("so", "far", "has")):
        if r.is_verb(i):
            return True
        i += 1
    return i < len(r.s) and r.is_verb(i)


def _plain(r: EnglishReading, cue: Cue) -> _Attribution | None:
    """ ", the senator said"."""
    s, e = r.s, r.e
    phrase = subject_of(s, cue, e)
    if phrase is None or phrase.first == 0:
        return None
    begin = phrase.first
    while begin > 0 and (small(s, begin - 1, e, "adverbs") or s.word(begin - 1) in ("as", "and", "but")):
        begin -= 1
    if begin == 0 or not is_break(s, begin - 1):
        return None
    if r.after_quotation(begin):
        quoted = begin - 2 if s.word(begin - 1) == "," else begin - 1
        aside = quoted > 0 and s.word(quoted - 1) not in (",", ":") and not _is_clause(r, 0, quoted)
        if s.word(cue.end) == "that" or (
            aside and _goes_on(r, cue)
        ):  # "Cheered by “Hear, hear!” the senator said he ..."
            return None
        return _Attribution(begin, cue.end, phrase)
    if s.word(begin - 1) not in (",", "—", "–"):
        return None
    end = cue.end + (cue.verb.sort == "tell" and s.word(cue.end) in e.words["oblique_pronouns"])
    if s.word(end) == "," and cue.verb.sort in ("say", "tell"):  # "After all, she argued, ..."
        quoted = end + 1 < len(s) and s.tokens[end + 1] in r.big
        return None if quoted and not _is_clause(r, 0, begin - 1) else _Attribution(begin, end, phrase)
    if not _closes(r, cue) or not _is_clause(r, 0, begin - 1) or _has_complement(r, cue):
        return None
    return _Attribution(begin, cue.end, phrase)


def _goes_on(r: EnglishReading, cue: Cue) -> bool:
    """Whether a clause follows the verb: "the senator said his campaign was strong"."""
    return cue.end + 2 < len(r.s) and not is_break(r.s, cue.end) and any(map(r.is_verb, range(cue.end + 1, len(r.s))))


def _closes(r: EnglishReading, cue: Cue) -> bool:
    s = r.s
    if s.word(cue.end) == "to" and (cue.verb.lemma == "continue" or cue.verb.lemma in r.e.words["with_to"]):
        return False  # "as rescuers continued to search"
    if cue.end >= len(s) or is_break(s, cue.end) or s.word(cue.end) in _AFTER_CUE:
        return True
    return is_time(s, cue.end, r.e) or s.tokens[cue.end].capital


def _is_clause(r: EnglishReading, i: int, j: int) -> bool:
    """Whether tokens `i` to `j` hold a main clause that could be the statement."""
    s, e = r.s, r.e
    if j - i < 3:
        return False
    lead = s.word(i)
    number = s.word(i + 1) in _COUNTED or s.word(i + 1)[:1].isdigit()
    if lead in _COUNTING and number:  # "At least 20 people died"
        return any(map(r.is_verb, range(i + 2, j)))
    opens = lead in e.words["prepositions"] or lead in e.words["conjunctions"] or lead in e.words["adverbs"]
    participle = lead in e.participles or (lead.endswith("ed") and s.word(i + 1) in e.words["prepositions"])
    gerund = lead.endswith("ing") and not r.is_verb(i + 1) and s.word(i + 1) != ":"  # no "Boeing will", "BEIJING:"
    if opens or gerund or participle:
        main = any(s.word(k) == "," and any(map(r.is_verb, range(k + 2, j))) for k in range(i, j - 1))
        return main or lead in ("what", "how", "why", "but", "and", "that")
    return any(
        r.is_verb(k) or (s.word(k)[-1:] == "s" and s.word(k).isalpha() and not s.tokens[k].capital)
        for k in range(i + 1, j)
    )


def _has_complement(r: EnglishReading, cue: Cue) -> bool:
    s = r.s
    timed = cue.end
    while is_time(s, timed, r.e):
        timed += 1
    if timed > cue.end and (timed >= len(s) or is_break(s, timed)):  # "officials said Monday, as rescuers arrived"
        return False
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
    told = next((c.at for c in r.cues if c.at >= a.end), len(s))  # "..., adding of Long, “...”" is told of on its own
    after = [t for t in s.tokens[a.end : told] if t in r.big]
    total = whole[0].end - whole[0].start
    if quoted and covered > _MOSTLY * total:
        longest = max(t.size for t in quoted)
        _add_direct(r, [t for t in quoted if t.size >= _FRAGMENT or t.size == longest], after, a.phrase, cue)
        return True
    last = a.begin - 2 if s.word(a.begin - 1) == "," else a.begin - 1
    ends = s.tokens[last].kind == "q"
    if ends and quoted and ((quoted[-1].size >= 8 and covered > 0.4 * total) or s.word(last - 1) == ":"):
        r.add_quotation(quoted[-1], a.phrase, span)
    else:
        rest = _rest(r, a)
        after = [] if rest else after
        r.add(whole + (r.content(rest, len(s)) if rest else []), a.phrase, span)
        r.interrupted = rest > 0
    for token in after:
        r.add_quotation(token, a.phrase, span)
    return True


def _rest(r: EnglishReading, a: _Attribution) -> int:
    """Where the statement goes on after the attribution, 0 where only the sentence around it does: an apposition, an
    aside."""
    s, e = r.s, r.e
    lead = s.word(a.end + 1)
    if s.word(a.end) != "," or len(s) - a.end < 3 or s.tokens[a.end + 1].kind == "q":
        return 0
    if a.phrase.last == a.end and not _is_clause(r, 0, a.begin - 1) and _is_parted(r, a.end):
        return a.end
    if a.phrase.last == a.end:  # "said Weaver, a senator from Ohio"
        return a.end if lead in ("and", "but", "or") else 0
    aside = lead in e.words["relatives"] or lead in e.words["asides"] or lead.endswith("ing")
    if not aside:
        return a.end
    if _is_clause(r, 0, a.begin - 1):
        return 0
    return next(
        (j for j in range(a.end + 1, len(s) - 1) if s.word(j) == ","), a.end
    )  # "The plan, X said, citing Y, ..."


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
