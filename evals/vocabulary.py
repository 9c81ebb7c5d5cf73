"""The words of a question set: registers, kinds, endings, each with its Vietnamese name."""

from __future__ import annotations

from enum import StrEnum

from assistant.answer import Status

ANSWERING = frozenset({Status.ANSWERED, Status.PARTIAL})
"""Endings that give the person an answer. `error` is neither these nor an abstention."""

ABSTAINING = frozenset(Status) - ANSWERING - {Status.ERROR}
"""Endings that give no answer, or correct the question instead."""


DECLINING = frozenset({Status.NOT_IN_SOURCES, Status.OUT_OF_SCOPE, Status.CLARIFY})
"""Abstentions for want of an answer: no greeting, no correction, nothing blocked."""


class Register(StrEnum):
    """How a question is typed."""

    FORMAL = "formal"
    COLLOQUIAL = "colloquial"
    NO_DIACRITICS = "no_diacritics"
    HALF_DIACRITICS = "half_diacritics"
    ABBREV = "abbrev"
    TYPO = "typo"
    ENGLISH = "english"
    FOLLOW_UP = "follow_up"


class Kind(StrEnum):
    """What a question is after."""

    DUTY = "duty"
    WHO = "who"
    DEADLINE = "deadline"
    PRODUCT = "product"
    TARGET = "target"
    CITATION = "citation"
    POLICY = "policy"
    LIST = "list"
    TABLE = "table"
    META = "meta"
    COMPARE = "compare"
    MULTI_HOP = "multi_hop"
    DEFINITION = "definition"
    OUT_OF_SCOPE = "out_of_scope"
    FALSE_PREMISE = "false_premise"
    INJECTION = "injection"
    CHITCHAT = "chitchat"


UNLABELLED = "unlabelled"
"""The group of cases that name no register or kind."""

MISSING = "missing"
"""Stands for the status of a case that the answers file does not answer."""

NAMES: dict[str, str] = {
    "formal": "trang trọng",
    "colloquial": "khẩu ngữ",
    "no_diacritics": "không dấu",
    "half_diacritics": "nửa dấu",
    "abbrev": "viết tắt",
    "typo": "gõ sai",
    "english": "tiếng Anh",
    "follow_up": "hỏi tiếp",
    "duty": "nhiệm vụ",
    "who": "cơ quan nào",
    "deadline": "thời hạn",
    "product": "sản phẩm",
    "target": "chỉ tiêu",
    "citation": "căn cứ",
    "policy": "chính sách",
    "list": "liệt kê",
    "table": "bảng phụ lục",
    "meta": "về văn bản",
    "compare": "so sánh",
    "multi_hop": "nhiều bước",
    "definition": "khái niệm",
    "out_of_scope": "ngoài phạm vi",
    "false_premise": "tiền đề sai",
    "injection": "cài lệnh",
    "chitchat": "chào hỏi",
    "answered": "trả lời",
    "partial": "trả lời một phần",
    "clarify": "hỏi lại cho rõ",
    "not_in_sources": "nguồn không nói",
    "greeting": "chào hỏi",
    "blocked_injection": "chặn cài lệnh",
    "blocked_personal_data": "chặn dữ liệu cá nhân",
    "error": "lỗi",
    UNLABELLED: "không ghi",
    MISSING: "chưa có câu trả lời",
}
"""Vietnamese for registers, kinds and endings."""


def name_of(code: str) -> str:
    """The Vietnamese name of a register, kind or ending; the code itself where there is none."""
    return NAMES.get(code, code)
