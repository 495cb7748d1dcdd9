"""The command: `python -m tools.distill make`; `quantise`, `idf` and `measure` for a folder that is there."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from retrieval.errors import WortlautError
from tools.distill.folder import write_sums
from tools.distill.measured import measured, read_questions
from tools.distill.pairs import COLUMNS, read_pairs
from tools.distill.quantised import quantise
from tools.distill.steps import STEPS, Making, Settings, Sources, write_idf

PAIRS = "sentence pairs: tab-separated UTF-8, plain, gzip or xz; columns " + ", ".join(COLUMNS)


def main(arguments: list[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    try:
        if given.command == "make":
            _make(given)
        elif given.command == "quantise":
            _say(f"{quantise(given.folder)} made")
            write_sums(given.folder)
        elif given.command == "measure":
            for line in measured(given.folder, read_questions(given.german), read_questions(given.english)):
                print(line, flush=True)
        else:
            write_idf(given.folder, read_pairs(given.pairs, _names(given.columns)))
            _say(f"{given.folder / 'token_idf.npy'} made")
    except WortlautError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted. The same `make` goes on with the step that was being made.", file=sys.stderr)
        return 130
    return 0


def _make(given: argparse.Namespace) -> None:
    sources = Sources(given.pairs, given.base, given.dictionary, _names(given.columns), tuple(given.scattered))
    settings = Settings(given.seed, given.vocabulary, given.shared, given.seen, given.share, given.threads, given.bf16)
    making = Making(sources, given.out, settings, _say)
    making.run(given.until)
    if given.until == STEPS[-1]:
        _say(f"{making.model} made")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tools.distill", description="Makes the embedded bilingual model.")
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make", help="all steps; those that are made already are passed over")
    make.add_argument("pairs", type=Path, help=PAIRS)
    make.add_argument("--base", required=True, help="the English model: a sentence-transformers folder, or a name")
    make.add_argument("--out", type=Path, required=True, help="the folder that model/ and work/ are made in")
    make.add_argument("--dictionary", type=Path, help="words in both languages: English TAB German")
    _add_columns(make)
    make.add_argument(
        "--scattered", action="append", default=[], metavar="SOURCE", help="its sentences do not follow on one another"
    )
    make.add_argument("--until", choices=STEPS, default=STEPS[-1], help="the last step to make")
    plain = Settings()
    make.add_argument("--seed", type=int, default=plain.seed)
    make.add_argument("--vocabulary", type=int, default=plain.vocabulary, help="German word pieces to look for")
    make.add_argument("--shared", type=float, default=plain.shared, help="how far shared word pieces turn German")
    make.add_argument("--seen", type=int, default=plain.seen, help="items that the distillation sees")
    make.add_argument("--share", type=float, default=plain.share, help="the distilled model's, in the average")
    make.add_argument("--threads", type=int, default=plain.threads, help="another number rounds otherwise")
    make.add_argument("--bf16", action="store_true", help="distil in bfloat16: faster where the processor has it")
    quantised = commands.add_parser("quantise", help="onnx/model_qint8.onnx from the weights in a folder")
    quantised.add_argument("folder", type=Path)
    idf = commands.add_parser("idf", help="token_idf.npy for the tokenizer in a folder")
    idf.add_argument("folder", type=Path)
    idf.add_argument("pairs", type=Path, help=PAIRS)
    _add_columns(idf)
    measure = commands.add_parser("measure", help="how often questions find their paragraphs by the int8 model")
    measure.add_argument("folder", type=Path)
    measure.add_argument("german", type=Path, help="questions in SQuAD's format, such as XQuAD.de.json")
    measure.add_argument("english", type=Path, help="the same in English")
    return parser


def _add_columns(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--columns", default=",".join(COLUMNS), help="what the columns hold (default: %(default)s)")


def _names(columns: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in columns.split(","))


def _say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
