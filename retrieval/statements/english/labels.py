"""A name and a colon before what was said: headlines ("Weaver: It is time") and transcripts ("WEAVER: Thank you.")."""

from __future__ import annotations

from retrieval.statements.english.nouns import phrase_before
from retrieval.statements.english.reading import EnglishReading
from retrieval.statements.lexicon import load_names

__all__ = ["labelled"]

_LONGEST = 6  # tokens of a name with its roles
_TITLED = 0.6  # share of capitalised words in a headline
_MOSTLY = 0.6  # share of quoted characters from which the words after the colon are a quotation


def labelled(r: EnglishReading) -> bool:
    """Adds what follows a speaker and a colon at the start of a paragraph."""
    s = r.s
    colon = next((i for i in range(1, min(len(s), _LONGEST + 1)) if s.word(i) == ":"), None)
    if not r.starts or colon is None or len(s) - colon < 3 or not _is_speaker(r, colon) or r.dated:
        return False
    phrase = phrase_before(s, colon, r.e)
    if phrase is None:
        return False
    quoted = [t for t in s.tokens[colon + 1 :] if t.kind == "q"]
    total = s.end - s.tokens[colon + 1].start
    if quoted and sum(t.end - t.start for t in quoted) > _MOSTLY * total:
        for token in quoted:
            r.add_quotation(token, phrase, None)
    elif _is_headline(r, colon) or any(map(r.is_verb, range(colon + 1, len(s)))):
        r.add(r.content(colon + 1, len(s)), phrase, None)
    return bool(r.found)


def _is_headline(r: EnglishReading, colon: int) -> bool:
    """Whether most words after the colon are capitalised: "It Is Time to Go"."""
    words = [t for t in r.s.tokens[colon + 1 :] if t.kind == "w"]
    return len(words) > 2 and sum(t.capital for t in words) > _TITLED * len(words)


def _is_speaker(r: EnglishReading, end: int) -> bool:
    """Whether the first `end` tokens name somebody: "Weaver", "Gov. Mary Weaver", no "Note" or "What we know"."""
    names = load_names()
    words = [t for t in r.s.tokens[:end] if t.kind == "w"]
    if not words or any(not t.capital or t.lower in r.e.words["labels"] for t in words):
        return False
    if len(words) == 1:
        sorts = ("determiners", "prepositions", "adverbs", "conjunctions", "times")
        word = words[0]
        if word.text.isupper() and word.lower in r.e.words["datelines"]:  # "SYDNEY: Two ..."
            return False
        return len(word.text) > 2 and not any(x in r.e.words[sort] for sort in sorts for x in (word.lower, word.text))
    first = {t.text for t in words} & (names.female | names.male)
    return bool(first) or any(r.e.roles.role(t.text) for t in words) or r.e.roles.organisation(words[-1].text)
