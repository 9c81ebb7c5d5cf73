"""Lines placed on pages become running text: heads and feet go, wrapped lines join, tables stay rows."""

from __future__ import annotations

from ingest.formats.pages import Line, Page, text_of


def page(*lines: tuple[float, float, str], height: float = 842) -> Page:
    """Lines by place from the left, from the top and text; letters 14 high and 6 wide."""
    return Page(tuple(Line(text, left, left + 6 * len(text), top, 14) for left, top, text in lines), height)


def printed(*texts: str, left: float = 60, top: float = 150) -> list[tuple[float, float, str]]:
    """Lines under each other; one that starts with a space is set in."""
    return [
        (left + (28 if text.startswith(" ") else 0), top + 16 * row, text.strip())
        for row, text in enumerate(texts)
    ]


FULL = "một dòng chữ dài vừa hết chiều ngang của trang giấy được in ra"


def test_wrapped_lines_join_and_units_start_lines() -> None:
    text = text_of(
        [
            page(
                *printed(
                    " Điều 1. " + FULL, "vi điều chỉnh", " 1. " + FULL, FULL, "hết.", " a) Vay;", " b) Vốn."
                )
            )
        ]
    )
    assert text.split("\n") == [
        f"Điều 1. {FULL} vi điều chỉnh",
        f"1. {FULL} {FULL} hết.",
        "a) Vay;",
        "b) Vốn.",
    ]


def test_without_indents_punctuation_and_short_lines_part_paragraphs() -> None:
    text = text_of(
        [
            page(
                *printed(
                    "Điều 1. Tên", "1. " + FULL, "hết khoản.", "2. " + FULL, FULL + "; điểm", "a khoản 1."
                )
            )
        ]
    )
    assert text.split("\n") == ["Điều 1. Tên", f"1. {FULL} hết khoản.", f"2. {FULL} {FULL}; điểm a khoản 1."]


def test_a_reference_at_the_start_of_a_wrapped_line_opens_nothing() -> None:
    text = text_of(
        [page(*printed(" 1. " + FULL + " tại Điều", "4, khoản 1 " + FULL, "Điều 5 Nghị định này."))]
    )
    assert text.count("\n") == 0


def test_a_hyphen_at_the_end_of_a_line_stays_a_dash_between_words_keeps_its_space() -> None:
    text = text_of([page(*printed(" 1. " + FULL + " NĐ-", "CP " + FULL + " kinh tế -", "xã hội."))])
    assert "NĐ-CP" in text
    assert "kinh tế - xã hội" in text


def test_heads_feet_and_page_numbers_go_and_sentences_join_across() -> None:
    pages = [
        page((200, 40, f"{number} CÔNG BÁO/Số 9{number}"), *printed(FULL), (300, 820, f"- {number} -"))
        for number in range(3)
    ]
    assert text_of(pages) == " ".join([FULL] * 3)


def test_lines_at_the_edge_of_few_pages_stay() -> None:
    pages = [page((60, 40, "Điều 1. Đầu trang.")), page((60, 40, "Điều 2. Trang khác.")), page((60, 40, "7"))]
    assert text_of(pages) == "Điều 1. Đầu trang.\nĐiều 2. Trang khác."


def test_cells_written_one_after_the_other_are_rows() -> None:
    rows = [("TT", "Tên mục", "Mức"), ("1", "Vay vốn", "200"), ("2", "Đào tạo", "50")]
    cells = [
        (60 + 150 * column, 200 + 20 * row, text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    cells.insert(5, (210, 214 + 20, "của quỹ"))
    text = text_of(
        [page(*printed(" Bảng 1:", top=170), *cells[:6], *cells[6:], *printed(" Sau bảng.", top=290))]
    )
    assert text.split("\n") == [
        "Bảng 1:",
        "TT\tTên mục\tMức\t",
        "1\tVay vốn của quỹ\t200\t",
        "2\tĐào tạo\t50\t",
        "Sau bảng.",
    ]


def test_a_head_in_two_columns_is_lines() -> None:
    text = text_of(
        [
            page(
                (60, 150, "CHÍNH PHỦ"),
                (300, 150, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                (330, 166, "Độc lập"),
                (60, 190, "Số: 1"),
                (300, 190, "Hà Nội"),
            )
        ]
    )
    assert text.split("\n") == [
        "CHÍNH PHỦ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập",
        "Số: 1",
        "Hà Nội",
    ]


def test_nothing_gives_nothing() -> None:
    assert text_of([]) == ""
    assert text_of([page(), page((300, 20, "3"))]) == ""
