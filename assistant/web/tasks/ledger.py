"""The register behind the pages of duties and targets, made once for what the assistant has loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from assistant.register.book import Register, register_of
from assistant.web.backend import Backend
from assistant.web.body import Refusal
from assistant.web.documents.shelf import Shelf, address_of
from assistant.web.framing import framed
from assistant.web.guard import FORMS_POLICY
from assistant.web.markup import Html, tag
from assistant.web.policies.routes import guide
from assistant.web.tasks.wording import says

SHELLS = Path(__file__).parents[1] / "static" / "tasks"
HEADERS = {
    "Content-Security-Policy": FORMS_POLICY,
    "Vary": "X-Part",
}


class Ledger:
    """The register, made anew when another library was loaded. `ready` gives the assistant, or why not."""

    def __init__(
        self,
        ready: Callable[[], Backend | Refusal],
        shelf: Callable[[], Shelf | None],
        public_url: str,
    ) -> None:
        self._ready = ready
        self._shelf = shelf
        self._public_url = public_url.rstrip("/")
        self._made: tuple[Backend, Register] | None = None

    def register(self) -> Register | Refusal:
        """The duties and targets of all documents; takes a part of a second at the first call."""
        backend = self._ready()
        if isinstance(backend, Refusal):
            return backend
        if self._made is None or self._made[0] is not backend:
            self._made = (backend, register_of(backend.documents(), backend.facts, guide().sources.agencies))
        return self._made[1]

    def shelf(self) -> Shelf | None:
        """The documents at hand; nothing while there are none to be read."""
        return self._shelf()

    def link(self, request: Request) -> Callable[[str, str], str]:
        """Whole addresses of units, as the one who asked reaches this service."""
        base = self._public_url or str(request.base_url).rstrip("/")
        return lambda number, anchor: f"{base}/documents/{address_of(number, anchor)}"


def shell(name: str, content: Html, *, status: int = 200, again: bool = False) -> Response:
    """A page of ours around its content; with `again` it opens itself once more after two seconds."""
    return framed(SHELLS / f"{name}.html", content, HEADERS, status=status, again=again)


def waiting(name: str, refusal: Refusal) -> Response:
    """The page while there is no register yet, or none at all."""
    failed = not refusal.headers
    key = "tasks.failed" if failed else "tasks.wait"
    notice = says("h2", "", key) + says("p", "lead", f"{key}.hint")
    return shell(
        name, tag("section", "tasks-wait", notice, {"id": "found"}), status=refusal.status, again=not failed
    )
