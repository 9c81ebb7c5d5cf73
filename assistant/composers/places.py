"""What a named place says, which parts there are, and the rows of a group."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant import messages
from assistant.answer import Status
from assistant.composers.wording import bullet_claims, joined, row_claim, task_claims
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from knowledge.document import Document, Node, NodeKind
from knowledge.facts import Task
from knowledge.text import Folded

_OF_PARTS = re.compile(
    r"(?<!dong )(?<!chiu )(?<!tra )(?<!gop )\b(?:may|bao nhieu|nhung|cac|tung) (?:phan|muc|nhom|chuong)\b"
    r"|\b(?:bo cuc|cau truc|muc luc|chia (?:lam|ra))\b"
    r"|\b(?:parts|sections|structure|outline)\b"
)
_ANNEX = re.compile(
    r"(?<!kem )(?<!co )(?<!kem theo )(?<!bao gom )\b(?:phu luc|bang|annex|appendix|table)\b(?! khong)"
)
""" "Kế hoạch gồm mấy phần, có kèm phụ lục không?" asks for the parts of the plan."""

OTHER_SUBJECT = 0.75
"""A passage that covers so much of the topic is what the question is about, rather than the parts."""


def places(desk: Desk) -> Draft | None:
    """The text of the places that the question names; the parts of the plan where it names none."""
    named = desk.question.places
    if not named:
        return _parts(desk)
    anchors = list(dict.fromkeys(anchor for place in named for anchor in place.anchors))
    if not anchors:
        return None if desk.question.instruments else _no_such_place(desk)
    claims = [claim for anchor in anchors for claim in _told(desk, anchor)]
    return Draft(Status.ANSWERED, tuple(claims), "register", tasks=tuple(anchors)) if claims else None


def _told(desk: Desk, anchor: str) -> Iterator[DraftClaim]:
    task = next((task for task in desk.tasks() if task.anchor == anchor), None)
    if task:
        yield from task_claims(desk, task)
        return
    for document in desk.library.plan_documents:
        node = document.node(anchor)
        if node:
            yield from _unit(desk, document, node)


def _unit(desk: Desk, document: Document, node: Node) -> Iterator[DraftClaim]:
    rows = [child for child in node.children if child.kind is NodeKind.ROW]
    if rows:
        yield from _row_group(desk, document, node, rows)
        return
    head = node.head.of(document.text)
    yield DraftClaim(f"**{node.place}**: {head}", (Source(document.number, node.anchor, node.head),))
    if any(
        child.kind in (NodeKind.SECTION, NodeKind.ITEM, NodeKind.ROW_GROUP, NodeKind.GROUP)
        for child in node.children
    ):
        yield from _children(document, node)
    else:
        yield from bullet_claims(document, node)


def _row_group(desk: Desk, document: Document, node: Node, rows: list[Node]) -> Iterator[DraftClaim]:
    sources = tuple(Source(document.number, row.anchor, row.head) for row in rows)
    text = messages.ROWS_OF.format(place=node.place, count=len(rows))
    yield DraftClaim(text, sources, counted=len(rows))
    tasks: dict[str, Task] = {task.anchor: task for task in desk.tasks()}
    for row in rows:
        if row.anchor in tasks:
            yield row_claim(desk, tasks[row.anchor], ("lead", "deadline"), short=len(rows) > 4)


def _children(document: Document, node: Node) -> Iterator[DraftClaim]:
    for child in node.children:
        words = child.head.of(document.text).split("\t")[0]
        opening = words if len(words) < 160 else f"{' '.join(words.split()[:28])}…"
        yield DraftClaim(opening, (Source(document.number, child.anchor, child.head),), depth=1)


def _parts(desk: Desk) -> Draft | None:
    plain = Folded.of(desk.question.reading).text
    asked = bool(_OF_PARTS.search(plain)) and desk.evidence.told < OTHER_SUBJECT
    for document in desk.library.plan_documents:
        annex = next((n for n in document.root.children if n.kind is NodeKind.ANNEX), None)
        parent = annex if annex and _ANNEX.search(plain) else document.root
        kind = NodeKind.ROW_GROUP if parent is annex else NodeKind.PART
        parts = [child for child in parent.children if child.kind is kind]
        beside = [annex] if annex and parent is document.root else []
        if parts:
            claims = tuple(_part_claims(document, parent, parts, beside))
            return Draft(Status.ANSWERED, claims, "register", topical=not asked)
    return None


def _part_claims(
    document: Document, parent: Node, parts: list[Node], beside: list[Node]
) -> Iterable[DraftClaim]:
    """The number of parts, then each; an annex stands beside them and is not counted."""
    sources = tuple(Source(document.number, part.anchor, part.head) for part in parts)
    place = "Phụ lục" if parent.anchor else "Kế hoạch"
    yield DraftClaim(messages.COUNT_PARTS.format(place=place, count=len(parts)), sources, counted=len(parts))
    for part in (*parts, *beside):
        yield DraftClaim(
            part.head.of(document.text), (Source(document.number, part.anchor, part.head),), depth=1
        )


def _no_such_place(desk: Desk) -> Draft | None:
    for document in desk.library.plan_documents:
        parts = [n for n in document.root.children if n.kind in (NodeKind.PART, NodeKind.ANNEX)]
        if not parts:
            continue
        typed = "; ".join(place.typed for place in desk.question.places)
        text = messages.NOT_SUCH_PLACE.format(typed=typed, parts=joined(part.place for part in parts))
        sources = tuple(Source(document.number, part.anchor, part.head) for part in parts)
        digits = tuple(word for word in Folded.of(typed.replace(".", " ")).text.split() if word.isdigit())
        echoes = (*digits, *(place.typed for place in desk.question.places))
        return Draft(Status.FALSE_PREMISE, (DraftClaim(text, sources, echoes=echoes),), "register")
    return None
