"""The lexical index: BM25 over syllables and syllable bigrams, in an accented and an accent-free field."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import LibraryCorrupt
from knowledge.text import is_accented, strip_accents, terms

K1 = 1.2
B = 0.6
ACCENTED_WEIGHT = 0.6
"""Share of the accented field for a question typed with diacritics; without any, the bare field decides."""

_FIELDS = ("accented", "bare")


class LexicalIndex:
    """Scores every text of a corpus for a question."""

    def __init__(self, fields: dict[str, Any], size: int) -> None:
        self._fields = fields
        self._size = size

    @classmethod
    def build(cls, texts: Sequence[str]) -> Self:
        """An index of `texts`; a text is known by its position."""
        accented = [terms(text) for text in texts]
        bare = [[strip_accents(term) for term in found] for found in accented]
        fields = {name: _bm25(corpus) for name, corpus in zip(_FIELDS, (accented, bare), strict=True)}
        return cls(fields, len(texts))

    def save(self, folder: Path) -> None:
        """Write the index into `folder`."""
        for name, field in self._fields.items():
            field.save(str(folder / name), show_progress=False)

    @classmethod
    def load(cls, folder: Path, size: int) -> Self:
        """The index saved in `folder`, memory-mapped; `size` is the number of its texts.

        Raises:
            LibraryCorrupt: files are missing, damaged, or of another number of texts.
        """
        import bm25s

        try:
            fields = {name: bm25s.BM25.load(str(folder / name), mmap=True) for name in _FIELDS}
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise _corrupt(type(error).__name__) from error
        if any(field.scores["num_docs"] != max(1, size) for field in fields.values()):
            raise _corrupt(f"không đủ {size} đoạn")
        return cls(fields, size)

    def scores(self, question: str) -> NDArray[np.float32]:
        """BM25 of every text, shape (size,), fields mixed; zeros where nothing matches."""
        found = terms(question)
        bare = [strip_accents(term) for term in found]
        weight = ACCENTED_WEIGHT if is_accented(question) else 0.0
        mixed = (1 - weight) * self._score("bare", bare)
        return mixed + weight * self._score("accented", found) if weight else mixed

    def frequency(self, term: str) -> int:
        """In how many texts a term stands: "đất_đai" as typed, "~dat_dai" whatever its marks."""
        field = self._fields["bare" if term.startswith("~") else "accented"]
        column = field.vocab_dict.get(term.removeprefix("~"))
        if column is None:
            return 0
        bounds = field.scores["indptr"]
        return int(bounds[column + 1] - bounds[column])

    def search(self, question: str, k: int) -> list[tuple[int, float]]:
        """The `k` best texts as (position, score), best first, then by position; only texts that match."""
        scores = self.scores(question)
        ranked = np.argsort(-scores, kind="stable")[:k]
        return [(int(place), float(scores[place])) for place in ranked if scores[place] > 0]

    def _score(self, name: str, found: list[str]) -> NDArray[np.float32]:
        field = self._fields[name]
        known = [term for term in found if term in field.vocab_dict]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(field.get_scores(known), dtype=np.float32)


def _bm25(corpus: list[list[str]]) -> Any:
    import bm25s

    index = bm25s.BM25(k1=K1, b=B, method="lucene")
    index.index([found or [""] for found in corpus] or [[""]], show_progress=False)  # bm25s refuses nothing
    return index


def _corrupt(why: str) -> LibraryCorrupt:
    return LibraryCorrupt(f"chỉ mục từ khóa bị hỏng ({why}); hãy chạy: python -m ingest build --fresh")
