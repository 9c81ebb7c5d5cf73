"""The ten typical profiles as people tell them: a sentence, and what they answer when asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.policies.guide import Guide, View
from assistant.policies.walk import Walk, answered, passed_over
from knowledge.policies.profile import known
from tests.knowledge.policies.profiles import TYPICAL

DAY = date(2026, 11, 23)

SENTENCES = {
    "coffee cooperative wants a loan for machines": (
        "htx em làm cà phê, 20 thành viên, muốn vay mua máy thì được gì?"
    ),
    "vegetable group wants to become a cooperative": (
        "tổ hợp tác em 8 thành viên trồng rau, muốn lên hợp tác xã"
    ),
    "member wants voluntary social insurance": (
        "em là thành viên htx, muốn đóng bảo hiểm xã hội tự nguyện có được hỗ trợ không"
    ),
    "farmer whose coffee was hit by drought": (
        "nhà em trồng cà phê bị hạn chết cháy vì nắng hạn, có được hỗ trợ không"
    ),
    "pepper processor asks for taxes": "htx em chế biến hồ tiêu, hỏi về thuế được miễn giảm gì",
    "cooperative wants a warehouse": "htx em trồng lúa muốn làm nhà kho, sân phơi",
    "cooperative seeks a buyer": "hợp tác xã em trồng sầu riêng, cần tìm đầu ra, liên kết tiêu thụ",
    "cooperative wants a brand and a fair": "htx trồng và chế biến cà phê muốn làm thương hiệu và đi hội chợ",
    "union wants its people trained and a young accountant": (
        "liên hiệp htx em trồng cây ăn quả cần tập huấn và tuyển kế toán trẻ"
    ),
    "poor household, loan": "ho em nuoi bo, muon vay von",
}


@dataclass(frozen=True, slots=True)
class Talk:
    """How a walk-through went: the last view and the questions put, in order."""

    view: View
    asked: tuple[str, ...]


def answers_of(name: str) -> dict[str, object]:
    """Everything the person of a typical profile knows."""
    first, further = TYPICAL[name]
    return {**dict(known(first)), **dict(known(further))}


def talk(guide: Guide, text: str, answers: dict[str, object]) -> Talk:
    """The walk-through to its end; what the person does not know is passed over."""
    walk = guide.tell(Walk(), text)
    asked: list[str] = []
    view = guide.view(walk, DAY)
    while view.ask:
        fact = view.ask.fact.id
        assert fact not in asked
        asked.append(fact)
        value = answers.get(fact)
        walk = passed_over(walk, fact) if value is None else answered(walk, fact, value)  # type: ignore[arg-type]
        view = guide.view(walk, DAY)
    return Talk(view, tuple(asked))


def outcomes(view: View) -> dict[str, int]:
    """Of the policies not ended that serve the person's needs, how many of each outcome."""
    needs = view.found.profile.needs or frozenset()
    found = [
        item for item in view.found.verdicts if item.policy.end is None and needs & set(item.policy.needs)
    ]
    return {name: sum(item.outcome == name for item in found) for name in ("qualifies", "not", "cannot_tell")}
