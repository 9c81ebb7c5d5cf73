"""Pages of the national database in our own words, laid out as the stored ones are."""

from __future__ import annotations

NUMBER, ITEM = "7/2091/NĐ-CP", "77"

TEXT = (
    '<p align="CENTER"><b>NGHỊ ĐỊNH</b></p><p align="CENTER"><b>VỀ TỔ ONG</b></p>'
    "<p><b>Điều 1. Phạm vi</b></p><p>1. T&#7893; ong treo.</p><p>a) Tổ nhỏ;</p>"
    "<p>Điều 2. Hiệu lực</p><p>Từ ngày mai.</p>"
)


def _page(kind: str, content: str, number: str, item: str, status: str) -> str:
    return (
        '<!DOCTYPE html><html><head><script>var ItemID = "x";</script></head><body>'
        f'<form method="post" action="./vbpq-{kind}.aspx?dvid=13&amp;ItemID={item}">'
        '<div class="box-map"><ul><li><a href="/">CSDL</a></li>'
        f'<li><a href=""> Nghị định {number}</a><span></span></li></ul></div>'
        f'<div class="vbInfo"><ul><li class="red"><span>Hiệu lực: </span>{status}</li>'
        '<li class="green"><span>Ngày có hiệu lực: </span>01/02/2092</li></ul></div>'
        f"{content}</form></body></html>"
        "<!-- Rendered using cache profile:Public at: 2095-02-08T07:07:38 -->"
    )


def full_page(number: str = NUMBER, item: str = ITEM, text: str = TEXT) -> str:
    """The full text."""
    content = f'<div class="toanvancontent" id="toanvancontent">{text}</div>'
    return _page("toanvan", content, number, item, "Còn hiệu lực")


def properties_page(number: str = NUMBER, item: str = ITEM) -> str:
    """The properties."""
    rows = (
        '<tr><td colspan="4" class="title"> Về tổ ong </td></tr>'
        f'<tr><td class="label">Số ký hiệu</td><td>{number}</td>'
        '<td class="label">Ngày ban hành</td><td>30/12/2091</td></tr>'
        '<tr><td class="label">Loại văn bản</td><td><a href="#">Nghị định</a></td>'
        '<td class="label">Ngày có hiệu lực</td><td>01/02/2092</td></tr>'
        '<tr><td class="label">Cơ quan ban hành/ Chức danh / Người ký</td><td>Chính phủ</td>'
        "<td>Thủ tướng</td></tr>"
    )
    content = f'<div class="vbProperties"><table><tbody>{rows}</tbody></table></div>'
    return _page("thuoctinh", content, number, item, "Hết hiệu lực một phần")


def history_page() -> str:
    """The history: issued, in force, amended by another."""
    rows = "".join(
        f'<tr class="odd"><td>{day}</td><td>{event}</td><td><a href="#">{source}</a></td><td>{part}</td></tr>'
        for day, event, source, part in (
            ("30/12/2091", "Văn bản được ban hành", NUMBER, ""),
            ("01/02/2092", "Văn bản có hiệu lực", NUMBER, ""),
            ("03/04/2094", "Bị sửa đổi 1 phần", "9/2094/NĐ-CP", "Điều 2"),
        )
    )
    title = f'<tr><td colspan="4" class="title">Lịch sử hiệu lực: Nghị định {NUMBER}</td></tr>'
    content = f'<div class="vbProperties"><table><tbody>{title}{rows}</tbody></table></div>'
    return _page("lichsu", content, NUMBER, ITEM, "Hết hiệu lực một phần")


def related_page() -> str:
    """Related instruments under three labels."""
    groups = "".join(
        f'<tr><td class="label">{label}</td><td><ul class="listVB"><li><div class="item">'
        f'<p class="title"><a href="#">{title}</a></p></div></li></ul></td></tr>'
        for label, title in (
            ("Văn bản được hướng dẫn", "Luật 7/2090/QH30 Luật Nuôi ong"),
            ("Văn bản hướng dẫn", "Thông tư 5/2092/TT-BTC Về phí"),
            ("Văn bản được sửa đổi", "Nghị định 1/2080/NĐ-CP Về ong"),
            ("Văn bản căn cứ", "Hiến pháp Không số Hiến pháp"),
        )
    )
    content = f'<div class="vbLienQuan"><table><tbody>{groups}</tbody></table></div>'
    return _page("vanbanlienquan", content, NUMBER, ITEM, "Hết hiệu lực một phần")
