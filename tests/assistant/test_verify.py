"""Hostile drafts are turned away, honest ones pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Status
from assistant.draft import Draft, DraftClaim, Source
from assistant.verify import Verifier
from knowledge.agencies import Agencies
from knowledge.document import Document, Span

NUMBER = "127/KH-UBND"
TAX = ("iii.2.12", "pl.ii.13")
TARGETS_2030 = ("ii.2.den_nam_2030.gach_1",)
QUALITY_2030 = ("ii.2.den_nam_2030.gach_2",)
PEOPLE_2045 = ("ii.2.den_nam_2045.gach_1",)
REPORT = ("iv.1",)
SIGNATURE = ("chu_ky",)
DATED = ("ngay_ban_hanh",)
DIGITAL = ("pl.ii.3",)
BUDGET = ("iii.2.2",)
OPENING = ("mo_dau",)


@pytest.fixture(scope="module")
def verifier(plan: Document) -> Verifier:
    return Verifier([plan], Agencies.load())


def whole(plan: Document, anchor: str) -> Source:
    node = plan.node(anchor)
    assert node is not None, anchor
    return Source(NUMBER, anchor, Span(node.start, node.end))


def claim(plan: Document, text: str, anchors: tuple[str, ...]) -> DraftClaim:
    return DraftClaim(text, tuple(whole(plan, anchor) for anchor in anchors))


HONEST: list[tuple[str, tuple[str, ...]]] = [
    ("Kế hoạch giao việc cho **Cục Thuế tỉnh** tại Mục III.2.12 và Phụ lục, phần II, mục 13.", TAX),
    ("Cục Thuế tỉnh chủ trì, phối hợp với Sở Tài chính và UBND các huyện, thành phố.", TAX),
    ("Bên thuế phải làm báo cáo hàng năm.", TAX),
    ("**Phụ lục, phần II, mục 13**: Phối hợp: Sở Tài chính, UBND các huyện, thành phố.", ("pl.ii.13",)),
    ("Có 360 hợp tác xã, với 17.000 thành viên.", TARGETS_2030),
    ("Có 360 hợp tác xã, với 17000 thành viên.", TARGETS_2030),
    ("Đến năm 2030 có 5 liên hiệp hợp tác xã.", TARGETS_2030),
    ("Khoảng 300 tổ hợp tác; 25-30 hợp tác xã thành viên [1].", TARGETS_2030),
    ("Trên 60% đạt loại tốt, khá; ít nhất 50 % tham gia liên kết.", QUALITY_2030),
    ("Đến năm 2045 thu hút tối thiểu 20% dân số.", PEOPLE_2045),
    ("Báo cáo trước ngày 15/12, gửi Sở Kế hoạch và Đầu tư để báo cáo UBND tỉnh.", REPORT),
    ("Người ký: **Lê Trọng Yên**, PHÓ CHỦ TỊCH.", SIGNATURE),
    ("TM. ỦY BAN NHÂN DÂN – KT. CHỦ TỊCH", SIGNATURE),
    ("Ban hành ngày 07/3/2023 tại Đắk Nông.", DATED),
    ("Ban hành ngày 07 tháng 3 năm 2023.", DATED),
    ("Ban hành năm 2023, tháng 3/2023.", DATED),
    ("Sản phẩm: **Kế hoạch của UBND tỉnh**; thời gian: Năm 2024-2025.", DIGITAL),
    ("Sở KH&ĐT chủ trì.", DIGITAL),
    ("Thực hiện Quyết định số 340/QĐ-TTg ngày 12/3/2021.", BUDGET),
    ("Chương trình hành động số 54-CTr/TU ngày 29/12/2022 của Tỉnh ủy Đắk Nông.", OPENING),
    ("Số của kế hoạch: **127/KH-UBND**.", ("so_hieu",)),
    ("Nội dung này có trong kế hoạch.", TAX),
]


@pytest.mark.parametrize(("text", "anchors"), HONEST, ids=range(len(HONEST)))
def test_an_honest_claim_passes(
    verifier: Verifier, plan: Document, text: str, anchors: tuple[str, ...]
) -> None:
    assert verifier.objection(claim(plan, text, anchors)) == ""


HOSTILE: list[tuple[str, tuple[str, ...]]] = [
    # a figure that is not there
    ("Có 361 hợp tác xã, với 17.000 thành viên.", TARGETS_2030),
    ("Có 360 hợp tác xã, với 17.001 thành viên.", TARGETS_2030),
    ("Có 360 hợp tác xã, với 1.700 thành viên.", TARGETS_2030),
    ("Có 36 hợp tác xã.", TARGETS_2030),
    ("Có 3.600 hợp tác xã.", TARGETS_2030),
    ("Có 360,5 hợp tác xã.", TARGETS_2030),
    ("Có 20 liên hiệp hợp tác xã.", TARGETS_2030),
    ("Trên 70% đạt loại tốt, khá.", QUALITY_2030),
    ("Trên 60 hợp tác xã đạt loại tốt, khá.", QUALITY_2030),
    ("Có 360% hợp tác xã.", TARGETS_2030),
    ("Có 1 nhiệm vụ.", DIGITAL),
    ("Việc này gồm 2 nội dung.", ("iii.2.12",)),
    ("Mức vay là 100.000.000 đồng.", ("iii.2.13",)),
    # a year or a date
    ("Đến năm 2035 có 360 hợp tác xã.", TARGETS_2030),
    ("Đến năm 2045 có 360 hợp tác xã.", TARGETS_2030),
    ("Thời gian: Năm 2026.", DIGITAL),
    ("Cục Thuế tỉnh làm việc này trong năm 2024.", TAX),
    ("Báo cáo trước ngày 15/11.", REPORT),
    ("Báo cáo trước ngày 12/15.", REPORT),
    ("Báo cáo trước ngày 15/12/2023.", REPORT),
    ("Ban hành ngày 03/7/2023.", DATED),
    ("Ban hành ngày 06/3/2023.", DATED),
    ("Ban hành ngày 07 tháng 3 năm 2024.", DATED),
    # an instrument
    ("Thực hiện Quyết định số 341/QĐ-TTg.", BUDGET),
    ("Thực hiện Quyết định số 340/QĐ-UBND.", BUDGET),
    ("Thực hiện Nghị định số 45/2021/NĐ-CP.", BUDGET),
    ("Thực hiện Luật số 17/2023/QH15.", TAX),
    ("Theo nghị định 113/2024/nđ-cp.", TAX),
    ("Chương trình hành động số 55-CTr/TU.", OPENING),
    ("Số của kế hoạch: **128/KH-UBND**.", ("so_hieu",)),
    # an office
    ("Kế hoạch giao việc này cho Sở Nội vụ.", TAX),
    ("Cục Thuế tỉnh chủ trì, phối hợp với Liên minh Hợp tác xã tỉnh.", TAX),
    ("Báo cáo gửi Sở Tài chính trước ngày 15/12.", REPORT),
    ("Sở Công Thương chủ trì.", DIGITAL),
    ("Cục Thuế tỉnh làm, Bộ Quốc phòng giám sát.", TAX),
    ("Cục Thuế tỉnh Hà Giang chủ trì.", TAX),
    # a person or a place on earth
    ("Người ký: **Nguyễn Văn Bốn**, PHÓ CHỦ TỊCH.", SIGNATURE),
    ("Người ký: **Lê Trọng Yến**.", SIGNATURE),
    ("Ban hành tại Lâm Đồng.", DATED),
    # a place in the document
    ("Việc này ở Mục III.2.13.", ("iii.2.12",)),
    ("Việc này ở Mục III.2.1.", ("iii.2.12",)),
    ("Việc này ở Phụ lục, phần IV, mục 13.", ("pl.ii.13",)),
    ("Việc này ở Mục II.2, gạch đầu dòng 4.", TARGETS_2030),
    # nothing said
    ("", TAX),
    (" \n\t ", TAX),
]


@pytest.mark.parametrize(("text", "anchors"), HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_claim_is_turned_away(
    verifier: Verifier, plan: Document, text: str, anchors: tuple[str, ...]
) -> None:
    assert verifier.objection(claim(plan, text, anchors))


def outside(plan: Document) -> dict[str, Source]:
    """Sources that prove nothing."""
    good = whole(plan, "iii.2.12")
    start, end = good.span.start, good.span.end
    return {
        "unknown document": replace(good, document="128/KH-UBND"),
        "slug instead of number": replace(good, document="127-KH-UBND"),
        "unknown place": replace(good, anchor="iii.2.99"),
        "another unit's words": replace(good, anchor="iii.2.13"),
        "starts before the unit": replace(good, span=Span(start - 1, end)),
        "ends after the unit": replace(good, span=Span(start, end + 1)),
        "empty": replace(good, span=Span(start, start)),
        "back to front": replace(good, span=Span(end, start)),
        "white space": replace(good, span=Span(blank := plan.text.index(" ", start), blank + 1)),
        "negative": replace(good, span=Span(-5, -1)),
        "beyond the text": replace(good, anchor="", span=Span(len(plan.text), len(plan.text) + 9)),
    }


@pytest.mark.parametrize(
    "fault",
    [
        "unknown document",
        "slug instead of number",
        "unknown place",
        "another unit's words",
        "starts before the unit",
        "ends after the unit",
        "empty",
        "back to front",
        "white space",
        "negative",
        "beyond the text",
    ],
)
def test_a_source_that_proves_nothing_is_turned_away(verifier: Verifier, plan: Document, fault: str) -> None:
    bad = outside(plan)[fault]
    assert verifier.objection(DraftClaim("Có trong kế hoạch.", (bad,)))
    assert verifier.objection(DraftClaim("Có trong kế hoạch.", (whole(plan, "iii.2.12"), bad)))


def test_a_claim_needs_a_source(verifier: Verifier) -> None:
    assert verifier.objection(DraftClaim("Có trong kế hoạch.", ()))


def test_a_quote_proves_no_more_than_its_own_words_and_headings(verifier: Verifier, plan: Document) -> None:
    budget = whole(plan, "iii.2.2")
    first = replace(budget, span=Span(budget.span.start, budget.span.start + 60))
    other_unit = whole(plan, "iii.2.12")
    text = "Có 17.000 thành viên."
    assert verifier.objection(DraftClaim(text, (first, other_unit)))
    assert not verifier.objection(DraftClaim(text, (first, whole(plan, TARGETS_2030[0]))))


@pytest.mark.parametrize(
    ("text", "anchors", "counted", "passes"),
    [
        ("Có 3 nhiệm vụ.", ("pl.ii.3", "pl.ii.4", "pl.ii.5"), 3, True),
        ("Có 3 nhiệm vụ.", ("pl.ii.3", "pl.ii.4", "pl.ii.5"), None, False),
        ("Có 4 nhiệm vụ.", ("pl.ii.3", "pl.ii.4", "pl.ii.5"), 3, False),
        ("Có 3 nhiệm vụ.", ("pl.ii.3", "pl.ii.4"), 3, False),
        ("Có 3 nhiệm vụ.", ("pl.ii.3", "pl.ii.4", "pl.ii.4"), 3, False),
        ("Có 3 nhiệm vụ.", ("pl.ii.3", "pl.ii.4", "pl.ii.5", "pl.ii.7"), 3, False),
        ("Có 0 nhiệm vụ.", ("pl.ii.3",), 0, False),
    ],
)
def test_a_count_is_the_number_of_its_sources(
    verifier: Verifier, plan: Document, text: str, anchors: tuple[str, ...], counted: int | None, passes: bool
) -> None:
    counting = replace(claim(plan, text, anchors), counted=counted)
    assert (verifier.objection(counting) == "") is passes


@pytest.mark.parametrize(
    ("text", "echoes", "passes"),
    [
        ("Không phải 20: kế hoạch ghi 05 liên hiệp hợp tác xã.", ("20",), True),
        ("Không phải 20.000: kế hoạch ghi 17.000 thành viên.", ("20000",), True),
        ("Không phải 20: kế hoạch ghi 05 liên hiệp hợp tác xã.", (), False),
        ("Không phải 20: kế hoạch ghi 05 liên hiệp hợp tác xã.", ("21",), False),
        ("Không phải 20: kế hoạch ghi 06 liên hiệp hợp tác xã.", ("20",), False),
        ("Việc này không do Sở Nội vụ.", ("so-noi-vu",), True),
        ("Việc này không do Sở Nội vụ.", ("so-cong-thuong",), False),
        ("Kế hoạch không có Mục VI.", ("mục VI",), True),
        ("Kế hoạch không có Mục VI.", ("mục VII",), False),
    ],
)
def test_only_what_is_repeated_from_the_question_is_excused(
    verifier: Verifier, plan: Document, text: str, echoes: tuple[str, ...], passes: bool
) -> None:
    denial = replace(claim(plan, text, TARGETS_2030), echoes=echoes)
    assert (verifier.objection(denial) == "") is passes


def test_each_claim_of_a_draft_is_judged_on_its_own(verifier: Verifier, plan: Document) -> None:
    good, bad = (claim(plan, text, TARGETS_2030) for text in ("Có 360 hợp tác xã.", "Có 400 hợp tác xã."))
    verdict = verifier.verify(Draft(Status.ANSWERED, (bad, good, bad), "register"))
    assert verdict.passed == (good,)
    assert [item.claim for item in verdict.rejected] == [bad, bad]
    assert all("400" in item.why for item in verdict.rejected)
