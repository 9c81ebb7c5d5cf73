"""A backend over the shipped plan with all that it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.document import Document
from knowledge.facts import Facts
from tests.assistant.register.plan import facts, plan
from tests.assistant.web.books import DECREE, Library


@dataclass(slots=True)
class PlanLibrary(Library):
    """The plan and a decree without tasks."""

    held: Sequence[Document] = field(default_factory=lambda: (plan(), DECREE))

    def facts(self, number: str) -> Facts:
        return facts(number)
