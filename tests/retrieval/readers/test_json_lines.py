from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.articles import Article
from retrieval.readers import Note, Skipped, read

TEXT = "Brüssel taz | Die Ukraine müsse verhandeln, sagte Rutte.\n\nIm Raum\n\n„Nein“, sagte Peskow."


def lines_of(path: Path, *lines: Any, encoding: str = "utf-8", end: str = "\n") -> list[Article | Skipped | Note]:
    """What a file with these lines gives; a line that is no text is written as JSON."""
    text = "".join((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + end for line in lines)
    path.write_bytes(text.encode(encoding, "surrogatepass"))
    return list(read(path))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.jsonl"


def articles(found: list[Article | Skipped | Note]) -> list[Article]:
    return [item for item in found if isinstance(item, Article)]


def reasons(found: list[Article | Skipped | Note]) -> list[tuple[str, str]]:
    return [(item.source.rpartition("/")[2], item.reason) for item in found if isinstance(item, Skipped)]


def test_every_field(path: Path) -> None:
    line = {
        "id": " a 1 ",
        "title": " Der\nTitel ",
        "text": TEXT,
        "url": "https://example.org/a",
        "published": "3. Dezember 2024",
        "publisher": "Beispiel",
        "language": "de-AT",
        "author": "egal",
    }
    (article,) = lines_of(path, line)
    assert isinstance(article, Article)
    assert (article.id, article.title, article.title_made) == (" a 1 ", "Der Titel", False)
    assert (article.url, article.published, article.publisher) == ("https://example.org/a", "2024-12-03", "Beispiel")
    assert (article.language, article.place) == ("de", "Brüssel")
    assert article.source == f"{path}# a 1 "
    assert [(p.number, p.heading, p.text) for p in article.paragraphs] == [
        (1, None, TEXT.split("\n\n")[0]),
        (2, "Im Raum", "„Nein“, sagte Peskow."),
    ]
    assert all(TEXT[p.offset :].startswith(p.text) for p in article.paragraphs)


def test_only_the_text(path: Path) -> None:
    (article,) = articles(lines_of(path, {"text": TEXT}))
    assert (article.title, article.title_made) == ("Die Ukraine müsse verhandeln, sagte Rutte.", True)
    assert (article.publisher, article.place, article.language, article.url) == ("taz", "Brüssel", "de", None)


def test_paragraphs_are_numbered_as_given(path: Path) -> None:
    given = ["Überschrift ohne Punkt", "BERLIN (dpa) – Ein Satz.\n\nNoch einer.", " ", "Kein Kreuz Kopf", "Ende."]
    (article,) = articles(lines_of(path, {"paragraphs": given, "text": "zählt nicht"}))
    assert [(p.number, p.text, p.heading, p.offset) for p in article.paragraphs] == [
        (number, text, None, 0) for number, text in enumerate(given, 1) if text.strip()
    ]
    assert (article.place, article.publisher) == ("Berlin", "dpa")


def test_a_title_repeated_in_the_text_is_no_paragraph(path: Path) -> None:
    (article,) = articles(lines_of(path, {"title": "Im Raum", "text": "Im Raum\n\nEr sagte nichts."}))
    assert [(p.text, p.heading) for p in article.paragraphs] == [("Er sagte nichts.", None)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings(path: Path, encoding: str, end: str) -> None:
    found = lines_of(
        path, {"id": "a", "text": "Schön, „sagte“ er."}, {"id": "b", "text": "Grün – ja."}, encoding=encoding, end=end
    )
    assert [article.paragraphs[0].text for article in articles(found)] == ["Schön, „sagte“ er.", "Grün – ja."]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("nonsense", "not JSON"),
        ('{"text": "a" "b"}', "column 14"),
        ("[" * 100_000, "not JSON"),
        ("1" * 5000, "not JSON"),
        ("[]", "a list, not an object"),
        ('"x"', "a text, not an object"),
        ("null", "null, not an object"),
        ("{}", "neither"),
        ({"title": "x"}, "neither"),
        ({"text": None}, "neither"),
        ({"text": " \n"}, '"text" is empty'),
        ({"text": "***"}, '"text" is empty'),
        ({"text": 3}, '"text" is a number'),
        ({"text": ["a"]}, '"text" is a list'),
        ({"text": "A.", "title": {}}, '"title" is an object'),
        ({"text": "A.", "url": False}, '"url" is true or false'),
        ({"text": "A.", "id": True}, '"id" is true or false'),
        ({"text": "A.", "id": 1.5}, '"id" is a number'),
        ({"paragraphs": "A."}, '"paragraphs" is a text'),
        ({"paragraphs": []}, '"paragraphs" is empty'),
        ({"paragraphs": ["", " "]}, '"paragraphs" is empty'),
        ({"paragraphs": ["A.", None]}, "paragraph 2 is null"),
    ],
)
def test_a_line_that_is_no_article_is_skipped_and_the_rest_goes_on(path: Path, line: Any, reason: str) -> None:
    found = lines_of(path, {"id": "a", "text": "A."}, line, {"id": "b", "text": "B."})
    assert [article.id for article in articles(found)] == ["a", "b"]
    ((where, why),) = reasons(found)
    assert where == "news.jsonl line 2"
    assert reason in why
    assert "\n" not in why


def test_a_line_in_another_encoding_is_skipped(path: Path) -> None:
    path.write_bytes('{"text": "Schöne Größe"}\n'.encode() * 1 + b'{"text": "Gr\xfc\xdfe"}\n')
    found = list(read(path))
    assert len(articles(found)) == 1
    assert reasons(found) == [("news.jsonl line 2", "not in UTF-8, as the rest of the file is")]


def test_blank_lines_are_passed_over(path: Path) -> None:
    assert len(lines_of(path, "", {"text": "A."}, " \t", {"text": "B."}, "", "")) == 2


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"])
def test_no_lines_at_all(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    (skipped,) = read(path)
    assert isinstance(skipped, Skipped)
    assert skipped.source == str(path)


def test_identity_is_the_id_else_the_url(path: Path) -> None:
    url = "https://example.org/a?b=1#c"
    found = lines_of(
        path,
        {"id": "x", "url": url, "text": "A."},
        {"url": url, "text": "B."},
        {"id": 7, "text": "C."},
        {"id": "", "text": "D."},
    )
    assert [article.id for article in articles(found)][:3] == ["x", url, "7"]
    assert articles(found)[3].id.startswith(f"{path}#")


def test_without_id_and_url_an_article_stays_the_same_when_lines_are_added_and_its_text_changes(path: Path) -> None:
    with_title, without = {"title": "T", "text": "Alt."}, {"text": "Anfang. " * 40 + "Alt."}
    before = [article.id for article in articles(lines_of(path, with_title, without))]
    changed = {"title": "T", "text": "Neu."}, {"text": "Anfang. " * 40 + "Neu."}
    after = [article.id for article in articles(lines_of(path, {"text": "Davor."}, *changed))]
    assert after[1:] == before
    assert len(set(after)) == 3


def test_different_articles_of_one_title_are_different(path: Path) -> None:
    found = lines_of(path, *({"title": "Kurz gemeldet", "text": f"Meldung {n}."} for n in range(3)))
    assert len({article.id for article in articles(found)}) == 3


def test_the_same_line_again_is_said(path: Path) -> None:
    found = lines_of(path, {"text": "A."}, {"text": "A."})
    assert reasons(found) == [("news.jsonl line 2", "the same as line 1")]


def test_of_lines_with_one_id_the_last_counts(path: Path) -> None:
    found = lines_of(path, {"id": "a", "text": "Alt."}, {"id": "b", "text": "B."}, {"id": "a", "text": "Neu."})
    assert [(article.id, article.paragraphs[0].text) for article in articles(found)] == [("b", "B."), ("a", "Neu.")]
    assert reasons(found) == [("news.jsonl line 1", "its id comes again on line 3, which is the one that counts")]


def test_lone_surrogates_become_replacement_characters_and_are_told(path: Path) -> None:
    line = r'{"id": "a\ud800", "title": "T\udfff", "text": "Er sagte \ud83d nein. \ud83d\ude00"}'
    article, note = lines_of(path, line)
    assert isinstance(article, Article)
    assert isinstance(note, Note)
    assert (article.id, article.title, article.paragraphs[0].text) == ("a\ufffd", "T\ufffd", "Er sagte \ufffd nein. 😀")
    json.dumps(article.source, ensure_ascii=False).encode()
    assert "3 halves of characters" in note.what


@pytest.mark.parametrize("published", ["gestern", "12/3/2024", 1733234400, ["2024"]])
def test_a_date_that_is_none_leaves_the_article_undated_and_is_told(path: Path, published: Any) -> None:
    article, note = lines_of(path, {"text": "A.", "published": published})
    assert isinstance(article, Article)
    assert isinstance(note, Note)
    assert article.published is None
    assert note.source.endswith("line 1")
    assert "is no date" in note.what


@pytest.mark.parametrize("language", ["German", "deu", 7])
def test_a_language_that_is_none_is_told(path: Path, language: Any) -> None:
    article, note = lines_of(path, {"text": "Die Lage ist ernst.", "language": language})
    assert isinstance(article, Article)
    assert isinstance(note, Note)
    assert article.language == "de"


@pytest.mark.parametrize("nothing", [None, "", " "])
def test_empty_fields_are_missing_ones(path: Path, nothing: str | None) -> None:
    line = dict.fromkeys(["title", "url", "published", "publisher", "language"], nothing) | {"text": TEXT}
    (article,) = articles(lines_of(path, line))
    assert (article.title_made, article.publisher, article.published, article.language) == (True, "taz", None, "de")
    assert not reasons(lines_of(path, line))


@settings(max_examples=50)
@given(st.lists(st.text(), min_size=1).filter(lambda texts: any(text.strip() for text in texts)))
def test_paragraphs_come_back_letter_for_letter(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    (article,) = articles(lines_of(tmp_path_factory.mktemp("x") / "a.jsonl", json.dumps({"paragraphs": texts})))
    assert [(p.number, p.text) for p in article.paragraphs] == [(n, t) for n, t in enumerate(texts, 1) if t.strip()]
