"""Who the plan calls the standing office of a board; a question that says another is corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant import messages
from assistant.composers.wording import correction, place_sources, task_claims
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim
from knowledge.facts import Task
from knowledge.text import Folded

_CALLED = re.compile(
    r"^\s*(?:cung |chinh |moi |lai |duoc |bi )*(?:(?:chon|giao|cu|phan cong|chi dinh|bau) )?"
    r"(?:(?:la|lam|(?:giu|voi|trong) vai tro(?: la)?) )?"
    r"(?:(?:co quan |don vi )(?:thuong truc)|(?<=lam )thuong truc)\b"
)
_LINE = "thường trực là"


def standing_offices(desk: Desk) -> Iterator[tuple[Task, str]]:
    """Each task whose lead line names a standing office ("Cơ quan thường trực là …"), with that office."""
    for task in desk.tasks():
        _, found, after = desk.words(task.document, task.lead).partition(_LINE)
        for mention in desk.agencies.find(after) if found else ():
            yield task, mention.agency_ids[0]


def wrong_standing(desk: Desk) -> Draft | None:
    """The correction of an office that is said to be the standing one, and is not."""
    question = desk.question
    said = [
        mention.agency_ids[0]
        for mention in question.agencies
        if _CALLED.search(Folded.of(question.reading[mention.span.end :]).text)
    ]
    found = next(standing_offices(desk), None)
    if not said or found is None or found[1] in said:
        return None
    task, _ = found
    stated = desk.words(task.document, task.lead)
    text = messages.NOT_FIGURE_PLAIN.format(asked=desk.asked_name(said[0]), stated=stated)
    claim = DraftClaim(text, place_sources(desk, (task,)), echoes=tuple(said))
    rest = task_claims(desk, task)
    return correction(claim, *rest, tasks=(task.anchor,))
