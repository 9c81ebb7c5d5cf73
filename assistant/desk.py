"""The desk: everything a composer may look at while it answers one question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.draft import Draft
from assistant.evidence import Evidence
from assistant.understanding.claimed import Claimed
from assistant.understanding.question import Question, Role
from knowledge.agencies import Agencies, Agency
from knowledge.catalogue import Catalogue
from knowledge.document import Document, Span
from knowledge.facts import Facts, Particular, Reference, Report, Target, Task
from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Desk:
    """One question, what was found for it, and the library.

    `evidence` is of one shelf of the library; `day` is the one for which validity is asked. `another` opens a
    desk for another question, `composer` answers from a desk: questions in two steps need both. `claimed` is
    what the question takes for granted.
    """

    question: Question
    evidence: Evidence
    library: Library
    agencies: Agencies
    catalogue: Catalogue
    day: date
    another: Callable[[str], Desk]
    composer: Callable[[Desk], Draft | None]
    claimed: Claimed

    def reopen(self, text: str) -> Desk:
        """A desk for another question over the same library."""
        return self.another(text)

    def compose(self) -> Draft | None:
        """The draft that the composers offer for this desk."""
        return self.composer(self)

    def document(self, number: str) -> Document:
        """The document with this number; facts only name documents of the library."""
        found = self.library.document(number)
        if found is None:
            raise LookupError(number)
        return found

    def words(self, number: str, span: Span | None) -> str:
        """What stands at a span; empty for none."""
        return span.of(self.document(number).text) if span else ""

    def is_plan(self, number: str) -> bool:
        """Whether a document is one of the plans, not a regulation."""
        return any(document.number == number for document in self.library.plan_documents)

    def facts(self) -> Iterator[Facts]:
        """What each plan states with fields: no regulation has any."""
        return (self.library.facts(document.number) for document in self.library.plan_documents)

    def tasks(self) -> Iterator[Task]:
        """Every task of every plan."""
        return (task for facts in self.facts() for task in facts.tasks)

    def row(self, anchor: str) -> Task | None:
        """The row of an annex at this anchor."""
        return next((task for task in self.tasks() if task.origin == "annex" and task.anchor == anchor), None)

    def targets(self) -> tuple[Target, ...]:
        """Every target of every plan."""
        return tuple(target for facts in self.facts() for target in facts.targets)

    def reports(self) -> tuple[Report, ...]:
        """Every reporting duty of every plan."""
        return tuple(report for facts in self.facts() for report in facts.reports)

    def references(self) -> tuple[Reference, ...]:
        """Every citation of an instrument in every plan."""
        return tuple(reference for facts in self.facts() for reference in facts.references)

    def particulars(self, kind: str) -> tuple[Particular, ...]:
        """The particulars of this kind of every plan."""
        return tuple(found for facts in self.facts() for found in facts.particulars if found.kind == kind)

    def tasks_of(self, ids: Sequence[str], role: Role = Role.ANY) -> tuple[Task, ...]:
        """The tasks in which one of these agencies leads, co-operates, or either."""
        wanted = set(ids)
        return tuple(
            task
            for task in self.tasks()
            if (role is not Role.PARTNER and wanted & set(task.leads))
            or (role is not Role.LEAD and wanted & set(partners_of(task)))
        )

    def offices(self) -> tuple[str, ...]:
        """The offices that the question names: those that carry duties, no groups such as "doanh nghiệp"."""
        found = (self.agencies.get(name) for name in self.question.agency_ids)
        return tuple(agency.id for agency in found if agency and is_office(agency))

    def groups(self, offices: Sequence[str]) -> frozenset[str]:
        """The groups ("các Sở, ban, ngành") that one of these offices belongs to."""
        found = (self.agencies.get(name) for name in offices)
        return frozenset(group for agency in found if agency for group in agency.member_of)

    def twin(self, task: Task) -> Task | None:
        """The same task in the other part of its document."""
        return next(
            (
                other
                for other in self.tasks()
                if other.document == task.document and other.anchor == task.twin
            ),
            None,
        )

    def name(self, agency: str) -> str:
        """The agency's name as the plan writes it most fully."""
        found = self.agencies.get(agency)
        return found.name if found else agency

    def asked_name(self, agency: str) -> str:
        """The name that a denial repeats: of the office of today or of a part, where the question used it."""
        mentions = self.question.agencies
        today = (m.text for m in mentions if m.how in ("successor", "part") and agency in m.agency_ids)
        return next(today, self.name(agency))

    def score(self, task: Task) -> float:
        """How well retrieval liked the task."""
        return self.evidence.score(task.document, anchors_of(task))

    def coverage(self, task: Task) -> float:
        """How much of the topic the task says."""
        return self.evidence.coverage(task.document, anchors_of(task))


def is_office(agency: Agency) -> bool:
    """Whether an agency is an office that carries duties, or one that the plan gives none."""
    return agency.duty_holder or agency.provincial or not agency.in_plan


def partners_of(task: Task) -> tuple[str, ...]:
    """Everyone a task says to work with, its actions included."""
    inner = (name for action in task.actions for name in action.partners)
    return tuple(dict.fromkeys((*task.partners, *inner)))


def anchors_of(task: Task) -> tuple[str, ...]:
    """The task's own anchor and those of its actions."""
    return tuple(dict.fromkeys((task.anchor, *(action.anchor for action in task.actions))))
