"""An ingest as a process of its own: `library_ingest.py FOLDER [--step]`.

Prints "ready", then the id of every article that is written, as soon as it is. With --step it waits for a line of input
before each of them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from library_fakes import ColonReader, WordEmbedder, article

from retrieval.articles import Article
from retrieval.library import Library

OLD = 20


def before() -> list[Article]:
    """What is in the library before the ingest."""
    return [article(f"a{n}", _texts(n, "alt")) for n in range(OLD)]


def after() -> list[Article]:
    """What the ingest adds, and what it replaces: every third article comes in another version."""
    new = [article(f"n{n}", _texts(n, "neu")) for n in range(24)]
    changed = [article(f"a{n}", _texts(n, "anders")) for n in range(0, OLD, 2)]
    return [a for pair in zip(new, changed, strict=False) for a in pair] + new[len(changed) :]


def _texts(number: int, version: str) -> list[str]:
    shared = [f"Anna: Absatz {k} von Artikel {number} bleibt stehen." for k in range(number % 4)]
    own = [
        f"Bert: Absatz {k} von {number} ist {version}, sagt Wort{version}{number}x{k}" for k in range(2 + number % 3)
    ]
    return [*own[:1], *shared, *own[1:]]


def main(folder: Path, *, step: bool) -> None:
    with Library.open(folder, WordEmbedder(), reader=ColonReader()) as library:
        library.snapshot()  # imports everything, so that the time that follows is spent on writing

        def articles() -> Iterator[Article]:
            for one in after():
                if step:
                    sys.stdin.readline()
                yield one

        if step:
            sys.stdin.readline()
        print("ready", flush=True)  # noqa: T201
        for number, change in enumerate(library.add(articles())):
            print(change.article, flush=True)  # noqa: T201
            if number % 8 == 7:
                library.snapshot()  # as a question would, in the middle
        library.catch_up()


if __name__ == "__main__":
    main(Path(sys.argv[1]), step="--step" in sys.argv)
