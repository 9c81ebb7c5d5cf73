"""Every sentence a person can read in an answer, in one place.

Members are addressed as "bà con, anh chị", officials neutrally. `{}` fields are filled by the composers.
"""

from __future__ import annotations

GREETING = (
    "Xin chào! Tôi là Trợ lý HTX, trả lời theo Kế hoạch 127/KH-UBND của UBND tỉnh Đắk Nông về kinh tế tập "
    "thể và các luật, nghị định về hợp tác xã. Bà con, anh chị cứ hỏi tự nhiên, không dấu cũng được; câu trả "
    "lời nào cũng kèm lời văn và nơi ghi."
)
THANKS = "Không có gì ạ. Bà con, anh chị cần hỏi thêm gì về kế hoạch thì cứ nhắn nhé."
BYE = "Chào bà con, anh chị. Khi cần cứ quay lại hỏi nhé."
ABOUT = (
    "Tôi là Trợ lý HTX, một chương trình máy tính. Tôi tìm trong Kế hoạch 127/KH-UBND (Đắk Nông, 2023) về "
    "kinh tế tập thể và trả lời bằng chính lời văn của kế hoạch: cơ quan nào làm việc gì, với ai, sản phẩm "
    "gì, khi nào, mục tiêu ra sao, theo văn bản nào. Điều gì văn bản không ghi thì tôi nói là không có."
)

DUTIES = "Kế hoạch giao việc cho **{agency}** tại {places}."
DUTIES_ON_TOPIC = "Về việc này, kế hoạch giao **{agency}** tại {places}."
DUTIES_PARTNER = "**{agency}** phối hợp thực hiện tại {places}."
ALSO_PARTNER = "Được nêu phối hợp tại {places}."

FIELD = {
    "lead": "Chủ trì",
    "partner": "Phối hợp",
    "product": "Sản phẩm",
    "deadline": "Thời gian",
}
FIELD_EMPTY = {
    "lead": "không ghi đơn vị chủ trì",
    "partner": "không ghi đơn vị phối hợp",
    "product": "không ghi sản phẩm",
    "deadline": "không ghi thời gian hoàn thành",
}
ANSWER_FIELD = "{label}: **{value}**"
NOT_PRINTED = "Ở chỗ này kế hoạch {what}."

FILTER_DEADLINE = "Phụ lục có {count} nhiệm vụ ghi thời gian «{value}»:"
FILTER_PRODUCT = "Phụ lục có {count} nhiệm vụ ghi sản phẩm có «{value}»:"
NO_ROW = (
    "Phụ lục không có dòng nào ghi **{agency}** chủ trì; kế hoạch giao việc cho cơ quan này tại {places}."
)
FILTER_NO_PARTNER = "Phụ lục có {count} nhiệm vụ không ghi đơn vị phối hợp:"

COUNT_ROWS = "{place} có {count} nhiệm vụ."
COUNT_TASKS = "**{agency}** được nêu chủ trì hoặc giao thực hiện ở {count} mục của kế hoạch: {places}."
COUNT_TASKS_PARTNER = "**{agency}** được nêu phối hợp ở {count} mục của kế hoạch: {places}."
COUNT_PARTS = "{place} có {count} phần:"
COUNT_RECIPIENTS = "Kế hoạch ghi {count} dòng ở Nơi nhận."
ROWS_OF = "{place} có {count} nhiệm vụ:"

TARGETS = "Mục tiêu đến năm {year}:"
NO_SUCH_TARGET = "Đến năm {year}: trong các chỉ tiêu không có chỉ tiêu này."
NO_TARGET_YEAR = "Kế hoạch không đặt mục tiêu cho năm {asked}; mục tiêu được đặt đến năm {years}."
NOT_FIGURE_PLAIN = "Không phải {asked}: kế hoạch ghi «{stated}»."
NOT_FIGURE = "Không phải {asked}: kế hoạch ghi «{stated}» (đến năm {year})."
NOT_SO_ORDERED = "Không đúng như vậy: kế hoạch ghi «{stated}» (đến năm {year})."
WRONG_YEAR = "Mục tiêu này kế hoạch đặt cho năm {year}, không phải năm {asked}: «{stated}»."

REPORT = "Báo cáo **{when}**, gửi {receivers}."
REPORT_SENDERS = "Đơn vị phải báo cáo: {senders}."
REPORT_NO_TIME = "Báo cáo gửi {receivers}."

NUMBER = "Số của kế hoạch: **{value}**."
DATED = "Kế hoạch ban hành tại {value}."
DATED_ANNEX = "Phụ lục ghi: «{value}»."
NOT_SO = "Không phải {asked}. {right}"
SIGNED = "Người ký: **{value}**, {title}."
ISSUED = "Kế hoạch do Ủy ban nhân dân tỉnh ban hành; phần ký ghi «{value}»."
TITLED = "Kế hoạch này là: {value}"
RECEIVED = "Nơi nhận của kế hoạch:"
RECEIVED_BY = "Nơi nhận của kế hoạch ghi «{value}»."
RECEIVED_TO_KNOW = "«b/c» là gửi để báo cáo."
RECEIVED_YES = "Có: Nơi nhận của kế hoạch ghi «{value}»."

CITED_AT = "Được nhắc tại {places}."
INSTRUMENT = "văn bản"
CITED_LIST = "Kế hoạch viện dẫn {count} {kind}:"
UNKNOWN_OFFICE = "Kế hoạch không nhắc đến {names} nên không giao việc gì cho cơ quan này."
UNKNOWN_INSTRUMENT = "Kế hoạch không nhắc đến «{typed}»."
VALIDITY_UNKNOWN = (
    "Kế hoạch có viện dẫn văn bản này, nhưng tôi chưa có thông tin về hiệu lực hiện nay; hãy kiểm tra trên "
    "Cơ sở dữ liệu quốc gia về văn bản pháp luật."
)

LAW_NOT_FIGURE = "Không phải {asked}. {label} ghi:"
LAW_NOT_SO = "Không đúng như câu hỏi nêu. {label} ghi:"
CONTRARY = "Văn bản không ghi «{asked}». Điều văn bản ghi là:"
LAW_FURTHER = "Xem thêm: {places}."
LAW_ARTICLE = "{label}: «{title}»."
LAW_SINCE = "{label} có hiệu lực từ ngày {day}."
LAW_DIGEST = "Lời dẫn từ {names} là tóm tắt của Trợ lý, chưa phải nguyên văn."

NOT_LEAD = "Không phải: theo kế hoạch, việc này do **{lead}** chủ trì hoặc thực hiện, không phải {asked}."
NOT_MADE = "Không phải {asked}: kế hoạch do Ủy ban nhân dân tỉnh ban hành, phần ký ghi «{issuer}». {signer}"
NOT_SENDER = "Không phải {asked}: theo kế hoạch, báo cáo này do **{senders}** gửi."
NOT_EACH = "Kế hoạch không ghi «{asked}»; kế hoạch ghi: «{stated}»"
NOT_BECOMING = "Kế hoạch không ghi «{asked}». Điều kế hoạch ghi là:"
NOT_RECEIVED = "Nơi nhận của kế hoạch không ghi {asked}. Nơi nhận ghi:"
NOT_PRODUCT = "Không phải {asked}: sản phẩm hoàn thành kế hoạch ghi là «{stated}»."
NOT_DEADLINE = "Không phải {asked}: kế hoạch ghi thời gian «{stated}»."
NOT_SUCH_PLACE = "Kế hoạch không có {typed}. Các phần của kế hoạch: {parts}."

CLARIFY_TASK = "Bà con, anh chị muốn hỏi về nhiệm vụ nào? Xin nêu rõ việc hoặc cơ quan, ví dụ:"

NOT_IN_SOURCES = "Tôi không tìm thấy nội dung này trong các văn bản đang có nên không trả lời để tránh sai."
NOT_IN_SOURCES_CLOSEST = (
    "Tôi không tìm thấy câu trả lời trong các văn bản đang có nên không dám trả lời để tránh sai. Dưới đây "
    "là những chỗ gần nhất với câu hỏi."
)
ASK_OFFICE = "Có thể hỏi thêm {office}, cơ quan được giao việc gần nhất với câu hỏi ({place})."
OUT_OF_SCOPE = (
    "Câu hỏi này nằm ngoài phạm vi của tôi. Tôi chỉ trả lời về kinh tế tập thể, hợp tác xã theo Kế hoạch "
    "127/KH-UBND của tỉnh Đắk Nông."
)
BLOCKED_INJECTION = (
    "Tôi không làm theo yêu cầu thay đổi cách trả lời hay bỏ qua nguồn. Tôi chỉ trả lời theo lời văn của kế "
    "hoạch. Xin hỏi lại về nội dung kế hoạch."
)
BLOCKED_PERSONAL = (
    "Vì an toàn, xin đừng gửi số căn cước, số điện thoại hay số tài khoản ở đây; tôi không lưu và không tra "
    "cứu được hồ sơ cá nhân. Bà con, anh chị có thể hỏi lại mà không kèm các số đó."
)
NOTHING_VERIFIED = (
    "Tôi tìm thấy đoạn liên quan nhưng không đối chiếu được từng lời với văn bản, nên không trả lời."
)

ENGLISH_INTRO = "Answer from the sources (quotes are in Vietnamese):"
ENGLISH_LAW = "What the law says (in Vietnamese):"
ENGLISH_DECLINED = "I cannot answer this question from the plan as it was asked (details in Vietnamese):"

SUCCESSION = "{old}: từ {since}, việc này do {new} đảm nhiệm{doubt}."
SUCCESSION_UNDATED = "{old}: hiện nay việc này do {new} đảm nhiệm{doubt}."
ASKED_BY_NEW_NAME = "Kế hoạch (năm 2023) dùng tên cũ: {old}; nay thuộc {new}{doubt}."
PART_OF = "Kế hoạch không nêu riêng {part}; việc nói ở đây giao cho {whole}."
UNVERIFIED = " (chưa kiểm chứng)"

EMPTY_QUESTION = "Câu hỏi đang trống; hãy nhập câu hỏi rồi gửi lại."
TOO_LONG = "Câu hỏi dài {length} ký tự, quá giới hạn {limit}; hãy rút gọn rồi gửi lại."
UNREADABLE = "Câu hỏi có ký tự không đọc được; hãy gõ lại bằng chữ thường (UTF-8)."

SUGGEST_WALK = "Xem bà con được hỗ trợ gì"

ELIGIBLE_BY = (
    "Theo những gì anh chị khai ({known}{assumed}), đây là các chính sách sát nhất. Đây chưa phải lời hứa: "
    "cơ quan phụ trách còn xét hồ sơ. Bấm «Xem bà con được hỗ trợ gì» để trả lời thêm vài câu và xem đủ."
)
ELIGIBLE_ASSUMED = "; tôi tạm hiểu {assumed}"
ELIGIBLE = {
    "qualifies": "**Đủ điều kiện: {name}.** {gets}",
    "cannot_tell": "**Chưa rõ, còn cần biết {missing}: {name}.** {gets}",
    "ended": "**Nay đã hết áp dụng: {name}.** Trước đây: {gets}",
}
ELIGIBLE_NOTES = {
    "unverified": "(Chưa kiểm chứng được: phải hỏi lại cơ quan phụ trách.)",
    "framework": "(Chỉ có tiền khi có chương trình và có vốn.)",
    "doubt": "(Chưa rõ nay còn thực hiện hay không.)",
}
BETWEEN_FACTS = "; "
BARE_ANSWERS = ("có", "không")
OPENING_SUGGESTIONS = (
    "Cục Thuế tỉnh phải làm gì?",
    "Đến năm 2030 có bao nhiêu hợp tác xã?",
    "Hạn báo cáo hàng năm là ngày nào, gửi ai?",
    "Ai chủ trì nhiệm vụ chuyển đổi số?",
    "Hợp tác xã muốn vay vốn thì có những chương trình nào?",
    "Liên minh Hợp tác xã tỉnh chủ trì những việc gì?",
)
SUGGEST = {
    "partner": "Ai phối hợp?",
    "product": "Sản phẩm của nhiệm vụ này là gì?",
    "deadline": "Khi nào phải xong?",
    "duty": "{agency} phải làm gì?",
    "other_year": "Thế năm {year}?",
    "report": "Hạn báo cáo hàng năm là ngày nào, gửi ai?",
    "group": "{group} có nhiệm vụ chung gì?",
    "basis": "Kế hoạch viện dẫn những văn bản nào?",
    "signer": "Ai ký kế hoạch?",
}

MODEL_REPHRASED = "Câu hỏi được hiểu là: «{question}»"
MODEL_FELL_BACK = (
    "Mô hình ngôn ngữ chưa giúp được lần này nên câu trả lời dùng nguyên lời của văn bản và của Trợ lý."
)
MODEL_ANSWERED = (
    "Câu trả lời do mô hình ngôn ngữ soạn từ những chỗ được dẫn; từng câu đã được đối chiếu với văn bản. Bà "
    "con, anh chị nên mở nguồn để xem lại."
)

LLM_BAD_NAME = (
    "ASSISTANT_LLM={name!r} không dùng được: cần dạng nhà_cung_cấp:tên_mô_hình, nhà cung cấp là một trong "
    "{providers}; máy chủ riêng thì đặt thêm ASSISTANT_LLM_BASE_URL"
)
LLM_BAD_URL = "ASSISTANT_LLM_BASE_URL không dùng được: cần địa chỉ dạng http://máy:cổng/v1"
LLM_BAD_PRICE = (
    "ASSISTANT_LLM_PRICE={price!r} không dùng được: cần hai số vào,ra cho một triệu token, ví dụ 0.15,0.6"
)
LLM_BAD_OPTIONS = 'ASSISTANT_LLM_OPTIONS không dùng được: cần JSON dạng {"temperature": 0}, hoặc {} để bỏ hết'
LLM_NO_PACKAGE = (
    "ASSISTANT_LLM={name}: chưa cài thư viện của nhà cung cấp; hãy chạy: pip install 'tro-ly-htx[{extra}]'"
)
LLM_NOT_OPENED = (
    "ASSISTANT_LLM={name}: chưa dùng được; hãy đặt khóa trong ASSISTANT_LLM_API_KEY, hoặc địa chỉ máy chủ "
    "riêng trong ASSISTANT_LLM_BASE_URL, và xem lại ASSISTANT_LLM_OPTIONS"
)
LLM_NO_TAPE = "ASSISTANT_LLM=replay:{path}: không đọc được tệp này; hãy ghi lại bằng ASSISTANT_LLM_RECORD"
LLM_BAD_TAPE = "{path}, dòng {line}: không phải lời mô hình đã ghi; hãy ghi lại bằng ASSISTANT_LLM_RECORD"
LLM_NO_RECORD = "ASSISTANT_LLM_RECORD={path}: không ghi được; hãy chọn tệp trong thư mục có quyền ghi"

DOCTOR_NAMES = {
    "python": "Python",
    "data_dir": "Thư mục dữ liệu",
    "data": "Dữ liệu đi kèm",
    "embedding": "Mô hình nhúng",
    "library": "Chỉ mục văn bản",
    "conversations": "Lưu hội thoại",
    "model": "Mô hình ngôn ngữ",
    "telegram": "Bot Telegram",
    "evals": "Đánh giá",
    "mcp": "Cổng MCP",
    "postgres": "PostgreSQL",
    "tesseract": "Tesseract",
    "fonts": "Phông chữ",
}
DOCTOR_STATES = {"ok": "được", "missing": "không có", "broken": "HỎNG"}
DOCTOR_PYTHON = "đang dùng Python {found}; hãy cài Python 3.11 trở lên"
DOCTOR_DATA_DIR = "không ghi được vào {folder} ({why}); hãy sửa quyền hoặc đặt ASSISTANT_DATA_DIR nơi khác"
DOCTOR_DATA_DIR_OK = "{folder} ghi được, còn trống {free} MB"
DOCTOR_DISK = (
    "{folder} chỉ còn trống {free} MB, dựng lại chỉ mục cần {room} MB; hãy dọn bớt đĩa hoặc đặt "
    "ASSISTANT_DATA_DIR sang đĩa khác"
)
DOCTOR_NOT_KEPT = "không lưu (ASSISTANT_RETENTION_DAYS=0)"
DOCTOR_KEPT = "{where} mở được"
DOCTOR_KEPT_LATER = "{path} sẽ được tạo khi có hội thoại đầu tiên"
DOCTOR_DATA_OK = "đọc được; danh mục có {count} văn bản"
DOCTOR_EMBEDDING_OK = "{name}, {ms} ms"
DOCTOR_LIBRARY_OK = "{count} văn bản, mở và tìm thử hết {ms} ms"
DOCTOR_LIBRARY_EMPTY = "chỉ mục không có đoạn nào; hãy chạy: python -m ingest build --fresh"
DOCTOR_NO_MODEL = (
    "không đặt ASSISTANT_LLM: Trợ lý trả lời bằng lời văn của văn bản, không cần mô hình. Muốn lời lẽ trôi "
    "chảy hơn thì đặt, ví dụ, ASSISTANT_LLM=openai:tên_mô_hình và ASSISTANT_LLM_API_KEY"
)
DOCTOR_REPLAY = "{name}: phát lại lời đã ghi, không gọi mạng"
DOCTOR_MODEL_OK = "{name} trả lời sau {ms} ms, token vào {given}, ra {told}"
DOCTOR_MODEL_FAILS = "{name}: {why}"
DOCTOR_MODEL_SILENT = "{name}: có kết nối nhưng không trả lời gì; hãy thử tên mô hình khác"
DOCTOR_FAULTS = {
    "timeout": "quá giờ mà chưa trả lời; hãy thử lại, tăng ASSISTANT_LLM_TIMEOUT hoặc chọn mô hình nhanh hơn",
    "rate_limited": "đang bị giới hạn lượt gọi (429); hãy đợi rồi thử lại, hoặc xem hạn mức của khóa",
    "unavailable": "dịch vụ đang lỗi (5xx); hãy thử lại sau",
    "unreachable": "không kết nối được; hãy xem mạng và ASSISTANT_LLM_BASE_URL",
    "denied": "khóa không được nhận (401, 403); hãy đặt lại ASSISTANT_LLM_API_KEY",
    "invalid": (
        "yêu cầu không được nhận (400, 404); hãy xem lại tên mô hình trong ASSISTANT_LLM và địa chỉ trong "
        "ASSISTANT_LLM_BASE_URL, hoặc đặt ASSISTANT_LLM_OPTIONS={}"
    ),
    "garbled": "trả về dữ liệu không đọc được; hãy xem ASSISTANT_LLM_BASE_URL có đúng máy chủ mô hình không",
    "broken": "ngắt giữa chừng hoặc không trả lời đúng dạng; hãy xem ASSISTANT_LLM_BASE_URL rồi thử lại",
    "refused": "từ chối trả lời; hãy thử mô hình khác",
}
DOCTOR_NO_PART = "phần tùy chọn; muốn dùng thì chạy: pip install 'tro-ly-htx[{extra}]'"
DOCTOR_NO_TESSERACT = (
    "phần tùy chọn, chỉ cần khi đọc bản quét; trên Debian, Ubuntu: "
    "apt install tesseract-ocr tesseract-ocr-vie"
)
DOCTOR_NO_FONT = (
    "phần tùy chọn, chỉ cần khi xuất tệp có chữ Việt; trên Debian, Ubuntu: apt install fonts-dejavu-core"
)
DOCTOR_FINE = "Mọi thứ cần thiết đều được."
DOCTOR_NOT_FINE = "Còn {count} phần cần sửa trước khi dùng."
