"""Zalo on this machine: real HTTP, faults in the body of a 200, tokens that end, limits that are kept."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

APP_ID = "4291763606161179100"
APP_SECRET = "app-secret"
OA_SECRET = "oa-secret"
FIRST_REFRESH = "refresh-0"
SEND = "/v3.0/oa/message/cs"
RENEW = "/v4/oa/access_token"

Fault = str
"""What a call meets: a status ("500", "429"), a code of Zalo's ("-32"), "reset" before it is carried out,
"lost" after."""


@dataclass(frozen=True)
class Shown:
    """A message as a person sees it."""

    user: str
    text: str
    buttons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Call:
    """A call: what it asked, what came of it (the fault, or Zalo's code)."""

    path: str
    outcome: str
    token: str = ""


class ZaloStandIn(ThreadingHTTPServer):
    """One Official Account and the app that speaks for it."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.changed = threading.Condition()
        self.shown: list[Shown] = []
        self.calls: list[Call] = []
        self.fault: Callable[[str], Fault | None] = lambda _path: None
        self.refused: dict[str, int] = {}
        self.refresh = FIRST_REFRESH
        self.access = ""
        self.expires_in: object = "90000"
        self.renewals = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def of(self, path: str) -> list[str]:
        """What came of the calls of a path, in order."""
        return [call.outcome for call in self.calls if call.path == path]

    def texts(self, user: str) -> list[str]:
        return [shown.text for shown in self.shown if shown.user == user]

    def until(self, happened: Callable[[], bool], seconds: float = 10.0) -> None:
        deadline = time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < deadline, "it did not happen in time"
            with self.changed:
                self.changed.wait(0.003)

    def spoil(self) -> None:
        """The access token holds no longer."""
        self.access = "ended"

    def close(self) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no fault of the server."""

    # --- methods

    def send(self, token: str, body: dict[str, Any]) -> dict[str, Any]:
        if not self.access or token != self.access:
            return {"error": -216, "message": "Access token is invalid"}
        user, message = body["recipient"]["user_id"], body["message"]
        if user in self.refused:
            return {"error": self.refused[user], "message": "no"}
        text = message.get("text", "")
        if not text.strip() or len(text) > 2000:
            return {"error": -210, "message": "Parameter exceeds allowable limit"}
        buttons = buttons_of(message)
        if buttons is None:
            return {"error": -201, "message": "buttons is invalid!"}
        with self.changed:
            self.shown.append(Shown(user, text, buttons))
            id = f"m{len(self.shown)}"
        return {"error": 0, "message": "Success", "data": {"message_id": id, "user_id": user}}

    def renew(self, secret: str, form: dict[str, str]) -> dict[str, Any]:
        right = (APP_SECRET, APP_ID, "refresh_token", self.refresh)
        if (secret, form.get("app_id"), form.get("grant_type"), form.get("refresh_token")) != right:
            return {
                "error": -14014,
                "error_name": "Invalid refresh token",
                "error_description": "used or unknown",
            }
        with self.changed:
            self.renewals += 1
            self.refresh, self.access = f"refresh-{self.renewals}", f"access-{self.renewals}"
        return {
            "access_token": self.access,
            "refresh_token": self.refresh,
            "expires_in": self.expires_in,
        }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: ZaloStandIn

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        fault = self.server.fault(self.path)
        if fault == "reset":
            self._done("reset")
            self._break()
        elif fault and fault.startswith("-"):
            self._done(fault)
            self._reply(200, {"error": int(fault), "message": "fault"})
        elif fault and fault.isdecimal():
            self._done(fault)
            self._reply(int(fault), None)
        else:
            body = self._carried_out(raw)
            self._done("lost" if fault else str(body.get("error", 0)))
            self._break() if fault else self._reply(200, body)

    def _carried_out(self, raw: str) -> dict[str, Any]:
        if self.path == SEND:
            return self.server.send(self.headers.get("access_token", ""), json.loads(raw))
        if self.path == RENEW:
            form = {name: values[0] for name, values in parse_qs(raw).items()}
            return self.server.renew(self.headers.get("secret_key", ""), form)
        return {"error": -404, "message": "empty api"}

    def _done(self, outcome: str) -> None:
        with self.server.changed:
            self.server.calls.append(Call(self.path, outcome, self.headers.get("access_token", "")))
            self.server.changed.notify_all()

    def _break(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def _reply(self, status: int, body: dict[str, Any] | None) -> None:
        raw = b"<html>busy</html>" if body is None else json.dumps(body).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


def buttons_of(message: dict[str, Any]) -> tuple[tuple[str, str], ...] | None:
    """The buttons of a message: title and payload; nothing where Zalo would not take them."""
    attachment = message.get("attachment")
    if attachment is None:
        return ()
    buttons = attachment["payload"]["buttons"]
    good = attachment["type"] == "template" and 1 <= len(buttons) <= 5
    good = good and all(
        button["type"] == "oa.query.hide"
        and 0 < len(button["title"]) <= 100
        and 0 < len(button["payload"]) <= 1000
        for button in buttons
    )
    return tuple((button["title"], button["payload"]) for button in buttons) if good else None


@contextmanager
def zalo_running() -> Iterator[ZaloStandIn]:
    """A server that listens."""
    server = ZaloStandIn()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(5)
