"""Blocks as a Word file. The only file that knows python-docx."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import docx as word
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from assistant.conversations.blocks import Block, Kind

FONT = "Times New Roman"
"""What administrative documents in Viet Nam are set in."""

SIZES = {
    "Normal": 13,
    "Title": 17,
    "Heading 1": 14,
    "Question": 13,
    "List Bullet": 13,
    "List Bullet 2": 13,
    "List Paragraph": 13,
    "Remark": 12,
    "Quote": 12,
}
"""Sizes in points."""

AUTHOR = "Trợ lý HTX"
MARGINS_CM = (2.0, 2.0, 2.0, 3.0)
"""Top, right, bottom, left: what official letters leave free."""

PAGE_CM = (21.0, 29.7)
QUOTED = RGBColor(0x44, 0x44, 0x44)

_STYLES = {
    Kind.TITLE: "Title",
    Kind.LINE: "Normal",
    Kind.HEADING: "Heading 1",
    Kind.QUESTION: "Question",
    Kind.REMARK: "Remark",
    Kind.QUOTE: "Quote",
}
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LISTED = re.compile(r"(\s*)(?:[-*•]|(\d{1,2}[.)]))\s+(.*)")
_MARKS = re.compile(r"^(?:#{1,6}|>)\s+")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)\*(?![\w*])")


def docx(blocks: Iterable[Block]) -> bytes:
    """The blocks as a file that Word and LibreOffice open."""
    document = _sheet()
    for block in blocks:
        if block.kind is Kind.TITLE:
            document.core_properties.title = block.text[:255]
        for line in _lines(block.text):
            if block.kind is Kind.ANSWER:
                _answered(document, line)
            else:
                document.add_paragraph(line, style=_STYLES[block.kind])
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _lines(text: str) -> Iterator[str]:
    """The lines; an empty one parts paragraphs and is none itself."""
    return filter(None, (line.rstrip() for line in _UNWRITABLE.sub("", text).splitlines()))


def _answered(document: Document, line: str) -> None:
    """A line of light Markdown; numbers stay as they were written."""
    listed = _LISTED.fullmatch(line)
    if listed is None:
        _run_on(document.add_paragraph(style="Normal"), _MARKS.sub("", line))
        return
    indent, number, words = listed.groups()
    if number:
        _run_on(document.add_paragraph(f"{number}\t", style="List Paragraph"), words)
    else:
        _run_on(document.add_paragraph(style="List Bullet 2" if len(indent) > 1 else "List Bullet"), words)


def _run_on(paragraph: Paragraph, text: str) -> None:
    """Add runs of text, the ones between ** in bold, between * in italics."""
    for place, part in enumerate(_BOLD.split(text)):
        for inner, words in enumerate(_ITALIC.split(part)):
            if words:
                run = paragraph.add_run(words)
                run.bold = True if place % 2 else None
                run.italic = True if inner % 2 else None


def _sheet() -> Document:
    """An empty page of A4 with our styles."""
    document = word.Document()
    core = document.core_properties
    core.author = core.last_modified_by = AUTHOR
    core.comments, core.language = "", "vi-VN"
    core.created = core.modified = datetime.now(UTC).replace(tzinfo=None)
    page = document.sections[0]
    page.page_width, page.page_height = map(Cm, PAGE_CM)
    page.top_margin, page.right_margin, page.bottom_margin, page.left_margin = map(Cm, MARGINS_CM)
    for name, size in SIZES.items():
        _set(_style(document, name), size)
    _shape(document)
    return document


def _style(document: Document, name: str) -> ParagraphStyle:
    """The style of this name, made where Word has none."""
    found = next((style for style in document.styles if style.name == name), None)
    if isinstance(found, ParagraphStyle):
        return found
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(made, ParagraphStyle)
    made.base_style = document.styles["Normal"]
    return made


def _set(style: ParagraphStyle, size: int) -> None:
    """One font and black ink for every script; no ornaments of the template."""
    properties = style.element.get_or_add_rPr()
    for name in ("w:rFonts", "w:color", "w:spacing", "w:kern"):
        for node in properties.findall(qn(name)):
            properties.remove(node)
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    style.font.name, style.font.size = FONT, Pt(size)
    for script in ("w:eastAsia", "w:cs"):
        properties.rFonts.set(qn(script), FONT)
    style.font.bold = style.name in ("Title", "Heading 1", "Question")
    style.font.italic = style.name in ("Question", "Remark")
    style.paragraph_format.space_after = Pt(6)


def _shape(document: Document) -> None:
    """What single styles look like besides."""
    quote = _style(document, "Quote")
    quote.font.color.rgb = QUOTED
    for name in ("Question", "Quote"):
        _style(document, name).paragraph_format.left_indent = Cm(0.5)
    heading = _style(document, "Heading 1").paragraph_format
    heading.space_before, heading.keep_with_next = Pt(18), True
    _style(document, "Question").paragraph_format.keep_with_next = True
    numbered = _style(document, "List Paragraph").paragraph_format
    numbered.left_indent, numbered.first_line_indent = Cm(1.0), Cm(-0.5)
