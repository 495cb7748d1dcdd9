"""Attribution before the statement: "X said that ...", "X said he ...", "X said, “...”", "X urged Y to ..."."""

from __future__ import annotations

from retrieval.articles import Kind
from retrieval.statements.english.clauses import Cue
from retrieval.statements.english.ends import after_front, end_of_clause, end_of_infinitive, end_of_phrase
from retrieval.statements.english.lexicon import small
from retrieval.statements.english.nouns import phrase_after
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.english.silence import end_of_silence, is_silent
from retrieval.statements.english.starts import Complement, complement_of
from retrieval.statements.english.subjects import acting_subject, main_subject, subject_of
from retrieval.statements.english.voices import can_speak
from retrieval.statements.phrases import Phrase
from retrieval.statements.tokens import Token

__all__ = ["complements"]

_VAGUE = frozenset("i we you it that this".split())
_BEFORE_ING = frozenset(", and while before after – — - when by in".split())
_NOUNS = ("object", "gerund")  # complements that end like a noun phrase
_FRAGMENT = 4  # words; shorter quotations are words that the reporter quotes
_ADJUNCTS = frozenset("when after as while before during in on at".split())
"""After a quotation these go on with how it was said: "told them “it was dark” when they asked"."""
_UNSAID = ("refuse", "decline")
_CONTRASTS = ("while", "whereas", "but")


def complements(r: EnglishReading, position: int) -> None:
    """Adds what follows each verb of speech from token `position` on."""
    inside = 0  # where the statement found last ends; only saying is told of inside of it
    clause = 0  # the same, if it is a clause: what is said inside of it ends there, too
    for n, cue in enumerate(r.cues):
        if cue.at < position or r.stop <= cue.at or (cue.at < inside and cue.verb.sort not in ("say", "tell")):
            continue
        complement = complement_of(r, cue)
        if complement is None:
            continue
        if is_silent(r, cue):
            position = end_of_silence(r, cue)
            continue
        phrase = _speaker(r, cue)
        if not _is_told(r, cue, complement, phrase):
            continue
        following = next((c for c in r.cues[n + 1 :] if c.at > complement.start + 2 and _returns(r, c)), None)
        end = _end(r, cue, complement, phrase, _cut(r, following) if following else r.stop)
        end = min(end, clause) if complement.start < clause else end
        _add(r, complement, end, phrase, cue)
        told = end if complement.sort == "gerund" else complement.start + 1  # "denied having said that ..."
        position, inside = told, end
        clause = 0 if complement.sort in _NOUNS else max(end, clause)


def _is_told(r: EnglishReading, cue: Cue, complement: Complement, phrase: Phrase | None) -> bool:
    """Whether somebody who can speak has said it."""
    if phrase is None:
        asked = cue.form == "passive" and cue.verb.lemma == "ask"  # "he was asked whether ...", by nobody named
        said = cue.form not in ("passive", "to") and cue.verb.sort in ("say", "tell") and complement.sort != "object"
        return asked or said
    if cue.form == "to" and (cue.verb.sort == "think" or not _is_done(r, phrase, cue)):
        return False
    if complement.sort in _NOUNS and cue.verb.lemma in r.e.words["weak"] and not can_speak(r.s, phrase, r.e):
        return False
    passive = (
        complement.sort == "bare" and cue.verb.lemma in r.e.words["weak"] and r.word(cue.end) in ("in", "by", "at")
    )
    if passive and not can_speak(r.s, phrase, r.e):  # "a name mentioned in the report was wrong"
        return False
    if cue.verb.lemma == "address" and _is_audience(r, complement.start):
        return False
    if cue.verb.lemma == "refer" and _is_name(r, complement.start):  # "Weaver said, referring to Secretary Peter Lang"
        return False
    vague = phrase.head.lower().replace("’", "'").split("'")[0] in _VAGUE
    return not (vague and cue.verb.sort in ("think", "judge", "show", "demand"))


def _is_audience(r: EnglishReading, i: int) -> bool:
    """ "addressing reporters", "addressed a rally": before whom it is said."""
    phrase = phrase_after(r.s, i, r.e)
    last = phrase.core_end - 1 if phrase is not None else i
    head = r.word(last - 1) if small(r.s, last, r.e, "adverbs") else r.word(last)
    return r.e.roles.role(head) or head in r.e.words["people"] or head in r.e.words["hearers"] or head == "media"


def _is_name(r: EnglishReading, i: int) -> bool:
    phrase = phrase_after(r.s, i, r.e)
    return phrase is not None and all(t.capital or t.kind != "w" for t in r.s.tokens[i : phrase.core_end])


def _end(r: EnglishReading, cue: Cue, complement: Complement, phrase: Phrase | None, limit: int) -> int:
    if complement.sort == "quotation":
        return limit
    if complement.sort in _NOUNS:
        return end_of_phrase(r, complement.start, limit)
    end = end_of_clause(r, cue, phrase, complement.start, limit)
    return end_of_infinitive(r, complement.start, end) if complement.sort == "to" else end


def _speaker(r: EnglishReading, cue: Cue) -> Phrase | None:
    s, e = r.s, r.e
    if cue.form == "passive":
        by = next((k for k in range(cue.end, min(len(s), cue.end + 8)) if s.word(k) == "by"), None)
        return phrase_after(s, by + 1, e) if by is not None else None
    if cue.form == "ing":
        return _of_participle(r, cue)
    if cue.form == "to":
        return _main_subject(r, cue)
    return subject_of(s, cue, e)


def _main_subject(r: EnglishReading, cue: Cue) -> Phrase | None:
    """The subject of the main clause, where that stands before the verb."""
    acting = acting_subject(r.s, r.e)
    if acting is None or acting.last > cue.begin or not r.s.tokens[acting.first].capital or acting.determiner:
        return main_subject(r.s, cue.begin, r.e)
    return acting


def _of_participle(r: EnglishReading, cue: Cue) -> Phrase | None:
    """Whose "saying" it is: that of the main clause, before or after it, or of the noun right before it."""
    s, e = r.s, r.e
    main = after_front(r, cue)
    if main is not None:  # "By denouncing the plan, Weaver won"
        return phrase_after(s, main, e)
    before = cue.begin - 1
    if before < 0 or s.word(before) in _BEFORE_ING or s.tokens[before].kind == "q":
        first = next((c for c in r.cues if c.form == "finite" and c.at < cue.at), None)
        if first is not None:
            return subject_of(s, first, e)
        return r.found[-1].speaker if r.found else _main_subject(r, cue)
    phrase = None if r.is_verb(before) else subject_of(s, cue, e)  # not "began saying"
    if phrase is not None and cue.verb.sort == "show" and s.word(phrase.first - 1) == "to":  # "a call to Lang showing"
        return _main_subject(r, cue)
    return phrase if phrase and can_speak(s, phrase, e) else _main_subject(r, cue)


def _is_done(r: EnglishReading, phrase: Phrase, cue: Cue) -> bool:
    """Whether who does something "to say" it has done so: not "will come to discuss"."""
    between = {r.word(k) for k in range(phrase.last, cue.begin)}
    return can_speak(r.s, phrase, r.e) and not between & r.e.words["future"]


def _returns(r: EnglishReading, cue: Cue) -> bool:
    """Whether a later cue is the reporter's again: ", adding that", "and said"."""
    before = r.word(cue.begin - 1)
    if cue.form == "ing":
        added = cue.verb.lemma == "add" and r.word(cue.end) == "that"  # "said it was late adding that"
        return (before in (",", "–", "—") or added) and cue.verb.sort in ("say", "tell", "judge", "demand")
    subject = subject_of(r.s, cue, r.e) if cue.form == "finite" else None
    if subject and cue.verb.sort in ("say", "tell") and r.word(subject.first - 1) in _CONTRASTS:
        return True
    if before in ("and", "but"):
        return cue.verb.sort in ("say", "tell") or (
            r.word(cue.begin - 2) == "," and cue.verb.sort in ("demand", "judge")
        )
    return False


def _cut(r: EnglishReading, cue: Cue) -> int:
    j = cue.begin if cue.form == "ing" and r.s.tokens[cue.begin - 1].kind != "p" else cue.begin - 1
    subject = subject_of(r.s, cue, r.e)
    if subject and r.word(subject.first - 1) in _CONTRASTS:
        j = subject.first - 1
        return j - 1 if r.word(j - 1) == "," else j
    if r.word(j) in ("and", "but") and r.word(j - 1) == ",":
        return j - 1
    return j


def _add(r: EnglishReading, complement: Complement, j: int, phrase: Phrase | None, cue: Cue) -> None:
    s = r.s
    i = complement.start
    span = r.cue_span(cue)
    carried = phrase is None and cue.begin == 1 and s.word(0) in ("and", "but")  # "And added: “…”"
    quoted = [t for t in s.tokens[i:j] if t.kind == "q"]
    if quoted and quoted[0] is s.tokens[i] and cue.form == "ing" and after_front(r, cue) == i + 1:
        r.add_quotation(quoted[0], phrase, span)  # "Chanting “Go!” the crowd left"
        return
    if complement.sort == "quotation" and quoted and s.tokens[i].kind == "q":
        total = s.tokens[j - 1].end - s.tokens[i].start
        closed = quoted[0].last in ".!?" and cue.verb.sort in ("say", "tell")
        alone = quoted[0].size > _FRAGMENT and cue.verb.sort in ("say", "tell") and s.word(i + 1) in _ADJUNCTS
        if alone or sum(t.end - t.start for t in quoted) > 0.6 * total or quoted[0].size > 8 or closed:
            for token in quoted:
                if token.size > 1:
                    r.add_quotation(token, phrase, span, carried=carried)
            return
    whole = _whole_quotation(r, i, j)
    if whole is not None and complement.sort == "that":
        r.add_quotation(whole, phrase, span)
        return
    unsaid = cue.verb.sort == "think" or cue.verb.lemma in _UNSAID  # "hopes to win", "declined to say"
    reported = complement.sort == "object" or (complement.sort == "to" and unsaid)
    kind: Kind = "reported" if reported else "indirect"
    r.add(r.content(i, j), phrase, span, kind, carried=carried)


def _whole_quotation(r: EnglishReading, i: int, j: int) -> Token | None:
    """The quotation that is all of a clause: "said that “we will see”"."""
    i += 2 if r.word(i + 1) == "," else 1
    while j - 1 > i and r.s.tokens[j - 1].kind == "p":
        j -= 1
    token = r.s.tokens[i] if i == j - 1 else None
    return token if token is not None and token in r.big else None
