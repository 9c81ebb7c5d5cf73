"""`python -m assistant policies` as a person runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from assistant.__main__ import main
from tests.commands import called

ROOT = Path(__file__).parents[3]
PROFILE = "kind: Hợp tác xã\nfields: [Trồng trọt]\nmembers: 20\nneeds: [credit]\nregistered: có\n"


def run(folder: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    path = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-m", "assistant", "policies", *arguments],
        cwd=folder,
        env={**os.environ, **path},
        input=typed,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_profile_from_a_file(tmp_path: Path) -> None:
    profile = tmp_path / "htx.yaml"
    profile.write_text(PROFILE, encoding="utf-8")
    done = run(tmp_path, "--profile", str(profile), "--day", "2026-11-23")
    assert done.returncode == 0, done.stderr
    assert "xét theo ngày 23/11/2026" in done.stdout
    assert "Hợp tác xã vay ngân hàng làm nông nghiệp không cần thế chấp" in done.stdout
    assert "điểm d khoản 2 Điều 9 Nghị định 55/2015/NĐ-CP" in done.stdout
    assert "không phải là lời hứa" in " ".join(done.stdout.split())


def test_as_json_on_another_day_for_another_need(tmp_path: Path) -> None:
    profile = tmp_path / "htx.json"
    profile.write_text(json.dumps({"kind": "cooperative", "needs": ["tax"]}), encoding="utf-8")
    done = run(tmp_path, "--profile", str(profile), "--day", "2020-06-01", "--need", "credit", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["day"] == "2020-06-01"
    assert told["policies"]
    assert all("credit" in item["needs"] for item in told["policies"])


def test_a_talk_without_a_file(tmp_path: Path) -> None:
    done = run(tmp_path, typed="htx em trồng cà phê muốn vay vốn\nq\n")
    assert done.returncode == 0, done.stderr
    assert "Câu 1/5" in done.stderr
    assert "Đủ điều kiện theo những gì bà con khai" in done.stdout
    assert "Giấy chứng nhận đăng ký: có (tạm hiểu)" in " ".join(done.stdout.split())


def test_faults_are_one_line(tmp_path: Path) -> None:
    for arguments, said in (
        (("--profile", "khong-co.yaml"), "Không đọc được tệp hồ sơ khong-co.yaml"),
        (("--need", "tien"), "Không có nhu cầu “tien”"),
        (("--day", "mai"), "--day mai: không phải một ngày"),
    ):
        done = called(main, ("policies", *arguments), tmp_path, {})
        assert done.returncode == 1
        assert done.stderr.startswith(f"Lỗi: {said}"), done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
