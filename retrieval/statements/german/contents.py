"""Nouns and adjectives whose content follows: "die Forderung, ...", "sich überzeugt, dass ..."."""

from __future__ import annotations

from retrieval.articles import Span
from retrieval.statements.german.candidates import can_speak, is_thing
from retrieval.statements.german.closed import WITHOUT
from retrieval.statements.german.ends import clause_end
from retrieval.statements.german.nouns import phrase_at
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.sources import is_one_of
from retrieval.statements.german.subjects import sentence_subject
from retrieval.statements.phrases import Phrase

__all__ = ["content_nouns"]

_IS = frozenset("ist war ergab".split())
_OPEN = frozenset("offen unklar ungeklärt fraglich".split())
_NO = frozenset("kein keine keinen keinerlei".split())
_UNDER = frozenset("unter im in".split())
_REACH = 12  # tokens between a noun and the comma before its content


def content_nouns(r: GermanReading) -> bool:
    """ "die Forderung, ...", "sich überzeugt, dass ...": a noun or adjective whose content follows."""
    s, g = r.s, r.g
    for i, token in enumerate(s.tokens):
        noun = token.capital and is_one_of(token.text, g, "content_nouns")
        feels = token.lower in g.words["feelings"] and _is_shown(r, i)
        if not noun and not feels and (token.lower not in g.words["content_words"] or s.word(i - 1) == "nicht"):
            continue
        supposed = "unter" in (s.word(i - 1), s.word(i - 2))  # "unter der Bedingung, dass"
        comma = None if supposed or _is_fact(r, i) or _is_suspected(r, i) else _content_comma(r, i, noun=noun)
        if comma is None:
            continue
        rejects = any(c.verb.lemma in g.words["rejecting"] for c in r.cues) and is_one_of(token.text, g, "rejected")
        phrase = _holder(r, i, rejects=rejects)
        cue = Span(token.start, token.end)
        end = clause_end(r, comma + 1, len(s))
        r.add(r.content(comma + 1, end), phrase, cue)
        r.add_nested(comma + 1, end, phrase, cue)
        return True
    return False


def _is_fact(r: GermanReading, i: int) -> bool:
    """ "Damit wird [deutlich], dass", "Offen ist die [Frage], ob", "keine [Entscheidung], ob": nobody says so."""
    word, before = r.word(i), r.word(i - 1)
    begin, end = r.segments.bounds[r.segments.of(i)]
    clause = [r.word(k) for k in range(begin, end)]
    if word == "deutlich":
        return not r.g.words["passive"].isdisjoint(clause) or not _IS.isdisjoint(clause)
    if word == "frage":
        return clause[0] in _OPEN or r.word(i - 2) == "über"
    if word == "eindruck":
        return any(w.startswith("entst") for w in clause)
    return before in _NO and word in r.g.words["decisions"]


def _is_suspected(r: GermanReading, i: int) -> bool:
    """ "Weber steht unter [Verdacht], gelogen zu haben": nobody's words, and least of all Weber's."""
    before = i - 1 - (r.word(i - 1) in r.g.words["determiners"])
    return r.word(i) in r.g.words["suspicions"] and r.word(before) in _UNDER


def _is_shown(r: GermanReading, i: int) -> bool:
    """ "zeigte sich [erfreut], ...", "[Erfreut] zeigte er sich, ..."."""
    begin, end = r.segments.bounds[r.segments.of(i)]
    words = [r.word(k) for k in range(begin, end)]
    return "sich" in words and any(word.startswith("zeig") for word in words)


def _content_comma(r: GermanReading, i: int, *, noun: bool) -> int | None:
    """The comma after which the content of the noun or adjective at `i` stands; an apposition may stand between."""
    s, g = r.s, r.g
    commas = [j for j in range(i + 1, min(len(s) - 1, i + _REACH)) if s.word(j) == ","]
    for n, comma in enumerate(commas[:2]):
        if n and r.any_finite(commas[0], comma):
            return None
        lead, stop = s.word(comma + 1), r.break_after(comma + 1)
        if any(s.word(k) == "dadurch" for k in range(i, comma)):
            return None  # "kam dieses Ergebnis dadurch zustande, dass"
        if lead in ("dass", "daß", "ob") or r.konjunktiv(comma + 1, stop):
            return comma
        second = any(t.text in g.second for t in s.tokens[comma + 1 : stop - 1])
        finite = s.word(stop - 1) in g.second | g.words["finite"] and s.word(stop - 2) != "zu"
        relative = lead in g.words["relatives"] and finite
        infinitive = s.tokens[i].lower not in g.words["no_infinitive"] and r.infinitive(comma + 1, stop)
        new = r.finite(comma + 1) or lead in g.words["coordinators"]  # "Sollte der Antrag scheitern, könnte ..."
        feels = s.tokens[i].lower in g.words["feelings"] and _is_shown(r, i)
        expects = noun or (not n and (feels or s.tokens[i].lower in g.words["expecting"]))
        surely = (noun and second) or (infinitive and expects and lead not in WITHOUT)
        if surely and not relative and not new:
            return comma
    return None


def _holder(r: GermanReading, i: int, *, rejects: bool) -> Phrase | None:
    """Whose demand or view the noun at `i` is: its genitive, else the subject of the sentence, else nobody's but its
    own ("Es gab Vorwürfe, ..."). `rejects`: the subject rejects it."""
    s, g = r.s, r.g
    if s.word(i) == "bekannt":
        return None  # "Anfang Mai war bekannt geworden, dass": nobody says it
    if s.word(i - 1) in ("dessen", "deren"):
        return phrase_at(s, i - 1, g)
    if s.word(i + 1) in ("von", "vom"):
        return phrase_at(s, i + 2, g)
    if s.word(0) in ("von", "vom", "seitens") and i:
        return phrase_at(s, 1, g)  # "Von der Polizei kam die Information, ..."
    phrase = phrase_at(s, i + 1, g) if s.word(i + 1) in ("des", "der") else _agent(r, i)
    if phrase is not None:
        return phrase
    subject = sentence_subject(s, r.segments, g)
    if subject is None or (subject.first > i and s.tokens[i].capital):
        subject = phrase_at(s, 0, g) if i else None
    held = subject is not None and subject.last <= i and (can_speak(subject, g) or not is_thing(subject, g))
    if (held and not rejects) or not s.tokens[i].capital:
        return subject
    return phrase_at(s, i - (s.word(i - 1) in g.words["determiners"]), g)


def _agent(r: GermanReading, i: int) -> Phrase | None:
    """ "die [von Weber am Montag] geäußerte Hoffnung": who utters what the noun at `i` says."""
    s, g = r.s, r.g
    if not s.word(i - 1).startswith(g.ends["put_forward"]):
        return None
    for k in range(i - 2, max(-1, i - _REACH), -1):
        if s.tokens[k].kind == "p" or r.finite(k):
            return None
        if s.word(k) in ("von", "vom") and s.word(k - 1) in g.words["determiners"] | {"im", "zum", "beim", "vom"}:
            return phrase_at(s, k + 1, g)
    return None
