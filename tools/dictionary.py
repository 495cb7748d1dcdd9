"""Makes the full-text index's translations from a dictionary.

    python -m tools.dictionary DICTIONARY.tsv[.xz] FOLDER

The dictionary has a line for each entry, English and German with a tab between; several English words with commas. It
writes `en-de.tsv` and `de-en.tsv` (the project's own lie in `retrieval/lexicon`): a line for each stem, the stem as the
full-text index has it, a tab, and the words of the other language with blanks between. Entries of several words are
left out: the index looks up one word at a time.
"""

from __future__ import annotations

import lzma
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from retrieval.analysis import lexicon, stems

HEAD = """# {source} to {target}, from the English Wiktionary; CC BY-SA 4.0. Made by tools/dictionary.py.
# A stem as the full-text index has it, a tab, words of the other language.
"""


def entries(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of one English and one German word."""
    for line in lines:
        english, _, german = line.rstrip("\n").rpartition("\t")
        for one in english.split(","):
            pair = one.strip().removeprefix("to ").strip(), german.strip()
            if all(word and " " not in word for word in pair):
                yield pair


def by_stem(pairs: Iterable[tuple[str, str]], source: str, target: str) -> dict[str, list[str]]:
    """The words of `target` for each stem of `source`, in the order in which they come; stop words left out."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for word, other in pairs:
        if other.lower() not in lexicon(target).stop and len(stems(other, target)) == 1:
            for stem in stems(word, source):
                found[stem][other] = None
    return {stem: list(words) for stem, words in sorted(found.items())}


def main(arguments: list[str]) -> int:
    if len(arguments) != 2 or not Path(arguments[0]).is_file():
        print("Give a dictionary and a folder: python -m tools.dictionary DICTIONARY.tsv FOLDER", file=sys.stderr)
        return 2
    source, folder = map(Path, arguments)
    opener = lzma.open if source.suffix == ".xz" else open
    with opener(source, "rt", encoding="utf-8") as file:
        pairs = list(entries(file))
    folder.mkdir(parents=True, exist_ok=True)
    for name, codes, found in (
        ("en-de.tsv", ("en", "de"), by_stem(pairs, "en", "de")),
        ("de-en.tsv", ("de", "en"), by_stem([(german, english) for english, german in pairs], "de", "en")),
    ):
        head = HEAD.format(source=codes[0], target=codes[1])
        lines = [f"{stem}\t{' '.join(words)}\n" for stem, words in found.items()]
        (folder / name).write_text(head + "".join(lines), encoding="utf-8")
        print(f"{folder / name}: {len(found)} stems")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
