"""Which of two texts of one number stays, and what is said of the other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

from ingest.parse import parse
from ingest.read import Source
from ingest.sources import Candidate, Noted, Skipped, noted, united
from knowledge.document import Document, Meta, Remark


def document(
    articles: int, source: Literal["file", "phapdien", "vbpl", "digest"] = "file", words: str = "Lời"
) -> Document:
    text = "\n".join(f"Điều {n}. {words} {n}" for n in range(1, articles + 1))
    meta = Meta(source=source, verbatim=source != "digest")
    digest = f"{source} {articles} {words}"
    return replace(parse(Source("9/2098/NĐ-CP", text, digest, "Tên", meta)), number="9/2098/NĐ-CP")


def candidate(found: Document, name: str, *, shipped: bool = False) -> Candidate:
    return Candidate(found, Path(name), shipped)


def kept(*found: Candidate) -> tuple[Document, list[str]]:
    documents, skipped = united(found)
    (one,) = documents
    return one, [str(left.path) for left in skipped]


def test_the_shipped_text_stays_against_all() -> None:
    plan, rival = candidate(document(1), "plan", shipped=True), candidate(document(9, "vbpl"), "rival")
    assert kept(plan, rival) == (plan.document, ["rival"])
    assert kept(rival, plan) == (plan.document, ["rival"])


def test_the_text_with_more_articles_stays() -> None:
    short, long = candidate(document(2, "phapdien"), "short"), candidate(document(3), "long")
    assert kept(short, long)[1] == ["short"]
    assert kept(long, short)[1] == ["short"]
    assert len(kept(short, long)[0].root.children) == 3


def test_of_two_as_long_the_official_one_stays_then_the_first() -> None:
    own, official = candidate(document(2), "own"), candidate(document(2, "vbpl"), "official")
    assert kept(own, official) == (official.document, ["own"])
    other = candidate(document(2, words="Khác"), "other")
    assert kept(own, other) == (own.document, ["other"])
    assert kept(other, own) == (other.document, ["own"])


def test_a_digest_gives_way_without_a_word_however_long_it_is() -> None:
    digest, text = candidate(document(9, "digest"), "digest"), candidate(document(1), "text")
    assert kept(digest, text) == (text.document, [])
    assert kept(text, digest) == (text.document, [])
    assert kept(digest) == (digest.document, [])


def test_a_copy_is_not_worth_a_word() -> None:
    assert kept(candidate(document(2), "a"), candidate(document(2), "b")) == (document(2), [])


def test_what_the_official_source_remarks_goes_to_the_text_that_stays() -> None:
    remarks = (Remark("dieu_1", "(Điều 1)", "2098-01-01"), Remark("dieu_77", "nowhere"))
    official = replace(document(2, "phapdien"), remarks=remarks)
    official = replace(official, meta=replace(official.meta, issuer="Chính phủ", effective="2098-01-01"))
    whole, _ = kept(candidate(document(3), "whole"), candidate(official, "official"))
    assert whole.remarks == remarks[:1]
    assert (whole.meta.issuer, whole.meta.effective, whole.meta.source) == ("Chính phủ", "2098-01-01", "file")
    assert whole.digest != document(3).digest, "the build must notice"


def test_what_was_skipped_before_stays_named() -> None:
    documents, skipped = united([Skipped(Path("x"), "x: hỏng"), candidate(document(1), "a")])
    assert len(documents) == 1
    assert [one.why for one in skipped] == ["x: hỏng"]


def test_what_a_reader_notes_stays_beside_what_an_official_source_remarks() -> None:
    own, official = document(3), document(2, "vbpl")
    own = replace(own, remarks=(Remark("", "Đã chuyển chữ."),))
    official = replace(official, remarks=(Remark("", "Tình trạng hiệu lực: Còn hiệu lực"),))
    remarks = kept(candidate(own, "own"), candidate(official, "official"))[0].remarks
    assert [remark.text for remark in remarks] == ["Đã chuyển chữ.", "Tình trạng hiệu lực: Còn hiệu lực"]


def test_the_files_of_which_there_is_something_to_note() -> None:
    silent, told = candidate(document(1), "silent"), candidate(document(2), "told")
    told = replace(told, notes=("Đã chuyển chữ.", "Kém rõ: trang 2."))
    found = (silent, Skipped(Path("hong"), "tệp rỗng"), told)
    assert noted(found) == (Noted(Path("told"), ("Đã chuyển chữ.", "Kém rõ: trang 2.")),)
