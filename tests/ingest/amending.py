"""Amending texts in our own words, about bees, ponds and boats: no real instrument."""

from __future__ import annotations

from ingest.parse import parse
from ingest.read import Source
from knowledge.document import Document

HEAD = """CHÍNH PHỦ

Số: 70/2095/NĐ-CP

Hà Nội, ngày 05 tháng 3 năm 2095

NGHỊ ĐỊNH

{title}

Căn cứ Luật Nuôi ong số 7/2090/QH30;

"""

AMENDING = (
    HEAD.format(title="Sửa đổi, bổ sung một số điều của Nghị định số 99/2091/NĐ-CP về thùng ong")
    + """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 99/2091/NĐ-CP ngày 02 tháng 02 năm \
2091 về thùng ong
1. Sửa đổi, bổ sung khoản 2 Điều 3 như sau:
“2. Mỗi hộ được giữ 40 thùng. Bãi bỏ Nghị định số 1/2080/NĐ-CP.”.
2. Bổ sung khoản 4 vào sau khoản 3 Điều 5 như sau:
“4. Thùng phải có nắp.”.
3. Sửa đổi, bổ sung Điều 6 như sau:
a) Sửa đổi, bổ sung khoản 1 như sau:
“1. Sơn màu xanh.”;
b) Bổ sung khoản 5 như sau:
“5. Không sơn trong mùa hoa.”.
4. Thay cụm từ “trại ong” bằng cụm từ “vườn ong” tại Điều 7 và khoản 1 Điều 8.
5. Bãi bỏ điểm a, b khoản 2 Điều 9 và Điều 10.
Điều 2. Bổ sung Điều 4a vào sau Điều 4 Nghị định số 55/2092/NĐ-CP về ao cá
“Điều 4a. Cá con
1. Thả cá con vào tháng tư.”.
Điều 3. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2095 và thay thế Nghị định số \
12/2089/NĐ-CP ngày 03 tháng 3 năm 2089 về mật ong, Nghị định số 13/2089/NĐ-CP ngày 04 tháng 3 năm \
2089 sửa đổi, bổ sung một số điều của Nghị định số 12/2089/NĐ-CP.
2. Kể từ ngày Nghị định này có hiệu lực thi hành, các văn bản sau đây hết hiệu lực:
a) Thông tư số 31/2088/TT-BNN ngày 01 tháng 01 năm 2088 hướng dẫn Nghị định số 11/2087/NĐ-CP;
b) Khoản 2, khoản 3 Điều 4; Điều 6 Thông tư số 32/2088/TT-BNN.
3. Luật Nuôi ong số 5/2070/QH20 hết hiệu lực kể từ ngày Nghị định này có hiệu lực, trừ quy định tại \
khoản 5 Điều 9 của Nghị định này.
4. Trường hợp các văn bản được dẫn chiếu tại Nghị định số 14/2089/NĐ-CP được sửa đổi, bổ sung hoặc \
thay thế thì áp dụng văn bản mới.
5. Nghị định số 15/2089/NĐ-CP (được sửa đổi, bổ sung bởi Nghị định số 16/2090/NĐ-CP) tiếp tục có \
hiệu lực cho đến khi có văn bản thay thế.
Nơi nhận:
- Bãi bỏ Nghị định số 2/2081/NĐ-CP;
"""
)


def parsed(text: str, name: str = "tep") -> Document:
    """The document of a text as it would lie in a file."""
    return parse(Source(name, text, "d1"))
