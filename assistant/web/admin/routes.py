"""The pages of the office over HTTP: what was asked and not answered, figures, the switch, the record.

The gate lets editors and administrators in, and nobody without the token of a page of ours change anything.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Literal, TypeVar

from anyio import to_thread
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from assistant.accounts.model import Role
from assistant.conversations.model import Place, Wanted, feedback_dict, moment, turn_dict
from assistant.conversations.store import Store
from assistant.office.audit import Act, Actor
from assistant.office.desk import Office
from assistant.office.figures import figures
from assistant.office.unanswered import Cluster, table_of, unanswered
from assistant.web.access.gate import who_of
from assistant.web.access.who import Who, client_of
from assistant.web.admin import wording as admin_wording
from assistant.web.admin.body import MaintenanceBody
from assistant.web.body import Refusal
from assistant.web.conversations.routes import Route
from assistant.web.documents.routes import STATIC
from assistant.web.framing import sheet
from assistant.web.guard import refused
from assistant.web.policies.body import read_json
from assistant.web.receiving import read_body
from knowledge.errors import StoreError
from knowledge.standing_words import written

MAX_BYTES = 256 * 1024
DAYS = 30
SHOWN = 200
PRIVATE = {"Cache-Control": "no-store"}
_Body = TypeVar("_Body", bound=BaseModel)
Work = Callable[[], Response | Refusal]


class Admin:
    """The endpoints."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def routes(self) -> Iterator[Route]:
        """Every address, for the service to serve."""
        yield Route("GET", "/admin", self.page, "Trang quản trị")
        yield Route("GET", "/api/admin/overview", self.overview, "Số câu hỏi, kết quả, góp ý, thời gian")
        yield Route("GET", "/api/admin/ledger", self.ledger, "Câu chưa trả lời được, gom theo ý")
        yield Route("GET", "/api/admin/ledger.csv", self.csv, "Câu chưa trả lời được, tệp CSV")
        yield Route("GET", "/api/admin/ledger.xlsx", self.xlsx, "Câu chưa trả lời được, tệp Excel")
        yield Route("GET", "/api/admin/feedback", self.feedback, "Góp ý về câu trả lời")
        yield Route("GET", "/api/admin/turns/{key}", self.turn, "Một câu hỏi và câu trả lời đã lưu")
        yield Route("PUT", "/api/admin/maintenance", self.maintain, "Bật hoặc tắt bảo trì")
        yield Route("GET", "/api/admin/audit", self.audit, "Nhật ký: ai đã làm gì")

    async def page(self) -> Response:
        """The page."""
        return FileResponse(STATIC / "admin" / "admin.html")

    async def overview(self, request: Request) -> Response:
        """Trong `days` ngày qua; thời gian tính bằng mili giây."""
        days = _days(request)
        if isinstance(days, Refusal):
            return refused(days)

        def work() -> Response:
            told = figures(self._office.database, _since(days))
            kept = self._office.archive.days if self._office.archive else 0
            state = self._office.switch.read().to_dict()
            return JSONResponse(told | {"days_kept": kept, "maintenance": state}, headers=PRIVATE)

        return await done(work)

    async def ledger(self, request: Request) -> Response:
        """Trong `days` ngày qua, nhóm nhiều câu nhất đứng đầu."""

        def work(clusters: list[Cluster], _days: int) -> Response:
            told = [cluster.to_dict() for cluster in clusters[:SHOWN]]
            return JSONResponse({"clusters": told, "count": len(clusters)}, headers=PRIVATE)

        return await self._ledger(request, work)

    async def csv(self, request: Request) -> Response:
        """Chữ UTF-8, ngăn bằng dấu phẩy; không ô nào là công thức."""
        return await self._exported(request, "csv")

    async def xlsx(self, request: Request) -> Response:
        """Một dòng một nhóm câu."""
        return await self._exported(request, "xlsx")

    async def feedback(self, request: Request) -> Response:
        """`right=true` hoặc `false`; mới nhất đứng đầu; `next` là chỗ bắt đầu trang sau."""
        right = {"true": True, "false": False}.get(request.query_params.get("right", ""))
        after = _place(request.query_params.get("after", ""))

        def work(store: Store) -> Response:
            kinds = (True, False) if right is None else (right,)
            pages = [store.turns(Wanted(judged=kind, after=after, limit=50)) for kind in kinds]
            turns = sorted((t for page in pages for t in page.turns), key=lambda t: (-t.asked, t.key))[:50]
            told = [
                {
                    "key": turn.key,
                    "asked": moment(turn.asked),
                    "status": turn.status.value,
                    "question": turn.question,
                    "feedback": feedback_dict(turn.feedback) if turn.feedback else None,
                }
                for turn in turns
            ]
            more = len(turns) == 50
            following = f"{turns[-1].asked!r} {turns[-1].key}" if more else None
            return JSONResponse({"turns": told, "next": following}, headers=PRIVATE)

        return await self._kept(work)

    async def turn(self, key: str) -> Response:
        """Để xem lại và sửa thành câu trả lời chuẩn."""

        def work(store: Store) -> Response | Refusal:
            found = store.turn(key)
            if found is None:
                return Refusal(404, admin_wording.NO_TURN)
            return JSONResponse(turn_dict(found), headers=PRIVATE)

        return await self._kept(work)

    async def maintain(self, request: Request) -> Response:
        """Chat, /v1 và các kênh nhắn tin trả lời bằng lời nhắn cho tới khi tắt."""
        body = only_admin(request) or await body_of(request, MaintenanceBody)
        if isinstance(body, Refusal):
            return refused(body)

        def work() -> Response:
            state = self._office.switch.turn(body.on, body.message, actor_of(request))
            self._office.standing.forget()
            return JSONResponse(state.to_dict(), headers=PRIVATE)

        return await done(work)

    async def audit(self, request: Request) -> Response:
        """Mới nhất đứng đầu; `before` là số của dòng cuối trang trước."""
        if refusal := only_admin(request):
            return refused(refusal)
        before = request.query_params.get("before", "")
        number = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None

        def work() -> Response:
            told = [entry.to_dict() for entry in self._office.audit.entries(number)]
            return JSONResponse(told, headers=PRIVATE)

        return await done(work)

    async def _exported(self, request: Request, ending: Literal["csv", "xlsx"]) -> Response:
        actor = actor_of(request)

        def work(clusters: list[Cluster], days: int) -> Response:
            self._office.audit.note(actor, Act.EXPORTED, f"ledger.{ending}", f"{len(clusters)}")
            return sheet(table_of(clusters, _note(days)), "cau-chua-tra-loi", ending)

        return await self._ledger(request, work)

    async def _ledger(self, request: Request, work: Callable[[list[Cluster], int], Response]) -> Response:
        days = _days(request)
        if isinstance(days, Refusal):
            return refused(days)
        return await self._kept(lambda store: work(unanswered(store, _since(days)), days))

    async def _kept(self, work: Callable[[Store], Response | Refusal]) -> Response:
        archive = self._office.archive
        if archive is None:
            return refused(Refusal(404, admin_wording.NOT_KEPT))
        return await done(lambda: work(archive.store()))


async def done(work: Work) -> Response:
    """What `work` gives, done in a thread."""

    def worked() -> Response | Refusal:
        try:
            return work()
        except StoreError:
            return Refusal(503, admin_wording.STORE_AWAY)

    reply = await to_thread.run_sync(worked)
    return refused(reply) if isinstance(reply, Refusal) else reply


async def body_of(request: Request, kind: type[_Body]) -> _Body | Refusal:
    """The body of a request, or what is wrong with it."""
    raw = await read_body(request, MAX_BYTES)
    return raw if isinstance(raw, Refusal) else read_json(raw, kind)


def actor_of(request: Request) -> Actor:
    """Who acts, for the record."""
    who = who_of(request.scope)
    return Actor(who.name if who else "", client_of(request.scope))


def signer_of(request: Request) -> str:
    """The name under which a person signs."""
    who: Who | None = who_of(request.scope)
    return who.full_name if who else ""


def only_admin(request: Request) -> Refusal | None:
    """The refusal of everybody but an administrator."""
    who = who_of(request.scope)
    return None if who and who.role is Role.ADMIN else Refusal(403, admin_wording.ONLY_ADMIN)


def _days(request: Request) -> int | Refusal:
    asked: Any = request.query_params.get("days", str(DAYS))
    known = asked.isascii() and asked.isdigit() and len(asked) < 5 and 1 <= int(asked) <= 3650
    return int(asked) if known else Refusal(422, admin_wording.BAD_DAYS)


def _since(days: int) -> float:
    return time.time() - days * 86400.0


def _note(days: int) -> str:
    return admin_wording.EXPORT_NOTE.format(days=days, day=written(date.today()))


def _place(written_place: str) -> Place | None:
    asked, _, key = written_place.partition(" ")
    try:
        return Place(float(asked), key) if key else None
    except ValueError:
        return None
