"""Every sentence that the pages of the office say to the people who run it."""

from __future__ import annotations

NOT_KEPT = "Dịch vụ này không lưu câu hỏi nào (ASSISTANT_RETENTION_DAYS=0), nên không có gì để liệt kê."
STORE_AWAY = "Chưa mở được kho dữ liệu của cơ quan. Xin thử lại sau ít giây."
ONLY_ADMIN = "Việc này chỉ người có vai trò quản trị làm được."
NO_TURN = "Không có câu này: đã xóa, hoặc đã quá hạn lưu."
NO_ANSWER = "Không có câu trả lời chuẩn này, hoặc đã thu hồi."
NO_SOURCE = "Chưa có căn cứ nào. Câu trả lời chuẩn phải dẫn ít nhất một chỗ trong văn bản."
UNKNOWN_SOURCE = "Căn cứ {place}: không có {anchor} trong {document}, hoặc trích dẫn không có trong đó."
MARK_WITHOUT_SOURCE = "Trong câu trả lời có [{mark}] nhưng không có căn cứ số {mark}."
SOURCE_WITHOUT_MARK = (
    "Căn cứ số {mark} không được dẫn trong câu trả lời. Hãy ghi [{mark}] ở ý dựa vào căn cứ đó."
)
PERSONAL = "Nội dung có số căn cước, điện thoại, tài khoản hoặc thư điện tử. Xin bỏ các số đó."
BAD_DAYS = "Số ngày phải là một số từ 1 đến 3650."
LOADING = "Trợ lý đang chuẩn bị dữ liệu. Xin thử lại sau vài giây."
EXPORT_NOTE = "Câu chưa trả lời được trong {days} ngày, lập ngày {day}"

WRONG_TYPE = "Hãy gửi nội dung tệp với Content-Type application/octet-stream, tên tệp ở tham số name."
TOO_LARGE = "Tệp lớn quá {most} MB. Hãy tách tệp hoặc thêm bằng dòng lệnh."
NO_UPLOAD = "Không có tệp này; có thể đã bỏ."
BUSY = "Đang xử lý một văn bản khác. Xin đợi xong rồi làm tiếp."
NOT_READY = "Tệp này chưa xem trước xong hoặc không đọc được, nên chưa công bố được."
