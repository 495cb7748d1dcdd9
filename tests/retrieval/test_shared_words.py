"""The words that a question and a text share: by themselves, and in the order of passages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fakes import PieceEmbedder

from retrieval.articles import Article, Paragraph
from retrieval.library import Library
from retrieval.question import Question
from retrieval.relevance import rank
from retrieval.search import LOOKED_INTO, READ_AGAIN, Searcher
from retrieval.shared_words import NAME, SAME, TRANSLATED, SharedWords
from retrieval.tokens import Asked, encode

EMBEDDER = PieceEmbedder()


def likeness(question: str, asked: str, text: str, language: str) -> dict[str, float]:
    """By piece; those that are like nothing are left out."""
    (tokens,) = EMBEDDER.embed_tokens([question])
    values = SharedWords.of(question, asked, tokens).likeness([text], language)[:, 0]
    words = question.rstrip("?").split()
    return {word: pytest.approx(value) for word, value in zip(words, values.tolist(), strict=True) if value}


@pytest.mark.parametrize(
    ("question", "asked", "text", "language", "expected"),
    [
        ("Wer pflanzte die Bäume?", "de", "Ein Baum steht dort, die Leute sahen ihn.", "de", {"Bäume": SAME}),
        ("Who planted trees?", "en", "They plant a tree.", "en", {"planted": SAME, "trees": SAME}),
        ("Who planted trees?", "en", "Sie fällten jeden Baum.", "de", {"trees": TRANSLATED}),
        ("Wer fällte Bäume?", "de", "They felled a tree.", "en", {"Bäume": TRANSLATED}),
        # The same word in another language is a name or a number, or else another word.
        ("What did UNO say in 1964?", "en", "1964 tagte die Uno.", "de", {"UNO": NAME, "1964": NAME}),
        ("Who gave a gift?", "en", "Es war gift.", "de", {}),
        ("Kdo mluvil o Praze?", "cs", "mluvil dlouho o městě", "cs", {"mluvil": SAME, "o": SAME}),
        ("Kdo mluvil o Praze?", "cs", "Praze and mluvil", "en", {"Praze": NAME}),
    ],
)
def test_which_words_are_shared(
    question: str, asked: str, text: str, language: str, expected: dict[str, float]
) -> None:
    assert likeness(question, asked, text, language) == expected


def test_each_piece_of_a_word_counts_as_shared() -> None:
    (tokens,) = EMBEDDER.embed_tokens(["Der Leuchtturm"])
    tokens = tokens._replace(
        vectors=np.repeat(tokens.vectors, 2, axis=0),
        weights=np.repeat(tokens.weights, 2),
        starts=np.array([0, 1, 4, 11]),
    )

    least = SharedWords.of("Der Leuchtturm", "de", tokens).likeness(["Zwei Lampen.", "Ein Leuchtturm."], "de")

    assert least.tolist() == [[0, 0], [0, 0], [0, pytest.approx(SAME)], [0, pytest.approx(SAME)]]


def test_shared_words_count_where_vectors_say_less() -> None:
    asked, text = EMBEDDER.embed_tokens(["Segel Ruder", "Segel. Mast."])
    code = encode(text, [6, 12])

    (without,) = Asked.of(asked).nearness([code])
    shared = np.array([[0.9, 0.0], [0.9, 0.0]], dtype=np.float32)
    (shares,) = Asked.of(asked).nearness([code], least=[shared])
    (longer,) = Asked.of(asked).nearness([code], least=[np.concatenate([shared, shared], axis=1)])

    assert shares.paragraph == shares.sentence == pytest.approx((1 + 0.9) / 2)
    assert without.paragraph < shares.paragraph
    assert longer == shares


def test_a_sentence_that_has_a_translation_goes_first() -> None:
    texts = [("Der Wind drehte.", "de"), ("Das Schiff sank.", "de"), ("Es regnete sehr.", "de")]

    scores = rank("Which ship?", "en", texts, EMBEDDER)

    assert scores is not None
    assert max(scores) == scores[1]


def test_a_passage_with_translations_goes_before_one_without(tmp_path: Path) -> None:
    texts = ["Am Abend drehte Halvorsen den Wind.", "Das Schiff von Halvorsen hatte einen Anker.", "Halvorsen schlief."]
    article = Article("a", "T", False, tuple(Paragraph("a", n, text) for n, text in enumerate(texts, 1)), language="de")
    with Library.open(tmp_path, EMBEDDER) as library:
        list(library.add([article]))
        searcher = Searcher(library, EMBEDDER)

        found = searcher.find(Question("Which ship of Halvorsen had an anchor?", "en", "passages"), 3, searcher.view())

    assert found[0].passage.paragraph.number == 2


def test_scores_go_down_over_passages_that_were_read_once_twice_and_three_times(tmp_path: Path) -> None:
    texts = [f"Der Fluss Nummer {n} fließt in ein Meer. Ein Boot fuhr {n} Tage." for n in range(READ_AGAIN + 5)]
    article = Article("a", "T", False, tuple(Paragraph("a", n, text) for n, text in enumerate(texts, 1)), language="de")
    with Library.open(tmp_path, EMBEDDER) as library:
        list(library.add([article]))
        searcher = Searcher(library, EMBEDDER)

        found = searcher.find(Question("Welcher Fluss fließt ins Meer?", "de", "passages"), 20, searcher.view())

    scores = [one.passage.score for one in found]
    assert len(scores) == READ_AGAIN + 5
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] < scores[0] <= 1
    assert [bool(one.sentences) for one in found] == [True] * LOOKED_INTO + [False] * (READ_AGAIN + 5 - LOOKED_INTO)


@pytest.mark.parametrize(("language", "question"), [("de", "Welches Schiff sank?"), ("en", "Which ship sank?")])
def test_shared_words_tell_across_languages_whether_there_is_an_answer(
    tmp_path: Path, language: str, question: str
) -> None:
    article = Article("a", "T", False, (Paragraph("a", 1, "Das Schiff lag am Kai."),), language="de")
    with Library.open(tmp_path, EMBEDDER) as library:
        list(library.add([article]))
        searcher = Searcher(library, EMBEDDER)

        (found,) = searcher.find(Question(question, language, "passages"), 1, searcher.view())

    assert found.evidence.again is not None
    assert found.evidence.again != found.evidence.score
    assert found.evidence.near == (found.evidence.score if language == "de" else found.evidence.again)
