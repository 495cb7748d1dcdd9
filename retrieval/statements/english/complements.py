"""Attribution before the statement: "X said that ...", "X said he ...", "X said, “...”", "X urged Y to ..."."""

from __future__ import annotations

from typing import NamedTuple

from retrieval.articles import Kind
from retrieval.statements.english.clauses import Cue
from retrieval.statements.english.nouns import phrase_after
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.english.subjects import shared_subject, subject_of
from retrieval.statements.phrases import Phrase

__all__ = ["complements"]

_WITH_TO = frozenset("vow promise pledge refuse threaten offer agree hope claim propose swear ask".split())
_WITH_OBJECT = frozenset("want view regard consider fear".split())
_ADJUNCTS = frozenset("in on at during to of about with by for after before from as through via".split())
_SKIPPED = frozenset("in on at during to via through after".split())
_NO_CLAUSE = frozenset("so no nothing something anything yes more much that this it".split())
_VAGUE = frozenset("i we you it that this".split())
_CONTRASTS = ("while", "whereas", "but")
_SPEECH = ("say", "tell", "think", "show")


class _Complement(NamedTuple):
    """Where what was said starts, and how it is joined: "quotation", "that", "bare", "to" or "object"."""

    start: int
    sort: str


def complements(r: EnglishReading, position: int) -> bool:
    """Adds what follows each verb of speech from token `position` on."""
    done = False
    inside = 0  # where the statement found last ends; only saying is told of inside of it
    for n, cue in enumerate(r.cues):
        if cue.at < position or (cue.at < inside and cue.verb.sort not in ("say", "tell")):
            continue
        complement = _complement(r, cue)
        if complement is None:
            continue
        phrase = _speaker(r, cue)
        if phrase is None and (cue.verb.sort not in ("say", "tell") or cue.form == "passive"):
            continue
        vague = phrase and phrase.sort == "pronoun" and phrase.head.lower() in _VAGUE
        if vague and cue.verb.sort in ("think", "judge", "show"):
            continue
        following = next((c for c in r.cues[n + 1 :] if c.at > complement.start + 2 and _returns(r, c)), None)
        end = _cut(r, following) if following else len(r.s)
        _add(r, complement, end, phrase, cue)
        position, inside = complement.start + 1, end
        done = True
    return done


def _speaker(r: EnglishReading, cue: Cue) -> Phrase | None:
    s, e = r.s, r.e
    if cue.form == "passive":
        by = next((k for k in range(cue.end, min(len(s), cue.end + 8)) if s.word(k) == "by"), None)
        return phrase_after(s, by + 1, e) if by is not None else None
    joined = cue.begin == 0 or s.word(cue.begin - 1) in (
        ",",
        "and",
        "while",
        "before",
        "after",
        "–",
        "—",
        "-",
        "when",
        "by",
        "in",
    )
    if cue.form == "ing" and (joined or s.tokens[cue.begin - 1].kind == "q"):
        main = next((c for c in r.cues if c.form == "finite" and c.at < cue.at), None)
        return (
            r.found[-1].speaker
            if r.found and not main
            else (subject_of(s, main, e) if main else shared_subject(s, cue.begin, e))
        )
    return subject_of(s, cue, e)


def _returns(r: EnglishReading, cue: Cue) -> bool:
    """Whether a later cue is the reporter's again: ", adding that", "and said"."""
    before = r.word(cue.begin - 1)
    if cue.form == "ing":
        return before == "," and cue.verb.sort in ("say", "tell", "judge", "demand")
    subject = subject_of(r.s, cue, r.e) if cue.form == "finite" else None
    if subject and cue.verb.sort in ("say", "tell") and r.word(subject.first - 1) in _CONTRASTS:
        return True
    if before in ("and", "but"):
        return cue.verb.sort in ("say", "tell") or (
            r.word(cue.begin - 2) == "," and cue.verb.sort in ("demand", "judge")
        )
    return False


def _cut(r: EnglishReading, cue: Cue) -> int:
    j = cue.begin - 1
    subject = subject_of(r.s, cue, r.e)
    if subject and r.word(subject.first - 1) in _CONTRASTS:
        j = subject.first - 1
        return j - 1 if r.word(j - 1) == "," else j
    if r.word(j) in ("and", "but") and r.word(j - 1) == ",":
        return j - 1
    return j


def _complement(r: EnglishReading, cue: Cue) -> _Complement | None:
    s, e = r.s, r.e
    i = _addressee(r, cue.end) if cue.verb.sort == "tell" or cue.verb.lemma == "ask" else cue.end
    k = i
    while k < min(len(s), i + 14):
        found = _complement_at(r, cue, i, k)
        if found is not None:
            return found if found.start >= 0 else None
        word, token = s.word(k), s.tokens[k]
        adjunct = word in _ADJUNCTS or token.text in e.words["times"] or word in e.words["adverbs"]
        if not adjunct or (k != i and not _is_adjunct(r, k)):
            break
        k = _skip_adjunct(r, k)
    if cue.form == "passive" or cue.verb.lemma == "comment":
        return None
    if cue.verb.sort in ("say", "tell", "think") and _is_bare(r, k, cue):
        return _Complement(k, "bare")
    rest = len(s) - i
    if cue.verb.sort in ("judge", "demand") and rest > 1 and s.tokens[i].kind in "wbq":
        return _Complement(i, "object")
    if cue.verb.lemma in _WITH_OBJECT and rest > 2:
        return _Complement(i, "object")
    return None


_NONE = _Complement(-1, "")


def _complement_at(r: EnglishReading, cue: Cue, i: int, k: int) -> _Complement | None:
    """The complement that starts at token `k`, `_NONE` where there can be none any more, None to go on looking."""
    s = r.s
    word, token = s.word(k), s.tokens[k]
    if word == "that" and s.word(k + 1) not in (",", ""):
        return _Complement(k, "that")
    if word in ("whether", "if", "how", "why", "what") and k <= i + 2 and cue.verb.sort in _SPEECH:
        return _Complement(k, "that")
    if token.kind == "q":
        return _Complement(k, "quotation") if token in r.big or cue.verb.sort in ("say", "tell", "judge") else _NONE
    if word == ":":
        return _Complement(k + 1, "quotation") if k + 1 < len(s) else _NONE
    if word == ",":
        if k + 1 < len(s) and s.tokens[k + 1].kind == "q":
            return _Complement(k + 1, "quotation")
        if k == i or cue.verb.sort not in ("say", "tell"):
            return _NONE
    if k == i and word in ("to", "not") and cue.verb.lemma in _WITH_TO:
        return _Complement(k, "to")
    return None


def _addressee(r: EnglishReading, i: int) -> int:
    """ "told [the Washington Post] on Friday that"."""
    s = r.s
    if s.word(i) in r.e.words["oblique_pronouns"]:
        return i + 1
    phrase = phrase_after(s, i, r.e)
    if phrase is None:
        return i
    return next((k for k in range(i + 1, phrase.last) if s.word(k) in ("that", "he", "she", "they")), phrase.last)


def _is_adjunct(r: EnglishReading, k: int) -> bool:
    word = r.word(k)
    return word in _SKIPPED or r.s.tokens[k].text in r.e.words["times"] or word in r.e.words["adverbs"]


def _skip_adjunct(r: EnglishReading, k: int) -> int:
    s, e = r.s, r.e
    if s.word(k) in e.words["adverbs"] or s.tokens[k].text in e.words["times"]:
        return k + 1
    j = k + 1
    while j < len(s) and j - k < 9:
        token, word = s.tokens[j], s.word(j)
        after_time = s.tokens[j - 1].text in e.words["times"]
        if token.kind == "q" or (token.kind == "p" and word not in ".'’"):
            break
        if word in ("that", "he", "she", "they", "it", "there", "we", "i") or word in e.words["auxiliaries"]:
            break
        if word in e.words["determiners"] and j > k + 1 and s.word(j - 1) not in e.words["prepositions"]:
            break
        if (
            after_time
            and word not in e.words["prepositions"]
            and not token.text.isdigit()
            and token.text not in e.words["times"]
        ):
            break
        j += 1
    return j


def _is_bare(r: EnglishReading, k: int, cue: Cue) -> bool:
    """A clause without "that": "said he would go"."""
    s, e = r.s, r.e
    if len(s) - k < 3 or s.tokens[k].kind == "p" or (s.word(k) in e.words["prepositions"] and cue.verb.sort != "say"):
        return False
    for j in range(k + 1, min(len(s), k + 25)):
        if r.is_verb(j):
            return True
        if s.word(j) in (":", ";"):
            break
    if cue.verb.lemma in ("say", "argue", "claim", "insist", "believe") and s.word(k) not in _NO_CLAUSE:
        return len(s) - k > 3
    return cue.verb.sort != "think" and s.word(k) in ("he", "she", "they", "it", "there", "we", "i", "you")


def _add(r: EnglishReading, complement: _Complement, j: int, phrase: Phrase | None, cue: Cue) -> None:
    s = r.s
    i = complement.start
    span = r.cue_span(cue)
    quoted = [t for t in s.tokens[i:j] if t.kind == "q"]
    if complement.sort == "quotation" and quoted and s.tokens[i].kind == "q":
        total = s.tokens[j - 1].end - s.tokens[i].start
        if sum(t.end - t.start for t in quoted) > 0.6 * total or quoted[0].size > 8:
            for token in quoted:
                if token.size > 1:
                    r.add_quotation(token, phrase, span)
            return
    kind: Kind = "reported" if complement.sort == "object" else "indirect"
    r.add(r.content(i, j), phrase, span, kind)
