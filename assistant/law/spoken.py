"""Which articles the last answer spoke of: a short follow-up goes on from them."""

from __future__ import annotations

import re

from assistant.desk import Desk
from assistant.law.named import cited_in

_TITLE = re.compile(r" – [^*\n]{0,200}?, (?=Luật|Nghị định|Thông tư|Quyết định|Nghị quyết)")
"""The title of an article, as our labels print it between the place and the instrument."""

_POINTED_TO = re.compile(r"\n\W*Xem thêm\b.*", re.DOTALL)


def spoken_of(desk: Desk) -> frozenset[tuple[str, str]]:
    """Number and article of each unit that the last answer cites, where the question goes on from it."""
    question = desk.question
    if not question.answered or not (question.before or question.carried):
        return frozenset()
    text = _TITLE.sub(" ", _POINTED_TO.sub("", question.answered)).replace("*", "")
    return frozenset(
        (number, anchor.split(".")[0]) for number, anchors in cited_in(text, desk) for anchor in anchors
    )
