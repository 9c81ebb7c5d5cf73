"""Replies kept by what they depend on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from assistant.model.cache import Rewrites


def test_the_oldest_in_use_goes_first() -> None:
    kept = Rewrites(most=2)
    kept.put("a", "1")
    kept.put("b", "2")
    assert kept.get("a") == "1"
    kept.put("c", "3")
    assert [kept.get(key) for key in "abc"] == ["1", None, "3"]


def test_a_file_outlives_the_process_and_a_cut_line(tmp_path: Path) -> None:
    path = tmp_path / "model" / "rewrites.jsonl"
    Rewrites(path).put("a", "câu\nhỏi")
    path.write_text(f'{path.read_text("utf-8")}{{"key": "b", "rep', "utf-8")
    assert (Rewrites(path).get("a"), Rewrites(path).get("b")) == ("câu\nhỏi", None)


def test_a_file_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "model").write_text("", "utf-8")
    kept = Rewrites(tmp_path / "model" / "rewrites.jsonl")
    kept.put("a", "1")
    assert kept.get("a") == "1"


def test_many_threads_write_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "rewrites.jsonl"
    kept = Rewrites(path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: kept.put(str(n), "lời " * 500), range(60)))
    again = Rewrites(path)
    assert all(again.get(str(n)) for n in range(60))
