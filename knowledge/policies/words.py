"""Every sentence of this package that a person reads, except those of the data files.

An outcome is never a promise: it is told as following from what the person said.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from knowledge.policies.model import Basis, Fact, Note, Outcome
from knowledge.policies.profile import Value
from knowledge.standing_words import place, written

HEADINGS: Mapping[Outcome, str] = {
    "qualifies": "Đủ điều kiện theo những gì bà con khai",
    "cannot_tell": "Chưa đủ thông tin để trả lời",
    "not_yet": "Chưa đến ngày áp dụng",
    "not": "Chưa đủ điều kiện theo những gì bà con khai",
    "ended": "Đã hết thời gian áp dụng",
}

NOTES: Mapping[Note, str] = {
    "secondary": "Nội dung biết qua bản tóm tắt, chưa đối chiếu với bản văn chính thức.",
    "unverified": "Nội dung này CHƯA KIỂM CHỨNG được; phải hỏi lại cơ quan phụ trách trước khi làm theo.",
    "decided": "Ngân hàng, quỹ hoặc cơ quan phụ trách còn xem xét rồi mới quyết định.",
    "framework": "Luật cho hỗ trợ, nhưng chỉ có tiền khi có chương trình, có vốn và mức hỗ trợ cụ thể.",
    "doubt": "Chưa rõ chính sách này còn được thực hiện hay không.",
}

NO_PROMISE = (
    "Kết quả này dựa trên những gì bà con khai và các văn bản đã kiểm tra, không phải là lời hứa được hỗ "
    "trợ; cơ quan phụ trách quyết định theo hồ sơ thật."
)
TITLE = "Chính sách hỗ trợ xét theo ngày {day}"
KNOWN = "Đã biết"
NOTHING_KNOWN = "Chưa có thông tin nào về đơn vị."
GETS = "Được gì"
GOT = "Trước đây được gì"
MET = "Đạt"
FAILED = "Chưa đạt"
OPEN = "Chưa rõ"
MISSING = "Còn thiếu"
TO_KNOW = "Cần biết"
DEPENDS = "Còn tùy"
OFFICES = "Hỏi ở đâu"
OFFICE_TODAY = "{name} (nay là {today})"
OFFICE_TODAY_UNVERIFIED = "{name} (nay có thể là {today}, chưa kiểm chứng)"
PAPERS = "Giấy tờ"
STEPS = "Các bước"
BASIS = "Căn cứ"
CHECKED = "Kiểm tra ngày {day}."
STARTED_ON = "Áp dụng từ ngày {day}."
ENDED_ON = "Hết áp dụng sau ngày {day}."
INSTEAD = "Xem thay"
NEXT = "Câu hỏi tiếp theo"
NONE_OF_THESE = "không có việc nào kể trên"
YES, NO = "có", "không"
_MOST_TOLD = 6  # choices that a sentence can hold
UNNAMED_UNIT = {"chung": "", "": ""}

# Reading a profile a person wrote.
UNREADABLE = "Không đọc được tệp hồ sơ {name}: {why}. Hãy kiểm tra lại tên tệp và quyền đọc."
NO_FILE, A_FOLDER, NOT_ALLOWED = "không có tệp này", "đó là một thư mục", "không được phép đọc"
NOT_UTF8 = "Tệp hồ sơ {name} không phải văn bản UTF-8. Hãy lưu lại tệp với bảng mã UTF-8."
BAD_SYNTAX = (
    "Tệp hồ sơ {name} viết sai{line}. Mỗi dòng là “tên: giá trị”, ví dụ “kind: cooperative”; danh sách viết "
    "“fields: [crops, livestock]”."
)
AT_LINE = " ở dòng {line}"
NOT_ONE_VALUE = "(không phải một giá trị)"
NOT_A_MAPPING = "Hồ sơ phải gồm các dòng “tên: giá trị”, ví dụ “kind: cooperative”."
UNKNOWN_FACT = "Hồ sơ có mục lạ “{name}”.{near} Các mục dùng được: {facts}."
NEAR = " Có phải là “{name}”?"
NOT_YES_NO = "Mục “{fact}” ({label}) phải là có hoặc không."
NOT_NUMBER = "Mục “{fact}” ({label}) phải là một số không âm{unit}."
NOT_DATE = "Mục “{fact}” ({label}) phải là một ngày, viết như 2023-05-31."
NOT_CHOICE = "Mục “{fact}” ({label}) không có lựa chọn “{given}”; hãy chọn: {choices}."
NOT_LIST = "Mục “{fact}” ({label}) phải là một danh sách; hãy chọn trong: {choices}."

# What cannot be so in what was told.
CHECK_AGAIN = "Xin xem lại"
TOO_MUCH = "{label} khai là {value}, không thể quá {most}; xin sửa lại."
NOT_WHOLE = "{label} khai là {value}, phải là số nguyên; xin sửa lại."
FOUNDED_LATER = "Ngày thành lập khai là {founded}, sau ngày xét {day}; xin sửa một trong hai ngày."
MONTHS_DIFFER = (
    "Ngày thành lập {founded} không khớp với {stated} tháng hoạt động đã khai; kết quả tính theo ngày thành "
    "lập."
)
LEAST_COOPERATIVE = (
    "Hợp tác xã phải có ít nhất 05 thành viên chính thức (khoản 7 Điều 4 Luật Hợp tác xã 2023) mà số khai là "
    "{number}; xin xem lại số thành viên hoặc loại hình. Ít hơn 05 người thì có thể lập tổ hợp tác."
)
LEAST_UNION = (
    "Liên hiệp phải có ít nhất 03 hợp tác xã thành viên (khoản 8 Điều 4 Luật Hợp tác xã 2023) mà số khai là "
    "{number}; xin xem lại số hợp tác xã thành viên hoặc loại hình."
)
LEAST_GROUP = (
    "Tổ hợp tác phải có ít nhất 02 thành viên (khoản 21 Điều 4 Luật Hợp tác xã 2023) mà số khai là {number}; "
    "xin xem lại số thành viên hoặc loại hình."
)

# What a sentence was understood to say.
TOLD = "{label}: {value}"
TOLD_ASSUMED = "{label}: {value} (tạm hiểu)"
ASSUMED = "Tạm hiểu {label} là {value} vì {why}."


def unit_of(basis: Basis) -> str:
    """Where in an instrument a basis lies, for people: "khoản 5 Điều 22"; empty for the whole of it."""
    if basis.anchor in UNNAMED_UNIT:
        return ""
    if not basis.anchor.startswith(("dieu_", "pl_", "chuong_")):
        number, _, rest = basis.anchor.partition(".")
        return f"Mục {number.upper()}.{rest}" if rest else f"Mục {number.upper()}"
    return place(basis.anchor.replace("diem_dd", "diem_đ"))


def day_of(day: date) -> str:
    """A day as people write it: 01/7/2025."""
    return written(day)


def question_of(fact: Fact) -> str:
    """A question as it is asked where no buttons stand below: with what it lets one choose from."""
    if fact.answer != "choices" or len(fact.choices) > _MOST_TOLD:
        return fact.question
    return f"{fact.question} ({'; '.join(choice.label for choice in fact.choices)})"


def picked_of(fact: Fact, value: Value) -> str:
    """The value of a fact that may have been picked: of a number that a button stands for, its range."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return next((item.label for item in fact.choices if item.value == value), value_of(fact, value))
    return value_of(fact, value)


def value_of(fact: Fact, value: Value) -> str:
    """The value of a fact in words: the label of a choice, a number with its unit."""
    labels = {choice.value: choice.label for choice in fact.choices}
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, frozenset):
        chosen = [choice.label for choice in fact.choices if choice.value in value]
        between = " + " if any("," in label for label in chosen) else ", "
        return between.join(chosen) if chosen else NONE_OF_THESE
    if isinstance(value, date):
        return day_of(value)
    if isinstance(value, str):
        return labels.get(value, value)
    return f"{number_of(value)}%" if fact.unit == "%" else f"{number_of(value)} {fact.unit}".strip()


def number_of(value: float) -> str:
    """A number as people write it here: 2.500, 45,5."""
    written = f"{value:,.2f}".rstrip("0").rstrip(".")
    return written.translate(str.maketrans(",.", ".,"))
