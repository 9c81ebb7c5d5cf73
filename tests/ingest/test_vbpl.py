"""Pages of the national database: the text from one, title, days, validity and relations from the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.archive import MAX_PAGE, ArchivedPage, pages_of
from ingest.vbpl import read_page, texts_of
from knowledge.document import Link
from knowledge.errors import DocumentError
from tests.ingest.database import full_page, history_page, properties_page, related_page

STORED = Path(__file__).parents[3] / "shared" / "vbpl"


def page(html: str, name: str = "a.html") -> ArchivedPage:
    return ArchivedPage(name, "2099-01-01", html.encode())


def test_four_pages_make_one_text() -> None:
    pages = [read_page(page(html())) for html in (history_page, full_page, related_page, properties_page)]
    (text,), missing = texts_of(pages)
    assert missing == ()
    assert (text.number, text.title) == ("7/2091/NĐ-CP", "Nghị định về tổ ong")
    meta = text.meta
    assert (meta.kind, meta.issuer, meta.issued) == ("Nghị định", "Chính phủ", "2091-12-30")
    assert (meta.effective, meta.collected, meta.source) == ("2092-02-01", "2095-02-08", "vbpl")
    assert meta.address.endswith("vbpq-toanvan.aspx?ItemID=77")
    document = text.document()
    assert document.node("dieu_1.khoan_1.diem_a") is not None
    assert "Tổ ong treo." in document.text


def test_what_the_pages_remark() -> None:
    pages = [read_page(page(html())) for html in (full_page, properties_page, history_page, related_page)]
    remarks = texts_of(pages)[0][0].remarks
    assert all(remark.anchor == "" for remark in remarks)
    said = {remark.text: remark for remark in remarks}
    assert "Tình trạng hiệu lực: Hết hiệu lực một phần" in said
    assert said["01/02/2092: Văn bản có hiệu lực (7/2091/NĐ-CP)"].links == ()
    changed = said["03/04/2094: Bị sửa đổi 1 phần (9/2094/NĐ-CP); phần hết hiệu lực: Điều 2"]
    assert (changed.effective, changed.links) == ("2094-04-03", (Link("amended_by", "9/2094/NĐ-CP"),))
    links = [link for remark in remarks if not remark.effective for link in remark.links]
    assert links == [
        Link("guides", "7/2090/QH30"),
        Link("guided_by", "5/2092/TT-BTC"),
        Link("amends", "1/2080/NĐ-CP"),
    ]


def test_without_its_properties_a_text_is_named_by_what_it_prints() -> None:
    (text,), _ = texts_of([read_page(page(full_page()))])
    assert text.title == ""
    assert text.document().title.lower() == "nghị định về tổ ong"
    assert text.meta.effective == "2092-02-01"


def test_an_instrument_without_its_text_is_named() -> None:
    assert texts_of([read_page(page(properties_page()))]) == ((), ("7/2091/NĐ-CP",))


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (page(full_page()[:400]), "cắt giữa chừng"),
        (page("<html><body><p>Trang chủ</p></body></html>"), "không phải trang văn bản"),
        (ArchivedPage("a.html", "", "Nghị định".encode("utf-16")), "UTF-8"),
        (ArchivedPage("a.html", "", b"", "a.html: 60 MB, quá giới hạn 50 MB"), "quá giới hạn"),
    ],
)
def test_what_cannot_be_read_is_one_line(found: ArchivedPage, why: str) -> None:
    with pytest.raises(DocumentError, match=why) as raised:
        read_page(found)
    assert "a.html" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "lon.html").open("wb") as file:
        file.truncate(MAX_PAGE + 1)
    (found,) = pages_of(tmp_path)
    assert found.raw == b""
    assert "quá giới hạn" in found.fault


@pytest.mark.skipif(not STORED.is_dir(), reason="the stored pages are not on this machine")
def test_the_stored_pages() -> None:
    (text,), missing = texts_of([read_page(found) for found in pages_of(STORED)])
    assert missing == ()
    assert (text.number, text.title) == ("21-LCT/HDNN8", "Luật bảo vệ sức khoẻ nhân dân")
    assert (text.meta.issued, text.meta.effective) == ("1989-06-30", "1989-07-11")
    document = text.document()
    assert {f"dieu_{n}" for n in range(1, 56)} <= {node.anchor for node in document.root.walk()}
    assert any("Còn hiệu lực" in remark.text for remark in document.remarks)
