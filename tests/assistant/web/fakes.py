"""A small backend that answers from a small document, for the service and the page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.answer import (
    Answer,
    Citation,
    Claim,
    ClaimVerified,
    Event,
    Finished,
    Message,
    ModelUse,
    Note,
    Outcome,
    Status,
    Step,
    StepStarted,
    Trace,
    Validity,
)
from knowledge.document import Document, Node, NodeKind, Span
from knowledge.errors import LibraryCorrupt, QuestionError
from knowledge.facts import Facts

STEPS = ("screen", "understand", "retrieve", "compose", "verify", "annotate", "suggest")


@dataclass(frozen=True, slots=True)
class Sketch:
    """A unit before it has offsets."""

    kind: NodeKind
    anchor: str
    place: str
    text: str
    children: tuple[Sketch, ...] = ()


def build(number: str, title: str, sketches: Sequence[Sketch]) -> Document:
    """A document whose canonical text is the units' texts, one a line; rows keep their tabs."""
    lines: list[str] = []
    children = tuple(_node(sketch, lines) for sketch in sketches)
    text = "".join(f"{line}\n" for line in lines)
    root = Node(NodeKind.DOCUMENT, "", number, "", Span(0, 0), 0, len(text), children)
    return Document(number, title, text, root, "0" * 64)


def _node(sketch: Sketch, lines: list[str]) -> Node:
    start = sum(len(line) + 1 for line in lines)
    lines.append(sketch.text)
    head = Span(start, start + len(sketch.text))
    children = tuple(_node(child, lines) for child in sketch.children)
    end = children[-1].end if children else head.end
    cells = _cells(sketch.text, start) if sketch.kind in (NodeKind.ROW, NodeKind.TABLE_HEAD) else ()
    label = sketch.text.split()[0]
    return Node(sketch.kind, sketch.anchor, sketch.place, label, head, start, end, children, cells)


def _cells(text: str, start: int) -> tuple[Span, ...]:
    spans = []
    for cell in text.split("\t"):
        spans.append(Span(start, start + len(cell)))
        start += len(cell) + 1
    return tuple(spans)


DUTY = (
    "2.12. Cục Thuế tỉnh chủ trì, phối hợp với Sở Tài chính và UBND các huyện, thành phố: Triển khai thực "
    "hiện hiệu quả các chính sách thuế; phổ biến, tập huấn các chính sách, pháp luật mới về thuế, hỗ trợ, "
    "hướng dẫn các hợp tác xã, Liên hiệp hợp tác xã về thủ tục khai thuế, nộp thuế và quyết toán thuế."
)
COLUMNS = (
    "TT",
    "Nhiệm vụ",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Sản phẩm hoàn thành",
    "Thời gian hoàn thành",
    "Ghi chú",
)
FUND = (
    "12",
    "Hoàn thiện Đề án chuyển đổi mô hình hoạt động của Quỹ hỗ trợ phát triển hợp tác xã tỉnh",
    "Liên minh Hợp tác xã tỉnh",
    "Các Sở, Ban, ngành; UBND các huyện, thành phố",
    "Quyết định của UBND tỉnh",
    "Năm 2023",
    "",
)
TAXES = (
    "13",
    "Tổ chức tuyên truyền, tập huấn các chính sách pháp luật về tài chính, chính sách thuế mới",
    "Cục Thuế tỉnh",
    "Sở Tài chính, UBND các huyện, thành phố",
    "Báo cáo, Kế hoạch tổ chức tập huấn các chính sách",
    "Hàng năm",
    "",
)
BEYOND = "Ký tự 🌱 này dài hơn một đơn vị trong trình duyệt: mọi vị trí sau nó vẫn phải đúng."
HOSTILE = (
    '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> [1](javascript:window.hacked=1)'
)

_K = NodeKind
_FILLER = tuple(
    Sketch(
        _K.ITEM,
        f"iii.2.{n}",
        f"Mục III.2.{n}",
        f"2.{n}. Cơ quan thứ {n} chủ trì, phối hợp với các Sở, Ban, ngành và UBND các huyện, thành phố:",
        tuple(
            Sketch(
                _K.BULLET,
                f"iii.2.{n}.{b}",
                f"Mục III.2.{n}, gạch đầu dòng {b}",
                "- Triển khai các chính sách hỗ trợ phát triển kinh tế tập thể, hợp tác xã phù hợp với "
                "tình hình thực tiễn của địa phương; đôn đốc, kiểm tra việc thực hiện.",
            )
            for b in (1, 2, 3)
        ),
    )
    for n in range(1, 12)
)
PLAN = build(
    "127/KH-UBND",
    "Kế hoạch thực hiện Nghị quyết số 09/NQ-CP về phát triển kinh tế tập thể",
    (
        Sketch(_K.HEADER, "dau", "Phần đầu", "Số: 127/KH-UBND"),
        Sketch(_K.TITLE, "ten", "Tên văn bản", "KẾ HOẠCH"),
        Sketch(_K.PARAGRAPH, "mo_dau", "Phần mở đầu", BEYOND),
        Sketch(
            _K.PART,
            "iii",
            "Mục III",
            "III. NHIỆM VỤ VÀ GIẢI PHÁP",
            (
                Sketch(
                    _K.SECTION,
                    "iii.2",
                    "Mục III.2",
                    "2. Tiếp tục đổi mới, hoàn thiện cơ chế, chính sách của địa phương",
                    (*_FILLER, Sketch(_K.ITEM, "iii.2.12", "Mục III.2.12", DUTY)),
                ),
            ),
        ),
        Sketch(_K.PARAGRAPH, "xau", "Đoạn thử", HOSTILE),
        Sketch(
            _K.ANNEX,
            "pl",
            "Phụ lục",
            "PHỤ LỤC",
            (
                Sketch(_K.TABLE_HEAD, "pl.cot", "Phụ lục, tên cột", "\t".join(COLUMNS)),
                Sketch(
                    _K.ROW_GROUP,
                    "pl.ii",
                    "Phụ lục, phần II",
                    "II. Tiếp tục đổi mới, hoàn thiện cơ chế, chính sách của địa phương",
                    (
                        Sketch(_K.ROW, "pl.ii.12", "Phụ lục, phần II, mục 12", "\t".join(FUND)),
                        Sketch(_K.ROW, "pl.ii.13", "Phụ lục, phần II, mục 13", "\t".join(TAXES)),
                    ),
                ),
            ),
        ),
    ),
)


def cite(id: str, anchor: str, validity: Validity | None = None) -> Citation:
    """A citation of a whole unit of the plan."""
    node = PLAN.node(anchor)
    assert node is not None
    heads = tuple(above.head.of(PLAN.text) for above in PLAN.path(anchor)[1:-1])
    quote = node.head.of(PLAN.text).strip()
    start = node.head.start
    return Citation(
        id,
        PLAN.number,
        PLAN.title,
        node.place,
        anchor,
        heads,
        quote,
        start,
        start + len(quote),
        True,
        validity,
    )


def _answered() -> Answer:
    claims = (
        Claim(
            "**Cục Thuế tỉnh** chủ trì, phối hợp với Sở Tài chính và UBND các huyện, thành phố: triển khai "
            "các chính sách thuế; phổ biến pháp luật mới về thuế; hướng dẫn khai thuế, nộp thuế. [1]",
            ("1",),
        ),
        Claim("Tổ chức tuyên truyền, tập huấn chính sách thuế mới. Sản phẩm: *Báo cáo*. [2]", ("2",)),
    )
    text = "Cục Thuế tỉnh có hai nhiệm vụ:\n\n" + "\n".join(f"- {claim.text}" for claim in claims)
    citations = (cite("1", "iii.2.12", Validity("in_force", "2026-11-22")), cite("2", "pl.ii.13"))
    notes = (Note("source_defect", "Phụ lục ghi ngày 06/3/2023, phần đầu ghi ngày 07/3/2023."),)
    ahead = ("Hạn báo cáo hằng năm là ngày nào?", "Ai ký kế hoạch?")
    steps = tuple(Step(name, 1.5) for name in STEPS)
    return Answer(Status.ANSWERED, text, claims, citations, notes, ahead, (), Trace(steps, "extractive"))


def _reworded() -> Answer:
    """An answer of which a language model worded one claim of two; one more could not be proven."""
    use = ModelUse(1, 900, 80, outcome=Outcome.REWORDED, shown=1, dropped=1)
    plain = _answered()
    return replace(plain, trace=replace(plain.trace, model="openai:m", use=use))


def _missing() -> Answer:
    return Answer(
        Status.NOT_IN_SOURCES,
        "Các văn bản hiện có không nêu điều này. Anh chị có thể hỏi Liên minh Hợp tác xã tỉnh.",
        closest=(cite("1", "iii.2.3"), cite("2", "pl.ii.12")),
        suggestions=("Cục Thuế tỉnh phải làm gì?",),
    )


def _hostile() -> Answer:
    claim = Claim(f"{HOSTILE} [1]", ("1",))
    return Answer(Status.ANSWERED, claim.text, (claim,), (cite("1", "xau"),), suggestions=(HOSTILE,))


def _digest() -> Answer:
    told = Validity("replaced", "2026-11-22", "Kế hoạch thử đã được thay bằng kế hoạch khác.")
    notes = (Note("validity", told.note), Note("digest", "Đoạn này là tóm tắt."))
    cited = replace(cite("1", "iii.2.12", told), verbatim=False)
    claim = Claim("Cục Thuế tỉnh hướng dẫn khai thuế. [1]", ("1",))
    return Answer(Status.ANSWERED, claim.text, (claim,), (cited,), notes)


@dataclass(slots=True)
class FakeBackend:
    """Answers by a word of the question; remembers what it was asked.

    `pause` is called before each step, so that a test can hold a pipeline up.
    """

    pause: Callable[[], object] = lambda: None
    asked: list[Message] = field(default_factory=list)
    faults: int = 0
    closed: bool = False
    report: Mapping[str, Any] | None = None

    def stream(self, message: Message) -> Iterator[Event]:
        self.asked.append(message)
        try:
            yield from self._events(message.text.lower())
        finally:
            self.closed = True

    def _events(self, question: str) -> Iterator[Event]:
        if "không đọc được" in question:
            raise QuestionError("Câu hỏi không đọc được.")
        for name in STEPS:
            self.pause()
            yield StepStarted(name)
            if name == "retrieve" and "hỏng" in question:
                raise LibraryCorrupt("the index is damaged: run ingest build")
            if name == "retrieve" and "lỗi" in question and self.faults > 0:
                self.faults -= 1
                raise ZeroDivisionError("secret detail")
        if "im lặng" in question:
            return
        if "tóm tắt" in question:
            yield Finished(_digest())
            return
        if "mô hình" in question:
            yield Finished(_reworded())
            return
        answer = _hostile() if "<" in question else _missing() if "cà phê" in question else _answered()
        for claim in answer.claims:
            self.pause()
            wanted = tuple(citation for citation in answer.citations if citation.id in claim.citations)
            yield ClaimVerified(claim, wanted)
        yield Finished(answer)

    def documents(self) -> Sequence[Document]:
        return (PLAN,)

    def document(self, number_or_slug: str) -> Document | None:
        return PLAN if number_or_slug in (PLAN.number, PLAN.slug) else None

    def facts(self, number: str) -> Facts:
        return Facts()

    def suggestions(self) -> Sequence[str]:
        return (
            "Cục Thuế tỉnh phải làm gì?",
            "Đến năm 2030 có bao nhiêu hợp tác xã?",
            "Sản phẩm của nhiệm vụ chuyển đổi số là gì?",
            "Hạn báo cáo hằng năm là ngày nào, gửi ai?",
        )

    def model_report(self) -> Mapping[str, Any] | None:
        return self.report


def slow(seconds: float) -> Callable[[], object]:
    """A pause of some seconds."""
    return lambda: time.sleep(seconds)
