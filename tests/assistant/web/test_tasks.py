"""Duties over HTTP: for programs, as a page without any script, and as files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import httpx
import openpyxl
import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from assistant.register.periods import Rhythm
from assistant.register.query import PRODUCTS, Role
from assistant.web.settings import WebSettings
from knowledge.errors import LibraryCorrupt
from tests.assistant.register.plan import plan
from tests.assistant.web.conftest import service
from tests.assistant.web.fakes import FakeBackend
from tests.assistant.web.plans import PlanLibrary

DAY = "2026-11-23"
HOSTILE = '"><script>window.hacked=1</script><img src=x onerror=alert(1)>'
SMALL = 200_000  # bytes of the first paint, compressed, with styles and scripts


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with service(PlanLibrary) as client:
        yield client


class Rows(HTMLParser):
    """The ids of the rows of the table, and every address of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = dict(attrs)
        if tag == "tr" and (id := marks.get("id")):
            self.rows.append(id.removeprefix("t-127-KH-UBND-"))
        if tag == "a" and (href := marks.get("href")):
            self.links.append(href)


def anchors(reply: httpx.Response) -> list[str]:
    return [task["anchor"] for task in reply.json()["tasks"]]


# For programs


def test_all_of_them(client: TestClient) -> None:
    told = client.get("/api/tasks", params={"on": DAY}).json()
    assert (told["total"], told["count"], len(told["tasks"])) == (57, 57, 57)
    report = next(task for task in told["tasks"] if task["anchor"] == "iv.1")
    assert report["times"][0]["day"] == "2026-12-15" and report["times"][0]["days_left"] == 22
    assert report["url"] == "documents/127-KH-UBND#iv.1"
    office = next(one for one in told["offices"] if one["id"] == "lien-minh-hop-tac-xa-tinh")
    assert (office["leads"], office["partners"]) == (10, 5)


def test_one_of_them_whole(client: TestClient) -> None:
    told = client.get("/api/tasks", params={"section": "pl.ii.6", "on": DAY}).json()
    assert told["count"] == 1
    (task,) = told["tasks"]
    assert task["place"] == "Phụ lục, phần II, mục 6" and task["origin"] == "annex"
    assert [agency["name"] for agency in task["leads"]] == ["Sở Nông nghiệp và Phát triển nông thôn"]
    assert task["leads"][0]["today"][0]["name"] == "Sở Nông nghiệp và Môi trường tỉnh Lâm Đồng"
    assert task["leads"][0]["today"][0]["since"] == "2025-07-01" and task["leads"][0]["today"][0]["verified"]
    assert task["printed"]["lead"] == "Sở Nông nghiệp và phát triển nông thôn"
    assert task["printed"]["deadline"] == "Năm 2023-2030" and task["times"][0]["when"] == "until-2030"
    assert task["twin"]["anchor"] == "iii.2.4" and not task["twin"]["same_words"]
    assert task["twin"]["partners_only_there"] == ["cac-don-vi-lien-quan"]
    assert any("1626/QĐ-UBND" in remark for remark in task["remarks"])


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"office": "cuc-thue-tinh"}, ["iii.2.12", "pl.ii.13"]),
        ({"office": "Sở GTVT"}, ["iii.2.6"]),
        ({"office": "so-tai-chinh", "role": "lead"}, ["iii.2.3", "pl.ii.5"]),
        ({"q": "chuyen doi so", "section": "pl"}, ["pl.ii.3"]),
        ({"product": "legal"}, ["pl.ii.4"]),
        ({"when": "until-2023"}, ["pl.ii.12", "pl.iii.1", "pl.iv.4"]),
        ({"when": "yearly", "section": "iv"}, ["iv.1", "iv.2"]),
        ({"document": "127/KH-UBND", "section": "iv"}, ["iv.1", "iv.2"]),
        ({"section": "xvii"}, []),
    ],
)
def test_filters_as_on_the_page(client: TestClient, params: dict[str, str], found: list[str]) -> None:
    assert anchors(client.get("/api/tasks", params=params)) == found
    assert Rows(client.get("/tasks", params=params).text).rows == found
    lines = csv.DictReader(io.StringIO(client.get("/tasks.csv", params=params).content.decode("utf-8-sig")))
    assert [unquote(line["Liên kết"]).partition("#")[2] for line in lines] == found


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"office": "xyz"}, "office=xyz"),
        ({"role": "boss"}, "any, lead hoặc partner"),
        ({"when": "soon"}, "until-2025"),
        ({"when": "until-20x5"}, "until-2025"),
        ({"product": "x"}, "legal"),
        ({"on": "2026-02-30"}, "một ngày có thật"),
        ({"document": "1/NĐ-CP"}, "127/KH-UBND"),
        ({"shared": "yes"}, "0 hoặc 1"),
        ({"view": "x"}, "table hoặc due"),
        ({"office": HOSTILE}, "office="),
    ],
)
def test_what_cannot_be_understood_is_told_in_one_line(
    client: TestClient, params: dict[str, str], said: str
) -> None:
    for path in ("/api/tasks", "/tasks.xlsx", "/tasks.csv", "/tasks.ics"):
        reply = client.get(path, params=params)
        assert reply.status_code == 422 and said in reply.json()["detail"]
        assert "\n" not in reply.json()["detail"]
    page = client.get("/tasks", params=params)
    assert page.status_code == 422 and "<script>window" not in page.text


def test_described_for_programs(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for path in ("/api/tasks", "/tasks.xlsx", "/tasks.csv", "/tasks.ics"):
        named = {one["name"] for one in paths[path]["get"]["parameters"]}
        assert named == {"q", "office", "role", "shared", "when", "product", "section", "document", "on"}
    assert "/tasks" not in paths and "/api/targets" in paths


def test_the_guide_names_every_parameter_and_value(client: TestClient) -> None:
    guide = (Path(__file__).parents[3] / "docs" / "duties.md").read_text(encoding="utf-8")
    parameters = client.get("/openapi.json").json()["paths"]["/api/tasks"]["get"]["parameters"]
    assert all(f"`{one['name']}`" in guide for one in parameters)
    assert all(f"`{value}`" in guide for value in (*PRODUCTS, *Role, *map(str, Rhythm)) if value != "until")


# Files


def test_a_workbook_of_what_was_filtered(client: TestClient) -> None:
    reply = client.get("/tasks.xlsx", params={"office": "Sở Tài chính tỉnh Lâm Đồng"})
    assert "nhiem-vu-so-tai-chinh-lam-dong.xlsx" in reply.headers["content-disposition"]
    assert reply.headers["cache-control"] == "no-store"
    sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).active
    assert sheet is not None and sheet.max_row == 11
    assert sheet["M2"].value == "http://testserver/documents/127-KH-UBND#iii.2.2"


def test_the_links_of_files_begin_as_set() -> None:
    settings = WebSettings(rate_limit="off", public_url="https://htx.example.vn/tro-ly/")
    with service(PlanLibrary, settings) as client:
        text = client.get("/tasks.csv", params={"section": "iv"}).content.decode()
    assert "https://htx.example.vn/tro-ly/documents/127-KH-UBND#iv.1" in text


def test_a_calendar_of_what_was_filtered(client: TestClient) -> None:
    reply = client.get("/tasks.ics", params={"section": "iv"})
    assert reply.headers["content-type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(reply.content).walk("VEVENT")
    assert event["rrule"].to_ical() == b"FREQ=YEARLY"
    assert str(event["url"]) == "http://testserver/documents/127-KH-UBND#iv.1"


# For people, without a script


def test_the_page_needs_no_script(client: TestClient) -> None:
    html = client.get("/tasks", params={"office": "so-tai-chinh", "q": "tài chính"}).text
    form = html[html.index("<form") : html.index("</form>")]
    assert 'method="get"' in form and 'action="tasks"' in form
    assert 'value="tài chính"' in form
    assert '<option value="so-tai-chinh" lang="vi" selected="">Sở Tài chính</option>' in form
    assert "office=so-tai-chinh" in next(link for link in Rows(html).links if link.startswith("tasks.xlsx"))


def test_every_link_of_the_page_leads_somewhere(client: TestClient) -> None:
    html = client.get("/tasks").text
    paper = client.get("/documents/127-KH-UBND").text
    rows = Rows(html)
    assert len(rows.rows) == 57
    passages = [link for link in rows.links if link.startswith("documents/127-KH-UBND#")]
    assert len(passages) >= 57
    for link in passages:
        assert f'id="{unquote(link.partition("#")[2])}"' in paper, link
    twins = [link for link in rows.links if link.startswith("tasks#t-")]
    assert len(twins) == 38
    assert {link.removeprefix("tasks#t-127-KH-UBND-") for link in twins} <= set(rows.rows)
    for link in {link for link in rows.links if link.startswith(("tasks?", "tasks."))}:
        assert client.get(f"/{link}").status_code == 200, link


def test_the_standing_of_the_plan_stands_above(client: TestClient) -> None:
    html = client.get("/tasks", params={"on": DAY}).text
    assert "Chưa rõ hiệu lực" in html and "Kế hoạch 127/KH-UBND" in html


def test_the_twin_shows_its_differences(client: TestClient) -> None:
    html = client.get("/tasks", params={"section": "pl.ii.1"}).text
    assert "Cũng ghi ở Mục III.2.11" in html
    assert "khác chủ trì" in html and "Trung tâm Bồi dưỡng Chính trị" in html
    assert "<mark>" in html


def test_a_misprint_is_told(client: TestClient) -> None:
    html = client.get("/tasks", params={"section": "pl.iv.1"}).text
    assert "Kiểm toàn" in html and "Mục III.4.2 viết «Kiện toàn»" in html


def test_an_office_is_told_what_became_of_it(client: TestClient) -> None:
    html = client.get("/tasks", params={"office": "ubnd-cac-huyen-thanh-pho"}).text
    assert "Không còn cấp huyện từ 01/7/2025; phần việc không về xã thì về tỉnh." in html
    assert "từ 01/7/2025" in html and "Nguồn:" in html


def test_more_comes_through_the_group(client: TestClient) -> None:
    html = client.get("/tasks", params={"office": "so-giao-thong-van-tai", "role": "lead"}).text
    assert "Thêm 5 nhiệm vụ giao chung" in html
    more = next(link for link in Rows(html).links if "shared=1" in link)
    assert len(Rows(client.get(f"/{more}").text).rows) == 6


def test_what_is_due_as_of_a_day(client: TestClient) -> None:
    html = client.get("/tasks", params={"view": "due", "on": DAY}).text
    soon = html[html.index("is-soon") : html.index("is-later")]
    assert "15/12/2026" in soon and "còn 22 ngày" in soon and "Mục IV.1" in soon
    assert soon.count("<time") == 1
    past = html[html.index("is-past") :]
    assert "hết năm 2023" in past and "đã qua 1058 ngày" in past
    day_itself = client.get("/tasks", params={"view": "due", "on": "2026-12-15"}).text
    assert "hôm nay" in day_itself
    before = client.get("/tasks", params={"view": "due", "on": "2023-12-01"}).text
    assert before[before.index("is-soon") :].count("hết năm 2023") == 3


def test_what_has_no_time_is_not_due(client: TestClient) -> None:
    html = client.get("/tasks", params={"view": "due", "section": "iii.2"}).text
    assert "Không có việc nào có thời hạn" in html


def test_nothing_fits(client: TestClient) -> None:
    html = client.get("/tasks", params={"q": "không có chữ này"}).text
    assert "Không có nhiệm vụ nào khớp" in html and "0 trên 57 nhiệm vụ" in html


@pytest.mark.parametrize(
    "field", ["q", "section", "office", "document", "on", "when", "chart", "view", "shared"]
)
def test_a_filter_is_never_markup(client: TestClient, field: str) -> None:
    for headers in ({}, {"X-Part": "1"}):
        html = client.get("/tasks", params={field: HOSTILE}, headers=headers).text
        assert "<script>window" not in html and "<img" not in html.replace('<img src="static/icon.svg"', "")


def test_a_part_is_not_kept_in_place_of_the_page(client: TestClient) -> None:
    part = client.get("/tasks", headers={"X-Part": "1"})
    assert part.headers["cache-control"] == "no-store" and "<html" not in part.text
    assert 'id="found"' in part.text and 'id="filter"' in part.text
    assert "<html" in client.get("/tasks").text
    assert "form-action 'self'" in part.headers["content-security-policy"]


def test_the_first_paint_is_small(client: TestClient) -> None:
    def size(path: str) -> int:
        with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as reply:
            assert reply.status_code == 200, path
            return sum(len(piece) for piece in reply.iter_raw())

    html = client.get("/tasks").text
    files = set(re.findall(r'(?:href|src)="(static/[^"]+)"', html))
    scripts = ("api", "dom", "frame", "texts", "texts.vi", "texts.en", "tasks/texts")
    files |= {f"static/{name}.js" for name in scripts}
    assert size("/tasks") < 40_000
    assert size("/tasks") + sum(size(f"/{name}") for name in files) < SMALL


# Without data


def test_while_it_loads_the_page_comes_back_by_itself() -> None:
    def never() -> FakeBackend:
        raise LibraryCorrupt("the index is damaged")

    with service(never, ready=False) as client:
        while client.get("/readyz").json()["status"] == "loading":
            pass
        page = client.get("/tasks")
        assert page.status_code == 503 and "Chưa mở được bảng này" in page.text
        assert client.get("/api/tasks").status_code == 503
        assert client.get("/tasks.xlsx").status_code == 503


def test_documents_without_duties_say_so(client: TestClient) -> None:
    with service(FakeBackend) as bare:
        assert "không có bảng nhiệm vụ nào" in bare.get("/tasks").text
        assert bare.get("/api/tasks").json()["total"] == 0
        assert Calendar.from_ical(bare.get("/tasks.ics").content).walk("VEVENT") == []
    assert plan().number in client.get("/api/tasks").text
