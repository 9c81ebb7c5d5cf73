"""The part of the dialogue that leafs: offices and their tasks, documents and whether they hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bots import messages
from bots.browse import document_screen, documents_screen, offices_screen, task_screen, tasks_screen
from bots.register import Register
from bots.render import label
from bots.room import Call, Command, Pressed, number
from bots.shapes import Edit, Replies, Send
from knowledge.catalogue import Catalogue
from knowledge.instrument import Instrument
from knowledge.text import strip_accents

MOST_FOUND = 16
"""Documents shown for a name that fits several."""


class Leafing:
    """Offices and documents. `today` is the day that validity is told for."""

    def __init__(self, register: Register, catalogue: Catalogue, today: Callable[[], date]) -> None:
        self._register = register
        self._catalogue = catalogue
        self._today = today

    def commands(self) -> Mapping[str, Command]:
        """/nhiemvu, /vanban."""
        return {"nhiemvu": self._offices, "vanban": self._documents}

    def buttons(self) -> Mapping[str, Pressed]:
        """Pages of offices, of tasks, one task; pages of documents, one document."""
        return {
            "o": self._office_page,
            "t": self._task_page,
            "k": self._task,
            "v": self._document_page,
            "d": self._document,
        }

    def _offices(self, _call: Call, name: str) -> Replies:
        if not name:
            return (Send(offices_screen(self._register, 0)),)
        office = self._register.named(name)
        if office is None:
            head = messages.NO_OFFICE.format(name=label(name))
            return (Send(offices_screen(self._register, 0, head)),)
        return (Send(tasks_screen(office, 0)),)

    def _office_page(self, _call: Call, parts: Sequence[str]) -> Replies | None:
        page = number(parts)
        return None if page is None else (Edit(offices_screen(self._register, page)),)

    def _task_page(self, _call: Call, parts: Sequence[str]) -> Replies | None:
        office, page = self._register.office(parts[0]) if parts else None, number(parts[1:])
        return None if office is None or page is None else (Edit(tasks_screen(office, page)),)

    def _task(self, _call: Call, parts: Sequence[str]) -> Replies | None:
        office, place = self._register.office(parts[0]) if parts else None, number(parts[1:])
        screen = None if office is None or place is None else task_screen(office, place)
        return (Edit(screen),) if screen else None

    def _documents(self, _call: Call, name: str) -> Replies:
        catalogue, day = self._catalogue, self._today()
        cited = catalogue.cited_by_plan()
        if not name:
            return (Send(documents_screen(catalogue, cited, 0, day)),)
        found = self._found(name)
        if len(found) == 1:
            return (Send(document_screen(catalogue, found[0], day)),)
        wording = messages.DOCUMENT_FOUND if found else messages.NO_DOCUMENT
        head = wording.format(name=label(name))
        return (Send(documents_screen(catalogue, found or cited, 0, day, head)),)

    def _document_page(self, _call: Call, parts: Sequence[str]) -> Replies | None:
        page = number(parts)
        if page is None:
            return None
        cited = self._catalogue.cited_by_plan()
        return (Edit(documents_screen(self._catalogue, cited, page, self._today())),)

    def _document(self, _call: Call, parts: Sequence[str]) -> Replies | None:
        found = self._catalogue.get(":".join(parts)) if parts else None
        return (Edit(document_screen(self._catalogue, found, self._today())),) if found else None

    def _found(self, name: str) -> tuple[Instrument, ...]:
        """The instrument with this name or number; else those whose label or title holds what was typed."""
        if one := self._catalogue.named(name, self._today()):
            return (one,)
        typed = strip_accents(name).lower()
        fitting = (
            item
            for item in self._catalogue.all()
            if typed in strip_accents(f"{item.label} {item.title}").lower()
        )
        return tuple(item for item, _ in zip(fitting, range(MOST_FOUND), strict=False))
