"""The parser: total, conserving, and right on the plan."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.parse import outline, parse
from ingest.read import Source, read
from knowledge.config import SHIPPED
from knowledge.document import Document, Meta, Node, NodeKind

PLAN = SHIPPED / "documents" / "127-KH-UBND.md"
GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.fixture(scope="module")
def plan() -> Document:
    return parse(read(PLAN))


def bare(text: str) -> str:
    """What must survive parsing: everything but white space and Markdown marks."""
    return re.sub(r"[\s*#\\]|</?(?:b|i|u|strong|em)>", "", text, flags=re.IGNORECASE)


def heads(document: Document) -> list[Node]:
    return [node for node in document.root.walk() if node.kind is not NodeKind.DOCUMENT]


LINES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(PLAN.read_text(encoding="utf-8").split("\n")),
    st.sampled_from(
        [
            "",
            "# ",
            "**",
            "- ",
            "\\* ",
            "1.",
            "1. a",
            "2.3. b",
            "Điều 5. C",
            "a) d",
            "\t\t\t\t",
            "x\t\t\t",
            "\ty\tz\tw",
        ]
    ),
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, max_size=25))
def test_any_text_parses_and_nothing_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    document = parse(Source("thu", text, "0"))
    assert bare(document.text) == bare(text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, max_size=25))
def test_spans_nest_and_tile_and_anchors_are_unique(lines: list[str]) -> None:
    document = parse(Source("thu", "\n".join(lines), "0"))
    nodes = heads(document)
    assert max(Counter(node.anchor for node in nodes).values(), default=1) == 1
    covered = "\n".join(node.head.of(document.text) for node in nodes)
    assert covered == document.text
    for node in document.root.walk():
        assert node.start <= node.head.end <= node.end <= len(document.text)
        for child in node.children:
            assert node.start <= child.start <= child.end <= node.end
        for cell in node.cells:
            assert cell in node.head


def test_plan_is_conserved(plan: Document) -> None:
    assert bare(plan.text) == bare(PLAN.read_text(encoding="utf-8"))


def test_plan_outline_is_the_golden_one(plan: Document) -> None:
    assert outline(plan) + "\n" == (GOLDEN / "127-KH-UBND.outline").read_text(encoding="utf-8")


def test_plan_knows_its_number_and_title(plan: Document) -> None:
    assert plan.number == "127/KH-UBND"
    assert plan.slug == "127-KH-UBND"
    assert plan.title.startswith("Kế hoạch thực hiện Nghị quyết số 09/NQ-CP ngày 02/02/2023 của Chính phủ")


@pytest.mark.parametrize(("group", "rows"), [("i", 3), ("ii", 14), ("iii", 2), ("iv", 4), ("v", 3)])
def test_annex_has_its_rows(plan: Document, group: str, rows: int) -> None:
    node = plan.node(f"pl.{group}")
    assert node is not None
    found = [child for child in node.children if child.kind is NodeKind.ROW]
    assert [child.anchor for child in found] == [f"pl.{group}.{n}" for n in range(1, rows + 1)]
    assert all(len(child.cells) == 6 for child in found)


def test_a_row_keeps_an_empty_cell_in_its_column(plan: Document) -> None:
    node = plan.node("pl.iv.4")
    assert node is not None
    assert [cell.of(plan.text) for cell in node.cells][2:] == [
        "UBND các huyện, thành phố",
        "",
        "Quyết định của UBND cấp huyện",
        "Năm 2023",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ban Chấp hành Trung ương Đảng khóa XIII (viết tắt là",
        "Ngân hàng Nhà nước Việt Nam về đẩy mạnh",
        "phối hợp, điều hành, tổ chức thực hiện",
        "và phát triển thị trường nông sản.",
    ],
)
def test_sentences_cut_by_a_page_break_are_whole(plan: Document, sentence: str) -> None:
    assert sentence in plan.text


@pytest.mark.parametrize("number", range(1, 15))
def test_items_of_one_section_are_siblings(plan: Document, number: int) -> None:
    path = plan.path(f"iii.2.{number}")
    assert [node.anchor for node in path] == ["", "iii", "iii.2", f"iii.2.{number}"]
    assert path[-1].place == f"Mục III.2.{number}"


def test_places_are_human(plan: Document) -> None:
    places = {node.anchor: node.place for node in plan.root.walk()}
    assert places["pl.ii.13"] == "Phụ lục, phần II, mục 13"
    assert places["ii.2.den_nam_2045.gach_1"] == "Mục II.2, đến năm 2045, gạch đầu dòng 1"
    assert places["iv.1"] == "Mục IV.1"


DECREE = """NGHỊ ĐỊNH
Về việc thử

Số: 99/2099/NĐ-CP

Chương I
QUY ĐỊNH CHUNG

Điều 5a. Đối tượng
1. Hợp tác xã:
a) có vốn;
b) có đất.
2. Tổ hợp tác.
Điều 6. Hiệu lực
"""


def test_articles_clauses_and_points_have_their_places() -> None:
    document = parse(Source("nd", DECREE, "0"))
    node = document.node("dieu_5a.khoan_1.diem_b")
    assert document.number == "99/2099/NĐ-CP"
    assert node is not None
    assert node.place == "Điều 5a khoản 1 điểm b"
    assert node.head.of(document.text) == "b) có đất."
    assert document.node("dieu_6") is not None


@pytest.mark.parametrize(
    "front", ["NGHỊ ĐỊNH\nVề việc thử\n\nSố: 9/2099/NĐ-CP\n", "NGHỊ ĐỊNH\nVề việc thử\n", ""]
)
def test_articles_of_a_document_without_chapters_hang_from_its_root(front: str) -> None:
    document = parse(Source("nd", f"{front}\nĐiều 1. Đối tượng\n1. Hợp tác xã.\n", "0"))
    assert [node.anchor for node in document.path("dieu_1.khoan_1")] == ["", "dieu_1", "dieu_1.khoan_1"]


def test_a_long_flat_text_is_parsed_in_linear_time() -> None:
    document = parse(Source("dai", "\n".join(f"Đoạn {n} dài." for n in range(30_000)), "0"))
    assert len(document.root.children) == 30_000
    assert document.root.children[-1].anchor == "doan_30000"


CODIFIED = """# Nghị định 901/2099/NĐ-CP — Về vườn ươm
# Cơ quan ban hành: Chính phủ; ngày ban hành: 02/03/2099; hiệu lực từ: 20/04/2099

Điều 1. Phạm vi
(Điều 1 Nghị định số 901/2099/NĐ-CP, có hiệu lực thi hành kể từ ngày 20/04/2099)
Nghị định này nói về vườn ươm.
"""


def test_comments_above_a_text_name_it_and_are_no_part_of_it() -> None:
    document = parse(Source("tep", CODIFIED, "0"))
    assert (document.number, document.title) == ("901/2099/NĐ-CP", "Nghị định về vườn ươm")
    assert document.text.startswith("Điều 1. Phạm vi")
    meta = document.meta
    assert (meta.kind, meta.issuer, meta.issued, meta.effective) == (
        "Nghị định",
        "Chính phủ",
        "2099-03-02",
        "2099-04-20",
    )


def test_what_the_source_tells_wins_over_the_text() -> None:
    told = Meta(kind="Văn bản hợp nhất", issued="2100-01-01", source="phapdien")
    document = parse(Source("1/VBHN-BTN", CODIFIED, "0", title="Vườn ươm, hợp nhất", meta=told))
    assert (document.number, document.title) == ("1/VBHN-BTN", "Vườn ươm, hợp nhất")
    assert document.meta == Meta(
        "Văn bản hợp nhất", "Chính phủ", "2100-01-01", "2099-04-20", source="phapdien"
    )


@pytest.mark.parametrize(
    "text",
    [
        "# Nghị định 45/2099/NĐ-CP\n# Chương I\nĐiều 1. A",
        "# Nghị định 45/2099/NĐ-CP — Về vườn\nĐiều 1. A",
        "# NGHỊ ĐỊNH — Về vườn\n# Chương I\nĐiều 1. A",
    ],
)
def test_headings_of_a_markdown_text_stay(text: str) -> None:
    assert bare(parse(Source("tep", text, "0")).text) == bare(text)


def test_a_note_of_the_source_is_a_remark_on_its_article() -> None:
    document = parse(Source("tep", CODIFIED, "0"))
    (remark,) = document.remarks
    assert (remark.anchor, remark.effective) == ("dieu_1", "2099-04-20")
    node = document.node("dieu_1.ghi_chu")
    assert node is not None
    assert (node.kind, node.head.of(document.text)) == (NodeKind.REMARK, remark.text)


@pytest.mark.parametrize(
    ("text", "effective"),
    [
        ("Điều 1. Luật này có hiệu lực thi hành kể từ ngày 15/5/2099.", "2099-05-15"),
        ("Điều 1. Quyết định này có hiệu lực từ ngày ký ban hành.", "2099-03-02"),
        ("Điều 1. Luật này có hiệu lực từ ngày 31 tháng 02 năm 2099.", ""),
        ("Điều 1. Sửa đổi Luật A:\n“2. Luật này có hiệu lực từ ngày 01/01/2098.”", ""),
        ("Điều 1. Hợp đồng này có hiệu lực từ ngày 15/5/2099.", ""),
    ],
)
def test_the_day_of_effect_is_the_one_the_text_says_of_itself(text: str, effective: str) -> None:
    document = parse(Source("tep", f"Hà Nội, ngày 02 tháng 3 năm 2099\n{text}", "0"))
    assert document.meta.effective == effective
    assert document.meta.issued == "2099-03-02"


def test_a_number_printed_in_a_form_is_not_the_number_of_the_text() -> None:
    assert parse(Source("tep", "Điều 1. A\nMẫu số 01\nSố: 12/2099/QĐ-X", "0")).number == "tep"


def test_a_ministry_is_named_as_the_text_writes_it() -> None:
    text = "BỘ VƯỜN ƯƠM\nSố: 3/2099/TT-BVU\nTHÔNG TƯ\nVề vườn\nĐiều 1. Bộ trưởng Bộ Vườn ươm thi hành."
    assert parse(Source("tep", text, "0")).meta.issuer == "Bộ Vườn ươm"


def test_a_heading_printed_once_more_in_the_running_text_opens_no_second_article() -> None:
    document = parse(Source("tep", "Điều 5. Vốn\nĐiều 5. Vốn 1. Góp bằng tiền.\n2. Góp bằng đất.", "0"))
    assert [node.anchor for node in heads(document)] == ["dieu_5", "dieu_5.doan_1", "dieu_5.khoan_2"]


def test_a_number_that_comes_twice_gets_an_anchor_of_its_own() -> None:
    document = parse(Source("tep", "Điều 1. A\n1. B\n1. C\nĐiều 1. D\n1. E", "0"))
    anchors = ["dieu_1", "dieu_1.khoan_1", "dieu_1.khoan_1_2", "dieu_1_2", "dieu_1_2.khoan_1"]
    assert [node.anchor for node in heads(document)] == anchors


LAW_LINES = st.sampled_from(
    [
        "NGHỊ ĐỊNH",
        "Số: 9/2099/NĐ-CP",
        "Căn cứ Luật Thử;",
        "Phần thứ nhất",
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Mục 1. VỐN",
        "Điều 1. Sửa đổi Luật A",
        "Điều 2.",
        "(Điều 2 Luật này, có hiệu lực thi hành kể từ ngày 01/07/2099)",
        "1. Sửa đổi khoản 2 như sau:",
        "2. Bổ sung điểm a như sau: “a) Vốn",
        "2.1. Đất",
        "a) Nước",
        "a.1) Cây",
        "“1. Vốn góp",
        "“Điều 2. Đất”.",
        '"3. Cây".',
        "I. MỤC TIÊU",
        "Phụ lục I",
        "Mẫu số 01",
        "QUY CHẾ",
        "(Ban hành kèm theo Quyết định này)",
        "Nơi nhận:",
        "TM. CHÍNH PHỦ",
        "BỘ TRƯỞNG",
        "- Như trên",
        "một\thai\tba\tbốn",
        "Đoạn văn.",
        "# Nghị định 1/2099/NĐ-CP",
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LAW_LINES, max_size=30))
def test_any_order_of_legal_lines_is_conserved_and_nests(lines: list[str]) -> None:
    text = "\n".join(lines)
    document = parse(Source("thu", text, "0"))
    assert bare(document.text) == bare(text)
    nodes = heads(document)
    assert max(Counter(node.anchor for node in nodes).values(), default=1) == 1
    assert "\n".join(node.head.of(document.text) for node in nodes) == document.text
    for node in document.root.walk():
        assert all(node.start <= child.start <= child.end <= node.end for child in node.children)
        assert node.kind is not NodeKind.QUOTED or all(c.kind is NodeKind.QUOTED for c in node.children)


def test_each_annex_has_tables_with_a_head_of_their_own() -> None:
    document = parse(
        Source("thu", "Phụ lục I\nTT\tCây\tSố\tGiá\n1\tỔi\t2\t3\nPhụ lục II\nTT\tVườn\tRộng\tDài", "0")
    )
    kinds = [node.kind for node in heads(document) if node.cells]
    assert kinds == [NodeKind.TABLE_HEAD, NodeKind.ROW, NodeKind.TABLE_HEAD]
