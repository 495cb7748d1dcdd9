"""What was said to somebody."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from retrieval.articles import Statement
from retrieval.identity import organisation_names
from retrieval.names import name_words
from retrieval.said import Said, whole_sentence
from retrieval.search import View
from retrieval.senses import REPLY, senses_of
from retrieval.speakers import Speaker

__all__ = ["told_to"]

_LED = re.compile(r"(?:the|his|her|its|their|der|die|das|den|dem|sein\w*|ihr\w*) (.+)")


def told_to(addressee: str, said: list[Said], view: View) -> list[Said]:
    """What was said to somebody: whoever is called so in the article, or answered there."""
    meant = view.speakers.find(addressee)
    before = view.snapshot.statements_in({s.row for s in said})
    return [
        s for s in said if _names_one(_outside(s), _called(addressee, meant, s)) or _answers(meant, s, before[s.row])
    ]


def _called(addressee: str, meant: Sequence[Speaker], said: Said) -> set[str]:
    """What the addressee can be called in an article: a last name alone only where the article names that person."""
    here = [who for who in meant if any(article == said.article.id for article, _ in who.names)]
    forms = {form for who in here for form in (who.name, *who.forms)} | set(organisation_names(addressee))
    if bare := _LED.fullmatch(addressee):
        forms.add(bare[1])  # "its members": "told all members"
    alone = meant and not here and len(name_words(addressee)) == 1
    return forms | (set() if alone else {addressee})


def _answers(meant: Sequence[Speaker], said: Said, statements: Sequence[Statement]) -> bool:
    """ "MacRae replied that …", right after what the addressee said."""
    if REPLY not in senses_of(said.statement, said.article.language):
        return False
    start = said.statement.spans[0].start
    earlier = [one for one in statements if one.spans[0].start < start and one.speaker != said.statement.speaker]
    last = earlier[-1].speaker if earlier else None
    return any((said.article.id, last) in who.names for who in meant)


def _names_one(text: str, forms: Collection[str]) -> bool:
    folded = text.casefold()
    return any(form.casefold() in folded for form in forms)


def _outside(said: Said) -> str:
    """The sentence of a statement without what is said."""
    paragraph, spans = said.statement.paragraph, sorted(said.statement.spans)
    sentence = whole_sentence(paragraph, spans, said.article.language)
    starts = [sentence.start, *(span.end for span in spans)]
    ends = [*(span.start for span in spans), sentence.end]
    return " ".join(paragraph.text[start:end] for start, end in zip(starts, ends, strict=True))
