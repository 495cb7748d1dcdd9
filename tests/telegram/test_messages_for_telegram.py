"""Answers become messages that Telegram takes, whatever stands in them."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from bot_api_html import parse_html, part, utf16
from bot_api_rules import formatted
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram_answers import ARTICLE, DIRECT, INDIRECT, answered, cite

from bot.answer import Answer, Citation, Claim
from bot.claims import translation_line
from bot.telegram.html import MAX_CLAIMS, answer_pages, draft, messages
from bot.telegram.rich import BOLD, UNDERLINE, Size, html, rich, size, split
from bot.telegram.texts import LANGUAGES
from retrieval.articles import Article, Paragraph, Span
from retrieval.question import Question

ROOT = Path(__file__).parent.parent.parent
CHARACTERS = "<>&\"'„“”»«aé \n\t\0\u202e\u200b\U0001f600\u05d0\u0301;#/=bi"
NASTY = st.text(st.sampled_from(CHARACTERS), max_size=60)
HALVES = st.text(st.sampled_from(CHARACTERS + "\ud83d\ude00"), max_size=60)
WORDS = st.lists(
    st.sampled_from(["Frieden", "<b>", "&amp;", "</i>", "„Nato“", "\U0001f600" * 9, "Ende. ", "שלום", "\n"]), max_size=9
)


@st.composite
def paragraphs(draw: st.DrawFn, article: str, number: int) -> Paragraph:
    text = draw(NASTY) + " ".join(draw(WORDS)) * draw(st.sampled_from([1, 1, 1, 30, 300])) + "x"
    return Paragraph(article, number, text[:30_000])


@st.composite
def citations(draw: st.DrawFn, paragraph: Paragraph) -> Citation:
    first, start, end, last = sorted(draw(st.lists(st.integers(0, len(paragraph.text)), min_size=4, max_size=4)))
    return Citation(paragraph, Span(start, end), Span(first, last))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    articles, claims = [], []
    for number in range(draw(st.integers(1, 3))):
        held = tuple(draw(paragraphs(str(number), n)) for n in (1, 2))
        articles.append(
            Article(
                str(number),
                draw(NASTY) or "x",
                draw(st.booleans()),
                held,
                publisher=draw(st.none() | NASTY),
                url=draw(st.none() | st.just("https://example.org/") | NASTY),
                published=draw(st.sampled_from([None, "2024-12-03", "2024-12-03T10:00:00Z"])),
                language=draw(st.sampled_from(["de", "en", "fr"])),
            )
        )
        for _ in range(draw(st.integers(0, 4))):
            cited = draw(st.lists(st.sampled_from(held).flatmap(citations), min_size=1, max_size=3))
            kind = draw(st.sampled_from([None, "direct", "indirect", "reported"]))
            claims.append(
                Claim(
                    draw(NASTY),
                    tuple(cited),
                    speaker=draw(st.none() | NASTY) if kind else None,
                    speaker_as_written=draw(st.none() | NASTY) if kind else None,
                    kind=kind,
                    inferred=draw(st.booleans()),
                    translation=draw(st.none() | NASTY),
                )
            )
    question = Question(draw(NASTY), draw(st.sampled_from(["de", "en"])), "statements", speaker="<X> & Y", topic="Z")
    written_by = draw(st.none() | st.just("a model"))
    if not claims:
        return Answer(question, "not_found", None, (), (), ())
    return Answer(question, "answered", None, tuple(claims), (), (), written_by, tuple(articles))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(answers())
def test_every_answer_becomes_messages_that_telegram_takes(answer: Answer) -> None:
    shown = [formatted(message, "HTML", None) for message in messages(answer)]
    assert shown or not any(claim.text.strip() for claim in answer.claims)
    text = "".join(message["text"] for message in shown)
    assert "&lt;" not in text.replace("&amp;lt;", "")  # nothing is escaped twice


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(answers())
def test_every_quotation_stands_in_the_answer_letter_for_letter(answer: Answer) -> None:
    text = squeezed("".join(formatted(message, "HTML", None)["text"] for message in messages(answer)))
    for claim in answer.claims:
        for citation in claim.citations:
            assert squeezed(citation.quote) in text


def squeezed(text: str) -> str:
    """Without what Telegram takes out or trims: white space, controls, and what no message can carry."""
    return re.sub("[\\s\x00-\x20\u202e\u200b\ud800-\udfff\ufffd]", "", text)


@given(st.lists(st.tuples(HALVES, st.sampled_from([(), (BOLD,), (BOLD, UNDERLINE)]))), st.integers(4, 40))
def test_splitting_keeps_the_text_and_the_limit(runs: list[tuple[str, tuple[object, ...]]], most: int) -> None:
    whole = tuple(run for text, styles in runs for run in rich(text, *styles))  # type: ignore[arg-type]
    limit = Size(most, 5, 10_000)
    pieces = split(whole, limit)
    assert "".join(run.text for piece in pieces for run in piece) == "".join(run.text for run in whole)
    html(whole).encode()
    for piece in pieces:
        assert size(piece).within(limit)
        assert size(piece).units == sum(utf16(run.text) for run in piece)
        parse_html(html(piece))


def test_direct_speech_alone_stands_in_quotation_marks_of_the_articles_language() -> None:
    (message,) = messages(answered(DIRECT, INDIRECT))
    claims = parse_html(message)[0].split("\n\n")[:2]
    assert "„Es braucht Sicherheitsgarantien“ […] „die auch wirklich tragen“" in claims[0]
    assert not set('„“”"') & set(claims[1])
    english = replace(ARTICLE, language="en")
    (message,) = messages(replace(answered(DIRECT), articles=(english,)))
    assert "“Es braucht Sicherheitsgarantien” […] “die auch wirklich tragen”" in parse_html(message)[0]


def test_a_sentence_of_a_passage_has_no_quotation_marks() -> None:
    claim = Claim("Er war in Brüssel.", (cite(ARTICLE.paragraphs[0], "Er war in Brüssel."),))
    (message,) = messages(
        answered(replace(claim, citations=(cite(ARTICLE.paragraphs[0], "Er war in Brüssel.", "Er war in Brüssel."),)))
    )
    text, entities = parse_html(message)
    assert text.startswith("In the articles\nEr war in Brüssel. [1]\n\n")
    assert [part(text, entity) for entity in entities if entity["type"] == "bold"][1:] == ["Er war in Brüssel."]


def test_below_what_a_language_model_wrote_stand_the_articles_words_and_a_translation_without_marks() -> None:
    claim = replace(
        INDIRECT,
        text="Rutte finds it <b>important</b>: https://evil.example [7]",
        translation="“It’s about «all»”, he said",
    )
    (message,) = messages(answered(claim, written_by="maker:<model>"), {"Mark Rutte": "Nato-Chef"})
    text, entities = parse_html(message)
    assert text.startswith(
        "Rutte finds it important: […] [1]\nEs gehe um <alles>, sagte Mark Rutte & lächelte.\nMark Rutte, Nato-Chef, "
        "indirectly\nTranslation: It's about all, he said\n\n"
    )
    assert text.endswith("written by a language model (maker:<model>); the quotations are the articles' own words.")
    shown = [(entity["type"], part(text, entity)) for entity in entities]
    assert ("blockquote", "Es gehe um <alles>, sagte Mark Rutte & lächelte.") in shown
    assert ("underline", "Es gehe um <alles>") in shown
    assert ("italic", "\nTranslation: It's about all, he said") in shown
    assert [url["url"] for url in entities if url["type"] == "text_link" and "evil" in url["url"]] == []


def test_of_several_quotations_each_has_a_box_and_its_number() -> None:
    claim = replace(DIRECT, citations=(*INDIRECT.citations, *DIRECT.citations), text="Both.", kind=None, inferred=False)
    (message,) = messages(answered(claim, written_by="model"))
    text, entities = parse_html(message)
    assert [part(text, entity) for entity in entities if entity["type"] == "blockquote"] == [
        "Es gehe um <alles>, sagte Mark Rutte & lächelte. [1]",
        "„Es braucht Sicherheitsgarantien“, erklärte die Grünen-Politikerin, „die auch wirklich tragen“. [2] [3]",
    ]


def test_a_draft_is_the_claims_alone_and_never_too_long() -> None:
    claim = replace(INDIRECT, text="Rutte finds it important. " * 60)
    answer = answered(*[claim] * 30, written_by="model")
    text, entities = parse_html(draft(answer))
    assert text.endswith("Es gehe um <alles>, sagte Mark Rutte & lächelte.\nMark Rutte, indirectly")
    assert "expandable_blockquote" not in {entity["type"] for entity in entities}
    formatted(draft(answer), "HTML", None)
    assert parse_html(draft(answered(claim, written_by="model")))[0].startswith("Rutte finds it important.")


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(answers(), st.text(max_size=60), NASTY)
def test_nothing_that_a_model_translates_stands_in_quotation_marks(answer: Answer, text: str, nasty: str) -> None:
    claims = tuple(replace(claim, text=nasty, translation=text) for claim in answer.claims)
    for claim in claims:
        assert not set(translation_line(claim, "de").partition(": ")[2]) & set('„“”"«»‹›‟')
    for message in messages(replace(answer, claims=claims, written_by="model" if claims else None)):
        formatted(message, "HTML", None)


def test_a_citation_links_to_the_sentence() -> None:
    (message,) = messages(answered(INDIRECT))
    _, entities = parse_html(message)
    (link,) = [entity for entity in entities if entity["type"] == "text_link"]
    assert link["url"].startswith("https://example.org/nato#:~:text=")
    (message,) = messages(replace(answered(INDIRECT), articles=(replace(ARTICLE, url=None),)))
    assert "<a" not in message


def test_several_messages_break_between_claims_and_name_the_speaker_again() -> None:
    paragraph = Paragraph("nato", 3, "Das ist ein Satz von einiger Länge, sagte sie. " * 8)
    claims = [
        Claim("", (Citation(paragraph, Span(0, 40), Span(0, len(paragraph.text))),), "Kaja Kallas", "sie", "indirect")
        for _ in range(30)
    ]
    answer = replace(answered(*claims), articles=(replace(ARTICLE, paragraphs=(paragraph,)),))
    pages = [parse_html(message) for message in messages(answer)]
    assert len(pages) > 2
    whole = paragraph.text.strip()
    for text, entities in pages:
        said, _, source = text.rpartition(f"\n\n{whole} \n[1] taz, 2024-12-03, Debatte in der Nato, paragraph 3")
        assert source == ""
        heading, *lines = said.splitlines()
        assert heading == "Kaja Kallas"
        assert all(line.startswith(whole) and line.endswith(" (indirectly) [1]") for line in lines if line)
        assert [part(text, one).strip() for one in entities if one["type"] == "expandable_blockquote"] == [whole]
    shown = sum(page.claims.stop - page.claims.start for page in answer_pages(answer))
    assert shown == len(claims)


def test_a_passage_that_fills_a_message_is_cut_around_the_sentence() -> None:
    sentences = [f"Das ist der Satz mit der Nummer {number}." for number in range(400)]
    paragraph = Paragraph("nato", 1, " ".join(sentences))
    claim = Claim("", (cite(paragraph, "Nummer 200", sentences[200]),), "X", "X", "indirect")
    (message,) = messages(replace(answered(claim), articles=(replace(ARTICLE, paragraphs=(paragraph,)),)))
    text, entities = parse_html(message)
    (passage,) = [part(text, entity) for entity in entities if entity["type"] == "expandable_blockquote"]
    assert passage.startswith("… Das ist der Satz")
    assert passage.endswith(". …")
    assert sentences[200] in passage
    assert 2500 < utf16(passage) < 3100


def test_a_quotation_longer_than_a_message_is_shown_whole() -> None:
    quote = "Und dann ging es weiter mit \U0001f600 und noch mehr. " * 200
    paragraph = Paragraph("nato", 1, quote)
    claim = Claim(quote, (cite(paragraph, quote),), "X", "X", "direct")
    pages = messages(replace(answered(claim), articles=(replace(ARTICLE, paragraphs=(paragraph,)),)))
    text = "".join(parse_html(page)[0] for page in pages)
    assert squeezed(quote) in squeezed(text.replace("X\n", ""))


def test_more_claims_than_a_chat_can_take_are_counted() -> None:
    pages = messages(answered(*[INDIRECT] * (MAX_CLAIMS + 7)))
    assert "7" in parse_html(pages[-1])[0].splitlines()[-1]


@pytest.mark.parametrize(("outcome", "reason"), [("mentioned", "no_statement"), ("not_found", None)])
def test_a_refusal_is_one_line_without_citation(outcome: str, reason: str | None) -> None:
    question = Question("What did <Trump> say?", "en", "statements", speaker="<Trump>")
    (message,) = messages(Answer(question, outcome, reason, (), (), ()))  # type: ignore[arg-type]
    text, entities = parse_html(message)
    assert entities == []
    assert "\n" not in text
    assert "[1]" not in text


def test_messages_are_made_without_python_telegram_bot() -> None:
    code = "import sys, bot.telegram.html; sys.exit('telegram' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_bots_own_texts_are_complete_in_every_language() -> None:
    folder = ROOT / "bot" / "telegram" / "texts"
    texts = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in folder.glob("*.toml")}
    assert set(texts) == set(LANGUAGES)
    placeholders = [
        {key: re.findall(r"\{(\w+)\}", text) for key, text in texts[language].items()} for language in LANGUAGES
    ]
    assert all(other == placeholders[0] for other in placeholders)
