"""Lines: each known by its own words, put together where a page cut them, quotations known as such."""

from __future__ import annotations

import pytest

from ingest.lines import LineKind, recognise


def only(text: str) -> tuple[LineKind, str]:
    (line,) = recognise(text)
    return line.kind, line.label


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("Phần thứ nhất", LineKind.DIVISION, "thứ nhất"),
        ("PHẦN II", LineKind.DIVISION, "II"),
        ("Phần giá trị tổn thất không được bồi thường", LineKind.TEXT, ""),
        ("Chương IV", LineKind.CHAPTER, "IV"),
        ("Chương 2. CĂN CỨ TÍNH", LineKind.CHAPTER, "2"),
        ("Chương IICHÍNH SÁCH HỖ TRỢ", LineKind.CHAPTER, "II"),
        ("CHƯƠNG XL", LineKind.CHAPTER, "XL"),
        ("Chương II của Nghị định này", LineKind.TEXT, ""),
        ("Chương trình hỗ trợ hợp tác xã", LineKind.TEXT, ""),
        ("Mục 2: ĐỐI VỚI QUỸ", LineKind.SECTION, "2"),
        ("MỤC III. LẬP DỰ TOÁN", LineKind.SECTION, "III"),
        ("Mục tiêu của chương trình", LineKind.TEXT, ""),
        ("Tiểu mục 1", LineKind.SUBSECTION, "1"),
        ("Điều 5a. Đối tượng", LineKind.ARTICLE, "5a"),
        ("Điều 7", LineKind.ARTICLE, "7"),
        ("Điều 7 của Luật này", LineKind.TEXT, ""),
        ("2a. Bổ sung", LineKind.NUMBERED, "2a"),
        ("10.Mức độ góp sức", LineKind.NUMBERED, "10"),
        ("1 .Vụ Tín dụng", LineKind.NUMBERED, "1"),
        ("1. [chú thích 2] (được bãi bỏ)", LineKind.NUMBERED, "1"),
        ("1.500.000 đồng một người", LineKind.TEXT, ""),
        ("2.17. Chi trả lãi", LineKind.DOTTED, "2.17"),
        ("đ) Có đất", LineKind.POINT, "đ"),
        ("a1) Có vốn", LineKind.POINT, "a1"),
        ("a.1.2) Trường hợp khác", LineKind.SUBPOINT, "a.1.2"),
        ("PHỤ LỤC", LineKind.ANNEX, ""),
        ("Phụ lục số 02", LineKind.ANNEX, "02"),
        ("Phụ lục II-1. MẪU ĐƠN", LineKind.ANNEX, "II-1"),
        ("Phụ lục III ban hành kèm theo Nghị định", LineKind.TEXT, ""),
        ("Mẫu số: 01/TNDN", LineKind.FORM, "01/TNDN"),
        ("Mẫu II-12", LineKind.FORM, "II-12"),
        ("Mẫu bìa của giấy chứng nhận", LineKind.TEXT, ""),
        ("Mẫu số 01.docx", LineKind.REMARK, ""),
        ("(Điều 2 Luật số 1/2099/QH9, có hiệu lực thi hành kể từ ngày 01/07/2099 )", LineKind.REMARK, ""),
        ("(Điều 2 Luật này không áp dụng)", LineKind.TEXT, ""),
        ("Căn cứ Luật Thử nghiệm;", LineKind.BASIS, ""),
        ("Căn cứ kết quả rà soát, hợp tác xã", LineKind.TEXT, ""),
        ("Theo đề nghị của Bộ trưởng Bộ Thử nghiệm;", LineKind.BASIS, ""),
        ("QUYẾT ĐỊNH:", LineKind.BASIS, ""),
        ("KT. BỘ TRƯỞNG", LineKind.SIGNATURE, ""),
        ("CHỦ TỊCH QUỐC HỘI Trần Văn Thử", LineKind.OFFICE, ""),
        ("| Luật số: 51/2099/QH15 |", LineKind.NUMBER, "51/2099/QH15"),
        ("-Lưu: VT", LineKind.BULLET, "-"),
    ],
)
def test_a_line_is_known_by_its_words(text: str, kind: LineKind, label: str) -> None:
    assert only(text) == (kind, label)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chương I\nQUY ĐỊNH\nCHUNG\nĐiều 1. A", ["Chương I QUY ĐỊNH CHUNG", "Điều 1. A"]),
        ("Chương I\nQuy định chung\nĐiều 1. A", ["Chương I Quy định chung", "Điều 1. A"]),
        ("Chương I. Quy định chung\nCâu mở đầu.", ["Chương I. Quy định chung", "Câu mở đầu."]),
        ("## Chương I\n## QUY ĐỊNH CHUNG", ["Chương I QUY ĐỊNH CHUNG"]),
        ("Điều 2.\nĐối tượng chịu thuế\n1. Đất.", ["Điều 2. Đối tượng chịu thuế", "1. Đất."]),
        ("Điều 2.\nHợp tác xã được vay vốn.", ["Điều 2.", "Hợp tác xã được vay vốn."]),
        ("a) Mẫu đơn từ\nMẫu III-1 đến Mẫu III-7", ["a) Mẫu đơn từ Mẫu III-1 đến Mẫu III-7"]),
        ("Theo quy định tại\nĐiều 9. Trường hợp khác", ["Theo quy định tại Điều 9. Trường hợp khác"]),
        ("Nguyễn Thử Phụ lục I. DANH MỤC MẪU ĐƠN", ["Nguyễn Thử", "Phụ lục I. DANH MỤC MẪU ĐƠN"]),
    ],
)
def test_what_a_page_cut_or_glued_is_mended(text: str, expected: list[str]) -> None:
    assert [line.text.strip() for line in recognise(text)] == expected


def quoted(text: str) -> list[str]:
    return [line.text for line in recognise(text) if line.quoted]


def test_a_defined_word_at_the_start_of_a_line_is_no_quotation() -> None:
    assert quoted("Từ ngữ được bổ sung, hiểu như sau:\n“Khách hàng” là hợp tác xã.\n1. Tiếp.") == []


def test_a_quotation_without_an_amending_line_above_is_none() -> None:
    assert quoted("Điều 1. Khẩu hiệu\n“1. Đoàn kết\n2. Phát triển”") == []


def test_an_unclosed_quotation_ends_at_the_next_article_of_the_amending_text() -> None:
    text = "Điều 1. Sửa đổi Luật A\n“Điều 9. Vốn\n1. Vốn góp.\nĐiều 10. Đất\nĐiều 2. Hiệu lực\n1. Từ ngày ký."
    assert quoted(text) == ["“Điều 9. Vốn", "1. Vốn góp.", "Điều 10. Đất"]


def test_a_closed_quotation_may_hold_an_article_with_the_number_that_comes_next() -> None:
    text = "Điều 1. Sửa đổi Luật A\n“Điều 1. Vốn\nĐiều 2. Đất\nĐiều 3. Nước”.\nĐiều 2. Hiệu lực"
    assert quoted(text) == ["“Điều 1. Vốn", "Điều 2. Đất", "Điều 3. Nước”."]


def test_an_unclosed_straight_quotation_ends_where_the_text_amends_on() -> None:
    text = (
        'Điều 1. Sửa đổi Luật A\n1. Sửa đổi khoản 1:\n"1. Vốn góp.\n'
        '2. Sửa đổi khoản 2:\n"2. Đất.".\nĐiều 2. Hiệu lực'
    )
    assert quoted(text) == ['"1. Vốn góp.', '"2. Đất.".']


def test_an_unclosed_quotation_ends_at_the_signature() -> None:
    assert quoted("1. Sửa đổi khoản 1:\n“1. Vốn.\nTM. CHÍNH PHỦ\n2. Khác") == ["“1. Vốn."]


def test_a_quotation_that_begins_inside_its_line_stands_below_it() -> None:
    lines = recognise("2. Sửa đổi khoản 3 Điều 9 như sau: “3. Quỹ cho vay:\na) ngắn hạn;\nb) dài hạn.”.")
    assert [(line.text.strip(), line.quoted) for line in lines] == [
        ("2. Sửa đổi khoản 3 Điều 9 như sau:", False),
        ("“3. Quỹ cho vay:", True),
        ("a) ngắn hạn;", True),
        ("b) dài hạn.”.", True),
    ]


def test_a_short_quoted_term_leaves_its_line_whole() -> None:
    line = "2. Sửa đổi cụm từ như sau: “cấp huyện” thành “cấp xã”."
    assert [(found.text, found.quoted) for found in recognise(line)] == [(line, False)]


def test_quotations_never_closed_are_read_in_linear_time() -> None:
    text = "1. Sửa đổi khoản 1:\n“1. Vốn “góp\n" * 20_000
    assert sum(line.quoted for line in recognise(text)) >= 20_000
