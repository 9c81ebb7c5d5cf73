"""Small cases, answers and documents, made by hand."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from evals.answers import AnswerRow
from evals.cases import Case, read_cases
from evals.sources import Documents
from knowledge.document import Document, Node, NodeKind, Span

TAX = "Cục Thuế tỉnh triển khai thực hiện hiệu quả các chính sách thuế đối với hợp tác xã."
BANK = "Ngân hàng Nhà nước chi nhánh tỉnh chỉ đạo các tổ chức tín dụng cho hợp tác xã vay vốn."
TEXT = f"{TAX}\n{BANK}\n"

Json = dict[str, Any]


def _unit(anchor: str, start: int, end: int) -> Node:
    return Node(NodeKind.ITEM, anchor, f"Mục {anchor}", "", Span(start, end), start, end)


@pytest.fixture
def sources() -> Documents:
    units = (_unit("iii.2.12", 0, len(TAX)), _unit("iii.2.13", len(TAX) + 1, len(TEXT) - 1))
    root = Node(NodeKind.DOCUMENT, "", "", "", Span(0, 0), 0, len(TEXT), units)
    return Documents([Document("127/KH-UBND", "Kế hoạch", TEXT, root, "0" * 64)])


def tax_case(**changes: Any) -> Json:
    """A case that `tax_answer` passes."""
    fields: Json = {
        "id": "c1",
        "question": "Cục Thuế tỉnh làm gì?",
        "register": "formal",
        "kind": "duty",
        "gold": [{"document": "127/KH-UBND", "anchor": "iii.2.12"}],
        "gold_quotes": ["hiệu quả các chính sách thuế"],
        "must_include": [["chính sách thuế", "thuế"]],
        "must_not_include": ["Sở Tài chính"],
    }
    return fields | changes


def tax_citation(**changes: Any) -> Json:
    fields: Json = {
        "id": "1",
        "document": "127/KH-UBND",
        "title": "Kế hoạch",
        "locator": "Mục III.2.12",
        "anchor": "iii.2.12",
        "headings": [],
        "quote": TAX,
        "start": 0,
        "end": len(TAX),
        "verbatim": True,
        "validity": None,
    }
    return fields | changes


def tax_answer(**changes: Any) -> Json:
    fields: Json = {
        "id": "c1",
        "status": "answered",
        "answer": "**Cục Thuế tỉnh** thực hiện các chính sách thuế [1].",
        "claims": [{"text": "Cục Thuế tỉnh thực hiện các chính sách thuế [1].", "citations": ["1"]}],
        "citations": [tax_citation()],
        "latency_ms": 20.0,
    }
    return fields | changes


@pytest.fixture
def make_case() -> Callable[..., Case]:
    def make(**changes: Any) -> Case:
        line = json.dumps(tax_case(**changes), ensure_ascii=False)
        (case,) = read_cases("cases.jsonl", line.encode()).cases
        return case

    return make


@pytest.fixture
def make_answer() -> Callable[..., AnswerRow]:
    def make(**changes: Any) -> AnswerRow:
        return AnswerRow.model_validate(tax_answer(**changes))

    return make


@pytest.fixture
def tax() -> Callable[..., Json]:
    """The JSON of a case that `reply` passes."""
    return tax_case


@pytest.fixture
def reply() -> Callable[..., Json]:
    """The JSON of an answer that passes `tax`."""
    return tax_answer


@pytest.fixture
def citation() -> Callable[..., Json]:
    return tax_citation


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes JSON objects, one a line, into a file of this name."""

    def write_lines(name: str, *lines: Mapping[str, Any] | str) -> Path:
        path = tmp_path / name
        texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
        path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
        return path

    return write_lines


class Service:
    """A stand-in for the web service: answers by number of the request, as `reply` says."""

    def __init__(self) -> None:
        self.bodies: list[Json] = []
        self.reply: Callable[[int, Json], tuple[int, Json, dict[str, str]]] = lambda number, body: (
            200,
            {
                key: value
                for key, value in tax_answer(answer=f"Về: {body['question']}").items()
                if key != "id"
            },
            {},
        )
        self._server = HTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                service.bodies.append({"path": self.path, **json.loads(self.rfile.read(length))})
                code, body, headers = service.reply(len(service.bodies), service.bodies[-1])
                self.send_response(code)
                for name, value in headers.items():
                    self.send_header(name, value)
                raw = json.dumps(body).encode()
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler


@pytest.fixture
def service() -> Iterator[Service]:
    running = Service()
    yield running
    running.stop()
