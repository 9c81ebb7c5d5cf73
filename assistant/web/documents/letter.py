"""How official letters cite a unit of an instrument: in full where it is first named, short after that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.web.documents.reference import legal_place
from assistant.web.documents.shelf import Particulars
from knowledge.document import Node

_ABOUT = re.compile(r"(?:Về|Quy định|Hướng dẫn|Sửa đổi|Ban hành|Phê duyệt|Thực hiện)\b")


@dataclass(frozen=True, slots=True)
class LetterReference:
    """Parts of a reference: "khoản 2 Điều 9", "Nghị định số 45/2021/NĐ-CP", "ngày … của Chính phủ về …".

    `place` is empty for a whole instrument; `particulars` are told at the first mention only.
    """

    place: str
    instrument: str
    particulars: str


def letter_reference(node: Node, told: Particulars, *, verbatim: bool) -> LetterReference:
    """How a unit is cited. The title is told only where it is the text's own, not a catalogue's."""
    law = told.kind in ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")  # their names say who and about what
    day = f"ngày {_written(told.issued)}" if told.issued else ""
    issuer = f"của {told.issuer}" if told.issuer and not law else ""
    about = _about(told) if verbatim and not law else ""
    return LetterReference(_place(node), _named(told), " ".join(filter(None, (day, issuer, about))))


def _place(node: Node) -> str:
    """The place from the smallest unit to the largest: "mục 13 phần II Phụ lục"."""
    place = legal_place(node)
    return place if place != node.place else " ".join(reversed(place.split(", ")))


def _named(told: Particulars) -> str:
    if not told.kind or " số " in told.label or told.number not in told.label:
        return told.label
    return f"{told.kind} số {told.number}"


def _about(told: Particulars) -> str:
    """What the instrument is about, as it goes on behind its issuer."""
    title = told.title.removeprefix(told.kind).strip()
    if title == told.title and not _ABOUT.match(title):
        return f"về {title}" if title and title != told.label else ""
    return title[:1].lower() + title[1:]


def _written(day: date) -> str:
    """The day in words; single figures of days and of the months January and February get a nought."""
    month = f"{day.month:02}" if day.month < 3 else f"{day.month}"
    return f"{day.day:02} tháng {month} năm {day.year}"
