"""A tiny English model, and sentence pairs, from which the tests make a bilingual one in seconds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from tools.distill.folder import write_folder
from tools.distill.pairs import Pair, read_dictionary, read_pairs

HERE = Path(__file__).parent
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


@pytest.fixture(scope="session")
def pairs_file() -> Path:
    return HERE / "sentences.tsv"


@pytest.fixture(scope="session")
def words_file() -> Path:
    return HERE / "words.tsv"


@pytest.fixture(scope="session")
def pairs(pairs_file: Path) -> list[Pair]:
    return read_pairs(pairs_file)


@pytest.fixture(scope="session")
def words(words_file: Path) -> list[Pair]:
    return read_dictionary(words_file)


@pytest.fixture(scope="session")
def english_tokenizer(pairs: list[Pair], words: list[Pair]) -> Tokenizer:
    """The letters and words of the English sentences; lower case, [CLS] and [SEP] around a text."""
    text = " ".join(pair.english.lower() for pair in (*pairs, *words))
    found = sorted(set(re.findall(r"\w+|[^\w\s]", text)))
    letters = sorted(set("".join(found)) | set("jqxyz"))
    pieces = dict.fromkeys([*SPECIAL, *letters, *(f"##{letter}" for letter in letters), *found])
    tokenizer = Tokenizer(models.WordPiece({piece: number for number, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [(token, tokenizer.token_to_id(token)) for token in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP] $B [SEP]", ends)
    return tokenizer


@pytest.fixture(scope="session")
def base_folder(tmp_path_factory: pytest.TempPathFactory, english_tokenizer: Tokenizer) -> Path:
    """A random BERT in a sentence-transformers folder."""
    return _random_bert(tmp_path_factory.mktemp("base"), english_tokenizer, dimension=48)


@pytest.fixture(scope="session")
def wide_base_folder(tmp_path_factory: pytest.TempPathFactory, english_tokenizer: Tokenizer) -> Path:
    """The same in the dimension of the model that ships."""
    return _random_bert(tmp_path_factory.mktemp("wide"), english_tokenizer, dimension=384)


def _random_bert(folder: Path, tokenizer: Tokenizer, dimension: int) -> Path:
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=dimension,
        num_hidden_layers=2,
        num_attention_heads=12,
        intermediate_size=96,
        max_position_embeddings=256,
        initializer_range=0.1,  # so that texts differ
    )
    write_folder(folder, BertModel(config), tokenizer)
    return folder
