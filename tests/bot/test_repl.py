"""The REPL: a transcript word for word, piped input, and a real terminal."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from places import SEEDS
from pseudo_terminal import WORTLAUT, Terminal, environment

from bot.parts import Parts, opened
from bot.render import Piece
from bot.session import Session
from bot.settings import Settings
from retrieval.articles import Article, Paragraph

TRANSCRIPT = """\
» What did the Kremlin spokesman say?
Dmitri Peskow
  verbatim: „Eine solche mögliche Entscheidung ist inakzeptabel, weil sie für uns eine Bedrohung darstellt“ [1]

[1] taz, In der Nato hat eine Debatte über mögliche Friedensgespräche zwischen der… [title made from the first sentence], paragraph 6
A language model would add translations: set WORTLAUT_LLM.
» Und Kallas?
Kaja Kallas
  berichtet: ⟨Sie war an ihrem ersten Arbeitstag am Sonntag nach Kiew gereist und hatte dort europäische Unterstützung bis zum „Sieg“ versprochen⟩. [1] (Sprecher aus dem Text erschlossen: Sie)

[1] taz, In der Nato hat eine Debatte über mögliche Friedensgespräche zwischen der… [Titel aus dem ersten Satz gebildet], Absatz 8
» /passage 2
Which citation? Write /passage and its number (1 to 1).
» What did Trump say?
Donald Trump is mentioned here, but nothing that Donald Trump said.
» /passage 1
Which citation? Write /passage and its number (none in the last answer).
» How do I bake bread?
Nothing about that in these articles.
» /sing
There is no command /sing. /help lists them.
» /new
Starting anew.
» And about bread?
Nothing about that in these articles.
"""


@pytest.fixture
def written() -> list[str]:
    return []


@pytest.fixture
def session(parts: Parts, written: list[str]) -> Session:
    def show(pieces: Iterable[Piece]) -> None:
        written.append("".join(piece.text for piece in pieces))

    return Session(parts, show)


def test_a_conversation_word_for_word(session: Session, written: list[str]) -> None:
    for line in TRANSCRIPT.splitlines():
        if line.startswith("» "):
            written.append(f"{line}\n")
            assert session.enter(line.removeprefix("» "))

    assert "".join(written) == TRANSCRIPT


def test_a_passage_is_shown_whole_with_its_quotations_marked(session: Session, written: list[str]) -> None:
    session.enter("What did Peskow say?")
    session.enter("/passage 1")

    assert written[-1].endswith(
        "sagt auch Moskau Nein. „⟨Eine solche mögliche Entscheidung ist inakzeptabel, weil sie für uns eine Bedrohung "
        "darstellt⟩“, sagte Kreml-Sprecher Dmitri Peskow in Moskau.\n"
    )


@pytest.mark.parametrize("line", ["/quit", "quit", " exit ", "/exit"])
def test_leaving(session: Session, line: str) -> None:
    assert not session.enter(line)


@pytest.mark.parametrize(
    "line", ["", "   ", "/", "/passage x", "/passage", "/passage 99999999999999999999", "/explain", "/help"]
)
def test_no_line_ends_the_session(session: Session, line: str) -> None:
    assert session.enter(line)


def test_what_there_is_can_be_listed(session: Session, written: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    session.enter("/articles")
    session.enter("/speakers")

    article, *speakers = capsys.readouterr().out.splitlines()
    assert article.split("\t")[1:] == [
        "taz",
        "In der Nato hat eine Debatte über mögliche Friedensgespräche zwischen der…",
        "23",
    ]
    assert "Dmitri Peskow\t1" in speakers
    assert written == []


def test_in_an_empty_library_each_command_says_what_to_do(tmp_path: Path, written: list[str]) -> None:
    with opened(Settings(data=tmp_path / "data")) as parts:
        session = Session(parts, lambda pieces: written.append("".join(piece.text for piece in pieces)))
        for line in ("/articles", "/speakers", "What did Rutte say?", "/more", "/verbatim", "/explain"):
            assert session.enter(line)

    nothing = "No articles yet. Add some with: wortlaut ingest PATH\n"
    to_add = "There are no articles to ask about. Add some with: wortlaut ingest PATH\n"
    ask_first = "Ask something first.\n"
    assert written == [nothing, nothing, to_add, "That was all.\n", ask_first, ask_first]


def test_piped_lines_are_answered_without_decoration(tmp_path: Path) -> None:
    command = [WORTLAUT, "repl", "--ingest", SEEDS]
    lines = "What did Peskov say?\n\nAnd Trump?\n/quit\nWhat did Rutte say?\n"
    done = subprocess.run(
        command, input=lines, env=environment(tmp_path), cwd=tmp_path, capture_output=True, text=True, timeout=120
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Dmitri Peskow\n  verbatim: „Eine solche mögliche Entscheidung")
    assert done.stdout.endswith("Donald Trump is mentioned here, but nothing that Donald Trump said.\n")


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal("repl", "--ingest", SEEDS, folder=tmp_path, environ=environment(tmp_path))


# A fork in a process with threads is safe here: the child does nothing but exec.
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_on_a_terminal_it_survives_ctrl_c_and_leaves_with_ctrl_d(terminal: Terminal) -> None:
    terminal.wait_for("Ctrl-D leaves")
    terminal.wait_for("»")
    terminal.type("What did Ba\x03")
    terminal.wait_for("»")
    terminal.type("What did Peskow say?\r")
    terminal.wait_for("inakzeptabel")
    terminal.wait_for("»")
    terminal.type("\x04")

    assert terminal.ended() == 0
    assert "Traceback" not in terminal.shown


def test_an_article_added_beside_it_is_answered_from(tmp_path: Path, written: list[str], seed_article: Article) -> None:
    with opened(Settings(data=tmp_path / "data")) as parts:
        list(parts.library.add([seed_article]))
        session = Session(parts, lambda pieces: written.append("".join(piece.text for piece in pieces)))
        session.enter("Was sagte Jörg Weber?")
        (tmp_path / "neu.txt").write_text("Der Haushalt steht. „Wir sparen nicht“, sagte Minister Jörg Weber.", "utf-8")
        command = [WORTLAUT, "ingest", tmp_path / "neu.txt"]
        subprocess.run(command, env=environment(tmp_path / "data"), cwd=tmp_path, check=True, capture_output=True)
        session.enter("Was sagte Jörg Weber?")

    assert written[0] == "Jörg Weber kommt in diesen Artikeln nicht vor.\n"
    assert "„Wir sparen nicht“ [1]" in written[1]


def test_a_long_answer_comes_in_parts_grouped_by_article_newest_first(tmp_path: Path, written: list[str]) -> None:
    def article(day: int) -> Article:
        said = [f"„Das ist der Satz Nummer {day} {n}“, sagte Jörg Weber." for n in range(13)]
        paragraphs = tuple(Paragraph(f"{day}", n, text) for n, text in enumerate(said, 1))
        return Article(f"{day}", f"Titel {day}", False, paragraphs, published=f"2024-01-0{day}", language="de")

    with opened(Settings(data=tmp_path)) as parts:
        list(parts.library.add([article(1), article(2)]))
        session = Session(parts, lambda pieces: written.append("".join(piece.text for piece in pieces)))
        for line in ("Was sagte Weber?", "/more", "/more"):
            session.enter(line)

    assert written[0].startswith("Jörg Weber\n 2024-01-02, Titel 2\n  wörtlich: „Das ist der Satz Nummer 2 0“ [1]\n")
    assert "\n 2024-01-01, Titel 1\n  wörtlich: „Das ist der Satz Nummer 1 0“ [14]\n" in written[0]
    assert written[0].endswith("… und 6 weitere.\n")
    assert written[1].startswith("Jörg Weber\n 2024-01-01, Titel 1\n  wörtlich: „Das ist der Satz Nummer 1 7“ [21]\n")
    assert written[2] == "That was all.\n"
