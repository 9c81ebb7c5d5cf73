"""Questions that were asked and not answered, those alike together.

Two questions are alike when they share most of their words: particles and diacritics left out, the words
both have are at least `ALIKE` of the words either has. A person can see why: the shared words are told.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.answer import Status
from assistant.conversations.model import PAGE, Listed, Place, Wanted, moment
from assistant.conversations.store import Store
from assistant.register.tables import Table
from knowledge.text import fold, strip_accents, syllables

ALIKE = 0.6
MOST = 2000
"""The latest turns that are looked at."""

EXAMPLES = 5
DECLINED = (Status.NOT_IN_SOURCES, Status.OUT_OF_SCOPE, Status.CLARIFY, Status.FALSE_PREMISE)
COLUMNS = ("Câu hỏi", "Số lần", "Lần đầu", "Lần cuối", "Kết quả", "Chữ chung", "Cách hỏi khác")

_PARTICLES = frozenset(
    strip_accents(word)
    for word in syllables(
        "ạ à anh ba bác bán bị các cái cho chị chú có con của dạ đang để do được em gì giúp hả hãy hay hỏi "
        "không là làm mình mỗi nào này nên nhé nhỉ như những nữa ơi ở ra rồi sao sẽ ta tại thì thế tôi tới "
        "trên từ và vậy về vì với xin ừ vui lòng"
    )
)


@dataclass(slots=True)
class Cluster:
    """Questions that are alike; the first one found, which is the latest, speaks for them."""

    words: frozenset[str]
    shared: frozenset[str]
    turns: list[Listed] = field(default_factory=list)

    @property
    def question(self) -> str:
        """The question that speaks for the others."""
        return self.turns[0].question

    def variants(self) -> list[str]:
        """The other ways in which it was asked, each once."""
        asked = {fold(turn.question): turn.question for turn in reversed(self.turns)}
        asked.pop(fold(self.question), None)
        return list(asked.values())

    def to_dict(self) -> dict[str, Any]:
        """The cluster as JSON-ready plain values."""
        return {
            "question": self.question,
            "key": self.turns[0].key,
            "count": len(self.turns),
            "first": moment(self.turns[-1].asked),
            "last": moment(self.turns[0].asked),
            "statuses": sorted({turn.status.value for turn in self.turns}),
            "shared": sorted(self.shared),
            "others": self.variants()[:EXAMPLES],
        }


def unanswered(store: Store, since: float) -> list[Cluster]:
    """The clusters of what was declined since then, the largest first, then the latest. Raises StoreError."""
    clusters = clustered(turns_of(store, Wanted(statuses=DECLINED, since=since)))
    return sorted(clusters, key=lambda one: (-len(one.turns), -one.turns[0].asked))


def turns_of(store: Store, wanted: Wanted, most: int = MOST) -> Iterable[Listed]:
    """The latest turns that fit, newest first, through all pages of a listing."""
    found, after = 0, wanted.after
    while found < most:
        page = store.turns(_page_of(wanted, after))
        yield from page.turns
        found += len(page.turns)
        if page.next is None:
            return
        after = page.next


def clustered(turns: Iterable[Listed]) -> list[Cluster]:
    """The turns, newest first, in clusters; those withheld have no words and are left out."""
    clusters: list[Cluster] = []
    for turn in turns:
        words = words_of(turn.question)
        if not words:
            continue
        nearest = max(clusters, key=lambda one: _alike(one.words, words), default=None)
        if nearest and _alike(nearest.words, words) >= ALIKE:
            nearest.turns.append(turn)
            nearest.shared &= words
        else:
            clusters.append(Cluster(words, words, [turn]))
    return clusters


def words_of(question: str) -> frozenset[str]:
    """The words by which questions are compared; of one made of particles alone, all of them."""
    words = frozenset(strip_accents(word) for word in syllables(question))
    return words - _PARTICLES or words


def table_of(clusters: Sequence[Cluster], note: str) -> Table:
    """The clusters as a table, one a row."""
    rows = tuple(
        (
            _visible(one.question),
            len(one.turns),
            moment(one.turns[-1].asked)[:10],
            moment(one.turns[0].asked)[:10],
            ", ".join(sorted({turn.status.value for turn in one.turns})),
            " ".join(sorted(one.shared)),
            "\n".join(map(_visible, one.variants())),
        )
        for one in clusters
    )
    return Table("Câu chưa trả lời được", COLUMNS, rows, note)


def _visible(text: str) -> str:
    return "".join(char if unicodedata.category(char)[0] != "C" else " " for char in text)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _page_of(wanted: Wanted, after: Place | None) -> Wanted:
    return Wanted(wanted.statuses, wanted.since, wanted.until, wanted.judged, after, PAGE)
