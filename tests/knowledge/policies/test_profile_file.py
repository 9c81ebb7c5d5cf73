from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from knowledge.errors import DataError
from knowledge.policies.profile import FACTS, Profile, known
from knowledge.policies.profile_file import profile_of, read_profile
from tests.knowledge.policies.profiles import BOOK, PROFILES, examples


def written(profile: Profile) -> dict[str, object]:
    """A profile as a JSON file writes it."""
    return {
        fact: sorted(value)
        if isinstance(value, frozenset)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for fact, value in known(profile)
    }


@examples(60)
@given(profile=PROFILES)
def test_what_was_written_is_what_is_read(profile: Profile) -> None:
    assert profile_of(json.loads(json.dumps(written(profile))), BOOK.facts) == profile


def test_yaml_with_labels_and_everyday_answers(tmp_path: Path) -> None:
    path = tmp_path / "htx.yaml"
    path.write_text(
        "kind: hop tac xa\nfields: [Trồng trọt, processing]\nmembers: 20\nbad_debt: không\n"
        "registered: có\nfounded_on: 2021-05-31\ncapital:\n",
        "utf-8",
    )
    assert read_profile(path, BOOK.facts) == Profile(
        kind="cooperative",
        fields=frozenset({"crops", "processing"}),
        members=20,
        bad_debt=False,
        registered=True,
        founded_on=date(2021, 5, 31),
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("kynd: cooperative", "mục lạ “kynd”. Có phải là “kind”?"),
        ("kind: guild", "không có lựa chọn “guild”; hãy chọn: cooperative (Hợp tác xã)"),
        ("members: nhiều", "(Số thành viên) phải là một số không âm, tính bằng thành viên"),
        ("members: -1", "phải là một số không âm"),
        ("members: true", "phải là một số không âm"),
        ("members: .nan", "phải là một số không âm"),
        ("registered: có lẽ", "phải là có hoặc không"),
        ("founded_on: năm ngoái", "viết như 2023-05-31"),
        ("fields: crops", "phải là một danh sách"),
        ("fields: [gold]", "không có lựa chọn “gold”"),
        ("- kind", "Hồ sơ phải gồm các dòng"),
        ("1: 2", "mục lạ “1”"),
        ("Loại hình: Hợp tác xã", "Có phải là “kind”?"),
        ("kind: [cooperative]", "(không phải một giá trị)"),
        ("kind: cooperative\n\tfields: [crops]", "htx.yaml viết sai ở dòng 2"),
        ("kind: group\n---\nkind: union", "viết sai ở dòng 2"),
        ("!!python/object/apply:os.system [ls]", "viết sai ở dòng 1"),
        ("kind: [", "htx.yaml viết sai"),
        ("", "Hồ sơ phải gồm các dòng"),
    ],
)
def test_what_does_not_fit_is_told_in_vietnamese(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "htx.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(DataError) as error:
        read_profile(path, BOOK.facts)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_short_file_that_holds_billions_is_refused_at_once(tmp_path: Path) -> None:
    rows = ["- &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"- &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 12)]
    path = tmp_path / "htx.yaml"
    path.write_text("kind:\n" + "\n".join(rows), "utf-8")
    with pytest.raises(DataError, match="không phải một giá trị"):
        read_profile(path, BOOK.facts)


@pytest.mark.parametrize(
    "content", ["kind: " + "[" * 3000 + "]" * 3000, "members: " + "{a: " * 3000 + "}" * 3000]
)
def test_a_file_nested_without_end_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "htx.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(DataError):
        read_profile(path, BOOK.facts)


def test_a_file_in_another_encoding_and_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "htx.yaml"
    path.write_text("kind: cooperative", "utf-16")
    with pytest.raises(DataError, match="không phải văn bản UTF-8"):
        read_profile(path, BOOK.facts)
    with pytest.raises(DataError, match="đó là một thư mục"):
        read_profile(tmp_path, BOOK.facts)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="Hãy kiểm tra lại tên tệp"):
        read_profile(tmp_path / "khong-co.json", BOOK.facts)


def test_facts_are_described_in_the_order_of_the_profile() -> None:
    assert tuple(BOOK.facts) == FACTS
