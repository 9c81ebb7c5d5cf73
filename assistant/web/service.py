"""The web service: questions in, proven answers out, the documents behind them, and the chat page.

The only file that knows FastAPI. Answers leave as the JSON of `Answer.to_dict`, serialised once and not
validated again: the pipeline made them, and its types are checked where they are written.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from anyio import CapacityLimiter
from fastapi import FastAPI, Request
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import FileResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from assistant.accounts.model import Role
from assistant.answer import Answer
from assistant.conversations.archive import Archive
from assistant.office.desk import Office
from assistant.web import messages
from assistant.web.access.gate import Gate, rules_for, who_of
from assistant.web.access.routes import AccessPages
from assistant.web.access.who import Access, nobody_signs_in
from assistant.web.admin.opening import admin_routes, fronted, links_for
from assistant.web.admission import Admission
from assistant.web.answering import Answering
from assistant.web.backend import Backend
from assistant.web.body import Refusal, request_schema
from assistant.web.compatible.routes import Compatible
from assistant.web.conversations.routes import Conversations
from assistant.web.documents.routes import STATIC, Reading
from assistant.web.documents.shelf import catalogue
from assistant.web.guard import Guard, refused
from assistant.web.hosting import PageHost
from assistant.web.loading import Loading
from assistant.web.overview.routes import Overviews
from assistant.web.pages import Page
from assistant.web.policies.body import CheckBody, WalkBody, schema_of
from assistant.web.policies.routes import Policies, guide
from assistant.web.settings import WebSettings
from assistant.web.streaming import DESCRIPTION
from assistant.web.targets.routes import Targets
from assistant.web.tasks.ledger import Ledger
from assistant.web.tasks.routes import Tasks

__all__ = ["Backend", "WebSettings", "create_app"]

PUBLIC = ("model",)
"""What any visitor is told of the language model; its answers say it too."""

GZIP_LEVEL = 5  # of 9: half the time of the default for about 2 % more bytes on an answer


def create_app(
    load: Callable[[], Backend],
    settings: WebSettings,
    pages: Sequence[Page] = (),
    archive: Archive | None = None,
    access: Access | None = None,
    office: Office | None = None,
) -> FastAPI:
    """The service around what `load` gives. It listens at once and is ready when `load` has returned.

    Conversations are kept in `archive`, if there is one. Without `access` nobody signs in;
    without an `office` there are no pages for those who run the service.

    Raises ConfigError for a rate limit that cannot be read.
    """
    loading = Loading(lambda: fronted(_prepared(load), office))
    host = PageHost(loading, settings.data_dir)
    mounted = {page: page.app(host) for page in pages}
    service = Service(loading, settings, mounted, archive, office is not None)
    access = access or nobody_signs_in()
    app = FastAPI(
        title="Trợ lý HTX",
        description="Hỏi đáp về kinh tế tập thể, hợp tác xã: mỗi câu trả lời kèm trích dẫn nguyên văn.",
        docs_url=None,  # its pages load scripts from elsewhere
        redoc_url=None,
        lifespan=service.lifespan,
    )
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=GZIP_LEVEL)
    app.add_middleware(Gate, access=access, rules=rules_for(pages))
    app.add_middleware(Guard)
    app.add_exception_handler(HTTPException, _not_served)
    _add_routes(app, service)
    for r in (*AccessPages(access).routes(), *admin_routes(office, loading, service.reading.at_hand)):
        app.add_api_route(r.path, r.endpoint, methods=[r.method], summary=r.summary)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.mount("/v1", service.compatible.app())
    for page, inner in mounted.items():
        app.mount(f"/{page.path}", inner)
    return app


def _add_routes(app: FastAPI, service: Service) -> None:
    body = {"requestBody": request_schema()}
    get, post = app.get, app.post
    post("/api/ask", summary="Trả lời một câu hỏi", response_model=Answer, openapi_extra=body)(
        service.answering.ask
    )
    post(
        "/api/ask/stream",
        summary="Trả lời, gửi từng phần ngay khi có",
        description=DESCRIPTION,
        response_class=Response,
        responses={200: {"content": {"text/event-stream": {}}}},
        openapi_extra=body,
    )(service.answering.ask_stream)
    _add_documents(app, service.reading)
    _add_policies(app, service.policies)
    for path, page in (("/tasks", service.tasks.page), ("/targets", service.targets.page)):
        app.api_route(path, methods=["GET", "HEAD"], include_in_schema=False)(page)
    for r in (*service.conversations.routes(), *service.tasks.routes(), *service.targets.routes()):
        app.add_api_route(r.path, r.endpoint, methods=[r.method], summary=r.summary, openapi_extra=r.extra)
    app.api_route("/overview", methods=["GET", "HEAD"], include_in_schema=False)(service.overview.page)
    for r in service.overview.routes():
        app.add_api_route(r.path, r.endpoint, methods=[r.method], summary=r.summary, openapi_extra=r.extra)
    get("/api/suggestions", summary="Các câu hỏi gợi ý")(service.suggestions)
    get("/healthz", summary="Dịch vụ đang chạy")(service.healthz)
    get("/readyz", summary="Dịch vụ đã sẵn sàng trả lời")(service.readyz)
    get("/api/model", summary="Mô hình ngôn ngữ, nếu có")(service.model)
    get("/api/pages", include_in_schema=False)(service.pages)
    app.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)(service.page)


def _add_documents(app: FastAPI, reading: Reading) -> None:
    get, one = app.get, "/api/documents/{number:path}"
    get("/api/documents", summary="Các văn bản đã nạp")(reading.documents)
    get(f"{one}/units/{{anchor}}", summary="Một đơn vị của văn bản")(reading.unit)
    get(one, summary="Một văn bản: nguyên văn, các đơn vị, mục lục, hiệu lực")(reading.document)
    get("/api/instruments", summary="Văn bản trong danh mục chưa có trong máy")(reading.instruments)
    for path, page in (("/documents", reading.list_page), ("/documents/{number:path}", reading.page)):
        app.api_route(path, methods=["GET", "HEAD"], include_in_schema=False)(page)


def _add_policies(app: FastAPI, policies: Policies) -> None:
    app.get("/api/policies", summary="Chính sách hỗ trợ: các mục có thể khai, các việc cần, tên chính sách")(
        policies.index
    )
    app.post(
        "/api/policies/check",
        summary="Đơn vị hưởng được chính sách nào, vì sao",
        openapi_extra={"requestBody": schema_of(CheckBody)},
    )(policies.check)
    app.post(
        "/api/policies/walk",
        summary="Hỏi dần vài câu ngắn để biết hưởng được gì",
        openapi_extra={"requestBody": schema_of(WalkBody)},
    )(policies.walk)
    app.api_route("/policies", methods=["GET", "HEAD", "POST"], include_in_schema=False)(policies.page)


def _prepared(load: Callable[[], Backend]) -> Backend:
    """The assistant, with the catalogue and the policies read besides."""
    catalogue()
    guide()
    return load()


class Service:
    """The endpoints."""

    def __init__(
        self,
        loading: Loading[Backend],
        settings: WebSettings,
        pages: Mapping[Page, Starlette],
        archive: Archive | None,
        has_office: bool,
    ) -> None:
        self._loading = loading
        self._has_office = has_office
        self._pages = pages
        self._settings = settings
        self._admission = Admission(self._backend, settings)
        workers = CapacityLimiter(settings.threads)
        readers = CapacityLimiter(settings.reading_threads)  # so that slow answers hold up no page
        self.reading = Reading(self._backend, readers)
        self.policies = Policies(self.reading.at_hand, self._admission, readers)
        ledger = Ledger(self._backend, self.reading.at_hand, settings.public_url)
        self.tasks = Tasks(ledger, readers)
        self.targets = Targets(ledger, readers)
        self.overview = Overviews(self._backend, readers)
        self.conversations = Conversations(archive, self._admission, settings, readers)
        self.answering = Answering(self._admission, self.conversations, settings, workers)
        self.compatible = Compatible(self._admission, settings, workers)

    @asynccontextmanager
    async def lifespan(self, _app: FastAPI) -> AsyncIterator[None]:
        """Start loading when the service starts; the pages start and stop with it."""
        self._loading.start()
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.conversations.running())
            for page in self._pages.values():
                await stack.enter_async_context(page.router.lifespan_context(page))
            yield

    async def healthz(self) -> Response:
        """The service runs, ready or not."""
        return JSONResponse({"status": "ok"})

    async def readyz(self, request: Request) -> Response:
        """200 when questions are answered; else 503, and the reason to whoever runs the service."""
        if self._loading.value is not None:
            return JSONResponse({"status": "ready"})
        if self._loading.fault is not None:
            told = self._loading.fault if _runs_it(request) else messages.LOAD_FAILED
            return JSONResponse({"status": "failed", "detail": told}, 503)
        return JSONResponse({"status": "loading", "detail": messages.LOADING}, 503, {"Retry-After": "2"})

    async def model(self, request: Request) -> Response:
        """Tên mô hình; người quản trị xem thêm tình trạng, token, chi phí. Rỗng khi không dùng mô hình."""
        backend = self._backend()
        if isinstance(backend, Refusal):
            return refused(backend)
        report = backend.model_report() or {}
        if not _runs_it(request):
            report = {name: report[name] for name in PUBLIC if name in report}
        return JSONResponse(report, headers={"Cache-Control": "no-store"})

    async def suggestions(self) -> Response:
        """Câu hỏi để bắt đầu."""
        backend = self._backend()
        return refused(backend) if isinstance(backend, Refusal) else JSONResponse(list(backend.suggestions()))

    async def pages(self, request: Request) -> Response:
        """What the top bar links to besides the chat, for the person who asks."""
        return JSONResponse(links_for(request.scope, self._pages, self._has_office))

    async def page(self) -> Response:
        """The chat page."""
        return FileResponse(STATIC / "index.html")

    def _backend(self) -> Backend | Refusal:
        if self._loading.value is not None:
            return self._loading.value
        if self._loading.fault is not None:
            return Refusal(503, messages.LOAD_FAILED)
        return Refusal(503, messages.LOADING, (("Retry-After", "2"),))


def _runs_it(request: Request) -> bool:
    """Whether the one who asks may do all: an administrator, or the person at this very machine."""
    who = who_of(request.scope)
    return who is not None and who.role.allows(Role.ADMIN)


async def _not_served(_request: Request, fault: Exception) -> Response:
    """An address or a method nobody serves."""
    status = fault.status_code if isinstance(fault, HTTPException) else 404
    detail = messages.WRONG_METHOD if status == 405 else messages.NO_PAGE
    headers = tuple((fault.headers or {}).items()) if isinstance(fault, HTTPException) else ()
    return refused(Refusal(status, detail, headers))
