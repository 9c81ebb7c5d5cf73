"""Every sentence that signing in says to a person."""

from __future__ import annotations

SIGN_IN = "Cần đăng nhập để dùng trang này. Mở /login để đăng nhập."
THROUGH_PROXY = "Cần đăng nhập qua cổng xác thực của cơ quan. Hãy mở trang bằng địa chỉ cơ quan đã cấp."
NOT_ALLOWED = "Tài khoản này chưa được giao quyền làm việc đó. Hãy nhờ người quản trị."
ONLY_HERE = (
    "Trang quản trị chỉ mở được ngay trên máy đang chạy trợ lý (http://127.0.0.1), vì chưa bật đăng nhập. "
    "Muốn mở từ máy khác: đặt ASSISTANT_ACCESS=accounts."
)
FOREIGN = "Yêu cầu này không đến từ trang của trợ lý nên không được làm. Hãy mở lại trang rồi thử lại."
STALE = "Trang đã mở quá lâu. Xin tải lại trang rồi thử lại."
WRONG = (
    "Tên hoặc mật khẩu chưa đúng, hoặc đã sai quá nhiều lần. Xin xem lại; nếu vẫn không được, đợi 15 phút."
)
WRONG_BEFORE = "Mật khẩu hiện tại chưa đúng, hoặc đã sai quá nhiều lần."
NO_SIGN_IN = "Dịch vụ này không đăng nhập bằng mật khẩu."
STORE_AWAY = "Chưa mở được nơi giữ tài khoản nên chưa vào được. Xin thử lại sau ít giây."

OPEN_TO_ALL = (
    "CẢNH BÁO: {host} mở ra ngoài máy này mà ASSISTANT_ACCESS=off: ai tới được địa chỉ ấy đều hỏi được, "
    "không cần đăng nhập. Trang quản trị vẫn chỉ mở trên chính máy này. "
    "Muốn cần đăng nhập: ASSISTANT_ACCESS=accounts."
)
NOT_SECRET = (
    "CẢNH BÁO: mật khẩu sẽ đi qua mạng không được mã hóa. Hãy đặt một proxy HTTPS phía trước và "
    "ASSISTANT_PUBLIC_URL=https://…"
)
NO_HEADER = (
    "ASSISTANT_ACCESS=header cần tên tiêu đề mà proxy xác thực gửi; hãy đặt ASSISTANT_AUTH_HEADER, "
    "ví dụ X-Forwarded-User"
)
BAD_PROXY = "ASSISTANT_AUTH_PROXIES={given}: không phải địa chỉ hay dải địa chỉ; ví dụ 127.0.0.1,10.0.0.0/8"
NOBODY_YET = "Chưa có tài khoản nào. Hãy thêm: python -m assistant users add TÊN --role admin"
