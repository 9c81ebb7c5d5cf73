"""Duties of the shipped plan: who, by when; as a golden file that a lawyer can check, and by filters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.register.counts import counted
from assistant.register.due import State, due_on
from assistant.register.duty import below
from assistant.register.query import PRODUCTS, Query, Role, selected, shared_only
from tests.assistant.register.plan import agencies, plan, register

GOLDEN = Path(__file__).parents[2] / "golden" / "127-KH-UBND.register"
TODAY = date(2026, 11, 23)


def found(**wanted: object) -> list[str]:
    """Anchors of the duties that fit; `office` as people name it."""
    house = register()
    if name := wanted.pop("office", ""):
        wanted["office"] = house.offices.office(str(name))
        assert wanted["office"], name
    return [duty.anchor for duty in selected(house.duties, Query(**wanted), house.offices)]  # type: ignore[arg-type]


def golden_lines() -> Iterator[str]:
    house = register()
    for title, today in (("tên trong kế hoạch", False), ("tên hiện nay", True)):
        yield f"Số nhiệm vụ theo cơ quan, {title}: chủ trì, chỉ phối hợp"
        for count in counted(house.duties, house.offices, today=today):
            doubt = " (chưa kiểm chứng)" if count.office.unsure else ""
            yield f"  {count.leads:3}{count.helps:4}  {count.office.name}{doubt}"
        yield ""
    yield f"Thời hạn xét tại ngày {TODAY:%d/%m/%Y}"
    for due in due_on(house.duties, TODAY):
        day = f" {due.day:%d/%m/%Y} ({due.left:+} ngày)" if due.day else ""
        yield f"  {due.state:10}{day} {due.timing.place}: {due.timing.period.printed}"
    yield ""
    yield "Ghi ở hai nơi: nơi này, nơi kia, khác nhau ở đâu"
    for (_, anchor), one in house.twins.items():
        differs = {
            "chủ trì": one.leads_here or one.leads_there,
            "phối hợp": one.partners_here or one.partners_there,
            "lời văn": not one.same,
        }
        yield f"  {anchor} – {one.twin.anchor}: {', '.join(name for name, so in differs.items() if so)}"


def test_the_register_is_the_golden_one() -> None:
    assert "\n".join(golden_lines()) + "\n" == GOLDEN.read_text(encoding="utf-8")


# What holds for every duty


def test_every_duty_and_every_word_of_it_stands_in_the_plan() -> None:
    house = register()
    assert len(house.duties) == 57
    assert sum(duty.origin == "annex" for duty in house.duties) == 26
    text = " ".join(plan().text.split())
    for duty in house.duties:
        assert plan().node(duty.anchor), duty.anchor
        printed = (
            *(action.text for action in duty.actions),
            duty.lead,
            duty.partner,
            duty.product,
            duty.deadline,
        )
        assert all(words in text for words in printed), duty.anchor


def test_every_agency_is_known_and_twins_lead_to_duties() -> None:
    house = register()
    anchors = {duty.anchor for duty in house.duties}
    for duty in house.duties:
        assert all(agencies().get(id) for id in duty.agencies)
        assert not duty.twin or duty.twin in anchors
        assert not set(duty.leads) & set(duty.partners)


def test_every_choice_is_found_again_by_its_id() -> None:
    offices = register().offices
    plan_names, todays = offices.choices(register().duties)
    assert [offices.office(office.id) for office in plan_names] == list(plan_names)
    for office in todays:
        again = offices.office(office.id)
        assert again and again.today and again.agencies >= office.agencies


# Filters


@pytest.mark.parametrize(
    ("name", "anchors"),
    [
        ("cuc-thue-tinh", ["iii.2.12", "pl.ii.13"]),
        ("Cục Thuế tỉnh", ["iii.2.12", "pl.ii.13"]),
        ("Thuế tỉnh Lâm Đồng và các Thuế cơ sở", ["iii.2.12", "pl.ii.13"]),
        ("BHXH tỉnh", ["iii.2.14"]),
        ("Sở GTVT", ["iii.2.6"]),
        ("so-xay-dung", ["iii.2.6"]),
        ("Sở Xây dựng tỉnh Lâm Đồng", ["iii.2.6"]),
    ],
)
def test_an_office_by_yesterdays_and_todays_name(name: str, anchors: list[str]) -> None:
    assert found(office=name) == anchors


def test_a_merged_office_has_the_duties_of_both() -> None:
    merged = found(office="Sở Tài chính tỉnh Lâm Đồng")
    both = set(found(office="so-tai-chinh")) | set(found(office="so-ke-hoach-va-dau-tu"))
    assert set(merged) == both and len(merged) == 10


def test_what_nobody_verified_counts_only_where_nothing_else_does() -> None:
    environment = register().offices.office("so-nong-nghiep-va-moi-truong")
    health = register().offices.office("so-y-te")  # an agency and an office of today
    assert environment and not environment.unsure
    assert "so-lao-dong-thuong-binh-va-xa-hoi" not in environment.agencies
    assert health and health.unsure and "so-lao-dong-thuong-binh-va-xa-hoi" in health.agencies


@pytest.mark.parametrize("name", ["", "xyz", "huyện nào đó ở xa", "<script>", "sở"])
def test_a_name_of_nobody_is_no_office(name: str) -> None:
    assert register().offices.office(name) is None


def test_roles() -> None:
    office = "so-tai-chinh"
    assert found(office=office, role=Role.LEAD) == ["iii.2.3", "pl.ii.5"]
    assert found(office=office, role=Role.PARTNER) == ["iii.2.12", "pl.ii.13"]
    assert set(found(office=office)) == {"iii.2.3", "pl.ii.5", "iii.2.12", "pl.ii.13"}


def test_what_a_group_is_given_can_be_added() -> None:
    house = register()
    office = house.offices.office("so-giao-thong-van-tai")
    alone = Query(office, Role.LEAD)
    assert found(office="so-giao-thong-van-tai", role=Role.LEAD) == ["iii.2.6"]
    together = found(office="so-giao-thong-van-tai", role=Role.LEAD, shared=True)
    assert together == ["iii.1.1", "iii.2.1", "iii.2.6", "iii.4.1", "iv.1", "pl.i.1"]
    assert shared_only(house.duties, alone, house.offices) == 5
    assert shared_only(house.duties, Query(office, Role.LEAD, True), house.offices) == 0


@pytest.mark.parametrize(
    ("when", "count"),
    [
        ("continuous", 8),
        ("yearly", 12),
        ("periodic", 1),
        ("until-2023", 3),
        ("until-2025", 3),
        ("until-2030", 2),
        ("unstated", 28),
        ("until-2024", 0),
    ],
)
def test_times(when: str, count: int) -> None:
    assert len(found(when=when)) == count


def test_every_duty_has_a_time_or_none_and_the_annex_always_one() -> None:
    assert all(anchor.startswith("iii") for anchor in found(when="unstated"))


@pytest.mark.parametrize(
    ("product", "count"),
    [
        ("legal", 1),
        ("resolution", 1),
        ("decision", 7),
        ("plan", 9),
        ("report", 14),
        ("guidance", 1),
        ("bulletin", 3),
        ("lecture", 1),
    ],
)
def test_products(product: str, count: int) -> None:
    assert len(found(product=product)) == count


def test_every_product_of_the_annex_is_of_some_kind() -> None:
    made = {anchor for product in PRODUCTS for anchor in found(product=product)}
    assert made == {duty.anchor for duty in register().duties if duty.product}


@pytest.mark.parametrize(
    ("section", "count"), [("iii", 29), ("iv", 2), ("pl", 26), ("pl.ii", 14), ("iii.2", 14)]
)
def test_sections(section: str, count: int) -> None:
    anchors = found(section=section)
    assert len(anchors) == count
    assert all(below(anchor, section) for anchor in anchors)


@pytest.mark.parametrize("words", ["chuyển đổi số", "chuyen doi so", "CHUYEN  DOI SO"])
def test_words_without_diacritics(words: str) -> None:
    assert found(words=words, section="pl") == ["pl.ii.3"]


def test_words_that_never_stand_together_are_found_singly() -> None:
    assert "pl.ii.12" in found(words="quỹ đề án")
    assert found(words="quỷ đề án") == []


def test_words_find_an_office_by_its_short_and_its_new_name() -> None:
    assert found(words="bhxh lâm đồng") == ["iii.2.14"]
    assert found(words="không có chữ này") == []


def test_filters_add_up() -> None:
    anchors = found(office="UBND các huyện, thành phố", role=Role.LEAD, section="pl", when="until-2023")
    assert anchors == ["pl.iii.1", "pl.iv.4"]


# What is due


def state_of(anchor: str, today: date) -> tuple[State, int]:
    due = next(one for one in due_on(register().duties, today) if one.timing.anchor == anchor)
    return due.state, due.left


@pytest.mark.parametrize(
    ("anchor", "today", "state", "left"),
    [
        ("iv.1", date(2026, 11, 23), State.SOON, 22),
        ("iv.1", date(2026, 12, 15), State.SOON, 0),
        ("iv.1", date(2026, 12, 16), State.LATER, 364),
        ("pl.ii.12", date(2023, 12, 1), State.SOON, 30),
        ("pl.ii.12", date(2023, 3, 7), State.LATER, 299),
        ("pl.ii.12", date(2024, 1, 1), State.PAST, -1),
        ("pl.ii.6", date(2026, 11, 23), State.LATER, 1499),
        ("iii.3.1.gach_4", date(2026, 11, 23), State.PERIODIC, 0),
        ("pl.ii.2", date(2026, 11, 23), State.YEARLY, 0),
        ("pl.i.1", date(2026, 11, 23), State.CONTINUOUS, 0),
    ],
)
def test_what_is_due_as_of_a_day(anchor: str, today: date, state: State, left: int) -> None:
    assert state_of(anchor, today) == (state, left)


def test_the_report_of_every_year_says_who_and_to_whom() -> None:
    due = due_on(register().duties, TODAY)[0]
    assert due.timing.place == "Mục IV.1" and due.day == date(2026, 12, 15)
    assert due.timing.senders == ("cac-so-ban-nganh", "ubnd-cac-huyen-thanh-pho")
    assert due.timing.receivers == ("so-ke-hoach-va-dau-tu", "ubnd-tinh")
    assert due.timing.asked.startswith("Báo cáo kết quả thực hiện về Sở Kế hoạch và Đầu tư")
