"""The interface texts of the overview in Vietnamese, by keys of `static/overview/texts.js`.

A test holds both files against each other.
"""

from __future__ import annotations

from functools import partial

from assistant.web import markup

WORDS = {
    "overview.title": "Toàn cảnh văn bản",
    "overview.lead": (
        "Kế hoạch dựa trên những văn bản nào, văn bản nào còn hiệu lực, "
        "văn bản nào đã được sửa đổi hay thay thế."
    ),
    "overview.cited": (
        "Trong {0} văn bản mà kế hoạch viện dẫn ({1} theo số hiệu, {2} theo tên), xét tại ngày {3}:"
    ),
    "overview.cited.all": "Trong {0} văn bản mà kế hoạch viện dẫn theo số hiệu, xét tại ngày {1}:",
    "overview.n.in_force": "{0} còn hiệu lực, chưa thấy sửa đổi",
    "overview.n.amended": "{0} còn hiệu lực và đã được sửa đổi",
    "overview.n.partly_repealed": "{0} còn hiệu lực, đã bị bãi bỏ một phần",
    "overview.n.replaced": "{0} đã được thay thế",
    "overview.n.expired": "{0} đã hết hiệu lực",
    "overview.n.unknown": "{0} chưa rõ còn hay hết hiệu lực",
    "overview.n.not_yet": "{0} chưa có hiệu lực",
    "overview.unverified": "{0} kết luận chưa kiểm chứng được bằng nguồn.",
    "overview.unlisted": "Kế hoạch còn viện dẫn {0} chỗ mà danh mục chưa có văn bản tương ứng:",
    "overview.day": "Xét tại ngày nào",
    "overview.day.plan": "Khi kế hoạch ban hành ({0})",
    "overview.day.today": "Hôm nay",
    "overview.day.other": "Ngày khác",
    "overview.apply": "Xem",
    "overview.bad.as_of": "Không đọc được ngày đã chọn, nên đang xét tại hôm nay.",
    "overview.bad.show": "Không có cách lọc này, nên đang hiện tất cả.",
    "overview.shows": "Lọc văn bản kế hoạch viện dẫn",
    "overview.show.all": "Tất cả {0}",
    "overview.show.in_force": "Còn hiệu lực {0}",
    "overview.show.ended": "Hết hiệu lực {0}",
    "overview.show.changed": "Thay đổi từ khi có kế hoạch {0}",
    "overview.show.unknown": "Chưa rõ {0}",
    "overview.guides.on": "Thêm văn bản hướng dẫn",
    "overview.guides.off": "Bỏ văn bản hướng dẫn",
    "overview.none": "Không có văn bản viện dẫn nào như vậy vào ngày này.",
    "overview.map": "Sơ đồ văn bản theo năm và theo cơ quan ban hành. Bảng bên dưới nói cùng nội dung.",
    "overview.frame": "Sơ đồ, cuộn ngang được",
    "overview.hint": "Chạm hoặc đưa con trỏ vào một ô để thấy các quan hệ của ô đó; bấm để mở văn bản.",
    "overview.legend": "Chú giải",
    "overview.legend.plan": "Kế hoạch",
    "overview.legend.cited": "Kế hoạch viện dẫn; ×3 là ở 3 chỗ",
    "overview.legend.other": "Văn bản khác có liên quan",
    "overview.legend.unverified": "Hiệu lực chưa kiểm chứng",
    "overview.tie.replaces": "Thay thế",
    "overview.tie.repeals": "Bãi bỏ",
    "overview.tie.amends": "Sửa đổi, bổ sung",
    "overview.tie.repeals_part": "Bãi bỏ một phần",
    "overview.tie.consolidates": "Hợp nhất",
    "overview.tie.guides": "Hướng dẫn",
    "overview.tie.based_on": "Căn cứ vào",
    "overview.tied.replaces": "Được thay thế bởi",
    "overview.tied.repeals": "Bị bãi bỏ bởi",
    "overview.tied.amends": "Được sửa đổi, bổ sung bởi",
    "overview.tied.repeals_part": "Bị bãi bỏ một phần bởi",
    "overview.tied.consolidates": "Được hợp nhất trong",
    "overview.tied.guides": "Được hướng dẫn bởi",
    "overview.tied.based_on": "Là căn cứ của",
    "overview.arrow.replaces": "thay thế, bãi bỏ",
    "overview.arrow.amends": "sửa đổi, bãi bỏ một phần",
    "overview.arrow.consolidates": "hợp nhất",
    "overview.arrow.guides": "hướng dẫn",
    "overview.arrow.based_on": "căn cứ",
    "overview.lane.party": "Đảng",
    "overview.lane.assembly": "Quốc hội",
    "overview.lane.government": "Chính phủ",
    "overview.lane.premier": "Thủ tướng",
    "overview.lane.ministry": "Bộ, ngành",
    "overview.lane.province": "Tỉnh",
    "overview.lane.years": "Năm",
    "overview.table": "Bảng văn bản",
    "overview.part.plan": "Kế hoạch",
    "overview.part.cited": "Kế hoạch viện dẫn",
    "overview.part.change": "Sửa đổi, thay thế, bãi bỏ hoặc hợp nhất các văn bản ấy",
    "overview.part.guide": "Hướng dẫn, và sửa đổi các văn bản hướng dẫn",
    "overview.head.what": "Văn bản",
    "overview.head.days": "Ban hành",
    "overview.head.standing": "Hiệu lực",
    "overview.head.places": "Nơi kế hoạch viện dẫn",
    "overview.head.ties": "Quan hệ",
    "overview.issued": "ngày {0}",
    "overview.effective": "có hiệu lực từ {0}",
    "overview.ends": "hết hiệu lực từ {0}",
    "overview.dayless": "chưa rõ ngày",
    "overview.since": "từ {0}",
    "overview.places.none": "không tìm thấy chỗ viện dẫn",
    "overview.entry.unverified": "số hiệu, tên hoặc ngày chưa kiểm chứng",
    "overview.source": "Nguồn:",
    "overview.wait": "Trợ lý đang chuẩn bị dữ liệu",
    "overview.wait.hint": "Trang sẽ tự mở lại sau vài giây.",
    "overview.failed": "Chưa mở được trang này",
    "overview.failed.hint": "Trợ lý chưa sẵn sàng. Người quản trị xem nguyên nhân tại /readyz.",
}

says = partial(markup.says, words=WORDS)
"""An element with a text of this page, in the reader's language."""

label = partial(markup.label, words=WORDS)
"""The attributes that name an element with a text of this page."""
