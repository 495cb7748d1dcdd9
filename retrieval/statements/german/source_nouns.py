"""The nouns of a German source: which name one, and where it ends before what it says."""

from __future__ import annotations

from dataclasses import replace

from retrieval.statements.german.lexicon import German
from retrieval.statements.german.reading import GermanReading
from retrieval.statements.german.subjects import sentence_subject
from retrieval.statements.lexicon import is_first_name
from retrieval.statements.phrases import Phrase

__all__ = ["is_one_of", "of_itself"]


def is_one_of(word: str, g: German, sort: str) -> bool:
    """Whether a noun or the last part of a compound stands in the list `sort`: "UNO-Angaben", "Bahnangaben"."""
    lower = word.lower()
    if lower in g.words[sort] or ("-" in lower and lower.rsplit("-", 1)[-1] in g.words[sort]):
        return True
    return lower.endswith(g.ends["source_ends"]) and sort != "rejected"


def of_itself(r: GermanReading, phrase: Phrase | None) -> Phrase | None:
    """ "laut Polizei Ermittlungen", "nach Behördenangaben 62 Personen": a source without an article ends before what
    it says."""
    s = r.s
    if phrase is not None and any(s.word(k).startswith("eigene") for k in range(phrase.first, phrase.core_end)):
        return _of_subject(r, phrase)
    if phrase is not None and phrase.core_end == phrase.first + 1 < phrase.last and _names_source(phrase.head, r.g):
        return replace(phrase, last=phrase.core_end, span=phrase.core)
    if phrase is None or phrase.determiner or phrase.core_end < phrase.first + 2:
        return phrase
    end = next((k for k in range(phrase.first + 1, phrase.core_end) if _says_from(r, k)), None)
    if end is None:
        return phrase
    span = s.span(phrase.first, end)
    return replace(phrase, last=end, core_end=end, span=span, core=span, head=s.tokens[end - 1].text)


def _says_from(r: GermanReading, k: int) -> bool:
    """Whether what a source says begins with the number or the abstract noun at token `k`, right after its noun."""
    before, token, g = r.s.tokens[k - 1], r.s.tokens[k], r.g
    noun = token.text.endswith(g.ends["source_contents"]) and not g.roles.organisation(token.text)
    if is_one_of(before.text, g, "source_nouns") or g.roles.organisation(before.text):
        return token.text[0].isdigit() or noun
    named = before.capital and not before.text.endswith(("en", "er")) and not is_first_name(before.text)
    return named and noun and not is_one_of(token.text, g, "source_nouns")


def _names_source(noun: str, g: German) -> bool:
    """ "Polizeiangaben": the compound says already whose words they are, and no "von" after it does."""
    lower = noun.lower()
    return lower.endswith(g.ends["sayings"]) and lower not in g.words["sayings"]


def _of_subject(r: GermanReading, phrase: Phrase) -> Phrase:
    """ "[Die Firma] ist nach eigenen Angaben pleite": who says it is the subject, mentioned at the source."""
    subject = sentence_subject(r.s, r.segments, r.g)
    if subject is None or subject.first == phrase.first:
        return replace(phrase, last=phrase.core_end, span=phrase.core)
    last = phrase.core_end
    return replace(subject, first=phrase.first, last=last, core_end=last, shown=phrase.core)
