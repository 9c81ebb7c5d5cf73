from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import DataError
from knowledge.policies.from_text import ProfileReader, assumptions, merged
from knowledge.policies.load import DATA
from knowledge.policies.profile import Profile
from knowledge.text import strip_accents
from tests.knowledge.policies.profiles import BOOK, examples

READER = ProfileReader.load(BOOK.facts)


def _set(*values: str) -> frozenset[str]:
    return frozenset(values)


COFFEE = Profile(
    kind="cooperative",
    fields=_set("crops"),
    products=_set("coffee"),
    members=20,
    needs=_set("credit", "technology"),
    registered=True,
    sanctioned=False,
)
SENTENCES = [
    ("htx em làm cà phê, 20 thành viên, muốn vay mua máy thì được gì?", COFFEE),
    (
        "Tổ hợp tác gồm 8 hộ trồng bơ, chưa đăng ký, muốn lên hợp tác xã",
        Profile(
            kind="group",
            fields=_set("crops"),
            products=_set("fruit"),
            members=8,
            registered=False,
            sanctioned=False,
            needs=_set("founding"),
            wants_to_found=True,
        ),
    ),
    (
        "em là thành viên htx ở Đắk Mil, 45 tuổi, muốn đóng bảo hiểm xã hội tự nguyện",
        Profile(
            kind="person",
            in_organisation=True,
            age=45,
            old_province="dak_nong",
            needs=_set("social_insurance"),
        ),
    ),
    (
        "nhà em bị hạn, cà phê thiệt hại 80%",
        Profile(
            kind="person",
            fields=_set("crops"),
            products=_set("coffee"),
            age=40,
            disaster=True,
            damage_share=80,
            needs=_set("disaster"),
        ),
    ),
    (
        "hợp tác xã vận tải, doanh thu năm ngoái khoảng 2,5 tỷ, có được miễn thuế không",
        Profile(
            kind="cooperative",
            registered=True,
            sanctioned=False,
            fields=_set("transport"),
            revenue=2500,
            needs=_set("tax"),
        ),
    ),
    (
        "liên hiệp htx có 5 htx thành viên cần xây kho lạnh",
        Profile(
            kind="union",
            registered=True,
            sanctioned=False,
            member_cooperatives=5,
            land=_set("facilities"),
            needs=_set("infrastructure"),
        ),
    ),
    (
        "htx hoạt động được 3 năm, chưa có hợp đồng liên kết, không có nợ xấu, vốn tự có 30%",
        Profile(
            kind="cooperative",
            registered=True,
            sanctioned=False,
            months_running=36,
            linkage_contract=False,
            bad_debt=False,
            own_capital_share=30,
        ),
    ),
    ("muốn lập htx thì cần gì", Profile(wants_to_found=True, needs=_set("founding"))),
    ("chào bạn, như vậy là đạt mục tiêu rồi, cảm ơn", Profile()),
    ("sản phẩm sản xuất theo tiêu chuẩn", Profile()),
    ("", Profile()),
]


@pytest.mark.parametrize(("text", "profile"), SENTENCES)
def test_a_sentence_tells_a_profile(text: str, profile: Profile) -> None:
    assert READER.profile_from_text(text).profile == profile


def test_without_diacritics_as_well() -> None:
    assert READER.profile_from_text(strip_accents(SENTENCES[0][0]).upper()).profile == COFFEE


def test_one_bare_syllable_says_nothing() -> None:
    """ "san" may be sắn, "bo" bơ, "ngo" ngô; without diacritics they are left alone."""
    assert READER.profile_from_text("san pham bo ngo mia").profile == Profile()
    assert READER.profile_from_text("sắn và ngô").profile.products == _set("annual")


def test_what_was_said_and_what_was_assumed_are_kept_apart() -> None:
    text = "htx em làm cà phê, 20 thành viên"
    told = READER.profile_from_text(text)
    assert [(item.fact, item.span.of(text)) for item in told.mentioned] == [
        ("kind", "htx"),
        ("products", "cà phê"),
        ("members", "20 thành viên"),
    ]
    assert [item.fact for item in told.assumed] == ["fields", "registered", "sanctioned"]
    assert assumptions(told, BOOK.facts)[0] == "Tạm hiểu Ngành làm ăn là Trồng trọt vì đó là cây trồng."


def test_nothing_is_assumed_against_what_was_said() -> None:
    told = READER.profile_from_text("hợp tác xã chưa có giấy chứng nhận")
    assert told.profile.registered is False
    assert "registered" not in {item.fact for item in told.assumed}
    assert READER.profile_from_text("em là thành viên htx, 16 tuổi").profile.age == 16


def test_the_kind_said_first_counts_and_plain_words_before_weak_ones() -> None:
    assert READER.profile_from_text("htx hỏi giúp tổ hợp tác").profile.kind == "cooperative"
    assert READER.profile_from_text("gia đình các xã viên trong htx").profile.kind == "cooperative"


def test_later_facts_win_when_profiles_meet() -> None:
    before = Profile(kind="group", members=8)
    assert merged(before, Profile(kind="cooperative")) == Profile(kind="cooperative", members=8)
    assert merged(before, Profile()) == before


@examples(100)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for item in READER.profile_from_text(text).mentioned:
        assert item.span.of(text)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("value: cooperative, words", "value: guild, words", "kind has no choice guild"),
        ("fact: farm, value", "fact: farn, value", "no fact farn"),
        ("{fact: age, units", "{fact: poor, units", "poor is no number"),
        ("when: {fact: farm, is: true}", "when: {fact: farm, in: [a]}", "answered by yes_no"),
    ],
)
def test_rules_that_refer_to_nothing_are_refused(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    content = (DATA / "_phrases.yaml").read_text("utf-8")
    assert right in content
    path = tmp_path / "_phrases.yaml"
    path.write_text(content.replace(right, wrong), "utf-8")
    with pytest.raises(DataError, match=told):
        ProfileReader.load(BOOK.facts, path)
