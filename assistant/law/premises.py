"""What a question takes for granted and the clause on it says otherwise: a figure, a condition turned round."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import messages
from assistant.answer import Status
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from assistant.law.quantities import Quantity, quantities
from assistant.law.ranking import Ranked
from assistant.law.wording import label_of


def denied(desk: Desk, found: Sequence[Ranked]) -> Draft | None:
    """The correction of a figure that a question states and the clause does not have ("7 người" for 5)."""
    question = desk.question
    if not (question.yes_no or question.presumes):
        return None
    best = found[0]
    passage = best.passage
    document = desk.document(passage.document)
    said = list(quantities(passage.span.of(document.text)))
    for stated in quantities(question.typed):
        same_unit = [item for item in said if item.unit == stated.unit]
        if same_unit and all(item.figure != stated.figure for item in same_unit):
            return _correction(desk, best, stated)
    return None


def _correction(desk: Desk, best: Ranked, stated: Quantity) -> Draft:
    passage = best.passage
    document = desk.document(passage.document)
    asked = desk.question.typed[stated.start : stated.end]
    label = label_of(desk, document, passage.place)
    text = messages.LAW_NOT_FIGURE.format(asked=asked, label=label)
    source = Source(document.number, passage.anchor, passage.span)
    words = DraftClaim(passage.span.of(document.text), (source,), depth=1)
    claims = (DraftClaim(text, (source,), echoes=(asked, stated.figure)), words)
    return Draft(Status.FALSE_PREMISE, claims, "law", fit=best.coverage)
