"""The command line: one line for a fault, exit code 1, never a traceback; what it did on standard output."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.config import SHIPPED

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


def test_build_then_build_again_then_forget(tmp_path: Path) -> None:
    (tmp_path / "them").mkdir()
    (tmp_path / "them" / "tot.md").write_text("Số: 9/2099/NĐ-CP\nMột đoạn.", encoding="utf-8")
    (tmp_path / "them" / "[bold].md").write_bytes(b"")
    data = tmp_path / "data"
    first = run("build", "them", data=data)
    assert first.returncode == 0, first.stderr
    assert first.stdout == "Chỉ mục sẵn sàng: 2 văn bản, 113 đoạn (nhúng mới 113 đoạn).\n"
    assert "Bỏ qua [bold].md: tệp rỗng; hãy kiểm tra lại tệp nguồn" in first.stderr
    assert "113/113" in first.stderr
    again = run("build", "--quiet", data=data)
    assert again.stdout == "Chỉ mục sẵn sàng: 2 văn bản, 113 đoạn (không có gì thay đổi).\n"
    assert again.stderr.splitlines() == ["Bỏ qua [bold].md: tệp rỗng; hãy kiểm tra lại tệp nguồn"]
    less = run("build", "--quiet", "--forget", data=data)
    assert less.stdout == "Chỉ mục sẵn sàng: 1 văn bản, 111 đoạn (nhúng mới 0 đoạn).\n"
    assert less.stderr == ""


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"embedding_model": "./khong/co"}, "./khong/co"),
        ({"port": "cổng"}, "ASSISTANT_PORT='cổng' không dùng được: cần một số nguyên"),
        ({"data_dir": "/dev/null/data"}, "không ghi được chỉ mục"),
    ],
)
def test_what_cannot_work_is_one_line(tmp_path: Path, environment: dict[str, str], said: str) -> None:
    assert said in fault(run("build", "--quiet", data=tmp_path / "data", **environment))


def test_train_without_its_corpus_is_one_line(tmp_path: Path) -> None:
    line = fault(run("train", "khong-co.tar.xz", "--out", "mo-hinh", data=tmp_path / "data"))
    assert "khong-co.tar.xz" in line
    assert not (tmp_path / "mo-hinh").exists()


def test_help_names_the_commands(tmp_path: Path) -> None:
    done = run("--help", data=tmp_path / "data")
    assert done.returncode == 0
    assert all(f" {command} " in done.stdout for command in ("build", "outline", "train"))
