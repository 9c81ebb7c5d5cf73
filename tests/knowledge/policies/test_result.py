from __future__ import annotations

import json
from datetime import date

import pytest

from knowledge.policies import words
from knowledge.policies.model import NOTES, OUTCOMES
from knowledge.policies.profile import Profile
from knowledge.policies.result import Sources, check, label_of, of_needs, standing_notes
from knowledge.policies.result_json import as_json
from knowledge.policies.result_text import as_text, reason_lines
from tests.knowledge.policies.profiles import BOOK, DAY

SOURCES = Sources.load()
COFFEE = Profile(
    kind="cooperative",
    fields=frozenset({"crops"}),
    products=frozenset({"coffee"}),
    members=20,
    needs=frozenset({"credit"}),
)
FOUND = check(BOOK, COFFEE, DAY)
TEXT = as_text(FOUND, SOURCES)


def section(name: str) -> str:
    """The lines of one policy in the text."""
    return TEXT.split(f"### {name}\n")[1].split("\n#")[0]


def test_json_holds_every_policy_with_its_basis_and_the_next_question() -> None:
    data = json.loads(json.dumps(as_json(FOUND, SOURCES), ensure_ascii=False))
    assert len(data["policies"]) == len(BOOK.policies) == sum(data["counts"].values())
    assert all(policy["basis"] and policy["offices"] for policy in data["policies"])
    assert data["day"] == "2026-11-23"
    assert data["ask"]["choices"]
    assert {"fact": "members", "label": "Số thành viên", "value": 20, "text": "20 thành viên"} in data[
        "profile"
    ]


def test_a_verdict_in_json_says_why() -> None:
    found = {policy["id"]: policy for policy in as_json(FOUND, SOURCES)["policies"]}
    bases = as_json(FOUND, SOURCES)["bases"]
    loan = found["vay-tin-chap-hop-tac-xa"]
    assert loan["outcome"] == "qualifies"
    amount = bases[loan["gets"][0]["basis"]]
    assert amount["label"] == "điểm d khoản 2 Điều 9 Nghị định 55/2015/NĐ-CP"
    assert amount["standing"]["status"] in ("amended", "in_force")
    assert found["vay-tin-chap-to-hop-tac"]["failed"][0]["text"] == "Là tổ hợp tác"
    assert {item["fact"] for item in found["vay-quy-ho-tro-hop-tac-xa"]["missing"]} == {
        "registered",
        "has_plan",
        "own_capital_share",
        "bad_debt",
    }
    ended = found["giam-lai-2-phan-tram"]
    assert (ended["outcome"], ended["ends"]) == ("ended", "2023-12-31")
    assert ended["replaced_by"][0]["id"] == "vay-tin-chap-hop-tac-xa"


def test_the_text_never_promises_and_says_so() -> None:
    assert "## Đủ điều kiện theo những gì bà con khai" in TEXT
    assert words.NO_PROMISE in TEXT
    for promise in ("chắc chắn được", "sẽ được hưởng", "cam kết hỗ trợ"):
        assert promise not in TEXT


def test_every_condition_is_told_with_its_clause() -> None:
    for verdict in FOUND.verdicts:
        lines = list(reason_lines(verdict, SOURCES))
        told = {"qualifies": verdict.conditions, "not": verdict.failed, "cannot_tell": verdict.open}
        conditions = told.get(verdict.outcome, ())
        assert len(lines) == len(conditions)
        for line, one in zip(lines, conditions, strict=True):
            assert f"{one.text} ({label_of(one.basis, SOURCES.catalogue)})." in line
        if verdict.outcome == "cannot_tell":
            assert all(BOOK.facts[name].question in " ".join(lines) for name in verdict.missing)


def test_what_an_ended_policy_gave_is_told_as_past() -> None:
    told = section("Giảm lãi vay 2%/năm từ ngân sách nhà nước")
    assert "- Trước đây được gì: " in told
    assert "- Được gì: " not in told


def test_ended_policies_are_told_with_what_came_after() -> None:
    told = section("Giảm lãi vay 2%/năm từ ngân sách nhà nước")
    assert "Hết áp dụng sau ngày 31/12/2023." in told
    assert "Xem thay: Hợp tác xã vay ngân hàng làm nông nghiệp không cần thế chấp" in told
    assert "Hỏi ở đâu" not in told


def test_what_is_unverified_is_marked() -> None:
    assert words.NOTES["unverified"] in section("Vay theo chuỗi liên kết nông sản không cần thế chấp")
    doubtful = section("Gói vay nông nghiệp công nghệ cao, nông nghiệp sạch năm 2017")
    assert "phải hỏi thẳng ngân hàng" in doubtful


def test_offices_are_told_with_their_names_of_today() -> None:
    assert "Cục Thuế tỉnh (nay là Thuế tỉnh Lâm Đồng" in TEXT
    assert "Liên minh Hợp tác xã tỉnh (nay có thể là" in TEXT


def test_the_need_comes_first() -> None:
    needs = ["credit" in item.policy.needs for item in FOUND.verdicts]
    assert needs == sorted(needs, reverse=True)


def test_an_instrument_that_may_not_hold_is_told_with_the_verdict() -> None:
    told = {item.policy.id: standing_notes(item, DAY, SOURCES.catalogue) for item in FOUND.verdicts}
    (note,) = told["vay-nong-nghiep-cong-nghe-cao"]
    assert note.startswith("Nghị quyết 30/NQ-CP: chưa thấy nguồn nào nói rõ")
    assert told["vay-tin-chap-hop-tac-xa"] == told["giam-lai-2-phan-tram"] == ()
    assert f"- {note}" in TEXT


def test_every_key_of_a_basis_is_told() -> None:
    data = as_json(FOUND, SOURCES)
    for policy in data["policies"]:
        items = [
            *policy["gets"],
            *policy["conditions"],
            *policy["depends"],
            *policy["failed"],
            *policy["open"],
        ]
        assert {*policy["basis"], *(item["basis"] for item in items)} <= data["bases"].keys()


def test_a_page_of_one_need() -> None:
    page = of_needs(FOUND, ["credit"])
    assert page.verdicts == tuple(item for item in FOUND.verdicts if "credit" in item.policy.needs)
    assert as_text(page, SOURCES).count("### ") == len(page.verdicts) < len(FOUND.verdicts)


def test_nobody_known() -> None:
    text = as_text(check(BOOK, Profile(), date(2026, 11, 23)), SOURCES)
    assert words.NOTHING_KNOWN in text
    assert "**Câu hỏi tiếp theo:** Anh chị hỏi cho ai?" in text


def test_every_outcome_and_note_has_its_words() -> None:
    assert set(words.HEADINGS) == set(OUTCOMES)
    assert set(words.NOTES) == set(NOTES)


@pytest.mark.parametrize(
    ("fact", "value", "told"),
    [
        ("registered", True, "có"),
        ("own_capital_share", 20, "20%"),
        ("damage_share", 45.5, "45,5%"),
        ("revenue", 2500, "2.500 triệu đồng"),
        ("revenue", 123456789, "123.456.789 triệu đồng"),
        ("members", 0, "0 thành viên"),
        ("needs", frozenset({"credit", "tax"}), "Vay vốn + Thuế, phí, lệ phí"),
        ("founded_on", date(2021, 5, 31), "31/5/2021"),
        ("kind", "group", "Tổ hợp tác"),
        ("fields", frozenset({"livestock", "crops"}), "Trồng trọt, Chăn nuôi"),
        ("progress", frozenset(), "không có việc nào kể trên"),
    ],
)
def test_values_in_words(fact: str, value: bool | float | date | str | frozenset[str], told: str) -> None:
    assert words.value_of(BOOK.facts[fact], value) == told
