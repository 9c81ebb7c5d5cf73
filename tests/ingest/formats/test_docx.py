"""DOCX: paragraphs, tables and automatic numbers come out as lines; what is broken or harmful is named."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from ingest.formats import docx as reader
from ingest.formats.docx import read_docx
from ingest.formats.docx_numbers import written
from knowledge.errors import DocumentError
from tests.ingest.formats.files import W, docx, paragraph, zipped


def lines(body: str, **parts: str) -> list[str]:
    members = {f"word/{name}.xml": data for name, data in parts.items()}
    return read_docx(docx(body, members), "a.docx").text.split("\n")


def refusal(raw: bytes) -> str:
    with pytest.raises(DocumentError, match=r"^a\.docx: [^\n]+; hãy [^\n]+$") as caught:
        read_docx(raw, "a.docx")
    return str(caught.value)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def words(*texts: str) -> list[str]:
    return [paragraph(text) for text in texts]


def test_runs_of_a_paragraph_are_one_line_and_breaks_are_more() -> None:
    body = f"<w:p>{run('Điều 5. ')}{run('Hỗ')}{run(' trợ &amp; vay')}<w:r><w:br/></w:r>{run('vốn')}</w:p>"
    assert lines(body + paragraph("  ") + paragraph("1. Mức vay")) == [
        "Điều 5. Hỗ trợ & vay",
        "vốn",
        "1. Mức vay",
    ]


def test_tabs_are_spaces_and_tab_stops_are_nothing() -> None:
    stops = "<w:pPr><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr>"
    body = f"<w:p>{stops}<w:r><w:t>1.</w:t><w:tab/><w:t>Vay</w:t></w:r></w:p>"
    assert lines(body) == ["1. Vay"]


def test_what_word_does_not_show_is_left_out() -> None:
    body = (
        f"<w:p>{run('Còn')}<w:del>{run('bỏ')}</w:del><w:ins>{run(' thêm')}</w:ins>{run('kín', '<w:vanish/>')}"
        f"{run(' hiện', '<w:vanish w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert lines(body) == ["Còn thêm hiện"]


def test_a_text_box_is_read_once() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{paragraph('Trong khung')}</w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = f"<w:p {mc}>{run('Ngoài')}<w:r>{both}</w:r></w:p>"
    assert lines(body) == ["Trong khung", "Ngoài"]


def test_a_table_of_data_is_rows_of_cells() -> None:
    wide = "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + paragraph("Vay")
    body = table(
        words("TT", "Tên", "Mức"),
        ["", wide],
        [*words("1"), paragraph("Tín") + paragraph("dụng"), *words("5")],
    )
    assert lines(body) == ["TT\tTên\tMức\t", "\tVay\t\t", "1\tTín dụng\t5\t"]


def test_a_table_that_places_the_head_of_an_instrument_is_lines() -> None:
    head = table(
        words("CHÍNH PHỦ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), words("Số: 1/2026/NĐ-CP", "Hà Nội")
    )
    assert lines(head) == ["CHÍNH PHỦ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 1/2026/NĐ-CP", "Hà Nội"]


NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""
STYLES = f"""<w:styles {W}><w:style w:styleId="Dieu"><w:pPr>
<w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>"""


def test_automatic_numbers_are_written_out() -> None:
    point = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'
    body = (
        paragraph("Hỗ trợ", '<w:pStyle w:val="Dieu"/>')
        + paragraph("đất", point)
        + paragraph("vốn", point)
        + paragraph("Hiệu lực", '<w:pStyle w:val="Dieu"/>')
        + paragraph("tên", point)
        + paragraph("Không số", '<w:pStyle w:val="Dieu"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert lines(body, numbering=NUMBERING, styles=STYLES) == [
        "Điều 4. Hỗ trợ",
        "a) đất",
        "b) vốn",
        "Điều 5. Hiệu lực",
        "a) tên",
        "Không số",
    ]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (4, "lowerLetter", "d"),
        (28, "upperLetter", "BB"),
        (14, "upperRoman", "XIV"),
        (9, "lowerRoman", "ix"),
        (3, "decimalZero", "03"),
        (10**9, "upperRoman", "1000000000"),
    ],
)
def test_forms_of_numbers(number: int, form: str, shown: str) -> None:
    assert written(number, form) == shown


def test_a_bomb_is_refused_unpacked() -> None:
    big = paragraph("0" * 30_000_000)
    assert "giải nén ra quá lớn" in refusal(docx(big))
    assert "giải nén ra quá lớn" in refusal(docx(paragraph("x"), {"word/numbering.xml": "0" * 30_000_000}))


def test_a_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    raw = docx(paragraph("0" * 30_000_000))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        told = archive.getinfo(reader.BODY).file_size
    lying = raw.replace(struct.pack("<I", told), struct.pack("<I", 1000))
    assert lying != raw
    assert "bị hỏng" in refusal(lying)


def test_too_many_members_are_refused() -> None:
    raw = docx(paragraph("x"), {f"word/media/{number}": b"" for number in range(reader.MAX_MEMBERS)})
    assert "giải nén ra quá lớn" in refusal(raw)


def test_an_entity_bomb_is_refused() -> None:
    entities = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    document = (
        f'<?xml version="1.0"?>{entities}<w:document {W}><w:body>{paragraph("&b;")}</w:body></w:document>'
    )
    assert "khai báo thực thể XML" in refusal(zipped({"word/document.xml": document}))


def test_tables_inside_tables_without_end_are_read_in_time() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 3000 + paragraph("đáy") + "</w:tc></w:tr></w:tbl>" * 3000
    assert lines(deep) == ["đáy"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"PK\x03\x04 nothing", "bị hỏng, có mật khẩu hoặc tải dở"),
        (docx(paragraph("x"))[:-30], "bị hỏng, có mật khẩu hoặc tải dở"),
        (zipped({"[Content_Types].xml": "<x/>"}), "thiếu word/document.xml"),
        (zipped({"content.xml": "<x/>"}), "OpenDocument"),
        (zipped({"xl/workbook.xml": "<x/>"}), "bảng tính Excel"),
        (zipped({"word/document.xml": f"<w:document {W}><w:body>"}), "phần văn bản trong DOCX bị hỏng"),
    ],
)
def test_what_is_no_document_is_named(raw: bytes, said: str) -> None:
    assert said in refusal(raw)
