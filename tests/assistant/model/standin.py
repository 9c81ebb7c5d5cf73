"""A server on this machine that speaks as OpenAI's chat completions do, and misbehaves on request.

`Standin` is a real HTTP server on 127.0.0.1: hand its `url` to `init_chat_model("openai:…", base_url=…)`, or
to `ASSISTANT_LLM_BASE_URL`. What it does with each request is the next of its `acts`; the last one stays.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import TracebackType
from typing import Any

Reply = Callable[[str, str], str]
"""What is said to a system text and a user text."""


def _ok(_system: str, _user: str) -> str:
    return "được"


@dataclass(frozen=True)
class Act:
    """What the server does with one request.

    `status` other than 200 answers with an error. `reply` is told in pieces of `size` characters, `pause`
    seconds between them, `before` seconds ahead of the first. `cut` ends the reply after so many characters:
    by `reset` the connection is torn down, else it is closed. `garbage` is sent in place of events;
    `refusal` is told in place of a reply, `finish` is the reason told at the end, `usage` whether tokens are
    counted.
    """

    reply: Reply = _ok
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    size: int = 12
    before: float = 0.0
    pause: float = 0.0
    cut: int | None = None
    reset: bool = False
    garbage: bytes = b""
    refusal: str = ""
    finish: str = "stop"
    usage: bool = True


class Standin:
    """The server, running while its `with` block does. `requests` has the body of each, `keys` the keys."""

    def __init__(self, *acts: Act) -> None:
        self.acts = list(acts) or [Act()]
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.left = Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The base address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def next_act(self) -> Act:
        """What to do with the request at hand."""
        return self.acts.pop(0) if len(self.acts) > 1 else self.acts[0]

    def __enter__(self) -> Standin:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.left.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(standin: Standin) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            standin.requests.append(body)
            standin.keys.append(self.headers.get("Authorization", ""))
            try:
                _perform(self, standin, standin.next_act(), body)
            except OSError:  # the caller has gone
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test's output is its own."""

    return Handler


def _perform(handler: BaseHTTPRequestHandler, standin: Standin, act: Act, body: dict[str, Any]) -> None:
    if act.status != 200:
        _send(handler, act.status, act.headers, b'{"error": {"message": "sk-secret-of-the-server"}}')
        return
    standin.left.wait(act.before)
    said = {message["role"]: message["content"] for message in body["messages"]}
    words = act.reply(said.get("system", ""), said.get("user", ""))
    if act.garbage:
        _send(handler, 200, {"Content-Type": "text/event-stream"}, act.garbage)
        return
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.end_headers()
    handler.close_connection = True
    for event in _events(act, words, body):
        if act.cut is not None and act.reset and event is None:
            _reset(handler)
            return
        if event is None:
            return
        handler.wfile.write(event)
        handler.wfile.flush()
        if act.pause and standin.left.wait(act.pause):
            return


def _events(act: Act, words: str, body: dict[str, Any]) -> Iterator[bytes | None]:
    """The events of a reply; nothing where it breaks off."""
    yield _event({"role": "assistant", "content": ""})
    if act.refusal:
        yield _event({"refusal": act.refusal})
    told = "" if act.refusal else words[: act.cut]
    for start in range(0, len(told), act.size):
        yield _event({"content": told[start : start + act.size]})
    if act.cut is not None:
        yield None
        return
    yield _event({}, act.finish)
    if act.usage and (body.get("stream_options") or {}).get("include_usage"):
        given = sum(len(message["content"]) for message in body["messages"]) // 3
        counts = {"prompt_tokens": given, "completion_tokens": len(words) // 3}
        usage = {**counts, "total_tokens": sum(counts.values())}
        yield _line({"id": "x", "object": "chat.completion.chunk", "choices": [], "usage": usage})
    yield b"data: [DONE]\n\n"


def _event(delta: dict[str, Any], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return _line(
        {
            "id": "x",
            "object": "chat.completion.chunk",
            "created": int(time.time()),
            "model": "m",
            "choices": [choice],
        }
    )


def _line(value: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n".encode()


def _send(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str], content: bytes) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", **headers}.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def _reset(handler: BaseHTTPRequestHandler) -> None:
    """Tear the connection down: the other side gets a reset, not an end."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
