"""Facts: golden files that a lawyer can read, spans that slice to what they say, twins, reports, errata."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from ingest.errata import load_errata
from ingest.facts import extract
from ingest.parse import parse
from ingest.read import Source, read
from knowledge.agencies import Agencies
from knowledge.config import SHIPPED
from knowledge.document import Document, Span
from knowledge.errors import DataError
from knowledge.facts import Erratum, Facts, Particular, Reference, Report, Target, Task

PLAN = SHIPPED / "documents" / "127-KH-UBND.md"
GOLDEN = Path(__file__).parent.parent / "golden"
ROWS = {"i": 3, "ii": 14, "iii": 2, "iv": 4, "v": 3}


@pytest.fixture(scope="module")
def agencies() -> Agencies:
    return Agencies.load()


@pytest.fixture(scope="module")
def plan() -> Document:
    return parse(read(PLAN))


@pytest.fixture(scope="module")
def facts(plan: Document, agencies: Agencies) -> Facts:
    return extract(plan, agencies, load_errata(plan.number))


def words(document: Document, span: Span | None) -> str:
    return span.of(document.text) if span else ""


# Golden files: what the extractors found, as a person reads it.


def tasks_text(document: Document, tasks: Iterable[Task], agencies: Agencies) -> str:
    return "\n".join(line for task in tasks for line in _task_lines(document, task, agencies))


def _task_lines(document: Document, task: Task, agencies: Agencies) -> Iterator[str]:
    twin = document.node(task.twin) if task.twin else None
    yield f"{task.place}{' (đề nghị)' if task.asked else ''}  [{task.anchor}]"
    yield f"  nguyên văn:   {words(document, task.lead)}"
    yield f"  chủ trì:      {_names(agencies, task.leads)}"
    yield f"  phối hợp:     {_names(agencies, task.partners)}"
    if task.origin == "annex":
        yield f"  cột phối hợp: {words(document, task.partner) or '—'}"
        yield f"  sản phẩm:     {words(document, task.product) or '—'}"
        yield f"  thời gian:    {words(document, task.deadline) or '—'}"
    yield f"  cũng ghi ở:   {twin.place if twin else '—'}"
    for action in task.actions:
        place = f" ({action.anchor})" if action.anchor != task.anchor else ""
        yield f"  - {words(document, action.span)}{place}"
        if action.partners:
            yield f"      cùng với: {_names(agencies, action.partners)}"
    yield ""


def _names(agencies: Agencies, ids: Iterable[str]) -> str:
    found = [agencies.get(name) for name in ids]
    return "; ".join(agency.name if agency else "?" for agency in found) or "—"


def targets_text(document: Document, targets: Iterable[Target]) -> str:
    lines = []
    for target in targets:
        value = " ".join(part for part in (target.comparator, target.value + target.unit) if part)
        lines += [
            f"{target.year}  {value or '(không có con số)'}  {target.indicator}",
            f"      {target.place}: «{words(document, target.span)}»",
        ]
    return "\n".join(lines) + "\n"


def references_text(document: Document, references: Iterable[Reference]) -> str:
    lines = []
    for reference in references:
        lines.append(f"{named(reference)}  [{reference.anchor}]  «{words(document, reference.span)}»")
        lines.append(f"      ngày:  {words(document, reference.date) or '—'}")
        lines.append(f"      về:    {words(document, reference.subject) or '—'}")
        lines.append(f"      trong: {words(document, reference.clause)}")
    return "\n".join(lines) + "\n"


def named(reference: Reference) -> str:
    numbered = any(letter.isdigit() for letter in reference.number)
    return f"{reference.kind} {reference.number}" if numbered else reference.number


def test_tasks_are_the_golden_ones(plan: Document, facts: Facts, agencies: Agencies) -> None:
    golden = (GOLDEN / "127-KH-UBND.tasks").read_text(encoding="utf-8")
    assert tasks_text(plan, facts.tasks, agencies) == golden


def test_targets_are_the_golden_ones(plan: Document, facts: Facts) -> None:
    assert targets_text(plan, facts.targets) == (GOLDEN / "127-KH-UBND.targets").read_text(encoding="utf-8")


def test_references_are_the_golden_ones(plan: Document, facts: Facts) -> None:
    golden = (GOLDEN / "127-KH-UBND.references").read_text(encoding="utf-8")
    assert references_text(plan, facts.references) == golden


# What holds for every fact.


def located(facts: Facts) -> tuple[Task | Target | Report | Reference | Particular, ...]:
    return (*facts.tasks, *facts.targets, *facts.reports, *facts.references, *facts.particulars)


def _spans(facts: Facts) -> Iterator[tuple[str, Span]]:
    """Every span of every fact with the anchor of its unit."""
    for fact in located(facts):
        for field in fields(fact):
            value = getattr(fact, field.name)
            if isinstance(value, Span):
                yield fact.anchor, value
    for task in facts.tasks:
        yield from ((action.anchor, action.span) for action in task.actions)


def test_every_span_stands_inside_its_unit_and_says_something(plan: Document, facts: Facts) -> None:
    found = list(_spans(facts))
    assert len(found) > 500
    for anchor, span in found:
        node = plan.node(anchor)
        assert node is not None, anchor
        assert span in Span(node.start, node.end), anchor
        said = span.of(plan.text)
        assert said
        assert said == said.strip(), anchor


def test_places_are_those_of_the_tree(plan: Document, facts: Facts) -> None:
    for fact in located(facts):
        node = plan.node(fact.anchor)
        assert node is not None
        assert (fact.document, fact.place) == (plan.number, node.place)


def test_every_agency_named_is_known(facts: Facts, agencies: Agencies) -> None:
    for task in facts.tasks:
        for name in (*task.leads, *task.partners, *(p for action in task.actions for p in action.partners)):
            assert agencies.get(name), name


def test_fields_are_printed_in_their_cells(plan: Document, facts: Facts) -> None:
    for task in facts.tasks:
        if task.origin == "annex":
            node = plan.node(task.anchor)
            assert node is not None
            for span in (task.lead, task.partner, task.product, task.deadline):
                assert span is None or span in node.cells


# Tasks.


def by_anchor(facts: Facts) -> dict[str, Task]:
    return {task.anchor: task for task in facts.tasks}


def test_every_row_of_the_annex_is_a_task(facts: Facts) -> None:
    rows = [task for task in facts.tasks if task.origin == "annex"]
    assert len(rows) == 26
    assert Counter(task.section for task in rows) == {f"pl.{group}": count for group, count in ROWS.items()}
    assert all(task.leads and task.deadline and task.product and task.actions for task in rows)
    assert [task.anchor for task in rows if not task.partners] == ["pl.iv.4"]


def test_every_item_of_part_three_is_a_task(facts: Facts) -> None:
    body = Counter(task.section for task in facts.tasks if task.origin == "body")
    assert body == {"iii.1": 3, "iii.2": 14, "iii.3": 2, "iii.4": 7, "iii.5": 3, "iv": 2}


def test_the_two_tasks_of_the_tax_office(plan: Document, facts: Facts) -> None:
    mine = [task for task in facts.tasks if "cuc-thue-tinh" in (*task.leads, *task.partners)]
    assert [task.anchor for task in mine] == ["iii.2.12", "pl.ii.13"]
    item, row = mine
    assert item.leads == row.leads == ("cuc-thue-tinh",)
    assert item.partners == row.partners == ("so-tai-chinh", "ubnd-cac-huyen-thanh-pho")
    assert words(plan, item.actions[0].span).startswith("Triển khai thực hiện hiệu quả các chính sách thuế;")
    assert words(plan, row.partner) == "Sở Tài chính, UBND các huyện, thành phố"
    assert words(plan, row.product) == "Báo cáo, Kế hoạch tổ chức tập huấn các chính sách"
    assert words(plan, row.deadline) == "Hàng năm"
    assert (item.twin, row.twin) == ("pl.ii.13", "iii.2.12")


def test_who_only_cooperates_does_not_lead(plan: Document, facts: Facts) -> None:
    labour = by_anchor(facts)["iii.2.9"]
    assert labour.leads == ()
    assert labour.partners == ("so-lao-dong-thuong-binh-va-xa-hoi", "so-nong-nghiep-va-phat-trien-nong-thon")
    assert words(plan, labour.lead).endswith("Sở Nông nghiệp và Phát triển nông thôn")


def test_a_standing_office_in_brackets_does_not_lead(facts: Facts) -> None:
    assert by_anchor(facts)["pl.iv.1"].leads == ("ban-chi-dao-kinh-te-tap-the-tinh",)


def test_requests_are_told_from_orders(facts: Facts) -> None:
    assert [task.anchor for task in facts.tasks if task.asked] == ["iii.2.11", "iii.5.1", "iii.5.3"]


def test_an_opening_without_a_colon_ends_with_the_last_office(plan: Document, facts: Facts) -> None:
    opening = words(plan, by_anchor(facts)["iv.2"].lead)
    assert (
        opening == "Sở Kế hoạch và Đầu tư chủ trì, phối hợp với các Sở, Ban, ngành, UBND các huyện, thành phố"
    )


def test_bullets_keep_the_partners_they_name(facts: Facts) -> None:
    actions = {action.anchor: action.partners for action in by_anchor(facts)["iii.2.10"].actions}
    assert len(actions) == 5
    assert actions["iii.2.10.gach_5"] == ("so-nong-nghiep-va-phat-trien-nong-thon", "cac-don-vi-lien-quan")
    assert actions["iii.2.10.gach_2"] == ()


# Twins.


def test_twins_are_symmetric(facts: Facts) -> None:
    tasks = by_anchor(facts)
    shared = {}
    for task in tasks.values():
        if not task.twin:
            continue
        other = tasks[task.twin]
        assert {task.origin, other.origin} == {"body", "annex"}
        if other.twin != task.anchor:
            shared[task.anchor] = task.twin
            assert task.origin == "annex"
            assert tasks[other.twin].twin == other.anchor
    assert shared == {"pl.ii.7": "iii.2.4", "pl.iii.2": "iii.3.1"}, "two rows that share the item of another"


def test_tasks_that_stand_alone_have_no_twin(facts: Facts) -> None:
    alone = {task.anchor for task in facts.tasks if not task.twin}
    no_row = {"iii.2.6", "iii.2.14", "iii.3.2", "iii.4.1", "iii.4.3", "iii.4.5"}
    assert no_row <= alone
    assert {"pl.v.3", "iii.5.3", "pl.ii.3", "pl.ii.4"} <= alone


# Targets.


@pytest.mark.parametrize(
    ("year", "comparator", "value", "unit", "indicator"),
    [
        (2030, "", "360", "", "hợp tác xã"),
        (2030, "", "17.000", "", "thành viên hợp tác xã"),
        (2030, "khoảng", "300", "", "Tổ hợp tác"),
        (2030, "trên", "4.200", "", "thành viên Tổ hợp tác"),
        (2030, "", "05", "", "liên hiệp hợp tác xã"),
        (2030, "", "25-30", "", "hợp tác xã thành viên"),
        (2030, "trên", "60", "%", "tổ chức kinh tế tập thể đạt loại tốt, khá"),
        (2030, "ít nhất", "50", "%", "tham gia liên kết theo chuỗi giá trị"),
        (2045, "tối thiểu", "20", "%", "dân số tham gia các tổ chức kinh tế tập thể"),
        (2045, "ít nhất", "30", "%", "Tỷ lệ nữ giám đốc hợp tác xã, Liên hiệp hợp tác xã"),
    ],
)
def test_a_target(facts: Facts, year: int, comparator: str, value: str, unit: str, indicator: str) -> None:
    found = [t for t in facts.targets if (t.year, t.value, t.unit) == (year, value, unit)]
    assert [(t.comparator, t.indicator) for t in found] == [(comparator, indicator)]


def test_a_target_prints_its_own_figure_once(plan: Document, facts: Facts) -> None:
    for target in facts.targets:
        assert target.span in target.sentence or target.sentence in target.span
        assert target.value in words(plan, target.span)
        assert not words(plan, target.span).endswith((",", "với", "trong đó"))


def test_goals_without_a_figure_are_targets_too(facts: Facts) -> None:
    assert [t.anchor for t in facts.targets if not t.value] == [
        "ii.2.den_nam_2030.gach_4",
        "ii.2.den_nam_2045.gach_4",
    ]


# Reports.


def report_at(facts: Facts, anchor: str) -> Report:
    (found,) = [report for report in facts.reports if report.anchor == anchor]
    return found


def test_the_yearly_report(plan: Document, facts: Facts) -> None:
    report = report_at(facts, "iv.1")
    assert words(plan, report.when) == "Định kỳ hàng năm (trước ngày 15/12)"
    assert report.receivers[0] == "so-ke-hoach-va-dau-tu"
    assert report.senders == ("cac-so-ban-nganh", "ubnd-cac-huyen-thanh-pho")
    assert words(plan, report.span) == (
        "Định kỳ hàng năm (trước ngày 15/12) báo cáo kết quả thực hiện về Sở Kế hoạch và Đầu tư để tổng hợp, "
        "báo cáo UBND tỉnh theo dõi chỉ đạo."
    )


def test_the_monthly_quarterly_yearly_report(plan: Document, facts: Facts) -> None:
    report = report_at(facts, "iii.3.1.gach_4")
    assert words(plan, report.when) == "Hàng tháng, quý, năm"
    assert report.receivers == ("lien-minh-hop-tac-xa-tinh", "so-ke-hoach-va-dau-tu")
    assert report.senders == ("ubnd-cac-huyen-thanh-pho",)


def test_reports_with_a_receiver_count_without_a_time_too(plan: Document, facts: Facts) -> None:
    assert [report.anchor for report in facts.reports] == [
        "iii.2.10.gach_3",
        "iii.3.1.gach_4",
        "iv.1",
        "iv.2",
    ]
    report = report_at(facts, "iii.2.10.gach_3")
    assert report.when is None
    assert (report.senders, report.receivers) == (("lien-minh-hop-tac-xa-tinh",), ("ubnd-tinh",))
    assert report_at(facts, "iv.2").receivers == ("ubnd-tinh",)


# References.

INSTRUMENTS = [
    "09/NQ-CP",
    "54-CTr/TU",
    "20-NQ/TW",
    "340/QĐ-TTg",
    "167/QĐ-TTg",
    "1804/QĐ-TTg",
    "1626/QĐ-UBND",
    "45/2021/NĐ-CP",
    "677/QĐ-UBND",
    "1563/QĐ-UBND",
    "55/2015/NĐ-CP",
    "116/2018/NĐ-CP",
    "30/NQ-CP",
    "68/2013/QĐ-CP",
    "31/2022/NĐ-CP",
    "03/2022/TT-NHNN",
    "875/QĐ-UBND",
    "01/2020/TT-BKHĐT",
]


def test_eighteen_numbered_instruments_and_the_law(facts: Facts) -> None:
    numbers = {reference.number for reference in facts.references}
    assert len(INSTRUMENTS) == 18
    assert numbers == {*INSTRUMENTS, "Luật Hợp tác xã"}


def test_the_plan_does_not_cite_itself(plan: Document, facts: Facts) -> None:
    assert plan.text.count(plan.number) == 2
    assert plan.number not in {reference.number for reference in facts.references}


def test_every_printed_number_is_found(plan: Document, facts: Facts) -> None:
    found = Counter(reference.number for reference in facts.references)
    assert found == {number: plan.text.count(number) for number in found}


@pytest.mark.parametrize(
    ("number", "kind", "date"),
    [
        ("20-NQ/TW", "Nghị quyết", "ngày 16/6/2022"),
        ("54-CTr/TU", "Chương trình hành động", "ngày 29/12/2022"),
        ("340/QĐ-TTg", "Quyết định", "ngày 12/3/2021"),
        ("1804/QĐ-TTg", "Quyết định", "ngày 13/11/2020"),
        ("68/2013/QĐ-CP", "Quyết định", "ngày 14/11/2013"),
        ("03/2022/TT-NHNN", "Thông tư", "ngày 20/5/2022"),
    ],
)
def test_an_instrument_has_its_kind_and_date(
    plan: Document, facts: Facts, number: str, kind: str, date: str
) -> None:
    found = [reference for reference in facts.references if reference.number == number]
    assert (kind, date) in {(reference.kind, words(plan, reference.date)) for reference in found}


def test_an_issuer_of_many_words_does_not_hide_the_subject(plan: Document, facts: Facts) -> None:
    subjects = {words(plan, r.subject) for r in facts.references if r.number == "20-NQ/TW" and r.subject}
    assert subjects == {
        "về tiếp tục đổi mới, phát triển và nâng cao hiệu quả kinh tế tập thể trong giai đoạn mới"
    }


# Particulars and errata.


def test_what_the_plan_says_of_itself(plan: Document, facts: Facts) -> None:
    found: dict[str, list[str]] = {}
    for particular in facts.particulars:
        found.setdefault(particular.kind, []).append(words(plan, particular.span))
    assert found["number"] == ["Số: 127/KH-UBND"]
    assert found["date"] == ["Đắk Nông, ngày 07 tháng 3 năm 2023"]
    assert found["signer"] == ["Lê Trọng Yên"]
    assert found["signed_for"][0].startswith("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")
    assert "ngày 06 tháng 3 năm 2023" in found["attached_date"][0]
    assert len(found["recipient"]) == 18
    assert found["recipient"][12] == "Cục Thuế tỉnh;"
    assert len(found["short_form"]) == 3


def test_errata_stand_in_the_text(plan: Document, facts: Facts) -> None:
    known = load_errata(plan.number)
    assert len(known) >= 10
    assert facts.errata == known, "an erratum names a place where its words do not stand"


def test_an_erratum_that_does_not_stand_is_dropped(plan: Document, agencies: Agencies) -> None:
    wrong = Erratum(plan.number, "iii.5.2", "chữ không có ở đó", "ghi chú")
    nowhere = Erratum(plan.number, "ix.9", "Cùng cố", "ghi chú")
    assert extract(plan, agencies, (wrong, nowhere)).errata == ()


def test_a_document_without_errata_has_none() -> None:
    assert load_errata("1/2099/NĐ-CP") == ()


@pytest.mark.parametrize("text", ["- anchor: a", "x: [", "3", "- [1]"])
def test_malformed_errata_are_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "1-A.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"1-A\.yaml.*anchor, printed, note"):
        load_errata("1/A", tmp_path)


# Other documents.


def test_a_text_without_tasks_has_no_facts(agencies: Agencies) -> None:
    document = parse(Source("tho", "Một bài thơ.\nKhông có gì cả.", "0"))
    assert extract(document, agencies) == Facts()


def test_recipients_without_dashes_are_whole(agencies: Agencies) -> None:
    text = "KẾ HOẠCH\nVề việc thử\nNơi nhận:\nNhư Điều 3;\nLưu: VT.\n"
    document = parse(Source("thu", text, "0"))
    found = [
        words(document, p.span) for p in extract(document, agencies).particulars if p.kind == "recipient"
    ]
    assert found == ["Như Điều 3;", "Lưu: VT."]
