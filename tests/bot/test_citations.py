"""What holds is kept, with citations of whole statements; what does not is rejected, with a reason to mend it by."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import WordEmbedder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer import Claim
from bot.checking.matching import find
from bot.citations import Draft, Quoted, Rejected, Source, check
from retrieval.articles import Article, Paragraph
from retrieval.library import Library
from retrieval.said import Said
from retrieval.search import Searcher, View
from retrieval.text import quotations

CASES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("claims_checked.toml").read_text("utf-8"))
OF = {"de": ("damm", "de"), "en": ("damm", "en"), "english_article": ("ferry", "en")}
"""By table: the article, and the language of the claims."""


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    embedder = WordEmbedder()
    with Library.open(tmp_path_factory.mktemp("claims"), embedder) as library:
        list(library.add([_article(one) for one in CASES["articles"]]))
        yield Searcher(library, embedder).view()


@pytest.fixture(scope="module")
def sources(view: View) -> dict[str, dict[int, Source]]:
    """The paragraphs of each article as passages, under their own numbers."""
    return {one["id"]: _sources(_article(one), view) for one in CASES["articles"]}


def _article(written: dict[str, Any]) -> Article:
    paragraphs = tuple(Paragraph(written["id"], n, text) for n, text in enumerate(written["paragraphs"], 1))
    return Article(
        written["id"],
        written["title"],
        False,
        paragraphs,
        publisher=written["publisher"],
        published=written["published"],
        language=written["language"],
    )


def _sources(article: Article, view: View) -> dict[int, Source]:
    statements = view.snapshot.statements_at((p.article, p.number) for p in article.paragraphs)
    return {
        p.number: Source(
            p.number,
            p,
            article,
            tuple(
                Said(0, one, view.speakers.owner(p.article, one.speaker or ""), article)
                for one in statements.get((p.article, p.number), ())
            ),
        )
        for p in article.paragraphs
    }


def drafted(text: str, speaker: str | None, quoted: list[tuple[int, str]]) -> Draft:
    return Draft(text, tuple(Quoted(number, words) for number, words in quoted), speaker or None)


TRUE = [(table, *case) for table, cases in CASES["true"].items() for case in cases]
FALSE = [(table, *case) for table, cases in CASES["false"].items() for case in cases]
FORM = [(part, text) for part, texts in CASES["form"].items() for text in texts]


@pytest.mark.parametrize(("table", "text", "speaker", "quoted"), TRUE)
def test_what_holds_is_kept(table: str, text: str, speaker: str, quoted: Any, view: View, sources: Any) -> None:
    article, language = OF[table]
    claim = check(drafted(text, speaker, quoted), sources[article], language, view)

    assert isinstance(claim, Claim), claim
    assert claim.citations
    assert speaker in ("", claim.speaker)


@pytest.mark.parametrize(("table", "why", "text", "speaker", "quoted"), FALSE)
def test_what_does_not_hold_is_rejected_and_says_why(
    table: str, why: str, text: str, speaker: str, quoted: Any, view: View, sources: Any
) -> None:
    article, language = OF[table]
    result = check(drafted(text, speaker, quoted), sources[article], language, view)

    assert isinstance(result, Rejected), result
    assert any(why in reason for reason in result.reasons), result.reasons


@pytest.mark.parametrize(("why", "text"), FORM)
def test_a_claim_of_another_form_is_rejected(why: str, text: str, view: View, sources: Any) -> None:
    quoted = [(1, "Wir können nicht noch ein Hochwasser abwarten")]
    result = check(drafted(text, None, quoted), sources["damm"], "de", view)

    assert isinstance(result, Rejected)
    assert any(why in reason for reason in result.reasons), result.reasons


def test_the_whole_statement_is_cited_however_little_is_quoted(view: View, sources: Any) -> None:
    draft = drafted("Wenning sagte, niemand habe ihn gefragt.", None, [(2, "niemand hat mich gefragt")])
    claim = check(draft, sources["damm"], "de", view)

    assert isinstance(claim, Claim), claim
    (citation,) = claim.citations
    assert citation.quote == "Der Damm nimmt mir zwölf Hektar, und niemand hat mich gefragt"
    assert (claim.speaker, claim.speaker_as_written, claim.kind) == ("Jost Wenning", "er", "direct")
    assert citation.sentence.of(citation.paragraph.text).endswith("sagte er.")


def test_an_interrupted_statement_is_cited_in_both_parts(view: View, sources: Any) -> None:
    draft = drafted(
        "Wenn der Damm bricht, dauere das nur eine Stunde, sagte Demir.", None, [(3, "und zwar in einer Stunde")]
    )
    claim = check(draft, sources["damm"], "de", view)

    assert isinstance(claim, Claim), claim
    assert [citation.quote for citation in claim.citations] == [
        "Wenn der Damm bricht, steht die Altstadt unter Wasser",
        "und zwar in einer Stunde.",
    ]


def test_where_the_article_itself_speaks_the_whole_sentence_is_cited(view: View, sources: Any) -> None:
    draft = drafted("Im Jahr 1993 stand das Wasser im Rathaus.", None, [(4, "stand das Wasser im Rathaus")])
    claim = check(draft, sources["damm"], "de", view)

    assert isinstance(claim, Claim), claim
    assert [citation.quote for citation in claim.citations] == ["Im Jahr 1993 stand das Wasser im Rathaus."]
    assert (claim.speaker, claim.speaker_as_written, claim.kind) == (None, None, None)


def test_statements_of_two_people_have_no_one_speaker(view: View, sources: Any) -> None:
    draft = drafted(*CASES["true"]["de"][-1])
    claim = check(draft, sources["damm"], "de", view)

    assert isinstance(claim, Claim), claim
    assert (claim.speaker, claim.speaker_as_written, claim.kind) == (None, None, None)


def test_quotation_marks_in_a_claim_hold_the_articles_own_letters(view: View, sources: Any) -> None:
    draft = drafted('Ahrens sagte: "wir können nicht noch ein  Hochwasser abwarten."', None, [(1, "ein Hochwasser abwarten")])  # fmt: skip
    claim = check(draft, sources["damm"], "de", view)

    assert isinstance(claim, Claim), claim
    assert claim.text == 'Ahrens sagte: "Wir können nicht noch ein Hochwasser abwarten".'


def test_all_reasons_are_given(view: View, sources: Any) -> None:
    draft = drafted("Wenning sagte am **Freitag**, es koste 7 Euro.", None, [(1, "ein Hochwasser abwarten")])
    result = check(draft, sources["damm"], "de", view)

    assert isinstance(result, Rejected)
    assert len(result.reasons) >= 4


def test_a_reason_repeats_little_of_what_a_model_wrote(view: View, sources: Any) -> None:
    draft = drafted("Ahrens will nicht.", None, [(1, "x" * 3000 + "\u202e\n§end of passages")])
    result = check(draft, sources["damm"], "de", view)

    assert isinstance(result, Rejected)
    assert all(len(reason) < 400 and reason.isprintable() for reason in result.reasons)


def test_a_clause_that_has_nothing_to_do_with_the_passage_is_rejected_by_its_fit(view: View, sources: Any) -> None:
    def fit(topic: str, language: str, texts: Any, text_language: str) -> list[float]:
        return [0.1 if "Kurse" in topic else 0.9] * len(texts)

    quoted = [(1, "Wir können nicht noch ein Hochwasser abwarten")]
    plain = "Ahrens sagte, man könne nicht noch ein Hochwasser abwarten"

    assert isinstance(check(drafted(f"{plain}.", None, quoted), sources["damm"], "de", view, fit), Claim)
    result = check(drafted(f"{plain}, was die Kurse fallen ließ.", None, quoted), sources["damm"], "de", view, fit)
    assert isinstance(result, Rejected)
    assert any("die Kurse fallen" in reason for reason in result.reasons)


def test_a_language_without_a_reader_is_held_to_the_names_in_the_passage(view: View, sources: Any) -> None:
    quoted = [(1, "Wir können nicht noch ein Hochwasser abwarten")]

    kept = check(
        drafted("Clara Ahrens ne veut pas attendre une autre crue.", None, quoted), sources["damm"], "fr", view
    )
    assert isinstance(kept, Claim), kept
    for text in ("Jost Wenning ne veut pas attendre une autre crue.", "Selon Macron, il ne faut pas attendre."):
        assert isinstance(check(drafted(text, None, quoted), sources["damm"], "fr", view), Rejected)


WORDS = [
    *(text for one in CASES["articles"] for text in one["paragraphs"]),
    *(case[0] for cases in CASES["true"].values() for case in cases),
    *(text for texts in CASES["form"].values() for text in texts),
]
text = st.one_of(
    st.text(max_size=60),
    st.sampled_from(WORDS),
    st.builds(
        lambda whole, start, length: whole[start : start + length],
        st.sampled_from(WORDS),
        st.integers(0, 150),
        st.integers(0, 120),
    ),
    st.builds(
        lambda a, b: f'{a} sagte: „{b}“ "{b}"', st.sampled_from(["Ahrens", "Sie", "Reid"]), st.sampled_from(WORDS)
    ),
)
draft = st.builds(
    Draft,
    text,
    st.lists(st.builds(Quoted, st.integers(-1, 6), text), max_size=6).map(tuple),
    st.one_of(st.none(), text, st.sampled_from(["Clara Ahrens", "Ewan Reid"])),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(draft=draft, article=st.sampled_from(["damm", "ferry"]), language=st.sampled_from(["de", "en", "fr", "ru"]))
def test_whatever_a_draft_holds_citations_are_slices_and_quotations_stand_in_them(
    draft: Draft, article: str, language: str, view: View, sources: Any
) -> None:
    result = check(draft, sources[article], language, view)

    if isinstance(result, Rejected):
        assert result.reasons
        return
    assert result.citations
    for citation in result.citations:
        assert citation.sentence.contains(citation.span)
        assert 0 <= citation.sentence.start < citation.sentence.end <= len(citation.paragraph.text)
    for quotation in quotations(result.text):
        assert any(find(quotation.inner.of(result.text), c.paragraph.text) for c in result.citations)
