"""How many lies of a language model pass the check, and how many true claims it costs, beside other tools' rules.

usage: python benchmarks/citations.py GOLD.jsonl [--language de|en] [--parallel DE.json EN.json]
       [--articles N] [--most N] [--shown N]

GOLD.jsonl has an article with marked statements a line, as benchmarks/statements.py takes it. True claims are made of
those statements that our own reader and the marks agree on, by templates in both languages, and of sentences that are
nobody's statement; lies are made of true claims (benchmarks/claims.py). --parallel: paragraphs in two languages, in
SQuAD's form, such as XQuAD's: a sentence in one as a claim about its translation, which is true. Neither is part of
this project. Everything comes from one seed, so that two runs compare.

Two other rules stand beside ours. "number exists" is what most tools check: the passage that is named is there.
"alike" is how Kotaemon finds evidence: difflib's matching blocks, a third of the quotation. Neither looks at the
sentence.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, cast

from claims import LIES, Made, true_claims

from bot.citations import Quoted, Rejected, Source, check, fit_by
from retrieval.articles import Article, Paragraph
from retrieval.embedding import load
from retrieval.readers.plain import read_plain
from retrieval.said import Said
from retrieval.search import View
from retrieval.speakers import Speakers
from retrieval.statements import Reading, read
from retrieval.text import sentences

Rule = Callable[[Made], bool]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--language", default="de", choices=["de", "en"])
    parser.add_argument("--parallel", type=Path, nargs=2, metavar=("DE", "EN"), default=())
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--most", type=int, default=150, help="claims of each kind that are checked")
    parser.add_argument(
        "--shown", type=int, default=0, help="claims of each kind that are printed where the check errs"
    )
    given = parser.parse_args()
    for path in (given.gold, *given.parallel):
        if not path.is_file():
            sys.exit(f"{path} is missing. Give the path of the marked articles (see the top of {__file__}).")
    chance = random.Random(7)  # noqa: S311
    lines = [json.loads(line) for line in given.gold.read_text("utf-8").splitlines()][: given.articles]
    articles = [read_plain(line["text"], id=line["document"], language=given.language) for line in lines]
    readings = [read(article) for article in articles]
    view = view_of(articles, readings)
    fit = fit_by(load())
    made = [
        claim
        for article, reading, line in zip(articles, readings, lines, strict=True)
        for claim in true_claims(sources_of(article, reading, view), gold_spans(line, article), chance)
    ]
    if given.parallel:
        made += parallel_claims(*given.parallel)

    def ours(claim: Made, *, embedded: bool = True) -> bool:
        return not isinstance(
            check(claim.draft, claim.sources, claim.language, view, fit if embedded else None), Rejected
        )

    rules: dict[str, Rule] = {
        "ours": ours,
        "without fit": lambda claim: ours(claim, embedded=False),
        "number exists": number_exists,
        "alike": alike,
    }
    print(f"{len(articles)} articles; how many pass\n{'':44}" + "".join(f"{name:>22}" for name in rules))
    by_kind = {kind: [claim for claim in made if claim.kind == kind] for kind in dict.fromkeys(c.kind for c in made)}
    report([c for some in by_kind.values() for c in chance.sample(some, min(given.most, len(some)))], rules)
    print()
    for kind, lie in LIES.items():
        lies = [other for claim in made if (other := lie(claim, chance)) is not None]
        report(chance.sample(lies, min(given.most, len(lies))), rules, kind)
    for claim in made[:200]:
        check(claim.draft, claim.sources, claim.language, view, fit)
    begin = time.perf_counter()
    for claim in made[:200]:
        check(claim.draft, claim.sources, claim.language, view)
    print(f"\n{(time.perf_counter() - begin) / max(len(made[:200]), 1) * 1000:.1f} ms a claim without fit")
    if given.shown:
        shown(made, view, fit, given.shown)


def report(made: Iterable[Made], rules: dict[str, Rule], lie: str | None = None) -> None:
    counts: dict[str, Counter[str]] = {}
    for claim in made:
        row = counts.setdefault(lie or f"true: {claim.kind}", Counter())
        row["all"] += 1
        for name, rule in rules.items():
            row[name] += rule(claim)
    if lie is None and counts:
        counts["true, all"] = sum(counts.values(), Counter())
    for kind, row in counts.items():
        shares = "".join(f"{row[name]:10} {100 * row[name] / row['all']:9.1f} %" for name in rules)
        print(f"{kind:36}{row['all']:8}{shares}", flush=True)


def shown(made: Iterable[Made], view: View, fit: Any, most: int) -> None:
    """True claims that are lost, and why."""
    seen: Counter[str] = Counter()
    for claim in made:
        result = check(claim.draft, claim.sources, claim.language, view, fit)
        if isinstance(result, Rejected) and seen[claim.kind] < most:
            seen[claim.kind] += 1
            quoted = [one.text for one in claim.draft.quotations]
            print(f"\n{claim.kind}: {claim.draft.text} | {claim.draft.speaker} | {quoted}")
            print(*(f"    {reason}" for reason in result.reasons), sep="\n")


# ------------------------------------------------------------------------------------------------------- the articles


def view_of(articles: Iterable[Article], readings: Iterable[Reading]) -> View:
    """All articles as one library, as far as the check asks it: who is named in it."""
    named = []
    for article, reading in zip(articles, readings, strict=True):
        counts = Counter(statement.speaker for statement in reading.statements)
        named += [(article.id, entity, counts[entity.name]) for entity in reading.entities]
    return View(cast(Any, None), Speakers(named), frozenset(), len(named))


def sources_of(article: Article, reading: Reading, view: View) -> dict[int, Source]:
    """Its paragraphs as passages, under their own numbers."""
    return {
        paragraph.number: Source(
            paragraph.number,
            paragraph,
            article,
            tuple(
                Said(0, statement, view.speakers.owner(article.id, statement.speaker or ""), article)
                for statement in reading.statements
                if statement.paragraph.number == paragraph.number
            ),
        )
        for paragraph in article.paragraphs
    }


def gold_spans(line: dict[str, Any], article: Article) -> set[tuple[int, int]]:
    """(paragraph, offset) of every character that is marked as part of a statement by somebody."""
    marked = {at for s in line["statements"] if s["speaker"] for start, end in s["quote"] for at in range(start, end)}
    return {
        (paragraph.number, at)
        for paragraph in article.paragraphs
        for at in range(len(paragraph.text))
        if paragraph.offset + at in marked
    }


def parallel_claims(german: Path, english: Path) -> list[Made]:
    """A sentence as a claim about its translation, where two paragraphs have as many sentences."""
    texts = [
        [p["context"] for article in json.loads(path.read_text("utf-8"))["data"] for p in article["paragraphs"]]
        for path in (german, english)
    ]
    found = []
    for number, pair in enumerate(zip(*texts, strict=True)):
        split = [sentences(text, code) for text, code in zip(pair, ("de", "en"), strict=True)]
        if len(split[0]) != len(split[1]):
            continue
        for claimed, cited in ((0, 1), (1, 0)):
            code, other = ("de", "en") if claimed == 0 else ("en", "de")
            paragraph = Paragraph(f"parallel {number}", 1, pair[cited])
            article = Article(paragraph.article, "", True, (paragraph,), language=other)
            sources = {1: Source(1, paragraph, article)}
            for mine, theirs in zip(split[claimed], split[cited], strict=True):
                text = mine.of(pair[claimed])
                if 40 < len(text) < 350 and '"' not in text and "„" not in text:
                    quoted = (Quoted(1, theirs.of(pair[cited])),)
                    found.append(Made.of(f"translated sentence, {other} to {code}", text, quoted, None, sources, code))
    return found


# --------------------------------------------------------------------------------------------------- other tools' rules


def number_exists(claim: Made) -> bool:
    return bool(claim.draft.quotations) and all(one.passage in claim.sources for one in claim.draft.quotations)


def alike(claim: Made) -> bool:
    return bool(claim.draft.quotations) and all(
        any(_is_found(one.text, source.paragraph.text) for source in claim.sources.values())
        for one in claim.draft.quotations
    )


def _is_found(words: str, text: str) -> bool:
    """Blocks of a fifth of the words, which together reach over a third of their length."""
    if len(words) <= 5:
        return False
    blocks = SequenceMatcher(None, words, text, autojunk=False).get_matching_blocks()
    large = [(start, start + size) for _, start, size in blocks if size > max(0.2 * len(words), 5)]
    return bool(large) and large[-1][1] - large[0][0] > max(0.35 * len(words), 5)


if __name__ == "__main__":
    main()
