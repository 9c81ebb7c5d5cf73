"""Downloads against a local stand-in of the portals: polite, cached, resumed, retried, bounded."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from ingest.add import Places, add_database
from ingest.collected import Collected, Unit, save
from ingest.download import AGENT, TRIES, Downloader, client
from ingest.fetch import PAGES, fetch_codification, fetch_instrument, item_found, known_item
from knowledge.document import Meta
from knowledge.errors import DocumentError
from tests.ingest.database import full_page, history_page, properties_page, related_page

STORED = Path(__file__).parents[3] / "shared" / "vbpl"
MADE = {
    "toanvan": full_page(),
    "thuoctinh": properties_page(),
    "lichsu": history_page(),
    "vanbanlienquan": related_page(),
}
NUMBER, ITEM = "7/2091/NĐ-CP", "77"


@dataclass
class Portal:
    """What the stand-in serves and what it was asked."""

    pages: dict[str, bytes] = field(default_factory=dict)
    robots: str = "User-agent: *\nDisallow: /admin/\n"
    faults: list[int] = field(default_factory=list)
    cut: int = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    base: str = ""

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    portal: Portal

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the tests read `asked`."""

    def do_GET(self) -> None:
        portal = self.portal
        portal.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        if self.path == "/robots.txt":
            self._reply(200, portal.robots.encode(), {})
        elif portal.faults:
            self._reply(portal.faults.pop(0), b"", {"Retry-After": "7"})
        elif (body := self._body()) is None:
            self._reply(404, b"", {})
        else:
            self._serve(body)

    def _body(self) -> bytes | None:
        parts = urlsplit(self.path)
        item = parse_qs(parts.query).get("ItemID", [""])[0]
        return self.portal.pages.get(f"{parts.path}?{item}", self.portal.pages.get(parts.path))

    def _serve(self, body: bytes) -> None:
        tag = f'"{len(body)}"'
        if self.headers.get("If-None-Match") == tag:
            self._reply(304, b"", {"ETag": tag})
            return
        start = 0
        if (ranged := self.headers.get("Range")) and self.headers.get("If-Range") == tag:
            start = int(ranged.removeprefix("bytes=").removesuffix("-"))
        cut, self.portal.cut = self.portal.cut, 0
        self._reply(206 if start else 200, body[start:], {"ETag": tag}, cut)

    def _reply(self, status: int, body: bytes, headers: dict[str, str], cut: int = 0) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[:cut] if cut else body)
        if cut:
            self.close_connection = True


@pytest.fixture
def portal() -> Iterator[Portal]:
    served = Portal({f"/TW/Pages/vbpq-{kind}.aspx?{ITEM}": html.encode() for kind, html in MADE.items()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"portal": served}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    served.base = f"http://127.0.0.1:{server.server_port}"
    yield served
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Clock:
    """Time that passes only by sleeping."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def loader(clock: Clock) -> Iterator[Downloader]:
    with client() as http:
        yield Downloader(http, 1.5, clock.sleep, clock)


def fetched(portal: Portal, loader: Downloader, folder: Path, item: str = ITEM) -> int:
    found = fetch_instrument(
        NUMBER, folder / "downloads", loader, texts=folder / "texts", base=portal.base, item=item
    )
    assert len(found.pages) == len(PAGES)
    return found.sent


def test_an_instrument_is_fetched_and_added(portal: Portal, loader: Downloader, tmp_path: Path) -> None:
    assert fetched(portal, loader, tmp_path) == 4
    places = Places.below(tmp_path)
    report = add_database(sorted((tmp_path / "downloads").glob("*.html")), places)
    assert report.changed == (NUMBER,)
    assert report.skipped == ()


def test_we_say_who_we_are_and_take_our_time(
    portal: Portal, loader: Downloader, tmp_path: Path, clock: Clock
) -> None:
    fetched(portal, loader, tmp_path)
    assert portal.asked[0][0] == "/robots.txt"
    assert {headers["user-agent"] for _, headers in portal.asked} == {AGENT}
    assert clock.slept == [1.5] * 4
    assert len(portal.asked) == 5


def test_what_did_not_change_is_not_sent_again(portal: Portal, loader: Downloader, tmp_path: Path) -> None:
    fetched(portal, loader, tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / "downloads").glob("*.html")}
    assert fetched(portal, loader, tmp_path) == 0
    assert {path: path.read_bytes() for path in before} == before
    key = f"/TW/Pages/vbpq-toanvan.aspx?{ITEM}"
    portal.pages[key] = portal.pages[key].replace(b"Ngh", b"NNgh")
    assert fetched(portal, loader, tmp_path) == 1


def test_robots_are_obeyed(portal: Portal, loader: Downloader, tmp_path: Path) -> None:
    portal.robots = "User-agent: *\nDisallow: /TW/Pages/\n"
    with pytest.raises(DocumentError, match=r"robots\.txt.*add vbpl"):
        fetched(portal, loader, tmp_path)
    assert portal.paths() == []


def test_a_download_cut_half_way_goes_on(portal: Portal, loader: Downloader, tmp_path: Path) -> None:
    body = bytes(range(256)) * 400
    portal.pages["/Files/bo.zip"] = body
    portal.cut = 70_000
    path, sent = fetch_codification(tmp_path, loader, f"{portal.base}/Files/bo.zip")
    assert (sent, path.name, path.read_bytes()) == (True, "bo.zip", body)
    ranges = [headers.get("range") for name, headers in portal.asked if name == "/Files/bo.zip"]
    assert ranges[0] is None
    assert ranges[1] is not None
    assert 0 < int(ranges[1].removeprefix("bytes=").removesuffix("-")) <= 70_000
    assert fetch_codification(tmp_path, loader, f"{portal.base}/Files/bo.zip") == (path, False)
    assert not list(tmp_path.glob("*.part"))


def test_a_part_of_another_version_is_thrown_away(portal: Portal, loader: Downloader, tmp_path: Path) -> None:
    (tmp_path / "bo.zip.part").write_bytes(b"old")
    (tmp_path / "bo.zip.part.http.json").write_text('{"etag": "\\"999\\""}', encoding="utf-8")
    portal.pages["/Files/bo.zip"] = b"new and whole"
    path, _ = fetch_codification(tmp_path, loader, f"{portal.base}/Files/bo.zip")
    assert path.read_bytes() == b"new and whole"


def test_a_busy_server_is_asked_again_when_it_says(
    portal: Portal, loader: Downloader, tmp_path: Path, clock: Clock
) -> None:
    portal.faults = [503, 429]
    assert fetched(portal, loader, tmp_path) == 4
    assert clock.slept.count(7.0) == 2


def test_a_server_that_stays_down_is_one_line(portal: Portal, loader: Downloader, tmp_path: Path) -> None:
    portal.faults = [500] * TRIES
    with pytest.raises(DocumentError, match=r"máy chủ trả lời 500.*hãy thử lại") as raised:
        fetched(portal, loader, tmp_path)
    assert "\n" not in str(raised.value)
    assert len(portal.paths()) == TRIES


def test_without_a_network_is_one_line(tmp_path: Path, clock: Clock) -> None:
    def nobody(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route to host")

    with httpx.Client(transport=httpx.MockTransport(nobody)) as http:
        loader = Downloader(http, 0.0, clock.sleep, clock)
        with pytest.raises(DocumentError, match="không có mạng"):
            fetch_instrument(NUMBER, tmp_path, loader, texts=tmp_path, base="http://vbpl.invalid", item=ITEM)
    assert list(tmp_path.iterdir()) == []


def test_what_is_too_large_is_not_kept(portal: Portal, loader: Downloader, tmp_path: Path) -> None:
    portal.pages["/lon"] = b"x" * 5000
    with pytest.raises(DocumentError, match="lớn hơn"):
        loader.fetch(f"{portal.base}/lon", tmp_path / "lon", limit=4000)
    assert not (tmp_path / "lon").exists()
    assert not (tmp_path / "lon.part").exists()


def test_a_text_that_is_not_there_is_one_line(portal: Portal, loader: Downloader, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"404.*kiểm tra số hiệu"):
        fetched(portal, loader, tmp_path, item="404")


def test_a_missing_side_page_is_no_obstacle(portal: Portal, loader: Downloader, tmp_path: Path) -> None:
    del portal.pages[f"/TW/Pages/vbpq-lichsu.aspx?{ITEM}"]
    found = fetch_instrument(NUMBER, tmp_path, loader, texts=tmp_path, base=portal.base, item=ITEM)
    assert [path.name for path in found.pages] == [
        f"{ITEM}-{kind}.html" for kind in PAGES if kind != "lichsu"
    ]


# Which page.


def test_the_codification_tells_the_page(portal: Portal, loader: Downloader, tmp_path: Path) -> None:
    text = Collected(
        NUMBER, "", Meta(source="phapdien"), (Unit("1", "Điều 1. A"),), (), "https://x/?ItemID=77"
    )
    save(tmp_path / "texts", text)
    save(tmp_path / "texts", replace(text, number="8/2091/NĐ-CP", origin="https://x/?ItemID=88"))
    assert known_item(NUMBER, tmp_path / "texts") == "77"
    assert known_item("1/1900/X", tmp_path / "texts") == ""
    assert fetched(portal, loader, tmp_path, item="") == 4


SEARCH = "/VBQPPL_UserControls/Publishing/TimKiem/pKetQuaTimKiem.aspx"


def test_else_the_search_finds_the_page(portal: Portal, loader: Downloader, tmp_path: Path) -> None:
    portal.pages[SEARCH] = result("88", "17/2091/NĐ-CP").encode() + result(ITEM, NUMBER).encode()
    assert fetched(portal, loader, tmp_path, item="") == 4
    asked = parse_qs(urlsplit(portal.paths()[0]).query)
    assert asked["Keyword"] == [NUMBER]


def test_a_search_without_a_result_is_one_line(portal: Portal, loader: Downloader, tmp_path: Path) -> None:
    portal.pages[SEARCH] = b"<ul class='listLaw'></ul>"
    with pytest.raises(DocumentError, match=r"không tìm thấy.*--item"):
        fetched(portal, loader, tmp_path, item="")


def result(item: str, number: str) -> str:
    link = f'<a href="/TW/Pages/vbpq-toanvan.aspx?ItemID={item}">Nghị định {number}</a>'
    return f'<li><p class="title">{link}</p></li>'


@pytest.mark.parametrize(
    ("html", "item"),
    [
        ("window.location.href = '/tw/Pages/vbpq-toanvan.aspx?ItemID=77'", "77"),
        (result("88", "17/2091/NĐ-CP") + result("77", NUMBER), "77"),
        (result("88", "7/2091/NĐ-CP-A") + result("99", "7/2091/NĐ"), ""),
        ("<p>Không có kết quả</p>", ""),
    ],
)
def test_the_right_result(html: str, item: str) -> None:
    assert item_found(html, NUMBER) == item


@pytest.mark.skipif(not STORED.is_dir(), reason="the stored pages are not on this machine")
def test_the_stored_pages_through_the_stand_in(portal: Portal, loader: Downloader, tmp_path: Path) -> None:
    for kind, name in zip(PAGES, ("full", "p", "h", "r"), strict=True):
        portal.pages[f"/TW/Pages/vbpq-{kind}.aspx?2315"] = (STORED / f"example_{name}_2315.html").read_bytes()
    assert fetched(portal, loader, tmp_path, item="2315") == 4
    report = add_database([tmp_path / "downloads"], Places.below(tmp_path))
    assert report.changed == ("21-LCT/HDNN8",)
