"""Offices as people choose them: by the name the plan prints, or by the name that carries the work today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.register.duty import Duty
from knowledge.agencies import Agencies, Successor
from knowledge.text import Folded


@dataclass(frozen=True, slots=True)
class Office:
    """One choice. `agencies` are those of the plan that it stands for, one for a name of the plan.

    `today` says that the name is today's; `unsure` that no source was seen for it. `groups` are groups of
    agencies ("các Sở, Ban, ngành") it belongs to.
    """

    id: str
    name: str
    agencies: frozenset[str]
    today: bool = False
    unsure: bool = False
    groups: frozenset[str] = frozenset()


class Offices:
    """The agencies of the plan beside the offices of today."""

    def __init__(self, agencies: Agencies) -> None:
        self._agencies = agencies
        self._today = {office.id: office for office in _todays(agencies)}

    def name(self, id: str) -> str:
        """The name of an agency or an office of today; the id where nobody knows it."""
        agency, office = self._agencies.get(id), self._today.get(id)
        return agency.name if agency else office.name if office else id

    def successors(self, id: str) -> tuple[Successor, ...]:
        """Who carries an agency's work today, unverified ones included."""
        agency = self._agencies.get(id)
        return agency.successors if agency else ()

    def note(self, id: str) -> str:
        """What a reader should know of an agency, or nothing."""
        agency = self._agencies.get(id)
        return agency.note if agency else ""

    def office(self, word: str) -> Office | None:
        """The office with this id, or the one that people call so; nothing where none or several are.

        Some offices had the same id before; the one of today then stands for both.
        """
        agency, today = self._agencies.get(word), self._today.get(word)
        if agency and today:
            return replace(today, agencies=today.agencies | {word})
        if agency:
            return Office(word, agency.name, frozenset({word}), groups=frozenset(agency.member_of))
        return today or self._called(word)

    def choices(self, duties: Iterable[Duty]) -> tuple[tuple[Office, ...], tuple[Office, ...]]:
        """The offices that have a part in these duties: by names of the plan, by names of today."""
        named = {id for duty in duties for id in duty.agencies}
        known = (self.office(agency.id) for agency in self._agencies.all() if agency.id in named)
        return (
            tuple(office for office in known if office),
            tuple(office for office in self._today.values() if office.agencies & named),
        )

    def words(self, id: str) -> str:
        """All that an agency is called, for a search by words."""
        agency = self._agencies.get(id)
        if agency is None:
            return id
        names = (agency.name, *agency.variants, *agency.abbreviations)
        return " ".join((*names, *(successor.name for successor in agency.successors)))

    def _called(self, word: str) -> Office | None:
        plain = Folded.of(word).text.strip()
        for office in self._today.values():
            if Folded.of(office.name).text == plain:
                return office
        found = self._agencies.find(word)
        ids = {id for mention in found for id in mention.agency_ids if mention.how != "successor"}
        if len(ids) == 1:
            return self.office(ids.pop())
        named = {id for mention in found for id in mention.agency_ids}
        today = [office for office in self._today.values() if named and named <= office.agencies]
        return today[0] if not ids and len(today) == 1 else None


def _todays(agencies: Agencies) -> Iterable[Office]:
    """The offices of today. Parts that nobody verified count only for an office that has no others."""
    names: dict[str, str] = {}
    held: dict[str, dict[bool, set[str]]] = {}
    for agency in agencies.all():
        for successor in agency.successors:
            names[successor.office] = successor.name
            sure = successor.confidence == "verified"
            held.setdefault(successor.office, {True: set(), False: set()})[sure].add(agency.id)
    for id, parts in held.items():
        ids = frozenset(parts[True] or parts[False])
        known = (agencies.get(agency) for agency in ids)
        groups = frozenset(group for agency in known if agency for group in agency.member_of)
        yield Office(id, names[id], ids, True, not parts[True], groups)
