"""Tests of `knowledge.text`."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import (
    KEPT_CHARS,
    Folded,
    fold,
    forms,
    is_accented,
    nfc,
    strip_accents,
    syllables,
    terms,
    unify_tones,
)

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
ALPHABET = LETTERS + LETTERS.upper() + "0123456789 \n\t.,;:/-–&()%\u200b\u00a0?"
VIETNAMESE = st.text(alphabet=ALPHABET, max_size=80)


@pytest.mark.parametrize(
    ("typed", "unified"),
    [
        ("hoà", "hòa"),
        ("thuý", "thúy"),
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("xoá bỏ", "xóa bỏ"),
        ("khoẻ", "khỏe"),
        ("hoàn", "hoàn"),
        ("hòan", "hoàn"),
        ("khỏan", "khoản"),
        ("quý", "quý"),
        ("qúy", "quý"),
        ("qủa", "quả"),
        ("giá", "giá"),
        ("gía", "giá"),
        ("gì", "gì"),
        ("gìn giữ", "gìn giữ"),
        ("khuỷu", "khuỷu"),
        ("ngoéo", "ngoéo"),
        ("người", "người"),
        ("mía", "mía"),
        ("của", "của"),
        ("nữa", "nữa"),
        ("chuyển", "chuyển"),
        ("cafétéria déjà", "cafétéria déjà"),
        ("không", "không"),
    ],
)
def test_tones_are_placed_one_way(typed: str, unified: str) -> None:
    assert unify_tones(typed) == unified


@given(VIETNAMESE)
def test_unifying_tones_keeps_length_and_bare_letters(text: str) -> None:
    unified = unify_tones(text)
    assert len(unified) == len(text)
    assert strip_accents(unified) == strip_accents(text)
    assert unify_tones(unified) == unified


def test_accents_are_stripped_and_case_kept() -> None:
    assert strip_accents("Đắk Nông, ỦY BAN") == "Dak Nong, UY BAN"
    assert strip_accents(unicodedata.normalize("NFD", "Đắk Nông")) == "Dak Nong"


@given(VIETNAMESE)
def test_stripping_keeps_length_and_leaves_nothing_accented(text: str) -> None:
    bare = strip_accents(text)
    assert len(bare) == len(text)
    assert not is_accented(bare)


@given(st.text(max_size=60))
def test_fold_is_idempotent_for_any_text(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert fold(apart) == fold(text)
    assert syllables(apart) == syllables(text)
    assert nfc(apart) == text


def test_fold_unites_spaces_dashes_and_unseen_characters() -> None:
    assert fold("  Uỷ\u00a0ban\n nhân\u200b dân – HUYỆN ") == "ủy ban nhân dân - huyện"
    assert fold("QÐ") == "qđ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("hop tac xa", False), ("hợp tac xa", True), ("dak", False), ("đak", True), ("", False), ("127", False)],
)
def test_is_accented(text: str, expected: bool) -> None:
    assert is_accented(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Có 17.000 thành viên.", ["có", "17.000", "thành", "viên"]),
        ("trước ngày 15/12)", ["trước", "ngày", "15/12"]),
        (
            "Nghị định số 45/2021/NĐ-CP ngày 31/3/2021",
            ["nghị", "định", "số", "45/2021/nđ-cp", "ngày", "31/3/2021"],
        ),
        ("54-CTr/TU", ["54-ctr/tu"]),
        ("127/KH–UBND", ["127/kh-ubnd"]),
        ("Luật 41/2024/QH15", ["luật", "41/2024/qh15"]),
        ("01/2020/TT-BKHĐT", ["01/2020/tt-bkhđt"]),
        ("25-30 hợp tác xã", ["25", "30", "hợp", "tác", "xã"]),
        ("trên 60% tổ chức", ["trên", "60", "tổ", "chức"]),
        ("Sở KH&ĐT; UBND", ["sở", "kh", "đt", "ubnd"]),
        ("2/người và/hoặc", ["2", "người", "và", "hoặc"]),
        ("mục III.2.12", ["mục", "iii", "2.12"]),
        ("", []),
    ],
)
def test_syllables(text: str, expected: list[str]) -> None:
    assert syllables(text) == expected


def test_terms_are_syllables_and_bigrams_within_a_sentence() -> None:
    assert terms("Hợp tác xã. Sở") == ["hợp", "tác", "hợp_tác", "xã", "tác_xã", "sở"]
    assert "ngành_sở" not in terms("Ban, ngành\tSở Tài chính")
    assert "sở_ban" in terms("Các Sở, Ban, ngành")


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("45/2021/nđ-cp", ("45/2021", "45")),
        ("09/nq-cp", ("09", "9")),
        ("54-ctr/tu", ("54",)),
        ("05", ("5",)),
        ("07/03/2023", ("7/3/2023",)),
        ("17.000", ("17000",)),
        ("2030", ()),
        ("0", ()),
        ("hợp", ()),
    ],
)
def test_other_forms_of_a_number(token: str, expected: tuple[str, ...]) -> None:
    assert forms(token) == expected


def test_a_match_in_folded_text_leads_back_to_what_was_typed() -> None:
    typed = unicodedata.normalize("NFD", "Hỏi  SỞ\u200b Công   Thương ạ")
    folded = Folded.of(typed)
    start = folded.text.index("so cong thuong")
    span = folded.span(start, start + len("so cong thuong"))
    assert nfc(span.of(typed)) == "SỞ\u200b Công   Thương"


@given(VIETNAMESE, st.booleans())
def test_folded_texts_agree_in_length_and_with_fold(text: str, apart: bool) -> None:
    typed = unicodedata.normalize("NFD", text) if apart else text
    folded = Folded.of(typed)
    assert folded.accented == fold(typed)
    assert folded.text == strip_accents(fold(typed))
    assert len(folded.text) == len(folded.accented) == len(folded.offsets) == len(folded.ends)


@given(st.text(max_size=60))
def test_every_folded_character_folds_from_its_own_place(text: str) -> None:
    folded = Folded.of(text)
    assert list(folded.offsets) == sorted(folded.offsets)
    for place in range(len(folded.text)):
        assert folded.span(place, place + 1).of(text)


@given(VIETNAMESE)
def test_a_text_folds_alike_with_unseen_characters_in_it(text: str) -> None:
    """With one, a text is folded cluster by cluster; without, as a whole."""
    plain, unseen = Folded.of(text), Folded.of(f"{text}\u200b")
    assert (plain.text, plain.accented) == (unseen.text, unseen.accented)
    assert list(plain.offsets) == list(unseen.offsets)
    assert list(plain.ends) == list(unseen.ends)


def test_a_text_too_long_to_be_kept_is_folded_as_a_short_one() -> None:
    short = Folded.of("Hợp tác xã  ĐẮK NÔNG ")
    long = Folded.of("Hợp tác xã  ĐẮK NÔNG " * KEPT_CHARS)
    assert long.text.startswith(f"{short.text} {short.text}")
    assert long.offsets[: len(short.text)] == short.offsets
    assert len(long.text) == len(long.accented) == len(long.offsets) == len(long.ends)
