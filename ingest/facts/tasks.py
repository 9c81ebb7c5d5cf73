"""Tasks: from items that open with who leads and who co-operates, and from rows of an annex table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.facts.twins import Twins
from knowledge.agencies import Agencies
from knowledge.document import Document, Node, NodeKind, Span
from knowledge.facts import Action, Task
from knowledge.mentions import Mention
from knowledge.sentences import sentences, trimmed
from knowledge.units import Units

OPENING_CHARS = 330
"""A colon further in does not end an opening: the longest opening of the plan has 160 characters."""

_LABEL = re.compile(r"\d+(?:\.\d+)*\.?\s+|[-–•+]\s+")
_ASKED = re.compile(r"(?:Đề nghị|Giao)\s+")
_LEADS = re.compile(r"chủ trì")
_WITH = re.compile(r"phối hợp(?:\s+(?:tốt|chặt chẽ))?\s+với\s+")
_JOINT = re.compile(r"[\s,;]*(?:và|cùng|với|các|của|đơn vị|có liên quan|liên quan|tỉnh|[\s,;])*\s*")
_COLUMNS = {
    "what": "nhiệm vụ",
    "lead": "chủ trì",
    "partner": "phối hợp",
    "product": "sản phẩm",
    "deadline": "thời gian",
}


def tasks_of(document: Document, agencies: Agencies) -> tuple[Task, ...]:
    """The tasks of `document`, body items first, twins linked both ways."""
    units = Units(document)
    body = [task for node in _items(document) if (task := _item_task(units, node, agencies))]
    rows = list(_row_tasks(units, agencies))
    return tuple(_linked(document, body, rows))


def _items(document: Document) -> Iterator[Node]:
    return (node for node in document.root.walk() if node.kind is NodeKind.ITEM)


def _item_task(units: Units, node: Node, agencies: Agencies) -> Task | None:
    document = units.document
    text = document.text
    head = _after(text, node.head, _LABEL)
    opening = _opening(text, _after(text, head, _ASKED), bool(node.children))
    leads, partners = _roles(text, opening, _mentions(agencies, text, opening))
    if not leads and not partners:
        return None
    colon = text[opening.end : opening.end + 1] == ":"
    own = Span(opening.end + 1, node.head.end) if colon else head
    actions = tuple(_actions(document, node, trimmed(text, own), agencies))
    return Task(
        document=document.number,
        anchor=node.anchor,
        place=node.place,
        origin="body",
        section=_section(units, node.anchor),
        whole=Span(node.start, node.end),
        actions=actions,
        leads=_ids(leads),
        partners=_ids(partners),
        lead=opening if colon or node.children else Span(opening.start, _last_end((*leads, *partners))),
        asked=head.of(text).startswith("Đề nghị"),
    )


def _opening(text: str, head: Span, has_bullets: bool) -> Span:
    """The part that says who: up to a colon, the whole line above bullets, else the first sentence."""
    colon = text.find(":", head.start, min(head.end, head.start + OPENING_CHARS))
    if colon >= 0:
        return Span(head.start, colon)
    return trimmed(text, head) if has_bullets else next(sentences(text, head), head)


def _roles(
    text: str, opening: Span, mentions: Sequence[Mention]
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Who leads and who co-operates, by the words "chủ trì" and "phối hợp với" of an opening."""
    lead_word = _LEADS.search(text, opening.start, opening.end)
    with_word = _WITH.search(text, opening.start, opening.end)
    before = lead_word.start() if lead_word else with_word.start() if with_word else opening.end
    first = _cluster(text, Span(opening.start, before), mentions)
    partners = _cluster(text, Span(with_word.end(), opening.end), mentions) if with_word else ()
    if with_word and not lead_word and first and not text[_last_end(first) : with_word.start()].strip(" ,"):
        return (), (*first, *partners)  # "A phối hợp với B": neither leads
    return first, partners


def _last_end(mentions: Sequence[Mention]) -> int:
    return max(mention.span.end for mention in mentions)


def _cluster(text: str, within: Span, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The first mentions in a range that follow one another with nothing but joining words between them."""
    found: list[Mention] = []
    for mention in mentions:
        if mention.span not in within:
            continue
        if found and not _JOINT.fullmatch(text, found[-1].span.end, mention.span.start):
            break
        found.append(mention)
    return tuple(found)


def _actions(document: Document, node: Node, own: Span, agencies: Agencies) -> Iterator[Action]:
    text = document.text
    bullets = [child for child in node.children if child.kind in (NodeKind.BULLET, NodeKind.PARAGRAPH)]
    units = [(child.anchor, _after(text, child.head, _LABEL)) for child in bullets]
    if not bullets:
        units = [(node.anchor, own)]
    for anchor, span in units:
        yield Action(anchor, span, _partners_within(text, span, agencies))


def _partners_within(text: str, span: Span, agencies: Agencies) -> tuple[str, ...]:
    mentions = _mentions(agencies, text, span)
    found = [
        mention
        for match in _WITH.finditer(text, span.start, span.end)
        for mention in _cluster(text, Span(match.end(), span.end), mentions)
    ]
    return _ids(found)


def _row_tasks(units: Units, agencies: Agencies) -> Iterator[Task]:
    columns: dict[str, int] = {}
    for node in units.document.root.walk():
        if node.kind is NodeKind.TABLE_HEAD:
            columns = _columns(units.document.text, node)
        elif node.kind is NodeKind.ROW and {"what", "lead"} <= columns.keys():
            yield _row_task(units, node, columns, agencies)


def _columns(text: str, node: Node) -> dict[str, int]:
    names = [cell.of(text).lower() for cell in node.cells]
    return {
        field: place for field, word in _COLUMNS.items() for place, name in enumerate(names) if word in name
    }


def _row_task(units: Units, node: Node, columns: dict[str, int], agencies: Agencies) -> Task:
    text = units.document.text

    def cell(field: str) -> Span | None:
        place = columns.get(field, len(node.cells))
        span = node.cells[place] if place < len(node.cells) else None
        return span if span and span.end > span.start else None

    what, lead, partner = cell("what"), cell("lead"), cell("partner")
    return Task(
        document=units.document.number,
        anchor=node.anchor,
        place=node.place,
        origin="annex",
        section=_section(units, node.anchor),
        whole=node.head,
        actions=(Action(node.anchor, what),) if what else (),
        leads=_ids(_outside_brackets(text, lead, agencies)) if lead else (),
        partners=_ids(_mentions(agencies, text, partner)) if partner else (),
        lead=lead,
        partner=partner,
        product=cell("product"),
        deadline=cell("deadline"),
    )


def _outside_brackets(text: str, span: Span, agencies: Agencies) -> tuple[Mention, ...]:
    words = span.of(text)
    bracket = words.find("(")
    return _mentions(agencies, text, Span(span.start, span.start + bracket) if bracket > 0 else span)


def _linked(document: Document, body: list[Task], rows: list[Task]) -> Iterator[Task]:
    finder = Twins(document, body, rows)
    twins = {row.anchor: finder.of(row) for row in rows}
    for task in body:
        mine = [row for row in rows if twins[row.anchor] == task.anchor]
        yield replace(task, twin=finder.closest(task, mine)) if mine else task
    for row in rows:
        yield replace(row, twin=twins[row.anchor])


def _section(units: Units, anchor: str) -> str:
    path = units.path(anchor)
    return path[-2].anchor if len(path) > 1 else ""


def _mentions(agencies: Agencies, text: str, span: Span) -> tuple[Mention, ...]:
    return tuple(
        replace(mention, span=Span(mention.span.start + span.start, mention.span.end + span.start))
        for mention in agencies.find(span.of(text), weak=False)
    )


def _after(text: str, span: Span, prefix: re.Pattern[str]) -> Span:
    match = prefix.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match else span


def _ids(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(agency for mention in mentions for agency in mention.agency_ids))
