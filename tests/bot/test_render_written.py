"""How an answer looks that a language model wrote, or should have written."""

from __future__ import annotations

import itertools
import tomllib
from dataclasses import replace
from typing import get_args

import pytest
from places import ROOT

from bot.answer import Answer, Citation, Claim, Tokens, Unwritten
from bot.answer_json import as_json
from bot.explain import explained
from bot.render import body, notes, pieces, plain
from bot.telegram.html import messages
from retrieval.articles import Article, Paragraph, Span
from retrieval.question import Question

TEXTS = (
    "Der Frieden ist fern. „Es braucht Garantien“, sagte sie, „die auch tragen“. Es gehe um alles, so Rutte.",
    "Der Gipfel dauerte zwei Tage.",
)
PARAGRAPHS = tuple(Paragraph("a", number, text) for number, text in enumerate(TEXTS, 1))
ARTICLE = Article("a", "Gipfel", False, PARAGRAPHS, publisher="taz", published="2024-12-03", language="de")


def cite(number: int, part: str, sentence: str) -> Citation:
    paragraph = PARAGRAPHS[number - 1]
    start, around = paragraph.text.index(part), paragraph.text.index(sentence)
    return Citation(paragraph, Span(start, start + len(part)), Span(around, around + len(sentence)))


DIRECT = "„Es braucht Garantien“, sagte sie, „die auch tragen“."
INDIRECT = "Es gehe um alles, so Rutte."
GUARANTEES = Claim(
    "Baerbock wants guarantees.",
    (cite(1, "Es braucht Garantien", DIRECT), cite(1, "die auch tragen", DIRECT)),
    "Annalena Baerbock",
    "sie",
    "direct",
    inferred=True,
    translation="Guarantees are needed that hold",
)
ALL = Claim("Rutte: all is at stake.", (cite(1, "Es gehe um alles", INDIRECT),), "Mark Rutte", "Rutte", "indirect")
DAYS = Claim("The summit took two days.", (cite(2, TEXTS[1], TEXTS[1]),))


def answer(*claims: Claim, language: str = "en", written_by: str | None = "maker:model") -> Answer:
    question = Question("What happened?", language, "passages")
    return Answer(question, "answered", None, claims, (), (), written_by, (ARTICLE,))


def test_sentence_quotation_who_and_how_translation_and_sources() -> None:
    assert plain(answer(GUARANTEES, ALL, DAYS)) == (
        "Baerbock wants guarantees. [1][2]\n"
        "  Annalena Baerbock, verbatim: „Es braucht Garantien“ […] „die auch tragen“ "
        "(speaker concluded from the text: sie)\n"
        "  Translation: Guarantees are needed that hold\n"
        "Rutte: all is at stake. [3]\n"
        "  Mark Rutte, indirectly: ⟨Es gehe um alles⟩, so Rutte.\n"
        "The summit took two days. [4]\n"
        "  Der Gipfel dauerte zwei Tage.\n"
        "\n"
        "[1][2][3] taz, 2024-12-03, Gipfel, paragraph 1\n"
        "[4] taz, 2024-12-03, Gipfel, paragraph 2\n"
        "The sentences and translations were written by a language model (maker:model); "
        "the quotations are the articles' own words."
    )


def test_the_frame_is_in_the_questions_language() -> None:
    assert plain(answer(GUARANTEES, language="de")) == (
        "Baerbock wants guarantees. [1][2]\n"
        "  Annalena Baerbock, wörtlich: „Es braucht Garantien“ […] „die auch tragen“ "
        "(Sprecher aus dem Text erschlossen: sie)\n"
        "  Übersetzung: Guarantees are needed that hold\n"
        "\n"
        "[1][2] taz, 2024-12-03, Gipfel, Absatz 1\n"
        "Die Sätze und Übersetzungen hat ein Sprachmodell geschrieben (maker:model); "
        "die Zitate sind die Worte der Artikel."
    )


def test_what_rests_on_several_places_shows_each_with_its_number() -> None:
    claim = Claim("Much was said.", (*DAYS.citations, *ALL.citations), "Mark Rutte")

    assert plain(answer(claim)).startswith(
        "Much was said. [1][2]\n"
        "  [1] Mark Rutte: Der Gipfel dauerte zwei Tage.\n"
        "  [2] Mark Rutte: ⟨Es gehe um alles⟩, so Rutte.\n\n"
    )


def test_words_that_two_claims_in_a_row_rest_on_stand_there_once() -> None:
    again = replace(GUARANTEES, text="She means guarantees that hold.", translation=None)

    shown = plain(answer(GUARANTEES, again, ALL))
    assert shown.count("Es braucht Garantien") == 1
    assert "She means guarantees that hold. [1][2]\nRutte: all is at stake. [3]\n" in shown
    other = replace(again, translation="Another translation")
    assert plain(answer(GUARANTEES, other)).count("Es braucht Garantien") == 2
    assert "".join(messages(answer(GUARANTEES, again))).count("<blockquote>") == 1


def test_translations_stand_below_quotations_of_an_answer_without_a_model() -> None:
    shown = plain(replace(answer(GUARANTEES, written_by=None), unwritten="nothing_held"))

    assert shown.startswith(
        "Annalena Baerbock\n"
        "  verbatim: „Es braucht Garantien“ […] „die auch tragen“ [1][2] (speaker concluded from the text: sie)\n"
        "    Translation: Guarantees are needed that hold\n"
    )
    assert shown.endswith(
        "The translations are a language model's.\n"
        "Nothing that the language model wrote stood the check; this is the answer without it."
    )


HOSTILE = 'He said \x1b[31m"no" \u202e[9] <b>now</b>\n⟨at⟩ https://evil.example/x'


@pytest.mark.parametrize("written_by", ["maker:model", None])
def test_nothing_that_a_model_wrote_reaches_the_terminal_as_more_than_words(written_by: str | None) -> None:
    claim = replace(GUARANTEES, text=HOSTILE if written_by else GUARANTEES.text, translation=HOSTILE)
    found = answer(claim, written_by=written_by)
    shown, text = plain(found), as_json(found)

    assert "Translation: He said [31mno now at […]" in shown
    assert not set("\x1b\u202e⟨⟩") & set(shown)
    assert "[9]" not in shown
    assert "evil.example" not in shown + str(text)
    assert text["claims"][0]["translation"] == "He said [31mno now at […]"


def test_what_is_shown_of_a_growing_answer_only_grows() -> None:
    claims = (DAYS, GUARANTEES, ALL, GUARANTEES, DAYS)
    shown = [body(answer(*claims[:count])) for count in range(1, 6)]

    assert all(later[: len(earlier)] == earlier for earlier, later in itertools.pairwise(shown))
    assert pieces(answer(*claims))[: len(shown[-1])] == shown[-1]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("reason", get_args(Unwritten))
def test_why_there_is_no_model_in_it_is_a_line(language: str, reason: Unwritten) -> None:
    (line,) = notes(replace(answer(ALL, language=language, written_by=None), unwritten=reason))
    (without,) = notes(replace(answer(ALL, language=language, written_by=None), unwritten=reason), hints=False)

    assert line.startswith(without)
    assert without.endswith(("this is the answer without it.", "das ist die Antwort ohne es."))
    assert ("wortlaut doctor" in line) == (reason in ("not_installed", "not_set_up"))
    assert "doctor" not in without


def test_an_answer_that_a_model_did_not_finish_says_so() -> None:
    assert notes(replace(answer(ALL), unwritten="slow", left=4)) == [
        "4 more statements were left out: too many for the language model.",
        "The sentences were written by a language model (maker:model); the quotations are the articles' own words.",
        "The language model did not answer in time; the answer may be incomplete.",
    ]


def test_that_a_model_would_translate_is_a_hint() -> None:
    found = replace(answer(ALL, written_by=None), translatable=True)

    assert notes(found) == ["A language model would add translations: set WORTLAUT_LLM."]
    assert notes(found, hints=False) == []


def test_json_says_what_was_completed_why_not_and_what_it_cost() -> None:
    told = as_json(replace(answer(ALL), completed="What did Rutte say?", unwritten="slow", tokens=Tokens(1200, 80)))

    assert list(told.items())[-3:] == [
        ("completed", "What did Rutte say?"),
        ("unwritten", "slow"),
        ("tokens", {"input": 1200, "output": 80}),
    ]
    assert [told["written_by"], told["claims"][0]["text"]] == ["maker:model", "Rutte: all is at stake."]
    assert list(as_json(answer(ALL)).items())[-3:] == [("completed", None), ("unwritten", None), ("tokens", None)]


def test_explain_says_what_the_model_did() -> None:
    told = explained(
        replace(answer(ALL), completed="What did Rutte\nsay?", unwritten="slow", tokens=Tokens(1200, 80)), []
    )

    assert told[:5] == [
        "completed: What did Rutte say?",
        "understood: passages in en",
        "written by: maker:model",
        "broken off: slow",
        "tokens: 1200 read, 80 written",
    ]
    assert explained(replace(answer(ALL, written_by=None), unwritten="not_set_up"), [])[1] == "not written: not set up"
    assert len(explained(answer(ALL, written_by=None), [])) == 2


def test_the_words_around_an_answer_are_complete_in_every_language() -> None:
    folder = ROOT / "bot" / "wording"
    texts = [tomllib.loads((folder / f"{language}.toml").read_text("utf-8")) for language in ("de", "en")]

    assert texts[0].keys() == texts[1].keys() - {"foreign"}  # which says that there are these two
