"""How fast statements are read, and how well, against articles with marked statements.

usage: python benchmarks/statements.py GOLD.jsonl [EVALUATOR.py] [--language de|en] [--join]

GOLD.jsonl has an article a line ({"document", "text", ...}), as made from "Dataset of Quotation Attribution in German
News Articles" (Petersen-Frey and Biemann, 2024) or from PolNeAR (Newell and others, LREC 2018). EVALUATOR.py scores
predictions against it; without it only the speed is printed. Neither is part of this project.

--join counts a quotation that goes on in a new sentence (“A,” X said. “B.”) with the one before it, as PolNeAR marks
it; the project itself keeps two sentences two statements.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from retrieval.articles import Article, Statement
from retrieval.readers.plain import read_plain
from retrieval.statements import read

WORDS = 250
"""Words of an article, the unit of the speed."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("evaluator", type=Path, nargs="?")
    parser.add_argument("--language", default="de", choices=["de", "en"])
    parser.add_argument("--join", action="store_true")
    given = parser.parse_args()
    for path in (given.gold, given.evaluator):
        if path is not None and not path.is_file():
            sys.exit(f"{path} is missing. Give the path of the marked articles (see the top of {__file__}).")
    documents = [json.loads(line) for line in given.gold.read_text("utf-8").splitlines()]
    articles = [read_plain(d["text"], id=d["document"], language=given.language) for d in documents]
    read(articles[0])  # the word lists are read once

    begin = time.process_time()
    readings = [read(article) for article in articles]
    seconds = time.process_time() - begin
    count = sum(len(d["text"].split()) for d in documents) / WORDS
    found = sum(len(reading.statements) for reading in readings)
    speed = f"{count / seconds:.0f} articles of {WORDS} words a second on one core"
    print(f"{len(articles)} articles, {found} statements: {speed}")

    if given.evaluator is not None:
        lines = [
            p for a, r in zip(articles, readings, strict=True) for p in predictions(a, r.statements, join=given.join)
        ]
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            file.flush()
            subprocess.run([sys.executable, given.evaluator, given.gold, file.name], check=True)


def predictions(article: Article, statements: tuple[Statement, ...], *, join: bool) -> list[dict[str, Any]]:
    """Statements as `wortlaut statements --json` gives them: offsets in the article's text."""
    lines: list[dict[str, Any]] = []
    before: Statement | None = None
    for statement in statements:
        offset = statement.paragraph.offset
        speaker = statement.speaker_span.shift(offset) if statement.speaker_span else None
        spans = [list(span.shift(offset)) for span in statement.spans]
        if join and before is not None and goes_on(before, statement):
            lines[-1]["spans"] += spans
        else:
            lines.append(
                {
                    "document": article.id,
                    "spans": spans,
                    "speaker_start": speaker.start if speaker else None,
                    "speaker_end": speaker.end if speaker else None,
                    "name": statement.speaker,
                    "kind": statement.kind,
                }
            )
        before = statement
    return lines


def goes_on(before: Statement, statement: Statement) -> bool:
    """Whether a quotation follows another of its speaker, with no more than the attribution between them."""
    same = (
        before.paragraph is statement.paragraph and before.speaker == statement.speaker and before.speaker is not None
    )
    near = statement.spans[0].start - before.spans[-1].end < 120
    return same and near and before.kind == statement.kind == "direct"


if __name__ == "__main__":
    main()
