"""Duties over HTTP: the register as JSON, as a page, and as files to hand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.register import agenda
from assistant.register.book import Register
from assistant.register.duty import Duty
from assistant.register.query import selected
from assistant.register.tables import Link, duty_table
from assistant.web.body import Refusal
from assistant.web.conversations.routes import Route
from assistant.web.framing import attachment, sheet
from assistant.web.guard import refused
from assistant.web.markup import Html, tag, text
from assistant.web.policies.routes import PART
from assistant.web.tasks.as_json import tasks_json
from assistant.web.tasks.ledger import HEADERS, Ledger, shell, waiting
from assistant.web.tasks.page import parts
from assistant.web.tasks.query import Asked, described, read_asked
from assistant.web.tasks.wording import says
from knowledge.standing_words import written

NAME = "nhiem-vu"

Work = Callable[[Register, Asked], Response]


class Tasks:
    """The endpoints."""

    def __init__(self, ledger: Ledger, workers: CapacityLimiter) -> None:
        self._ledger = ledger
        self._workers = workers

    def routes(self) -> Iterator[Route]:
        """The addresses for programs; the page is apart."""
        yield Route(
            "GET", "/api/tasks", self.listed, "Nhiệm vụ: ai chủ trì, phối hợp, sản phẩm, bao giờ", described()
        )
        yield Route("GET", "/tasks.xlsx", self.xlsx, "Nhiệm vụ đã lọc, tệp Excel", described())
        yield Route("GET", "/tasks.csv", self.csv, "Nhiệm vụ đã lọc, tệp CSV", described())
        yield Route("GET", "/tasks.ics", self.ics, "Nhiệm vụ có ngày hoặc năm, tệp lịch", described())

    async def listed(self, request: Request) -> Response:
        """Lời như in trong văn bản; cơ quan kèm tên hiện nay; thời gian tính tại ngày `on`."""
        return await self._done(request, lambda register, asked: JSONResponse(tasks_json(register, asked)))

    async def xlsx(self, request: Request) -> Response:
        """Một dòng một nhiệm vụ; không ô nào là công thức."""
        link = self._ledger.link(request)

        def work(register: Register, asked: Asked) -> Response:
            table = duty_table(_found(register, asked), register.offices, link, _note(asked))
            return sheet(table, _name(asked), "xlsx")

        return await self._done(request, work)

    async def csv(self, request: Request) -> Response:
        """Như tệp Excel, chữ UTF-8, ngăn bằng dấu phẩy."""
        link = self._ledger.link(request)

        def work(register: Register, asked: Asked) -> Response:
            table = duty_table(_found(register, asked), register.offices, link)
            return sheet(table, _name(asked), "csv")

        return await self._done(request, work)

    async def ics(self, request: Request) -> Response:
        """Mỗi hạn có ngày hoặc năm là một sự kiện cả ngày, hạn hằng năm thì lặp lại; nhắc trước 14 ngày."""
        link = self._ledger.link(request)
        return await self._done(request, lambda register, asked: _calendar(register, asked, link))

    async def page(self, request: Request) -> Response:
        """The page, or with the header X-Part only what stands in it."""
        return await to_thread.run_sync(self._page, request, limiter=self._workers)

    def _page(self, request: Request) -> Response:
        register = self._ledger.register()
        if isinstance(register, Refusal):
            return waiting("tasks", register)
        asked = read_asked(request.query_params, register, date.today())
        if isinstance(asked, Refusal):
            return shell("tasks", _fault(asked), status=asked.status)
        html = parts(register, asked, self._ledger.shelf())
        if PART in request.headers:
            return HTMLResponse(html, headers={**HEADERS, "Cache-Control": "no-store"})
        return shell("tasks", html)

    async def _done(self, request: Request, work: Work) -> Response:
        def worked() -> Response:
            register = self._ledger.register()
            if isinstance(register, Refusal):
                return refused(register)
            asked = read_asked(request.query_params, register, date.today())
            return refused(asked) if isinstance(asked, Refusal) else work(register, asked)

        return await to_thread.run_sync(worked, limiter=self._workers)


def _found(register: Register, asked: Asked) -> tuple[Duty, ...]:
    return selected(register.duties, asked.query, register.offices)


def _calendar(register: Register, asked: Asked, link: Link) -> Response:
    found = agenda.calendar_of(_found(register, asked), register.offices, link, asked.on)
    return Response(found, media_type=agenda.KIND, headers=attachment(f"{_name(asked)}.ics"))


def _name(asked: Asked) -> str:
    return f"{NAME}-{asked.query.office.id}" if asked.query.office else NAME


def _note(asked: Asked) -> str:
    """What the table holds, for the head of a printed sheet."""
    given = "; ".join(f"{name}: {value}" for name, value in asked.given)
    return f"Lọc: {given or 'tất cả'}. Lập ngày {written(asked.on)}"


def _fault(refusal: Refusal) -> Html:
    said = tag("p", "tasks-fault", text(refusal.detail), {"role": "alert", "lang": "vi"})
    clear = says("a", "primary", "tasks.clear", marks={"href": "tasks"})
    return tag("section", "tasks-wait", said + clear, {"id": "found"})
