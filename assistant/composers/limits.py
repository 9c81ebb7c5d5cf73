"""A question that calls the least that a target wants the most that is allowed ("tối đa 60%")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant import messages
from assistant.composers.wording import correction
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from knowledge.document import Span
from knowledge.facts import Target
from knowledge.patterns import same_figure
from knowledge.text import Folded

_AT_MOST = re.compile(
    r"\b(?:toi da|nhieu nhat|cao nhat|khong qua|khong vuot qua|khong duoc qua|khong lon hon|duoi|at most"
    r"|no more than)(?: (?:chi|la|duoc|den|khoang))* (?P<figure>\d[\d.,]*)(?P<share> ?%| phan tram)?(?![\w/])"
)
SURE = 0.45
"""Part of the topic that the unit of a target says."""

_AT_LEAST = frozenset({"trên", "ít nhất", "tối thiểu", "hơn", "không dưới", "từ"})
"""What targets print before the least that they want."""


def wrong_limit(desk: Desk) -> Draft | None:
    """The correction of a limit that is a least, where each target with the figure wants that at least."""
    for said, figure, unit in _limits(desk.question.reading):
        years = desk.question.years
        same = [t for t in desk.targets() if t.value and (same_figure(t.value), t.unit) == (figure, unit)]
        meant = [t for t in same if _is_meant(desk, t) and (not years or t.year in years)]
        if meant and all(target.comparator in _AT_LEAST for target in meant):
            return _corrected(desk, meant[0], said.of(desk.question.reading), figure)
    return None


def _is_meant(desk: Desk, target: Target) -> bool:
    """Whether the question speaks of what the target counts."""
    return desk.evidence.coverage(target.document, (target.anchor,)) >= SURE


def _limits(reading: str) -> Iterator[tuple[Span, str, str]]:
    """Where a question sets a limit, its figure and its unit as targets have it."""
    folded = Folded.of(reading)
    for match in _AT_MOST.finditer(folded.text):
        unit = "%" if match["share"] else ""
        yield folded.span(*match.span()), same_figure(match["figure"].rstrip(".,")), unit


def _corrected(desk: Desk, target: Target, said: str, figure: str) -> Draft:
    words = desk.words(target.document, target.sentence)
    text = messages.NOT_FIGURE.format(asked=said, stated=words, year=target.year)
    source = Source(target.document, target.anchor, target.sentence)
    return correction(DraftClaim(text, (source,), echoes=(said, figure)), tasks=(target.anchor,))
