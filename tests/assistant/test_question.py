"""How one question is understood on its own: names, role, years, language, what was typed."""

from __future__ import annotations

import pytest

from assistant.understanding.intents import Intent
from assistant.understanding.question import Question, Role
from assistant.understanding.understand import Understander
from assistant.wiring import Assistant, tools_for


@pytest.fixture(scope="module")
def understander(plan_assistant: Assistant) -> Understander:
    return tools_for(plan_assistant.library).understander


# What is typed, the intent, the agencies.
TABLE: list[tuple[str, Intent, tuple[str, ...]]] = [
    ("Cục Thuế tỉnh phải làm gì?", Intent.DUTY, ("cuc-thue-tinh",)),
    ("cuc thue phai lam gi", Intent.DUTY, ("cuc-thue-tinh",)),
    ("bên thuế phải làm gì", Intent.DUTY, ("cuc-thue-tinh",)),
    ("LMHTX tỉnh chủ trì những nvụ gì?", Intent.DUTY, ("lien-minh-hop-tac-xa-tinh",)),
    ("sở công thương phải làm gì", Intent.DUTY, ("so-cong-thuong",)),
    ("con so cong thuong thi sao", Intent.DUTY, ("so-cong-thuong",)),
    ("Ai chủ trì nhiệm vụ chuyển đổi số?", Intent.WHO, ()),
    ("ai phoi hop voi cuc thue", Intent.PARTNER, ("cuc-thue-tinh",)),
    ("Sản phẩm của nhiệm vụ chuyển đổi số là gì?", Intent.PRODUCT, ()),
    ("chuyển đổi số khi nào phải xong", Intent.DEADLINE, ()),
    ("đến năm 2030 có bao nhiêu hợp tác xã", Intent.TARGET, ()),
    ("Hạn báo cáo hàng năm là ngày nào, gửi ai?", Intent.REPORT, ()),
    ("Ai ký kế hoạch?", Intent.SIGNER, ()),
    ("xin chào", Intent.GREETING, ()),
    ("What should the tax department do?", Intent.DUTY, ("cuc-thue-tinh",)),
]


@pytest.mark.parametrize(("text", "intent", "agencies"), TABLE)
def test_intent_and_agencies(
    understander: Understander, text: str, intent: Intent, agencies: tuple[str, ...]
) -> None:
    question = understander.understand(text)
    assert question.typed == text
    assert question.agency_ids == agencies
    assert question.intent is intent or question.intents.of(intent) > 0.25


@pytest.mark.parametrize(
    "text",
    ["cuc thue phai lam gi", "htx dc hỗ trợ j ko", "Sỡ Công Thươg làm gì", "HỢP TÁC XÃ", "Cục  Thuế\n?"],
)
def test_what_was_typed_is_never_overwritten(understander: Understander, text: str) -> None:
    assert understander.understand(text).typed == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cục Thuế tỉnh phải làm gì về nợ thuế?", {"nợ", "thuế"}),
        ("cuc thue phai lam gi ve chuyen doi so", {"chuyển", "đổi", "số"}),
        ("Sở Công Thương có nhiệm vụ gì trong kế hoạch này?", set()),
        ("Ai ký kế hoạch?", set()),
        ("đến năm 2030", set()),
        ("Đổi địa chỉ thì sao?", {"đổi", "địa", "chỉ"}),
        ("chỉ cần đổi tên thì sao", {"đổi", "tên"}),
        ("Nợ phải thu và giao dịch bên ngoài là gì?", {"nợ", "phải", "thu", "giao", "dịch", "bên", "ngoài"}),
    ],
)
def test_the_topic_is_what_is_left_without_names_and_frames(
    understander: Understander, text: str, words: set[str]
) -> None:
    topic = understander.understand(text).topic.replace(".", " ").split()
    assert words == set(topic)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Sở Nội vụ chủ trì việc gì?", Role.LEAD),
        ("so noi vu dung dau viec gi", Role.LEAD),
        ("Sở Nội vụ phối hợp việc gì?", Role.PARTNER),
        ("Sở Nội vụ chủ trì và phối hợp những việc gì?", Role.ANY),
        ("Sở Nội vụ làm gì?", Role.ANY),
    ],
)
def test_role(understander: Understander, text: str, role: Role) -> None:
    assert understander.understand(text).role is role


@pytest.mark.parametrize(
    ("text", "yes_no", "negated"),
    [
        ("Có phải Cục Thuế chủ trì không?", True, False),
        ("cuc thue chu tri phai khong", True, False),
        ("Cục Thuế không chủ trì việc này đúng không?", True, True),
        ("Does the tax department lead this?", True, False),
        ("Cục Thuế chủ trì việc gì?", False, False),
        ("Cơ quan nào không phối hợp?", False, True),
    ],
)
def test_yes_no_and_negation(understander: Understander, text: str, yes_no: bool, negated: bool) -> None:
    question = understander.understand(text)
    assert (question.yes_no, question.negated) == (yes_no, negated)


def test_years_figures_dates_places_and_instruments(understander: Understander) -> None:
    text = "Theo Quyết định 340/QĐ-TTg, mục III.2.2, đến năm 2030 có 360 HTX, báo cáo trước 15/12?"
    question = understander.understand(text)
    assert question.years == (2030,)
    assert question.figures == ("360",)
    assert question.dates == ("15/12",)
    assert [place.anchors for place in question.places] == [("iii.2.2",)]
    assert [item.numbers for item in question.instruments] == [("340/QĐ-TTg",)]


@pytest.mark.parametrize("text", ["Kế hoạch 127 có gì?", "ke hoach so 127/KH-UBND co gi", "KH 127 có gì?"])
def test_the_number_of_the_plan_itself_is_no_other_instrument(understander: Understander, text: str) -> None:
    question = understander.understand(text)
    assert question.instruments == ()
    assert question.figures == ()
    assert "127" not in question.reading


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Cục Thuế tỉnh phải làm gì?", "vi"),
        ("cuc thue phai lam gi", "vi"),
        ("ai ky", "vi"),
        ("What should the tax department do?", "en"),
        ("Who signed the plan?", "en"),
    ],
)
def test_language(understander: Understander, text: str, language: str) -> None:
    assert understander.understand(text).language == language


@pytest.mark.parametrize(
    "text", ["?", "a", "1", "\n", "…", "[1]", "((((", "\\d+", "%s {0}", "Ａ１", "👍 htx"]
)
def test_nothing_that_is_typed_makes_it_fail(understander: Understander, text: str) -> None:
    assert isinstance(understander.understand(text), Question)
