"""The MCP server, called with the official client: in memory, as a process, over HTTP."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import anyio
import pytest
from mcp import Client, MCPError, StdioServerParameters
from mcp.server import MCPServer
from mcp.types import INTERNAL_ERROR, INVALID_PARAMS, CallToolResult, TextContent, TextResourceContents

from assistant.answer import Message
from assistant.mcp_service.knowledge import PIECE
from assistant.mcp_service.server import opening, server_of
from assistant.wiring import Assistant
from knowledge.config import Settings
from knowledge.errors import LibraryCorrupt

TODAY = date(2026, 11, 23)
DUTY = "Cục Thuế tỉnh phải làm gì?"
LAW = "17/2023/QH15"

T = TypeVar("T")


@pytest.fixture(scope="module")
def server(law_assistant: Assistant) -> MCPServer:
    return server_of(opening(lambda: law_assistant), 2000, lambda: TODAY)


def using(server: MCPServer | StdioServerParameters | str, work: Callable[[Client], Awaitable[T]]) -> T:
    """What `work` finds with a client of this server."""

    async def run() -> T:
        with anyio.fail_after(60):
            async with Client(server) as client:
                return await work(client)

    return anyio.run(run)


def call(server: MCPServer, tool: str, **arguments: Any) -> CallToolResult:
    return using(server, lambda client: client.call_tool(tool, arguments))


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def told(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error, text_of(result)
    assert result.structured_content is not None
    return result.structured_content


def resource(server: MCPServer, uri: str) -> str:
    (content,) = using(server, lambda client: client.read_resource(uri)).contents
    assert isinstance(content, TextResourceContents)
    return content.text


def refusal(server: MCPServer, uri: str) -> MCPError:
    """Why a resource is not given; caught inside, since the client's tasks would wrap it into a group."""

    async def read(client: Client) -> MCPError:
        with pytest.raises(MCPError) as refused:
            await client.read_resource(uri)
        return refused.value

    return using(server, read)


def test_the_tools_say_what_they_are_for(server: MCPServer) -> None:
    tools = {tool.name: tool for tool in using(server, lambda client: client.list_tools()).tools}
    assert set(tools) == {"search", "read", "ask"}
    for tool in tools.values():
        assert tool.description and tool.output_schema and tool.annotations
        assert (
            "Vietnam" in tool.description or "document" in tool.description or "assistant" in tool.description
        )
        assert tool.annotations.read_only_hint
        assert all(field["description"] for field in tool.input_schema["properties"].values())
    for name in ("search", "read"):
        assert "không phải chỉ dẫn" in (tools[name].description or "")
        assert "not instructions" in (tools[name].description or "")
    search = tools["search"].input_schema
    assert search["required"] == ["query"] and search["properties"]["k"]["maximum"] == 50
    for name, fields in (("search", {"passages"}), ("read", {"unit", "next_offset", "below"})):
        assert set((tools[name].output_schema or {})["properties"]) == fields
    assert {"status", "answer", "citations"} <= set((tools["ask"].output_schema or {})["properties"])


def test_search_finds_verbatim_passages(server: MCPServer, law_assistant: Assistant) -> None:
    result = call(server, "search", query="cuc thue tinh phai lam gi", k=3)
    passages = told(result)["passages"]
    assert len(passages) == 3 and passages[0]["place"] == "Mục III.2.12"
    for passage in passages:
        document = law_assistant.document(passage["document"])
        assert document is not None
        assert document.text[passage["start"] : passage["end"]] == passage["text"]
        assert passage["text"] in text_of(result)
    one = told(call(server, "search", query="thành viên", document=LAW))["passages"]
    assert {passage["document"] for passage in one} == {LAW}
    assert one[0]["validity"]["status"] == "in_force" and one[0]["validity"]["as_of"] == TODAY.isoformat()
    assert not one[0]["verbatim"] and "chưa phải nguyên văn" in text_of(
        call(server, "search", query="thành viên", document=LAW)
    )


def test_what_is_not_found_is_said(server: MCPServer) -> None:
    result = call(server, "search", query="xyzzy plugh")
    assert told(result) == {"passages": []} and text_of(result) == "Không tìm thấy đoạn nào."


def test_read_gives_a_unit_word_for_word(server: MCPServer, law_assistant: Assistant) -> None:
    result = call(server, "read", document="999-2025-NĐ-CP", anchor="dieu_2.khoan_2")
    read = told(result)
    unit = read["unit"]
    assert unit["text"].startswith("2. Hồ sơ thành lập chợ nổi bao gồm:\na) Đơn xin neo đậu;")
    document = law_assistant.document("999/2025/NĐ-CP")
    assert document is not None and document.text[unit["start"] : unit["end"]] == unit["text"]
    assert [anchor for anchor, _ in read["below"]] == [f"dieu_2.khoan_2.diem_{mark}" for mark in "abc"]
    assert read["next_offset"] is None and unit["verbatim"] and unit["headings"][-1].startswith("Điều 2.")


def test_a_long_text_is_read_in_pieces(server: MCPServer, plan_assistant: Assistant) -> None:
    document = plan_assistant.document("127/KH-UBND")
    assert document is not None and len(document.text) > PIECE
    pieces, offset = [], 0
    while offset is not None:
        result = call(server, "read", document="127/KH-UBND", offset=offset)
        read = told(result)
        assert len(read["unit"]["text"]) <= PIECE
        assert ("Còn tiếp" in text_of(result)) == (read["next_offset"] is not None)
        pieces.append(read["unit"]["text"])
        offset = read["next_offset"]
    assert "".join(pieces) == document.text


def test_ask_gives_the_answer_of_the_assistant(server: MCPServer, law_assistant: Assistant) -> None:
    result = call(server, "ask", question=DUTY, as_of="plan")
    answer = told(result)
    expected = json.loads(json.dumps(law_assistant.ask(Message(DUTY, as_of=date(2023, 3, 7))).to_dict()))
    assert {**answer, "trace": None} == {**expected, "trace": None}
    text = text_of(result)
    assert text.startswith(answer["answer"]) and "Nguồn:" in text
    assert all(f"«{citation['quote']}»" in text for citation in answer["citations"])
    declined = text_of(call(server, "ask", question="Kế hoạch ghi giá cà phê ở Gia Nghĩa bao nhiêu?"))
    assert "Những chỗ gần nhất:" in declined and "Có thể hỏi:\n- " in declined


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("search", {"query": "  "}, "trống"),
        ("search", {"query": "thuế", "k": 0}, "từ 1 đến 50"),
        ("search", {"query": "thuế", "k": "nhiều"}, "k"),
        ("search", {"query": "thuế", "document": "1/2000/NĐ-CP"}, "127/KH-UBND"),
        ("search", {"query": "a" * 2001}, "2000"),
        ("search", {}, "query"),
        ("read", {"document": "127/KH-UBND", "anchor": "dieu_99"}, "htx://documents/127-KH-UBND/outline"),
        ("read", {"document": ""}, "không có văn bản"),
        ("read", {"document": "127/KH-UBND", "offset": -1}, "offset"),
        ("read", {"document": "127/KH-UBND", "offset": 10**9}, "offset"),
        ("ask", {"question": ""}, "trống"),
        ("ask", {"question": DUTY, "as_of": "2024-02-30"}, "không phải một ngày"),
    ],
)
def test_bad_arguments_are_told(server: MCPServer, tool: str, arguments: dict[str, Any], says: str) -> None:
    result = call(server, tool, **arguments)
    assert result.is_error and says in text_of(result)


def test_a_refusal_is_one_line_in_our_own_words(server: MCPServer) -> None:
    told = text_of(call(server, "search", query="thuế", k=51))
    assert told == "k phải từ 1 đến 50, không phải 51"


def test_many_calls_at_once(server: MCPServer) -> None:
    questions = ("Cục Thuế tỉnh phải làm gì?", "phí bến tối đa bao nhiêu", "thành viên góp vốn") * 3

    async def work(client: Client) -> dict[int, CallToolResult]:
        results: dict[int, CallToolResult] = {}

        async def search(place: int, question: str) -> None:
            results[place] = await client.call_tool("search", {"query": question, "k": 2})

        async with anyio.create_task_group() as group:
            for place, question in enumerate(questions):
                group.start_soon(search, place, question)
        return results

    results = using(server, work)
    for place, question in enumerate(questions):
        assert told(results[place]) == told(call(server, "search", query=question, k=2))


def test_the_documents_and_their_outlines_can_be_read(server: MCPServer, law_assistant: Assistant) -> None:
    listed = json.loads(resource(server, "htx://documents"))
    assert [item["document"] for item in listed] == [doc.number for doc in law_assistant.documents()]
    for item in listed:
        lines = resource(server, item["outline"]).splitlines()
        assert lines[0] == f"{item['document']}: {item['title']}" and len(lines) > 2
        document = law_assistant.document(item["document"])
        assert document is not None
        for line in lines[1:]:
            assert document.node(line.strip(" -").split(":")[0]) is not None
    templates = using(server, lambda client: client.list_resource_templates()).resource_templates
    assert [template.uri_template for template in templates] == ["htx://documents/{slug}/outline"]
    refused = refusal(server, "htx://documents/1-2000-ND-CP/outline")
    assert refused.code == INVALID_PARAMS and "không có văn bản" in refused.message


def test_a_tool_waits_until_the_assistant_is_open(law_assistant: Assistant) -> None:
    opened: Future[Assistant] = Future()
    server = server_of(opened, 2000, lambda: TODAY)
    assert using(server, lambda client: client.list_tools()).tools  # nothing is waited for yet

    async def both(client: Client) -> CallToolResult:
        results: list[CallToolResult] = []

        async def ask() -> None:
            results.append(await client.call_tool("search", {"query": "thuế"}))

        async with anyio.create_task_group() as group:
            group.start_soon(ask)
            await anyio.sleep(0.05)
            assert results == []
            opened.set_result(law_assistant)
        return results[0]

    assert told(using(server, both))["passages"]


def test_an_assistant_that_cannot_be_opened_says_why() -> None:
    def load() -> Assistant:
        raise LibraryCorrupt("chỉ mục bị hỏng; hãy chạy: python -m ingest build")

    server = server_of(opening(load), 2000)
    assert "python -m ingest build" in text_of(call(server, "ask", question=DUTY))
    refused = refusal(server, "htx://documents")
    assert refused.code == INTERNAL_ERROR and "python -m ingest build" in refused.message


# The command


def environment(data_dir: Path) -> dict[str, str]:
    return {**os.environ, "ASSISTANT_DATA_DIR": str(data_dir), "PYTHONWARNINGS": "ignore"}


def test_over_standard_input_and_output(settings: Settings) -> None:
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "assistant", "mcp"], env=environment(settings.data_dir)
    )

    async def work(client: Client) -> tuple[CallToolResult, CallToolResult, CallToolResult]:
        assert {tool.name for tool in (await client.list_tools()).tools} == {"search", "read", "ask"}
        found = await client.call_tool("search", {"query": "thuế", "k": 1})
        read = await client.call_tool("read", {"document": "127/KH-UBND", "anchor": "iii.2.12"})
        return found, read, await client.call_tool("ask", {"question": DUTY})

    found, read, answer = using(command, work)
    assert told(found)["passages"] and "Cục Thuế tỉnh chủ trì" in told(read)["unit"]["text"]
    assert told(answer)["status"] == "answered"


def test_over_http(settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "mcp", "--http", str(port)]
    running = subprocess.Popen(command, env=environment(settings.data_dir), stdout=subprocess.DEVNULL)
    try:
        wait_for(port, running)
        answer = using(f"http://127.0.0.1:{port}/mcp", lambda c: c.call_tool("ask", {"question": DUTY}))
        assert told(answer)["status"] == "answered"
    finally:
        running.terminate()
        running.wait(10)


def wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while True:
        assert running.poll() is None and time.monotonic() < deadline, "the server did not start"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)


def faulty(code: str, data_dir: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], env=environment(data_dir), capture_output=True, text=True, timeout=60
    )


RUN = "import sys; {first}; sys.argv = ['assistant', 'mcp']; from assistant.__main__ import main; main()"


def test_without_the_library_of_the_protocol_one_line_says_what_to_install(settings: Settings) -> None:
    ended = faulty(RUN.format(first="sys.modules['mcp'] = None"), settings.data_dir)
    assert ended.returncode == 1 and "pip install 'tro-ly-htx[mcp]'" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1 and ended.stdout == ""


def test_without_an_index_one_line_says_what_to_run(empty_data: Path) -> None:
    ended = faulty(RUN.format(first="pass"), empty_data)
    assert ended.returncode == 1 and "python -m ingest build" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1 and ended.stdout == ""
