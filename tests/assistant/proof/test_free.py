"""Claims in free words pass where their source says so, and each lie is named for what it is."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.draft import DraftClaim, Source
from assistant.proof.objection import Kind
from assistant.verify import Verifier
from knowledge.agencies import Agencies
from knowledge.document import Document, Span

NUMBER = "127/KH-UBND"
TARGETS = "ii.2.den_nam_2030.gach_1"
QUALITY = "ii.2.den_nam_2030.gach_2"
PEOPLE = "ii.2.den_nam_2045.gach_1"
TAX = "iii.2.12"
REPORT = "iv.1"
BUDGET = "iii.2.2"


@pytest.fixture(scope="module")
def verifier(plan: Document) -> Verifier:
    return Verifier([plan], Agencies.load())


def claim(plan: Document, text: str, *anchors: str) -> DraftClaim:
    nodes = [node for anchor in anchors if (node := plan.node(anchor))]
    sources = tuple(Source(NUMBER, node.anchor, Span(node.start, node.end)) for node in nodes)
    return DraftClaim(text, sources, free=True)


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("Đến năm 2030 có ba trăm sáu mươi hợp tác xã.", (TARGETS,)),
        ("Trước ngày mười lăm tháng mười hai hằng năm, các đơn vị báo cáo kết quả thực hiện.", (REPORT,)),
        ("Cục Thuế tỉnh chủ trì, Sở Tài chính phối hợp.", (TAX,)),
        ("Năm 2030 có 360 hợp tác xã; đến năm 2045 ít nhất 20% dân số tham gia.", (TARGETS, PEOPLE)),
        ("Theo Quyết định 340/QĐ-TTg ngày 12/3/2021 phê duyệt Chiến lược.", (BUDGET,)),
    ],
)
def test_an_honest_claim_passes(
    verifier: Verifier, plan: Document, text: str, anchors: tuple[str, ...]
) -> None:
    assert verifier.objection(claim(plan, text, *anchors)) == ""


@pytest.mark.parametrize(
    ("text", "anchors", "kind"),
    [
        ("Đến năm 2030 có ba trăm sáu mươi mốt hợp tác xã.", (TARGETS,), Kind.FIGURE),
        ("Đến năm 2030 có 360 tổ hợp tác.", (TARGETS,), Kind.UNIT),
        ("Bảo đảm trên 50% tổ chức kinh tế tập thể đạt loại tốt, khá.", (QUALITY,), Kind.COMPARATOR),
        ("Bảo đảm dưới 60% tổ chức kinh tế tập thể đạt loại tốt, khá.", (QUALITY,), Kind.COMPARATOR),
        ("Đến năm 2045 có 360 hợp tác xã.", (TARGETS,), Kind.TIME),
        ("Báo cáo sau ngày 15/12 hằng năm.", (REPORT,), Kind.TIME),
        ("Chiến lược được phê duyệt tại Quyết định 1804/QĐ-TTg.", (BUDGET,), Kind.BOUND),
        ("Sở Tài chính chủ trì, Cục Thuế tỉnh phối hợp.", (TAX,), Kind.ROLE),
        ("Cục Thuế tỉnh không hướng dẫn khai thuế.", (TAX,), Kind.NEGATION),
        ("Chỉ Cục Thuế tỉnh hướng dẫn khai thuế.", (TAX,), Kind.EXCEPTION),
        ("Theo Điều 5, Cục Thuế tỉnh hướng dẫn khai thuế.", (TAX,), Kind.PLACE),
        ("Cục Thuế tỉnh hướng dẫn khai thuế và cấp máy tính.", (TAX,), Kind.SUPPORT),
    ],
)
def test_a_lie_is_named(
    verifier: Verifier, plan: Document, text: str, anchors: tuple[str, ...], kind: Kind
) -> None:
    found = verifier.objections(claim(plan, text, *anchors))
    assert kind in {one.kind for one in found}


def test_who_acts_goes_on_to_the_next_clause(verifier: Verifier, plan: Document) -> None:
    stitched = "Cục Thuế tỉnh hướng dẫn khai thuế, và báo cáo kết quả trước ngày 15/12."
    assert Kind.ROLE in {one.kind for one in verifier.objections(claim(plan, stitched, TAX, REPORT))}


def test_the_time_goes_on_to_the_next_clause(verifier: Verifier, plan: Document) -> None:
    stitched = "Đến năm 2045 thu hút tối thiểu 20% dân số tham gia, và có 360 hợp tác xã."
    assert Kind.TIME in {one.kind for one in verifier.objections(claim(plan, stitched, TARGETS, PEOPLE))}


def far_apart(texts: list[str]) -> NDArray[np.float32]:
    """Vectors in which the first text has nothing of the others."""
    return np.array([[1, 0], *([[0, 1]] * (len(texts) - 1))], dtype=np.float32)


def test_meaning_is_a_second_opinion(plan: Document) -> None:
    unsure = claim(plan, "Cục Thuế tỉnh hướng dẫn khai thuế nhanh.", TAX)
    far = Verifier([plan], Agencies.load(), embed=far_apart)
    assert Kind.MEANING in {one.kind for one in far.objections(unsure)}
    assert not Verifier([plan], Agencies.load()).objections(unsure)


def test_what_failed_may_be_told_in_the_words_of_the_source(verifier: Verifier, plan: Document) -> None:
    said = verifier.instead(claim(plan, "Định kỳ báo cáo kết quả thực hiện trước ngày 15/11.", REPORT))
    assert said is not None and not said.free
    assert "trước ngày 15/12" in said.text
    (source,) = said.sources
    assert " ".join(source.span.of(plan.text).split()) == said.text


def test_without_a_sound_source_nothing_is_told_instead(verifier: Verifier) -> None:
    assert verifier.instead(DraftClaim("Có trong kế hoạch.", (), free=True)) is None
