"""Standard answers over HTTP: those that stand, those whose sources changed, a new one, the end of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.conversations.model import moment
from assistant.office.desk import Office
from assistant.office.sources import Texts
from assistant.office.standard import Source, StandardAnswer, marks_in
from assistant.web.admin import wording as admin_wording
from assistant.web.admin.body import SourceBody, StandardBody
from assistant.web.admin.routes import PRIVATE, actor_of, body_of, done, signer_of
from assistant.web.body import Refusal
from assistant.web.conversations.routes import Route
from assistant.web.documents.shelf import Shelf, address_of
from assistant.web.guard import refused

ALL = "/api/admin/answers"


def texts_of(shelf: Shelf) -> Texts:
    """The texts that standard answers rest on."""
    return Texts(shelf.document, shelf.standing)


class AdminAnswers:
    """The endpoints. `shelf` gives the documents at hand, nothing while there are none yet."""

    def __init__(self, office: Office, shelf: Callable[[], Shelf | None]) -> None:
        self._office = office
        self._shelf = shelf

    def routes(self) -> Iterator[Route]:
        """Every address, for the service to serve."""
        yield Route("GET", ALL, self.listed, "Câu trả lời chuẩn: đang dùng, tạm ngừng, đã thôi")
        yield Route("POST", ALL, self.approve, "Duyệt một câu trả lời chuẩn")
        yield Route("DELETE", ALL + "/{id}", self.withdraw, "Thu hồi một câu trả lời chuẩn")
        yield Route("GET", "/api/admin/source", self.source, "Một chỗ trong văn bản, để làm căn cứ")

    async def listed(self) -> Response:
        """`faults` nói vì sao một câu tạm ngừng; câu không có lỗi nào thì đang dùng."""
        shelf = self._shelf()
        if shelf is None:
            return refused(_waiting())
        texts, today = texts_of(shelf), date.today()

        def work() -> Response:
            standing = [
                _told(one, texts) | {"faults": list(texts.faults(one, today))}
                for one in self._office.answers.standing()
            ]
            ended = [_told(one, texts) | {"faults": []} for one in self._office.answers.ended()]
            return JSONResponse({"standing": standing, "ended": ended}, headers=PRIVATE)

        return await done(work)

    async def approve(self, request: Request) -> Response:
        """Người duyệt là người đang đăng nhập; căn cứ được ghi cùng nguyên văn hôm nay."""
        body, shelf = await body_of(request, StandardBody), self._shelf()
        if isinstance(body, Refusal) or shelf is None:
            return refused(body if isinstance(body, Refusal) else _waiting())
        texts = texts_of(shelf)

        def work() -> Response | Refusal:
            sources = _sources(body.sources, texts)
            if isinstance(sources, Refusal):
                return sources
            if fault := self._unfit(body, len(sources)):
                return Refusal(422, fault)
            signer, actor = signer_of(request), actor_of(request)
            made = self._office.answers.approve(body.question, body.text, sources, signer, actor)
            self._office.standing.forget()
            return JSONResponse(_told(made, texts) | {"faults": []}, 201, PRIVATE)

        return await done(work)

    async def withdraw(self, request: Request, id: str) -> Response:
        """Câu hỏi ấy lại do trợ lý tự trả lời."""

        def work() -> Response | Refusal:
            if not self._office.answers.withdraw(id, actor_of(request)):
                return Refusal(404, admin_wording.NO_ANSWER)
            self._office.standing.forget()
            return Response(status_code=204, headers=PRIVATE)

        return await done(work)

    async def source(self, request: Request) -> Response:
        """`document` là số hiệu, `anchor` là nơi, ví dụ dieu_9.khoan_2."""
        shelf = self._shelf()
        if shelf is None:
            return refused(_waiting())
        asked = [request.query_params.get(name, "").strip()[:200] for name in ("document", "anchor")]
        found = texts_of(shelf).source(asked[0], asked[1], "", date.today())
        if found is None:
            told = admin_wording.UNKNOWN_SOURCE.format(place="", document=asked[0], anchor=asked[1])
            return refused(Refusal(404, told))
        return JSONResponse(_source(found, texts_of(shelf)), headers=PRIVATE)

    def _unfit(self, body: StandardBody, count: int) -> str:
        """Why an answer cannot be approved; empty for one that can."""
        marks = marks_in(body.text)
        known = [str(place) for place in range(1, count + 1)]
        if count == 0:
            return admin_wording.NO_SOURCE
        if unknown := next((mark for mark in marks if mark not in known), None):
            return admin_wording.MARK_WITHOUT_SOURCE.format(mark=unknown)
        if unused := next((mark for mark in known if mark not in marks), None):
            return admin_wording.SOURCE_WITHOUT_MARK.format(mark=unused)
        if self._office.personal(body.question) or self._office.personal(body.text):
            return admin_wording.PERSONAL
        return ""


def _waiting() -> Refusal:
    return Refusal(503, admin_wording.LOADING, (("Retry-After", "2"),))


def _sources(asked: Sequence[SourceBody], texts: Texts) -> list[Source] | Refusal:
    found: list[Source] = []
    for place, one in enumerate(asked, start=1):
        source = texts.source(one.document, one.anchor, one.quote, date.today())
        if source is None:
            told = admin_wording.UNKNOWN_SOURCE
            return Refusal(422, told.format(place=place, document=one.document, anchor=one.anchor))
        found.append(source)
    return found


def _told(answer: StandardAnswer, texts: Texts) -> dict[str, Any]:
    return {
        "id": answer.id,
        "question": answer.question,
        "text": answer.text,
        "who": answer.who,
        "account": answer.account,
        "approved": moment(answer.approved),
        "ended": moment(answer.ended) if answer.ended else None,
        "sources": [_source(source, texts) for source in answer.sources],
    }


def _source(source: Source, texts: Texts) -> dict[str, str]:
    found = texts.unit(source.document, source.anchor)
    return {
        "document": source.document,
        "anchor": source.anchor,
        "quote": source.quote,
        "status": source.status,
        "place": found[1].place if found else "",
        "now": found[0].text[found[1].start : found[1].end][:2000] if found else "",
        "url": f"documents/{address_of(source.document, source.anchor)}",
    }
