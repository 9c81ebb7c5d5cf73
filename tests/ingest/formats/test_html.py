"""HTML: the text of the instrument without what a portal sets around it."""

from __future__ import annotations

import pytest

from ingest.formats import html_tree
from ingest.formats.html import read_html
from knowledge.errors import DocumentError


def lines(html: str, encoding: str = "utf-8") -> list[str]:
    return read_html(html.encode(encoding), "a.html").text.split("\n")


def refusal(raw: bytes) -> str:
    with pytest.raises(DocumentError, match=r"^a\.html: [^\n]+; hãy [^\n]+$") as caught:
        read_html(raw, "a.html")
    return str(caught.value)


PORTAL = """<!DOCTYPE html><html><head><title>Cổng</title><style>p {color: red}</style></head><body>
<div id="top"><ul><li><a href="/">Trang chủ</a></li><li><a href="/1">Điều 9 cũ</a></li></ul></div>
<div id="main"><table><tr><td>CHÍNH PHỦ</td>
<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr></table>
<p>NGHỊ ĐỊNH</p><script>alert("Điều 1. Mã")</script>
<p><a name="dieu_1"></a><b>Điều 1.</b>
 Phạm&nbsp;vi &amp; <i>đối</i> tượng</p><p>1. Hỗ trợ<br>2. Vay</p>
<div style="display: none">ẩn</div></div><div class="side">Văn bản liên quan</div></body></html>"""


def test_only_the_instrument_of_a_portals_page_is_read() -> None:
    assert lines(PORTAL) == [
        "CHÍNH PHỦ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "NGHỊ ĐỊNH",
        "Điều 1. Phạm vi & đối tượng",
        "1. Hỗ trợ",
        "2. Vay",
    ]


def test_scripts_styles_and_menus_are_dropped_where_there_is_no_article() -> None:
    menu = "".join(f'<li><a href="/{number}">Mục {number}</a></li>' for number in range(5))
    page = f"<html><body><ul>{menu}</ul><nav>x</nav><p>Thông báo</p><noscript>y</noscript></body></html>"
    assert lines(page) == ["Thông báo"]


def test_tables_are_rows_with_tabs() -> None:
    page = (
        "<table><tr><th>TT</th><th colspan=2>Mức</th></tr><tr><td>1</td><td><p>Vay</p><p>vốn</p></td>"
        "<td>5</td></tr></table><p>sau</p>"
    )
    assert lines(page) == ["TT\tMức\t\t", "1\tVay vốn\t5\t", "sau"]


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "windows-1252"),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1258", "windows-1258"),
    ],
)
def test_charsets(encoding: str, charset: str) -> None:
    page = f"<html><head><meta charset='{charset}'></head><body><p>Hô trơ, đê nghi cua ân</p></body></html>"
    assert lines(page, encoding) == ["Hô trơ, đê nghi cua ân"]


def test_a_legacy_font_in_a_latin_page_is_converted() -> None:
    page = (
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'
        "<p>Céng hßa x· héi chñ nghÜa ViÖt Nam</p>"
    )
    assert lines(page, "cp1252") == ["Cộng hòa xã hội chủ nghĩa Việt Nam"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (PORTAL[:-20].encode(), "bị cắt giữa chừng"),
        (b"<html><body><script>x</script></body></html>", "không có chữ nào"),
        (b"<p>\xff\xfe\x00</p>", "không nhận ra bảng mã"),
    ],
)
def test_what_is_no_page_is_named(raw: bytes, said: str) -> None:
    assert said in refusal(raw)


def test_a_page_nested_deep_is_read_and_one_nested_without_end_refused() -> None:
    deep = html_tree.MAX_DEPTH
    assert lines("<div>" * deep + "Điều 1. Đáy" + "</div>" * deep) == ["Điều 1. Đáy"]
    assert "quá nhiều phần tử" in refusal(b"<div>" * 400_000 + "<p>Điều 1.</p>".encode() * 100_000)
    assert lines("<table><tr><td>" * 500 + "Đáy") == ["Đáy"]


def test_a_page_of_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_tree, "MAX_NODES", 1000)
    assert "quá nhiều phần tử" in refusal(b"<p>x</p>" * 1001)
