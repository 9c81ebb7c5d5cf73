"""The overview: what it holds, what it counts, as JSON and as a page that needs no script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi.testclient import TestClient

from assistant.web.documents.shelf import catalogue
from assistant.web.overview.data import LANES, STATUSES, lane_of, overview_of
from assistant.web.overview.places import Place
from assistant.web.overview.query import read_asked
from knowledge.catalogue import Catalogue
from knowledge.errors import LibraryMissing
from knowledge.instrument import Instrument
from tests.assistant.web.conftest import service, wait_until
from tests.assistant.web.fakes import FakeBackend
from tests.assistant.web.plans import PlanLibrary

DAY = "2026-11-23"
TODAY = date.fromisoformat(DAY)
HOSTILE = '"><script>window.hacked=1</script>'


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with service(PlanLibrary) as client:
        yield client


def told(client: TestClient, **params: str) -> dict[str, Any]:
    reply = client.get("/api/overview", params={"as_of": DAY, **params})
    assert reply.status_code == 200
    found: dict[str, Any] = reply.json()
    return found


def numbers(told: dict[str, Any], part: str) -> set[str]:
    return {item["number"] for item in told["instruments"] if item["part"] == part}


def relations(told: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(tie["from"], tie["kind"], tie["to"]) for tie in told["relations"]}


# What it holds


def test_every_instrument_that_the_plan_cites_is_there_with_its_places(client: TestClient) -> None:
    overview = told(client)
    cited = {item["number"]: item for item in overview["instruments"] if item["part"] == "cited"}
    assert cited.keys() == {item.number for item in catalogue().cited_by_plan()}
    assert all(item["places"] for item in cited.values())
    assert overview["unlisted"] == []
    places = {number: [place["place"] for place in item["places"]] for number, item in cited.items()}
    assert places["01/2020/TT-BKHĐT"] == ["Phụ lục, phần III, mục 2"]
    assert "Mục III.2.2" in places["340/QĐ-TTg"]
    by_name = cited["23/2012/QH13"]
    assert by_name["cited_by"] == "name"
    assert {place["printed"] for place in by_name["places"]} == {"Luật Hợp tác xã"}
    assert cited["68/2013/QĐ-TTg"]["places"][0]["printed"] == "68/2013/QĐ-CP"  # a misprint of the plan
    assert cited["569/QĐ-TTg"]["places"][0]["printed"].startswith("Chiến lược khoa học")


def test_what_changed_the_cited_instruments_is_there(client: TestClient) -> None:
    overview = told(client)
    assert numbers(overview, "plan") == {"127/KH-UBND"}
    changes = {"17/2023/QH15", "104/2022/NĐ-CP", "253/2025/NĐ-CP", "156/2025/NĐ-CP", "09/VBHN-NHNN"}
    assert numbers(overview, "change") == changes
    assert numbers(overview, "guide") == set()
    assert {
        ("17/2023/QH15", "replaces", "23/2012/QH13"),
        ("156/2025/NĐ-CP", "amends", "55/2015/NĐ-CP"),
        ("253/2025/NĐ-CP", "amends", "45/2021/NĐ-CP"),
        ("104/2022/NĐ-CP", "repeals_part", "45/2021/NĐ-CP"),
        ("09/VBHN-NHNN", "consolidates", "55/2015/NĐ-CP"),
        ("03/2022/TT-NHNN", "guides", "31/2022/NĐ-CP"),
        ("127/KH-UBND", "based_on", "20-NQ/TW"),
    } <= relations(overview)


def test_guidance_comes_on_wish(client: TestClient) -> None:
    guides = numbers(told(client, guides="1"), "guide")
    assert {"193/2013/NĐ-CP", "113/2024/NĐ-CP", "52/2022/TT-BTC", "82/2019/TT-BTC"} <= guides


def test_as_written_nothing_later_is_there(client: TestClient) -> None:
    overview = told(client, as_of="plan", guides="1")
    assert overview["as_of"] == "2023-03-07"
    assert overview["summary"]["changed_since_plan"] == 0
    assert numbers(overview, "change") == {"104/2022/NĐ-CP"}
    assert all(item["issued"] <= "2023-03-07" for item in overview["instruments"])
    assert all(tie["since"] <= "2023-03-07" for tie in overview["relations"])


def test_each_standing_is_that_of_the_catalogue(client: TestClient) -> None:
    for item in told(client, guides="1")["instruments"]:
        standing = catalogue().standing(item["number"], TODAY)
        assert item["standing"]["status"] == standing.status
        assert item["standing"]["verified"] == standing.verified
        assert item["standing"]["note"] == standing.note


def test_the_summary_counts_what_is_cited_whatever_is_shown(client: TestClient) -> None:
    overview = told(client)
    summary = overview["summary"]
    assert (summary["cited"], summary["by_number"], summary["by_name"]) == (20, 18, 2)
    assert sum(summary[status] for status in STATUSES) == summary["cited"]
    cited = [item for item in overview["instruments"] if item["part"] == "cited"]
    for status in STATUSES:
        assert summary[status] == sum(item["standing"]["status"] == status for item in cited)
    told_of = [item["standing"] for item in cited if item["standing"]["status"] != "unknown"]
    assert summary["unverified"] == sum(not standing["verified"] for standing in told_of)
    assert summary["changed_since_plan"] == sum(item["changed_since_plan"] for item in cited)
    assert told(client, show="ended")["summary"] == summary


@pytest.mark.parametrize(
    ("show", "statuses"),
    [
        ("in_force", {"in_force", "amended", "partly_repealed"}),
        ("ended", {"replaced", "expired"}),
        ("unknown", {"unknown", "not_yet"}),
    ],
)
def test_a_filter_leaves_what_it_says_with_its_ties(
    client: TestClient, show: str, statuses: set[str]
) -> None:
    overview = told(client, show=show)
    cited = [item for item in overview["instruments"] if item["part"] == "cited"]
    assert cited and {item["standing"]["status"] for item in cited} <= statuses
    shown = {item["number"] for item in overview["instruments"]}
    assert {end for tie in overview["relations"] for end in (tie["from"], tie["to"])} <= shown


def test_changed_since_the_plan_is_what_a_source_knows_to_have_changed(client: TestClient) -> None:
    overview = told(client, show="changed")
    changed = {item["number"] for item in overview["instruments"] if item["part"] == "cited"}
    assert {"23/2012/QH13", "45/2021/NĐ-CP", "55/2015/NĐ-CP", "31/2022/NĐ-CP"} <= changed
    assert not changed & {"20-NQ/TW", "01/2020/TT-BKHĐT", "875/QĐ-UBND"}  # unclear is not changed
    assert "17/2023/QH15" in numbers(overview, "change")


# What cannot be read


@pytest.mark.parametrize(("params", "said"), [({"as_of": "hôm qua"}, "as_of"), ({"show": "some"}, "show")])
def test_what_cannot_be_read_is_told(client: TestClient, params: dict[str, str], said: str) -> None:
    reply = client.get("/api/overview", params=params)
    assert reply.status_code == 422 and said in reply.json()["detail"]
    page = client.get("/overview", params=params)
    assert page.status_code == 200 and "overview-fault" in page.text


def test_markup_in_the_address_stays_out_of_the_page(client: TestClient) -> None:
    page = client.get("/overview", params={"as_of": HOSTILE, "show": HOSTILE, "guides": HOSTILE})
    assert page.status_code == 200 and "window.hacked" not in page.text


def test_an_address_keeps_what_was_asked() -> None:
    asked = read_asked({"show": "ended", "guides": "1", "as_of": "2024-06-30"}, TODAY)
    assert asked.address() == "overview?show=ended&guides=1&as_of=2024-06-30"
    assert asked.address(show="", guides="", as_of="") == "overview"
    assert read_asked({"as_of": "2023-03-07"}, TODAY).as_of == "plan"


def test_while_the_assistant_loads_the_page_says_so() -> None:
    def fail() -> FakeBackend:
        raise LibraryMissing("chưa có chỉ mục")

    with service(fail, ready=False) as client:
        wait_until(lambda: client.get("/readyz").json()["status"] == "failed")
        page = client.get("/overview")
        assert page.status_code == 503 and "overview.failed" in page.text
        assert client.get("/api/overview").status_code == 503


def test_without_the_plan_there_are_no_places() -> None:
    with service(lambda: FakeBackend()) as client:
        overview = client.get("/api/overview").json()
        assert overview["summary"]["cited"] == 20
        assert [item for item in overview["instruments"] if item["part"] == "cited" and item["places"]] == []
        assert client.get("/overview").status_code == 200


# The page


class Ties(HTMLParser):
    """The boxes and the arrows of the drawing, the rows and the links of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.boxes: dict[str, str] = {}
        self.arrows: set[tuple[str, str]] = set()
        self.links: list[str] = []
        self.styles = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.styles += "style" in found
        if "data-key" in found:
            self.boxes[found["data-key"]] = found["href"]
        if "data-from" in found:
            self.arrows.add((found["data-from"], found["data-to"]))
        if tag == "a" and found.get("href", "").startswith("documents/"):
            self.links.append(found["href"])


def test_the_drawing_the_table_and_the_api_say_the_same(client: TestClient) -> None:
    overview = told(client, guides="1")
    text = client.get("/overview", params={"as_of": DAY, "guides": "1"}).text
    page = Ties(text)
    assert page.styles == 0  # the content policy allows none
    assert set(page.boxes.values()) == {item["url"] for item in overview["instruments"]}
    assert len(page.boxes) == len(overview["instruments"])
    table = text[text.index("overview-table") :]
    for item in overview["instruments"]:
        assert f">{item['label']}</a>" in table
    assert len(page.arrows) == len({(tie["from"], tie["to"]) for tie in overview["relations"]})
    listed = table.count('data-text="overview.tie.') + table.count('data-text="overview.tied.')
    assert listed == 2 * len(overview["relations"])


def test_every_link_leads_somewhere(client: TestClient) -> None:
    page = Ties(client.get("/overview", params={"guides": "1"}).text)
    assert len(page.links) > 60
    for link in sorted({link.partition("#")[0] for link in page.links}):
        assert client.get(f"/{link}").status_code == 200, link
    plan = client.get("/documents/127-KH-UBND").text
    anchors = {link.partition("#")[2] for link in page.links if "#" in link}
    assert anchors and all(f'id="{anchor}"' in plan for anchor in anchors)


def test_the_sentence_on_top_is_counted(client: TestClient) -> None:
    summary = told(client)["summary"]
    page = client.get("/overview", params={"as_of": DAY}).text
    sentence = re.sub(
        "<[^>]+>", "", page[page.index('id="summary"') :].partition(">")[2].partition("</p>")[0]
    )
    assert "Trong 20 văn bản mà kế hoạch viện dẫn (18 theo số hiệu, 2 theo tên)" in sentence
    assert "xét tại ngày 23/11/2026" in sentence
    assert f"{summary['replaced']} đã được thay thế" in sentence
    assert f"{summary['unknown']} chưa rõ còn hay hết hiệu lực" in sentence
    told_of = [int(number) for number in re.findall(r"(\d+) (?:còn|đã|chưa)", sentence)]
    assert sum(told_of) == 20


# The data behind


@pytest.mark.parametrize(
    ("issuer", "lane"),
    [
        ("Ban Chấp hành Trung ương Đảng khóa XIII", "party"),
        ("Tỉnh ủy Đắk Nông", "party"),
        ("Quốc hội", "assembly"),
        ("Chính phủ", "government"),
        ("Thủ tướng Chính phủ", "premier"),
        ("Văn phòng Chính phủ", "ministry"),
        ("Bộ Tài chính, Bộ Nông nghiệp và Phát triển nông thôn", "ministry"),
        ("Ngân hàng Nhà nước Việt Nam", "ministry"),
        ("HĐND tỉnh Đắk Nông", "province"),
        ("UBND tỉnh Đắk Nông", "province"),
    ],
)
def test_issuers_have_their_lane(issuer: str, lane: str) -> None:
    assert lane_of(issuer) == lane


def test_every_issuer_of_the_catalogue_has_a_lane() -> None:
    assert {lane_of(item.issuer) for item in catalogue().all()} == set(LANES)


SMALL = """
as_of: 2026-11-22
abbreviations: {}
sources:
  s: {what: Nguồn thử, grade: primary}
instruments:
  - {number: 1/KH-UBND, kind: Kế hoạch, issuer: UBND tỉnh, title: Kế hoạch, plan: itself, issued: 2020-06-01,
     sources: [s], confidence: seen,
     status: {value: in_force, basis: stated, sources: [s], confidence: seen}}
  - {number: 1/2019/NĐ-CP, kind: Nghị định, issuer: Chính phủ, title: Cũ, plan: number, issued: 2019-01-01,
     effective: 2019-02-01, sources: [s], confidence: seen,
     status: {value: replaced, basis: stated, sources: [s], confidence: seen}}
  - {number: 2/2021/NĐ-CP, kind: Nghị định, issuer: Chính phủ, title: Mới, issued: 2021-01-01,
     effective: 2021-03-01, sources: [s], confidence: seen, replaces: [1/2019/NĐ-CP],
     status: {value: replaced, basis: stated, sources: [s], confidence: seen}}
  - {number: 3/2024/NĐ-CP, kind: Nghị định, issuer: Chính phủ, title: Mới hơn, issued: 2024-01-01,
     effective: 2024-03-01, sources: [s], confidence: seen, replaces: [2/2021/NĐ-CP],
     status: {value: in_force, basis: stated, sources: [s], confidence: seen}}
"""


@pytest.fixture
def small(tmp_path: Path) -> Catalogue:
    assert yaml.safe_load(SMALL)
    path = tmp_path / "catalogue.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return Catalogue.load(path)


def places(_instrument: Instrument) -> tuple[Place, ...]:
    return (Place("i", "Mục I", "1/2019/NĐ-CP"),)


@pytest.mark.parametrize(
    ("day", "shown", "ties", "changed"),
    [
        (date(2020, 6, 1), ["1/KH-UBND", "1/2019/NĐ-CP"], 0, False),
        (date(2021, 2, 1), ["1/KH-UBND", "1/2019/NĐ-CP"], 0, False),  # issued, not yet in effect
        (date(2021, 3, 1), ["1/KH-UBND", "1/2019/NĐ-CP", "2/2021/NĐ-CP"], 1, True),
        (date(2025, 1, 1), ["1/KH-UBND", "1/2019/NĐ-CP", "2/2021/NĐ-CP", "3/2024/NĐ-CP"], 2, True),
    ],
)
def test_the_line_of_replacements_grows_with_the_day(
    small: Catalogue, day: date, shown: list[str], ties: int, changed: bool
) -> None:
    overview = overview_of(small, places, day)
    assert [item.number for item in overview.items] == shown
    assert len(overview.ties) == ties
    assert [item.changed for item in overview.of("cited")] == [changed]
