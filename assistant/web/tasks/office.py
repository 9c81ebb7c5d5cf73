"""What became of the office that a reader chose: who carries its work today, since when, on which basis."""

from __future__ import annotations

from assistant.register.offices import Office, Offices
from assistant.web.markup import Html, tag, text
from assistant.web.tasks.wording import says
from knowledge.agencies import Successor
from knowledge.standing_words import written

_VI = {"lang": "vi"}


def about(office: Office, offices: Offices) -> Html:
    """The agencies of the plan that the choice stands for, each with its successors, sources and note."""
    told = "".join(_agency(id, offices) for id in sorted(office.agencies))
    inner = says("summary", "", "tasks.office.about") + tag("ul", "", told)
    return tag("details", "office-about", inner, {"id": "office-about"})


def _agency(id: str, offices: Offices) -> Html:
    name = tag("strong", "", text(offices.name(id)), _VI)
    found = offices.successors(id)
    after = "".join(tag("li", "", _successor(one)) for one in found)
    listed = tag("ul", "", after) if found else says("p", "", "tasks.office.same")
    note = tag("p", "tasks-hint", text(offices.note(id)), _VI) if offices.note(id) else ""
    return tag("li", "", name + listed + note)


def _successor(one: Successor) -> Html:
    words = f"{one.name} ({one.part})" if one.part else one.name
    since = says("span", "", "tasks.office.since", written(one.since)) if one.since else ""
    doubt = says("span", "chip is-unverified", "tasks.unverified") if one.confidence == "unverified" else ""
    head = " ".join(part for part in (tag("span", "", text(words), _VI), since, doubt) if part)
    basis = says("p", "tasks-hint", "tasks.office.basis", one.legal_basis) if one.legal_basis else ""
    return head + basis + says("p", "tasks-hint", "tasks.office.source", "; ".join(one.sources))
