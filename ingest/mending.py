"""Lines put together again: sentences that a page break cut, headings set on two lines, attached texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.line_kinds import Line, LineKind, in_capitals

_ENDED = re.compile(r"[.:;!?…][\"”’)*]*$|\./\.$")
MENDED_CHARS = 5000
"""A longer line is no sentence that a page break cut: the longest of the plan has 1,500 characters."""

_REFERS = re.compile(r"(?:\s(?:tại|của|và|hoặc|theo|từ|đến|với|các|khoản \d+|điểm [a-zđ])|,)$")
"""How a line ends whose next word is a reference ("theo quy định tại" / "Điều 9 của Luật này")."""

_REFERENCES = frozenset({LineKind.ARTICLE, LineKind.ANNEX, LineKind.FORM, LineKind.CHAPTER, LineKind.SECTION})
_REFERENCE = re.compile(r"(?:Điều|Khoản|Điểm|Mẫu|Phụ lục|Chương|Mục)\s+\S")
_UNBROKEN = frozenset({LineKind.ROW, LineKind.TITLE, LineKind.ANNEX, LineKind.FORM, LineKind.REMARK})

_HEADINGS = frozenset({LineKind.DIVISION, LineKind.CHAPTER, LineKind.SECTION, LineKind.SUBSECTION})
_BARE = re.compile(r"\S+(?:\s+\S+){1,2}\s*[.:]?$")
_TITLE_CHARS = 200
_TITLE_LINES = 4

_ATTACHES = re.compile(r"\(\s*(?:Ban hành\s+)?[Kk]èm theo\s")
_ISSUERS = re.compile(r"CỘNG H[ÒO][AÀ]|BỘ |ỦY BAN|UỶ BAN|CHÍNH PHỦ|QUỐC HỘI|THỦ TƯỚNG|NGÂN HÀNG NHÀ NƯỚC")
_BODY = frozenset({LineKind.ARTICLE, LineKind.SIGNATURE, LineKind.OFFICE})
_OWN_HEADING = frozenset({LineKind.ANNEX, LineKind.FORM, LineKind.ATTACHED})


def mended(lines: Iterable[Line | None]) -> Iterator[Line]:
    """Lines with the sentences that a page break cut put together again; blank lines (`None`) left out."""
    last: Line | None = None
    for line in lines:
        if line is None:
            continue
        if last and (_continues(last, line) or _refers_on(last, line)):
            last = replace(last, text=f"{last.text} {line.text}")
            continue
        if last:
            yield last
        last = line
    if last:
        yield last


def _continues(last: Line, line: Line) -> bool:
    """Whether `line` goes on with the sentence of `last`: it starts small and nothing ended before it."""
    if len(last.text) > MENDED_CHARS:
        return False
    flows = last.kind not in _UNBROKEN and not last.marked
    starts_small = line.kind is LineKind.TEXT and not line.marked and line.text[:1].islower()
    return flows and starts_small and not _ENDED.search(last.text)


def _refers_on(last: Line, line: Line) -> bool:
    """Whether `line` looks like a heading and is the reference at which the sentence of `last` was cut."""
    refers = line.kind in _REFERENCES or (line.kind is LineKind.TEXT and _REFERENCE.match(line.text))
    if not refers or line.marked or last.marked or last.kind in _UNBROKEN:
        return False
    return not in_capitals(last.text) and len(last.text) <= MENDED_CHARS and bool(_REFERS.search(last.text))


def titled(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines with the title on the next line joined to its heading: "Chương I", "QUY ĐỊNH CHUNG"."""
    held: Line | None = None
    joined = 0
    for line in lines:
        if held and joined < _TITLE_LINES and _entitles(held, line, joined):
            held = replace(held, text=f"{held.text} {line.text}")
            joined += 1
            continue
        if held:
            yield held
        held, joined = line, 0
    if held:
        yield held


def _entitles(heading: Line, line: Line, joined: int) -> bool:
    if line.kind is not LineKind.TEXT or len(line.text) > _TITLE_CHARS:
        return False
    bare = not joined and _BARE.fullmatch(heading.text) is not None
    if heading.kind in _HEADINGS:
        return in_capitals(line.text) or (bare and not _ENDED.search(line.text))
    if heading.kind is LineKind.ARTICLE:
        return bare and not _ENDED.search(line.text) and not line.text.startswith(("“", '"', "("))
    if heading.kind in (LineKind.ANNEX, LineKind.FORM):
        return in_capitals(line.text) and not line.marked and not _ISSUERS.match(line.text)
    return False


def attached(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines with the title of each attached text ("QUY CHẾ …", "(Ban hành kèm theo …)") known as such.

    Only what follows the articles or the signature of the text it is attached to is an attachment.
    """
    every = _without_cells(list(lines))
    begun = next((n for n, line in enumerate(every) if line.kind in _BODY), len(every))
    starts: dict[int, int] = {}
    for here in range(begun + 1, len(every)):
        if _ATTACHES.match(every[here].text):
            start = _title_start(every, here, begun)
            if start is not None:
                starts[start] = here
    return tuple(_retitled(every, starts))


def _without_cells(lines: list[Line]) -> list[Line]:
    """`lines`, a bare "Mẫu II-1" in a list of forms known as text: the list's next number follows it."""
    followed = [*lines[1:], *lines[-1:]]
    return [
        replace(line, kind=LineKind.TEXT, label="")
        if line.kind is LineKind.FORM
        and _BARE.fullmatch(line.text)
        and after.kind is LineKind.NUMBERED
        and after.label != "1"
        else line
        for line, after in zip(lines, followed, strict=True)
    ]


def _title_start(lines: Sequence[Line], here: int, begun: int) -> int | None:
    """Where the title of the attached text begins whose "(kèm theo …)" stands at `here`."""
    found: int | None = None
    for place in range(here - 1, max(begun, here - 1 - _TITLE_LINES), -1):
        line = lines[place]
        if line.kind in _OWN_HEADING:
            return None
        if line.kind not in (LineKind.TEXT, LineKind.TITLE) or _ISSUERS.match(line.text):
            break
        if in_capitals(line.text):
            found = place
        elif _ENDED.search(line.text):
            break
    return found


def _retitled(lines: Sequence[Line], starts: dict[int, int]) -> Iterator[Line]:
    place = 0
    while place < len(lines):
        end = starts.get(place, place)
        if end == place:
            yield lines[place]
            place += 1
            continue
        words = " ".join(line.text for line in lines[place:end])
        yield Line(LineKind.ATTACHED, words, marked=lines[place].marked)
        place = end
