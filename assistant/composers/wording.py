"""How a task is put into words, with its sources: the plan's own sentences, fields labelled."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal

from assistant import messages
from assistant.answer import Status
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from knowledge.document import Document, Node, NodeKind, Span
from knowledge.facts import Action, Task

Field = Literal["lead", "partner", "product", "deadline"]
FIELDS: tuple[Field, ...] = ("lead", "partner", "product", "deadline")

SHORT_WORDS = 32
"""Words of an action that a long list shows; the whole is in its citation."""


def correction(*claims: DraftClaim, tasks: Sequence[str] = ()) -> Draft:
    """The draft of a correction: the line that denies, then what is right, about the units at `tasks`."""
    return Draft(Status.FALSE_PREMISE, claims, "register", topical=False, tasks=tuple(tasks))


def task_claims(
    desk: Desk, task: Task, only: Collection[str] = (), *, short: bool = False
) -> Iterator[DraftClaim]:
    """The task as list items: a row with its fields, an item with its opening and its actions.

    `only` keeps the actions with these anchors; `short` cuts long actions.
    """
    if task.origin == "annex":
        yield row_claim(desk, task, short=short)
        return
    actions = [action for action in task.actions if not only or action.anchor in only] or list(task.actions)
    if len(task.actions) == 1:
        yield item_claim(desk, task, short=short)
        return
    opening = f"**{task.place}**: {desk.words(task.document, task.lead)}:"
    yield DraftClaim(opening, (head_source(desk, task),), depth=1)
    for action in actions:
        yield action_claim(desk, task, action, short=short)


def item_claim(desk: Desk, task: Task, *, short: bool = False, depth: int = 1) -> DraftClaim:
    """An item with a single action: who, then what."""
    action = task.actions[0]
    what = _cut(desk.words(task.document, action.span), short)
    opening = desk.words(task.document, task.lead)
    inside = task.lead is None or action.span.start <= task.lead.start
    text = what if inside else f"{opening}: {what}"
    return DraftClaim(f"**{task.place}**: {text}", (Source(task.document, task.anchor, task.whole),), depth)


def action_claim(
    desk: Desk, task: Task, action: Action, *, short: bool = False, depth: int = 2
) -> DraftClaim:
    """One bullet of an item."""
    words = _cut(desk.words(task.document, action.span), short)
    return DraftClaim(words, (Source(task.document, action.anchor, action.span),), depth)


def row_claim(
    desk: Desk,
    task: Task,
    fields: Sequence[Field] = FIELDS,
    *,
    short: bool = False,
    depth: int = 1,
) -> DraftClaim:
    """A row of the annex: the task, then its fields."""
    what = "; ".join(desk.words(task.document, action.span) for action in task.actions)
    told = _cut(what, short).rstrip(" .")
    told += "" if told.endswith("…") else "."
    rest = "".join(f" {part}." for part in field_texts(desk, task, fields))
    return DraftClaim(
        f"**{task.place}**: {told}{rest}", (Source(task.document, task.anchor, task.whole),), depth
    )


def bullet_claims(document: Document, node: Node, depth: int = 1) -> Iterator[DraftClaim]:
    """Each child of a unit as a list item in its own words."""
    for child in node.children:
        words = child.head.of(document.text)
        mark = len(child.label) + 1 if child.kind is NodeKind.BULLET else 0
        span = Span(child.head.start + mark, child.head.end)
        yield DraftClaim(words[mark:], (Source(document.number, child.anchor, span),), depth)


def field_texts(desk: Desk, task: Task, fields: Iterable[Field]) -> Iterator[str]:
    """ "Phối hợp: …" for each field that is printed."""
    for name in fields:
        if value := desk.words(task.document, span_of(task, name)):
            yield f"{messages.FIELD[name]}: {value}"


def span_of(task: Task, name: Field) -> Span | None:
    """The span of a field."""
    spans = {"lead": task.lead, "partner": task.partner, "product": task.product, "deadline": task.deadline}
    return spans[name]


def head_source(desk: Desk, task: Task) -> Source:
    """The opening line of an item with bullets."""
    node = desk.document(task.document).node(task.anchor)
    return Source(task.document, task.anchor, node.head if node else task.whole)


def place_list(tasks: Iterable[Task]) -> str:
    """ "Mục III.2.12 và Phụ lục, phần II, mục 13"."""
    return joined(dict.fromkeys(task.place for task in tasks))


def joined(names: Iterable[str]) -> str:
    """ "A; B và C"."""
    every = list(names)
    return "".join(every) if len(every) < 2 else f"{'; '.join(every[:-1])} và {every[-1]}"


def place_sources(desk: Desk, tasks: Iterable[Task]) -> tuple[Source, ...]:
    """The opening of each item and the whole of each row: proof that a task stands there."""
    return tuple(
        head_source(desk, task) if task.origin == "body" else Source(task.document, task.anchor, task.whole)
        for task in tasks
    )


def _cut(text: str, short: bool) -> str:
    words = text.split()
    if not short or len(words) <= SHORT_WORDS:
        return text
    clause = re.split(r"(?<=[;.])\s", text)[0]
    kept = clause if SHORT_WORDS // 2 <= len(clause.split()) <= SHORT_WORDS else " ".join(words[:SHORT_WORDS])
    return f"{kept.rstrip(' ,;.:')}…"
