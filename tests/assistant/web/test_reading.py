"""Documents over HTTP: JSON for programs, pages for people."""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from assistant.web.backend import Backend
from assistant.web.documents.reference import legal_place
from assistant.web.documents.shelf import slug_of
from knowledge.catalogue import Catalogue
from tests.assistant.web.books import DECREE, HOSTILE_TITLE, Library
from tests.assistant.web.conftest import service
from tests.assistant.web.fakes import PLAN

AMENDED = "documents/45-2021-ND-CP"


@pytest.fixture
def client() -> Iterator[TestClient]:
    with service(Library) as client:
        yield client


class Marks(HTMLParser):
    """Names, attributes and words of a page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def ids(self) -> list[str]:
        return [marks["id"] for _, marks in self.tags if "id" in marks]

    def links(self, css: str) -> list[str]:
        return [
            marks["href"]
            for tag, marks in self.tags
            if tag == "a" and css in marks.get("class", "").split(" ")
        ]


def opened(client: TestClient, path: str = AMENDED) -> Marks:
    reply = client.get(f"/{path}")
    assert reply.status_code == 200 and reply.headers["content-type"].startswith("text/html")
    return Marks(reply.text)


# For programs


def test_the_list_tells_kind_days_source_and_standing(client: TestClient) -> None:
    listed = {one["number"]: one for one in client.get("/api/documents").json()}
    told = listed["45/2021/NĐ-CP"]
    assert (told["kind"], told["issuer"]) == ("Nghị định", "Chính phủ")
    assert (told["issued"], told["effective"]) == ("2021-03-31", "2021-05-15")
    assert (told["articles"], told["source"], told["verbatim"]) == (27, "phapdien", True)
    assert told["url"] == "documents/45-2021-ND-CP"
    standing = Catalogue.load().standing("45/2021/NĐ-CP", date.today())
    assert told["standing"]["status"] == standing.status
    assert (told["standing"]["note"], told["standing"]["verified"]) == (standing.note, standing.verified)
    assert told["standing"]["as_of"] == date.today().isoformat()
    assert listed["17/2023/QH15"]["verbatim"] is False
    assert listed["ghi-chep"]["standing"] is None  # a text of ours is no instrument


def test_instruments_without_a_text_are_listed_apart(client: TestClient) -> None:
    held = {one["number"] for one in client.get("/api/documents").json()}
    away = {one["number"] for one in client.get("/api/instruments").json()}
    assert not held & away
    assert held | away >= {item.number for item in Catalogue.load().all()}


@pytest.mark.parametrize(
    "name", ["45-2021-ND-CP", "45-2021-NĐ-CP", "45/2021/NĐ-CP", "45%2F2021%2Fn%C4%91-cp", "45-2021-nd-cp"]
)
def test_a_document_by_any_spelling(client: TestClient, name: str) -> None:
    told = client.get(f"/api/documents/{name}").json()
    assert told["number"] == "45/2021/NĐ-CP" and told["text"] == DECREE.text
    assert [entry["anchor"] for entry in told["contents"]] == ["chuong_i", "chuong_ii", "chuong_iii"]
    assert told["contents"][0]["children"][1]["words"] == "Điều 2. Tên của điều 2"


def test_one_unit_with_its_reference_and_standing(client: TestClient) -> None:
    told = client.get("/api/documents/45/2021/NĐ-CP/units/dieu_15.khoan_2").json()
    assert told["text"] == "2. Lời thử thứ hai về QUỸ hỗ trợ."
    assert told["reference"] == ("khoản 2 Điều 15 Nghị định số 45/2021/NĐ-CP ngày 31/3/2021 của Chính phủ")
    assert told["url"] == "documents/45-2021-ND-CP#dieu_15.khoan_2"
    assert told["headings"] == ["Chương II. Tên chương", "Điều 15. Tên của điều 15"]
    assert told["standing"]["status"] == "amended"
    assert DECREE.text[told["start"] : told["end"]] == told["text"]


@pytest.mark.parametrize("anchor", ["dieu_999", "x", "%20"])
def test_a_unit_that_is_not_there(client: TestClient, anchor: str) -> None:
    reply = client.get(f"/api/documents/45-2021-ND-CP/units/{anchor}")
    assert reply.status_code == 404 and "45/2021/NĐ-CP" in reply.json()["detail"]


@pytest.mark.parametrize(
    ("place", "cited"),
    [
        ("Điều 9", "Điều 9"),
        ("Điều 9 khoản 2 điểm a", "điểm a khoản 2 Điều 9"),
        ("Điều 5a khoản 1, gạch đầu dòng 2", "gạch đầu dòng 2 khoản 1 Điều 5a"),
        ("Phụ lục I, Điều 3 khoản 2", "khoản 2 Điều 3 Phụ lục I"),
        ("Mục III.2.12", "Mục III.2.12"),
        ("Phụ lục, phần II, mục 13", "Phụ lục, phần II, mục 13"),
    ],
)
def test_places_as_legal_texts_cite_them(place: str, cited: str) -> None:
    assert legal_place(SimpleNamespace(anchor="x", place=place)) == cited  # type: ignore[arg-type]


# For people


def test_every_unit_has_its_anchor_as_id_and_every_word_is_there(client: TestClient) -> None:
    for document, path in ((DECREE, AMENDED), (PLAN, "documents/127-KH-UBND")):
        page = opened(client, path)
        anchors = [node.anchor for node in document.root.walk() if node.anchor]
        ids = page.ids()
        assert len(ids) == len(set(ids)) and [one for one in ids if one in set(anchors)] == anchors
        words = "".join("".join(page.words).split())
        for line in document.text.splitlines():
            for cell in line.split("\t"):
                assert "".join(cell.split()) in words


def test_citations_in_the_text_are_links(client: TestClient) -> None:
    links = opened(client).links("ref")
    assert "#dieu_15.khoan_2" in links  # in the same text
    assert "127-KH-UBND" in links  # another text at hand
    assert "09-2019-TT-BKHDT" in links  # only in the catalogue
    for link in links:
        if not link.startswith("#"):
            assert client.get(f"/documents/{link}").status_code == 200


def test_remarks_of_the_source_stand_at_their_unit(client: TestClient) -> None:
    html = client.get(f"/{AMENDED}").text
    article = html.partition('id="dieu_1"')[2].partition('id="dieu_2"')[0]
    assert "(Điều 1 văn bản thử)" in article and "127-KH-UBND#iii.2.12" in article
    assert "104-2022-ND-CP" in article and "is-change" in article


def test_a_change_of_an_article_is_told_there(client: TestClient) -> None:
    html = client.get(f"/{AMENDED}").text
    article = html.partition('id="dieu_15"')[2].partition('id="dieu_15.khoan_1"')[0]
    assert Catalogue.load().standing("45/2021/NĐ-CP", date.today(), "dieu_15").note in article
    assert html.count('class="standing"') == 1


def test_markup_in_title_and_text_stays_text(client: TestClient) -> None:
    page = opened(client)
    assert HOSTILE_TITLE in "".join(page.words)
    assert "<script>window.hacked=1</script>" in "".join(page.words)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not any(name.startswith("on") or name == "style" for _, marks in page.tags for name in marks)


def test_headings_come_in_order(client: TestClient) -> None:
    page = opened(client, "documents/127-KH-UBND")
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_a_digest_says_that_it_is_one(client: TestClient) -> None:
    page = "".join(opened(client, "documents/17-2023-QH15").words)
    assert "Tóm tắt bằng lời của Trợ lý, chưa phải nguyên văn" in page
    assert "python -m ingest add phapdien phapdien.tar.xz --instrument 17/2023/QH15" in page
    assert "Tóm tắt bằng lời" not in "".join(opened(client).words)


def test_an_instrument_without_a_text_has_an_entry(client: TestClient) -> None:
    words = "".join(opened(client, "documents/09-2019-TT-BKHDT").words)
    assert Catalogue.load().standing("09/2019/TT-BKHĐT", date.today()).note in words
    assert "trong máy chưa có lời văn" in words
    assert "python -m ingest fetch 09/2019/TT-BKHĐT" in words


@pytest.mark.parametrize(
    "typed", ["45-2021-N%C4%90-CP", "45-2021-nd-cp", "45/2021/N%C4%90-CP", "45%2F2021%2FN%C4%90-CP"]
)
def test_other_spellings_lead_to_the_one_address(client: TestClient, typed: str) -> None:
    reply = client.get(f"/documents/{typed}", follow_redirects=False)
    assert reply.status_code == 307
    assert reply.headers["location"].startswith(".")  # the service may stand below a path
    assert reply.next_request is not None and reply.next_request.url.path == "/documents/45-2021-ND-CP"
    canonical = [m for tag, m in opened(client).tags if tag == "link" and m.get("rel") == "canonical"]
    assert [marks["href"] for marks in canonical] == ["45-2021-ND-CP"]


def test_an_unknown_number_is_told_in_a_page(client: TestClient) -> None:
    reply = client.get("/documents/1-2099-QD-XYZ")
    assert reply.status_code == 404 and "Không có văn bản này" in reply.text


def test_while_loading_the_page_comes_back_by_itself() -> None:
    go_on = threading.Event()

    def load() -> Backend:
        go_on.wait(10)
        return Library()

    with service(load, ready=False) as client:
        reply = client.get(f"/{AMENDED}")
        go_on.set()
    assert reply.status_code == 503 and 'http-equiv="refresh"' in reply.text


def test_pages_are_guarded_like_everything_else(client: TestClient) -> None:
    for path in ("/documents", f"/{AMENDED}"):
        reply = client.get(path)
        assert "script-src 'self'" in reply.headers["content-security-policy"]
        assert reply.headers["content-encoding"] == "gzip"
        assert client.head(path).status_code == 200


def test_slugs_are_plain_letters() -> None:
    slugs = [slug_of(item.number) for item in Catalogue.load().all()]
    assert all(slug.isascii() and "/" not in slug for slug in slugs)
    assert len(set(slugs)) == len(slugs)
