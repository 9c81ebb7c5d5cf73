"""The knowledge for programs that speak MCP, over standard input and output or over HTTP.

The only file that knows the MCP SDK. The assistant is opened beside the handshake: a tool called before it
is ready waits for it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict
from datetime import date
from typing import Annotated, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError, ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from assistant import mcp_wording as wording
from assistant.answer import Answer
from assistant.mcp_tools import (
    Knowledge,
    Passages,
    Unit,
    answer_text,
    passages_text,
    unit_text,
)
from assistant.wiring import Assistant
from knowledge.errors import AssistantError, QuestionError

NAME = "tro-ly-htx"

Result = TypeVar("Result")
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
    server = MCPServer(NAME, title="Trợ lý HTX", instructions=wording.INSTRUCTIONS, log_level="WARNING")
    ready = Ready(opened, max_question_chars, today)
    _add_tools(server, ready)
    _add_resources(server, ready)
    return server


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

    def tool(self, work: Callable[[Knowledge], Result]) -> Result:
        """The result of a tool; a fault we know of is told to the caller."""
        try:
            return work(self.knowledge())
        except AssistantError as error:
            raise ToolError(str(error)) from error

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
        k: Annotated[int, Field(description=wording.K)] = 5,
        document: Annotated[str, Field(description=wording.DOCUMENT)] = "",
    ) -> Annotated[CallToolResult, Passages]:
        found = ready.tool(lambda knowledge: knowledge.search(query, k, document))
        return _result(passages_text(found), asdict(found))

    @server.tool(title="Đọc nguyên văn", description=wording.READ, annotations=reading)
    def read(
        document: Annotated[str, Field(description=wording.DOCUMENT)],
        anchor: Annotated[str, Field(description=wording.ANCHOR)] = "",
        offset: Annotated[int, Field(description=wording.OFFSET)] = 0,
    ) -> Annotated[CallToolResult, Unit]:
        found = ready.tool(lambda knowledge: knowledge.read(document, anchor, offset))
        return _result(unit_text(found), asdict(found))

    @server.tool(title="Hỏi trợ lý", description=wording.ASK, annotations=reading)
    def ask(
        question: Annotated[str, Field(description=wording.QUESTION)],
        as_of: Annotated[str, Field(description=wording.AS_OF)] = "",
    ) -> Annotated[CallToolResult, Answer]:
        answer = ready.tool(lambda knowledge: knowledge.ask(question, as_of))
        return _result(answer_text(answer), answer.to_dict())


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


def _result(text: str, structured: dict[str, object]) -> CallToolResult:
    """A result to be read and to be worked with."""
    plain = json.loads(json.dumps(structured))
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=plain)
