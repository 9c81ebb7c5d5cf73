"""The pages of the office put together with the service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from starlette.types import Scope

from assistant.accounts.model import Role
from assistant.office.desk import Office, office_in
from assistant.office.front import Front
from assistant.office.opening import office_database
from assistant.office.uploads import Uploads
from assistant.web.access.gate import who_of
from assistant.web.admin.answers import AdminAnswers, texts_of
from assistant.web.admin.routes import Admin
from assistant.web.admin.uploads import AdminUploads
from assistant.web.backend import Backend
from assistant.web.conversations.routes import Route
from assistant.web.documents.shelf import Shelf, catalogue
from assistant.web.fronted import Fronted
from assistant.web.loading import Loading
from assistant.web.pages import Page
from knowledge.config import Settings


def fronted(backend: Backend, office: Office | None) -> Backend:
    """The assistant behind what the office ordered."""
    if office is None:
        return backend
    texts = texts_of(Shelf(backend.documents(), catalogue()))
    return Fronted(backend, Front(office.standing, texts))


def ordered(backend: Backend, settings: Settings) -> Backend:
    """The same for a program beside the service: it heeds what the office ordered, and orders nothing."""
    data = settings.data_dir.expanduser()
    return fronted(backend, office_in(office_database(settings), data, None, lambda _text: False))


def admin_routes(
    office: Office | None, loading: Loading[Backend], shelf: Callable[[], Shelf | None]
) -> Iterator[Route]:
    """The addresses of the office; none where there is no office."""
    if office is None:
        return
    uploads = Uploads(office.folder, office.ingest, loading.reload, office.audit)
    yield from Admin(office).routes()
    yield from AdminAnswers(office, shelf).routes()
    yield from AdminUploads(uploads).routes()


def links_for(scope: Scope, pages: Iterable[Page], has_office: bool) -> list[dict[str, str]]:
    """What the bar of every page links to for the person who asks; a reader has no use for the tools."""
    who = who_of(scope)
    runs = who is not None and who.role.allows(Role.EDITOR)
    tools = [page for page in pages if page.title] if runs or who is None else []
    links = [{"path": f"{page.path}/", "title": page.title} for page in tools]
    if has_office and runs:
        links.append({"path": "admin", "title": "Quản trị"})  # it leads to the own account too
    elif who and who.way == "account":
        links.append({"path": "login", "title": who.full_name})
    return links
