"""Conversations over HTTP.

Nobody logs in: whoever has the id of one may read, go on with, rename, share, export and delete it; whoever
has the key under which it is shared may read and export it. Nobody can list ids or keys.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.conversations.archive import SWEPT_EVERY_S, Archive
from assistant.conversations.export import Format, exported, file_name
from assistant.conversations.model import Conversation, feedback_dict, is_id
from assistant.conversations.store import Store
from assistant.web import messages
from assistant.web.admission import Admission, Purpose
from assistant.web.body import Asking, Refusal
from assistant.web.conversations.body import FeedbackBody, RenameBody, feedback_of, schema_of
from assistant.web.conversations.turns import Joined, join
from assistant.web.guard import refused
from assistant.web.policies.body import read_json
from assistant.web.settings import WebSettings
from knowledge.errors import StoreError

ONE = "/api/conversations/{id}"
TURN = ONE + "/turns/{number}"
SHARED = "/api/shared/{key}"
_PRIVATE = {"Cache-Control": "no-store"}
_KINDS = {
    Format.MD: "text/markdown; charset=utf-8",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.JSON: "application/json",
}
_GONE = Refusal(404, messages.NO_CONVERSATION)
_UNSHARED = Refusal(404, messages.NOT_SHARED)
_NO_TURN = Refusal(404, messages.NO_TURN)
log = logging.getLogger(__name__)

Work = Callable[[Store], Response | Refusal]


@dataclass(frozen=True, slots=True)
class Route:
    """An address of the service; `extra` goes into its OpenAPI description."""

    method: str
    path: str
    endpoint: Callable[..., Any]
    summary: str
    extra: dict[str, Any] | None = None


class Conversations:
    """The endpoints. Without an archive nothing is kept, and every address of a conversation says so."""

    def __init__(
        self,
        archive: Archive | None,
        admission: Admission,
        settings: WebSettings,
        workers: CapacityLimiter,
    ) -> None:
        self._archive = archive
        self._admission = admission
        self._settings = settings
        self._workers = workers

    def routes(self) -> Iterator[Route]:
        """Every address, for the service to serve."""
        rename = schema_of(RenameBody, {"title": "Thuế của hợp tác xã"})
        judge = schema_of(
            FeedbackBody, {"right": False, "reason": "outdated", "comment": "Đã có nghị định mới"}
        )
        yield Route("GET", "/api/conversations", self.about, "Có lưu cuộc trò chuyện không, bao lâu")
        yield Route("POST", "/api/conversations", self.begin, "Mở một cuộc trò chuyện được lưu")
        yield Route("GET", ONE, self.read, "Một cuộc trò chuyện, đủ câu hỏi và câu trả lời")
        yield Route("PATCH", ONE, self.rename, "Đổi tên cuộc trò chuyện", rename)
        yield Route("DELETE", ONE, self.delete, "Xóa hẳn cuộc trò chuyện")
        yield Route("GET", ONE + "/export", self.export, "Tải cuộc trò chuyện về: format=md, docx hoặc json")
        yield Route("POST", ONE + "/share", self.share, "Cho người khác xem: một mã chỉ để xem")
        yield Route("DELETE", ONE + "/share", self.unshare, "Thôi cho người khác xem")
        yield Route("GET", SHARED, self.shared, "Một cuộc trò chuyện được chia sẻ")
        yield Route("GET", SHARED + "/export", self.export_shared, "Tải cuộc trò chuyện được chia sẻ về")
        yield Route("DELETE", TURN, self.delete_turn, "Xóa hẳn một câu hỏi và câu trả lời")
        yield Route("POST", TURN + "/feedback", self.judge, "Góp ý về một câu trả lời", judge)

    async def about(self) -> Response:
        """`kept`, và `days`: số ngày lưu."""
        days = self._archive.days if self._archive else 0
        return JSONResponse({"kept": days > 0, "days": days}, headers=_PRIVATE)

    async def begin(self, request: Request) -> Response:
        """`id` là chìa khóa: ai có mã này thì đọc và xóa được cuộc trò chuyện."""
        return await self._done(request, lambda store: JSONResponse({"id": store.begin()}, 201, _PRIVATE))

    async def read(self, request: Request, id: str) -> Response:
        """Các câu theo thứ tự, mỗi câu trả lời đúng dạng của /api/ask."""

        def work(store: Store) -> Response | Refusal:
            found = store.find(id)
            return JSONResponse(found.to_dict(), headers=_PRIVATE) if found else _GONE

        return await self._done(request, work, id)

    async def rename(self, request: Request, id: str) -> Response:
        """Tên mới trong trường title."""
        body = await self._body(request, RenameBody)
        if isinstance(body, Refusal):
            return refused(body)
        if self._archive and self._archive.personal(body.title):
            return refused(Refusal(422, messages.TITLE_PERSONAL))
        return await self._done(request, lambda store: _noted(store.rename(id, body.title), _GONE), id)

    async def delete(self, request: Request, id: str) -> Response:
        """Không lấy lại được."""
        return await self._done(request, lambda store: _noted(store.delete(id), _GONE), id)

    async def export(self, request: Request, id: str) -> Response:
        """Một tệp, không kèm mã của cuộc trò chuyện."""
        kind = _format(request)
        if isinstance(kind, Refusal):
            return refused(kind)
        return await self._done(request, lambda store: _file(store.find(id), kind) or _GONE, id)

    async def share(self, request: Request, id: str) -> Response:
        """`shared` là mã: ai có mã này thì xem và tải về được, không sửa, không xóa được."""

        def work(store: Store) -> Response | Refusal:
            key = store.share(id)
            return JSONResponse({"shared": key}, headers=_PRIVATE) if key else _GONE

        return await self._done(request, work, id)

    async def unshare(self, request: Request, id: str) -> Response:
        """Mã đã đưa ra không còn mở được."""
        return await self._done(request, lambda store: _noted(store.unshare(id), _GONE), id)

    async def shared(self, request: Request, key: str) -> Response:
        """Như khi chủ của nó đọc, trừ mã và lời góp ý."""

        def work(store: Store) -> Response | Refusal:
            found = store.find_shared(key)
            return JSONResponse(found.to_readers(), headers=_PRIVATE) if found else _UNSHARED

        return await self._done(request, work, key, _UNSHARED)

    async def export_shared(self, request: Request, key: str) -> Response:
        """Một tệp md hoặc docx."""
        kind = _format(request)
        if isinstance(kind, Refusal) or kind is Format.JSON:
            return refused(Refusal(422, messages.EXPORT_FORMAT))
        return await self._done(
            request, lambda store: _file(store.find_shared(key), kind) or _UNSHARED, key, _UNSHARED
        )

    async def delete_turn(self, request: Request, id: str, number: str) -> Response:
        """Không lấy lại được."""
        return await self._done(
            request, lambda store: _noted(store.delete_turn(id, _ordinal(number)), _NO_TURN), id
        )

    async def judge(self, request: Request, id: str, number: str) -> Response:
        """Lần góp ý sau thay cho lần trước."""
        body = await self._body(request, FeedbackBody)
        if isinstance(body, Refusal):
            return refused(body)
        said = feedback_of(body, self._archive.personal if self._archive else lambda _text: False)
        if isinstance(said, Refusal):
            return refused(said)

        def work(store: Store) -> Response | Refusal:
            known = store.judge(id, _ordinal(number), said)
            return JSONResponse(feedback_dict(said), headers=_PRIVATE) if known else _NO_TURN

        return await self._done(request, work, id)

    async def joined(self, asking: Asking) -> Joined | Refusal:
        """The message of a conversation with what was said before it, or the refusal of one there is not."""
        most = self._settings.max_history_turns
        return await to_thread.run_sync(join, self._archive, asking, most, limiter=self._workers)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While the service runs, conversations are swept at once and every hour; then they are closed."""
        archive = self._archive
        if archive is None:
            yield
            return
        clock = asyncio.create_task(_swept(archive))
        try:
            yield
        finally:
            clock.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await clock
            archive.close()

    async def _body(self, request: Request, kind: type[Any]) -> Any:
        raw = await self._admission.unlimited(request)
        return raw if isinstance(raw, Refusal) else read_json(raw, kind)

    async def _done(
        self, request: Request, work: Work, id: str | None = None, unknown: Refusal = _GONE
    ) -> Response:
        """What `work` makes of the store, or why it cannot be done."""
        if self._archive is None:
            return refused(Refusal(404, messages.NOT_KEPT))
        if refusal := self._admission.refusal(request, Purpose.KEEP):
            return refused(refusal)
        if id is not None and not is_id(id):
            return refused(unknown)
        reply = await to_thread.run_sync(_worked, self._archive, work, limiter=self._workers)
        return refused(reply) if isinstance(reply, Refusal) else reply


def _worked(archive: Archive, work: Work) -> Response | Refusal:
    try:
        return work(archive.store())
    except StoreError as fault:
        log.error("conversations are out of reach: %s", fault)
        return Refusal(503, messages.STORE_AWAY)


async def _swept(archive: Archive) -> None:
    while True:
        await to_thread.run_sync(archive.sweep)
        await asyncio.sleep(SWEPT_EVERY_S)


def _format(request: Request) -> Format | Refusal:
    asked = request.query_params.get("format", Format.MD)
    return Format(asked) if asked in set(Format) else Refusal(422, messages.EXPORT_FORMAT)


def _file(found: Conversation | None, kind: Format) -> Response | None:
    if found is None:
        return None
    name = {"Content-Disposition": f'attachment; filename="{file_name(found, kind)}"'}
    return Response(exported(found, kind), headers=_PRIVATE | name, media_type=_KINDS[kind])


def _noted(found: bool, otherwise: Refusal) -> Response | Refusal:
    return Response(status_code=204) if found else otherwise


def _ordinal(number: str) -> int:
    """The number of a turn; 0, which none has, for what is no number."""
    return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
