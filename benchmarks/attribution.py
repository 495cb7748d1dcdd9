"""How well "Was sagte X?" is answered over many articles as one library, beside plain vector retrieval.

usage: python benchmarks/attribution.py GOLD.jsonl EVALUATOR.py

GOLD.jsonl has articles with statements and speakers marked, a line each ({"document", "text", "sentences": [[b, e]],
"statements": [{"type", "quote", "speaker", "speaker_text"}]}), as made from "Dataset of Quotation Attribution in German
News Articles" (Petersen-Frey and Biemann, 2024); EVALUATOR.py is the script that scores statements against it, from
which the names of persons are taken. Both are looked for at the paths given; neither is part of this project.

Each person whom the gold names as a speaker is asked about once, through `wortlaut ask --batch`. A sentence counts as
given when an answer cites a third of it, and as right when the gold has a statement by that person there. Reports of
speech, in the gold or in an answer, and statements whose speaker the gold leaves open count neither way. The peer gives
the sentences of the best paragraph, or the best five, by the same model's vectors.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from retrieval.embedding import load
from retrieval.readers import read

Place = tuple[str, int]
"""A sentence: document and number."""


def main() -> None:
    if len(sys.argv) != 3 or not all(Path(name).is_file() for name in sys.argv[1:]):
        sys.exit(f"{__doc__}\nGive both files; one of them is missing.")
    gold = {line["document"]: line for line in map(json.loads, Path(sys.argv[1]).read_text("utf-8").splitlines())}
    evaluator = module(Path(sys.argv[2]))
    nouns = (Path(sys.argv[2]).parent / "statements" / "common_nouns.txt").read_text("utf-8").split()
    wanted, neutral = asked_for(gold, evaluator, evaluator.Names(set(nouns)))
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder, "articles.jsonl")
        articles.write_text(
            "".join(
                json.dumps({"id": d["document"], "title": "-", "text": d["text"], "language": "de"}) + "\n"
                for d in gold.values()
            ),
            "utf-8",
        )
        offsets = {
            (p.article, p.number): p.offset for a in read(articles) for p in getattr(a, "paragraphs", ())
        }  # fmt: skip
        answers = ask(Path(folder), articles, [f"Was sagte {name}?" for name in wanted])
        print(f"{len(gold)} articles, {len(wanted)} people, {sum(map(len, wanted.values()))} sentences")
        given = [
            cited(answer, offsets, gold, reports=False) | (cited(answer, offsets, gold, reports=True) & want)
            for answer, want in zip(answers, wanted.values(), strict=True)
        ]
        report("wortlaut ask", wanted.values(), given, neutral)
        best = nearest(wanted, articles, gold)
        for k in (1, 5):
            report(f"vectors, best {k}", wanted.values(), [set().union(*places[:k]) for places in best], neutral)
        outcomes: dict[str, int] = defaultdict(int)
        for answer in answers:
            outcomes[answer["outcome"]] += 1
        print("outcomes:", dict(outcomes))


def module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("evaluator", path)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def asked_for(gold: dict[str, Any], evaluator: Any, names: Any) -> tuple[dict[str, set[Place]], set[Place]]:
    """The sentences that each person said in all articles together, and those that count neither way.

    A person is a last name, asked for by the first and last name that the articles give most often with it.
    """
    wanted: dict[str, set[Place]] = defaultdict(set)
    neutral: set[Place] = set()
    full: dict[str, Counter[str]] = defaultdict(Counter)
    for name, document in gold.items():
        statements, _ = evaluator.gold_statements(document, names)
        for words, _ in names.runs(document["text"]):
            if 2 <= len(words) <= 4:
                full[words[-1].lower()][" ".join(words)] += 1
        for statement in statements:
            places = {(name, n) for n in sentences(statement["chars"], document)}
            if statement["kind"] == "reported" or statement["open"]:
                neutral |= places
            for key in statement["keys"] if statement["kind"] != "reported" else ():
                wanted[key] |= places
    called = {key: full[key].most_common(1)[0][0] if full[key] else key.title() for key in wanted}
    return {called[key]: places for key, places in wanted.items()}, neutral


def sentences(chars: Iterable[int], document: dict[str, Any]) -> set[int]:
    covered = frozenset(chars)
    return {
        number
        for number, (start, end) in enumerate(document["sentences"])
        if len(covered & frozenset(range(start, end))) > 0.3 * min(len(covered), end - start)
    }


def ask(data: Path, articles: Path, questions: list[str]) -> list[dict[str, Any]]:
    wortlaut = str(Path(sys.executable).with_name("wortlaut"))
    subprocess.run(
        [wortlaut, "--data", str(data / "library"), "ingest", str(articles), "--json"],
        stdout=subprocess.DEVNULL,
        check=True,
    )
    batch = data / "questions.jsonl"
    batch.write_text("".join(json.dumps({"id": n, "question": q}) + "\n" for n, q in enumerate(questions)), "utf-8")
    command = [wortlaut, "--data", str(data / "library"), "ask", "--batch", str(batch)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def cited(answer: dict[str, Any], offsets: dict[Place, int], gold: dict[str, Any], *, reports: bool) -> set[Place]:
    """The sentences that an answer cites for reports of speech, or for other speech."""
    numbers = {n for claim in answer["claims"] if (claim["kind"] == "reported") == reports for n in claim["citations"]}
    places = set()
    for citation in answer["citations"]:
        if citation["number"] in numbers:
            offset = offsets[citation["article"], citation["paragraph"]]
            chars = range(citation["start"] + offset, citation["end"] + offset)
            places |= {(citation["article"], n) for n in sentences(chars, gold[citation["article"]])}
    return places


def nearest(names: Iterable[str], articles: Path, gold: dict[str, Any]) -> list[list[set[Place]]]:
    """For each person the sentences of the five paragraphs nearest to the question, by the same model's vectors."""
    model = load()
    paragraphs = [p for a in read(articles) for p in getattr(a, "paragraphs", ())]
    matrix = model.embed_documents([p.text for p in paragraphs])
    found = []
    for name in names:
        order = (-(matrix @ model.embed_query(f"Was sagte {name}?"))).argsort()[:5]
        best = [paragraphs[index] for index in order]
        found.append(
            [
                {(p.article, n) for n in sentences(range(p.offset, p.offset + len(p.text)), gold[p.article])}
                for p in best
            ]
        )
    return found


def report(name: str, wanted: Iterable[set[Place]], given: Iterable[set[Place]], neutral: set[Place]) -> None:
    hits = asked = got = 0
    for want, places in zip(wanted, given, strict=True):
        hits += len(want & places)
        asked += len(want)
        got += len(places - (neutral - want))
    precision, recall = hits / max(got, 1), hits / max(asked, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"{name:18} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
