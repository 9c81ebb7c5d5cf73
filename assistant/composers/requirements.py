"""What has to be kept to in carrying out the plan: the section that says what it requires."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answer import Status
from assistant.composers.wording import bullet_claims
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from knowledge.document import Document, Node, NodeKind
from knowledge.text import Folded

_KEPT = (
    r"(?:nguyen tac|tuan thu|tuan theo|bam (?:theo|sat|vao)|giu|dam bao|bao dam|luu y|van dung|quan triet"
    r"|doi hoi|principles?|kept? to|observ\w+|compl\w+)"
)
_CARRIED_OUT = (
    r"(?:(?:khi|luc|trong luc|trong qua trinh|qua trinh|viec|de|trong)? ?(?:to chuc |bat tay )?"
    r"(?:trien khai|thuc hien|thi hanh|lam theo)(?: theo)?(?: ban| cai)? (?:ke hoach|van ban)"
    r"|(?:carr\w+ out|implement\w*) (?:the|this) plan)"
)
_WHAT = r"(?:gi|nao|ra sao|the nao|what|which)"
_ASKS = re.compile(
    rf"^(?=.*\b{_CARRIED_OUT}\b)(?=.*\b{_KEPT}\b.{{0,40}}\b{_WHAT}\b|.*\b{_WHAT}\b.{{0,40}}\b{_KEPT}\b)",
    re.DOTALL,
)
_OF_THE_ASKING = frozenset(
    re.findall(
        r"\w+",
        "trinh to chuc giu nguyen tac tuan thu theo bam sat vao dam bao luu y van dung quan triet doi hoi"
        " trien khai thi hanh lam dieu quy dinh chung qua trong khi luc yeu cau bat tay",
    )
)
"""Words that such a question has beside its frame."""

_SECTION = "yêu cầu"


def requirements(desk: Desk) -> Draft | None:
    """The section of requirements of each plan, where it is asked how the plan is to be carried out."""
    question = desk.question
    others = set(Folded.of(question.topic).text.replace(".", " ").split()) - _OF_THE_ASKING
    named = others or question.instruments or desk.offices()
    if named or not _ASKS.search(Folded.of(question.reading).text):
        return None
    claims = tuple(claim for document in desk.library.plan_documents for claim in _told(document))
    return Draft(Status.ANSWERED, claims, "register", topical=False) if claims else None


def _told(document: Document) -> Iterator[DraftClaim]:
    for node in document.root.walk():
        if _requires(document, node):
            heading = f"**{node.place}** – {node.head.of(document.text)}:"
            yield DraftClaim(heading, (Source(document.number, node.anchor, node.head),))
            yield from bullet_claims(document, node)


def _requires(document: Document, node: Node) -> bool:
    """Whether a unit is the innermost section with this heading."""
    section = node.kind is NodeKind.SECTION and _SECTION in node.head.of(document.text).lower()
    return (
        section and bool(node.children) and not any(child.kind is NodeKind.SECTION for child in node.children)
    )
