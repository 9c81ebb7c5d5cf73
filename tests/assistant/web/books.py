"""A few documents of our own making, for the list and the page of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.document import Document, Link, Meta, NodeKind, Remark
from tests.assistant.web.fakes import PLAN, FakeBackend, Sketch, build

_K = NodeKind
HOSTILE_TITLE = 'Nghị định thử <b>"đậm"</b>'


def _article(number: int, *clauses: str) -> Sketch:
    place = f"Điều {number}"
    below = tuple(
        Sketch(_K.CLAUSE, f"dieu_{number}.khoan_{count}", f"{place} khoản {count}", f"{count}. {words}")
        for count, words in enumerate(clauses, start=1)
    )
    return Sketch(_K.ARTICLE, f"dieu_{number}", place, f"{place}. Tên của điều {number}", below)


def _chapter(label: str, *articles: Sketch) -> Sketch:
    return Sketch(
        _K.CHAPTER, f"chuong_{label.lower()}", f"Chương {label}", f"Chương {label}. Tên chương", articles
    )


# The number is one that the catalogue knows; the words are not those of the decree.
DECREE = replace(
    build(
        "45/2021/NĐ-CP",
        HOSTILE_TITLE,
        (
            _chapter(
                "I",
                _article(1, "Theo khoản 2 Điều 15 Nghị định này.", "Theo Thông tư số 09/2019/TT-BKHĐT."),
                _article(2, "Theo Kế hoạch số 127/KH-UBND <script>window.hacked=1</script>."),
            ),
            _chapter("II", _article(15, "Lời thử thứ nhất.", "Lời thử thứ hai về QUỸ hỗ trợ.")),
            _chapter("III", *(_article(n, "Câu thử.", "Câu thử khác.") for n in range(16, 40))),
        ),
    ),
    meta=Meta("Nghị định", "Chính phủ", "2021-03-31", "2021-05-15", "https://example.vn/a", "", "phapdien"),
    remarks=(
        Remark(
            "dieu_1",
            "(Điều 1 văn bản thử)",
            "2021-05-15",
            (Link("related", "127/KH-UBND", "iii.2.12"), Link("amended_by", "104/2022/NĐ-CP", "dieu_13")),
        ),
    ),
)
DIGEST = replace(
    build("17/2023/QH15", "Luật thử", (_article(1, "Tóm lại một ý."),)),
    meta=Meta(kind="Luật", source="digest", verbatim=False),
)
OWN = replace(build("ghi-chep", "Ghi chép của Trợ lý", (_article(1, "Một ý."),)), meta=Meta(verbatim=False))


@dataclass(slots=True)
class Library(FakeBackend):
    """A backend with several documents."""

    held: Sequence[Document] = field(default=(PLAN, DECREE, DIGEST, OWN))

    def documents(self) -> Sequence[Document]:
        return self.held

    def document(self, number_or_slug: str) -> Document | None:
        return next((one for one in self.held if number_or_slug in (one.number, one.slug)), None)
