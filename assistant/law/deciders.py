"""Whether a clause has decided or done by another body what a question has done by one.

All texts here are folded: lower case, no marks.
"""

from __future__ import annotations

import re

from assistant.law.clause_words import KNOWN, RUN, TOLD, Clause, Says, about_the_same, content_of, share_of

OWNED = 0.75
"""So much of what is decided must stand in the clause that says who decides."""

_VERBS = {
    **dict.fromkeys(("bo nhiem", "bau"), "bo nhiem|bau"),
    **{
        verb: verb
        for verb in ("quyet dinh", "ban hanh", "phe duyet", "thanh lap", "trieu tap", "cap", "quy dinh")
    },
}
_BODY = (
    r"(?:hoi dong|dai hoi|uy ban|ubnd|thu tuong|lien minh|chu tich|giam doc|tong giam doc|chinh phu|quoc hoi"
    r"|toa an|co quan|phong|so|bo|ban|quy)\b"
)
_BY = re.compile(rf"\bdo (?P<body>{_BODY}(?: \S+){{0,7}}?) (?P<verb>{'|'.join(_VERBS)})\b")

_WHO = (
    r"(?:giam doc|hoi dong quan tri|chu tich|ban kiem soat|kiem soat vien|to truong|ke toan truong"
    r"|uy ban nhan dan)"
)
_BY_ITSELF = re.compile(
    rf"^\W*(?P<body>{_WHO})\b(?: \S+){{0,3}}?"
    r" (?:tu|tu y|ra|ky|quyet dinh|co quyen|duoc quyen|duoc) (?P<done>.+)$"
)
_OWNER = re.compile(
    r"(?:tham quyen|quyen han|nhiem vu) cua (?P<a>dai hoi thanh vien|hoi dong quan tri)"
    r"|(?:nghi quyet cua|duoc|do) (?P<b>dai hoi thanh vien)"
    r"|(?P<c>dai hoi thanh vien) (?:quyet dinh|thong qua)"
)
"""Whose decision a clause says something is."""


def is_of_another(clause: Clause, premise: str, says: Says) -> bool:
    """Whether the premise has a body decide what the clause says is for another to decide."""
    match = _BY_ITSELF.search(premise)
    done = content_of(re.sub(r"\bquyet dinh\b", " ", match["done"])) if match else []
    if match is None or len(done) < RUN:
        return False
    owner = _OWNER.search(clause.whole)
    return (
        owner is not None
        and match["body"] not in clause.headings
        and share_of(done, clause.whole, says) >= OWNED
    )


def names_another(clause: Clause, premise: str, says: Says) -> bool:
    """Whether the clause has done by another body what the premise has done by one."""
    match = _BY.search(premise)
    about = premise[: match.start()] if match else ""
    if (
        match is None
        or not about_the_same(clause, about)
        or share_of(content_of(about), clause.whole, says) < KNOWN
    ):
        return False
    said = re.compile(
        rf"(?P<of>[^.;:]*)\b(?:do|duoc) (?P<body>{_BODY}(?: \S+){{0,9}}?) (?:{_VERBS[match['verb']]})\b"
    )
    head = content_of(about)[:RUN]
    told = [
        found["body"]
        for found in said.finditer(clause.words)
        if share_of(head, _spoken_of(clause, found["of"]), says) == 1
    ]
    return bool(told) and not any(share_of(content_of(match["body"]), body, says) >= TOLD for body in told)


def _spoken_of(clause: Clause, before: str) -> str:
    """What is done by a body: the words before it, or the heading of the clause where they tell nothing."""
    return before if content_of(before) else f"{clause.headings} {before}"
