"""What ranking reads of every article, as arrays: made with a library, memory-mapped when it is opened."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.names import mapped
from knowledge.ranking_words import Article, Numbering, Numbers, Vocabulary

_WORDS = "words.txt"
_ARRAYS = ("forms", "times", "tokens", "starts", "first", "instruments", "openings")

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Articles as numbers of words, end to end.

    Part p is `tokens[starts[p]:starts[p + 1]]`. Article a has the parts from `first[a]` up to `first[a + 1]`:
    its title, then the windows of its body.
    """

    vocabulary: Vocabulary
    tokens: NDArray[np.integer[Any]]
    starts: Places
    first: Places

    def __len__(self) -> int:
        return len(self.first) - 1

    @property
    def titles(self) -> Places:
        """The part that is the title of each article."""
        return self.first[:-1]

    @property
    def articles(self) -> Places:
        """The article of each part."""
        return np.repeat(np.arange(len(self)), np.diff(self.first))

    @property
    def owners(self) -> Places:
        """The part of each token."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def picked(self, places: Places) -> Self:
        """The articles at these places, of which there is one at least, in this order."""
        bounds = zip(self.first[places].tolist(), self.first[places + 1].tolist(), strict=True)
        runs = [self.starts[begin : end + 1] for begin, end in bounds]
        sizes = [np.diff(run) for run in runs]
        return type(self)(
            self.vocabulary,
            np.concatenate([self.tokens[run[0] : run[-1]] for run in runs]).astype(np.int32),
            np.cumsum(np.concatenate([np.zeros(1, np.int64), *sizes])),
            np.cumsum([0, *map(len, sizes)]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """The articles of a library, and of each the number of its instrument: `instruments[a]`.

    `openings` has the article that opens each instrument, -1 where it is not at hand; `sizes` how many
    articles the instrument has.
    """

    parts: Parts
    instruments: Numbers
    openings: Places
    sizes: Places

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Self:
        """These articles, gone through once."""
        numbering, known, openings = Numbering(), dict[str, int](), dict[int, int]()
        tokens, starts, first, instruments = array("i"), array("q", [0]), array("q", [0]), array("i")
        for article in articles:
            for part in numbering.parts(article):
                tokens.frombytes(part.tobytes())
                starts.append(len(tokens))
            first.append(len(starts) - 1)
            instruments.append(known.setdefault(article.instrument, len(known)))
            if article.opens:
                openings.setdefault(instruments[-1], len(instruments) - 1)
        vocabulary = Vocabulary.of(numbering.names, np.asarray(tokens, dtype=np.int32))
        said = np.array(tokens, dtype=np.min_scalar_type(len(vocabulary)))
        ends = np.array(starts, dtype=np.int64), np.array(first, dtype=np.int64)
        first_of = np.array([openings.get(number, -1) for number in range(len(known))], dtype=np.int64)
        owners = np.array(instruments, dtype=np.int32)
        return cls(Parts(vocabulary, said, *ends), owners, first_of, np.bincount(owners))

    def __len__(self) -> int:
        return len(self.parts)

    def save(self, folder: Path) -> None:
        """Write the arrays into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _WORDS).write_text("\n".join(self.parts.vocabulary.names), encoding="utf-8")
        for name, values in zip(_ARRAYS, self._arrays(), strict=True):
            np.save(folder / f"{name}.npy", values)

    @classmethod
    def load(cls, folder: Path, size: int) -> Self:
        """The readings of `size` articles saved in `folder`, memory-mapped.

        Raises:
            OSError, ValueError, EOFError: they are missing or damaged.
        """
        names = (folder / _WORDS).read_text(encoding="utf-8").split("\n")
        arrays = (mapped(folder / f"{name}.npy") for name in _ARRAYS)
        forms, times, tokens, starts, first, instruments, openings = arrays
        found = (len(forms), len(times), len(tokens), len(starts) - 1, len(first) - 1, len(instruments))
        if found != (len(names), len(names), int(starts[-1]), int(first[-1]), size, size):
            raise ValueError(f"{folder.name} does not belong to {size} articles")
        vocabulary = Vocabulary(names, np.array(forms), np.array(times))
        owners, opened = np.array(instruments), np.array(openings)
        sizes = np.bincount(owners, minlength=len(opened))
        return cls(Parts(vocabulary, tokens, starts, first), owners, opened, sizes)

    def _arrays(self) -> tuple[NDArray[Any], ...]:
        parts = self.parts
        known = parts.vocabulary
        words = known.forms, known.times
        return *words, parts.tokens, parts.starts, parts.first, self.instruments, self.openings
