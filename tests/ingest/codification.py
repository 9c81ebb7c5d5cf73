"""Pages of a codification in our own words, laid out as the real ones are."""

from __future__ import annotations

from dataclasses import dataclass

DATABASE = "http://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID="


@dataclass(frozen=True, slots=True)
class Art:
    """One article of a page; `note` and `related` are markup."""

    code: str
    title: str
    note: str
    body: str
    related: str = ""


def note(label: str, instrument: str, item: str, more: str = "", day: str = "15/05/2091") -> str:
    """The note below a title, as a link to the database."""
    words = f"(Điều {label} {instrument}, có hiệu lực thi hành kể từ ngày {day}{more})"
    return f"<a href='{DATABASE}{item}#Chuong_I_Dieu_{label}' target='_blank'>{words}</a>"


def inside(code: str, title: str) -> str:
    """A link to another article of the codification."""
    return f"<a href='#' onclick=\"ViewNoiDungPhapDien('1'); return false;\">Điều {code}. {title}</a>"


def page(topic: str, title: str, *parts: Art | str) -> str:
    """A topic page; a plain string is a heading (`Chương I`, then its title)."""
    body = "".join(_part(part) for part in parts)
    return (
        "\ufeff<link href='../lib/css/style.css' rel='stylesheet' type='text/css' />\n"
        f"<h3 style='text-align: center'>\n    Đề mục {topic}\n    <br />\n    {title}\n</h3>\n"
        f"<p style='display: none'>(Xem danh mục)</p><div class='_content'>{body}</div>\n"
    )


def _part(part: Art | str) -> str:
    if isinstance(part, str):
        return f"<p class='pChuong'>{part}</p>"
    noted = f"<p class='pGhiChu'>{part.note}</p>" if part.note else ""
    related = (
        f"<p class='pChiDan'>(Điều này có nội dung liên quan đến {part.related})</p>" if part.related else ""
    )
    return (
        f"<p class='pDieu'><a name='1'></a>Điều {part.code}. {part.title}</p>{noted}"
        f"<p class='pNoiDung'>{part.body}</p>{related}"
    )


LAW = "Luật số 7/2090/QH30"
DECREE = "Nghị định số 99/2091/NĐ-CP"

BEES = page(
    "12.4",
    "Nuôi ong",
    "<a name='1'></a>Chương I",
    "QUY ĐỊNH CHUNG",
    Art(
        "12.4.LQ.1",
        "Phạm vi",
        note("1", f"{LAW} Luật Nuôi ong ngày 20/06/2090 của Quốc hội", "70", day="01/01/2091"),
        "<p>Luật này nói về đàn ong &amp; người nuôi.</p>\n\n<p>1. Ong n&#7897;i.</p>\n<p>a) Ong thợ;</p>",
        f"{inside('12.4.NĐ.1.2', 'Điều kiện')}; {inside('12.4.NĐ.1.1', 'Phạm vi')}",
    ),
    Art(
        "12.4.NĐ.1.1",
        "Phạm vi",
        note("1", f"{DECREE} Về thùng ong ngày 31/03/2091 của Chính phủ", "99"),
        "<p>Nghị định này nói về thùng ong.</p>",
    ),
    "Chương II",
    "CHÍNH SÁCH",
    Art(
        "12.4.LQ.2",
        "Hỗ trợ",
        note(
            "2",
            LAW,
            "70",
            ", có nội dung được sửa đổi, có nội dung được bổ sung bởi khoản 3 Điều 1 Luật số 8/2095/QH31 có "
            "hiệu lực thi hành kể từ ngày 01/07/2095",
            day="01/01/2091",
        ),
        "<p>Người nuôi ong được hỗ trợ thùng.</p>",
        f"<a href='{DATABASE}55#Dieu_4' target='_blank'>Điều 4. Mức chi của Thông tư 5/2092/TT-BTC Về mức "
        "chi ban hành ngày 01/02/2092</a>",
    ),
    Art(
        "12.4.NĐ.1.2",
        "Điều kiện",
        note("2", DECREE, "99"),
        "<p>Kích thước thùng:</p><table><tr><td>Loại</td><td>Dài</td><td>Rộng</td></tr>"
        "<tr><td><p>Nhỏ</p></td><td>40</td><td>30</td></tr><tr><td>Lớn</td><td>60</td><td>45</td></tr></table>"
        "<script>alert('x')</script><p>2. Thùng phải khô.",
    ),
    Art("12.4.NĐ.1.3", "Hiệu lực", "", "<p>Từ ngày mai."),
)
"""Two instruments in one page: a law of two articles, a decree of three, the last without its note."""
