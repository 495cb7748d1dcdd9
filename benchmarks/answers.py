"""What becomes of the answers of a language model that lies: over six hundred scripted ones, by the kind of lie.

    python benchmarks/answers.py [--judge PROVIDER:MODEL] [--misses FILE]

The articles, true claims and lies are those of tests/bot/answers. A scripted OpenAI-compatible server on loopback says
them; the client, the library and the checks are the real ones. For each kind: how many answers, what of the false was
shown (quotations that do not stand in the cited paragraph, words under another's name, false sentences), and how many
of the true claims were sent and kept. Then how often the judge of `wortlaut eval --citations` is right about these
claims: the rules, or a language model. `--misses` writes what went wrong, a JSON line each.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "bot")]

from gold import gold  # noqa: E402
from judged import agreement, known_claims  # noqa: E402
from lies import UNSEEN  # noqa: E402
from scenario_runs import Outcome, asking, run_all  # noqa: E402
from scenarios import Scenario, as_line, held_out, scenarios  # noqa: E402

from bot.evaluation.judging import Judge, ModelJudge, RuleJudge  # noqa: E402
from bot.language_model import ChatModel  # noqa: E402
from bot.settings import Settings  # noqa: E402
from prompts import Prompts  # noqa: E402
from retrieval.embedding import Embedder, load  # noqa: E402
from retrieval.library import Library  # noqa: E402
from retrieval.search import Searcher  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judge", metavar="PROVIDER:MODEL", help="a language model instead of the rules")
    parser.add_argument("--misses", type=Path, metavar="FILE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        embedder = load(Settings(data=Path(folder)).embedder)
        outcomes = measured(Path(folder) / "answers", embedder, scenarios())
        tell(outcomes)
        print("\nAbout articles that the checks were not made with")
        strange = measured(Path(folder) / "held-out", embedder, held_out())
        tell(strange)
        outcomes += strange
        if options.misses:
            wrong = [one for one in outcomes if one.wrong or one.lost]
            lines = [as_line(one.scenario, one.script, one.shown, (*one.wrong, *one.lost)) for one in wrong]
            options.misses.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        judge(Path(folder) / "judged", embedder, options.judge)


def measured(folder: Path, embedder: Embedder, wanted: Sequence[Scenario]) -> list[Outcome]:
    start = time.perf_counter()
    with asking(folder, embedder) as asked:
        outcomes = list(run_all(asked, wanted))
    each = median(one.milliseconds for one in outcomes)
    print(f"{len(outcomes)} answers in {time.perf_counter() - start:.0f} s, {each:.0f} ms the median\n")
    return outcomes


def tell(outcomes: Sequence[Outcome]) -> None:
    print("| kind | answers | false quotations | wrong speakers | false claims | true claims | kept |")
    print("|---|---|---|---|---|---|---|")
    for kind in dict.fromkeys(one.scenario.kind for one in outcomes):
        _row(kind, [one for one in outcomes if one.scenario.kind == kind])
    asked = [one for one in outcomes if not one.scenario.kind.startswith("true, in")]
    _row("**all**", asked)
    _row("**all but what rules cannot see**", [one for one in asked if one.scenario.kind not in UNSEEN])


def _row(kind: str, of: Sequence[Outcome]) -> None:
    told = sum(one.told for one in of)
    kept = told - sum(len(one.lost) for one in of)
    shown = [sum(map(len, found)) for found in ([one.false_quotations for one in of], [one.misattributed for one in of],
                                                [one.false_claims for one in of])]  # fmt: skip
    cells = [len(of), *shown, told, f"{kept} ({kept / told:.1%})" if told else ""]
    print(f"| {kind} | {' | '.join(map(str, cells))} |")


def judge(folder: Path, embedder: Embedder, name: str | None) -> None:
    known = list(known_claims())
    with Library.open(folder, embedder) as library:
        list(library.add(gold().articles))
        judging: Judge = RuleJudge(Searcher(library, embedder))
        if name:
            judging = ModelJudge(ChatModel(name, base_url=os.environ.get("WORTLAUT_LLM_BASE_URL")), Prompts())
        found = agreement(judging, known)
    print(f"\nJudged by {judging.name}\n\n| claims | of | judged rightly |\n|---|---|---|")
    for kind, (right, of) in found.items():
        print(f"| {kind} | {of} | {right} ({right / of:.1%}) |")
    right, of = (sum(counts[index] for counts in found.values()) for index in (0, 1))
    print(f"| **all** | {of} | {right} ({right / of:.1%}) |")


if __name__ == "__main__":
    main()
