"""Screens to leaf through: offices and their tasks, documents and whether they hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bots import messages
from bots.markup import bold, italic, joined, plain, split
from bots.register import Duty, Office, Register
from bots.render import QUOTE_PART, in_rows, label, page_of, page_row
from bots.shapes import Button, Rows, Run, Runs, Screen
from knowledge.catalogue import Catalogue
from knowledge.instrument import Instrument
from knowledge.standing_words import written

OFFICES_A_PAGE = 8
TASKS_A_PAGE = 5
DOCUMENTS_A_PAGE = 8
TITLE = 160
"""Characters of a task's first words in a list."""


def offices_screen(register: Register, page: int, head: str = messages.OFFICES) -> Screen:
    """The offices as buttons, with how many tasks each has."""
    if not register.offices:
        return Screen(plain(messages.NO_TASKS))
    shown, page, pages = page_of(register.offices, page, OFFICES_A_PAGE)
    buttons = [
        Button(
            label(messages.OFFICE_BUTTON.format(name=office.name, count=len(office.duties))),
            f"t:{office.code}:0",
        )
        for office in shown
    ]
    return Screen(_head(head, page, pages), (*in_rows(buttons, 1), *page_row("o", page, pages)))


def tasks_screen(office: Office, page: int) -> Screen:
    """The tasks of an office, those it leads first."""
    shown, page, pages = page_of(office.duties, page, TASKS_A_PAGE)
    first = page * TASKS_A_PAGE
    parts: list[Runs] = [_office_head(office, page, pages)]
    for number, duty in enumerate(shown, first + 1):
        line = messages.TASK_LINE.format(number=number, title=label(duty.title, TITLE))
        role = messages.LEADS if duty.leads else messages.PARTNER
        place = messages.TASK_PLACE.format(document=duty.document, place=duty.place)
        parts.append(joined((plain(line), italic(f"{place}, {role}")), "\n"))
    buttons = [
        Button(str(number), f"k:{office.code}:{number - 1}") for number, _ in enumerate(shown, first + 1)
    ]
    back = ((Button(messages.BACK_TO_OFFICES, "o:0"),),)
    rows = (*in_rows(buttons, TASKS_A_PAGE), *page_row(f"t:{office.code}", page, pages), *back)
    return Screen(joined(parts), rows)


def task_screen(office: Office, number: int) -> Screen | None:
    """One task in the words of its document, or nothing where the office has no such task."""
    if not 0 <= number < len(office.duties):
        return None
    duty = office.duties[number]
    back = Button(messages.BACK_TO_TASKS, f"t:{office.code}:{number // TASKS_A_PAGE}")
    return Screen(_task_runs(duty), ((back,), (Button(messages.BACK_TO_OFFICES, "o:0"),)))


def _task_runs(duty: Duty) -> Runs:
    place = messages.TASK_PLACE.format(document=duty.document, place=duty.place)
    quote = split((Run(messages.QUOTE.format(quote=duty.words), "quote"),), QUOTE_PART)[0]
    fields = (
        messages.TASK_FIELD.format(label=messages.TASK_FIELDS[name], value=value)
        for name, value in duty.fields
        if messages.LEADS not in value.lower()  # the sentence that says so stands above
    )
    return joined((joined((bold(place), quote), "\n"), plain("\n".join(fields))))


def _office_head(office: Office, page: int, pages: int) -> Runs:
    title = messages.TASKS.format(name=office.name, count=len(office.duties))
    today = (
        messages.TASKS_OLD_NAME.format(
            name=item.name,
            since=messages.SINCE.format(day=written(item.since)) if item.since else "",
            doubt="" if item.confidence == "verified" else messages.DOUBT,
        )
        for item in office.today
    )
    return joined((_head(title, page, pages), italic("\n".join(today))), "\n")


def documents_screen(
    catalogue: Catalogue, found: Sequence[Instrument], page: int, day: date, head: str = messages.DOCUMENTS
) -> Screen:
    """The instruments with a mark of how each stands on `day`, as buttons."""
    shown, page, pages = page_of(found, page, DOCUMENTS_A_PAGE)
    buttons = [Button(_marked(catalogue, item, day), f"d:{item.number}") for item in shown]
    return Screen(_head(head, page, pages), (*in_rows(buttons, 1), *page_row("v", page, pages)))


def document_screen(catalogue: Catalogue, instrument: Instrument, day: date) -> Screen:
    """One instrument: its title, its days, how it stands on `day`, who says so, what changed it."""
    standing = catalogue.standing(instrument.number, day)
    days = []
    if instrument.issued:
        days.append(messages.DOCUMENT_ISSUED.format(day=written(instrument.issued)))
    if instrument.effective:
        days.append(messages.DOCUMENT_EFFECTIVE.format(day=written(instrument.effective)))
    source = messages.VALIDITY_SOURCE.format(source=standing.source) if standing.source else ""
    mark = messages.MARKS[standing.status]
    runs = joined(
        (
            joined((bold(instrument.label), plain(instrument.title)), "\n"),
            plain("\n".join(days)),
            plain(f"{mark} {standing.note}"),
            italic(source),
        )
    )
    return Screen(runs, _related_rows(catalogue, standing.by, day))


def _related_rows(catalogue: Catalogue, numbers: Sequence[str], day: date) -> Rows:
    related = [item for number in numbers[:6] if (item := catalogue.get(number))]
    buttons = [Button(_marked(catalogue, item, day), f"d:{item.number}") for item in related]
    return (*in_rows(buttons, 1), (Button(messages.BACK_TO_DOCUMENTS, "v:0"),))


def _marked(catalogue: Catalogue, instrument: Instrument, day: date) -> str:
    mark = messages.MARKS[catalogue.standing(instrument.number, day).status]
    return label(f"{mark} {instrument.label}")


def _head(text: str, page: int, pages: int) -> Runs:
    where = messages.PAGE.format(page=page + 1, pages=pages) if pages > 1 else ""
    return bold(f"{text} {where}".strip())
