"""A static embedding: one vector for each token, summed and normalised. Needs numpy alone.

A folder holds `tokens.txt` (line i is the token of row i), `weights.safetensors` (`rows` uint8 (n, dim / 2),
two numbers from -7 to 7 a byte, and `scales` float32 (n,): row i is its numbers times `scales[i]`, its idf
weight folded in), and `modules.json`, by which `SentenceTransformer(folder, trust_remote_code=True)` finds
`knowledge.static_module`. At one file size, 512 coarse numbers a row find better than 256 fine ones.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import ModelError
from knowledge.syllables import tokens, words

TOKENS = "tokens.txt"
WEIGHTS = "weights.safetensors"
RANKING = "ranking.json"
"""What `knowledge.ranking` keeps beside a model; it changes no vector."""
MODULE = "knowledge.static_module.StaticModule"

Matrix = NDArray[np.float32]

_LARGEST = 7
_CLIPPED_AT = (1.0, 0.9, 0.8, 0.7)
"""Shares of a row's largest number tried as the end of the scale: clipping a few makes all others finer."""


@dataclass(frozen=True, slots=True, eq=False)
class StaticModel:
    """Rows of small integers and the factor of each; `index` is the row of every known token."""

    index: dict[str, int]
    rows: NDArray[np.int8]
    scales: Matrix

    @classmethod
    def of(cls, known: Sequence[str], vectors: Matrix) -> StaticModel:
        """The model whose row i, `vectors[i]` rounded to 4 bits, stands for token `known[i]`; dim is even."""
        largest = np.maximum(np.abs(vectors).max(axis=1), 1e-12)
        candidates = [largest * share / _LARGEST for share in _CLIPPED_AT]
        errors = [_error(vectors, scales) for scales in candidates]
        scales = np.choose(np.argmin(errors, axis=0), candidates).astype(np.float32)
        return cls({token: row for row, token in enumerate(known)}, _rounded(vectors, scales), scales)

    @property
    def dim(self) -> int:
        """The length of a vector."""
        return int(self.rows.shape[1])

    def embed(self, texts: Sequence[str]) -> Matrix:
        """One vector a text, float32 (n, dim), of length 1; all zeros where no word of the text is known."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for place, text in enumerate(texts):
            vectors[place] = self._sum(text)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors

    def _sum(self, text: str) -> Matrix:
        """Each known token's row, weighed by the square root of how often it occurs."""
        counts = Counter(row for token in tokens(words(text)) if (row := self.index.get(token)) is not None)
        found = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        weights = np.sqrt(times) * self.scales[found]
        summed: Matrix = weights @ self.rows[found].astype(np.float32)
        return summed

    def save(self, folder: Path) -> None:
        """Write the model into `folder`, so that `load` and `SentenceTransformer(folder)` read it."""
        from safetensors.numpy import save_file

        folder.mkdir(parents=True, exist_ok=True)
        (folder / TOKENS).write_text("\n".join(self.index) + "\n", encoding="utf-8")
        save_file({"rows": _packed(self.rows), "scales": self.scales}, folder / WEIGHTS)
        modules = [{"idx": 0, "name": "0", "path": "", "type": MODULE}]
        (folder / "modules.json").write_text(json.dumps(modules, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> StaticModel:
        """The model saved in `folder`.

        Raises:
            ModelError: files are missing, damaged, or do not belong together.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            known = (folder / TOKENS).read_text(encoding="utf-8").split("\n")[:-1]
            weights = load_file(folder / WEIGHTS)
            rows, scales = _unpacked(weights["rows"]), weights["scales"]
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise ModelError(
                f"mô hình nhúng trong {folder} bị thiếu hoặc hỏng tệp ({type(error).__name__}); "
                "hãy chép lại thư mục hoặc chạy: python -m ingest train"
            ) from error
        if not len(known) == len(rows) == len(scales):
            raise ModelError(
                f"mô hình nhúng trong {folder} có {len(known)} từ nhưng {len(rows)} véc-tơ; "
                "hãy chép lại cả thư mục hoặc chạy: python -m ingest train"
            )
        return cls({token: row for row, token in enumerate(known)}, rows, scales)


def _rounded(vectors: Matrix, scales: Matrix) -> NDArray[np.int8]:
    rows: NDArray[np.int8] = np.clip(np.rint(vectors / scales[:, None]), -_LARGEST, _LARGEST).astype(np.int8)
    return rows


def _error(vectors: Matrix, scales: Matrix) -> Matrix:
    errors: Matrix = np.square(vectors - _rounded(vectors, scales) * scales[:, None]).sum(axis=1)
    return errors


def _packed(rows: NDArray[np.int8]) -> NDArray[np.uint8]:
    """Two neighbours a byte, the first in the low half."""
    shifted = (rows + _LARGEST).astype(np.uint8)
    return np.asarray(shifted[:, ::2] + shifted[:, 1::2] * 16, dtype=np.uint8)


def _unpacked(packed: NDArray[np.uint8]) -> NDArray[np.int8]:
    rows = np.empty((len(packed), 2 * packed.shape[1]), dtype=np.int8)
    rows[:, ::2] = (packed & 15).astype(np.int8) - _LARGEST
    rows[:, 1::2] = (packed >> 4).astype(np.int8) - _LARGEST
    return rows
