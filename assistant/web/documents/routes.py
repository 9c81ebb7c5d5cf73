"""Documents over HTTP: the list and the single text, as JSON for programs and as pages for people."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.responses import StreamingResponse as Streaming

from assistant.web import messages
from assistant.web.backend import Backend
from assistant.web.body import Refusal
from assistant.web.documents import as_json as documents
from assistant.web.documents import entry
from assistant.web.documents.contents import contents, contents_html
from assistant.web.documents.paper import Paper
from assistant.web.documents.shelf import Shelf, catalogue, slug_of
from assistant.web.guard import refused
from assistant.web.markup import Html, says, tag, text
from knowledge.document import Document

STATIC = Path(__file__).parents[1] / "static"
KEPT_PAGES = 8
"""Pages kept as they were made: a long law takes most of a second."""

PIECE = 32_000
"""Characters of a page sent at once."""


class Reading:
    """The endpoints. `ready` gives the assistant, or why there is none yet."""

    def __init__(self, ready: Callable[[], Backend | Refusal], workers: CapacityLimiter) -> None:
        self._ready = ready
        self._workers = workers
        self._shelf: tuple[Backend, Shelf] | None = None
        self._kept: OrderedDict[tuple[str, date], list[Html]] = OrderedDict()

    # For programs

    async def documents(self) -> Response:
        """Mọi văn bản đã nạp: số hiệu, tên, loại, ngày, nguồn, số điều, hiệu lực hôm nay."""
        shelf = self._opened()
        if isinstance(shelf, Refusal):
            return refused(shelf)
        return JSONResponse(await to_thread.run_sync(_listed, shelf, limiter=self._workers))

    async def instruments(self) -> Response:
        """Văn bản mà danh mục biết nhưng trong máy chưa có lời văn."""
        shelf = self._opened()
        if isinstance(shelf, Refusal):
            return refused(shelf)
        day = date.today()
        return JSONResponse([documents.missing(item, shelf, day) for item in shelf.missing()])

    async def document(self, number: str) -> Response:
        """`units` theo thứ tự đọc; mọi vị trí là chỉ số ký tự trong `text`; `contents` là cây mục lục."""
        found = self._found(number)
        if isinstance(found, Refusal):
            return refused(found)
        document, shelf = found
        return JSONResponse(
            await to_thread.run_sync(documents.full, document, shelf, date.today(), limiter=self._workers)
        )

    async def unit(self, number: str, anchor: str) -> Response:
        """Một đơn vị: nguyên văn, cách viện dẫn, hiệu lực hôm nay, ghi chú của nguồn."""
        found = self._found(number)
        if isinstance(found, Refusal):
            return refused(found)
        document, shelf = found
        path = document.path(anchor) if anchor else ()
        if not path:
            return refused(Refusal(404, messages.no_unit(document.number, anchor)))
        return JSONResponse(documents.unit(document, path, shelf, date.today()))

    # For people

    async def list_page(self) -> Response:
        """The list of documents."""
        return FileResponse(STATIC / "documents.html")

    async def page(self, request: Request, number: str) -> Response:
        """The page of a document, or of an instrument without a text; other spellings lead to it."""
        shelf = self._opened()
        if isinstance(shelf, Refusal):
            failed = not shelf.headers
            return _notice("doc.failed" if failed else "doc.wait", shelf.status, again=not failed)
        document, known = shelf.document(number), shelf.instrument(number)
        official = document.number if document else known.number if known else ""
        if not official:
            return _notice("doc.none", 404)
        if number != slug_of(official):
            return RedirectResponse(_beside(request, slug_of(official)), 307)
        pieces = self._pieces(official, document, shelf, date.today())
        return Streaming(pieces, media_type="text/html; charset=utf-8")

    def _pieces(self, number: str, document: Document | None, shelf: Shelf, day: date) -> Iterator[Html]:
        """The page, each part sent as soon as it is made; kept once it is whole."""
        key = (number, day)
        made = self._kept.get(key)
        if made is not None:
            yield from made
            return
        made = []
        for piece in _gathered(_page(number, document, shelf, day)):
            made.append(piece)
            yield piece
        self._kept[key] = made
        while len(self._kept) > KEPT_PAGES:
            self._kept.popitem(last=False)

    def at_hand(self) -> Shelf | None:
        """The documents; nothing while there are none to be read."""
        shelf = self._opened()
        return None if isinstance(shelf, Refusal) else shelf

    def _opened(self) -> Shelf | Refusal:
        backend = self._ready()
        if isinstance(backend, Refusal):
            return backend
        if self._shelf is None or self._shelf[0] is not backend:
            self._shelf = (backend, Shelf(backend.documents(), catalogue()))
            self._kept.clear()
        return self._shelf[1]

    def _found(self, number: str) -> tuple[Document, Shelf] | Refusal:
        shelf = self._opened()
        if isinstance(shelf, Refusal):
            return shelf
        document = shelf.document(number)
        if document is None:
            return Refusal(404, messages.no_document(number, [one.number for one in shelf.documents]))
        return document, shelf


def _listed(shelf: Shelf) -> list[dict[str, object]]:
    day = date.today()
    return [documents.summary(document, shelf, day) for document in shelf.documents]


def _page(number: str, document: Document | None, shelf: Shelf, day: date) -> Iterator[Html]:
    told = shelf.particulars(number)
    before, after = _shell(f"{told.label} · Trợ lý HTX", slug_of(number))
    yield before + tag("header", "doc-head", entry.head(number, document, shelf, day))
    yield entry.relations(number, shelf)
    if document is None:
        yield entry.how_to_add(number) + after
        return
    tree = contents(document)
    marks = {"id": "doc-aside"} if tree else {"id": "doc-aside", "hidden": ""}
    heading = says("h2", "eyebrow", "doc.contents")
    nav = tag(
        "nav",
        "contents",
        heading + contents_html(tree),
        {"id": "doc-contents", "data-label": "doc.contents", "aria-label": messages.CONTENTS},
    )
    yield '<div class="doc-columns">' + tag("aside", "doc-aside", nav, marks)
    digest = "" if document.meta.verbatim else " is-digest"
    yield (
        f'<article id="doc-paper" class="paper reading{digest}" lang="vi" '
        f'data-reference="{tag_safe(told.reference)}" data-number="{tag_safe(number)}">'
    )
    yield from Paper.of(document, shelf, day).pieces()
    yield "</article></div>"
    yield after if document.meta.verbatim or not told.kind else entry.how_to_add(number) + after


def tag_safe(words: str) -> Html:
    """Words as the value of an attribute."""
    return text(words).replace('"', "&quot;")


def _gathered(parts: Iterator[Html]) -> Iterator[Html]:
    """The parts in pieces worth a packet; the first, with the head of the page, at once."""
    waiting: list[Html] = []
    size = 0
    first = True
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size >= PIECE or first:
            yield "".join(waiting)
            waiting, size, first = [], 0, False
    yield "".join(waiting)


def _shell(title: str, slug: str = "", again: bool = False) -> tuple[Html, Html]:
    """The page before and after its content."""
    shell = (STATIC / "document.html").read_text(encoding="utf-8")
    canonical = f'<link rel="canonical" href="{tag_safe(quote(slug, safe="&"))}">' if slug else ""
    head = canonical + ('<meta http-equiv="refresh" content="2">' if again else "")
    before, after = shell.split("<!-- content -->")
    return before.replace("<!-- title -->", text(title)).replace("<!-- head -->", head), after


def _notice(key: str, status: int, *, again: bool = False) -> Response:
    """A page that says why there is nothing to read."""
    before, after = _shell("Văn bản · Trợ lý HTX", again=again)
    inner = says("h1", "", key) + says("p", "lead", f"{key}.hint")
    return HTMLResponse(before + tag("header", "doc-head", inner) + after, status)


def _beside(request: Request, slug: str) -> str:
    """The address of a page, from where the browser stands: a number may have been typed with slashes."""
    raw = request.scope.get("raw_path") or request.url.path.encode()
    below = raw.partition(b"/documents/")[2]
    return "../" * below.count(b"/") + f"./{quote(slug, safe='&')}"
