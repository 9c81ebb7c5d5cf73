"""The lexical index: BM25 over syllables and syllable bigrams, in an accented and an accent-free field."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import LibraryCorrupt
from knowledge.names import mapped, row_of
from knowledge.term_counts import Counts, Keys, Spelling, Tokens, key_of
from knowledge.text import is_accented, strip_accents, terms

K1 = 1.2
B = 0.6
ACCENTED_WEIGHT = 0.6
"""Share of the accented field for a question typed with diacritics; without any, the bare field decides."""

KEPT = 32_768
"""Terms whose row is kept."""

_KEYS = "keys.npy"

_SPELLINGS: dict[str, Spelling] = {"accented": str, "bare": strip_accents}


class LexicalIndex:
    """Scores every text of a corpus for a question."""

    def __init__(self, fields: dict[str, _Field], size: int) -> None:
        self._fields = fields
        self._size = size

    @classmethod
    def build(cls, texts: Sequence[str]) -> Self:
        """An index of `texts`; a text is known by its position."""
        tokens = Tokens(texts)
        fields = {name: _Field.of(tokens.count(spelling)) for name, spelling in _SPELLINGS.items()}
        return cls(fields, len(texts))

    def save(self, folder: Path) -> None:
        """Write the index into `folder`."""
        for name, field in self._fields.items():
            field.save(folder / name)

    @classmethod
    def load(cls, folder: Path, size: int) -> Self:
        """The index saved in `folder`, memory-mapped; `size` is the number of its texts.

        Raises:
            LibraryCorrupt: files are missing, damaged, or of another number of texts.
        """
        try:
            fields = {name: _Field.load(folder / name) for name in _SPELLINGS}
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise _corrupt(type(error).__name__) from error
        if any(field.size != size for field in fields.values()):
            raise _corrupt(f"không đủ {size} đoạn")
        return cls(fields, size)

    def scores(self, question: str) -> NDArray[np.float32]:
        """BM25 of every text, shape (size,), fields mixed; zeros where nothing matches."""
        found = terms(question)
        bare = [strip_accents(term) for term in found]
        weight = ACCENTED_WEIGHT if is_accented(question) else 0.0
        mixed = (1 - weight) * self._fields["bare"].scores(bare)
        return mixed + weight * self._fields["accented"].scores(found) if weight else mixed

    def frequency(self, term: str) -> int:
        """In how many texts a term stands: "đất_đai" as typed, "~dat_dai" whatever its marks."""
        field = self._fields["bare" if term.startswith("~") else "accented"]
        return field.frequency(term.removeprefix("~"))

    def search(self, question: str, k: int) -> list[tuple[int, float]]:
        """The `k` best texts as (position, score), best first, then by position; only texts that match."""
        scores = self.scores(question)
        ranked = np.argsort(-scores, kind="stable")[:k]
        return [(int(place), float(scores[place])) for place in ranked if scores[place] > 0]


class _Field:
    """The postings of one spelling: a row of `bm25s` for each key."""

    def __init__(self, keys: Keys, index: Any) -> None:
        self._keys = keys
        self._index = index
        self._row = lru_cache(maxsize=KEPT)(lambda term: row_of(keys, key_of(term)))
        """Where the postings of a term stand, or nothing; kept, since questions share many a word."""

    @property
    def size(self) -> int:
        """The number of texts."""
        return int(self._index.scores["num_docs"])

    @classmethod
    def of(cls, counts: Counts) -> Self:
        """The scores of every posting, made once (BM25 in Lucene's form, as `bm25s` has it)."""
        index = _bm25()
        index.scores = {
            "data": _scores(counts),
            "indices": counts.texts,
            "indptr": counts.starts,
            "num_docs": len(counts.lengths),
        }
        return cls(counts.keys, index)

    def save(self, folder: Path) -> None:
        self._index.save(str(folder), show_progress=False)
        np.save(folder / _KEYS, self._keys)

    @classmethod
    def load(cls, folder: Path) -> Self:
        import bm25s

        index = bm25s.BM25.load(str(folder), mmap=True, load_vocab=False)
        index.scores = {name: _plain_array(value) for name, value in index.scores.items()}
        return cls(mapped(folder / _KEYS), index)

    def scores(self, found: list[str]) -> NDArray[np.float32]:
        rows = [row for term in found if (row := self._row(term)) is not None]
        if not rows:
            return np.zeros(self.size, dtype=np.float32)
        return np.asarray(self._index.get_scores_from_ids(rows), dtype=np.float32)

    def frequency(self, term: str) -> int:
        row = self._row(term)
        if row is None:
            return 0
        bounds = self._index.scores["indptr"]
        return int(bounds[row + 1] - bounds[row])


def _plain_array(value: Any) -> Any:
    """A mapped array as a plain one, of which parts are taken in half the time."""
    return value.view(np.ndarray) if isinstance(value, np.memmap) else value


def _bm25() -> Any:
    import bm25s

    index = bm25s.BM25(k1=K1, b=B, method="lucene")
    index.vocab_dict, index.unique_token_ids_set, index.nonoccurrence_array = {}, set(), None
    return index


def _scores(counts: Counts) -> NDArray[np.float32]:
    """idf × tf / (tf + k1 × (1 - b + b × length / mean length)), idf = ln(1 + (n - df + ½) / (df + ½))."""
    found = np.diff(counts.starts)
    idf = np.log1p((len(counts.lengths) - found + 0.5) / (found + 0.5)).astype(np.float32)
    mean = max(float(counts.lengths.mean()) if len(counts.lengths) else 0.0, 1.0)
    damping = (K1 * (1 - B + B * counts.lengths / mean)).astype(np.float32)
    scores = counts.times.astype(np.float32)
    scores /= scores + damping[counts.texts]
    scores *= np.repeat(idf, found)
    return scores


def _corrupt(why: str) -> LibraryCorrupt:
    return LibraryCorrupt(f"chỉ mục từ khóa bị hỏng ({why}); hãy chạy: python -m ingest build --fresh")
