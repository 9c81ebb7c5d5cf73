"""A static embedding: one vector for each token, summed and normalised. Needs numpy alone.

A folder holds `tokens.txt` (one token a line, line i is row i), `weights.safetensors` (`rows` int8 (n, dim) and
`scales` float32 (n,): row i is `rows[i] * scales[i]`, its idf weight folded in), and the files by which
`SentenceTransformer(folder)` finds `knowledge.static_module`. It needs no network and no language model.
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
MODULE = "knowledge.static_module.StaticModule"

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class StaticModel:
    """Rows of small integers and the factor of each; `index` is the row of every known token."""

    index: dict[str, int]
    rows: NDArray[np.int8]
    scales: Matrix

    @classmethod
    def of(cls, known: Sequence[str], vectors: Matrix) -> StaticModel:
        """The model whose row i, `vectors[i]` rounded to 8 bits, stands for token `known[i]`."""
        largest = np.abs(vectors).max(axis=1)
        scales = np.where(largest > 0, largest / 127, 1).astype(np.float32)
        rows = np.rint(vectors / scales[:, None]).astype(np.int8)
        return cls({token: row for row, token in enumerate(known)}, rows, scales)

    @property
    def dim(self) -> int:
        """The length of a vector."""
        return int(self.rows.shape[1])

    def embed(self, texts: Sequence[str]) -> Matrix:
        """One vector a text, float32 (n, dim), of length 1; all zeros where no word of the text is known."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for place, text in enumerate(texts):
            vectors[place] = self._sum(text)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.divide(vectors, norms, out=vectors, where=norms > 0)

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
        save_file({"rows": self.rows, "scales": self.scales}, folder / WEIGHTS)
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
            rows, scales = weights["rows"], weights["scales"]
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
