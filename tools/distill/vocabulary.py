"""German word pieces for an English vocabulary.

The new pieces are learnt from German text alone and get the ids after the old ones, so that the English rows of the
embedding stay where they are. Capitals and accents go, as in the English model, and ß is written ss.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["CONTINUES", "extended", "ids"]

CONTINUES = "##"
"""What a piece begins with that goes on within a word."""

LETTERS = 200
"""The commonest letters that German pieces are made of; rarer ones are left to the English model's pieces."""


def extended(base: Tokenizer, texts: Sequence[str], size: int, least: int = 2) -> Tokenizer:
    """A tokenizer with the pieces of `base` under their ids, and after them those of `texts`.

    `size` counts the German vocabulary, some of which is in `base` already; `least` is how often a piece must be seen.
    No truncation, no padding.
    """
    from tokenizers import Tokenizer

    german = _german()
    pieces = _pieces(german, list(dict.fromkeys(texts)), size, least)
    described = json.loads(base.to_str())
    described["normalizer"] = json.loads(german.to_str())["normalizer"]
    described["truncation"] = described["padding"] = None
    vocabulary = base.get_vocab()
    for piece in pieces:
        vocabulary.setdefault(piece, len(vocabulary))
    described["model"]["vocab"] = vocabulary
    return Tokenizer.from_str(json.dumps(described))


def ids(tokenizer: Tokenizer, texts: Sequence[str], special: bool = False) -> list[list[int]]:
    """The ids of each text's pieces; `special`: with [CLS] before and [SEP] after them."""
    return [encoded.ids for encoded in tokenizer.encode_batch(list(texts), add_special_tokens=special)]


def _german() -> Tokenizer:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Replace("ß", "ss"), normalizers.BertNormalizer(lowercase=True, strip_accents=None)]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def _pieces(tokenizer: Tokenizer, texts: Sequence[str], size: int, least: int) -> list[str]:
    """The pieces that a WordPiece trainer finds, in its order.

    Every letter is given to the trainer beforehand, in a fixed order. Left alone it numbers the letters as its hash
    table yields them and breaks ties between merges by these numbers: a slightly different vocabulary in each run.
    """
    from tokenizers import trainers

    letters = _letters(tokenizer, texts)
    trainer = trainers.WordPieceTrainer(
        vocab_size=size,
        min_frequency=least,
        special_tokens=letters,
        initial_alphabet=[letter for letter in letters if len(letter) == 1],
        limit_alphabet=LETTERS,
        continuing_subword_prefix=CONTINUES,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    vocabulary = tokenizer.get_vocab()
    return sorted(vocabulary, key=vocabulary.__getitem__)


def _letters(tokenizer: Tokenizer, texts: Sequence[str]) -> list[str]:
    """The commonest letters as they begin words and as they go on in them."""
    first: Counter[str] = Counter()
    later: Counter[str] = Counter()
    for text in texts:
        for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(tokenizer.normalizer.normalize_str(text)):
            first[word[0]] += 1
            later.update(word[1:])
    common = sorted(first | later, key=lambda letter: (-first[letter] - later[letter], letter))[:LETTERS]
    return sorted(common) + [CONTINUES + letter for letter in sorted(common) if later[letter]]
