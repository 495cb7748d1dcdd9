"""An answer as text, as JSON, and as links."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.answer import Answer, Citation, Claim
from bot.answer_json import as_json
from bot.links import passage_link
from bot.parts import Parts
from bot.render import numbered, passage_pieces, plain
from retrieval.articles import Article, Paragraph, Span
from retrieval.question import Question

TEXT = "„Ja“, sagte Weber, „aber nicht\nheute“. Weber sagte, es gehe \x1b[31mvoran."
PARAGRAPH = Paragraph("a", 1, TEXT)
ARTICLE = Article(
    "a", "Titel", False, (PARAGRAPH,), publisher="taz", url="https://taz.de/a", published="2024-12-03T10:00:00"
)


def span(part: str) -> Span:
    return Span(TEXT.index(part), TEXT.index(part) + len(part))


def claim(kind: str, *parts: str, inferred: bool = False) -> Claim:
    sentence = Span(0, len(TEXT)) if kind == "direct" else span("Weber sagte, es gehe \x1b[31mvoran.")
    cited = tuple(Citation(PARAGRAPH, span(part), sentence) for part in parts)
    return Claim(" […] ".join(parts), cited, "Anna Weber", "Weber", kind, inferred)  # type: ignore[arg-type]


def answer(*claims: Claim, language: str = "de") -> Answer:
    question = Question("Was sagte Weber?", language, "statements", speaker="Weber")
    return Answer(question, "answered" if claims else "not_found", None, claims, (), (), articles=(ARTICLE,))


def test_quotation_marks_stand_around_direct_speech_alone() -> None:
    shown = plain(
        answer(claim("direct", "Ja", "aber nicht\nheute"), claim("indirect", "es gehe \x1b[31mvoran", inferred=True))
    )

    assert shown == (
        "Anna Weber\n"
        "  wörtlich: „Ja“ […] „aber nicht heute“ [1][2]\n"
        "  indirekt: Weber sagte, ⟨es gehe �[31mvoran⟩. [3] (Sprecher aus dem Text erschlossen: Weber)\n"
        "\n"
        "[1][2][3] taz, 2024-12-03, Titel, Absatz 1\n"
        "  [1][2] https://taz.de/a#:~:text=%E2%80%9EJa%E2%80%9C%2C%20sagte%20Weber%2C"
        "%20%E2%80%9Eaber%20nicht%20heute%E2%80%9C.%20Weber%20sagte%2C%20es%20gehe%20%1B%5B31mvoran.\n"
        "  [3] https://taz.de/a#:~:text=Weber%20sagte%2C%20es%20gehe%20%1B%5B31mvoran."
    )  # fmt: skip


def test_the_frame_is_in_the_questions_language() -> None:
    assert "verbatim: „Ja“ [1]" in plain(answer(claim("direct", "Ja"), language="en"))
    assert plain(answer(language="en")) == "Weber is nowhere in these articles."
    assert plain(answer(language="fr")) == "Weber is nowhere in these articles."


@pytest.mark.parametrize(("text", "language", "mention", "says"), [
    ("Was sagten die Winzer?", "de", "die Winzer", "Die Winzer kommen in diesen Artikeln nicht vor."),
    ("Was sagte die Winzerin?", "de", "die Winzerin", "Die Winzerin kommt in diesen Artikeln nicht vor."),
    ("What did the growers of Acme say?", "en", "the growers of Acme", "The growers of Acme are nowhere in these articles."),
    ("What did the firemen say?", "en", "the firemen", "The firemen are nowhere in these articles."),
    ("What did the boss say?", "en", "the boss", "The boss is nowhere in these articles."),
])  # fmt: skip
def test_several_come_with_their_verb(text: str, language: str, mention: str, says: str) -> None:
    question = Question(text, language, "statements", speaker=mention)

    assert plain(Answer(question, "not_found", None, (), (), ())) == says


def test_json_keeps_every_character() -> None:
    shown = as_json(answer(claim("direct", "Ja", "aber nicht\nheute")))

    assert shown["claims"][0]["text"] == "Ja […] aber nicht\nheute"
    assert [citation["quote"] for citation in shown["citations"]] == ["Ja", "aber nicht\nheute"]
    assert json.loads(json.dumps(shown)) == shown


def test_json_has_the_fields_that_others_read(parts: Parts) -> None:
    found, _ = parts.assistant.ask("What did Baerbock say?")
    shown = as_json(found)

    assert list(shown) == [
        "question", "language", "intent", "outcome", "reason", "text", "claims", "citations", "candidates", "written_by",
        "passages", "milliseconds", "completed", "unwritten", "tokens",
    ]  # fmt: skip
    assert list(shown["claims"][0]) == [
        "text", "citations", "speaker", "speaker_as_written", "kind", "inferred", "translation",
    ]  # fmt: skip
    assert list(shown["citations"][0]) == [
        "number", "article", "title", "publisher", "url", "link", "published", "paragraph", "start", "end", "quote", "sentence",
    ]  # fmt: skip
    assert list(shown["passages"][0]) == ["article", "paragraph", "score", "text"]
    assert list(shown["milliseconds"]) == ["understand", "search", "answer"]
    assert len(shown["passages"]) == 8


def test_a_whole_passage_marks_what_is_quoted_in_it() -> None:
    shown = "".join(piece.text for piece in passage_pieces(answer(claim("direct", "Ja")), 1))

    assert shown.startswith("taz, 2024-12-03, Titel, Absatz 1\n„⟨Ja⟩“, sagte Weber")


def test_a_citation_that_is_not_there_is_no_other_citation() -> None:
    with pytest.raises(KeyError):
        passage_pieces(answer(claim("direct", "Ja")), 0)


def test_one_place_cited_twice_has_one_number() -> None:
    twice = answer(claim("direct", "Ja"), claim("direct", "Ja"))

    assert list(numbered(twice).values()) == [1]


@pytest.mark.parametrize(
    ("url", "sentence", "link"),
    [
        ("https://a.de/x", "Kurz, und-knapp & gut.", "https://a.de/x#:~:text=Kurz%2C%20und%2Dknapp%20%26%20gut."),
        ("https://a.de/x#top", "Kurz.", "https://a.de/x#top:~:text=Kurz."),
        ("https://a.de/x", "Eins zwei drei vier fünf " * 5, "https://a.de/x#:~:text=Eins%20zwei%20drei%20vier%20f%C3%BCnf,Eins%20zwei%20drei%20vier%20f%C3%BCnf"),
        ("javascript:alert(1)", "Kurz.", None),
        (None, "Kurz.", None),
    ],
)  # fmt: skip
def test_a_link_opens_the_page_at_the_sentence(url: str | None, sentence: str, link: str | None) -> None:
    paragraph = Paragraph("a", 1, sentence)
    whole = Span(0, len(sentence))

    assert passage_link(replace(ARTICLE, url=url), Citation(paragraph, whole, whole)) == link


@pytest.mark.parametrize(
    ("question", "language", "is_told"),
    [
        ("Hat Weber gelogen?", "de", True),
        ("Did Weber lie?", "en", True),
        ("Was geht voran?", "de", False),
        ("Who is Weber?", "en", False),
    ],
)
def test_whether_something_is_so_is_not_judged(question: str, language: str, is_told: bool) -> None:
    sentence = span("Weber sagte, es gehe \x1b[31mvoran.")
    nearest = Claim(sentence.of(TEXT), (Citation(PARAGRAPH, sentence, sentence),))
    found = replace(answer(nearest), question=Question(question, language, "passages", topic=question))

    assert any(word in plain(found) for word in ("beurteilt Wortlaut nicht", "does not judge")) is is_told
    assert "judge" not in plain(replace(found, written_by="a model")) + plain(
        replace(found, outcome="not_found", claims=())
    )
