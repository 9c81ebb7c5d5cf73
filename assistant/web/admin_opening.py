"""The pages of the office put together with the service."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from starlette.types import Scope

from assistant.accounts.model import Role
from assistant.office.desk import Office
from assistant.office.front import Front
from assistant.web.access_gate import who_of
from assistant.web.admin import Admin
from assistant.web.admin_answers import AdminAnswers, texts_of
from assistant.web.backend import Backend
from assistant.web.conversations import Route
from assistant.web.fronted import Fronted
from assistant.web.loading import Loading
from assistant.web.shelf import Shelf, catalogue


def fronted(backend: Backend, office: Office | None) -> Backend:
    """The assistant behind what the office ordered."""
    if office is None:
        return backend
    texts = texts_of(Shelf(backend.documents(), catalogue()))
    return Fronted(backend, Front(office.standing, texts))


def admin_routes(
    office: Office | None, loading: Loading[Backend], shelf: Callable[[], Shelf | None]
) -> Iterator[Route]:
    """The addresses of the office; none where there is no office."""
    if office is None:
        return
    yield from Admin(office).routes()
    yield from AdminAnswers(office, shelf).routes()


def links_for(scope: Scope, has_office: bool) -> list[dict[str, str]]:
    """What the bar of every page links to for the person who asks."""
    who = who_of(scope)
    links = []
    if has_office and who and who.role.allows(Role.EDITOR):
        links.append({"path": "admin", "title": "Quản trị"})
    if who and who.way == "account":
        links.append({"path": "login", "title": who.full_name})
    return links
