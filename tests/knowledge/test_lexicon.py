"""Tests of `knowledge.lexicon` and its data."""

import timeit
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.agencies import Agencies
from knowledge.errors import DataError
from knowledge.lexicon import DATA, Lexicon
from knowledge.phrases import words_of
from knowledge.text import Folded, fold

LEXICON = Lexicon.load()
AGENCIES = Agencies.load()
# "Cooperative Union" is a union of cooperatives before it is the Alliance; the other is the Union's own fund.
READ_OTHERWISE = ("Cooperative Union", "Farmers' Support Fund")
PLAN = (DATA.parent / "documents" / "127-KH-UBND.md").read_text("utf-8")

READINGS = [
    ("htx mình dc hỗ trợ j k?", "hợp tác xã mình được hỗ trợ gì không?"),
    ("ko bt lmhtx lo nvụ nào z", "không biết Liên minh Hợp tác xã lo nhiệm vụ nào vậy"),
    ("HTX và THT", "hợp tác xã và tổ hợp tác"),
    ("ngan hang nha nuoc o dau", "ngan hang nha nuoc o dau"),
    ("em hỏi chút nha", "em hỏi chút nhé"),
    ("cay trong vat nuoi", "cay trong vat nuoi"),
    ("thuế vat", "thuế giá trị gia tăng"),
    ("bên nào nhiêu hơn", "bên nào nhiêu hơn"),
    ("kttt là j", "kinh tế tập thể là gì"),
    ("LHHTX có mấy thành viên", "liên hiệp hợp tác xã có mấy thành viên"),
    ("cđs trong htx", "chuyển đổi số trong hợp tác xã"),
    ("cds trong htx", "chuyển đổi số trong hợp tác xã"),
    ("c/s tín dụng p/h với ai", "chính sách tín dụng phối hợp với ai"),
    ("đ/v nào nhận (b/c) ngày 5/7", "đơn vị nào nhận (b/c) ngày 5/7"),
    ("x/y và m/s", "x/y và m/s"),
    ("Sở KH&ĐT vs Sở NN&PTNT", "Sở Kế hoạch và Đầu tư với Sở Nông nghiệp và Phát triển nông thôn"),
    ("sở kh & đt", "sở Kế hoạch và Đầu tư"),
    ("UBND huyện", "ủy ban nhân dân huyện"),
    ("hdnd tinh", "hội đồng nhân dân tinh"),
    ("BHXH tỉnh", "bảo hiểm xã hội tỉnh"),
    ("các tổ chức CT-XH", "các tổ chức chính trị - xã hội"),
    ("NQ 20 nói gì", "nghị quyết 20 nói gì"),
    ("kh 127 ai ký", "kế hoạch 127 ai ký"),
    ("theo kh thì sao", "theo kế hoạch thì sao"),
    ("được hỗ trợ kh", "được hỗ trợ không"),
    ("tt 01/2020/TT-BKHĐT", "thông tư 01/2020/TT-BKHĐT"),
    ("tt bồi dưỡng chính trị", "trung tâm bồi dưỡng chính trị"),
    ("đk vay là gì", "điều kiện vay là gì"),
    ("dk htx ở đâu", "đăng ký hợp tác xã ở đâu"),
    ("có vay dk ko", "có vay được không"),
    ("k có đủ đk vay", "không có đủ điều kiện vay"),
    ("bn htx đến 2030", "bao nhiêu hợp tác xã đến 2030"),
    ("bn ơi cho hỏi", "bạn ơi cho hỏi"),
    ("ntn mới được vay", "như thế nào mới được vay"),
    ("nộp bc trc ngày nào", "nộp báo cáo trước ngày nào"),
    ("mua bh cây trồng", "mua bảo hiểm cây trồng"),
    ("bh xã hội", "bảo hiểm xã hội"),
    ("5 tr đồng", "5 triệu đồng"),
    ("sở nv lo gì", "sở nội vụ lo gì"),
    ("nv của huyện", "nhiệm vụ của huyện"),
    # dialect
    ("vô htx mần chi", "vào hợp tác xã làm gì"),
    ("hổng biết", "không biết"),
    ("ở bển làm sao", "ở bên đó làm sao"),
    ("hỗ trợ chi", "hỗ trợ gì"),
    ("khi mô nộp", "khi nào nộp"),
    ("tui hỏi nhen", "tôi hỏi nhé"),
    ("được nhiêu tiền", "được bao nhiêu tiền"),
    ("chừng nào nộp", "khi nào nộp"),
    ("có được hôn", "có được không"),
    # left alone
    ("54-CTr/TU và 45/2021/NĐ-CP nói gì", "54-CTr/TU và 45/2021/NĐ-CP nói gì"),
    ("1626/QĐ-UBND", "1626/QĐ-UBND"),
    ("KH-UBND", "KH-UBND"),
    ("giá 50 k", "giá 50 k"),
    ("50k một ký", "50k một ký"),
    ("10 kg cà phê", "10 kg cà phê"),
    ("mô hình và quy mô", "mô hình và quy mô"),
    ("chi phí, chi nhánh, thu chi", "chi phí, chi nhánh, thu chi"),
    ("vô hiệu", "vô hiệu"),
    ("kết hôn", "kết hôn"),
    ("điểm k", "điểm k"),
    ("ban ngành", "ban ngành"),
    ("ban chi dao", "ban chi dao"),
    ("bo doi bien phong", "bo doi bien phong"),
    ("cám ơm bạn", "cảm ơn bạn"),
    ("htx ở đặc nông", "hợp tác xã ở Đắk Nông"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "reading"), READINGS)
def test_readings(typed: str, reading: str) -> None:
    expanded = LEXICON.expand(typed)
    assert (expanded.original, expanded.reading, expanded.language) == (typed, reading, "vi")


@pytest.mark.parametrize(
    ("typed", "extra"),
    [
        ("dk gì", {"đăng ký", "được"}),
        ("vay vốn ở đâu", {"tín dụng", "chính sách tín dụng"}),
        ("deadline nộp", {"thời gian hoàn thành", "thời hạn"}),
        ("ai lo việc này", {"chủ trì", "nhiệm vụ"}),
        ("ai cùng làm", {"phối hợp"}),
        ("mở lớp tập huấn", {"đào tạo", "bồi dưỡng"}),
        ("htx dẹp thì sao", {"xử lý dứt điểm"}),
        ("bán hàng online", {"thương mại điện tử", "xúc tiến thương mại"}),
        ("mở htx cần gì", {"thành lập mới"}),
    ],
)
def test_extra_terms(typed: str, extra: set[str]) -> None:
    assert extra <= set(LEXICON.expand(typed).extra)


ENGLISH_OFFICES = [
    (agency.id, name) for agency in AGENCIES.all() for name in agency.english if name not in READ_OTHERWISE
]


@pytest.mark.parametrize(("office", "name"), ENGLISH_OFFICES)
def test_the_reading_keeps_offices_named_in_english(office: str, name: str) -> None:
    """Read word for word, "Department of Health" would be no office any more."""
    expanded = LEXICON.expand(f"Which tasks does the {name.removeprefix('the ')} lead in the plan?")
    found = {id for mention in AGENCIES.find(expanded.reading) for id in mention.agency_ids}
    assert office in found


def test_extra_terms_do_not_repeat_the_reading() -> None:
    expanded = LEXICON.expand("chính sách tín dụng cho vay vốn")
    assert not {"tín dụng", "chính sách tín dụng", "cho vay"} & set(expanded.extra)


def test_single_syllables_need_their_diacritics_for_synonyms() -> None:
    assert LEXICON.expand("ban chi dao").extra == ()
    assert "xúc tiến thương mại" in LEXICON.expand("bán ở đâu").extra


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("Who signed the plan?", "ai ký kế hoạch?"),
        ("how many cooperatives by 2030", "bao nhiêu hợp tác xã đến 2030"),
        ("can a coop get a loan", "có thể hợp tác xã nhận vay vốn"),
        ("What does Sở Công Thương do?", "gì Sở Công Thương làm?"),
        ("list all tasks of So Cong Thuong", "liệt kê tất cả nhiệm vụ của So Cong Thuong"),
        ("Which office leads digital transformation?", "cơ quan nào chủ trì chuyển đổi số?"),
        ("deadline of the annual report", "thời hạn của báo cáo hàng năm"),
        ("support policy for HTX", "chính sách hỗ trợ cho hợp tác xã"),
        ("tax office", "Cục Thuế tỉnh"),
        ("What are the duties of the farmers' union", "gì nhiệm vụ của Hội Nông dân"),
        ("Who is responsible for digital transformation?", "cơ quan nào chủ trì chuyển đổi số?"),
        ("On what legal basis are cooperatives classified?", "căn cứ pháp lý nào hợp tác xã phân loại?"),
        (
            "What percentage of the population should take part by 2045?",
            "bao nhiêu phần trăm dân số phải tham gia đến 2045?",
        ),
        (
            "Which tasks have a legal normative document as their product?",
            "những nhiệm vụ nào văn bản quy phạm pháp luật sản phẩm?",
        ),
        ("Who took over the tasks of the tax department?", "ai kế tục nhiệm vụ của Cục Thuế tỉnh?"),
        ("What is the maximum loan amount?", "gì mức vay?"),
        ("Is Resolution 20-NQ/TW still in force?", "nghị quyết 20-NQ/TW còn hiệu lực?"),
        ("Does the plan say anything about land accumulation?", "kế hoạch có nói gì về tích tụ đất đai?"),
    ],
)
def test_english_is_read_in_vietnamese(typed: str, reading: str) -> None:
    expanded = LEXICON.expand(typed)
    assert (expanded.reading, expanded.language) == (reading, "en")


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("How often does the board of directors meet?", "bao lâu một lần hội đồng quản trị họp?"),
        ("Who sits on the supervisory board?", "ai sits về ban kiểm soát?"),
        ("What is the term of office of the controllers?", "gì nhiệm kỳ của kiểm soát viên?"),
        ("Is the registration fee refunded?", "lệ phí đăng ký kinh doanh hoàn trả?"),
        ("Who amends the charter?", "ai sửa đổi, bổ sung điều lệ?"),
        ("What is the charter capital?", "gì vốn điều lệ?"),
        ("Who convenes the annual general meeting?", "ai triệu tập đại hội thành viên thường niên?"),
        ("Who decides on voluntary dissolution?", "ai quyết định về giải thể tự nguyện?"),
        ("What is the overdue interest rate?", "gì lãi suất quá hạn?"),
        ("How many days of maternity leave?", "trong thời hạn bao nhiêu ngày của nghỉ thai sản?"),
    ],
)
def test_terms_of_the_law_are_read_whole(typed: str, reading: str) -> None:
    """Word for word, "board of directors" would be "board của giám đốc"."""
    expanded = LEXICON.expand(typed)
    assert (expanded.reading, expanded.language) == (reading, "en")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("What happens when a cooperative group is dissolved?", "khi nào"),
        ("Is the fee kept when our application is rejected?", "khi nào"),
        ("Does the state bank lend to cooperatives?", "Nhà nước bank"),
    ],
)
def test_a_reading_does_not_turn_into_another_question(typed: str, word: str) -> None:
    assert word not in LEXICON.expand(typed).reading


def test_english_terms_stand_once() -> None:
    """Two that differ by a hyphen or an apostrophe alone would both be put into the reading."""
    data = yaml.safe_load(DATA.read_text("utf-8"))
    typed = [" ".join(word.text for word in words_of(Folded.of(key))) for key in data["english"]]
    assert sorted({key for key in typed if typed.count(key) > 1}) == []


@pytest.mark.parametrize(
    "typed",
    [
        "deadline nop bao cao la khi nao",
        "support gi cho htx",
        "the nao la to hop tac",
        "o Dak Song, Dak Mil co htx nao",
        "app zalo email cho htx",
        "plan nay do ai ky",
        "target 2030 la gi",
        "deadline cua plan nay",
        "giup minh check lai cai list nhiem vu",
        "ko bt j luon",
        "xin chào",
        "127",
        "check giup minh cai link form bao cao",
        "kpi nam nay la gi",
        "them may nhiem vu day",
        "hoi them so day may muc",
        "update tien do cho sep",
        "cap lai giay chung nhan mat bao lau",
        "ong son lam chu tich hoi dong duoc khong",
    ],
)
def test_loan_words_do_not_make_a_question_english(typed: str) -> None:
    assert LEXICON.expand(typed).language == "vi"


@pytest.mark.parametrize(("typed", "bare"), [("hop tac xa", True), ("hợp tac xa", False), ("HTX", True)])
def test_typed_without_diacritics(typed: str, bare: bool) -> None:
    assert LEXICON.expand(typed).bare is bare


def test_what_was_replaced_is_told() -> None:
    replaced = LEXICON.expand("HTX dc j").replaced
    assert [(item.typed, item.reading) for item in replaced] == [
        ("HTX", "hợp tác xã"),
        ("dc", "được"),
        ("j", "gì"),
    ]


def test_the_plan_itself_keeps_its_words() -> None:
    """Only abbreviations are written out in a text that has no slang."""
    capitals = {item.typed for line in PLAN.splitlines() for item in LEXICON.expand(line).replaced}
    assert all(not typed.islower() for typed in capitals), sorted(filter(str.islower, capitals))


@given(st.text(max_size=60))
def test_any_text_can_be_expanded(text: str) -> None:
    expanded = LEXICON.expand(text)
    assert expanded.original == text
    assert expanded.replaced or fold(expanded.reading) == fold(text)


def test_spellings_are_not_their_own_meaning_and_stand_once() -> None:
    data = yaml.safe_load(DATA.read_text("utf-8"))
    typed = [form for item in data["spellings"] for form in item["typed"]]
    assert sorted({form for form in typed if typed.count(form) > 1}) == []
    for item in data["spellings"]:
        first = item["means"][0]
        assert fold(first if isinstance(first, str) else first["to"]) not in map(fold, item["typed"])


def test_phrases_are_vietnamese_in_full() -> None:
    phrases = LEXICON.phrases()
    assert {"hợp tác xã", "tín dụng", "cho tôi hỏi"} <= set(phrases)
    assert "" not in phrases


def test_the_file_survives_a_round_trip(tmp_path: Path) -> None:
    data = yaml.safe_load(DATA.read_text("utf-8"))
    copy = tmp_path / "lexicon.yaml"
    copy.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    assert Lexicon.load(copy).expand("htx dc j k") == LEXICON.expand("htx dc j k")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("spellings: [{typed: [], means: [a]}]", "typed"),
        ("spellings: 5", "spellings"),
        ("spellings: [", "YAML"),
    ],
)
def test_mistakes_in_the_file_are_named(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=complaint):
        Lexicon.load(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"lexicon\.yaml"):
        Lexicon.load(tmp_path / "lexicon.yaml")


def test_a_question_takes_under_three_milliseconds() -> None:
    question = PLAN[9000:9300]
    assert min(timeit.repeat(lambda: LEXICON.expand(question), number=5, repeat=5)) / 5 < 0.003
