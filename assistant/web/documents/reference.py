"""Places as legal texts cite them, from the smallest unit to the largest."""

from __future__ import annotations

import re

from knowledge.document import Node

_UNIT = re.compile(r"(Điều|khoản|điểm) ([^\s,]+)")
_PLACE = re.compile(r"(?:(?P<around>.+?), )?(?P<inner>Điều [^\s,]+(?: (?:khoản|điểm) [^\s,]+)*)(?P<below>.*)")


def legal_place(node: Node) -> str:
    """The place as it is cited: "Điều 9 khoản 2 điểm a" is "điểm a khoản 2 Điều 9".

    Units that are not counted by articles keep their place ("Mục III.2.12"). Empty for a whole document.
    """
    if not node.anchor:
        return ""
    match = _PLACE.fullmatch(node.place)
    if match is None:
        return node.place
    inner = " ".join(f"{word} {label}" for word, label in reversed(_UNIT.findall(match["inner"])))
    return " ".join(part for part in (match["below"].strip(", "), inner, match["around"]) if part)


def reference(node: Node, whole: str) -> str:
    """A unit of an instrument as it is cited; `whole` names the instrument."""
    return f"{legal_place(node)} {whole}".strip()
