"""Polite downloads: named, slow, within robots.txt, cached by ETag, resumed by Range, retried with pauses."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from knowledge.errors import DocumentError

if TYPE_CHECKING:
    import httpx

AGENT = "tro-ly-htx/0.1 (tro ly kinh te tap the; tai tung trang, co nghi)"
"""How we introduce ourselves; robots.txt is asked under the part before the stroke."""

TRIES = 4
"""Attempts at one address; between them 2, 4, 8 seconds, or what the server asks for up to `LONGEST_WAIT`."""

LONGEST_WAIT = 60.0
TIMEOUT = 30.0
"""Seconds without an answer."""

MAX_BYTES = 50 * 1024 * 1024
MAX_ARCHIVE = 1024 * 1024 * 1024
_BY_HAND = "lưu trang bằng trình duyệt rồi chạy: python -m ingest add vbpl <tệp>"
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(slots=True)
class Downloader:
    """Downloads into files, one request at a time, `delay` seconds apart."""

    client: httpx.Client
    delay: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: float | None = None

    def fetch(self, url: str, target: Path, limit: int = MAX_BYTES) -> bool:
        """Bring `target` up to date with `url`; false where the server says that nothing changed.

        A download that broke off goes on where it stopped, when the server can do that.

        Raises:
            DocumentError: no network, refused by robots.txt or the server, or larger than `limit` bytes.
        """
        import httpx

        self._obey(url)
        why = ""
        for attempt in range(TRIES):
            try:
                with self.client.stream("GET", url, headers=_conditions(target)) as reply:
                    if reply.status_code not in _AGAIN:
                        return self._take(reply, target, limit)
                    why, wait = f"máy chủ trả lời {reply.status_code}", _asked_wait(reply)
            except httpx.TransportError as error:
                why, wait = f"không có mạng hoặc máy chủ không trả lời ({type(error).__name__})", 0.0
            except OSError as error:
                raise DocumentError(
                    f"không ghi được {target} ({error.strerror}); hãy kiểm tra quyền ghi và chỗ trống"
                ) from error
            if attempt + 1 < TRIES:
                self.sleep(min(max(wait, 2.0 ** (attempt + 1)), LONGEST_WAIT))
        raise DocumentError(
            f"{url}: {why}; hãy thử lại khi có mạng (phần đã tải được giữ lại), hoặc {_BY_HAND}"
        )

    def _obey(self, url: str) -> None:
        """Wait for our turn, and refuse what robots.txt keeps from programs."""
        site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if site not in self._robots:
            self._robots[site] = self._rules(site)
        if not self._robots[site].can_fetch(AGENT.partition("/")[0], url):
            raise DocumentError(
                f"{url}: cổng không cho chương trình tải trang này (robots.txt); hãy {_BY_HAND}"
            )
        self._pause()

    def _pause(self) -> None:
        if self._last is not None and (early := self._last + self.delay - self.clock()) > 0:
            self.sleep(early)
        self._last = self.clock()

    def _rules(self, site: str) -> RobotFileParser:
        """What robots.txt allows; without such a file everything, where it is closed to us nothing."""
        import httpx

        rules = RobotFileParser()
        self._pause()
        try:
            reply = self.client.get(f"{site}/robots.txt", headers={"User-Agent": AGENT})
        except httpx.TransportError as error:
            raise DocumentError(
                f"{site}: không có mạng hoặc máy chủ không trả lời ({type(error).__name__}); "
                f"hãy thử lại khi có mạng, hoặc {_BY_HAND}"
            ) from None
        closed = reply.status_code in (401, 403) or reply.status_code >= 500
        rules.parse(
            reply.text.splitlines()
            if reply.is_success
            else ["User-agent: *", f"Disallow: {'/' if closed else ''}"]
        )
        return rules

    def _take(self, reply: httpx.Response, target: Path, limit: int) -> bool:
        if reply.status_code == 304:
            return False
        part = _part_of(target)
        if reply.status_code == 416:  # the part does not fit what stands there now
            part.unlink(missing_ok=True)
            raise DocumentError(f"{reply.url}: phần đã tải không còn khớp và đã được bỏ; hãy chạy lại")
        if not reply.is_success:
            raise DocumentError(
                f"{reply.url}: máy chủ trả lời {reply.status_code}; hãy kiểm tra số hiệu, hoặc {_BY_HAND}"
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        resumed = reply.status_code == 206
        _note(part, reply)
        size = part.stat().st_size if resumed and part.exists() else 0
        with part.open("ab" if resumed else "wb") as file:
            for chunk in reply.iter_bytes():
                size += len(chunk)
                if size > limit:
                    file.close()
                    part.unlink(missing_ok=True)
                    raise DocumentError(f"{reply.url}: lớn hơn {limit // 2**20} MB; không tải")
                file.write(chunk)
        part.replace(target)
        _notes_of(part).replace(_notes_of(target))
        return True


def client() -> httpx.Client:
    """A client that introduces itself and follows redirects."""
    import httpx

    return httpx.Client(headers={"User-Agent": AGENT}, timeout=TIMEOUT, follow_redirects=True)


def _part_of(target: Path) -> Path:
    return target.with_name(f"{target.name}.part")


def _notes_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.http.json")


def _note(path: Path, reply: httpx.Response) -> None:
    told = {name: reply.headers[name] for name in ("etag", "last-modified") if name in reply.headers}
    _notes_of(path).write_text(json.dumps(told), encoding="utf-8")


def _told(path: Path) -> dict[str, str]:
    try:
        return {
            str(name): str(value) for name, value in json.loads(_notes_of(path).read_text("utf-8")).items()
        }
    except (OSError, ValueError, AttributeError):
        return {}


def _conditions(target: Path) -> dict[str, str]:
    """What we have already: a part to go on from, or a whole file that may still hold."""
    part = _part_of(target)
    told = _told(part)
    mark = told.get("etag") or told.get("last-modified") or ""
    if mark and not mark.startswith("W/") and part.is_file() and part.stat().st_size:
        return {"Range": f"bytes={part.stat().st_size}-", "If-Range": mark, "Accept-Encoding": "identity"}
    headers = {"Accept-Encoding": "identity"}
    if target.is_file():
        told = _told(target)
        headers |= {"If-None-Match": told["etag"]} if "etag" in told else {}
        headers |= {"If-Modified-Since": told["last-modified"]} if "last-modified" in told else {}
    return headers


def _asked_wait(reply: httpx.Response) -> float:
    asked = reply.headers.get("retry-after", "")
    return float(asked) if asked.isascii() and asked.isdigit() else 0.0
