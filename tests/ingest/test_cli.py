"""The command line: one line for a fault, exit code 1, never a traceback; what it did on standard output.

Builds run in a process of their own, as does a fault; what else proves the same is called in this one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.__main__ import main
from knowledge.config import SHIPPED
from tests import commands
from tests.ingest.codification import BEES
from tests.ingest.database import full_page

PLAN = SHIPPED / "documents" / "127-KH-UBND.md"
GOLDEN = Path(__file__).parent.parent / "golden"
ROOT = Path(__file__).parent.parent.parent


def run(*arguments: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m ingest …` with its data in `data`, in a folder without `.env`."""
    settings = {f"ASSISTANT_{name.upper()}": value for name, value in environment.items()}
    return subprocess.run(
        [sys.executable, "-m", "ingest", *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        cwd=data.parent,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "ASSISTANT_DATA_DIR": str(data)}
        | settings,
    )


def called(*arguments: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """As `run` does, without a process."""
    settings = {f"ASSISTANT_{name.upper()}": value for name, value in environment.items()}
    return commands.called(main, arguments, data.parent, {"ASSISTANT_DATA_DIR": str(data)} | settings)


def fault(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a fault prints."""
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("Lỗi: ")
    return lines[0]


def test_outline_prints_the_tree(tmp_path: Path) -> None:
    done = run("outline", str(PLAN), data=tmp_path / "data")
    assert (done.returncode, done.stderr) == (0, "")
    head, _, tree = done.stdout.partition("\n")
    assert head.startswith("127/KH-UBND — Kế hoạch thực hiện Nghị quyết số 09/NQ-CP")
    assert tree == (GOLDEN / "127-KH-UBND.outline").read_text(encoding="utf-8")


def test_outline_of_what_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    assert "[/b].md: không mở được" in fault(run("outline", "[/b].md", data=tmp_path / "data"))


READY = re.compile(
    r"Chỉ mục sẵn sàng: (\d+) văn bản, (\d+) đoạn \((không có gì thay đổi|nhúng mới \d+ đoạn)\)\."
)


def ready(line: str) -> tuple[int, int, str]:
    """Documents, passages and what was done, of the line that a build ends with."""
    match = READY.fullmatch(line)
    assert match, line
    return int(match[1]), int(match[2]), match[3]


LEGACY = "<p>Céng hßa x· héi chñ nghÜa ViÖt Nam, ng−êi d©n ®−îc hç trî</p><p>NghÞ ®Þnh vÒ nu«i ong</p>"
"""A page in a font of before Unicode."""
SKIPPED = "Bỏ qua [bold].md: tệp rỗng; hãy kiểm tra lại tệp nguồn"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A data folder, and what the build said that made its index: of a good file, a bad and an odd one."""
    folder = tmp_path_factory.mktemp("first")
    (folder / "them").mkdir()
    (folder / "them" / "tot.md").write_text("Số: 9/2099/NĐ-CP\nMột đoạn.", encoding="utf-8")
    (folder / "them" / "[bold].md").write_bytes(b"")
    (folder / "cu.html").write_text(LEGACY, encoding="utf-8")
    return folder / "data", run("build", "them", "cu.html", data=folder / "data")


@pytest.fixture
def built(first: tuple[Path, object], tmp_path: Path) -> Path:
    """A data folder as the first build left it."""
    return Path(shutil.copytree(first[0], tmp_path / "data"))


def noted(told: str) -> str:
    """The one line on the file in the odd font, of all that a build told."""
    (line,) = (line for line in told.splitlines() if line.startswith("Lưu ý cu.html: "))
    assert "TCVN3" in line
    return line


def test_a_build_says_what_it_did(first: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    done = first[1]
    assert done.returncode == 0, done.stderr
    assert ready(done.stdout.rstrip("\n"))[2].startswith("nhúng mới ")
    assert SKIPPED in done.stderr
    assert noted(done.stderr)
    assert "nhúng" in done.stderr


def test_a_second_build_has_nothing_to_do(
    first: tuple[Path, subprocess.CompletedProcess[str]], built: Path
) -> None:
    documents, passages, _ = ready(first[1].stdout.rstrip("\n"))
    again = run("build", "--quiet", data=built)
    assert ready(again.stdout.rstrip("\n")) == (documents, passages, "không có gì thay đổi")
    assert again.stderr.splitlines() == [SKIPPED, noted(first[1].stderr)]


def test_a_build_that_forgets(first: tuple[Path, subprocess.CompletedProcess[str]], built: Path) -> None:
    documents, _, _ = ready(first[1].stdout.rstrip("\n"))
    less = run("build", "--quiet", "--forget", data=built)
    assert ready(less.stdout.rstrip("\n"))[::2] == (documents - 2, "nhúng mới 0 đoạn")
    assert less.stderr == ""


def test_add_list_remove(tmp_path: Path) -> None:
    demuc = tmp_path / "demuc"
    demuc.mkdir()
    (demuc / "ong.html").write_text(BEES, encoding="utf-8")
    data = tmp_path / "data"
    added = called("add", "phapdien", "demuc", "--topic", "12.4", "--topic", "9.9", "--no-build", data=data)
    assert added.stdout == "Đã thêm hoặc cập nhật 2 văn bản, 0 văn bản không đổi, đã đọc 5 điều.\n"
    assert "Không có 9.9 trong nguồn này" in added.stderr
    listed = called("list", data=data).stdout.splitlines()
    assert sorted(line.split("\t")[0] for line in listed) == ["7/2090/QH30", "99/2091/NĐ-CP"]
    assert all(line.endswith("\tchưa lập chỉ mục") for line in listed)
    removed = run("remove", "7/2090/QH30", "--quiet", data=data)
    assert removed.stderr == ""
    told, built = removed.stdout.splitlines()
    assert told == "Đã bỏ 7/2090/QH30."
    assert ready(built)
    rows = {
        line.split("\t")[0]: line.split("\t")[1:] for line in called("list", data=data).stdout.splitlines()
    }
    assert "7/2090/QH30" not in rows
    title, source, articles, day = rows["99/2091/NĐ-CP"]
    assert (title, source, articles) == ("Nghị định về thùng ong", "phapdien", "3 điều")
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", day)
    assert "127/KH-UBND" in rows


def test_adding_pages_of_the_database(tmp_path: Path) -> None:
    (tmp_path / "toanvan.html").write_text(full_page(), encoding="utf-8")
    (tmp_path / "hong.html").write_text(full_page()[:99], encoding="utf-8")
    done = called("add", "vbpl", "toanvan.html", "hong.html", "--no-build", "--quiet", data=tmp_path / "data")
    assert done.stdout == "Đã thêm hoặc cập nhật 1 văn bản, 0 văn bản không đổi.\n"
    assert "hong.html" in done.stderr
    assert (tmp_path / "data" / "quarantine" / "hong.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "phapdien", "khong-co", "--all"), "khong-co"),
        (("add", "phapdien", "."), "hãy chọn phần cần thêm: --topic"),
        (("add", "phapdien", ".", "--all", "--topic", "1.1"), "hãy chọn phần cần thêm: --topic"),
        (("add", "vbpl", "khong-co.html"), "khong-co.html"),
        (("remove", "1/1900/X"), "1/1900/X: không có trong số văn bản đã thêm"),
        (
            (
                "fetch",
                "1/1900/X",
                "--quiet",
                "--item",
                "1",
                "--base-url",
                "http://127.0.0.1:9",
                "--delay",
                "0",
            ),
            "không có mạng",
        ),
    ],
)
def test_what_cannot_be_added_is_one_line(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in fault(called(*arguments, data=tmp_path / "data"))


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"embedding_model": "./khong/co"}, "./khong/co"),
        ({"port": "cổng"}, "ASSISTANT_PORT='cổng' không dùng được: cần một số nguyên"),
        ({"data_dir": "/dev/null/data"}, "không ghi được chỉ mục"),
    ],
)
def test_what_cannot_work_is_one_line(tmp_path: Path, environment: dict[str, str], said: str) -> None:
    assert said in fault(called("build", "--quiet", data=tmp_path / "data", **environment))


def test_train_without_its_corpus_is_one_line(tmp_path: Path) -> None:
    line = fault(called("train", "khong-co.tar.xz", "--out", "mo-hinh", data=tmp_path / "data"))
    assert "khong-co.tar.xz" in line
    assert not (tmp_path / "mo-hinh").exists()


def test_help_names_the_commands(tmp_path: Path) -> None:
    done = run("--help", data=tmp_path / "data")
    assert done.returncode == 0
    assert all(
        f" {command} " in done.stdout
        for command in ("build", "add", "fetch", "list", "remove", "impact", "outline", "train")
    )
