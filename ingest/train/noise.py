"""Questions as people type them: marks left out, words dropped or misspelt, abbreviations, question words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from ingest.train.vocabulary import Numbers, Words

# What people write for the left-hand side in chats and forms.
_SHORT = {
    "bảo hiểm xã hội": "bhxh",
    "bảo hiểm y tế": "bhyt",
    "công nghệ thông tin": "cntt",
    "doanh nghiệp": "dn",
    "giấy chứng nhận": "gcn",
    "hội đồng nhân dân": "hđnd",
    "hợp tác xã": "htx",
    "kế hoạch và đầu tư": "khđt",
    "khoa học và công nghệ": "khcn",
    "liên hiệp hợp tác xã": "lhhtx",
    "lao động thương binh và xã hội": "lđtbxh",
    "ngân hàng nhà nước": "nhnn",
    "ngân sách nhà nước": "nsnn",
    "nghị định": "nđ",
    "người lao động": "nlđ",
    "nông nghiệp và phát triển nông thôn": "nnptnt",
    "quyền sử dụng đất": "qsdđ",
    "sản xuất kinh doanh": "sxkd",
    "tài nguyên và môi trường": "tnmt",
    "thành phố": "tp",
    "thông tư": "tt",
    "tổ hợp tác": "tht",
    "trách nhiệm hữu hạn": "tnhh",
    "trung ương": "tw",
    "ủy ban nhân dân": "ubnd",
    "văn bản quy phạm pháp luật": "vbqppl",
}
_BEFORE = (
    "cho hỏi",
    "xin hỏi",
    "theo quy định",
    "việc",
    "làm thế nào để",
    "có phải",
    "trường hợp nào",
    "quy định về",
)
_AFTER = (
    "được quy định như thế nào",
    "quy định thế nào",
    "như thế nào",
    "là gì",
    "gồm những gì",
    "là bao nhiêu",
    "ra sao",
    "cần những gì",
    "ai có trách nhiệm",
    "có được không",
    "do ai quyết định",
    "khi nào",
    "ở đâu",
)


@dataclass(frozen=True, slots=True)
class Rates:
    """How often, of all questions, each thing happens."""

    asked_before: float = 0.25
    asked_after: float = 0.5
    dropped: float = 0.3
    shortened: float = 0.3
    bare: float = 0.25
    half_bare: float = 0.15
    misspelt: float = 0.1


class Noise:
    """Turns the words of a title or sentence into the words of a typed question."""

    def __init__(self, words: Words, rng: np.random.Generator, rates: Rates) -> None:
        self._before = [words.encode(text) for text in _BEFORE]
        self._after = [words.encode(text) for text in _AFTER]
        longest_first = sorted(_SHORT.items(), key=lambda entry: -len(entry[0]))
        self._short = defaultdict[int, list[tuple[list[int], list[int]]]](list)
        for long, short in longest_first:
            spelled_out = words.encode(long).tolist()
            self._short[spelled_out[0]].append((spelled_out, words.encode(short).tolist()))
        self._bare = words.bare()
        self._rng = rng
        self._rates = rates

    def asked(self, title: Numbers) -> Numbers:
        """A title with the words of a question around it, now and then."""
        before = [self._one_of(self._before)] if self._happens(self._rates.asked_before) else []
        after = [self._one_of(self._after)] if self._happens(self._rates.asked_after) else []
        return np.concatenate([*before, title, *after])

    def typed(self, question: Numbers) -> Numbers:
        """The question in somebody's haste."""
        if self._happens(self._rates.dropped) and len(question) > 4:
            question = question[self._rng.random(len(question)) > 0.15]
        if self._happens(self._rates.shortened):
            question = self._shortened(question)
        if self._happens(self._rates.misspelt) and len(question) > 2:
            question = self._misspelt(question)
        return self._stripped(question)

    def _stripped(self, question: Numbers) -> Numbers:
        chance = self._rng.random()
        if chance < self._rates.bare:
            return self._bare[question]
        if chance < self._rates.bare + self._rates.half_bare:
            return np.where(self._rng.random(len(question)) < 0.5, self._bare[question], question)
        return question

    def _misspelt(self, question: Numbers) -> Numbers:
        """One word becomes another: a typo that hits a word leads astray, one that hits none says nothing."""
        changed = question.copy()
        changed[self._rng.integers(len(question))] = self._rng.integers(len(self._bare))
        return changed

    def _shortened(self, question: Numbers) -> Numbers:
        left, kept = question.tolist(), list[int]()
        while left:
            starting_here = self._short.get(left[0], [])
            long, short = next(
                (pair for pair in starting_here if left[: len(pair[0])] == pair[0]), (left[:1], left[:1])
            )
            kept += short
            left = left[len(long) :]
        return np.array(kept, dtype=np.int64)

    def _happens(self, rate: float) -> bool:
        return bool(self._rng.random() < rate)

    def _one_of(self, phrases: list[Numbers]) -> Numbers:
        return phrases[self._rng.integers(len(phrases))]
