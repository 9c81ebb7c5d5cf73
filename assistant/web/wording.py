"""The interface texts that the server writes into a page, in Vietnamese, by the keys of `static/texts.vi.js`.

The page puts them into the reader's language by the same keys; a test holds both files against each other.
"""

from __future__ import annotations

WORDS = {
    "validity.in_force": "Còn hiệu lực",
    "validity.not_yet": "Chưa có hiệu lực",
    "validity.amended": "Đã được sửa đổi",
    "validity.partly_repealed": "Hết hiệu lực một phần",
    "validity.replaced": "Đã được thay thế",
    "validity.expired": "Hết hiệu lực",
    "validity.unknown": "Chưa rõ hiệu lực",
    "validity.unverified": "chưa kiểm chứng",
    "validity.at": "xét tại ngày {0}",
    "validity.source": "Nguồn: {0}",
    "origin.phapdien": "Nguyên văn, Bộ pháp điển điện tử",
    "origin.vbpl": "Nguyên văn, Cơ sở dữ liệu quốc gia",
    "origin.file": "Nguyên văn, tệp được thêm vào",
    "origin.shipped": "Nguyên văn, đi kèm trợ lý",
    "origin.digest": "Tóm tắt",
    "doc.back": "Mọi văn bản",
    "doc.issuer": "Cơ quan ban hành",
    "doc.issued": "Ban hành",
    "doc.effective": "Có hiệu lực từ",
    "doc.origin": "Trong máy",
    "doc.collected": "Lấy về hoặc kiểm tra ngày",
    "doc.articles": "Số điều",
    "doc.address": "Trang chính thức",
    "doc.digest": (
        "Tóm tắt bằng lời của Trợ lý, chưa phải nguyên văn. Muốn có nguyên văn, hãy thêm văn bản vào máy."
    ),
    "doc.contents": "Mục lục",
    "doc.relations": "Văn bản liên quan",
    "doc.remark": "Ghi chú của nguồn chính thức",
    "doc.remark.since": "Ghi chú của nguồn chính thức: có hiệu lực từ {0}",
    "doc.links": "Điều khoản liên quan theo nguồn",
    "doc.table": "Bảng trong văn bản",
    "doc.away": "Danh mục biết văn bản này, nhưng trong máy chưa có lời văn.",
    "doc.add": "Cách thêm văn bản vào máy",
    "doc.add.codified": "Từ Bộ pháp điển điện tử đã tải về:",
    "doc.add.fetch": "Từ cổng chính thức, nếu máy có mạng:",
    "doc.add.file": "Từ tệp anh chị có sẵn (PDF, DOCX, HTML, văn bản thuần):",
    "doc.none": "Không có văn bản này",
    "doc.none.hint": (
        "Trong máy và trong danh mục đều không có số hiệu này. "
        "Anh chị xem lại số hiệu, hoặc tìm trong danh sách."
    ),
    "doc.wait": "Trợ lý đang chuẩn bị dữ liệu",
    "doc.wait.hint": "Trang sẽ tự mở lại sau vài giây.",
    "doc.failed": "Chưa mở được văn bản",
    "doc.failed.hint": "Trợ lý chưa sẵn sàng. Người quản trị xem nguyên nhân tại /readyz.",
    "relation.amended_by": "Được sửa đổi, bổ sung bởi",
    "relation.repealed_by": "Bị bãi bỏ bởi",
    "relation.replaced_by": "Được thay thế bởi",
    "relation.consolidated_in": "Được hợp nhất trong",
    "relation.guided_by": "Được hướng dẫn bởi",
    "relation.amends": "Sửa đổi, bổ sung",
    "relation.repeals": "Bãi bỏ",
    "relation.replaces": "Thay thế",
    "relation.guides": "Hướng dẫn",
    "relation.based_on": "Căn cứ",
    "relation.basis_of": "Là căn cứ của",
    "relation.consolidates": "Hợp nhất",
    "relation.related": "Liên quan",
}
