"""The overview over HTTP: what the plan rests on, as JSON and as a page with a drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.as_of import PLAN_DAY
from assistant.web import messages
from assistant.web.backend import Backend
from assistant.web.body import Refusal
from assistant.web.conversations.routes import Route
from assistant.web.documents.shelf import catalogue
from assistant.web.framing import framed
from assistant.web.guard import FORMS_POLICY, refused
from assistant.web.markup import tag
from assistant.web.overview.as_json import overview_json
from assistant.web.overview.data import Overview, overview_of
from assistant.web.overview.page import parts
from assistant.web.overview.places import Place, Places, places_in
from assistant.web.overview.query import SHOWS, Asked, described, read_asked
from assistant.web.overview.wording import says

SHELL = Path(__file__).parents[1] / "static" / "overview" / "overview.html"
HEADERS = {"Content-Security-Policy": FORMS_POLICY}
_FAULTS = {"as_of": messages.AS_OF_INVALID, "show": f"show phải là một trong: {', '.join(SHOWS)}."}


@dataclass(frozen=True, slots=True)
class _Cited:
    """Where the plan cites what, and what it cites that the catalogue does not have."""

    places: Places
    unlisted: tuple[Place, ...]


class Overviews:
    """The endpoints. `ready` gives the assistant, or why there is none yet."""

    def __init__(self, ready: Callable[[], Backend | Refusal], workers: CapacityLimiter) -> None:
        self._ready = ready
        self._workers = workers
        self._kept: tuple[Backend, _Cited] | None = None

    def routes(self) -> Iterator[Route]:
        """The addresses for programs; the page is apart."""
        yield Route(
            "GET",
            "/api/overview",
            self.told,
            "Toàn cảnh: kế hoạch dựa trên những văn bản nào, còn hiệu lực không",
            described(),
        )

    async def told(self, request: Request) -> Response:
        """`instruments` là các ô của sơ đồ, `relations` các mũi tên; `summary` đếm mọi văn bản viện dẫn."""
        asked = read_asked(request.query_params, date.today())
        if asked.faults:
            return refused(Refusal(422, _FAULTS[asked.faults[0]]))

        def work(cited: _Cited, whole: Overview, shown: Overview) -> Response:
            return JSONResponse(overview_json(whole, shown, cited.unlisted))

        found = await self._made(asked, work)
        return refused(found) if isinstance(found, Refusal) else found

    async def page(self, request: Request) -> Response:
        """The page."""
        asked = read_asked(request.query_params, date.today())

        def work(cited: _Cited, whole: Overview, shown: Overview) -> Response:
            return framed(SHELL, parts(asked, whole, shown, cited.unlisted), HEADERS)

        found = await self._made(asked, work)
        return _waiting(found) if isinstance(found, Refusal) else found

    async def _made(
        self, asked: Asked, work: Callable[[_Cited, Overview, Overview], Response]
    ) -> Response | Refusal:
        def worked() -> Response | Refusal:
            cited = self._cited()
            if isinstance(cited, Refusal):
                return cited
            known = catalogue()
            whole = overview_of(known, cited.places, asked.day)
            shown = whole
            if not asked.as_cited:
                shown = overview_of(
                    known, cited.places, asked.day, wanted=asked.wanted, guidance=asked.guides
                )
            return work(cited, whole, shown)

        return await to_thread.run_sync(worked, limiter=self._workers)

    def _cited(self) -> _Cited | Refusal:
        """What the plan cites, read once for what the assistant has loaded."""
        backend = self._ready()
        if isinstance(backend, Refusal):
            return backend
        if self._kept is None or self._kept[0] is not backend:
            self._kept = (backend, _read(backend))
        return self._kept[1]


def _read(backend: Backend) -> _Cited:
    known = catalogue()
    plan = next((one.number for one in known.all() if one.plan == "itself"), "")
    document = backend.document(plan)
    if document is None:
        return _Cited(lambda _instrument: (), ())
    places, unlisted = places_in(document, backend.facts(plan).references, known, PLAN_DAY)
    return _Cited(places, unlisted)


def _waiting(refusal: Refusal) -> Response:
    """The page while there is no assistant yet, or none at all."""
    failed = not refusal.headers
    key = "overview.failed" if failed else "overview.wait"
    notice = says("h2", "", key) + says("p", "lead", f"{key}.hint")
    content = tag("section", "overview-wait", notice)
    return framed(SHELL, content, HEADERS, status=refusal.status, again=not failed)
