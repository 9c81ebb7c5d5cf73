"""One policy of the walk-through in full, and what it rests on in its own words."""

from __future__ import annotations

from assistant.answer import Citation, Validity
from bots import messages
from bots.markup import bold, from_markdown, italic, joined
from bots.policies import RESULTS_A_PAGE, Guide, Walk
from bots.render import in_rows, label, quote_screens
from bots.shapes import Button, Screen


def finding_screen(walk: Walk, guide: Guide, place: int) -> Screen | None:
    """One finding in full, or nothing where there is none at this place."""
    findings = guide.findings(walk)
    if not 0 <= place < len(findings):
        return None
    found = findings[place]
    runs = joined((bold(found.name), italic(found.outcome), from_markdown(found.text)))
    opening = [Button(_opening(item), f"r:{place}:{item.id}") for item in found.sources]
    back = Button(messages.BACK_TO_RESULTS, f"r:all:{place // RESULTS_A_PAGE}")
    return Screen(runs, (*in_rows(opening, 1), (back,)))


def source_screens(walk: Walk, guide: Guide, place: int, id: str) -> tuple[Screen, ...]:
    """A source of a finding in its own words; none where there is no such one."""
    findings = guide.findings(walk)
    sources = findings[place].sources if 0 <= place < len(findings) else ()
    return tuple(screen for item in sources if item.id == id for screen in quote_screens(item, _told))


def _opening(item: Citation) -> str:
    named = item.document in item.locator
    place = item.locator if named else f"{item.locator}, {item.document}"
    return label(messages.CITATION.format(id=item.id, locator=place))


def _told(citation: Citation) -> Validity | None:
    return citation.validity
