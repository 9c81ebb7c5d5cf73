"""Which articles the last answer spoke of: a short follow-up goes on from them."""

from __future__ import annotations

import re

from assistant.desk import Desk
from assistant.law.named import LibraryUnits
from knowledge.find import find
from knowledge.resolve import Context, Resolved, resolve_all

_TITLE = re.compile(r" – [^*\n]{0,200}?, (?=Luật|Nghị định|Thông tư|Quyết định|Nghị quyết)")
"""The title of an article, as our labels print it between the place and the instrument."""

_POINTED_TO = re.compile(r"\n\W*Xem thêm\b.*", re.DOTALL)


def spoken_of(desk: Desk) -> frozenset[tuple[str, str]]:
    """Number and article of each unit that the last answer cites, where the question goes on from it."""
    question = desk.question
    if not question.answered or not (question.before or question.carried):
        return frozenset()
    text = _TITLE.sub(" ", _POINTED_TO.sub("", question.answered)).replace("*", "")
    context = Context(document="", day=desk.day, numbers=())
    resolved = resolve_all(find(text), context, desk.catalogue, LibraryUnits(desk.library))
    return frozenset(
        (meaning.number, anchor.split(".")[0])
        for _, meaning in resolved
        if isinstance(meaning, Resolved)
        for anchor in meaning.anchors
    )
