"""How well passages are found, answered from and refused, in German and English and across.

    python benchmarks/xquad.py XQUAD.de.json XQUAD.en.json [GERMAN.jsonl]

The files are XQuAD's (Artetxe, Ruder and Yogatama, 2020), in SQuAD's format: the same paragraphs and questions in both
languages. Each paragraph is read as an article of its own into a temporary library, which holds both languages; a line
"en -> de" asks all English questions of the German paragraphs.

A third file brings German articles that answer nothing, one a line with its "text", a paragraph a line of it.

Vectors alone and words alone are the peers: what a bot has that keeps only an embedding index, or only a full-text
index. The refusals are those of the answers without a language model (`bot.extractive`).
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.assistant import PASSAGES
from bot.extractive import Reply
from bot.passages import answer_passages
from retrieval.articles import Article, Paragraph
from retrieval.library import Library
from retrieval.onnx_model import OnnxEmbedder
from retrieval.question import Question
from retrieval.search import DEPTH, Found, Searcher, View

PAIRS = (("en", "de"), ("de", "de"), ("en", "en"), ("de", "en"))
LANGUAGES = ("de", "en")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the topic (SQuAD's article) and paragraph that it belongs to, and the answers in each language."""

    text: dict[str, str]
    topic: str
    paragraph: str
    gold: dict[str, list[str]]


def read(files: dict[str, Path]) -> tuple[list[Article], list[Asked]]:
    """Every paragraph as an article, and the questions. The language stands in for the publisher, which can be asked
    for: so one library serves as a German one, as an English one, and as both."""
    articles: list[Article] = []
    texts: dict[str, dict[str, str]] = {}
    gold: dict[str, dict[str, list[str]]] = {}
    places: dict[str, tuple[str, str]] = {}
    for language, path in files.items():
        for topic in json.loads(path.read_text(encoding="utf-8"))["data"]:
            for number, paragraph in enumerate(topic["paragraphs"], 1):
                place = f"{topic['title']}/{number}"
                id_ = f"{language}/{place}"
                whole = (Paragraph(id_, 1, paragraph["context"]),)
                articles.append(Article(id_, topic["title"], False, whole, publisher=language, language=language))
                for one in paragraph["qas"]:
                    texts.setdefault(one["id"], {})[language] = one["question"]
                    gold.setdefault(one["id"], {})[language] = [answer["text"] for answer in one["answers"]]
                    places[one["id"]] = (topic["title"], place)
    both = [id_ for id_, asked in texts.items() if len(asked) == len(files)]
    return articles, [Asked(texts[id_], *places[id_], gold[id_]) for id_ in both]


def others(path: Path) -> Iterator[Article]:
    """Articles that answer none of the questions."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        id_ = f"de/other/{number}"
        texts = [text.strip() for text in json.loads(line)["text"].splitlines() if text.strip()]
        paragraphs = tuple(Paragraph(id_, place, text) for place, text in enumerate(texts, 1))
        yield Article(id_, texts[0], True, paragraphs, publisher="de", language="de")


def _shares(values: list[bool]) -> str:
    return f"{sum(values) / len(values):8.3f}"


def _place(found: Found) -> str:
    return found.passage.paragraph.article.split("/", 1)[1]


RANKINGS: dict[str, Callable[[list[Found]], list[Found]]] = {
    "vectors": lambda found: sorted(found, key=lambda one: -one.evidence.cosine),
    "words": lambda found: sorted((one for one in found if one.evidence.bm25), key=lambda one: -one.evidence.bm25),
    "fused": lambda found: found,
}


def _ranked(questions: list[Asked], searcher: Searcher, view: View, asked: str, library: str | None) -> Iterator[str]:
    """R@1 and R@5 of each ranking, and the median milliseconds of a search."""
    hits: dict[str, list[int | None]] = {name: [] for name in RANKINGS}
    seconds = []
    for one in questions:
        start = time.perf_counter()
        # Deeper than either index is asked, so that nothing of what both bring is cut off.
        found = searcher.find(Question(one.text[asked], asked, "passages", publisher=library), 2 * DEPTH, view)
        seconds.append(time.perf_counter() - start)
        for name, ranking in RANKINGS.items():
            places = [_place(f) for f in ranking(found)[:5]]
            hits[name].append(places.index(one.paragraph) if one.paragraph in places else None)
    for ranks in hits.values():
        yield _shares([rank == 0 for rank in ranks]) + _shares([rank is not None for rank in ranks])
    yield f"{statistics.median(seconds) * 1000:8.1f}"


def _answered(questions: list[Asked], searcher: Searcher, view: View, asked: str, library: str) -> Iterator[str]:
    """Refused with and without the topic's paragraphs; the answer in the first sentence and in any; the median
    milliseconds of search and answer."""
    seconds: list[float] = []
    wrongly, rightly, first, among = [], [], [], []

    def reply(question: Question, found: list[Found]) -> Reply:
        return answer_passages(question, found[:PASSAGES], view, searcher.embedder)

    for one in questions:
        question = Question(one.text[asked], asked, "passages", publisher=library)
        start = time.perf_counter()
        found = searcher.find(question, DEPTH, view)
        given = reply(question, found)
        seconds.append(time.perf_counter() - start)
        wrongly.append(given.outcome == "not_found")
        held = [any(gold in claim.text for gold in one.gold[library]) for claim in given.claims]
        first.append(any(held[:1]))
        among.append(any(held))
        others = [f for f in found if not _place(f).startswith(f"{one.topic}/")]
        rightly.append(reply(question, searcher.look_into(others, question, view)).outcome == "not_found")
    for values in (wrongly, rightly, first, among):
        yield _shares(values)
    yield f"{statistics.median(seconds) * 1000:8.1f}"


def measure(files: dict[str, Path], folder: Path, more: Path | None = None) -> None:
    articles, questions = read(files)
    articles += others(more) if more else []
    embedder = OnnxEmbedder()
    with Library.open(folder, embedder) as library:
        list(library.add(articles))
        searcher = Searcher(library, embedder)
        view = searcher.view()
        print(f"{len(library)} paragraphs, {len(questions)} questions in each language\n")
        print(f"{'questions -> library':22}{'vectors alone':>16}{'words alone':>16}{'fused':>16}")
        print(f"{'':22}{'R@1':>8}{'R@5':>8}" + f"{'R@1':>8}{'R@5':>8}" * 2 + f"{'ms':>8}")
        for asked, held in PAIRS:
            print(f"{f'{asked} -> {held}':22}" + "".join(_ranked(questions, searcher, view, asked, held)))
        for asked in LANGUAGES:
            print(f"{f'{asked} -> both':22}" + "".join(_ranked(questions, searcher, view, asked, None)))
        print(f"\n{'answers':22}{'refused':>16}{'answer in sentence':>24}")
        print(f"{'':22}{'wrongly':>8}{'rightly':>8}{'first':>8}{'any':>8}{'ms':>8}")
        for asked, held in PAIRS:
            print(f"{f'{asked} -> {held}':22}" + "".join(_answered(questions, searcher, view, asked, held)))


def main(arguments: list[str]) -> int:
    files = dict(zip(LANGUAGES, map(Path, arguments), strict=False))
    missing = [path for path in arguments if not Path(path).is_file()]
    if len(arguments) not in (len(LANGUAGES), len(LANGUAGES) + 1) or missing:
        what = f"{', '.join(missing)} not found. " if missing else ""
        print(
            f"{what}Give XQuAD's German and English file: python benchmarks/xquad.py XQUAD.de.json XQUAD.en.json",
            file=sys.stderr,
        )
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        measure(files, Path(temporary), *map(Path, arguments[len(LANGUAGES) :]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
