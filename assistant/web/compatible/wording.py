"""Every sentence that only callers of the compatible addresses see, and the headings written into answers."""

from __future__ import annotations

NOTES = "**Lưu ý:**"
SOURCES = "**Nguồn:**"
CLOSEST = "**Những chỗ gần nhất:**"
AHEAD = "**Có thể hỏi:**"
DIGEST = "(tóm tắt, chưa phải nguyên văn)"
AGAIN = "{title} (trích {count})"
"""A further quote of the same unit: clients fold sources with the same name into one."""

TITLE = "Hỏi đáp về hợp tác xã"
TAG = "Hợp tác xã"
EMOJI = "🌾"
NO_CHORES = "Trợ lý chỉ trả lời câu hỏi về kinh tế tập thể, hợp tác xã; không làm việc phụ này."

WRONG_KEY = (
    "Thiếu khóa hoặc khóa không đúng. Hãy gửi “Authorization: Bearer <khóa>” với khóa người quản trị đã cấp."
)
PUBLIC_URL = "ASSISTANT_PUBLIC_URL={url!r} không phải một địa chỉ; ví dụ https://htx.example.vn hoặc để trống"
MODEL_UNKNOWN = "Không có mô hình “{name}”. Hãy dùng “{known}” (xem /v1/models)."
NO_ADDRESS = "Không có địa chỉ này. Các địa chỉ có: /v1/models, /v1/chat/completions."
WRONG_METHOD = "Địa chỉ này không nhận cách gọi đó: /v1/models nhận GET, /v1/chat/completions nhận POST."
NOT_JSON = 'Nội dung gửi lên không phải JSON hợp lệ. Ví dụ: {"messages": [{"role": "user", "content": "…"}]}.'
BAD_FIELD = "Trường “{name}” không đúng dạng của /v1/chat/completions."
NO_MESSAGES = "Thiếu “messages”: cần ít nhất một lượt có role là user."
NO_QUESTION = "Không có lượt nào của người dùng (role: user) để trả lời."
ONLY_TEXT = "Trợ lý chỉ đọc chữ, không đọc được {kind}. Hãy gửi câu hỏi bằng chữ."
ONE_CHOICE = "Trợ lý chỉ cho một câu trả lời mỗi lần: hãy bỏ “n” hoặc đặt n là 1."
ONLY_PROSE = "Trợ lý trả lời bằng lời văn có trích dẫn, không theo khuôn JSON: hãy bỏ “response_format”."
