"""How the library grows: questions, opening, memory, disk and ingest from a thousand paragraphs to a million.

    python benchmarks/scale.py FOLDER                            libraries are made in FOLDER and kept there
        --sizes 1000 10000 100000 1000000
        --peers PYTHON --model MODEL                             peers beside, up to 100,000 paragraphs, in the same run
        --plot docs                                              pictures from what FOLDER has

PYTHON is an interpreter that has langchain-community, langchain-core, faiss-cpu, txtai, haystack-ai and
sentence-transformers; MODEL a folder of the embedding model that sentence-transformers can load.

The articles are generated (benchmarks/generated.py) and the vectors of most of them prepared (benchmarks/bulk.py), so
this measures time and space and says nothing about quality. The time that the embedding model takes is measured and
left out, because it does not depend on the library. Besides what the clock says there is the processor time of the
question's own thread: on a machine that others use, the clock counts them, too. Compare the ratios.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bulk
import generated
import numpy as np
import scale_plot

from bot.assistant import Assistant
from retrieval.embedding import load
from retrieval.library import Library
from retrieval.onnx_model import OnnxEmbedder
from retrieval.search import Searcher
from retrieval.snapshot import Snapshot

REAL = 10_000
EACH = 12
"""Questions of a kind."""
TIMES = 3
"""That each is asked; the quickest counts, because what else the machine does only adds."""
MOST_FOR_PEERS = 100_000
PEERS = ("LangChain + FAISS", "txtai", "haystack")


class TimedEmbedder(OnnxEmbedder):
    """The embedded model, and how long it took: by the clock, and of this thread's processor time."""

    clock = processor = 0.0

    def embed_query(self, text: str) -> Any:
        return self._timed(super().embed_query, text)

    def embed_tokens(self, texts: list[str]) -> Any:
        return self._timed(super().embed_tokens, texts)

    def _timed(self, work: Callable[[Any], Any], argument: Any) -> Any:
        clock, processor = time.perf_counter(), time.thread_time()
        try:
            return work(argument)
        finally:
            self.clock += time.perf_counter() - clock
            self.processor += time.thread_time() - processor


def questions(snapshot: Snapshot) -> dict[str, list[str]]:
    """By kind, about the first German articles, which every library has."""
    found: dict[str, list[str]] = {kind: [] for kind in scale_plot.KINDS}
    for number in range(8 * EACH):
        article = snapshot.article(f"generated-{number}")
        rows = snapshot.rows(articles=[article.id])
        statements = [s for some in snapshot.statements_in(() if rows is None else rows).values() for s in some]
        if article.language != "de" or not statements:
            continue
        statement = statements[0]
        said = statement.spans[0].of(statement.paragraph.text)
        words = article.paragraphs[-1].text.split()[1:8]
        found["passages"].append(f"Was ist mit {' '.join(words)}?")
        found["statements"].append(f"Was sagte {statement.speaker}?")
        found["topic"].append(f"Was sagte {statement.speaker} über {said.split()[-1]}?")
        found["who"].append(f"Wer sagte „{said}“?")
        found["dated"].append(f"Was sagte {statement.speaker} seit 2015?")
    return {kind: asked[:EACH] for kind, asked in found.items()}


def measure(folder: Path, size: int) -> dict[str, Any]:
    """One size, in a process of its own: opens the library of `make`, asks, adds an article."""
    subprocess.run([sys.executable, __file__, str(folder.parent), "--ready", str(size)], check=True)
    embedder = TimedEmbedder()
    embedder.embed_query("warm")
    before = _memory()
    result: dict[str, Any] = {"paragraphs": size, "open": float("inf"), "open, processor": float("inf")}
    for n in range(TIMES):
        start, processor = time.perf_counter(), time.process_time()
        library = Library.open(folder, embedder)
        searcher = Searcher(library, embedder)
        searcher.view()
        result["open"] = min(result["open"], time.perf_counter() - start)
        result["open, processor"] = min(result["open, processor"], time.process_time() - processor)
        if n < TIMES - 1:
            library.close()
    assistant = Assistant(searcher)
    asked = questions(searcher.view().snapshot)
    for warm in ("passages", "dated"):
        assistant.ask(asked[warm][0])
    for kind, some in asked.items():
        result[kind] = _summary([_asked(assistant.ask, question, embedder) for question in some])
    result |= _parts(searcher, asked["passages"], embedder)
    result["memory"] = {name: value - before[name] for name, value in _memory().items()}
    result |= _added(library, assistant)
    library.close()
    patterns = {"database": "wortlaut.db", "vectors": "vectors-*", "words": "lexical/*/*", "speakers": "speakers-*"}
    result["disk"] = {
        name: sum(path.stat().st_size for path in folder.glob(pattern)) for name, pattern in patterns.items()
    }
    return result


def _parts(searcher: Searcher, asked: list[str], embedder: TimedEmbedder) -> dict[str, Any]:
    """The two searches by themselves."""
    snapshot = searcher.view().snapshot
    vectors = [embedder.embed_query(question) for question in asked]
    return {
        "vectors alone": _summary([_asked(lambda v: snapshot.search_vectors(v, 10), v, embedder) for v in vectors]),
        "words alone": _summary([_asked(lambda q: snapshot.search_words(q, "de", 10), q, embedder) for q in asked]),
    }


def _added(library: Library, assistant: Assistant) -> dict[str, float]:
    """Seconds from an article to an answer out of it; the model embeds it, and it is removed again."""
    article = bulk.new_article(10**9)
    start = time.perf_counter()
    list(library.add([article]))
    added = time.perf_counter() - start
    # The real statement reader has read it.
    (speaker, *_) = [e.name for id_, e, n in library.snapshot(60).entities() if id_ == article.id and n]
    start = time.perf_counter()
    while True:
        answer, _ = assistant.ask(f"Was sagte {speaker}?")
        if any(c.paragraph.article == article.id for claim in answer.claims for c in claim.citations):
            break
        time.sleep(0.01)
    answered = time.perf_counter() - start
    library.remove(article.id)
    return {"add one": added, "until it answers": answered}


def _asked(ask: Callable[[Any], Any], question: Any, embedder: TimedEmbedder) -> tuple[float, float, float]:
    """Milliseconds by the clock and of the processor, both without the model, the least of a few times; and those of
    the model the first time, because it remembers a question."""
    times = []
    for _ in range(TIMES):
        embedder.clock = embedder.processor = 0.0
        clock, processor = time.perf_counter(), time.thread_time()
        ask(question)
        clock, processor = time.perf_counter() - clock, time.thread_time() - processor
        times.append((clock - embedder.clock, processor - embedder.processor, embedder.clock))
    clocks, processors, models = zip(*times, strict=True)
    return 1000 * min(clocks), 1000 * min(processors), 1000 * models[0]


def _summary(times: list[tuple[float, float, float]]) -> dict[str, float]:
    clock, processor, model = np.array(times).T
    return {
        "median": float(np.median(clock)),
        "p95": float(np.percentile(clock, 95)),
        "processor": float(np.median(processor)),
        "model": float(np.median(model)),
    }


def _memory() -> dict[str, int]:
    """Bytes of this process: its own, and those of mapped files, which all processes share (Linux)."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    return {name: int(lines[field].split()[0]) * 1024 for name, field in (("own", "RssAnon"), ("mapped", "RssFile"))}


def make(folder: Path, size: int, cache: Path) -> dict[str, float]:
    """Seconds for writing and for the derived files."""
    embedder = load("")
    prepared = bulk.Prepared.by(embedder, REAL, cache)
    with Library.open(folder, embedder, reader=generated.PreparedReader()) as library:
        start = time.perf_counter()
        bulk.fill(library, embedder, prepared, size)
        written = time.perf_counter()
        library.catch_up()
        return {"writing": written - start, "deriving": time.perf_counter() - written}


def _peers(folder: Path, size: int, python: str, model: str) -> Iterator[dict[str, Any]]:
    """Each in a process of its own, over the same texts, vectors and questions."""
    given = folder / f"given-{size}"
    given.mkdir(exist_ok=True)
    with Library.open(folder / str(size), load("")) as library:
        snapshot = library.snapshot()
        store, asked = snapshot.store, questions(snapshot)["passages"]
        rows, vectors = store.vectors(384)
        texts = [text for (text,) in store.all("SELECT text FROM paragraphs ORDER BY row")]
    assert len(rows) == len(texts)
    np.save(given / "vectors.npy", vectors)
    (given / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    np.save(given / "asked.npy", np.stack([load("").embed_query(question) for question in asked]))
    (given / "questions.json").write_text(json.dumps(asked), encoding="utf-8")
    for peer in PEERS:
        arguments = [python, str(Path(__file__).with_name("scale_peers.py")), peer, str(given), model]
        done = subprocess.run(arguments, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{peer} failed:\n{done.stderr[-2000:]}")
        yield {"paragraphs": size, "peer": peer, **json.loads(done.stdout.splitlines()[-1])}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--peers")
    parser.add_argument("--model")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--ready", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    if options.ready:  # a library made by another version of the code may have derived files to make
        with Library.open(folder / str(options.ready), load(""), reader=generated.PreparedReader()) as library:
            library.catch_up()
        return
    if options.one:
        print(json.dumps(measure(folder / str(options.one), options.one)))
        return
    for size in [] if options.plot else options.sizes:
        made = folder / f"made-{size}.json"
        if not made.exists():
            made.write_text(json.dumps(make(folder / str(size), size, folder)), encoding="utf-8")
        one = [sys.executable, __file__, str(folder), "--one", str(size)]
        done = subprocess.run(one, capture_output=True, text=True, check=True)
        results = [json.loads(done.stdout.splitlines()[-1]) | json.loads(made.read_text(encoding="utf-8"))]
        (folder / f"measured-{size}.json").write_text(json.dumps(results, indent=1), encoding="utf-8")
        if options.peers and size <= MOST_FOR_PEERS:
            beside = list(_peers(folder, size, options.peers, options.model))
            (folder / f"measured-{size}-peers.json").write_text(json.dumps(beside, indent=1), encoding="utf-8")
            results += beside
        for result in results:
            print(json.dumps(result), flush=True)
    measured = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("measured-*.json")]
    results = sorted((one for some in measured for one in some), key=lambda result: result["paragraphs"])
    print(scale_plot.table(results))
    if options.plot:
        scale_plot.draw(results, options.plot)


if __name__ == "__main__":
    main()
