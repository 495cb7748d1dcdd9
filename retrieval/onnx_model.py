"""The embedded model: a sentence-transformers folder run by ONNX Runtime and `tokenizers`, without torch."""

from __future__ import annotations

import functools
import hashlib
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from retrieval.embedding import DEFAULT, MOST_TOKENS, Tokens, Vectors, normalised
from retrieval.errors import EmbeddingError
from retrieval.progress import Progress, quiet

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["OnnxEmbedder"]

WINDOW = 192
"""Word pieces that the model was trained on. A longer text is embedded in windows of this size, and their mean taken,
so that the end of a long paragraph counts as much as its beginning (R@1 on the development half of XQuAD, German: .809
with windows of 192, .792 with 510)."""

REMEMBERED = 1000
"""Texts whose word pieces are kept, because the statements of a library are asked about again and again: 1,000
sentences of 40 pieces take 30 MB."""

LONGEST_REMEMBERED = 2000
"""Characters of a text that is kept at most: a whole book that was given as one sentence is read anew each time."""


class OnnxEmbedder:
    """The bilingual model that ships, on ONNX Runtime: 384 dimensions, int8, mean pooling.

    One text is run at a time, on one thread each: the int8 model scales its activations by the largest value of a
    batch, so that in a batch a text's vector would depend on its neighbours (cosine 0.983 to 0.994 to itself), and
    padding makes batches slower than single texts (docs/embedding.md has the figures).

    Thread-safe. `folder` is another folder of the same layout; `threads` how many texts are embedded side by side.
    """

    name = DEFAULT
    dimension = 384

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        self._folder = folder
        self._threads = threads or min(os.cpu_count() or 1, 8)
        self._lock = threading.Lock()
        self._loaded: tuple[Tokenizer, Any] | None = None
        self._remembered = functools.lru_cache(maxsize=REMEMBERED)(self._read)

    @functools.cached_property
    def folder(self) -> Path:
        return self._folder or Path(str(resources.files("retrieval") / "models" / DEFAULT))

    @functools.cached_property
    def fingerprint(self) -> str:
        """Of the sums that ship beside the weights: hashing 33 MB at each start would cost more than opening them."""
        try:
            sums = (self.folder / "SHA256SUMS").read_bytes()
        except OSError as error:
            raise self._broken(error) from error
        return hashlib.sha256(sums).hexdigest()[:16]

    def embed_documents(self, texts: list[str], progress: Progress = quiet) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for index, (vector, _) in enumerate(self.embed_paragraphs(texts, progress)):
            vectors[index] = vector
        return vectors

    def embed_paragraphs(self, texts: list[str], progress: Progress = quiet) -> Iterator[tuple[Vectors, Tokens]]:
        if not texts:
            return
        self._load()
        progress("Embedding", 0, len(texts))
        with ThreadPoolExecutor(self._threads) as pool:
            try:
                for done, found in enumerate(pool.map(self._read, texts), 1):
                    yield found
                    progress("Embedding", done, len(texts))
            except BaseException:  # Ctrl-C, above all: what has not begun is not waited for
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def embed_query(self, text: str) -> Vectors:
        return self._known(text)[0]

    def embed_tokens(self, texts: list[str]) -> list[Tokens]:
        """Word pieces of each text, float16 (late interaction needs no more), special tokens left out."""
        self._load()
        with ThreadPoolExecutor(self._threads) as pool:
            return [tokens for _, tokens in pool.map(self._known, texts)]

    def warm(self) -> None:
        """Loads the model now (in a thread of its own, say), so that the first question need not."""
        self._load()

    def _load(self) -> tuple[Tokenizer, Any]:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._open()
            return self._loaded

    def _open(self) -> tuple[Tokenizer, Any]:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
            session = onnxruntime.InferenceSession(
                str(self.folder / "onnx" / "model_qint8.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise bare Exceptions of their own
            raise self._broken(error) from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer, session

    @functools.cached_property
    def _idf(self) -> Vectors:
        try:
            weights: Vectors = np.load(self.folder / "token_idf.npy", allow_pickle=False).astype(np.float32)
        except (OSError, ValueError, EOFError) as error:
            raise self._broken(error) from error
        return weights

    def _known(self, text: str) -> tuple[Vectors, Tokens]:
        return self._remembered(text) if len(text) <= LONGEST_REMEMBERED else self._read(text)

    def _read(self, text: str) -> tuple[Vectors, Tokens]:
        """The vector of a text, the mean of its windows' means, and its word pieces."""
        pieces, starts = self._pieces(text)
        means: list[Vectors] = []
        windows: list[npt.NDArray[np.float16]] = []
        for states in self._states(pieces):
            means.append(states.mean(axis=0))
            if sum(map(len, windows)) < MOST_TOKENS:
                windows.append(normalised(states[1:-1], len(states) - 2, self.dimension).astype(np.float16))
        vector = normalised(np.mean(means, axis=0)[None, :], 1, self.dimension)[0]
        vectors: Any = np.concatenate(windows)
        return vector, Tokens(vectors[:MOST_TOKENS], self._idf[pieces[:MOST_TOKENS]], starts[:MOST_TOKENS])

    def _pieces(self, text: str) -> tuple[list[int], npt.NDArray[np.int64]]:
        """A text's word pieces: their ids, and where they start. Half a surrogate pair, which is in no valid text,
        counts as U+FFFD."""
        tokenizer, _ = self._load()
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        found = tokenizer.encode(text, add_special_tokens=False)
        return found.ids, np.array([start for start, _ in found.offsets], dtype=np.int64)

    def _states(self, pieces: list[int]) -> Iterator[Vectors]:
        """The last hidden states of each window of a text, shape (tokens, 384), [CLS] and [SEP] with them."""
        tokenizer, session = self._load()
        start, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
        count = max(1, -(-len(pieces) // WINDOW))
        size = max(1, -(-len(pieces) // count))
        for first in range(0, max(1, len(pieces)), size):
            ids = np.array([[start, *pieces[first : first + size], end]], dtype=np.int64)
            inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
            try:
                (states,) = session.run(["last_hidden_state"], inputs)
            except Exception as error:
                raise self._broken(error) from error
            yield states[0]

    def _broken(self, error: Exception) -> EmbeddingError:
        detail = str(error).splitlines()[0] if str(error) else type(error).__name__
        return EmbeddingError(
            f"The embedding model in {self.folder} cannot be read ({detail}). Install Wortlaut again."
        )
