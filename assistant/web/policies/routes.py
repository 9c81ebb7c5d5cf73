"""Support policies over HTTP: the check and the walk-through as JSON for programs, one page for people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.policies import words
from assistant.policies.brief import Address, brief_json, full_json, index_json, view_json
from assistant.policies.guide import Guide
from assistant.policies.state import acted, walk_of
from assistant.policies.walk import Walk
from assistant.web.admission import Admission, Purpose
from assistant.web.body import Refusal
from assistant.web.documents.shelf import Shelf, address_of, catalogue
from assistant.web.guard import FORMS_POLICY, refused
from assistant.web.markup import Html
from assistant.web.policies.body import CheckBody, Turn, WalkBody, read_form, read_json
from assistant.web.policies.page import Talk
from knowledge.agencies import Agencies
from knowledge.errors import DataError
from knowledge.policies.load import load_policies
from knowledge.policies.model import Basis
from knowledge.policies.profile_file import profile_of
from knowledge.policies.result import Sources, check

STATIC = Path(__file__).parents[1] / "static"
PART = "x-part"
"""A request with this header gets the parts of the page alone."""

_HEADERS = {
    "Content-Security-Policy": FORMS_POLICY,
    "Cache-Control": "no-store",
}
_Body = TypeVar("_Body", bound=BaseModel)


@cache
def guide() -> Guide:
    """The walk-through over the policies shipped, read once. Raises `DataError` for a malformed file."""
    return Guide.load(Sources(load_policies(), catalogue(), Agencies.load()))


class Policies:
    """The endpoints. `shelf` gives the documents at hand, nothing while there are none yet."""

    def __init__(
        self, shelf: Callable[[], Shelf | None], admission: Admission, workers: CapacityLimiter
    ) -> None:
        self._shelf = shelf
        self._admission = admission
        self._workers = workers

    # For programs

    async def index(self) -> Response:
        """Các mục có thể khai, các việc có thể cần, và tên mọi chính sách."""
        return JSONResponse(await to_thread.run_sync(lambda: index_json(guide().sources)))

    async def check(self, request: Request) -> Response:
        """Hồ sơ và ngày vào; ra từng chính sách, kết luận, căn cứ và câu hỏi nên hỏi tiếp."""
        return await self._answer(request, CheckBody, self._checked)

    async def walk(self, request: Request) -> Response:
        """Phần state của lần trước và việc vừa làm vào; ra điều đã biết, câu hỏi kế tiếp và kết quả."""
        return await self._answer(request, WalkBody, self._walked)

    # For people

    async def page(self, request: Request) -> Response:
        """The page, also after a form of it was sent."""
        if request.method != "POST":
            html = await to_thread.run_sync(self._page, Turn(Walk(), None), limiter=self._workers)
            return HTMLResponse(html, headers=_HEADERS)
        raw = await self._admission.body(request, Purpose.CHECK)
        if isinstance(raw, Refusal):
            return refused(raw)
        part = PART in request.headers
        html_or_not = await to_thread.run_sync(self._sent, raw, part, limiter=self._workers)
        if isinstance(html_or_not, Refusal):
            return refused(html_or_not)
        return HTMLResponse(html_or_not, headers=_HEADERS)

    def _sent(self, raw: bytes, part: bool) -> Html | Refusal:
        turn = read_form(raw, guide(), date.today())
        if isinstance(turn, Refusal):
            return turn
        return self._parts(turn) if part else self._page(turn)

    def _page(self, turn: Turn) -> Html:
        before, after = (STATIC / "policies.html").read_text(encoding="utf-8").split("<!-- content -->")
        return before + self._parts(turn) + after

    def _parts(self, turn: Turn) -> Html:
        view = guide().view(turn.walk, turn.day or date.today())
        return Talk(view, guide(), self._address()).html()

    def _checked(self, body: CheckBody) -> dict[str, object] | Refusal:
        sources = guide().sources
        unknown = [id for id in body.only if sources.book.get(id) is None]
        if unknown:
            return Refusal(422, words.NO_POLICY.format(id=unknown[0][:60]))
        profile = profile_of(body.profile, sources.book.facts)
        found = check(sources.book, profile, body.day or date.today(), None, body.skipped)
        if body.full or body.only:
            return full_json(found, sources, self._address(), body.only)
        return brief_json(found, sources, self._address())

    def _walked(self, body: WalkBody) -> dict[str, object]:
        walk = walk_of(body.state, guide().sources.book.facts)
        if body.action:
            walk = acted(walk, body.action, guide())
        return view_json(guide().view(walk, body.day or date.today()), guide().sources, self._address())

    async def _answer(
        self, request: Request, kind: type[_Body], work: Callable[[_Body], dict[str, object] | Refusal]
    ) -> Response:
        raw = await self._admission.body(request, Purpose.CHECK)
        body = raw if isinstance(raw, Refusal) else read_json(raw, kind)
        if isinstance(body, Refusal):
            return refused(body)
        try:
            found = await to_thread.run_sync(work, body, limiter=self._workers)
        except DataError as fault:
            return refused(Refusal(422, str(fault)))
        if isinstance(found, Refusal):
            return refused(found)
        return JSONResponse(found, headers={"Cache-Control": "no-store"})

    def _address(self) -> Address:
        shelf = self._shelf()
        return lambda basis: address_of_basis(basis, shelf)


def address_of_basis(basis: Basis, shelf: Shelf | None) -> str:
    """Where a basis is read: the page of its instrument, at the unit or the nearest one around it at hand."""
    anchor = basis.anchor
    while shelf and anchor and not shelf.has(basis.instrument, anchor):
        anchor = anchor.rpartition(".")[0]
    return f"documents/{address_of(basis.instrument, anchor)}"
