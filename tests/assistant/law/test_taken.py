"""What a question takes for granted, by the way it is put; what only other laws and offices tell."""

from __future__ import annotations

import pytest

from assistant.elsewhere import of_another_body, told_elsewhere
from assistant.law.taken import puts_as_given, taken
from knowledge.text import Folded


def claims(question: str) -> list[str]:
    folded = Folded.of(question).text
    return [item.words.strip(" ,") for item in taken(folded, folded)]


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Chợ nổi cần 20 ghe bầu phải không?", "cho noi can 20 ghe bau"),
        ("Có phải chợ nổi cần 20 ghe bầu không?", "cho noi can 20 ghe bau"),
        ("Nghe nói trưởng bến không được bán ghe, vậy ai bán?", "truong ben khong duoc ban ghe"),
        ("Thương hồ tự bầu trưởng bến được mà, sao còn phải xin?", "thuong ho tu bau truong ben duoc ma"),
        ("Trưởng bến do xã bổ nhiệm thì lương bao nhiêu?", "truong ben do xa bo nhiem"),
        ("Trưởng bến do xã bổ nhiệm; vậy đơn gửi ai?", "truong ben do xa bo nhiem"),
        ("Ghe bầu được bán ở bến, vậy bán ban ngày hay ban đêm?", "ghe bau duoc ban o ben"),
        (
            "Luật chỉ cho mỗi người giữ một ghe, tui muốn giữ hai thì làm sao?",
            "chi cho moi nguoi giu mot ghe",
        ),
        ("Chợ nổi cần 20 ghe bầu phải không, xin ở đâu?", "cho noi can 20 ghe bau"),
        (
            "Phí cũ chưa trả vẫn được neo ghe tiếp, miễn trưởng bến ký, đúng không?",
            "phi cu chua tra van duoc neo ghe tiep",
        ),
        (
            "Sổ neo ghe của thương hồ bắt buộc phải công chứng, công chứng ở bến được không?",
            "so neo ghe cua thuong ho bat buoc phai cong chung",
        ),
        (
            "Bến lập rồi thì được cấp mã số mới, vậy mã số cũ đóng ở đâu?",
            "ben lap roi thi duoc cap ma so moi",
        ),
        (
            "Bến tôi vừa dời chỗ. Vì bắt buộc phải khai lại ghe nên cho hỏi trễ thì sao?",
            "bat buoc phai khai lai ghe",
        ),
    ],
)
def test_a_claim_is_told_from_the_rest(question: str, claim: str) -> None:
    assert claim in claims(question)


@pytest.mark.parametrize("question", ["Chợ nổi cần bao nhiêu ghe?", "Ai quyết định giải tán chợ nổi?"])
def test_who_only_asks_takes_nothing_for_granted(question: str) -> None:
    folded = Folded.of(question).text
    assert not claims(question)
    assert not puts_as_given(folded, folded)


def test_what_is_planned_is_told_as_such() -> None:
    (plan,) = taken("muon chia quy ben cho thuong ho thi lam thu tuc gi", "")
    assert plan.planned
    assert plan.words == "chia quy ben cho thuong ho"


def test_what_another_law_rules_is_told_only_by_words_that_name_it() -> None:
    assert told_elsewhere("Người làm thuê được nghỉ lễ mấy ngày?", ("Người làm thuê có hợp đồng.",))
    assert not told_elsewhere("Người làm thuê được nghỉ lễ mấy ngày?", ("Được nghỉ lễ 11 ngày.",))
    assert not told_elsewhere("Có đóng bảo hiểm không?", ())
    assert not told_elsewhere("Ai được tham gia Ban kiểm soát?", ())


FUND = "Nghị định về việc thành lập, tổ chức và hoạt động của Quỹ hỗ trợ phát triển hợp tác xã"


@pytest.mark.parametrize(
    ("question", "of_another"),
    [
        ("Hợp tác xã được có mấy phó giám đốc?", True),
        ("ke toan truong htx can may nam kinh nghiem", True),
        ("Quỹ hợp tác xã có mấy phó giám đốc?", False),
        ("Hợp tác xã vay tối đa bao nhiêu?", False),
        ("What does a cooperative pay for a loan?", False),
    ],
)
def test_the_rules_of_the_fund_are_no_answer_for_another_body(question: str, of_another: bool) -> None:
    assert of_another_body(question, FUND) is of_another
    assert not of_another_body(question, "Luật Hợp tác xã")
