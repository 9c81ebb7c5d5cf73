"""What is said of an upload that does not become part of the library."""

from __future__ import annotations

BAD_FILE = "Chỉ nhận tệp {kinds}. Hãy lưu văn bản thành một trong các dạng đó."
NOT_WHAT_IT_SAYS = "Nội dung tệp không phải dạng {kind} như tên tệp. Hãy xem lại tệp."
EMPTY_FILE = "Tệp không có nội dung."
UNREADABLE = "Không đọc được văn bản: {why}"
BUILD_FAILED = "Không lập được chỉ mục, nội dung đang dùng vẫn giữ nguyên: {why}"
NOT_RELOADED = "Đã lập chỉ mục nhưng chưa nạp được: {why}"
TOO_SLOW = "quá lâu không xong"
INTERRUPTED = "Dịch vụ khởi động lại khi đang làm. Hãy làm lại."
