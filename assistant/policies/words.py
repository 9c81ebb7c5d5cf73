"""Every sentence of the walk-through that a person reads, beside those of `knowledge.policies.words`."""

from __future__ import annotations

BAD_STATE = (
    "Phần “state” không đúng dạng; hãy gửi lại nguyên phần “state” của lần trả lời trước, hoặc bỏ trống để "
    "bắt đầu lại."
)
NOT_AN_OBJECT = "Nội dung gửi lên phải là một đối tượng JSON. Các trường nhận được: {known}."
NO_FACT = "Không có mục “{name}”; xem các mục dùng được ở /api/policies."
NO_VALUE = "Thiếu giá trị cho mục “{fact}” ({label})."
NO_POLICY = "Không có chính sách “{id}”; xem danh sách ở /api/policies."

NO_NEED = "Không có nhu cầu “{need}”; hãy chọn: {needs}."

# At a keyboard.
BEGIN = "Bà con, anh chị kể vài lời về đơn vị và việc đang cần (Enter để bỏ qua)"
UNDERSTOOD = "Tôi hiểu là:"
SAID = "- {label}: {value} (bà con viết “{words}”)"
ASSUMED = "- {label}: {value} (tạm hiểu, vì {words}; chưa đúng thì gõ “sửa {fact}”)"
ANSWERED = "- {label}: {value}"
QUESTION = "Câu {number}/{most}: {question}"
CHOICE = "  {number}. {label}"
HOW_ONE = "Gõ số của lựa chọn"
HOW_SEVERAL = "Gõ các số, cách nhau bằng dấu phẩy; 0 là không có mục nào"
HOW_NUMBER = "Gõ một con số{unit}"
HOW_OTHERS = "Enter: chưa rõ; q: xem kết quả; b: quay lại"
NOT_UNDERSTOOD = "Tôi chưa hiểu “{typed}”. {how}."
NO_SUCH_FACT = "Tôi không thấy mục “{typed}” trong những điều đã biết."
