"""The whole register of a library, made once: every duty and target, and the offices to find them by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from assistant.register.duty import Duty, duties_of
from assistant.register.goals import Goal, goals_of
from assistant.register.offices import Offices
from assistant.register.twins import Comparison, compared
from knowledge.agencies import Agencies
from knowledge.document import Document
from knowledge.facts import Facts


@dataclass(frozen=True, slots=True)
class Section:
    """A unit of a document under which duties stand, with its heading."""

    document: str
    anchor: str
    heading: str


@dataclass(frozen=True, slots=True)
class Register:
    """Duties and targets of all documents, in reading order.

    `documents` are the numbers of those that have any. `twins` has the comparison of each duty that stands in
    body and annex, by its key.
    """

    duties: tuple[Duty, ...]
    goals: tuple[Goal, ...]
    sections: tuple[Section, ...]
    offices: Offices
    documents: tuple[str, ...]
    twins: dict[tuple[str, str], Comparison] = field(repr=False)


def register_of(documents: Iterable[Document], facts: Callable[[str], Facts], agencies: Agencies) -> Register:
    """The register of these documents; `facts` gives what a document states, by its number."""
    with_facts = [(document, facts(document.number)) for document in documents]
    duties = tuple(duty for document, known in with_facts for duty in duties_of(document, known))
    goals = tuple(goal for document, known in with_facts for goal in goals_of(document, known))
    sections = dict.fromkeys(Section(duty.document, duty.section, duty.heading) for duty in duties)
    by_key = {duty.key: duty for duty in duties}
    twins = {duty.key: found for duty in duties if (found := compared(duty, by_key))}
    named = dict.fromkeys((*(duty.document for duty in duties), *(goal.document for goal in goals)))
    return Register(duties, goals, tuple(sections), Offices(agencies), tuple(named), twins)
