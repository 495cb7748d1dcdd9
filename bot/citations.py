"""Checks claims against the passages that they cite; what does not hold is rejected, with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.answer import Citation, Claim
from bot.checking.acts import other_acts
from bot.checking.amounts import amounts_of_others
from bot.checking.attribution import Chosen, attributed
from bot.checking.drafts import Draft, Quoted, Rejected, Source
from bot.checking.facts import missing_facts
from bot.checking.form import LONGEST, faults, tidy
from bot.checking.marks import in_marks
from bot.checking.naming import missing_names
from bot.checking.people import people_elsewhere
from bot.checking.places import places
from bot.checking.ranks import of_another_rank
from bot.checking.reasons import reason
from bot.checking.relatedness import Fit, fit_by, unrelated
from bot.checking.sense import turned
from bot.checking.swapped import exchanged
from bot.checking.titles import given_to_another
from retrieval.said import Said, whole_sentence
from retrieval.search import View

__all__ = ["Draft", "Fit", "Quoted", "Rejected", "Source", "check", "fit_by"]

MOST_CITATIONS = 8
"""Spans that the quotations of one claim may lie in."""
LONGEST_NAME = 120
"""Characters of a speaker with role and title."""


def check(
    draft: Draft, sources: Mapping[int, Source], language: str, view: View, fit: Fit | None = None
) -> Claim | Rejected:
    """The claim with citations that point into the passages, or why it does not hold.

    `sources` by their numbers; `language` is the one that the claim is written in. With `fit` (`fit_by`) each clause
    must have to do with what is cited, too; that takes the embedding model some milliseconds."""
    text = tidy(draft.text)
    wrong = faults(text, language, _known(draft, sources))
    if len(draft.speaker or "") > LONGEST_NAME:
        wrong.append(reason("long", most=LONGEST_NAME))
    if not text or len(text) > LONGEST or len(draft.speaker or "") > LONGEST_NAME:
        return Rejected(draft, tuple(wrong))  # what is this long, the checks could work on for seconds
    found, unfound = places(draft, sources)
    wrong += unfound
    if not found:
        return Rejected(draft, tuple(wrong))
    said = attributed(draft, text, found, language, view)
    chosen = said.chosen
    wrong += said.wrong
    marked, mismarked = in_marks(text, chosen, said.named, view)
    wrong += mismarked
    wrong += missing_facts(text, _passages(chosen), _dates(chosen))
    wrong += amounts_of_others(text, [_cited(one) for one in chosen], _passages(chosen))
    wrong += missing_names(text, language, chosen, view)
    wrong += given_to_another(text, language, chosen, view)
    wrong += of_another_rank(text, language, chosen, view)
    wrong += people_elsewhere(text, [(one.place, one.statements) for one in chosen], view)
    wrong += turned(text, [one.place for one in chosen], language)
    wrong += other_acts(text, language, chosen)
    wrong += exchanged(text, language, chosen, view)
    if fit is not None:
        wrong += unrelated(text, language, [one.place for one in chosen], said.frames, fit)
    citations = _citations(chosen)
    if len(citations) > MOST_CITATIONS:
        wrong.append(reason("much"))
    if wrong or marked is None:
        return Rejected(draft, tuple(dict.fromkeys(wrong)))
    return _claim(marked, citations, chosen)


def _known(draft: Draft, sources: Mapping[int, Source]) -> str:
    """The paragraphs that it names: whatever signs they have may stand in it."""
    return "\n".join(
        sources[n].paragraph.text for n in sorted({one.passage for one in draft.quotations}) if n in sources
    )


def _passages(chosen: Sequence[Chosen]) -> list[str]:
    """The texts that numbers and dates may come from."""
    found = []
    for one in chosen:
        source = one.place.source
        article = source.article
        about = (source.paragraph.heading, article.title, article.publisher)
        found.append("\n".join((source.paragraph.text, *(part for part in about if part))))
        found += [role.text for said in one.statements if said.speaker for role in said.speaker.roles]
    return list(dict.fromkeys(found))


def _cited(chosen: Chosen) -> str:
    """The whole sentence, and the statements in full."""
    said = (span.of(s.statement.paragraph.text) for s in chosen.statements for span in s.statement.spans)
    return "\n".join(dict.fromkeys((chosen.place.around, *said)))


def _dates(chosen: Sequence[Chosen]) -> list[str]:
    return list(dict.fromkeys(one.place.source.article.published or "" for one in chosen))


def _citations(chosen: Iterable[Chosen]) -> tuple[Citation, ...]:
    """The whole of each statement; the whole sentence where the article itself speaks. Each span once."""
    found: dict[tuple[str, int, int, int], Citation] = {}
    for one in chosen:
        paragraph, language = one.place.source.paragraph, one.place.source.article.language
        spans = [(said.statement.spans, said.statement.spans) for said in one.statements]
        for cited, around in spans or [((one.place.sentence,), (one.place.sentence,))]:
            sentence = whole_sentence(paragraph, around, language)
            for span in cited:
                key = (paragraph.article, paragraph.number, span.start, span.end)
                found.setdefault(key, Citation(paragraph, span, sentence))
    return tuple(found.values())


def _claim(text: str, citations: tuple[Citation, ...], chosen: Sequence[Chosen]) -> Claim:
    """With the speaker where all that is cited was said by one; the kind and the mention where they are the same."""
    said = [statement for one in chosen for statement in one.statements]
    speakers = {_speaker(one) for one in said}
    if len(speakers) != 1 or not all(one.statements for one in chosen):
        return Claim(text, citations)
    kinds = {one.statement.kind for one in said}
    mentions = {_mention(one) for one in said}
    return Claim(
        text,
        citations,
        speaker=speakers.pop(),
        speaker_as_written=mentions.pop() if len(mentions) == 1 else None,
        kind=kinds.pop() if len(kinds) == 1 else None,
        inferred=any(one.statement.inferred for one in said),
    )


def _speaker(said: Said) -> str | None:
    return said.speaker.name if said.speaker else said.statement.speaker


def _mention(said: Said) -> str | None:
    statement = said.statement
    return statement.speaker_span.of(statement.paragraph.text) if statement.speaker_span else None
