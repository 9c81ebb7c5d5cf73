"""Every sentence of the bots that a person can read, in one place; those of answers stand with the assistant.

Members are addressed as "bà con, anh chị". `{}` fields are filled where they are used.
"""

from __future__ import annotations

from bots.shapes import UnsupportedKind

START = (
    "Xin chào bà con, anh chị! Tôi là Trợ lý HTX, một chương trình máy tính trả lời về kinh tế tập thể, hợp "
    "tác xã.\n\n"
    "Tôi biết Kế hoạch 127/KH-UBND của UBND tỉnh Đắk Nông và các luật, nghị định, thông tư liên quan. Câu "
    "trả lời nào cũng ghi rõ lấy từ mục nào, điều nào; bấm số bên dưới là đọc được chỗ đó. Cứ hỏi tự nhiên, "
    "không dấu cũng được.\n\n"
    "Riêng tư: câu hỏi, câu trả lời và điều bà con khai chỉ được giữ {days} ngày, không giữ số điện thoại, "
    "số căn cước hay số tài khoản; gõ /xoa là xóa hết."
)
START_EN = (
    "Hello! I am Trợ lý HTX, a program that answers questions about cooperatives and the collective "
    "economy.\n\n"
    "I know Plan 127/KH-UBND of Đắk Nông province and the regulations around it; every answer names its "
    "place, tap a number to read it (in Vietnamese). You may ask in English.\n\n"
    "Privacy: questions, answers and what you tell about yourself are kept for {days} days, never phone, "
    "identity or account numbers; /xoa deletes everything."
)
HELP = (
    "Bà con, anh chị cứ nhắn câu hỏi, ví dụ: «Cục Thuế tỉnh phải làm gì?». Bấm số dưới câu trả lời để đọc "
    "nguyên văn, hoặc bản tóm tắt nơi chưa có nguyên văn.\n\n"
    "/nhiemvu – chọn một cơ quan, xem việc được giao\n"
    "/chinhsach – trả lời vài câu, xem chính sách hỗ trợ nào hợp với mình\n"
    "/vanban – các văn bản và hiệu lực; gõ thêm số hiệu để xem một văn bản\n"
    "/nguon – nguồn của câu trả lời vừa rồi\n"
    "/moi – bắt đầu chuyện mới\n"
    "/xuat – nhận dữ liệu của mình\n"
    "/xoa – xóa dữ liệu của mình"
)
HELP_EN = (
    "Just send a question, in Vietnamese or English. Tap a number below an answer to read the quoted "
    "text.\n\n"
    "/nhiemvu – choose an office and see its tasks\n"
    "/chinhsach – answer a few questions, see which support fits\n"
    "/vanban – documents and whether they are in force\n"
    "/nguon – sources of the last answer\n"
    "/moi – new conversation\n"
    "/xuat – export my data\n"
    "/xoa – delete my data"
)
COMMANDS = {
    "start": "Giới thiệu",
    "help": "Cách dùng",
    "nhiemvu": "Việc được giao của từng cơ quan",
    "chinhsach": "Chính sách hỗ trợ nào hợp với mình",
    "vanban": "Các văn bản và hiệu lực",
    "nguon": "Nguồn của câu trả lời vừa rồi",
    "moi": "Bắt đầu chuyện mới",
    "xuat": "Nhận dữ liệu của tôi",
    "xoa": "Xóa dữ liệu của tôi",
}
COMMANDS_EN = {
    "start": "About this bot",
    "help": "How to use it",
    "nhiemvu": "Tasks of each office",
    "chinhsach": "Which support fits me",
    "vanban": "Documents and their validity",
    "nguon": "Sources of the last answer",
    "moi": "New conversation",
    "xuat": "Export my data",
    "xoa": "Delete my data",
}
DESCRIPTION = (
    "Hỏi đáp về kinh tế tập thể, hợp tác xã theo Kế hoạch 127/KH-UBND (Đắk Nông) và các văn bản liên quan. "
    "Câu trả lời nào cũng ghi rõ lấy từ mục nào, điều nào. Bấm Bắt đầu để hỏi."
)
DESCRIPTION_EN = (
    "Answers about cooperatives and the collective economy from Plan 127/KH-UBND (Đắk Nông) and the "
    "regulations around it, each with the place it comes from. Press Start."
)
SHORT_DESCRIPTION = "Hỏi đáp về hợp tác xã, câu nào cũng có nguồn."
SHORT_DESCRIPTION_EN = "Questions about cooperatives, answered with their sources."

INTRODUCTIONS: tuple[tuple[str | None, dict[str, str], str, str], ...] = (
    (None, COMMANDS, DESCRIPTION, SHORT_DESCRIPTION),
    ("en", COMMANDS_EN, DESCRIPTION_EN, SHORT_DESCRIPTION_EN),
)
"""By language (nothing: all others): commands, description, short description."""

UNKNOWN_COMMAND = (
    "Tôi chưa hiểu lệnh {command}. Bà con, anh chị gõ /help để xem các lệnh, hoặc cứ nhắn câu hỏi."
)
UNKNOWN_BUTTON = "Nút này không còn dùng được. Bà con, anh chị nhắn lại câu hỏi giúp nhé."
OLD_ANSWER = "Câu trả lời này đã cũ và đã được xóa. Bà con, anh chị nhắn lại câu hỏi giúp nhé."
PERSONAL = (
    "Trong tin nhắn có số điện thoại, số căn cước, số tài khoản hoặc địa chỉ thư nên tôi không đọc tiếp và "
    "không lưu lại. Bà con, anh chị hỏi lại mà không kèm các số đó nhé."
)
TOO_OFTEN = "Bà con, anh chị hỏi hơi nhanh, tôi chưa theo kịp. Xin chờ {seconds} giây rồi nhắn tiếp nhé."
BUSY = "Tôi còn đang trả lời các câu trước. Xin chờ một lát rồi nhắn lại câu này giúp nhé."
UNAVAILABLE = "Lúc này tôi chưa tra cứu được văn bản. Bà con, anh chị vui lòng hỏi lại sau ít phút."
FAULT = "Có trục trặc nên tôi chưa trả lời được câu này. Bà con, anh chị nhắn lại giúp nhé."

NODDED = "Dạ. Bà con, anh chị cần hỏi thêm gì thì cứ nhắn nhé."
LISTENING = "Dạ, tôi nghe đây. Bà con, anh chị cứ nhắn câu hỏi, không dấu cũng được."

UNSUPPORTED: dict[UnsupportedKind, str] = {
    "photo": "Tôi chưa đọc được ảnh. Bà con, anh chị gõ điều muốn hỏi thành chữ giúp nhé.",
    "sticker": "Cảm ơn bà con, anh chị! Cần hỏi gì về hợp tác xã thì cứ nhắn bằng chữ nhé.",
    "voice": "Tôi chưa nghe được tin thoại. Bà con, anh chị gõ câu hỏi giúp, không dấu cũng được.",
    "video": "Tôi chưa xem được video. Bà con, anh chị gõ điều muốn hỏi thành chữ giúp nhé.",
    "location": "Tôi không dùng đến vị trí và không lưu lại. Bà con, anh chị cứ nhắn câu hỏi bằng chữ nhé.",
    "file": "Tôi chưa đọc được tệp gửi ở đây. Bà con, anh chị chép đoạn cần hỏi vào tin nhắn giúp nhé.",
    "contact": "Tôi không cần và không lưu danh bạ. Bà con, anh chị cứ nhắn câu hỏi bằng chữ nhé.",
    "edited": "Tôi không trả lời lại tin đã sửa. Bà con, anh chị gửi câu đã sửa thành tin mới giúp nhé.",
    "post": "Tôi không trả lời trong kênh. Bà con, anh chị mở khung chat riêng với tôi để hỏi nhé.",
    "other": "Tôi chỉ đọc được tin nhắn chữ. Bà con, anh chị gõ câu hỏi giúp nhé.",
}

NOTE = "Lưu ý: {text}"
CLOSEST = "Chỗ gần nhất:"
CLOSEST_LINE = "[{id}] {document}, {locator}"
SOURCE_TITLE = "[{id}] {document}, {locator}"
VERBATIM = "Nguyên văn:"
SUMMARY = "Tóm tắt (không phải nguyên văn):"
QUOTE = "«{quote}»"
VALIDITY = "Hiệu lực: {note}"
VALIDITY_DAY = "Hiệu lực: {status} (tính đến {day})"
VALIDITY_SOURCE = "Nguồn: {source}"
STATUS = {
    "in_force": "đang có hiệu lực",
    "amended": "còn hiệu lực, đã được sửa đổi",
    "partly_repealed": "còn hiệu lực một phần",
    "replaced": "đã được thay thế",
    "expired": "đã hết hiệu lực",
    "not_yet": "chưa có hiệu lực",
    "unknown": "chưa rõ hiệu lực",
}
SOURCES = "Nguồn của câu trả lời vừa rồi:"
NO_SOURCES = "Câu trả lời vừa rồi không dẫn nguồn nào."
NO_LAST_ANSWER = "Chưa có câu trả lời nào để xem nguồn. Bà con, anh chị nhắn một câu hỏi nhé."
CITATION = "📖 {id} · {locator}"
ALL_SOURCES = "📖 Xem tất cả nguồn"
CITATION_SHORT = "📖 {id}"
PREVIOUS = "‹ Trước"
NEXT = "Sau ›"
PAGE = "({page}/{pages})"
PREVIEW = "{text} …"

RIGHT = "👍 Đúng rồi"
WRONG = "👎 Chưa đúng"
THANKS = "Cảm ơn bà con, anh chị đã góp ý."
WHY = "Cảm ơn bà con, anh chị. Chưa đúng ở chỗ nào ạ?"
REASONS = {"sai": "Nội dung sai", "thieu": "Còn thiếu ý", "lac": "Không đúng ý tôi hỏi"}
REASON_NOTED = "Đã ghi nhận: {reason}. Cảm ơn bà con, anh chị đã góp ý."

OFFICES_BUTTON = "📋 Việc của từng cơ quan"
POLICIES_BUTTON = "🌱 Chính sách hợp với tôi"
DOCUMENTS_BUTTON = "📚 Văn bản và hiệu lực"
OFFICES = "Chọn cơ quan để xem việc được giao:"
OFFICE_BUTTON = "{name} ({count})"
NO_OFFICE = "Tôi không thấy cơ quan nào tên «{name}» được giao việc. Chọn một cơ quan dưới đây:"
TASKS = "{name}: {count} việc"
TASKS_OLD_NAME = "Nay: {name}{since}{doubt}"
SINCE = " (từ {day})"
DOUBT = ", chưa kiểm chứng"
TASK_LINE = "{number}. {title}"
TASK_PLACE = "{document}, {place}"
LEADS = "chủ trì"
PARTNER = "phối hợp"
TASK_FIELDS = {"lead": "Chủ trì", "partner": "Phối hợp", "product": "Sản phẩm", "deadline": "Thời gian"}
TASK_FIELD = "{label}: {value}"
BACK_TO_OFFICES = "‹ Chọn cơ quan khác"
BACK_TO_TASKS = "‹ Các việc khác"
NO_TASKS = "Các văn bản đang có không giao việc cho cơ quan nào."

DOCUMENTS = "Các văn bản kế hoạch dẫn chiếu. Chọn một văn bản để xem hiệu lực:"
DOCUMENT_FOUND = "Các văn bản khớp với «{name}»:"
NO_DOCUMENT = "Danh mục chưa có văn bản «{name}». Dưới đây là các văn bản kế hoạch dẫn chiếu:"
DOCUMENT_ISSUED = "Ban hành: {day}"
DOCUMENT_EFFECTIVE = "Có hiệu lực từ: {day}"
BACK_TO_DOCUMENTS = "‹ Các văn bản"
MARKS = {
    "in_force": "✅",
    "amended": "✏️",
    "partly_repealed": "✏️",
    "replaced": "⛔",
    "expired": "⛔",
    "not_yet": "🕓",
    "unknown": "❔",
}

NO_POLICIES = (
    "Phần chọn chính sách theo hoàn cảnh của bà con, anh chị chưa có ở đây. Trong lúc chờ, cứ hỏi trực tiếp, "
    "hoặc bấm một câu dưới đây."
)
POLICY_BEGIN = "Tôi hỏi vài câu ngắn để tìm chính sách hợp với bà con, anh chị. Câu nào chưa rõ thì bỏ qua."
POLICY_UNDERSTOOD = "Từ câu của bà con, anh chị tôi hiểu là:"
POLICY_LINE_SAID = "- {text}"
POLICY_LINE_ASSUMED = "- {text} (tạm hiểu, vì {why})"
POLICY_NOT_SO = "Không đúng: {text}"
POLICY_KNOWN = "Đã biết: {known}."
POLICY_ASSUMED = "{text} (tạm hiểu)"
POLICY_CHECK = "Xin xem lại: {text}"
POLICY_RESUMED = "Ta đang hỏi dở, tiếp nhé."
POLICY_MORE = "Hỏi thêm cho rõ"
POLICY_QUESTION = "Câu {number}/{most}: {text}"
POLICY_TYPE_NUMBER = "Bấm một nút hoặc nhắn một con số{unit}."
POLICY_NUMBER_ONLY = "Xin nhắn một con số{unit}, ví dụ 25, hoặc bấm «Chưa rõ»."
POLICY_SEVERAL = "Chọn được nhiều mục, xong thì bấm «Xong»."
CHOSEN = "✔ {label}"
DONE = "Xong"
NONE_OF_THESE = "Không có mục nào"
UNSURE = "Chưa rõ"
SHOW_RESULT = "Xem kết quả luôn"
STOP = "Thôi"
POLICY_STOPPED = "Đã dừng. Khi cần bà con, anh chị gõ /chinhsach nhé."
POLICY_RESULTS = "Kết quả theo những gì bà con, anh chị vừa cho biết:"
POLICY_NONE = "Chưa tìm thấy chính sách nào hợp với những gì bà con, anh chị vừa cho biết."
NO_PROMISE = (
    "Kết quả theo lời khai và các văn bản đã kiểm tra, không phải lời hứa được hỗ trợ; cơ quan phụ trách "
    "quyết định theo hồ sơ thật. Bấm số để xem từng chính sách."
)
OUTCOMES = {
    "qualifies": "đủ điều kiện theo lời khai",
    "cannot_tell": "còn thiếu thông tin",
    "not_yet": "chưa đến ngày áp dụng",
    "not": "chưa đủ điều kiện theo lời khai",
    "ended": "đã hết thời gian áp dụng",
}
POLICY_AGAIN = "Làm lại từ đầu"
POLICY_LINE = "{number}. {name}: {outcome}"
BACK_TO_RESULTS = "‹ Các chính sách khác"

ERASE = (
    "Tôi sẽ xóa mọi câu hỏi, câu trả lời, góp ý của bà con, anh chị đang lưu ở đây. Xóa rồi không lấy lại "
    "được. Xóa nhé?"
)
ERASE_YES = "Xóa hết"
ERASE_NO = "Không xóa"
ERASED = "Đã xóa {count} mục. Ở đây không còn giữ gì của bà con, anh chị."
NOTHING_KEPT = "Ở đây không giữ gì của bà con, anh chị."
NOT_ERASED = "Tôi giữ nguyên, không xóa gì."
EXPORT_NAME = "du-lieu-cua-toi.json"
EXPORTED = "Đây là tất cả những gì đang lưu của bà con, anh chị."
EXPORT_KINDS = {
    "turns": "hội thoại",
    "answers": "hỏi đáp",
    "verdicts": "góp ý",
    "walks": "khai khi xem chính sách",
}
EXPORT_FIELDS = {
    "at": "lúc",
    "role": "ai nói",
    "text": "lời",
    "question": "câu hỏi",
    "answer": "trả lời",
    "right": "đúng",
    "reason": "lý do",
    "given": "đã khai",
}
SPEAKERS = {"user": "tôi", "assistant": "trợ lý"}
EXPORT_IN_PRIVATE = "Để giữ kín, bà con, anh chị nhắn /xuat cho tôi ở khung chat riêng nhé."
FRESH = "Ta bắt đầu chuyện mới. Bà con, anh chị muốn hỏi gì?"

DEMO_BEGIN = "Gõ câu hỏi rồi Enter. Gõ #2 để bấm nút số 2, /help để xem các lệnh, Ctrl+D để thoát."
DEMO_PROMPT = "> "
DEMO_NO_BUTTON = "Không có nút số {number}."
DEMO_FILE = "[tệp {name}] {caption}"
