"""The sentences that only Zalo needs: what to type where buttons run out, and exports sent as text."""

from __future__ import annotations

BY_NUMBER = "Nhắn số để xem:"
BY_LETTER = "Nhắn chữ cái để chọn:"
CHOICE = "{letter}. {label}"
EXPORT = "{caption}\n\n{content}"
EXPORT_CUT = (
    "(Còn {left} ký tự chưa gửi vì Zalo hạn chế số tin. Cần bản đầy đủ, bà con, anh chị liên hệ đơn vị quản "
    "lý tài khoản này.)"
)
