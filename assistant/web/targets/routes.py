"""Targets over HTTP: as JSON, as a page, and as files to hand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.register.book import Register
from assistant.register.tables import goal_table
from assistant.web.body import Refusal
from assistant.web.conversations.routes import Route
from assistant.web.framing import sheet
from assistant.web.guard import refused
from assistant.web.targets.page import parts
from assistant.web.tasks.as_json import targets_json
from assistant.web.tasks.ledger import Ledger, shell, waiting

NAME = "muc-tieu"


class Targets:
    """The endpoints."""

    def __init__(self, ledger: Ledger, workers: CapacityLimiter) -> None:
        self._ledger = ledger
        self._workers = workers

    def routes(self) -> Iterator[Route]:
        """The addresses for programs; the page is apart."""
        yield Route("GET", "/api/targets", self.listed, "Mục tiêu: chỉ tiêu, giá trị, năm, nguyên câu")
        yield Route("GET", "/targets.xlsx", self.xlsx, "Mục tiêu, tệp Excel")
        yield Route("GET", "/targets.csv", self.csv, "Mục tiêu, tệp CSV")

    async def listed(self) -> Response:
        """`targets` theo thứ tự trong văn bản; `rows` ghép những mục tiêu gần nhau của các mốc năm."""
        return await self._done(lambda register: JSONResponse(targets_json(register)))

    async def xlsx(self, request: Request) -> Response:
        """Một dòng một mục tiêu."""
        link = self._ledger.link(request)

        def work(register: Register) -> Response:
            return sheet(goal_table(register.goals, link), NAME, "xlsx")

        return await self._done(work)

    async def csv(self, request: Request) -> Response:
        """Như tệp Excel, chữ UTF-8, ngăn bằng dấu phẩy."""
        link = self._ledger.link(request)

        def work(register: Register) -> Response:
            return sheet(goal_table(register.goals, link), NAME, "csv")

        return await self._done(work)

    async def page(self) -> Response:
        """The page."""
        return await to_thread.run_sync(self._page, limiter=self._workers)

    def _page(self) -> Response:
        register = self._ledger.register()
        if isinstance(register, Refusal):
            return waiting("targets", register)
        return shell("targets", parts(register, self._ledger.shelf(), date.today()))

    async def _done(self, work: Callable[[Register], Response]) -> Response:
        def worked() -> Response:
            register = self._ledger.register()
            return refused(register) if isinstance(register, Refusal) else work(register)

        return await to_thread.run_sync(worked, limiter=self._workers)
