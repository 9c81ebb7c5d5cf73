"""Documents over HTTP: a file comes in, is previewed, becomes part of the library without a restart."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.office.upload import MAX_BYTES, MAX_MB, State, Upload, fault_of, shown_name, told
from assistant.office.uploads import Uploads
from assistant.web.admin import wording as admin_wording
from assistant.web.admin.routes import PRIVATE, actor_of, done
from assistant.web.body import Refusal
from assistant.web.conversations.routes import Route
from assistant.web.guard import refused
from assistant.web.receiving import read_body

ALL = "/api/admin/uploads"
BINARY = "application/octet-stream"
"""The type an upload must have: no form of another site can send it."""

_BUSY = Refusal(409, admin_wording.BUSY)
_NONE = Refusal(404, admin_wording.NO_UPLOAD)


class AdminUploads:
    """The endpoints."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads

    def routes(self) -> Iterator[Route]:
        """Every address, for the service to serve."""
        yield Route("GET", ALL, self.listed, "Văn bản đã tải lên và đang ở bước nào")
        yield Route("POST", ALL, self.take, "Tải một văn bản lên để xem trước")
        yield Route("GET", ALL + "/{id}", self.read, "Một văn bản đã tải lên: cấu trúc, tác động")
        yield Route("POST", ALL + "/{id}/publish", self.publish, "Đưa văn bản vào thư viện")
        yield Route("DELETE", ALL + "/{id}", self.discard, "Bỏ tệp đã tải lên")

    async def listed(self) -> Response:
        """Mới nhất đứng đầu, không kèm cấu trúc và tác động."""

        def work() -> Response:
            found = [told(one) | {"outline": "", "impact": {}} for one in self._uploads.all()]
            return JSONResponse(found, headers=PRIVATE)

        return await done(work)

    async def take(self, request: Request) -> Response:
        """Nội dung là tệp, tên tệp ở tham số `name`."""
        if request.headers.get("content-type", "") != BINARY:
            return refused(Refusal(415, admin_wording.WRONG_TYPE))
        raw = await read_body(request, MAX_BYTES)
        if isinstance(raw, Refusal):
            large = Refusal(413, admin_wording.TOO_LARGE.format(most=MAX_MB))
            return refused(large if raw.status == 413 else raw)
        name = shown_name(request.query_params.get("name", ""))
        actor = actor_of(request)

        def work() -> Response | Refusal:
            if fault := fault_of(name, raw):
                return Refusal(422, fault)
            taken = self._uploads.take(name, raw, actor)
            return JSONResponse(told(taken), 201, PRIVATE) if taken else _BUSY

        return await done(work)

    async def read(self, id: str) -> Response:
        """`state`: reading, ready, failed, building, loading, published."""

        def work() -> Response | Refusal:
            found = self._uploads.find(id)
            return JSONResponse(told(found), headers=PRIVATE) if found else _NONE

        return await done(work)

    async def publish(self, request: Request, id: str) -> Response:
        """Chỉ mục được lập lại ở nền; nội dung đang dùng phục vụ tới khi xong."""

        def work(found: Upload) -> Response | Refusal:
            if found.state is not State.READY:
                return Refusal(409, admin_wording.NOT_READY)
            begun = self._uploads.publish(found, actor_of(request))
            return Response(status_code=202, headers=PRIVATE) if begun else _BUSY

        return await done(lambda: work(found) if (found := self._uploads.find(id)) else _NONE)

    async def discard(self, request: Request, id: str) -> Response:
        """Văn bản đã công bố vẫn ở trong thư viện."""

        def work(found: Upload) -> Response | Refusal:
            gone = self._uploads.discard(found, actor_of(request))
            return Response(status_code=204, headers=PRIVATE) if gone else _BUSY

        return await done(lambda: work(found) if (found := self._uploads.find(id)) else _NONE)
