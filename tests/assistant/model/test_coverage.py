"""What a model's words leave out of a draft."""

from __future__ import annotations

from assistant.draft import DraftClaim, Source
from assistant.model.coverage import bare, left_out, shares_source
from knowledge.agencies import Agencies
from knowledge.document import Span

AGENCIES = Agencies.load()


def claim(text: str, start: int = 0, end: int = 100, depth: int = 0) -> DraftClaim:
    return DraftClaim(text, (Source("127/KH-UBND", "i", Span(start, end)),), depth)


RULE = claim(
    "**Mục I**: Sở Tài chính phải báo cáo trước ngày **15/12** hằng năm, trừ trường hợp bất khả kháng."
)


def missing(*told: DraftClaim, draft: tuple[DraftClaim, ...] = (RULE,)) -> list[str]:
    return [claim.text for claim in left_out(draft, told, AGENCIES)]


def test_the_same_in_other_words_is_said() -> None:
    same = claim("Trừ trường hợp bất khả kháng, Sở Tài chính phải báo cáo hằng năm trước ngày 15/12.")
    assert missing(same) == []


def test_a_value_a_condition_or_an_office_left_out_is_not() -> None:
    assert missing(claim("Sở Tài chính phải báo cáo hằng năm, trừ trường hợp bất khả kháng.")) == [RULE.text]
    assert missing(claim("Sở Tài chính phải báo cáo trước ngày 15/12 hằng năm.")) == [RULE.text]
    assert missing(claim("Phải báo cáo trước ngày 15/12 hằng năm, trừ trường hợp bất khả kháng.")) == [
        RULE.text
    ]


def test_what_was_said_of_another_source_does_not_count() -> None:
    elsewhere = DraftClaim(RULE.text, (Source("127/KH-UBND", "i", Span(200, 300)),))
    assert missing(elsewhere) == [RULE.text]
    assert not shares_source(RULE, elsewhere)
    assert shares_source(RULE, claim("x", 99, 120))


def test_two_sentences_together_say_it() -> None:
    parts = (
        claim("Sở Tài chính phải báo cáo trước ngày 15/12 hằng năm."),
        claim("Trừ trường hợp bất khả kháng."),
    )
    assert missing(*parts) == []


def test_a_list_is_told_whole_or_not_at_all() -> None:
    items = (
        claim("Hồ sơ gồm:"),
        claim("Đơn đăng ký;", 10, 20, 1),
        claim("Danh sách thành viên.", 20, 40, 1),
    )
    assert missing(claim("Đơn đăng ký.", 10, 20), draft=items) == [item.text for item in items]
    assert missing(*items, draft=items) == []


def test_what_makes_two_lines_the_same() -> None:
    assert bare(RULE.text)[0] == bare(RULE.text.replace("**", ""))[0]
    assert (
        bare(RULE.text)[1]
        == bare("Sở Tài chính phải báo cáo trước ngày 15/12 hằng năm, trừ trường hợp bất khả kháng")[0]
    )
