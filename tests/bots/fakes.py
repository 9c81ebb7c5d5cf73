"""An assistant whose answers are known beforehand, and a guide with three questions."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence

from assistant.answer import (
    Answer,
    Citation,
    Claim,
    ClaimVerified,
    Event,
    Finished,
    Message,
    Note,
    Status,
    Validity,
)
from bots.policies import Choice, Finding, Question, Understood, Walk
from knowledge.errors import LibraryError, QuestionError
from knowledge.text import strip_accents

PLAN = "127/KH-UBND"


def citation(id: str, quote: str, place: str = "Mục III.2.12", **more: object) -> Citation:
    given = {"document": PLAN, "verbatim": True, "validity": None} | more
    return Citation(
        id=id,
        document=str(given["document"]),
        title="Kế hoạch phát triển kinh tế tập thể",
        locator=place,
        anchor="iii.2.12",
        headings=("III. Nhiệm vụ",),
        quote=quote,
        start=0,
        end=len(quote),
        verbatim=bool(given["verbatim"]),
        validity=given["validity"],  # type: ignore[arg-type]
    )


TAX = Answer(
    Status.ANSWERED,
    "Kế hoạch giao việc cho **Cục Thuế tỉnh** tại Mục III.2.12. [1]\n\n- Hướng dẫn kê khai thuế. [1][2]",
    (Claim("Kế hoạch giao việc cho **Cục Thuế tỉnh** tại Mục III.2.12.", ("1",)),),
    (
        citation("1", "Cục Thuế tỉnh: Hướng dẫn hợp tác xã kê khai thuế."),
        citation("2", "Hướng dẫn kê khai\tCục Thuế tỉnh\tCác Sở", "Phụ lục, phần II, mục 12"),
    ),
    (Note("succession", "Cục Thuế tỉnh: từ 01/3/2025, việc này do Thuế tỉnh đảm nhiệm."),),
    ("Ai phối hợp?", "Khi nào phải xong?"),
)
LONG = Answer(
    Status.ANSWERED,
    "Kế hoạch viện dẫn 60 văn bản: [1]\n\n"
    + "\n".join(f"- Văn bản số {n} được nhắc ở một chỗ khá dài của kế hoạch. [{n}]" for n in range(1, 61)),
    (),
    tuple(citation(str(n), f"văn bản số {n}", f"Mục {n}") for n in range(1, 61)),
)
DIGEST = Answer(
    Status.ANSWERED,
    "Hợp tác xã được hỗ trợ vay vốn. [1]",
    (),
    (
        citation(
            "1",
            "Quỹ cho vay đầu tư",
            "Điều 9",
            document="45/2021/NĐ-CP",
            verbatim=False,
            validity=Validity(
                "in_force", "2026-11-22", "Nghị định 45/2021/NĐ-CP đang có hiệu lực.", "Công báo"
            ),
        ),
    ),
)
HUGE = Answer(
    Status.ANSWERED,
    "Điều này rất dài. [1]",
    (),
    (citation("1", "Câu nguyên văn khá dài của điều luật. " * 300),),
)
LAW = Answer(
    Status.ANSWERED,
    "Luật nói vậy. [1]",
    (),
    (citation("1", "lời của luật", "Điều 1", document="23/2012/QH13"),),
)
NOT_FOUND = Answer(
    Status.NOT_IN_SOURCES,
    "Tôi không tìm thấy câu trả lời trong kế hoạch.",
    closest=(citation("1", "Chỗ gần nhất ghi thế này"),),
    suggestions=("Ai ký kế hoạch?",),
)
MARKED = Answer(
    Status.ANSWERED,
    'Chữ <b>lạ</i> & "khác" <script> 5 < 6 **đậm < nữa** &amp; hết. [1]',
    (),
    (citation("1", "<a href=x>&"),),
)
MANY = Answer(
    Status.ANSWERED,
    "Mười lăm chỗ nói vậy. " + "".join(f"[{n}]" for n in range(1, 16)),
    (),
    tuple(citation(str(n), f"chỗ {n}") for n in range(1, 16)),
)
TWO = Answer(
    Status.ANSWERED,
    "Hai văn bản nói vậy. [1][2]",
    (),
    (
        citation("1", "lời của nghị định", "Điều 9", document="45/2021/NĐ-CP"),
        citation("2", "lời của kế hoạch"),
    ),
)
TASK = Answer(
    Status.ANSWERED,
    "- Hoàn thiện Đề án. Chủ trì: Liên minh. Phối hợp: Các Sở. [1]",
    (),
    (citation("1", "Hoàn thiện Đề án"),),
)
CANNED = {
    "hai nguon": TWO,
    "mot viec": TASK,
    "muoi lam": MANY,
    "thue": TAX,
    "van ban": LONG,
    "vay von": DIGEST,
    "dai": HUGE,
    "luat cu": LAW,
    "gia vang": NOT_FOUND,
    "the html": MARKED,
    "tui la": Answer(Status.BLOCKED_PERSONAL_DATA, "Xin đừng gửi số riêng."),
    "xin chao": Answer(Status.GREETING, "Xin chào bà con, anh chị!"),
}


class FakeBackend:
    """Answers by a word of the question; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Message] = []
        self.gate = threading.Event()
        self.gate.set()

    def stream(self, message: Message) -> Iterator[Event]:
        self.asked.append(message)
        answer = self._answer(message)
        for claim in answer.claims:
            yield ClaimVerified(claim, ())
        yield Finished(answer)

    def _answer(self, message: Message) -> Answer:
        text = strip_accents(message.text).lower()
        if not any(character.isalnum() for character in text):
            raise QuestionError("Câu hỏi đang trống; hãy nhập câu hỏi rồi gửi lại.")
        if "mat chi muc" in text:
            raise LibraryError("chưa có chỉ mục")
        if "hong" in text.split():
            raise RuntimeError("a fault nobody foresaw")
        if "cham" in text.split():
            assert self.gate.wait(20), "nobody opened the gate"
        for word, answer in CANNED.items():
            if word in text:
                return answer
        before = [turn.text for turn in message.history if turn.role == "user"]
        said = f"Bạn hỏi «{message.text}»" + (f", trước đó «{before[-1]}»" if before else "")
        return Answer(Status.ANSWERED, f"{said}. [1]", (), (citation("1", "nguyên văn"),))


class SlowStream(FakeBackend):
    """Takes so many seconds for each of three claims."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    def stream(self, message: Message) -> Iterator[Event]:
        for n in range(3):
            time.sleep(self._seconds)
            yield ClaimVerified(Claim(f"Ý thứ {n + 1}.", ()), ())
        yield Finished(Answer(Status.ANSWERED, "Ý thứ 1. Ý thứ 2. Ý thứ 3."))


class FakeGuide:
    """Asks for the kind, the members and the needs, in this order."""

    def question(self, walk: Walk) -> Question | None:
        questions = (
            Question(
                "kind", "Bà con đang là gì?", (Choice("htx", "Hợp tác xã"), Choice("tht", "Tổ hợp tác"))
            ),
            Question(
                "members", "Có bao nhiêu thành viên?", (Choice("10", "Dưới 20"),), number=True, unit="người"
            ),
            Question(
                "needs", "Cần hỗ trợ gì?", (Choice("von", "Vay vốn"), Choice("dat", "Đất đai")), several=True
            ),
        )
        return questions[walk.asked] if walk.asked < len(questions) else None

    def findings(self, walk: Walk) -> Sequence[Finding]:
        said = "; ".join(f"{item.fact}={','.join(item.values) or '?'}" for item in walk.given)
        return (
            Finding("Hỗ trợ vay vốn", "đủ điều kiện", f"Theo **lời khai**: {said}.\n\nCăn cứ: Điều 9."),
            Finding("Hỗ trợ đất đai", "chưa rõ", "Chi tiết. " * 600),
        )

    def understood(self, walk: Walk) -> Sequence[Understood]:
        """The sentence as it is, and that its land is assumed until somebody takes that back."""
        if not walk.text:
            return ()
        taken_back = any(item.fact == "land" for item in walk.given)
        assumed = () if taken_back else (Understood("land", "Đất: có", "ai cũng có"),)
        return (Understood("text", f"Câu: {walk.text}"), *assumed)

    def misfits(self, walk: Walk) -> Sequence[str]:
        return ("Số thành viên ít quá.",) if any("1" in item.values for item in walk.given) else ()
