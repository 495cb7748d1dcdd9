"""Citation recall and precision: by hand, by rules, by a model, and what the command tells of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from gold import Quote, gold
from judged import agreement, answer_of, known_claims
from lies import UNSEEN
from model_fakes import ScriptedModel
from wordings import Quoting, Wording

from bot.answer import Answer, Citation, Claim
from bot.evaluation.judging import ModelJudge, RuleJudge, Unjudged
from bot.evaluation.support import support, support_figures
from bot.language_model import ModelFailed
from bot.parts import Parts
from bot.settings import Settings
from prompts import Prompts
from retrieval.articles import Article, Paragraph, Span
from retrieval.embedding import load
from retrieval.library import Library
from retrieval.question import Question
from retrieval.search import Searcher

PARAGRAPHS = tuple(Paragraph("a", number, f"Paragraph {number}.") for number in (1, 2, 3))
ARTICLE = Article("a", "Title", False, PARAGRAPHS, publisher="Paper", published="2025-01-01", language="en")


def claim(text: str, *numbers: int) -> Claim:
    cited = [PARAGRAPHS[number - 1] for number in numbers]
    return Claim(text, tuple(Citation(p, Span(0, 9), Span(0, len(p.text))) for p in cited))


def answer(*claims: Claim) -> Answer:
    question = Question("Who?", "en", "passages")
    return Answer(question, "answered" if claims else "not_found", None, claims, (), (), articles=(ARTICLE,))


class Table:
    """A judge by hand: a claim's text lists which sets of paragraphs support it: "1 | 2+3"."""

    name = "a table"

    def supports(self, claim: Claim, paragraphs: Sequence[Paragraph], answer: Answer) -> bool:
        if claim.text == "?":
            raise Unjudged("asleep")
        given = {paragraph.number for paragraph in paragraphs}
        sets = [{int(number) for number in one.split("+")} for one in claim.text.split("|") if one.strip()]
        return any(one <= given for one in sets)


# ------------------------------------------------------------------------------------------------ by hand, as in ALCE


@pytest.mark.parametrize(
    ("claims", "recall", "precision"),
    [
        ([claim("1", 1)], 1, 1),
        ([claim("2", 1)], 0, 0),
        ([claim("1")], 0, 0),  # nothing cited
        ([claim("1+2", 1, 2)], 1, 1),  # each is needed
        ([claim("1+2", 1)], 0, 0),
        ([claim("1", 1, 2)], 1, 1 / 2),  # the second adds nothing
        ([claim("1 | 2", 1, 2)], 1, 1),  # each would do alone
        ([claim("1+2", 1, 2, 3)], 1, 2 / 3),
        ([claim("1+2 | 3", 1, 2, 3)], 1, 1 / 3),  # the third alone does, and without either other it does as well
        ([claim("1 | 2+3", 1, 2, 3)], 1, 1 / 3),
        ([claim("1", 1), claim("2", 3)], 1 / 2, 1 / 2),
        ([claim("1", 1), claim("1+2", 1, 2), claim("3")], 2 / 3, 1),
        ([claim("1", 1, 1)], 1, 1),  # two places in one passage are one
    ],
)
def test_recall_and_precision_are_those_of_alce(claims: list[Claim], recall: float, precision: float) -> None:
    found = support(answer(*claims), Table())

    assert found is not None
    assert (found.recall, found.precision) == (pytest.approx(recall), pytest.approx(precision))
    assert found.claims == len(claims)


def test_the_mean_is_over_answers_and_refusals_are_none() -> None:
    answers = [answer(claim("1", 1), claim("1", 1, 2), claim("1", 1)), answer(claim("2", 1)), answer()]
    found = support_figures([support(one, Table()) for one in answers])

    assert (found.answers, found.claims, found.citations, found.unjudged) == (2, 4, 5, 0)
    assert (found.recall, found.precision) == (pytest.approx((1 + 0) / 2), pytest.approx((3 / 4 + 0) / 2))
    nothing = support_figures([None])
    assert (nothing.recall, nothing.precision, nothing.as_json()["recall"]) == (None, None, None)


def test_what_could_not_be_judged_counts_for_nothing() -> None:
    found = support(answer(claim("?", 1), claim("1", 1)), Table())
    assert found is not None
    assert (found.claims, found.unjudged, found.recall, found.why) == (1, 1, 1.0, "asleep")

    alone = support(answer(claim("?", 1)), Table())
    assert alone is not None
    assert (alone.recall, alone.precision) == (None, None)
    assert support_figures([alone]).answers == 0


# ---------------------------------------------------------------------------------------------------------- by rules


def test_words_as_they_stand_are_supported_by_where_they_stand(parts: Parts) -> None:
    judge = RuleJudge(parts.searcher)
    for question in ("Was sagte Rutte?", "What did Baerbock say?", "Wen hat Rutte abgelöst?"):
        told, _ = parts.assistant.ask(question, written=False)
        found = support(told, judge)
        assert found is not None
        assert (found.recall, found.precision, found.unjudged) == (1.0, 1.0, 0)


def test_other_words_and_other_speakers_are_not(parts: Parts) -> None:
    told, _ = parts.assistant.ask("Was sagte Peskow?", written=False)
    (true,) = told.claims
    elsewhere, _ = parts.assistant.ask("Was sagte Selenskyj?", written=False)

    def judged(**changed: Any) -> float | None:
        found = support(replace(told, claims=(replace(true, **changed),)), RuleJudge(parts.searcher))
        return found.recall if found else None

    assert judged() == 1
    assert judged(speaker="Mark Rutte") == 0
    assert judged(text="Eine solche Entscheidung koste 40 Millionen Euro") == 0
    assert judged(citations=()) == 0
    assert judged(citations=elsewhere.claims[0].citations) == 0


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("judged")
    embedder = load(Settings(data=folder).embedder)
    with Library.open(folder, embedder) as library:
        list(library.add(gold().articles))
        yield Searcher(library, embedder)


def test_a_citation_that_adds_nothing_to_what_a_model_wrote_is_imprecise(searcher: Searcher) -> None:
    june = Quote("hafen", 6, "Petersen rechnet mit einer Entscheidung bis Ende Juni.")
    years = Quote("hafen", 2, "Wir bauen nicht für das nächste Jahr, wir bauen für die nächsten dreißig Jahre")

    def judged(text: str, *quotes: Quote) -> tuple[float | None, float | None]:
        found = support(answer_of(Wording(text, "Jörg Petersen", tuple(map(Quoting, quotes)))), RuleJudge(searcher))
        return (found.recall, found.precision) if found else (None, None)

    one = "Jörg Petersen rechnet mit einer Entscheidung bis Ende Juni."
    assert judged(one, june) == (1, 1)
    assert judged(one, june, years) == (1, 0.5)
    assert judged(one, years) == (0, 0)
    both = "Petersen baut nicht für das nächste Jahr, sondern für die nächsten dreißig, und rechnet bis Ende Juni mit einer Entscheidung."
    assert judged(both, june, years) == (1, 1)
    assert judged(both, june) == (0, 0)


def test_the_rules_know_true_claims_from_false_ones(searcher: Searcher) -> None:
    found = agreement(RuleJudge(searcher), list(known_claims()))
    seen = {kind: counts for kind, counts in found.items() if kind not in UNSEEN}

    right, of = (sum(counts[index] for counts in seen.values()) for index in (0, 1))
    assert of > 700
    assert right / of > 0.97, found
    assert found["true"][0] / found["true"][1] > 0.95, found


# --------------------------------------------------------------------------------------------------------- by a model


def judge_of(*replies: Any) -> tuple[ModelJudge, ScriptedModel]:
    model = ScriptedModel(*replies)
    return ModelJudge(model, Prompts()), model


@pytest.mark.parametrize(
    ("reply", "supported"),
    [
        ({"supported": True}, True),
        ({"supported": False}, False),
        ('```json\n{"supported": true}\n```', True),
        ("True.", True),
        ("no", False),
    ],
)
def test_a_model_is_asked_with_the_sentence_and_the_passages_marked_off(reply: Any, supported: bool) -> None:
    judge, model = judge_of(reply)
    said = replace(claim("It \u202erained.", 1, 2), speaker="Anna Weber")

    assert judge.supports(said, PARAGRAPHS[:2], answer(said)) is supported
    assert judge.supports(said, PARAGRAPHS[:2], answer(said)) is supported  # the same is not asked again
    (prompt,) = model.prompts
    mark = prompt.material.split()[0]
    assert f"{mark} sentence\nAnna Weber: It rained.\n{mark} end of sentence" in prompt.material
    assert f"{mark} passage 2\nTitle · Paper · 2025-01-01\nParagraph 2.\n{mark} end of passage 2" in prompt.material
    assert "Paragraph 3" not in prompt.material
    assert mark in prompt.instructions
    assert judge.spent.requests == 1


@pytest.mark.parametrize("reply", ["", "perhaps", '{"supported": "who knows"}', ModelFailed("busy", "429")])
def test_a_reply_that_is_no_judgement_is_none(reply: Any) -> None:
    judge, _ = judge_of(reply)

    with pytest.raises(Unjudged):
        judge.supports(claim("1", 1), PARAGRAPHS[:1], answer(claim("1", 1)))


def test_a_model_that_cannot_be_asked_at_all_is_not_asked_for_each_claim() -> None:
    judge, model = judge_of(ModelFailed("not_set_up", "no key"))

    for number in (1, 2):
        with pytest.raises(Unjudged, match="no key"):
            judge.supports(claim("1", number), PARAGRAPHS[:2], answer(claim("1", number)))

    assert len(model.prompts) == 1


def test_a_model_that_was_busy_is_asked_again() -> None:
    judge, _ = judge_of(ModelFailed("busy", "429"), {"supported": True})
    asked = claim("1", 1), PARAGRAPHS[:1], answer(claim("1", 1))

    with pytest.raises(Unjudged, match="429"):
        judge.supports(*asked)

    assert judge.supports(*asked)
