"""Over six hundred answers of a scripted model, true and lying: what is false never shows, and what is true is kept.

Nothing is skipped on the way: a real HTTP server streams the replies, the real client reads them, the real library is
asked. What is shown is judged by `oracle`, which knows the articles and who says what in them by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import pytest
from chat_server import ChatServer, Reply
from forms import FORMS, HARMLESS, NOTHING
from lies import LIES, UNSEEN, WRITTEN
from oracle import false_quotations, misattributed, quoted_in
from scenario_runs import Outcome, asking, run_all
from scenarios import as_line, held_out, scenarios

from bot.assistant import Assistant
from bot.language_model import ChatModel
from bot.parts import Parts
from bot.render import plain
from bot.settings import Settings
from bot.writing import Writer
from prompts import Prompts
from retrieval.embedding import load

KEPT = 0.98
"""Of the true claims, the part that is shown."""
KEPT_HELD_OUT = 0.8
"""The same about articles that the checks were not made with; the reader of statements misses some of their speakers."""

Asked = list[tuple[ChatServer, Assistant]]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("answers")
    with pytest.MonkeyPatch.context() as environment:
        for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
            environment.delenv(name, raising=False)
        with asking(folder, load(Settings(data=folder).embedder)) as made:
            yield made


@pytest.fixture(scope="module")
def outcomes(asked: Asked) -> list[Outcome]:
    return list(run_all(asked, scenarios()))


@pytest.fixture(scope="module")
def outcomes_held_out(asked: Asked) -> list[Outcome]:
    return list(run_all(asked, held_out()))


def of(outcomes: Sequence[Outcome], *kinds: str) -> list[Outcome]:
    found = [one for one in outcomes if one.scenario.kind in kinds]
    assert found, kinds
    return found


def lied(outcomes: Sequence[Outcome], *kinds: str) -> list[Outcome]:
    return [one for one in of(outcomes, *kinds) if one.false_claims]


def listed(outcomes: Sequence[Outcome]) -> str:
    return "\n".join(as_line(one.scenario, one.script, one.shown, (*one.wrong, *one.lost)) for one in outcomes)


def test_there_are_enough_of_them_and_of_each_kind(outcomes: list[Outcome]) -> None:
    assert len(outcomes) >= 500
    assert len(LIES) + len(WRITTEN) >= 15
    assert {one.scenario.kind for one in outcomes} >= {
        *LIES, *WRITTEN.values(), *FORMS, *(f"nothing: {kind}" for kind in NOTHING),
        "true", "every claim twice", "two hundred claims",
    }  # fmt: skip
    assert all(one.script.rounds for one in outcomes), "a question for which no model was asked shows nothing"
    assert sum(one.script.rounds == 2 for one in outcomes) > 200


def test_nothing_stands_between_quotation_marks_that_does_not_stand_in_the_cited_paragraph(
    outcomes: list[Outcome],
) -> None:
    wrong = [one for one in outcomes if one.false_quotations]

    assert not wrong, listed(wrong)


def test_nobody_is_shown_to_have_said_what_another_said(outcomes: list[Outcome]) -> None:
    wrong = [one for one in outcomes if one.misattributed]

    assert not wrong, listed(wrong)


@pytest.mark.parametrize("kind", [kind for kind in (*LIES, *WRITTEN.values()) if kind not in UNSEEN])
def test_a_lie_is_never_shown(outcomes: list[Outcome], kind: str) -> None:
    wrong = lied(outcomes, kind)

    assert not wrong, listed(wrong)


@pytest.mark.parametrize("form", [*FORMS, "every claim twice", "two hundred claims"])
def test_the_form_of_a_reply_lets_no_lie_through(outcomes: list[Outcome], form: str) -> None:
    wrong = lied(outcomes, form)

    assert not wrong, listed(wrong)


def test_what_only_a_reader_could_see_through_is_at_least_quoted_right(outcomes: list[Outcome]) -> None:
    """No rule knows that something was added in other words. The reader has the article's own words below it."""
    for one in of(outcomes, *UNSEEN):
        assert all(claim["citations"] for claim in one.shown["claims"])
        assert not one.false_quotations
        assert not one.misattributed


def test_true_claims_are_kept(outcomes: list[Outcome]) -> None:
    for some in (of(outcomes, "true"), [one for one in outcomes if one.scenario.kind != "true, in fr"]):
        told, lost = sum(one.told for one in some), [one for one in some if one.lost]

        assert told > 150
        assert 1 - sum(len(one.lost) for one in lost) / told >= KEPT, listed(lost)


@pytest.mark.parametrize("form", sorted({*HARMLESS, "every claim twice", "two hundred claims"}))
def test_the_form_of_a_reply_costs_no_true_claim(outcomes: list[Outcome], form: str) -> None:
    """But for the few that are lost in any form."""
    always_lost = {text for one in of(outcomes, "true") for text in one.lost}
    lost = [one for one in of(outcomes, form) if set(one.lost) - always_lost]

    assert not lost, listed(lost)


def test_articles_that_the_checks_were_not_made_with_are_quoted_right_too(outcomes_held_out: list[Outcome]) -> None:
    wrong = [one for one in outcomes_held_out if one.false_quotations or one.misattributed]
    assert not wrong, listed(wrong)

    kinds = {one.scenario.kind for one in outcomes_held_out} - UNSEEN
    lying = lied(outcomes_held_out, *kinds)
    assert not lying, listed(lying)

    lost = [one for one in outcomes_held_out if one.lost]
    told = sum(one.told for one in outcomes_held_out)
    assert told > 100
    assert 1 - sum(len(one.lost) for one in lost) / told >= KEPT_HELD_OUT, listed(lost)


def test_every_claim_is_shown_once(outcomes: list[Outcome]) -> None:
    for one in outcomes:
        texts = [claim["text"] for claim in one.shown["claims"]]
        assert not one.answer.written_by or len(texts) == len(set(texts)), listed([one])


@pytest.mark.parametrize("kind", NOTHING)
def test_a_reply_with_nothing_in_it_leaves_the_answer_that_needs_no_model(outcomes: list[Outcome], kind: str) -> None:
    for one in of(outcomes, f"nothing: {kind}"):
        assert one.answer.outcome == "answered"
        assert one.answer.written_by is None
        assert one.answer.unwritten is not None
        assert one.shown["claims"]
        assert not one.wrong


def test_a_sentence_is_written_for_the_reader_only_where_its_claim_holds(outcomes: list[Outcome]) -> None:
    for one in outcomes:
        if one.answer.written_by is None:
            paragraphs = [c.paragraph.text for claim in one.answer.claims for c in claim.citations]
            assert all(
                all(part in " ".join(paragraphs) for part in claim["text"].split(" […] "))
                for claim in one.shown["claims"]
            ), listed([one])


QUOTED = {"passage": 1, "text": "Putin verweigert den Weg zum Frieden", "translation": None}
TRUE = {
    "text": "According to Baerbock, Putin refuses the path to peace.",
    "speaker": "Annalena Baerbock",
    "quotations": [QUOTED],
}
LIE = {
    "text": "According to Baerbock, Putin is already on his way to Brussels.",
    "speaker": "Annalena Baerbock",
    "quotations": [QUOTED],
}


@pytest.mark.parametrize(
    ("reply", "written"),
    [
        (Reply(json.dumps({"claims": [TRUE, LIE]}), delay=30), []),
        (Reply(json.dumps({"claims": [TRUE, LIE]}), piece=20, hang_after=2), []),
        (
            Reply(json.dumps({"claims": [TRUE, LIE]}), piece=len(json.dumps({"claims": [TRUE]})), hang_after=1),
            [TRUE["text"]],
        ),
        (
            Reply(json.dumps({"claims": [TRUE, LIE]}), piece=len(json.dumps({"claims": [TRUE]})), cut_after=1),
            [TRUE["text"]],
        ),
    ],
    ids=["says nothing in time", "hangs within a claim", "hangs after a claim", "is cut off after a claim"],
)
def test_a_model_that_is_too_slow_leaves_what_held_before(
    parts: Parts, monkeypatch: pytest.MonkeyPatch, reply: Reply, written: list[str]
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with ChatServer('{"claims": []}') as server:
        model = ChatModel("openai:slow", base_url=server.url)
        Assistant(parts.searcher, writer=Writer(model, Prompts())).ask("What did Baerbock say?")  # the client is made
        server.script = reply
        assistant = Assistant(parts.searcher, writer=Writer(model, Prompts(), seconds=1.5))
        answer, _ = assistant.ask("What did Baerbock say?")

    assert answer.unwritten is not None
    assert (answer.written_by is not None) is bool(written)
    assert not answer.written_by or [claim.text for claim in answer.claims] == written
    assert answer.claims
    assert LIE["text"] not in plain(answer)


def test_the_oracle_sees_what_is_false(outcomes: list[Outcome]) -> None:
    """Answers that are right, made wrong by hand."""
    from gold import gold

    one = next(o for o in of(outcomes, "true") if o.scenario.question == "What did Hannah Liu say?")
    assert not false_quotations(one.shown, gold())
    assert not misattributed(one.shown, gold())
    (first, *_), (cited, *others) = one.shown["claims"], one.shown["citations"]

    def changed(**values: object) -> dict[str, object]:
        return one.shown | values

    assert false_quotations(changed(claims=[first | {"text": "Liu said: “It was fun.”"}]), gold())
    assert false_quotations(changed(claims=[first | {"translation": "Sie sagte „nein“."}]), gold())
    assert false_quotations(changed(claims=[first | {"citations": []}]), gold())
    assert false_quotations(changed(citations=[cited | {"quote": "painful"}, *others]), gold())
    assert false_quotations(changed(text="Hannah Liu: “Nobody asked me”"), gold())
    assert misattributed(changed(claims=[first | {"speaker": "Marco Bianchi"}]), gold())
    assert list(quoted_in("„Ja“, sagte er, »nein«, and 'perhaps not', but the dogs' owners don't.")) == [
        "Ja", "nein", "perhaps not",
    ]  # fmt: skip
