"""Blocks as a Word file (Office Open XML, ECMA-376): parts of a ZIP that run nothing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from assistant.conversations.blocks import Block, Kind

FONT = "Times New Roman"
"""What administrative documents in Viet Nam are set in."""

SIZES = {"Normal": 26, "Title": 34, "Heading1": 28, "Question": 26, "Bullet": 26, "Remark": 24, "Quote": 24}
"""Sizes in half points."""

_STYLES = {
    Kind.TITLE: "Title",
    Kind.LINE: "Normal",
    Kind.HEADING: "Heading1",
    Kind.QUESTION: "Question",
    Kind.REMARK: "Remark",
    Kind.QUOTE: "Quote",
}
_LOOKS = {
    "Title": ("<w:keepNext/>", "<w:b/>"),
    "Heading1": ('<w:keepNext/><w:spacing w:before="360"/><w:outlineLvl w:val="0"/>', "<w:b/>"),
    "Question": ('<w:keepNext/><w:ind w:left="284"/>', "<w:b/><w:i/>"),
    "Bullet": ('<w:ind w:left="568" w:hanging="284"/>', ""),
    "Remark": ("", "<w:i/>"),
    "Quote": ('<w:ind w:left="284"/>', '<w:color w:val="444444"/>'),
}
_NAMES = {"Heading1": "heading 1", "Bullet": "List Bullet"}  # as Word calls its own
_WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" '
    'w:left="1701" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LISTED = re.compile(r"\s*(?:[-*•]|(\d{1,2}[.)]))\s+(.*)")
_MARKS = re.compile(r"^(?:#{1,6}|>)\s+")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)\*(?![\w*])")
_MADE = (1980, 1, 1, 0, 0, 0)  # the same conversation gives the same file


def docx(blocks: Iterable[Block]) -> bytes:
    """The blocks as a file that Word and LibreOffice open."""
    body = "".join(paragraph for block in blocks for paragraph in _paragraphs(block))
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relations("styles", "styles.xml"),
        "word/styles.xml": f"<w:styles {_WORDS}>{_defaults()}{''.join(map(_style, SIZES))}</w:styles>",
        "word/document.xml": f"<w:document {_WORDS}><w:body>{body}{_A4}</w:body></w:document>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _MADE), _HEAD + part, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _paragraphs(block: Block) -> Iterator[str]:
    """A block's lines; an empty line parts paragraphs and is none itself."""
    lines = (line.rstrip() for line in _UNWRITABLE.sub("", block.text).splitlines())
    for line in filter(None, lines):
        yield _answered(line) if block.kind is Kind.ANSWER else _paragraph(_STYLES[block.kind], _run(line))


def _answered(line: str) -> str:
    """A line of light Markdown."""
    listed = _LISTED.fullmatch(line)
    if listed:
        return _paragraph("Bullet", f"{_run(listed[1] or '•')}<w:r><w:tab/></w:r>{_runs(listed[2])}")
    return _paragraph("Normal", _runs(_MARKS.sub("", line)))


def _runs(text: str) -> str:
    """Runs of text, the ones between ** in bold, between * in italics."""
    bold = enumerate(_BOLD.split(text))
    return "".join(_leaning(part, "<w:b/>" if place % 2 else "") for place, part in bold)


def _leaning(text: str, look: str) -> str:
    parts = enumerate(_ITALIC.split(text))
    return "".join(_run(part, look + ("<w:i/>" if place % 2 else "")) for place, part in parts if part)


def _run(text: str, look: str = "") -> str:
    marked = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{marked}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _style(name: str) -> str:
    paragraph, run = _LOOKS.get(name, ("", ""))
    based = "" if name == "Normal" else '<w:basedOn w:val="Normal"/>'
    default = ' w:default="1"' if name == "Normal" else ""
    size = f'<w:sz w:val="{SIZES[name]}"/><w:szCs w:val="{SIZES[name]}"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{_NAMES.get(name, name)}"/>'
        f"{based}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}{size}</w:rPr></w:style>"
    )


def _defaults() -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'
    spacing = '<w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>'
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault>{spacing}</w:pPrDefault></w:docDefaults>"
    )


def _content_types() -> str:
    kinds = (("document", "document.main"), ("styles", "styles"))
    parts = (
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in kinds
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(parts)}</Types>'
    )


def _relations(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )
