"""The addresses of the page: upload, progress, results, downloads."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from anyio import to_thread
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from assistant.web.pages import Host
from evals.web.results import REPORT, TABLE, WORKBOOK, detail
from evals.web.runner import Runner, listed_problems
from evals.web.store import ENDED, Job, State, Store, new_id
from evals.web.upload import MAX_BYTES, read_upload, too_large
from knowledge.errors import DataError

STATIC = Path(__file__).with_name("static")
MAX_WAITING = 5
"""Jobs that may wait or run at once."""

BINARY = "application/octet-stream"
"""The type an upload must have: no form of a foreign site can send it unasked."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REPORT_POLICY = "; ".join(
    (
        "sandbox allow-scripts",
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "script-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
# Browsers refuse a sandboxed page that also asks for a window group of its own.
REPORT_HEADERS = {"Content-Security-Policy": REPORT_POLICY, "Cross-Origin-Opener-Policy": "unsafe-none"}

NOT_KEPT = {"Cache-Control": "no-store"}

NO_JOB = "Không có lượt chạy này; có thể đã bị xóa vì cũ. Hãy tải tệp lên lại."
NO_RESULT = "Lượt chạy này chưa có kết quả. Xin đợi chạy xong."
WRONG_TYPE = f"Hãy gửi nội dung tệp với Content-Type {BINARY}, tên tệp ở tham số name."
BUSY = "Đang có nhiều bộ câu hỏi chờ chạy. Xin đợi một lượt xong rồi tải tiếp."
INTERRUPTED = "Kết nối bị ngắt trước khi gửi xong tệp. Xin gửi lại."
UNWRITABLE = (
    "Không lưu được tệp vào thư mục dữ liệu; hãy báo người quản trị kiểm tra dung lượng và quyền ghi."
)


def create_page(host: Host) -> Starlette:
    """The page and what it asks for, as an application of its own."""
    endpoints = Endpoints(host)
    return Starlette(
        routes=[
            Route("/", endpoints.page),
            Route("/jobs", endpoints.jobs),
            Route("/jobs", endpoints.upload, methods=["POST"]),
            Route("/jobs/{job}", endpoints.job),
            Route("/jobs/{job}/cancel", endpoints.cancel, methods=["POST"]),
            Route("/jobs/{job}/results", endpoints.results),
            Route("/jobs/{job}/results/{place:int}", endpoints.result),
            Route("/jobs/{job}/results.xlsx", endpoints.workbook),
            Route("/jobs/{job}/report", endpoints.report),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        lifespan=endpoints.lifespan,
    )


class Endpoints:
    """What is behind the addresses."""

    def __init__(self, host: Host) -> None:
        self._root = host.data_dir / "evals-jobs"
        self._store = Store(self._root)
        self._runner = Runner(host, self._store)

    @asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        """The thread of the jobs starts and ends with the service."""
        self._runner.start()
        yield
        await to_thread.run_sync(self._runner.stop)

    async def page(self, _request: Request) -> Response:
        """The page itself."""
        return FileResponse(STATIC / "index.html")

    async def jobs(self, _request: Request) -> Response:
        """All jobs, the newest first."""
        return JSONResponse([job.to_dict() for job in self._store.jobs()])

    async def upload(self, request: Request) -> Response:
        """Take a file and queue it: 201 and the job, or one line that says what is wrong with it."""
        if request.headers.get("content-type", "") != BINARY:
            return _refused(415, WRONG_TYPE)
        if sum(job.state not in ENDED for job in self._store.jobs()) >= MAX_WAITING:
            return _refused(429, BUSY)
        name = clean_name(request.query_params.get("name", ""))
        try:
            raw = await _body(request)
        except ClientDisconnect:
            return _refused(400, INTERRUPTED)
        if raw is None:
            return _refused(413, too_large(name))
        return await to_thread.run_sync(self._take, name, raw)

    def _take(self, name: str, raw: bytes) -> Response:
        try:
            upload = read_upload(name, raw)
            job = Job(
                id=new_id(),
                name=name,
                created=datetime.now(UTC).isoformat(timespec="seconds"),
                state=State.WAITING,
                total=len(upload.questions.questions),
                graded=upload.cases is not None,
                problems=listed_problems(upload.problems),
                problem_count=len(upload.problems),
            )
            self._store.add(job, raw)
        except DataError as fault:
            return _refused(422, str(fault))
        except OSError:
            return _refused(507, UNWRITABLE)
        self._runner.submit(job)
        return JSONResponse(job.to_dict(), 201)

    async def job(self, request: Request) -> Response:
        """One job: its state and how far it is."""
        job = self._asked_for(request)
        return JSONResponse(job.to_dict(), headers=NOT_KEPT) if job else _refused(404, NO_JOB)

    async def cancel(self, request: Request) -> Response:
        """End a job early; the answers it has are kept and scored."""
        job = self._asked_for(request)
        if job is None:
            return _refused(404, NO_JOB)
        await to_thread.run_sync(self._runner.cancel, job)
        return JSONResponse(job.to_dict(), 202)

    async def results(self, request: Request) -> Response:
        """The rows of the table, without answers."""
        return self._file(request, TABLE) or _refused(404, NO_RESULT)

    async def result(self, request: Request) -> Response:
        """One row with its answer, citations and reason."""
        job = self._asked_for(request)
        place = request.path_params["place"]
        line = await to_thread.run_sync(detail, self._store.folder(job), place) if job else None
        return Response(line, media_type="application/json") if line else _refused(404, NO_RESULT)

    async def workbook(self, request: Request) -> Response:
        """The results as an XLSX file."""
        job = self._asked_for(request)
        path = self._store.folder(job) / WORKBOOK if job and job.results else None
        if path is None or job is None or not path.is_file():
            return _refused(404, NO_RESULT)
        return FileResponse(path, media_type=XLSX, filename=f"ket-qua-{Path(job.name).stem}.xlsx")

    async def report(self, request: Request) -> Response:
        """The report, walled off: its script cannot reach the service."""
        found = self._file(request, REPORT)
        if found is None:
            return _refused(404, NO_RESULT)
        found.headers.update(REPORT_HEADERS)
        return found

    def _asked_for(self, request: Request) -> Job | None:
        return self._store.job(request.path_params["job"])

    def _file(self, request: Request, name: str) -> FileResponse | None:
        job = self._asked_for(request)
        path = self._store.folder(job) / name if job and job.results else None
        return FileResponse(path) if path and path.is_file() else None


def clean_name(name: str) -> str:
    """The name of an uploaded file without folders and control characters, at most 100 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(char for char in last if char.isprintable()).strip()
    return printable[-100:] or "tệp không tên"


def _refused(status: int, detail: str) -> Response:
    return JSONResponse({"detail": detail}, status)


async def _body(request: Request) -> bytes | None:
    """The body, read no further than the limit; nothing where it is longer. Raises ClientDisconnect."""
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MAX_BYTES:
            return None
    return bytes(raw)
