"""Passages: cite small, retrieve with context."""

from __future__ import annotations

import pytest

from ingest.parse import parse
from ingest.passages import passages_of
from ingest.read import Source, read
from knowledge.config import SHIPPED
from knowledge.document import Document, Span
from knowledge.passage import Passage

PLAN = SHIPPED / "documents" / "127-KH-UBND.md"


@pytest.fixture(scope="module")
def plan() -> Document:
    return parse(read(PLAN))


@pytest.fixture(scope="module")
def passages(plan: Document) -> dict[str, Passage]:
    return {passage.anchor: passage for passage in passages_of(plan)}


def test_ids_are_unique_and_name_their_document(plan: Document, passages: dict[str, Passage]) -> None:
    found = passages_of(plan)
    assert len({passage.id for passage in found}) == len(found) == len(passages)
    assert passages["iii.2.12"].id == "127/KH-UBND#iii.2.12"


def test_every_passage_stands_in_its_unit(plan: Document, passages: dict[str, Passage]) -> None:
    for anchor, passage in passages.items():
        node = plan.node(anchor)
        assert node is not None
        assert (passage.place, passage.kind) == (node.place, node.kind.value)
        assert passage.span in Span(node.start, node.end)
        own = passage.span.of(plan.text).replace("\t", " | ")
        assert own
        assert passage.context == "\n".join((*passage.headings, own))


def test_every_bullet_and_row_of_the_body_is_a_passage(plan: Document, passages: dict[str, Passage]) -> None:
    units = [node for node in plan.root.walk() if node.kind.value in ("bullet", "row", "item", "paragraph")]
    missing = {node.anchor for node in units} - passages.keys()
    assert {anchor.split(".")[0] for anchor in missing} == {"noi_nhan", "chu_ky"}
    assert sum(passage.kind == "row" for passage in passages.values()) == 26


def test_a_bullet_says_under_whom_it_stands_and_is_quoted_without_its_dash(
    plan: Document, passages: dict[str, Passage]
) -> None:
    bullet = passages["iii.3.1.gach_2"]
    assert bullet.span.of(plan.text).startswith("Rà soát quy hoạch, dành quỹ đất")
    assert [words[:12] for words in bullet.headings] == ["III. NHIỆM V", "3. Đổi mới, ", "3.1. UBND cá"]
    assert bullet.headings[-1].endswith("các Sở, Ban, ngành liên quan")


def test_a_target_says_its_year(passages: dict[str, Passage]) -> None:
    assert passages["ii.2.den_nam_2030.gach_1"].headings[-1] == "Đến năm 2030"


def test_a_row_says_its_part(plan: Document, passages: dict[str, Passage]) -> None:
    row = passages["pl.ii.13"]
    assert row.headings[0] == "PHỤ LỤC"
    assert row.headings[1].startswith("II. Tiếp tục đổi mới")
    assert row.context.endswith(row.span.of(plan.text).replace("\t", " | "))
    assert "13\tTổ chức tuyên truyền, tập huấn" in row.span.of(plan.text)


def test_recipients_and_signature_are_one_passage_each(plan: Document, passages: dict[str, Passage]) -> None:
    assert [anchor for anchor in passages if anchor.startswith(("noi_nhan", "chu_ky"))] == [
        "noi_nhan",
        "chu_ky",
    ]
    assert passages["noi_nhan"].span.of(plan.text).count("\n- ") == 18
    assert passages["chu_ky"].span.of(plan.text).endswith("Lê Trọng Yên")


def test_a_long_text_after_a_signature_is_cut_as_usual() -> None:
    lines = "\n".join(f"Đoạn {n}: " + "chữ " * 50 for n in range(10))
    document = parse(Source("thu", f"TM. ỦY BAN NHÂN DÂN\n{lines}", "0"))
    assert len([p for p in passages_of(document) if p.kind == "paragraph"]) == 10


def test_headings_alone_are_no_passages(passages: dict[str, Passage]) -> None:
    assert not {"i", "ii.2", "iii", "iii.2", "pl", "pl.ii"} & passages.keys()


def test_digests_follow_what_is_embedded() -> None:
    def digests(text: str) -> list[str]:
        return [passage.views[0].digest for passage in passages_of(parse(Source("thu", text, "0")))]

    before = digests("KẾ HOẠCH\nThử\n## I. MỘT\n1. Sở A:\n- làm việc\n- xem xét")
    after = digests("KẾ HOẠCH\nThử\n## I. MỘT\n1. Sở B:\n- làm việc\n- xem xét")
    assert len(before) == len(after) == 4
    assert before[0] == after[0]
    assert not set(before[1:]) & set(after[1:]), "a bullet is embedded with the line above it"


def test_a_text_of_headings_only_has_no_passages() -> None:
    assert passages_of(parse(Source("thu", "## I. MỤC ĐÍCH", "0"))) == ()


LAW = """Số: 9/2099/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
NGHỊ ĐỊNH
Về vườn ươm
Căn cứ Luật Thử nghiệm;
Điều 1. Phạm vi
(Điều 1 Nghị định số 9/2099/NĐ-CP, có hiệu lực thi hành kể từ ngày 20/04/2099)
Nghị định này nói về vườn ươm.
Điều 2. Được vay
Vườn ươm được vay khi đủ các điều kiện sau:
1. Có đất:
a) rộng;
b) bằng.
2. Có người giữ.
Trường hợp khác do Bộ Thử nghiệm quy định.
Điều 3. Bãi bỏ Nghị định số 8/2098/NĐ-CP.
Điều 4. Sửa đổi Nghị định số 7/2098/NĐ-CP
Sửa đổi khoản 1 như sau:
“1. Vay một năm.”.
"""


@pytest.fixture(scope="module")
def law() -> Document:
    return parse(Source("nd", LAW, "0"))


@pytest.fixture(scope="module")
def clauses(law: Document) -> dict[str, Passage]:
    return {passage.anchor: passage for passage in passages_of(law)}


def test_clauses_points_and_quotations_are_passages_titles_and_notes_are_none(
    clauses: dict[str, Passage],
) -> None:
    assert list(clauses) == [
        "so_hieu",
        "ten.doan_1",
        "mo_dau",
        "dieu_1",
        "dieu_2.doan_1",
        "dieu_2.khoan_1",
        "dieu_2.khoan_1.diem_a",
        "dieu_2.khoan_1.diem_b",
        "dieu_2.khoan_2",
        "dieu_2.khoan_2.doan_1",
        "dieu_3",
        "dieu_4.doan_1",
        "dieu_4.trich_1",
    ]


def test_an_article_of_one_paragraph_is_one_passage_without_the_note_of_the_source(
    law: Document, clauses: dict[str, Passage]
) -> None:
    passage = clauses["dieu_1"]
    assert passage.span.of(law.text) == "Nghị định này nói về vườn ươm."
    assert (passage.place, passage.headings) == ("Điều 1", ("Điều 1. Phạm vi",))


def test_an_article_that_says_something_itself_is_a_passage(
    law: Document, clauses: dict[str, Passage]
) -> None:
    assert clauses["dieu_3"].span.of(law.text) == "Điều 3. Bãi bỏ Nghị định số 8/2098/NĐ-CP."


def test_a_point_stands_under_the_title_the_lead_in_and_its_clause(clauses: dict[str, Passage]) -> None:
    lead = "Vườn ươm được vay khi đủ các điều kiện sau"
    assert clauses["dieu_2.khoan_1.diem_b"].headings == ("Điều 2. Được vay", lead, "1. Có đất")
    assert clauses["dieu_2.khoan_2"].headings == ("Điều 2. Được vay", lead)


def test_passages_of_a_law_are_found_by_its_number_and_title(clauses: dict[str, Passage]) -> None:
    assert clauses["dieu_2.khoan_2"].context == (
        "9/2099/NĐ-CP Nghị định về vườn ươm\nĐiều 2. Được vay\n"
        "Vườn ươm được vay khi đủ các điều kiện sau\n2. Có người giữ."
    )
    assert not any("Nghị định về vườn ươm" in passage.headings for passage in clauses.values())


def test_cells_and_rules_between_lines_are_no_passages() -> None:
    document = parse(
        Source("nd", "Điều 1. A\n1. Bảng:\nSTT\nII\n________\nHọ tên: ............\n1. Cây ổi.", "0")
    )
    assert [passage.kind for passage in passages_of(document)] == ["clause", "clause"]
