from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from retrieval.articles import Article
from retrieval.errors import Unreadable
from retrieval.readers import Note, Skipped, read

TEXT = "Die Ukraine müsse verhandeln, sagte Rutte."
SEEDS = Path(__file__).parents[3] / "seeds"


def write(path: Path, content: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def sources(path: Path, below: Path | None = None) -> list[str]:
    """What was read, by its place below a folder."""
    found = [item for item in read(path) if isinstance(item, Article)]
    return [str(Path(article.source).relative_to((below or path).resolve())) for article in found]


def skipped(path: Path) -> dict[str, str]:
    return {Path(item.source).name: item.reason for item in read(path) if isinstance(item, Skipped)}


def test_the_seed_article() -> None:
    (article,) = read(SEEDS)
    assert isinstance(article, Article)
    assert (article.publisher, article.place, article.language, article.title_made) == ("taz", "Brüssel", "de", True)
    assert article.title == "In der Nato hat eine Debatte über mögliche Friedensgespräche zwischen der…"
    assert [p.number for p in article.paragraphs] == list(range(1, 9))
    assert {p.heading for p in article.paragraphs[:4]} == {None}
    assert {p.heading for p in article.paragraphs[4:]} == {"Bilaterale Sicherheitsabkommen möglich"}
    assert "Baerbock" in article.paragraphs[6].text
    source = Path(article.source).read_text("utf-8")
    assert all(source[p.offset : p.offset + len(p.text)] == p.text for p in article.paragraphs)


def test_a_folder_yields_known_formats_sorted_with_what_is_below(tmp_path: Path) -> None:
    for name in ["b.txt", "a/z.TXT", "a/b/c.text", "c.md", "d.png", "e", "README.txt", "readme_too.txt", ".hidden.txt"]:
        write(tmp_path / name)
    for name in [".git/x.txt", "a/README.txt", "questions.jsonl", "a/questions.jsonl"]:
        write(tmp_path / name)
    write(tmp_path / "f.jsonl", '{"id": "1", "text": "Ja."}')
    write(tmp_path / "g.ndjson", '{"id": "2", "text": "Ja."}')
    assert sources(tmp_path) == ["a/b/c.text", "a/z.TXT", "b.txt", "f.jsonl#1", "g.ndjson#2"]
    assert skipped(tmp_path) == {}


def test_what_cannot_be_read_is_skipped_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    write(tmp_path / "b.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    write(tmp_path / "c.txt", " \n\u200b\n")
    (tmp_path / "d.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "e.txt").symlink_to(tmp_path / "e.txt")
    os.mkfifo(tmp_path / "f.txt")
    write(tmp_path / "g.txt")
    assert sources(tmp_path) == ["g.txt"]
    reasons = skipped(tmp_path)
    assert (reasons["a.txt"], reasons["b.txt"], reasons["c.txt"]) == ("empty", "binary data, not text", "no text in it")
    assert reasons["f.txt"] == "not a regular file"
    assert sorted(reasons) == ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt"]


def test_no_permission(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user may read everything")
    closed = write(tmp_path / "closed" / "b.txt").parent
    closed.chmod(0)
    write(tmp_path / "c.txt")
    try:
        assert sources(tmp_path) == ["c.txt"]
        assert all("permission denied" in reason for reason in skipped(tmp_path).values())
        assert sorted(skipped(tmp_path)) == ["a.txt", "closed"]
    finally:
        closed.chmod(0o700)


def test_two_files_of_one_name_are_two_articles(tmp_path: Path) -> None:
    for folder in ["one/news", "two/news"]:
        write(tmp_path / folder / "a.txt")
    apart = [
        item.id for folder in ["one/news", "two/news"] for item in read(tmp_path / folder) if isinstance(item, Article)
    ]
    together = [item.id for item in read(tmp_path) if isinstance(item, Article)]
    assert len(set(apart)) == 2
    assert apart == together


def test_an_article_is_the_same_however_its_folder_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "seeds" / "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    given = ["seeds", "./seeds/", "seeds/../seeds", str(tmp_path / "seeds"), "link", ".", "seeds/a.txt"]
    identities = {
        item.id for path in given for item in read(Path(path)) if isinstance(item, Article) and "link" not in item.id
    }
    monkeypatch.chdir(tmp_path / "seeds")
    identities |= {
        item.id for path in [".", "../seeds", "a.txt"] for item in read(Path(path)) if isinstance(item, Article)
    }
    assert len(identities) == 1


def test_below_a_root_the_identity_holds_no_path_of_the_machine(tmp_path: Path) -> None:
    path = write(tmp_path / "house" / "seeds" / "a.txt")
    for given in [path, path.parent, path.parent.parent]:
        (article,) = read(given, root=tmp_path / "house")
        assert isinstance(article, Article)
        assert (article.id, article.source) == ("seeds/a.txt", "seeds/a.txt")
    (article,) = read(path, root=tmp_path / "elsewhere")
    assert isinstance(article, Article)
    assert article.id == str(path)


def test_umlauts_in_names_are_composed(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        write(tmp_path / form / unicodedata.normalize(form, "Müller") / unicodedata.normalize(form, "Grüße.txt"))
        assert sources(tmp_path / form) == ["Müller/Grüße.txt"]
        (article,) = read(tmp_path / form)
        assert isinstance(article, Article)
        assert unicodedata.is_normalized("NFC", article.id)


def test_one_name_in_two_spellings_is_said(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        write(tmp_path / unicodedata.normalize(form, "Grüße.txt"))
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system knows one spelling only")
    assert len(sources(tmp_path)) == 1
    assert "same name" in skipped(tmp_path)["Grüße.txt"]


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/Gr\xfc\xdfe.txt")).write_text(TEXT)
    except OSError:
        pytest.skip("this file system takes only text")
    assert sources(tmp_path) == ["Gr\\xfc\\xdfe.txt"]


def test_links_back_and_forth_do_no_harm(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    write(folder / "a.txt")
    write(folder / "sub" / "b.txt")
    write(outside / "c.txt")
    (folder / "again").symlink_to(folder)
    (folder / "sub" / "up").symlink_to(tmp_path)
    (folder / "sub" / "a2.txt").symlink_to(folder / "a.txt")
    (folder / "x1").symlink_to(outside)
    (folder / "x2").symlink_to(outside)
    (outside / "back").symlink_to(folder)
    assert sources(folder) == ["a.txt", "sub/b.txt", "x1/c.txt"]
    (folder / "x0").symlink_to(write(outside / "deep" / "d.txt").parent)
    assert sources(folder) == ["a.txt", "sub/b.txt", "x0/d.txt", "x1/c.txt"]


def test_a_file_given_by_itself_is_read_whatever_its_name(tmp_path: Path) -> None:
    for name in ["README.txt", ".hidden", "article", "article.md"]:
        assert sources(write(tmp_path / name), tmp_path) == [name]
    assert sources(write(tmp_path / "questions.jsonl", '{"id": "1", "text": "Ja."}'), tmp_path) == ["questions.jsonl#1"]
    assert sources(write(tmp_path / ".folder" / "a.txt").parent, tmp_path) == [".folder/a.txt"]


@pytest.mark.parametrize(
    "content",
    [b"\0\1\2", "<!DOCTYPE html><p>Hallo", " <html><p>Hallo", '{"text": "Hallo."}', '[{"text": "Hallo."}]', ""],
)
def test_a_file_given_by_itself_that_is_no_article_is_skipped(tmp_path: Path, content: str | bytes) -> None:
    path = write(tmp_path / "article.dat", content)
    (item,) = read(path)
    assert isinstance(item, Skipped)
    assert item.source == str(path)


def test_a_text_that_begins_with_a_bracket_is_an_article(tmp_path: Path) -> None:
    (item,) = read(write(tmp_path / "a.dat", "[dpa] Er sagte nein. {x}"))
    assert isinstance(item, Article)


@pytest.mark.parametrize("name", ["missing", "missing/a.txt", "a.txt/b", "bad\0name"])
def test_what_is_not_there_raises_at_once(tmp_path: Path, name: str) -> None:
    write(tmp_path / "a.txt")
    with pytest.raises(Unreadable, match="check the path") as error:
        read(tmp_path / name)
    assert "\n" not in str(error.value)


def test_an_empty_folder_has_no_articles(tmp_path: Path) -> None:
    assert list(read(tmp_path)) == []


def test_too_large_for_one_article(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate((64 << 20) + 1)
    assert "64 MiB" in skipped(tmp_path)["a.txt"]


def test_notes_follow_their_article(tmp_path: Path) -> None:
    article, note = read(write(tmp_path / "a.jsonl", '{"id": "1", "text": "Ja.", "published": "neulich"}'))
    assert isinstance(article, Article)
    assert note == Note(
        f"{tmp_path.resolve() / 'a.jsonl'} line 1", '"neulich" is no date that can be read; give it as 2024-12-03'
    )
