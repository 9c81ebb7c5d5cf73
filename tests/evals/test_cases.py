"""Reading cases: JSONL, CSV and XLSX give the same; what is wrong is said with its line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Status, Turn
from evals.cases import Case, Place, load_questions, read_cases
from evals.spreadsheet import workbook
from knowledge.errors import DataError

PLACE = Place("127/KH-UBND", "iii.2.12")
TWIN = Place("127/KH-UBND", "pl.ii.13")
COLUMNS = (
    "id",
    "question",
    "history",
    "register",
    "kind",
    "gold",
    "gold_quotes",
    "must_include",
    "answerable",
)
CELLS = (
    "7",
    "Thế còn hạn?",
    "Cục Thuế làm gì?\nThực hiện chính sách; thuế.",
    "follow_up",
    "deadline",
    "127/KH-UBND#iii.2.12 | 127/KH-UBND#pl.ii.13 ; 127/KH-UBND#iii.2.12",
    "một; hai\nba",
    "năm 2023 | 2023 ; quý I",
    "true",
)


def jsonl(*cases: dict[str, Any] | str) -> bytes:
    texts = (case if isinstance(case, str) else json.dumps(case, ensure_ascii=False) for case in cases)
    return "\n".join(texts).encode()


def csv_file(delimiter: str = ",", encoding: str = "utf-8", columns: tuple[str, ...] = COLUMNS) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([columns, CELLS])
    return out.getvalue().encode(encoding)


def assert_is_row(case: Case) -> None:
    assert case.id == "7"
    assert case.question.history == (
        Turn("user", "Cục Thuế làm gì?"),
        Turn("assistant", "Thực hiện chính sách; thuế."),
    )
    assert case.gold == ((PLACE, TWIN), (PLACE,))
    assert case.gold_quotes == ("một; hai", "ba")
    assert case.must_include == (("năm 2023", "2023"), ("quý I",))
    assert case.answerable


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_of_every_dialect(delimiter: str, encoding: str) -> None:
    (case,) = read_cases("a.csv", csv_file(delimiter, encoding)).cases
    assert_is_row(case)


def test_xlsx() -> None:
    (case,) = read_cases("a.xlsx", workbook("t", COLUMNS, [[7, *CELLS[1:]]])).cases
    assert_is_row(case)
    assert case.question.json_id == 7
    assert case.where == "a.xlsx:2"


def test_list_cells_may_be_json() -> None:
    cells = ("1", "Hỏi?", json.dumps(["một", ["hai", "ba"]]), json.dumps({"document": "D", "anchor": "a"}))
    raw = workbook("t", ("id", "question", "must_include", "gold"), [cells])
    (case,) = read_cases("a.xlsx", raw).cases
    assert case.must_include == (("một",), ("hai", "ba"))
    assert case.gold == ((Place("D", "a"),),)


def test_jsonl_fields(make_case: Callable[..., Case]) -> None:
    place = {"document": "127/KH-UBND", "anchor": "iii.2.12"}
    twin = {"document": "127/KH-UBND", "anchor": "pl.ii.13"}
    case = make_case(gold=[place, [place, twin]], must_include=["một", ["hai", "ba"]])
    assert case.gold == ((PLACE,), (PLACE, TWIN))
    assert case.must_include == (("một",), ("hai", "ba"))


def test_history_as_strings_alternates_from_the_user(make_case: Callable[..., Case]) -> None:
    turns = make_case(history=["một", "hai", {"role": "user", "text": "ba"}]).question.history
    assert turns == (Turn("user", "một"), Turn("assistant", "hai"), Turn("user", "ba"))


@pytest.mark.parametrize(
    ("fields", "answerable", "expected"),
    [
        ({"kind": "duty"}, True, (Status.ANSWERED, Status.PARTIAL)),
        ({"kind": "false_premise"}, False, (Status.FALSE_PREMISE,)),
        ({"kind": "chitchat"}, False, (Status.GREETING,)),
        ({"kind": "duty", "answerable": False}, False, (Status.NOT_IN_SOURCES, Status.OUT_OF_SCOPE)),
        ({"kind": "duty", "expected_status": "clarify"}, False, (Status.CLARIFY,)),
        ({"expected_status": ["answered", "clarify"]}, True, (Status.ANSWERED, Status.CLARIFY)),
    ],
)
def test_what_a_case_does_not_say_follows_from_its_kind(
    fields: dict[str, Any], answerable: bool, expected: tuple[Status, ...]
) -> None:
    (case,) = read_cases("a.jsonl", jsonl({"id": "1", "question": "?", **fields})).cases
    assert (case.answerable, case.expected_status) == (answerable, expected)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{oops", "không phải JSON"),
        ("[1]", "đối tượng JSON"),
        ('{"id": "x"}', "question: thiếu"),
        ('{"id": "x", "question": "  "}', "question: để trống"),
        ('{"id": true, "question": "?"}', "id:"),
        ('{"id": "x", "question": "?", "kind": "duti"}', "kind: «duti» không thuộc 'duty'"),
        ('{"id": "x", "question": "?", "expected_status": ["maybe"]}', "«maybe» không thuộc"),
        ('{"id": "x", "question": "?", "gold": [[]]}', "gold.0: danh sách rỗng"),
        ('{"id": "x", "question": "?", "gold": [{"anchor": "a"}]}', "document: thiếu"),
        ('{"id": "ok", "question": "?"}', "id «ok» đã có ở dòng 1"),
        ("[" * 100_000, "không phải JSON"),
    ],
)
def test_a_bad_line_is_told_and_the_rest_runs(line: str, told: str) -> None:
    good = {"id": "ok", "question": "Hỏi?"}
    read = read_cases("a.jsonl", jsonl(good, "", line, {"id": "z", "question": "Nữa?"}))
    assert [case.id for case in read.cases] == ["ok", "z"]
    (problem,) = read.problems
    assert problem.where == "a.jsonl:3"
    assert told in problem.message


def test_a_json_cell_that_is_none_is_told_with_its_row() -> None:
    raw = workbook("t", ("id", "question", "gold"), [("1", "Hỏi?", "[oops"), ("2", "Nữa?", None)])
    read = read_cases("a.xlsx", raw)
    assert [str(problem) for problem in read.problems] == [
        "a.xlsx:2: gold: ô bắt đầu bằng [ nhưng không phải JSON"
    ]
    assert [case.id for case in read.cases] == ["2"]


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("a.jsonl", b" \n", "tệp rỗng"),
        ("a.jsonl", b"{}\n", "không có câu hỏi nào đọc được; lỗi đầu tiên: a.jsonl:1: id: thiếu"),
        ("a.jsonl", '{"id": "1", "question": "Thuê đâu?"}'.encode("cp1258"), "a.jsonl:1: không phải UTF-8"),
        ("a.csv", "id,question\n1,Thue\n".encode("utf-16-le"), "là tệp nhị phân"),
        ("a.csv", csv_file(columns=("id", "câu hỏi", *COLUMNS[2:])), "thiếu cột question"),
        ("a.csv", csv_file(columns=("id", "question", "id", *COLUMNS[3:])), "cột id xuất hiện hai lần"),
        ("a.csv", b"id,question\n", "không có câu hỏi nào đọc được"),
        ("a.csv", b'id,question\n1,"' + b"x" * 200_000 + b'"\n', "bảng CSV hỏng"),
        ("a.xlsx", b"not a workbook", "không phải tệp XLSX"),
        ("a.xlsx", workbook("t", ("id", "x"), [(1, 2)]), "thiếu cột question"),
        ("a.pdf", b"%PDF", "hãy dùng .jsonl, .csv, .xlsx"),
    ],
)
def test_a_bad_file_is_one_clear_line(name: str, raw: bytes, told: str) -> None:
    with pytest.raises(DataError) as caught:
        read_cases(name, raw)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_generate_reads_nothing_but_the_question(write: Callable[..., Path]) -> None:
    line = {"id": 7, "question": "Hỏi?", "kind": "no such kind", "gold": "no gold", "note": "x", "who": "y"}
    read = load_questions(write("q.jsonl", line, {"id": "8", "question": "Nữa?", "history": None}))
    assert [(q.id, q.json_id, q.text, q.history) for q in read.questions] == [
        ("7", 7, "Hỏi?", ()),
        ("8", "8", "Nữa?", ()),
    ]
    assert read.ignored == ("note", "who")
    assert read.problems == ()


def test_the_fingerprint_is_the_sha256_of_the_file() -> None:
    read = read_cases("a.jsonl", b'{"id": "1", "question": "?"}')
    assert read.fingerprint == "53d8aaf4743b9a397e9c4d5fb70cdd8a534755f64eac1d58eea4299629bfe16d"
