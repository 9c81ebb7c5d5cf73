"""The knowledge for programs that speak MCP, over standard input and output or over HTTP.

The only file that knows the MCP SDK. The assistant is opened beside the handshake: a tool called before it
is ready waits for it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict, fields
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Any, TypeVar, get_type_hints

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field, create_model

from assistant.answer import Answer
from assistant.mcp_service import wording
from assistant.mcp_service.knowledge import Knowledge, Passages, Unit
from assistant.mcp_service.telling import answer_text, passages_text, unit_text
from assistant.wiring import Assistant
from knowledge.errors import AssistantError, QuestionError

NAME = "tro-ly-htx"
COUNTS = {"minimum": 1, "maximum": wording.MOST_PASSAGES}
"""Told to clients only: the tool itself refuses other counts, in one line."""

Result = TypeVar("Result", Passages, Unit, Answer)
Opened = Future[Assistant]


def opening(load: Callable[[], Assistant]) -> Opened:
    """The assistant that `load` opens, in a thread that does not keep the program alive."""
    opened: Opened = Future()

    def run() -> None:
        try:
            opened.set_result(load())
        except BaseException as error:
            opened.set_exception(error)

    threading.Thread(target=run, name="open", daemon=True).start()
    return opened


def server_of(opened: Opened, max_question_chars: int, today: Callable[[], date] = date.today) -> MCPServer:
    """The server over an assistant that may still be opening."""
    server = MCPServer(
        NAME,
        title="Trợ lý HTX",
        instructions=wording.INSTRUCTIONS,
        version=_version(),
        log_level="WARNING",
    )
    ready = Ready(opened, max_question_chars, today)
    _add_tools(server, ready)
    _add_resources(server, ready)
    return server


def _version() -> str:
    """The version that is installed; empty where the program runs from its folder."""
    try:
        return version(NAME)
    except PackageNotFoundError:
        return ""


def shape_of(kind: type) -> type[BaseModel]:
    """The fields of a dataclass as a model, from which the SDK tells clients what a tool gives.

    The SDK takes the slots of a frozen dataclass for default values and then tells nothing of it.
    """
    hints = get_type_hints(kind)
    shape: dict[str, Any] = {field.name: (hints[field.name], ...) for field in fields(kind)}
    return create_model(kind.__name__, **shape)


class Ready:
    """The knowledge, waited for; faults become what the protocol calls them."""

    def __init__(self, opened: Opened, max_question_chars: int, today: Callable[[], date]) -> None:
        self._opened = opened
        self._max_chars = max_question_chars
        self._today = today
        self._made: Knowledge | None = None

    def knowledge(self) -> Knowledge:
        """The knowledge. Raises AssistantError where the assistant cannot be opened."""
        if self._made is None:
            self._made = Knowledge(self._opened.result(), self._max_chars, self._today)
        return self._made

    def tool(self, work: Callable[[Knowledge], Result], told: Callable[[Result], str]) -> CallToolResult:
        """The result of a tool, to be read and to be worked with; a fault we know of in its own words."""
        try:
            found = work(self.knowledge())
        except AssistantError as error:
            return CallToolResult(content=[TextContent(type="text", text=str(error))], is_error=True)
        plain = json.loads(json.dumps(asdict(found)))
        return CallToolResult(content=[TextContent(type="text", text=told(found))], structured_content=plain)

    def resource(self, work: Callable[[Knowledge], str]) -> str:
        """The text of a resource."""
        try:
            return work(self.knowledge())
        except QuestionError as error:
            raise ResourceNotFoundError(str(error)) from error
        except AssistantError as error:
            raise ResourceError(str(error)) from error


def _add_tools(server: MCPServer, ready: Ready) -> None:
    reading = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

    @server.tool(title="Tìm đoạn văn", description=wording.SEARCH, annotations=reading)
    def search(
        query: Annotated[str, Field(description=wording.QUERY)],
        k: Annotated[int, Field(description=wording.K, json_schema_extra=COUNTS)] = 5,
        document: Annotated[str, Field(description=wording.DOCUMENT)] = "",
    ) -> Annotated[CallToolResult, shape_of(Passages)]:
        return ready.tool(lambda knowledge: knowledge.search(query, k, document), passages_text)

    @server.tool(title="Đọc nguyên văn", description=wording.READ, annotations=reading)
    def read(
        document: Annotated[str, Field(description=wording.DOCUMENT)],
        anchor: Annotated[str, Field(description=wording.ANCHOR)] = "",
        offset: Annotated[int, Field(description=wording.OFFSET)] = 0,
    ) -> Annotated[CallToolResult, shape_of(Unit)]:
        return ready.tool(lambda knowledge: knowledge.read(document, anchor, offset), unit_text)

    @server.tool(title="Hỏi trợ lý", description=wording.ASK, annotations=reading)
    def ask(
        question: Annotated[str, Field(description=wording.QUESTION)],
        as_of: Annotated[str, Field(description=wording.AS_OF)] = "",
    ) -> Annotated[CallToolResult, shape_of(Answer)]:
        return ready.tool(lambda knowledge: knowledge.ask(question, as_of), answer_text)


def _add_resources(server: MCPServer, ready: Ready) -> None:
    @server.resource(
        "htx://documents",
        title="Các văn bản / documents",
        description=wording.DOCUMENTS,
        mime_type="application/json",
    )
    def documents() -> str:
        return ready.resource(
            lambda knowledge: json.dumps(knowledge.documents(), ensure_ascii=False, indent=1)
        )

    @server.resource(
        "htx://documents/{slug}/outline",
        title="Mục lục của văn bản / outline",
        description=wording.OUTLINE,
        mime_type="text/plain",
    )
    def outline(slug: str) -> str:
        return ready.resource(lambda knowledge: knowledge.outline(slug))
