"""What a new text would touch: passages, citing passages, cards, cases, policies, the catalogue."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from ingest.collected import Collected, Unit, file_of, save
from ingest.digests import Digest, load_digests
from ingest.impact import CARD, HELD, NO_ARTICLE, NO_DAY, NO_EFFECT, NO_LIBRARY, Holdings, impact_of, new_text
from ingest.passages import passages_of
from ingest.relying import cases_in, policies_in
from ingest.touched import How, Stands
from knowledge.builds import Content
from knowledge.catalogue import Catalogue
from knowledge.document import Meta
from knowledge.errors import DataError
from knowledge.facts import Facts
from tests.ingest.amending import AMENDING, HEAD, parsed
from tests.ingest.test_cli import fault, run

BEES = """Số: 99/2091/NĐ-CP

NGHỊ ĐỊNH
Về thùng ong

Điều 3. Số thùng
1. Phải đếm thùng.
2. Mỗi hộ giữ 20 thùng.
Điều 5. Nắp thùng
1. Nắp bằng gỗ.
2. Nắp không sơn.
3. Nắp có lỗ.
Điều 9. Mùa hoa
1. Báo xã.
2. Không được:
a) Dời thùng;
b) Mở thùng;
c) Phun thuốc.
Điều 10. Phạt
Phạt tiền.
"""
PONDS = """Số: 88/2093/NĐ-CP

NGHỊ ĐỊNH
Về ao cá

Điều 1. Ao gần ong
1. Giữ số thùng theo khoản 2 Điều 3 Nghị định số 99/2091/NĐ-CP.
2. Làm nắp theo khoản 1 Điều 5 Nghị định số 99/2091/NĐ-CP.
Điều 2. Mật
Bán mật theo Nghị định số 12/2089/NĐ-CP.
"""
CARD_FILE = """number: 99/2091/NĐ-CP
kind: Nghị định
title: Về thùng ong
issuer: Chính phủ
issued: 2091-02-02
effective: 2091-03-01
address: ''
checked: 2092-01-01
source: một bản chụp
articles:
- anchor: dieu_3
  heading: Số thùng
  statements:
  - {anchor: dieu_3.khoan_1, text: Người nuôi ong phải đếm thùng ong.}
  - {anchor: dieu_3.khoan_2, text: Mỗi hộ nuôi ong được giữ 20 thùng ong.}
- anchor: dieu_9
  heading: Mùa hoa
  statements:
  - {anchor: dieu_9.khoan_2.diem_b, text: Trong mùa hoa không được mở thùng ong.}
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture
def cards(tmp_path: Path) -> tuple[Digest, ...]:
    (tmp_path / "the").mkdir()
    (tmp_path / "the" / "99-2091-ND-CP.yaml").write_text(CARD_FILE, encoding="utf-8")
    return load_digests(tmp_path / "the")


def content() -> Content:
    documents = (parsed(BEES), parsed(PONDS))
    passages = tuple(passage for document in documents for passage in passages_of(document))
    return Content(documents, (Facts(), Facts()), passages)


def test_passages_whose_unit_changes_or_ends(catalogue: Catalogue) -> None:
    found = impact_of(parsed(AMENDING), Holdings(content(), (), catalogue))
    touched = {touch.anchor: touch.how for touch in found.passages}
    assert touched == {
        "dieu_3.khoan_2": How.CHANGED,
        "dieu_9.khoan_2.diem_a": How.ENDED,
        "dieu_9.khoan_2.diem_b": How.ENDED,
        "dieu_9.khoan_2": How.CHANGED,
        "dieu_10": How.ENDED,
    }
    assert all(touch.number == "99/2091/NĐ-CP" and touch.words for touch in found.passages)


def test_passages_that_cite_what_changes(catalogue: Catalogue) -> None:
    found = impact_of(parsed(AMENDING), Holdings(content(), (), catalogue))
    assert [(touch.number, touch.anchor, touch.how, touch.by) for touch in found.citing] == [
        ("88/2093/NĐ-CP", "dieu_1.khoan_1", How.CITES, "dieu_1.khoan_1"),
        ("88/2093/NĐ-CP", "dieu_2", How.CITES, "dieu_3.khoan_1"),
    ]


def test_cards_whose_unit_changes(catalogue: Catalogue, cards: tuple[Digest, ...]) -> None:
    found = impact_of(parsed(AMENDING), Holdings(None, cards, catalogue))
    assert [(touch.name, touch.how) for touch in found.cards] == [
        ("Điều 3 khoản 2", How.CHANGED),
        ("Điều 9 khoản 2 điểm b", How.ENDED),
    ]
    assert NO_LIBRARY in found.doubts


def test_cases_and_policies_on_what_changes_or_on_what_cites_it(catalogue: Catalogue) -> None:
    stands = (
        Stands("một", "99/2091/NĐ-CP", "dieu_3.khoan_2"),
        Stands("một", "99/2091/NĐ-CP", "dieu_3.khoan_1"),
        Stands("hai", "99/2091/NĐ-CP", "dieu_3.khoan_1"),
        Stands("ba", "88/2093/NĐ-CP", "dieu_1.khoan_1"),
        Stands("bốn", "88/2093/NĐ-CP", "dieu_1.khoan_2"),
        Stands("năm", "12/2089/NĐ-CP", "dieu_77"),
        Stands("sáu", "99/2091/NĐ-CP", "chung"),
    )
    found = impact_of(parsed(AMENDING), Holdings(content(), (), catalogue, stands, stands[:1]))
    assert [(touch.name, touch.how) for touch in found.cases] == [
        ("năm", How.ENDED),
        ("một", How.CHANGED),
        ("sáu", How.CHANGED),
        ("ba", How.CITES),
    ]
    assert [touch.name for touch in found.policies] == ["một"]


def test_entries_of_the_catalogue(catalogue: Catalogue) -> None:
    text = HEAD.format(title="Về quỹ") + (
        "Điều 1. Hiệu lực\n1. Nghị định này có hiệu lực từ ngày 01 tháng 5 năm 2095 và thay thế Nghị định số "
        "45/2021/NĐ-CP ngày 31 tháng 3 năm 2021.\n2. Bãi bỏ Điều 5 Nghị định số 99/2091/NĐ-CP.\n"
    )
    found = impact_of(parsed(text), Holdings(None, (), catalogue)).catalogue
    assert [(change.number, change.todo, change.then) for change in found[:2]] == [
        ("70/2095/NĐ-CP", "add", "in_force"),
        ("45/2021/NĐ-CP", "relate", "replaced"),
    ]
    assert (found[-1].number, found[-1].todo, found[-1].then) == ("99/2091/NĐ-CP", "add", "partly_repealed")
    guides = {change.number for change in found if change.todo == "review"}
    assert "52/2022/TT-BTC" in guides  # guides the decree that ends


def test_what_the_catalogue_knows_already_is_no_news(catalogue: Catalogue) -> None:
    text = (
        "Số: 252/2026/NĐ-CP\n\nNGHỊ ĐỊNH\nVề thuế\n\nĐiều 1. Hiệu lực\n1. Nghị định này có hiệu lực từ "
        "ngày 01 tháng 7 năm 2026 và thay thế Nghị định số 126/2020/NĐ-CP.\n"
    )
    (change,) = impact_of(parsed(text), Holdings(None, (), catalogue)).catalogue
    assert (change.todo, change.now, change.then) == ("known", "replaced", "replaced")


def test_what_is_not_certain_is_said(catalogue: Catalogue, cards: tuple[Digest, ...]) -> None:
    held = impact_of(parsed(BEES), Holdings(content(), cards, catalogue))
    number = {"number": "99/2091/NĐ-CP"}
    assert {NO_EFFECT, HELD.format(**number), CARD.format(**number)} <= set(held.doubts)
    assert NO_DAY.format(day=catalogue.as_of.strftime("%d/%m/%Y")) in held.doubts
    scrap = impact_of(parsed("Một đoạn không có điều nào.", "vun"), Holdings(content(), (), catalogue))
    assert NO_ARTICLE in scrap.doubts
    assert "không đọc được số hiệu; đang dùng tên tệp «vun»" in scrap.doubts


def test_what_the_reader_of_a_file_notes_is_said(tmp_path: Path, catalogue: Catalogue) -> None:
    page = tmp_path / "cu.html"
    page.write_text(
        "<p>Céng hßa x· héi chñ nghÜa ViÖt Nam, ng−êi d©n ®−îc hç trî</p><p>NghÞ ®Þnh vÒ ong</p>",
        encoding="utf-8",
    )
    document = new_text(page)
    (remark,) = document.remarks
    assert remark.anchor == ""
    assert "TCVN3" in remark.text
    assert remark.text in impact_of(document, Holdings(None, (), catalogue)).doubts


def test_a_collected_text_is_read_too(tmp_path: Path, catalogue: Catalogue) -> None:
    unit = Unit("1", "Điều 1. Bãi bỏ\n1. Bãi bỏ Điều 5 Nghị định số 99/2091/NĐ-CP.")
    text = Collected("70/2095/NĐ-CP", "Nghị định bãi bỏ", Meta(kind="Nghị định", source="vbpl"), (unit,))
    save(tmp_path, text)
    document = new_text(file_of(tmp_path, text.number, "vbpl"))
    (effect,) = impact_of(document, Holdings(None, (), catalogue)).effects
    assert (effect.kind, effect.number, effect.anchors) == ("repeals", "99/2091/NĐ-CP", ("dieu_5",))


def test_an_impact_is_plain_json(catalogue: Catalogue) -> None:
    found = impact_of(parsed(AMENDING), Holdings(content(), (), catalogue))
    row = json.loads(json.dumps(asdict(found)))
    assert row["number"] == "70/2095/NĐ-CP"
    assert row["passages"][0]["how"] == "changed"


# --- what relies on units


def test_cases_are_read_plainly_and_those_kept_apart_are_not(tmp_path: Path) -> None:
    folder = tmp_path / "regs"
    folder.mkdir()
    gold = [{"document": "1/2090/A", "anchor": "dieu_1"}]
    grouped = [[{"document": "1/2090/A", "anchor": "dieu_2"}, {"document": "2/2090/B", "anchor": ""}]]
    lines = [
        json.dumps({"id": "a", "question": "hả?", "gold": gold}),
        "",
        json.dumps({"id": "b", "gold": grouped}),
    ]
    (folder / "dev.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "held_out.jsonl").write_text("not to be read", encoding="utf-8")
    (folder / "cases.jsonl").write_text(
        '{"id": "c", "clause": "45/2021/NĐ-CP#dieu_9.diem_đ"}', encoding="utf-8"
    )
    assert [(one.name, one.number, one.anchor) for one in cases_in(tmp_path)] == [
        ("regs/cases: c", "45/2021/NĐ-CP", "dieu_9.diem_dd"),
        ("regs/dev: a", "1/2090/A", "dieu_1"),
        ("regs/dev: b", "1/2090/A", "dieu_2"),
        ("regs/dev: b", "2/2090/B", ""),
    ]


@pytest.mark.parametrize("line", ["{", "[]", '{"gold": []}', '{"id": "a", "gold": [{"anchor": "x"}]}'])
def test_a_broken_case_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "regs").mkdir()
    (tmp_path / "regs" / "dev.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(DataError, match=r"dev\.jsonl, line 1"):
        cases_in(tmp_path)


def test_policies_are_known_by_the_units_they_name(tmp_path: Path) -> None:
    (tmp_path / "ong.yaml").write_text(
        "- id: vay-ong\n  gets:\n  - {text: Tiền, basis: 45/2021/NĐ-CP#dieu_23.khoan_2.diem_đ}\n"
        "- id: cho-ong\n  basis: 1804/QĐ-TTg#chung\n",
        encoding="utf-8",
    )
    assert [(one.name, one.number, one.anchor) for one in policies_in(tmp_path)] == [
        ("ong: vay-ong", "45/2021/NĐ-CP", "dieu_23.khoan_2.diem_dd"),
        ("ong: cho-ong", "1804/QĐ-TTg", "chung"),
    ]


def test_the_sets_and_policies_of_this_house_can_be_read() -> None:
    assert {one.name.split("/")[0] for one in cases_in()} >= {"plan", "regs", "policies"}
    assert all(one.number and one.anchor for one in policies_in())
    assert policies_in()


# --- the command


def test_the_command_prints_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    (tmp_path / "moi.md").write_text(AMENDING, encoding="utf-8")
    done = run("impact", "moi.md", data=tmp_path / "data")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("70/2095/NĐ-CP — ")
    assert "có hiệu lực từ 01/5/2095" in done.stdout
    assert "khoản 2 Điều 3" in done.stdout and "Điều 4a (mới)" in done.stdout
    assert "Đoạn trong thư viện bị chạm tới: không có." in done.stdout
    assert NO_LIBRARY in done.stdout
    assert not (tmp_path / "data").exists()  # nothing is added


def test_the_command_prints_json(tmp_path: Path) -> None:
    (tmp_path / "moi.md").write_text(AMENDING, encoding="utf-8")
    done = run("impact", "moi.md", "--json", "--sets", "khong-co", data=tmp_path / "data")
    row = json.loads(done.stdout)
    assert len(row["effects"]) == 12
    assert row["cases"] == []


def test_the_command_names_what_cannot_be_read(tmp_path: Path) -> None:
    assert "khong-co.md: không mở được" in fault(run("impact", "khong-co.md", data=tmp_path / "data"))
