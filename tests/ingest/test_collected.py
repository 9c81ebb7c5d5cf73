"""Collected texts: uniting loses nothing, files are whole, the digest moves with what it stands for."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from ingest.collected import Collected, Unit, file_of, files_in, load, read_collected, remove, save, united
from ingest.sources import Candidate, Skipped
from knowledge.document import Link, Meta, Remark
from knowledge.errors import DocumentError, LibraryError

META = Meta(kind="Nghị định", issuer="Chính phủ", collected="2099-01-01", source="phapdien")


def text_of(*labels: str, day: str = "2099-01-01", words: str = "Đoạn") -> Collected:
    units = tuple(
        Unit(label, f"Điều {label}. Tên\n{words} {label}.", effective="2098-01-01") for label in labels
    )
    meta = replace(META, collected=day, effective="2098-01-01")
    return Collected("9/2098/NĐ-CP", "Nghị định về ong", meta, units)


def test_parts_unite_in_the_order_of_their_numbers_whichever_comes_first() -> None:
    parts = [text_of("10", "2"), text_of("5a"), text_of("5", "1")]
    results = {united(united(*two), third) for *two, third in permutations(parts)}
    (whole,) = results
    assert [unit.label for unit in whole.units] == ["1", "2", "5", "5a", "10"]


def test_uniting_with_a_part_of_itself_changes_nothing() -> None:
    whole = text_of("1", "2", "3")
    assert united(whole, text_of("2")) == whole
    assert united(text_of("2"), whole) == whole


def test_the_text_collected_later_stays() -> None:
    old, new = text_of("1", "2"), text_of("2", day="2099-05-05", words="Lời mới")
    for whole in (united(old, new), united(new, old)):
        assert [unit.text for unit in whole.units] == ["Điều 1. Tên\nĐoạn 1.", "Điều 2. Tên\nLời mới 2."]
        assert whole.meta.collected == "2099-05-05"


def test_links_of_both_stay() -> None:
    one = replace(text_of(), units=(Unit("1", "Điều 1. A", links=(Link("related", "1/2090/QH1"),)),))
    two = replace(text_of(), units=(Unit("1", "Điều 1. A", links=(Link("related", "2/2090/QH1"),)),))
    (unit,) = united(one, two).units
    assert {link.number for link in unit.links} == {"1/2090/QH1", "2/2090/QH1"}


def test_headings_stand_once() -> None:
    units = tuple(
        Unit(str(n), f"Điều {n}. A", above)
        for n, above in enumerate([("Chương I. X",), ("Chương I. X",), ("Chương II. Y", "Mục 1. Z")], 1)
    )
    lines = replace(text_of(), units=units).document().text.split("\n")
    assert lines == ["Chương I. X", "Điều 1. A", "Điều 2. A", "Chương II. Y", "Mục 1. Z", "Điều 3. A"]


def test_the_digest_changes_with_text_meta_and_remarks_alone() -> None:
    base = text_of("1")
    assert base.document().digest == text_of("1").document().digest
    others = (
        text_of("1", words="Khác"),
        replace(base, meta=replace(base.meta, effective="2098-02-02")),
        replace(base, remarks=(Remark("", "Tình trạng hiệu lực: Còn hiệu lực"),)),
        replace(base, units=(replace(base.units[0], note="(Điều 1)"),)),
    )
    assert len({text.document().digest for text in (base, *others)}) == 5


def test_the_document_keeps_the_number_though_its_text_prints_another() -> None:
    text = replace(text_of(), units=(Unit("1", "Điều 1. A\nSố: 1/2001/NĐ-CP"),))
    assert text.document().number == "9/2098/NĐ-CP"


def test_a_file_comes_back_as_it_went(tmp_path: Path) -> None:
    text = replace(text_of("1", "2"), remarks=(Remark("", "Ghi", "", (Link("guides", "1/2090/QH1"),)),))
    assert save(tmp_path / "texts", text)
    assert not save(tmp_path / "texts", text), "the same again writes nothing"
    (path,) = files_in(tmp_path / "texts")
    assert path.name == "9-2098-ND-CP.phapdien.json"
    assert load(path) == text


def test_two_numbers_of_one_slug_have_two_files(tmp_path: Path) -> None:
    save(tmp_path, text_of("1"))
    save(tmp_path, replace(text_of("2"), number="9-2098/NĐ-CP"))
    assert {load(path).number for path in files_in(tmp_path)} == {"9/2098/NĐ-CP", "9-2098/NĐ-CP"}
    assert file_of(tmp_path, "9-2098/NĐ-CP", "phapdien") in files_in(tmp_path)


@pytest.mark.parametrize("number", ["../../etc/passwd", "a" * 300, "///", "Không số"])
def test_no_number_leaves_the_folder(tmp_path: Path, number: str) -> None:
    save(tmp_path, replace(text_of("1"), number=number))
    (path,) = files_in(tmp_path)
    assert path.parent == tmp_path
    assert load(path).number == number


def test_a_damaged_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    save(tmp_path, text_of("1"))
    (tmp_path / "hong.phapdien.json").write_text('{"format": "tro-ly-htx-text/1", "num', encoding="utf-8")
    (tmp_path / "la.json").write_text("[]", encoding="utf-8")
    found = list(read_collected(tmp_path, lambda _: None))
    assert [one.document.number for one in found if isinstance(one, Candidate)] == ["9/2098/NĐ-CP"]
    assert all("hãy thêm lại" in one.why for one in found if isinstance(one, Skipped))
    with pytest.raises(DocumentError, match="bị hỏng"):
        load(tmp_path / "la.json")


def test_removing_takes_every_source_of_a_number(tmp_path: Path) -> None:
    save(tmp_path, text_of("1"))
    save(tmp_path, replace(text_of("1"), meta=replace(META, source="vbpl")))
    save(tmp_path, replace(text_of("1"), number="8/2098/NĐ-CP"))
    assert len(remove(tmp_path, "9/2098/NĐ-CP")) == 2
    assert [load(path).number for path in files_in(tmp_path)] == ["8/2098/NĐ-CP"]
    assert remove(tmp_path, "9/2098/NĐ-CP") == []


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "texts").write_text("a file", encoding="utf-8")
    with pytest.raises(LibraryError, match="không ghi được văn bản"):
        save(tmp_path / "texts", text_of("1"))


def test_a_text_without_a_title_is_named_by_kind_and_number() -> None:
    assert replace(text_of("1"), title="").document().title == "Nghị định số 9/2098/NĐ-CP"
