"""Twins: the body item that says the same as a row of the annex."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from knowledge.document import Document
from knowledge.facts import Task
from knowledge.text import terms

SHARED = 0.6
"""Part of a row's weighted bigrams that its twin must share where another office is named first."""

SHARED_SAME_LEAD = 0.2
"""The same where one office is named first in both."""

LEAD_BONUS = 0.3
"""What a common office is worth beside shared words when two items compete."""

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}


class Twins:
    """Finds the twin of a row among body items; rare word pairs weigh more than "hợp tác"."""

    def __init__(self, document: Document, body: Sequence[Task], rows: Sequence[Task]) -> None:
        self._body = body
        self._words = {task.anchor: _words(document, task) for task in (*body, *rows)}
        counts = Counter(word for words in self._words.values() for word in words)
        self._weight = {word: math.log(len(self._words) / count) for word, count in counts.items()}

    def of(self, row: Task) -> str:
        """The anchor of the body item that says the same as `row`, or nothing."""
        best, anchor = 0.0, ""
        for item in self._body:
            if not _same_section(row, item):
                continue
            share = self._share(row, item)
            common = bool(set(row.leads) & set(item.leads or item.partners[:1]))
            score = share + LEAD_BONUS * common
            if share >= (SHARED_SAME_LEAD if common else SHARED) and score > best:
                best, anchor = score, item.anchor
        return anchor

    def closest(self, item: Task, rows: Sequence[Task]) -> str:
        """The anchor of the row, of those that have `item` as their twin, that says most of the same."""
        return max(rows, key=lambda row: self._share(row, item)).anchor

    def _share(self, row: Task, item: Task) -> float:
        wanted = self._words[row.anchor]
        return self._sum(wanted & self._words[item.anchor]) / (self._sum(wanted) or 1.0)

    def _sum(self, words: Iterable[str]) -> float:
        return sum(self._weight[word] for word in words)


def _words(document: Document, task: Task) -> frozenset[str]:
    texts = (action.span.of(document.text) for action in task.actions)
    return frozenset(term for text in texts for term in terms(text) if "_" in term)


def _same_section(row: Task, item: Task) -> bool:
    """Row groups of an annex are numbered as the sections of the body: `pl.ii` goes with `iii.2`."""
    number = _ROMAN.get(row.section.rsplit(".", 1)[-1], "")
    return not number or item.section.rsplit(".", 1)[-1] == number
