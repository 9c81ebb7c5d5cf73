"""Every sentence the web service itself says to a user.

One line each: what is wrong and what to do. The sentences of an answer live with the pipeline.
"""

from __future__ import annotations

from collections.abc import Sequence

LOADING = "Trợ lý đang chuẩn bị dữ liệu. Xin thử lại sau vài giây."
LOAD_FAILED = "Trợ lý chưa sẵn sàng trả lời. Người quản trị mở /readyz trên chính máy chủ để xem nguyên nhân."
UNAVAILABLE = "Trợ lý tạm thời không đọc được dữ liệu. Xin thử lại sau, hoặc báo người quản trị."
FAULT = "Có lỗi bên trong hệ thống. Xin thử lại; nếu vẫn lỗi, hãy báo người quản trị."

NOT_UTF8 = "Nội dung gửi lên không phải chữ UTF-8. Hãy gửi JSON mã hóa UTF-8."
NOT_JSON = 'Nội dung gửi lên không phải JSON hợp lệ. Ví dụ đúng: {"question": "Cục Thuế tỉnh phải làm gì?"}.'
NOT_OBJECT = 'Nội dung gửi lên phải là một đối tượng JSON, ví dụ {"question": "Cục Thuế tỉnh phải làm gì?"}.'
BODY_TOO_LARGE = "Nội dung gửi lên quá lớn. Hãy rút ngắn câu hỏi hoặc bỏ bớt các lượt hỏi đáp trước."
INTERRUPTED = "Kết nối bị ngắt trước khi gửi xong câu hỏi. Xin gửi lại."

QUESTION_MISSING = 'Thiếu câu hỏi. Hãy gửi câu hỏi trong trường "question".'
QUESTION_EMPTY = "Câu hỏi đang trống. Hãy nhập điều cần hỏi."
QUESTION_NOT_TEXT = 'Câu hỏi trong trường "question" phải là một chuỗi chữ.'
QUESTION_CONTROL = (
    "Câu hỏi chứa ký tự điều khiển không đọc được. Hãy gõ lại hoặc dán lại dưới dạng văn bản thuần."
)
AS_OF_INVALID = (
    'Trường "as_of" phải là "plan" (ngày ban hành kế hoạch) hoặc một ngày có thật dạng năm-tháng-ngày, '
    'ví dụ "2026-01-31".'
)
HISTORY_INVALID = (
    'Trường "history" phải là danh sách các lượt dạng '
    '{"role": "user", "text": "…"} hoặc {"role": "assistant", "text": "…"}.'
)
CONVERSATION_INVALID = 'Trường "conversation" phải là mã mà POST /api/conversations trả về.'

NOT_KEPT = "Dịch vụ này không lưu cuộc trò chuyện nào."
NO_CONVERSATION = "Không có cuộc trò chuyện này: liên kết sai, đã xóa, hoặc đã quá hạn lưu."
NO_TURN = "Cuộc trò chuyện không có câu này: đã xóa, hoặc đã quá hạn lưu."
STORE_AWAY = "Chưa mở được nơi lưu các cuộc trò chuyện. Xin thử lại sau; hỏi đáp vẫn dùng được."
TITLE_PERSONAL = "Tên có số căn cước, điện thoại, tài khoản hoặc thư điện tử. Xin đặt tên khác."
COMMENT_PERSONAL = "Lời góp ý có số căn cước, điện thoại, tài khoản hoặc thư điện tử. Xin bỏ các số đó."
EXPORT_FORMAT = "Chỉ xuất được dạng md, docx hoặc json, ví dụ export?format=docx."
NOT_SHARED = "Không có cuộc trò chuyện này: liên kết sai, đã thôi chia sẻ, đã xóa, hoặc đã quá hạn lưu."

NOT_JSON_BODY = "Nội dung gửi lên không phải JSON hợp lệ. Xem ví dụ ở /openapi.json."
BAD_FORM = "Trang gửi lên nội dung không đọc được. Xin tải lại trang rồi thử lại."

NO_PAGE = "Không có địa chỉ này. Trang chính ở /, mô tả các địa chỉ ở /openapi.json."
WRONG_METHOD = "Địa chỉ này không nhận cách gọi vừa dùng. Xem cách gọi đúng ở /openapi.json."

CONTENTS = "Mục lục"

NAMED_AT_MOST = 8


def question_too_long(length: int, limit: int) -> str:
    """The refusal of a question of `length` characters where `limit` are allowed."""
    return f"Câu hỏi dài {_grouped(length)} ký tự, tối đa là {_grouped(limit)}. Hãy hỏi ngắn gọn hơn."


def unknown_field(name: str) -> str:
    """The refusal of a field the service does not know."""
    return f'Không có trường "{name[:60]}". Các trường nhận được: question, history, as_of, conversation.'


def bad_field(name: str, known: str) -> str:
    """The refusal of a field that is unknown, missing or malformed; `known` are the fields there are."""
    return f'Trường "{name[:60]}" thiếu, lạ hoặc không đúng dạng. Các trường nhận được: {known}.'


def bad_filter(name: str, given: str, known: str) -> str:
    """The refusal of a filter that cannot be understood; `known` says what it may be."""
    return f"Không hiểu điều kiện lọc {name}={given[:60]}. Có thể ghi: {known}."


def too_many_requests(seconds: int) -> str:
    """The refusal of a client that asks too often."""
    return f"Anh chị hỏi hơi nhanh. Xin đợi {seconds} giây rồi hỏi tiếp."


def no_document(number: str, known: Sequence[str]) -> str:
    """The refusal of a document number nobody knows; names what there is."""
    if not known:
        return "Chưa có văn bản nào được nạp. Người quản trị chạy lệnh dựng chỉ mục rồi khởi động lại."
    rest = len(known) - NAMED_AT_MOST
    more = f" và {rest} văn bản khác (xem /api/documents)" if rest > 0 else ""
    return f"Không có văn bản “{number[:80]}”. Hiện có: {', '.join(known[:NAMED_AT_MOST])}{more}."


def no_unit(number: str, anchor: str) -> str:
    """The refusal of a unit that a document does not have."""
    return (
        f"Văn bản {number} không có đơn vị “{anchor[:80]}”. Xem danh sách ở trường units của văn bản, "
        "ví dụ: dieu_9.khoan_2."
    )


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
