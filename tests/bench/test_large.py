"""The measurement of growth: what is asked, what is measured anew, and what comes of the figures."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from bench.large import QUESTIONS, measured, part
from bench.large_chart import PANELS, picture
from bench.large_systems import OURS, SYSTEMS
from bench.large_table import COLUMNS, shown, table, with_table
from evals.beir import Benchmark
from ingest.train.judged import Judged

ASKED = {f"q{number}": f"Câu hỏi thứ {number} là gì?" for number in range(40)}
ARTICLES = tuple(f"{law}/2030/qh15#{number}" for law in (1, 2) for number in range(1, 31))
SET = Benchmark(
    "small",
    ARTICLES,
    tuple(f"Điều của {name}" for name in ARTICLES),
    ASKED,
    {name: {ARTICLES[-1 - place]: 1} for place, name in enumerate(ASKED)},
)


def rows() -> list[dict[str, Any]]:
    figures = dict.fromkeys((*COLUMNS, *PANELS), 12.5) | {"hit_at_10": 0.8954, "mrr_at_10": 0.7}
    return [
        {"system": system, "size": size, "questions": QUESTIONS, "articles": size, **figures}
        for size in (1000, 85000)
        for system in SYSTEMS
    ]


def test_only_questions_that_training_never_saw_are_asked() -> None:
    chosen = part(SET, 60)
    assert 0 < len(chosen.queries) < len(ASKED)
    assert all(Judged(text, frozenset()).kept_apart for text in chosen.queries.values())
    assert chosen.relevant == {name: SET.relevant[name] for name in chosen.queries}


def test_what_answers_is_there_however_few_articles_are_taken() -> None:
    right = {name for query in part(SET, 60).queries for name in SET.relevant[query]}
    few = part(SET, len(right))
    assert set(few.ids) == right
    assert few.ids == tuple(sorted(few.ids, key=lambda n: (n.split("#")[0], int(n.split("#")[1]))))
    assert few.texts == tuple(f"Điều của {name}" for name in few.ids)


def test_articles_of_the_same_instruments_come_before_others() -> None:
    others = tuple(f"9/2030/qh15#{number}" for number in range(100))
    texts = tuple(f"Điều của {name}" for name in others)
    mixed = replace(SET, ids=(*others, *SET.ids), texts=(*texts, *SET.texts))
    assert set(part(mixed, len(ARTICLES)).ids) == set(ARTICLES)
    assert len(set(part(mixed, len(ARTICLES) + 5).ids) & set(others)) == 5


def test_what_is_known_is_not_measured_again(tmp_path: Path) -> None:
    assert list(measured(tmp_path / "no set", (1000, 85000), rows())) == []
    ours = [row for row in rows() if row["system"] == OURS]
    assert list(measured(tmp_path / "no set", (1000, 85000), ours, [OURS])) == [], "nor what is not asked for"


def test_a_figure_is_written_as_in_vietnamese() -> None:
    assert [shown(84755), shown(4.66), shown(2.0), shown(0.8954, 3)] == ["84.755", "4,7", "2", "0,895"]


def test_the_table_stands_between_its_marks() -> None:
    page = "trước\n<!-- bench-large -->\ncũ\n<!-- /bench-large -->\nsau\n"
    written = with_table(page, rows())
    assert written == f"trước\n<!-- bench-large -->\n{table(rows())}\n<!-- /bench-large -->\nsau\n"
    assert with_table(written, rows()) == written
    assert with_table("không có dấu", rows()) == "không có dấu"
    columns = {line.count("|") for line in table(rows()).splitlines()}
    assert columns == {len(COLUMNS) + 3}


@pytest.mark.parametrize("some", [rows(), rows()[:1], rows()[:4], []])
def test_the_picture_has_a_line_for_each_system_in_each_panel(some: list[dict[str, Any]]) -> None:
    drawn = ElementTree.fromstring(picture(some))
    lines = [item for item in drawn.iter() if item.tag.endswith("polyline")]
    assert len(lines) == len(PANELS) * len({row["system"] for row in some})
    numbers = (float(n) for line in lines for n in re.findall(r"-?[\d.]+", line.get("points", "")))
    assert all(0 <= number <= 300 for number in numbers)


def test_the_plain_way_finds_an_article(tmp_path: Path) -> None:
    pytest.importorskip("langchain_chroma")
    pytest.importorskip("langchain_text_splitters")
    plain = SYSTEMS["LangChain + Chroma"]
    texts = {"1#1": "Nuôi ong lấy mật ở vườn nhà. " * 80, "1#2": "Hợp tác xã vay vốn của ngân hàng."}
    plain.build(Benchmark("small", tuple(texts), tuple(texts.values()), {}, {}), tmp_path)
    assert plain.open(tmp_path)("hợp tác xã vay vốn") == ["1#2", "1#1"]
