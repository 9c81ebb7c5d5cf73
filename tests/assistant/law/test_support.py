"""Whether one part of a clause says a claim, figures, bodies and those named and all."""

from __future__ import annotations

import pytest

from assistant.law.clause_words import Clause
from assistant.law.support import supports
from knowledge.text import Folded, syllables

TWINS = (
    "Vốn góp tối đa của một người vào bến neo ghe không quá 30% vốn điều lệ đối với hợp tác xã"
    " và không quá 40% vốn điều lệ đối với liên hiệp hợp tác xã."
)
APPROVED = "Sổ neo ghe hằng năm của chợ nổi do Thủ tướng Chính phủ phê duyệt theo đề nghị của trưởng bến."


def says(text: str, word: str) -> bool:
    return word in syllables(text)


def supported(words: str, claim: str) -> bool:
    return supports(Clause(Folded.of(words).text, ""), Folded.of(claim).text, says)


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (TWINS, "vốn góp tối đa vào bến neo ghe không quá 30% vốn điều lệ đối với hợp tác xã"),
        (TWINS, "vốn góp tối đa vào bến neo ghe không quá 40% vốn điều lệ đối với liên hiệp hợp tác xã"),
        (APPROVED, "sổ neo ghe hằng năm của chợ nổi do Thủ tướng phê duyệt"),
    ],
)
def test_what_one_part_says_is_supported(words: str, claim: str) -> None:
    assert supported(words, claim)


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (TWINS, "vốn góp tối đa vào bến neo ghe không quá 30% vốn điều lệ đối với liên hiệp hợp tác xã"),
        (APPROVED, "sổ neo ghe hằng năm của chợ nổi do Chính phủ đề nghị, Quốc hội phê duyệt"),
    ],
)
def test_the_figure_of_others_or_another_body_is_not(words: str, claim: str) -> None:
    assert not supported(words, claim)
