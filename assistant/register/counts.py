"""How many duties each office leads and co-operates in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.register.duty import Duty
from assistant.register.offices import Office, Offices
from assistant.register.query import Role, takes_part


@dataclass(frozen=True, slots=True)
class Count:
    """One office: how many duties it leads, and in how many others it co-operates."""

    office: Office
    leads: int
    helps: int

    @property
    def total(self) -> int:
        """Duties in which it has a part, each counted once."""
        return self.leads + self.helps


def counted(duties: Iterable[Duty], offices: Offices, *, today: bool = False) -> tuple[Count, ...]:
    """The offices with a part in these duties, those that lead most first; names of the plan, or today's."""
    every = tuple(duties)
    plan, now = offices.choices(every)
    counts = [_count(office, every) for office in (now if today else plan)]
    return tuple(sorted(counts, key=lambda count: (-count.leads, -count.helps)))


def _count(office: Office, duties: Iterable[Duty]) -> Count:
    mine = [duty for duty in duties if takes_part(duty, office.agencies, Role.ANY)]
    leads = sum(takes_part(duty, office.agencies, Role.LEAD) for duty in mine)
    return Count(office, leads, len(mine) - leads)
