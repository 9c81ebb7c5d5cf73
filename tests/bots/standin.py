"""A Bot API server on this machine: real HTTP, real status codes, strict where it matters."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

TOKEN = "123456:stand-in"
BOT = {"id": 99, "is_bot": True, "first_name": "Trợ lý HTX", "username": "tro_ly_htx_bot"}
TAGS = {"b", "i", "blockquote"}
_TAG = re.compile(r"<(/?)([a-z]+)>")

Fault = str
"""What a call meets: "429", "500", "reset" (the connection breaks before the call is carried out)."""


@dataclass(frozen=True)
class Shown:
    """A message as a person sees it now."""

    id: int
    chat: int
    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    file: str = ""
    edited: bool = False


@dataclass
class Call:
    """A call that was carried out or refused, and when."""

    method: str
    fields: dict[str, str]
    status: int
    at: float = field(default_factory=time.monotonic)


class StandIn(ThreadingHTTPServer):
    """Holds updates for the bot and what the bot has sent."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.changed = threading.Condition()
        self.updates: list[dict[str, Any]] = []
        self.handed: dict[int, float] = {}
        self.offset = 0
        self.shown: dict[int, Shown] = {}
        self.order: list[Shown] = []
        self.calls: list[Call] = []
        self.fault: Callable[[str, dict[str, str]], Fault | None] = lambda _method, _fields: None
        self.blocked: set[int] = set()
        self.open = True
        self._ids = 1000

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/bot"

    def push(self, update: dict[str, Any], id: int | None = None) -> int:
        """Hold an update for the bot; gives its id."""
        with self.changed:
            if id is None:
                self._ids += 1
            update = {"update_id": self._ids if id is None else id, **update}
            self.updates.append(update)
            self.changed.notify_all()
            return int(update["update_id"])

    def next_id(self) -> int:
        with self.changed:
            self._ids += 1
            return self._ids

    def until(self, happened: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait for something that the bot brings about."""
        deadline = time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < deadline, "it did not happen in time"
            with self.changed:
                self.changed.wait(0.003)

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def texts(self, chat: int) -> list[str]:
        """What the chat shows, in the order it was sent."""
        return [self.shown[shown.id].text for shown in self.order if shown.chat == chat]

    def close(self) -> None:
        with self.changed:
            self.open = False
            self.changed.notify_all()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no fault of the server."""

    # --- methods

    def answer(self, method: str, fields: dict[str, str], file: str = "") -> tuple[int, Any]:
        act = getattr(self, f"on_{re.sub(r'(?<=[a-z])(?=[A-Z])', '_', method).lower()}", None)
        if act is None:
            return 404, "Not Found"
        if fields.get("chat_id") and int(fields["chat_id"]) in self.blocked:
            return 403, "Forbidden: bot was blocked by the user"
        status, result = act(fields, file) if method == "sendDocument" else act(fields)
        return status, result

    def on_get_me(self, _fields: dict[str, str]) -> tuple[int, Any]:
        return 200, BOT

    def on_get_updates(self, fields: dict[str, str]) -> tuple[int, Any]:
        with self.changed:
            self.offset = max(self.offset, int(fields.get("offset", 0)))
            self.updates = [item for item in self.updates if item["update_id"] >= self.offset]
            self.changed.notify_all()
            self.changed.wait_for(lambda: self.updates or not self.open, float(fields.get("timeout", 0)))
            found = self.updates[: int(fields.get("limit", 100))]
            for update in found:
                self.handed.setdefault(update["update_id"], time.monotonic())
            return 200, found

    def on_send_message(self, fields: dict[str, str]) -> tuple[int, Any]:
        return self._show(fields, None)

    def on_edit_message_text(self, fields: dict[str, str]) -> tuple[int, Any]:
        with self.changed:
            before = self.shown.get(int(fields["message_id"]))
        if before is None:
            return 400, "Bad Request: message to edit not found"
        return self._show(fields, before)

    def on_send_document(self, fields: dict[str, str], file: str) -> tuple[int, Any]:
        return self._keep(Shown(0, int(fields["chat_id"]), fields.get("caption", ""), (), file))

    def on_send_chat_action(self, _fields: dict[str, str]) -> tuple[int, Any]:
        return 200, True

    on_send_message_draft = on_answer_callback_query = on_send_chat_action
    on_set_my_commands = on_set_my_description = on_set_my_short_description = on_send_chat_action
    on_set_webhook = on_delete_webhook = on_send_chat_action

    def _show(self, fields: dict[str, str], before: Shown | None) -> tuple[int, Any]:
        text = fields.get("text", "")
        if fields.get("parse_mode") == "HTML":
            if not well_formed(text):
                return 400, "Bad Request: can't parse entities: unsupported start tag"
            text = unescape(_TAG.sub("", text))
        if not text.strip():
            return 400, "Bad Request: message text is empty"
        if len(text.encode("utf-16-le")) // 2 > 4096:
            return 400, "Bad Request: message is too long"
        buttons = buttons_of(fields.get("reply_markup", ""))
        if any(not label or len(data.encode()) > 64 or not data for label, data in buttons):
            return 400, "Bad Request: BUTTON_DATA_INVALID"
        shown = Shown(
            before.id if before else 0, int(fields["chat_id"]), text, buttons, edited=before is not None
        )
        if before and (before.text, before.buttons) == (text, buttons):
            return 400, "Bad Request: message is not modified"
        return self._keep(shown)

    def _keep(self, shown: Shown) -> tuple[int, Any]:
        with self.changed:
            if not shown.id:
                self._ids += 1
                shown = Shown(self._ids, shown.chat, shown.text, shown.buttons, shown.file)
                self.order.append(shown)
            self.shown.pop(shown.id, None)  # what was touched last stands last
            self.shown[shown.id] = shown
            self.changed.notify_all()
        chat = {"id": shown.chat, "type": "private" if shown.chat > 0 else "supergroup"}
        return 200, {
            "message_id": shown.id,
            "date": 1_790_000_000,
            "chat": chat,
            "from": BOT,
            "text": shown.text,
        }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: StandIn

    def do_POST(self) -> None:
        token, _, method = self.path.removeprefix("/bot").partition("/")
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fields, file = read_body(self.headers.get("Content-Type", ""), raw)
        if token != TOKEN:
            self._reply(401, "Unauthorized")
            return
        fault = self.server.fault(method, fields)
        if fault:
            self._fail(method, fields, fault)
            return
        status, result = self.server.answer(method, fields, file)
        with self.server.changed:
            self.server.calls.append(Call(method, fields, status))
            self.server.changed.notify_all()
        self._reply(status, result)

    def _fail(self, method: str, fields: dict[str, str], fault: Fault) -> None:
        with self.server.changed:
            self.server.calls.append(Call(method, fields, 0 if fault == "reset" else int(fault)))
        if fault == "reset":
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.close()
            self.close_connection = True
        elif fault == "429":
            self._reply(429, "Too Many Requests: retry after 1", {"retry_after": 1})
        else:
            self._reply(int(fault), "Internal Server Error")

    def _reply(self, status: int, result: Any, parameters: dict[str, int] | None = None) -> None:
        if status == 200:
            body: dict[str, Any] = {"ok": True, "result": result}
        else:
            body = {"ok": False, "error_code": status, "description": result}
        if parameters:
            body["parameters"] = parameters
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


def read_body(kind: str, raw: bytes) -> tuple[dict[str, str], str]:
    """The fields of a form, urlencoded or in parts, and the file among them."""
    if not kind.startswith("multipart/"):
        return {name: values[0] for name, values in parse_qs(raw.decode()).items()}, ""
    message = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + raw)
    fields, file = {}, ""
    for part in message.walk():
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes):
            continue  # the whole
        if part.get_filename():
            file = body.decode()
        else:
            fields[str(part.get_param("name", header="content-disposition"))] = body.decode()
    return fields, file


def well_formed(html: str) -> bool:
    """Whether every tag is known and closed in order, and nothing else looks like one."""
    opened: list[str] = []
    for closing, name in _TAG.findall(html):
        if name not in TAGS:
            return False
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    rest = _TAG.sub("", html)
    return not opened and "<" not in rest and not re.search(r"&(?!(?:amp|lt|gt|quot);)", rest)


def buttons_of(markup: str) -> tuple[tuple[str, str], ...]:
    """The buttons of a keyboard: label and data."""
    if not markup:
        return ()
    rows = json.loads(markup)["inline_keyboard"]
    return tuple((button["text"], button["callback_data"]) for row in rows for button in row)


@contextmanager
def running() -> Iterator[StandIn]:
    """A server that listens."""
    server = StandIn()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(5)
