"""Adding: into files, again, in parts, killed half-way, from archives, past broken pages."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from ingest.add import AddReport, Places, add_codification, add_database
from ingest.collected import files_in, load
from ingest.phapdien import Selection
from ingest.sources import Progress
from knowledge.errors import DocumentError
from tests.ingest.codification import BEES, DECREE, Art, note, page
from tests.ingest.database import full_page, properties_page

HONEY = page(
    "12.5",
    "Mật ong",
    Art("12.5.NĐ.1.4", "Nhãn", note("4", DECREE, "99"), "<p>Nhãn phải ghi nơi nuôi.</p>"),
    Art("12.5.TT.1.1", "Phí", note("1", "Thông tư số 5/2092/TT-BTC Về phí", "55"), "<p>Không thu phí.</p>"),
)
SOUGHT = ["5/2092/TT-BTC", "7/2090/QH30", "99/2091/NĐ-CP"]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.below(tmp_path / "data")


@pytest.fixture
def demuc(tmp_path: Path) -> Path:
    folder = tmp_path / "demuc"
    folder.mkdir()
    (folder / "a.html").write_text(BEES, encoding="utf-8")
    (folder / "b.html").write_text(HONEY, encoding="utf-8")
    return folder


def topic(*codes: str) -> Selection:
    return Selection(topics=frozenset(codes))


def numbers(places: Places) -> list[str]:
    return sorted(load(path).number for path in files_in(places.texts))


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_everything(demuc: Path, places: Places) -> None:
    report = add_codification(demuc, Selection(), places)
    assert numbers(places) == SOUGHT
    assert sorted(report.changed) == SOUGHT
    assert (report.same, report.skipped, report.unknown, report.articles) == ((), (), (), 7)


def test_adding_again_changes_nothing(demuc: Path, places: Places) -> None:
    add_codification(demuc, Selection(), places)
    before = bytes_in(places.texts)
    report = add_codification(demuc, Selection(), places)
    assert report.changed == ()
    assert sorted(report.same) == SOUGHT
    assert bytes_in(places.texts) == before


@pytest.mark.parametrize("order", [("12.4", "12.5"), ("12.5", "12.4")])
def test_an_instrument_spread_over_topics_is_united(
    demuc: Path, places: Places, order: tuple[str, str]
) -> None:
    for code in order:
        add_codification(demuc, topic(code), places)
    (decree,) = (text for text in map(load, files_in(places.texts)) if text.number == "99/2091/NĐ-CP")
    assert [unit.label for unit in decree.units] == ["1", "2", "3", "4"]
    assert decree.title == "Nghị định về thùng ong"


def test_one_instrument_from_all_its_topics(demuc: Path, places: Places) -> None:
    report = add_codification(demuc, Selection(numbers=frozenset({"99/2091/NĐ-CP", "1/1900/X"})), places)
    assert numbers(places) == ["99/2091/NĐ-CP"]
    assert report.articles == 4
    assert report.unknown == ("1/1900/X",)


def test_a_killed_add_goes_on(demuc: Path, places: Places) -> None:
    def die(progress: Progress) -> None:
        if (progress.step, progress.done) == ("thêm văn bản", 1):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_codification(demuc, Selection(), places, die)
    assert numbers(places) == ["7/2090/QH30", "99/2091/NĐ-CP"], "what was read is kept"
    with (places.texts / ".added").open("a", encoding="utf-8") as ledger:
        ledger.write('{"page": "cut')
    report = add_codification(demuc, Selection(), places)
    assert numbers(places) == SOUGHT
    assert report.articles == 2, "the first page is not read again"


def test_a_text_taken_out_comes_back_with_its_topic(demuc: Path, places: Places) -> None:
    add_codification(demuc, Selection(), places)
    next(path for path in files_in(places.texts) if "QH30" in path.name).unlink()
    assert add_codification(demuc, topic("12.4"), places).changed == ("7/2090/QH30",)


def test_a_damaged_text_is_set_aside_and_written_anew(demuc: Path, places: Places) -> None:
    add_codification(demuc, topic("12.4"), places)
    path = next(path for path in files_in(places.texts) if "QH30" in path.name)
    path.write_text("{", encoding="utf-8")
    (places.texts / ".added").unlink()
    add_codification(demuc, topic("12.4"), places)
    assert load(path).articles == 2
    assert (places.quarantine / path.name).read_text() == "{"


def test_a_broken_page_is_set_aside_with_its_reason(demuc: Path, places: Places) -> None:
    (demuc / "c.html").write_text(BEES[:1200], encoding="utf-8")
    report = add_codification(demuc, Selection(), places)
    assert numbers(places) == SOUGHT
    (skipped,) = report.skipped
    assert "c.html: trang bị cắt giữa chừng" in skipped.why
    assert (places.quarantine / "c.html").read_text(encoding="utf-8-sig") == BEES[:1200].lstrip("\ufeff")
    assert "cắt giữa chừng" in (places.quarantine / "c.html.why.txt").read_text(encoding="utf-8")
    assert (demuc / "c.html").is_file(), "the user's own file stays"


def test_an_article_without_a_place_is_named_and_the_rest_added(demuc: Path, places: Places) -> None:
    (demuc / "a.html").write_text(BEES.replace("Điều 12.4.LQ.2.", "Mục lạ."), encoding="utf-8")
    report = add_codification(demuc, topic("12.4"), places)
    assert report.articles == 4
    assert ["Mục lạ" in skipped.why for skipped in report.skipped] == [True]
    assert (places.quarantine / "a.html.why.txt").is_file()


def archived(folder: Path, target: Path) -> Path:
    if target.suffix == ".zip":
        with zipfile.ZipFile(target, "w") as archive:
            for path in folder.iterdir():
                archive.write(path, f"BoPhapDien/demuc/{path.name}")
    else:
        with tarfile.open(target, "w:xz") as tar:
            tar.add(folder, "phapdien/demuc")
    return target


@pytest.mark.parametrize("name", ["bo.zip", "bo.tar.xz"])
def test_an_archive_gives_what_its_folder_gives(
    demuc: Path, places: Places, tmp_path: Path, name: str
) -> None:
    for path in demuc.iterdir():
        os.utime(path, (4_000_000_000, 4_000_000_000))
    add_codification(demuc, Selection(), places)
    other = Places.below(tmp_path / "other")
    add_codification(archived(demuc, tmp_path / name), Selection(), other)
    same = {name: raw for name, raw in bytes_in(other.texts).items() if name != ".added"}
    assert same == {name: raw for name, raw in bytes_in(places.texts).items() if name != ".added"}


def test_an_archive_cut_short_is_one_line(demuc: Path, places: Places, tmp_path: Path) -> None:
    path = archived(demuc, tmp_path / "bo.tar.xz")
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(DocumentError, match="không đọc hết được"):
        add_codification(path, Selection(), places)


def test_names_in_an_archive_stay_in_the_quarantine(places: Places, tmp_path: Path) -> None:
    path = tmp_path / "bo.tar"
    with tarfile.open(path, "w") as tar:
        for name, raw in (("../../../a.html", BEES.encode()), ("../../x/evil.html", b"<p>")):
            member = tarfile.TarInfo(name)
            member.size = len(raw)
            tar.addfile(member, io.BytesIO(raw))
    add_codification(path, Selection(), places)
    assert sorted(found.name for found in places.quarantine.iterdir()) == ["evil.html", "evil.html.why.txt"]


@pytest.mark.parametrize("name", ["khong-co", "la.tar.xz"])
def test_what_is_no_codification_is_one_line(places: Places, tmp_path: Path, name: str) -> None:
    (tmp_path / "la.tar.xz").write_bytes(b"not an archive")
    with pytest.raises(DocumentError, match=r"\w"):
        add_codification(tmp_path / name, Selection(), places)
    assert not places.texts.exists()


# Pages of the national database.


def test_pages_of_the_database(tmp_path: Path, places: Places) -> None:
    folder = tmp_path / "vbpl"
    folder.mkdir()
    (folder / "1.html").write_text(full_page(), encoding="utf-8")
    (folder / "2.html").write_text(properties_page(), encoding="utf-8")
    (folder / "3.html").write_text(full_page()[:300], encoding="utf-8")
    (folder / "4.html").write_text(properties_page("8/2091/NĐ-CP", "81"), encoding="utf-8")
    report = add_database([folder], places)
    assert report.changed == ("7/2091/NĐ-CP",)
    assert ["3.html" in one.why or "8/2091/NĐ-CP" in one.why for one in report.skipped] == [True, True]
    assert add_database([folder], places) == AddReport((), ("7/2091/NĐ-CP",), report.skipped)
    assert (places.quarantine / "3.html").is_file()
