"""From an answer to screens of a phone: first the answer, sources and next questions as buttons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from assistant.answer import Answer, Citation, Status, Validity
from assistant.messages import SUGGEST_WALK
from bots import messages
from bots.markup import bold, from_markdown, italic, joined, length, plain, split
from bots.shapes import Attach, Button, Outgoing, Replies, Rows, Run, Runs, Screen, Send

PAGE = 1500
"""Units of one page of an answer: about two screens of a phone."""

MESSAGE = 4000
"""Units of a message: a little less than the 4,096 that Telegram takes."""

QUOTE_PART = 3500
"""Units of one part of a long quote; with its heading it stays below the 4,096 of Telegram."""

WITH_PLACE = 4
"""Up to so many sources a button tells the place; more get numbers alone."""

SIDE_BY_SIDE = 22
"""Characters of a label that a phone shows whole where two stand in a row."""

SOURCE_LABEL = 46
"""Characters of a source's label in a row of its own."""

A_ROW = 6
MOST_SOURCES = 12
"""Buttons of sources under a page; one more leads to all of them."""

TITLE = 120
"""Characters of a document's title beside a quote."""

SOURCES_A_PAGE = 8
WALK = "g:of:{id}"
"""What a button says that begins the walk through the support policies with the question of an answer."""

LABEL = 60
"""Characters of a label; a phone shows no more."""

JUDGED = frozenset({Status.ANSWERED, Status.PARTIAL, Status.FALSE_PREMISE, Status.NOT_IN_SOURCES})
_MARKER = re.compile(r"\[(\d+)\](?:–\[(\d+)\])?")
_MARKERS = re.compile(r"(?:\[\d+\]){4,}")
_FIELDS = re.compile(rf"(?<=\.) (?=(?:{'|'.join(messages.TASK_FIELDS.values())}): )")
"""Where the fields of a task follow each other in one paragraph; each stands in a line of its own."""

T = TypeVar("T")

ValidityOf = Callable[[Citation], Validity | None]
"""What is known of a source whose answer does not tell."""


def answer_screen(answer: Answer, id: str, page: int = 0) -> Screen:
    """One page of an answer, from 0, with its buttons; the nearest page where there is no such one."""
    pages = split(_whole(answer), PAGE)
    page = max(0, min(page, len(pages) - 1))
    runs = pages[page]
    if len(pages) > 1:
        runs = joined((runs, italic(messages.PAGE.format(page=page + 1, pages=len(pages)))))
    last = page == len(pages) - 1
    rows = (
        *_source_rows(_cited(answer, pages[page]), f"c:{id}", f"a:{id}"),
        *(_source_rows(answer.closest, f"n:{id}", "") if last else ()),
        *page_row(f"m:{id}", page, len(pages)),
        *(_suggestion_rows(answer.suggestions, id) if last else ()),
        *_feedback_rows(answer, id),
    )
    return Screen(runs, rows)


def quote_screens(citation: Citation, validity_of: ValidityOf) -> tuple[Screen, ...]:
    """A source: where it stands, its words, whether it holds; several screens where it is long."""
    place = messages.SOURCE_TITLE.format(id=citation.id, document=citation.document, locator=citation.locator)
    kind = messages.VERBATIM if citation.verbatim else messages.SUMMARY
    quote = " | ".join(cell.strip() for cell in citation.quote.split("\t"))
    head = joined((bold(place), plain(label(citation.title, TITLE)), italic(kind)), "\n")
    parts = split((Run(messages.QUOTE.format(quote=quote), "quote"),), QUOTE_PART)
    validity = plain(validity_text(citation.validity or validity_of(citation)))
    first = joined((head, parts[0]), "\n")
    screens = (first, *parts[1:])
    return tuple(map(Screen, (*screens[:-1], joined((screens[-1], validity)))))


def validity_text(validity: Validity | None) -> str:
    """Whether a source holds, on which day that was looked at, and who says so; empty where unknown."""
    if validity is None:
        return ""
    status = messages.STATUS.get(validity.status, validity.status)
    if validity.note:
        lines = [messages.VALIDITY.format(note=validity.note)]
    else:
        lines = [messages.VALIDITY_DAY.format(status=status, day=validity.as_of)]
    if validity.source:
        lines.append(messages.VALIDITY_SOURCE.format(source=validity.source))
    return "\n".join(lines)


def sources_screen(answer: Answer, id: str, page: int, validity_of: ValidityOf) -> Screen:
    """The sources of an answer, a page at a time."""
    cited = answer.citations or answer.closest
    letter = "c" if answer.citations else "n"
    if not cited:
        return Screen(plain(messages.NO_SOURCES))
    shown, page, pages = page_of(cited, page, SOURCES_A_PAGE)
    lines = (_source_line(citation, validity_of) for citation in shown)
    return Screen(
        joined((bold(messages.SOURCES), plain("\n".join(lines)))),
        (*_source_rows(shown, f"{letter}:{id}", ""), *page_row(f"l:{id}", page, pages)),
    )


def fitted(replies: Replies) -> Replies:
    """The replies with every screen that is too long for one message in several."""
    return tuple(part for reply in replies for part in _parts(reply))


def preview_text(so_far: str) -> str:
    """What may be shown of an answer that is not finished: what is verified so far."""
    text = "".join(run.text for run in from_markdown(so_far))
    return messages.PREVIEW.format(text=text[: 2 * PAGE].strip())


def page_of(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """The items of a page, its number held within bounds, and how many pages there are."""
    pages = max(1, -(-len(items) // size))
    page = max(0, min(page, pages - 1))
    return items[page * size : (page + 1) * size], page, pages


def page_row(prefix: str, page: int, pages: int) -> Rows:
    """Buttons to the pages before and after; none where there is one page."""
    row = []
    if page > 0:
        row.append(Button(messages.PREVIOUS, f"{prefix}:{page - 1}"))
    if page < pages - 1:
        row.append(Button(messages.NEXT, f"{prefix}:{page + 1}"))
    return (tuple(row),) if row else ()


def label(text: str, most: int = LABEL) -> str:
    """The text as a button may carry it, cut after a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    words = cut if line[most - 1] == " " else cut.rpartition(" ")[0]
    return f"{(words if 2 * len(words) > most else cut).rstrip(' ,;:')}…"


def in_rows(buttons: Sequence[Button], a_row: int) -> Rows:
    """The buttons, so many in a row."""
    return tuple(tuple(buttons[start : start + a_row]) for start in range(0, len(buttons), a_row))


def _parts(reply: Outgoing) -> Iterator[Outgoing]:
    if isinstance(reply, Attach) or length(reply.screen.text) <= MESSAGE:
        yield reply
        return
    *first, last = split(reply.screen.runs, MESSAGE)
    screens = (*map(Screen, first), Screen(last, reply.screen.buttons))
    yield replace(reply, screen=screens[0])
    yield from map(Send, screens[1:])


def _whole(answer: Answer) -> Runs:
    in_lines = _FIELDS.sub("\n  ", answer.answer)
    parts = [from_markdown(_MARKERS.sub(_shortened, in_lines))]
    parts += [italic(messages.NOTE.format(text=note.text)) for note in answer.notes]
    if answer.closest:
        lines = (
            messages.CLOSEST_LINE.format(id=item.id, document=item.document, locator=item.locator)
            for item in answer.closest
        )
        parts.append(joined((bold(messages.CLOSEST), plain("\n".join(lines))), "\n"))
    return joined(parts)


def _cited(answer: Answer, page: Runs) -> tuple[Citation, ...]:
    """The sources whose numbers stand on the page."""
    named: set[str] = set()
    for first, last in _MARKER.findall("".join(run.text for run in page)):
        named.update(map(str, range(int(first), int(last or first) + 1)))
    return tuple(citation for citation in answer.citations if citation.id in named)


def _shortened(match: re.Match[str]) -> str:
    """ "[1][2][3][4]" as "[1]–[4]"; left as it is where numbers are missing."""
    numbers = [int(number) for number in re.findall(r"\d+", match[0])]
    whole = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return f"[{numbers[0]}]–[{numbers[-1]}]" if whole else match[0]


def _source_rows(citations: Sequence[Citation], prefix: str, all_of_them: str) -> Rows:
    """A button for each source; `all_of_them` is the payload of one for all, where there are too many."""
    shown = citations[:MOST_SOURCES]
    full = len(citations) <= WITH_PLACE
    labels = _places(shown) if full else [messages.CITATION_SHORT.format(id=item.id) for item in shown]
    buttons = [Button(text, f"{prefix}:{item.id}") for text, item in zip(labels, shown, strict=True)]
    narrow = all(len(text) <= SIDE_BY_SIDE for text in labels)
    rows = in_rows(buttons, A_ROW if not full else 2 if narrow else 1)
    if len(citations) <= MOST_SOURCES or not all_of_them:
        return rows
    return (*rows, (Button(messages.ALL_SOURCES, all_of_them),))


def _places(citations: Sequence[Citation]) -> list[str]:
    """Labels that tell the place of each source, and its document where they are of several."""
    several = len({item.document for item in citations}) > 1
    places = (f"{item.locator}, {item.document}" if several else item.locator for item in citations)
    numbered = zip(citations, places, strict=True)
    return [
        label(messages.CITATION.format(id=item.id, locator=place), SOURCE_LABEL) for item, place in numbered
    ]


def _suggestion_rows(suggestions: Sequence[str], id: str) -> Iterator[tuple[Button, ...]]:
    for place, text in islice(enumerate(suggestions), 4):
        yield (Button(label(text), WALK.format(id=id) if text == SUGGEST_WALK else f"s:{id}:{place}"),)


def _feedback_rows(answer: Answer, id: str) -> Rows:
    if answer.status not in JUDGED:
        return ()
    return ((Button(messages.RIGHT, f"f:{id}:1"), Button(messages.WRONG, f"f:{id}:0")),)


def _source_line(citation: Citation, validity_of: ValidityOf) -> str:
    line = messages.SOURCE_TITLE.format(id=citation.id, document=citation.document, locator=citation.locator)
    validity = citation.validity or validity_of(citation)
    return f"{line} · {messages.STATUS.get(validity.status, validity.status)}" if validity else line
