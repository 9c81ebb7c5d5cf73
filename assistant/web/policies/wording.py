"""The interface texts of the page of support policies in Vietnamese, by keys of `static/policies_texts.js`.

A test holds both files against each other.
"""

from __future__ import annotations

from functools import partial

from assistant.web import markup
from knowledge.policies import words

WORDS = {
    "policies.title": "Bà con được hỗ trợ gì?",
    "policies.lead": (
        "Kể vài lời về đơn vị và việc đang cần, trả lời vài câu ngắn, rồi xem chính sách nào hợp. "
        "Điều kiện nào cũng có căn cứ, bấm vào là mở đúng điều khoản."
    ),
    "policies.tell": "Bà con làm gì, đang cần gì?",
    "policies.tell.hint": (
        "Ví dụ: htx em làm cà phê, 20 thành viên, muốn vay mua máy. Gõ không dấu cũng được."
    ),
    "policies.tell.send": "Xem ngay",
    "policies.tell.nothing": "Chưa hiểu được gì từ câu này. Bà con trả lời câu hỏi bên dưới giúp.",
    "policies.private": "Những gì khai chỉ nằm trong trình duyệt này; máy chủ không lưu.",
    "policies.continue": "Làm tiếp lần trước",
    "policies.again": "Làm lại từ đầu",
    "policies.known": "Đã biết về bà con",
    "policies.known.said": "bà con viết “{0}”",
    "policies.known.assumed": "tạm hiểu, vì {0}",
    "policies.known.edit": "Sửa",
    "policies.known.drop": "Không đúng",
    "policies.question": "Câu {0}/{1}",
    "policies.several": "Chọn được nhiều mục. Không có mục nào thì bấm “Xong” luôn.",
    "policies.done": "Xong",
    "policies.typed": "Hoặc nhập con số",
    "policies.skip": "Chưa rõ, bỏ qua",
    "policies.back": "Quay lại",
    "policies.stop": "Thôi hỏi, xem kết quả",
    "policies.enough": "Đã đủ để xem kết quả.",
    "policies.stopped": "Đã dừng hỏi; kết quả theo những gì đã biết.",
    "policies.more": "Hỏi thêm cho rõ",
    "policies.settled": "Không còn câu hỏi nào làm kết quả rõ hơn.",
    "policies.form": "Tự điền, sửa",
    "policies.form.main": "Những điều chính",
    "policies.form.missing": "Còn thiếu để trả lời hết",
    "policies.form.other": "Đã khai thêm",
    "policies.form.send": "Cập nhật kết quả",
    "policies.form.day": "Xét tại ngày",
    "policies.unknown": "Chưa rõ",
    "policies.result": "Kết quả xét ngày {0}",
    "policies.result.empty": "Kết quả hiện ở đây khi bà con đã kể hoặc chọn vài điều.",
    "policies.print": "In kết quả",
    "policies.promise": words.NO_PROMISE,
    "policies.misfits": words.CHECK_AGAIN,
    "policies.left": "Còn {0} chính sách nữa chưa đủ thông tin, xem trên trang.",
    "policies.note.secondary": words.NOTES["secondary"],
    "policies.note.unverified": words.NOTES["unverified"],
    "policies.note.decided": words.NOTES["decided"],
    "policies.note.framework": words.NOTES["framework"],
    "policies.note.doubt": words.NOTES["doubt"],
    "policies.qualifies": words.HEADINGS["qualifies"],
    "policies.cannot_tell": words.HEADINGS["cannot_tell"],
    "policies.not_yet": words.HEADINGS["not_yet"],
    "policies.not": words.HEADINGS["not"],
    "policies.ended": words.HEADINGS["ended"],
    "policies.others": "Ngoài việc đang cần, bà con còn đủ điều kiện",
    "policies.further": "{0} chính sách nữa còn thiếu nhiều thông tin",
    "policies.none": "Chưa có chính sách nào đủ điều kiện theo những gì đã biết.",
    "policies.basis": words.BASIS,
    "policies.offices": words.OFFICES,
    "policies.gets": words.GETS,
    "policies.failed": words.FAILED,
    "policies.missing": words.MISSING,
    "policies.depends": words.DEPENDS,
    "policies.papers": words.PAPERS,
    "policies.steps": words.STEPS,
    "policies.details": "Điều kiện, giấy tờ, các bước",
    "policies.all": "Được gì, điều kiện, hỏi ở đâu",
    "policies.conditions": "Điều kiện",
    "policies.checked": words.CHECKED.format(day="{0}"),
    "policies.since": words.STARTED_ON.format(day="{0}"),
    "policies.until": words.ENDED_ON.format(day="{0}"),
    "policies.instead": words.INSTEAD,
    "policies.unverified": "chưa kiểm chứng",
    "policies.doubt": "chưa rõ còn thực hiện",
    "policies.fault": "Chưa gửi được. Xin thử lại.",
    "policies.counts": "{0} đủ điều kiện, {1} chưa đủ thông tin, {2} chưa đủ điều kiện.",
}

says = partial(markup.says, words=WORDS)
"""An element with a text of this page, in the reader's language."""
