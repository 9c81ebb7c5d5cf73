"""The measurement of citations: misses of a table are told, and links are the gold they are meant to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.citations import TableCase, read_table, report, score_table
from evals.codified_links import measure
from knowledge.errors import DataError

ITEM = "<a href='http://example.test/a?ItemID={}' target='_blank'>{}</a>"
INSIDE = "<a href='#' onclick=\"ViewNoiDungPhapDien('11'); return false;\">Điều 9.9.NĐ.1.1. Việc chung</a>"
OTHER = "Điều 3. Việc khác của Nghị định 6/2024/NĐ-CP ban hành ngày 02/02/2024"


def page(amending: str) -> str:
    """Two notes with three links, one of them on the amending article, and one list of related articles."""
    first = ITEM.format("7#Chuong_I_Dieu_1", "(Điều 1 Nghị định số 45/2021/NĐ-CP, từ ngày 15/05/2021)")
    second, third = ITEM.format("7#Chuong_I_Dieu_2", "Điều 2"), ITEM.format(f"8#Dieu_{amending}", "Điều 1")
    related = "; ".join([INSIDE, ITEM.format("8#Dieu_3", OTHER), ITEM.format("", "Điều 4")])
    return (
        "<p class='pDieu'><a name='11'></a>Điều 9.9.NĐ.1.1. Việc chung</p>"
        f"<p class='pGhiChu'>{first}</p><p class='pNoiDung'><p>Lời của điều.</p></p>"
        f"<p class='pGhiChu'>({second} Nghị định số 45/2021/NĐ-CP, "
        f"được sửa bởi {third} Nghị định số 6/2024/NĐ-CP)</p>"
        f"<p class='pChiDan'>(Liên quan đến {related})</p>"
    )


def pages(folder: Path, amending: str) -> list[Path]:
    path = folder / "one.html"
    path.write_text(page(amending), encoding="utf-8")
    return [path]


def test_links_that_agree_with_their_words(tmp_path: Path) -> None:
    score = measure(pages(tmp_path, "1"))
    notes, related, inside = score.tallies.values()
    assert (notes.links, notes.places, notes.numbered, notes.numbers, notes.both) == (3, 3, 3, 3, 3)
    assert (related.links, related.places, related.numbered, related.both) == (1, 1, 1, 1)
    assert (inside.links, inside.places) == (1, 1)
    assert "all: 5 links" in score.told()


def test_a_link_that_disagrees_with_its_words_counts_against(tmp_path: Path) -> None:
    notes = measure(pages(tmp_path, "17")).tallies["pGhiChu"]
    assert (notes.links, notes.contrary, notes.found, notes.places, notes.both) == (3, 1, 3, 2, 2)


def test_a_folder_without_pages_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no pages"):
        report(tmp_path)


def test_tables_are_scored_by_citation() -> None:
    cases = [TableCase("Điều 9 và Luật này", ("Điều 9", "Luật này")), TableCase("không có gì", ("Điều 1",))]
    score = score_table([*cases, TableCase("khoản 2", ())])
    assert (score.right, score.found, score.expected, len(score.wrong)) == (2, 3, 3, 2)
    assert (round(score.precision, 2), round(score.recall, 2)) == (0.67, 0.67)


def test_the_report_shows_what_was_missed(tmp_path: Path) -> None:
    table = tmp_path / "cases.tsv"
    table.write_text("# lời dẫn\nĐiều 9\tĐiều 9\nĐiều 8\tĐiều 7\n", encoding="utf-8")
    lines = report(table).splitlines()
    assert lines[1] == "precision 0.500, recall 0.500"
    assert lines[2:] == ["Điều 8", "  expected: Điều 7", "  found:    Điều 8"]


def test_a_line_without_a_tab_is_named(tmp_path: Path) -> None:
    table = tmp_path / "cases.tsv"
    table.write_text("Điều 9\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 1 has no tab"):
        read_table(table)
