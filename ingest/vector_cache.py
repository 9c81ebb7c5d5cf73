"""Vectors of a build that is under way, on disk, so that a killed build does not embed them again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


class VectorCache:
    """Vectors by digest of what was embedded, one file a batch, in a folder of their own for each model.

    A cache is a convenience: what cannot be written or read is embedded again.
    """

    def __init__(self, root: Path, model: str) -> None:
        self._root = root
        self._folder = root / hashlib.sha256(model.encode()).hexdigest()[:16]

    def load(self) -> dict[str, NDArray[np.float32]]:
        """Every vector kept for this model."""
        found: dict[str, NDArray[np.float32]] = {}
        for path in sorted(self._folder.glob("*.npz")):
            with contextlib.suppress(OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
                with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                    digests, vectors = kept["digests"].tolist(), kept["vectors"]
                found |= zip(digests, vectors, strict=True)
        return found

    def add(self, digests: Sequence[str], vectors: Matrix) -> None:
        """Keep one batch, in one step."""
        name = hashlib.sha256("".join(digests).encode()).hexdigest()[:24]
        draft = self._folder / f".{name}.{os.getpid()}"
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as file:
                np.savez(file, digests=np.asarray(digests), vectors=vectors)
            draft.replace(self._folder / f"{name}.npz")

    def sweep(self) -> None:
        """Forget everything, once the vectors stand in a published build."""
        shutil.rmtree(self._root, ignore_errors=True)
