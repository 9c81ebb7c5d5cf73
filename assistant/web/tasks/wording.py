"""The interface texts of the pages of duties and targets in Vietnamese, by keys of `static/tasks/texts.js`.

A test holds both files against each other.
"""

from __future__ import annotations

import json

from assistant.web.markup import Html, tag, text

WORDS = {
    "tasks.title": "Nhiệm vụ",
    "tasks.lead": (
        "Ai chủ trì, ai phối hợp, sản phẩm gì, bao giờ xong. Bấm vào nơi ghi để mở đúng đoạn trong văn bản."
    ),
    "tasks.todays": "Tên cơ quan như kế hoạch in; tên hiện nay, sau sắp xếp năm 2025, ghi ngay bên dưới.",
    "tasks.filter": "Lọc nhiệm vụ",
    "tasks.words": "Tìm trong nhiệm vụ",
    "tasks.words.hint": "chuyen doi so",
    "tasks.office": "Cơ quan",
    "tasks.office.plan": "Tên trong kế hoạch",
    "tasks.office.today": "Tên hiện nay",
    "tasks.office.about": "Cơ quan này hiện nay",
    "tasks.office.since": "từ {0}",
    "tasks.office.same": "Chưa thấy nguồn nào nói cơ quan này đổi tên.",
    "tasks.office.basis": "Căn cứ: {0}",
    "tasks.office.source": "Nguồn: {0}",
    "tasks.role": "Vai trò",
    "tasks.role.any": "Chủ trì hoặc phối hợp",
    "tasks.role.lead": "Chủ trì",
    "tasks.role.partner": "Phối hợp",
    "tasks.when": "Thời gian",
    "tasks.product": "Sản phẩm",
    "tasks.section": "Phần của văn bản",
    "tasks.section.body": "Thân kế hoạch",
    "tasks.section.annex": "Phụ lục",
    "tasks.section.whole": "Cả phụ lục",
    "tasks.document": "Văn bản",
    "tasks.on": "Xét tại ngày",
    "tasks.shared": "Kể cả việc giao chung cho nhóm cơ quan",
    "tasks.any": "Tất cả",
    "tasks.apply": "Lọc",
    "tasks.clear": "Bỏ lọc",
    "tasks.view.table": "Bảng nhiệm vụ",
    "tasks.view.due": "Sắp đến hạn",
    "tasks.views": "Cách xem",
    "tasks.count": "{0} trên {1} nhiệm vụ: {2} ở thân kế hoạch, {3} ở phụ lục",
    "tasks.none": "Không có nhiệm vụ nào khớp. Hãy bớt chữ hoặc bỏ bớt điều kiện lọc.",
    "tasks.empty": "Các văn bản trong máy không có bảng nhiệm vụ nào.",
    "tasks.more.shared": "Thêm {0} nhiệm vụ giao chung cho nhóm mà cơ quan này thuộc về",
    "tasks.export": "Tải những dòng đang hiện",
    "tasks.export.xlsx": "Excel",
    "tasks.export.csv": "CSV",
    "tasks.export.ics": "Lịch (.ics)",
    "tasks.table": "Bảng nhiệm vụ",
    "tasks.place": "Nơi ghi",
    "tasks.what": "Nhiệm vụ",
    "tasks.lead.head": "Chủ trì",
    "tasks.partner.head": "Phối hợp",
    "tasks.product.head": "Sản phẩm",
    "tasks.when.head": "Thời gian",
    "tasks.now": "nay là",
    "tasks.asked": "kế hoạch đề nghị",
    "tasks.actions": "Đọc hết {0} việc",
    "tasks.whole": "Đọc hết",
    "tasks.unverified": "chưa kiểm chứng",
    "tasks.unsure": "(chưa kiểm chứng)",
    "tasks.twin": "Cũng ghi ở {0}",
    "tasks.twin.same": "giống hệt",
    "tasks.twin.lead": "khác chủ trì",
    "tasks.twin.partner": "khác phối hợp",
    "tasks.twin.words": "khác lời văn",
    "tasks.twin.here": "Ở đây",
    "tasks.twin.there": "Ở nơi kia",
    "tasks.twin.lead.here": "Chủ trì, chỉ ở đây",
    "tasks.twin.lead.there": "Chủ trì, chỉ ở nơi kia",
    "tasks.twin.partner.here": "Phối hợp, chỉ ở đây",
    "tasks.twin.partner.there": "Phối hợp, chỉ ở nơi kia",
    "tasks.twin.go": "Tới dòng kia",
    "tasks.remark": "Lưu ý về văn bản gốc",
    "tasks.when.unstated": "không ghi",
    "tasks.when.continuous": "Thường xuyên",
    "tasks.when.yearly": "Hằng năm",
    "tasks.when.periodic": "Hằng tháng, quý",
    "tasks.when.until": "Đến hết năm {0}",
    "tasks.product.legal": "Văn bản quy phạm pháp luật",
    "tasks.product.resolution": "Nghị quyết",
    "tasks.product.decision": "Quyết định",
    "tasks.product.plan": "Kế hoạch",
    "tasks.product.report": "Báo cáo",
    "tasks.product.guidance": "Hướng dẫn",
    "tasks.product.bulletin": "Bản tin, tờ rơi",
    "tasks.product.lecture": "Bài giảng",
    "tasks.chart": "Số nhiệm vụ theo cơ quan",
    "tasks.chart.plan": "Tên trong kế hoạch",
    "tasks.chart.today": "Tên hiện nay",
    "tasks.chart.lead": "chủ trì",
    "tasks.chart.help": "phối hợp",
    "tasks.chart.bars": "Biểu đồ",
    "tasks.chart.rest": "{0} cơ quan nữa",
    "tasks.chart.hint": "Việc giao cho “các Sở, Ban, ngành” đếm riêng ở tên nhóm đó. Bấm vào tên để lọc.",
    "tasks.chart.go": "Tới biểu đồ theo cơ quan",
    "tasks.due.at": "Xét tại ngày {0}",
    "tasks.due.soon": "Trong 60 ngày tới",
    "tasks.due.later": "Còn thời hạn",
    "tasks.due.yearly": "Hằng năm, không ghi ngày",
    "tasks.due.periodic": "Hằng tháng, quý, không ghi ngày",
    "tasks.due.continuous": "Thường xuyên",
    "tasks.due.past": "Thời hạn ghi trong văn bản đã qua",
    "tasks.due.past.hint": "Trợ lý không biết việc đã làm xong hay chưa.",
    "tasks.due.unstated": "Không rõ thời hạn",
    "tasks.due.year": "hết năm {0}",
    "tasks.due.left": "còn {0} ngày",
    "tasks.due.today": "hôm nay",
    "tasks.due.over": "đã qua {0} ngày",
    "tasks.due.none": "Không có việc nào có thời hạn trong những dòng đã lọc.",
    "tasks.due.to": "Nơi nhận",
    "tasks.fault": "Chưa lọc được. Xin thử lại.",
    "targets.title": "Mục tiêu",
    "targets.lead": (
        "Các con số đặt ra cho từng mốc năm, đặt cạnh nhau. Bấm vào giá trị để mở đúng câu trong văn bản."
    ),
    "targets.chart": "Các tỷ lệ phải đạt",
    "targets.chart.hint": (
        "Mũi tên: con số là mức ít nhất (trên, ít nhất, tối thiểu), thực hiện có thể cao hơn."
    ),
    "targets.table": "Mọi mục tiêu, các mốc năm cạnh nhau",
    "targets.indicator": "Chỉ tiêu",
    "targets.year": "Đến năm {0}",
    "targets.percent": "Tỷ lệ",
    "targets.numbers": "Số lượng",
    "targets.words": "Mục tiêu không có con số",
    "targets.unlike": "Hai mốc năm đo bằng hai chỉ tiêu gần nhau, không hệt nhau.",
    "targets.stated": "ghi bằng lời",
    "targets.sentence": "Nguyên câu",
    "targets.absent": "không đặt",
    "targets.empty": "Các văn bản trong máy không có mục tiêu nào bằng con số.",
    "targets.export": "Tải về",
    "tasks.wait": "Trợ lý đang chuẩn bị dữ liệu",
    "tasks.wait.hint": "Trang sẽ tự mở lại sau vài giây.",
    "tasks.failed": "Chưa mở được bảng này",
    "tasks.failed.hint": "Trợ lý chưa sẵn sàng. Người quản trị xem nguyên nhân tại /readyz.",
}


def says(name: str, css: str, key: str, *args: str | int, marks: dict[str, str] | None = None) -> Html:
    """An element with a text of these pages; the page puts it into the reader's language."""
    attributes = {"data-text": key, **(marks or {})}
    if args:
        attributes["data-args"] = json.dumps(args, ensure_ascii=False)
    return tag(name, css, text(WORDS[key].format(*args)), attributes)


def label(key: str) -> dict[str, str]:
    """The attributes that give an element this text as its name, in the reader's language."""
    return {"data-label": key, "aria-label": WORDS[key]}
