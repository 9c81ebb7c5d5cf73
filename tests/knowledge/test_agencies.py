"""Tests of `knowledge.agencies` and its data: what people type, and which office they mean."""

import re
import timeit
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.agencies import DATA, Agencies
from knowledge.errors import DataError
from knowledge.text import strip_accents

PLAN = (DATA.parent / "documents" / "127-KH-UBND.md").read_text("utf-8")
AGENCIES = Agencies.load()

KHDT = "so-ke-hoach-va-dau-tu"
TC = "so-tai-chinh"
NN = "so-nong-nghiep-va-phat-trien-nong-thon"
TNMT = "so-tai-nguyen-va-moi-truong"
CT = "so-cong-thuong"
GTVT = "so-giao-thong-van-tai"
KHCN = "so-khoa-hoc-va-cong-nghe"
TTTT = "so-thong-tin-va-truyen-thong"
LD = "so-lao-dong-thuong-binh-va-xa-hoi"
NV = "so-noi-vu"
THUE = "cuc-thue-tinh"
NHNN = "ngan-hang-nha-nuoc-chi-nhanh-tinh"
BHXH = "bao-hiem-xa-hoi-tinh"
HUYEN = "ubnd-cac-huyen-thanh-pho"
XA = "xa-phuong-thi-tran"
TINH = "ubnd-tinh"
LM = "lien-minh-hop-tac-xa-tinh"
MT = "ubmttq-tinh"
HND = "hoi-nong-dan-tinh"
BCD = "ban-chi-dao-kinh-te-tap-the-tinh"
BCDH = "ban-chi-dao-kinh-te-tap-the-huyen"
TCT = "truong-chinh-tri-tinh"
TTBD = "trung-tam-boi-duong-chinh-tri"
SBN = "cac-so-ban-nganh"
CTXH = "cac-to-chuc-chinh-tri-xa-hoi"
XHNN = "cac-to-chuc-xa-hoi-nghe-nghiep"
BAO = "bao-dak-nong"
DAI = "dai-phat-thanh-truyen-hinh-tinh"
PRESS = "cac-co-quan-bao-chi"
KTTT = "cac-to-chuc-kinh-te-tap-the"
DVLQ = "cac-don-vi-lien-quan"
QUY = "quy-ho-tro-phat-trien-hop-tac-xa"


def ids(text: str) -> list[str]:
    """Every agency found, in reading order."""
    return [id for mention in AGENCIES.find(text) for id in mention.agency_ids]


# What people type, and the agencies they mean, in reading order.
MENTIONS = [
    # names as printed
    ("Sở Kế hoạch và Đầu tư chủ trì việc gì?", [KHDT]),
    ("Sở Thông tin Truyền thông có nhiệm vụ gì", [TTTT]),
    ("Sở Nông nghiệp và phát triển nông thôn", [NN]),
    ("Sở Tài nguyên Môi trường lo việc gì", [TNMT]),
    ("Sở Lao động Thương binh và Xã hội dạy nghề", [LD]),
    ("Sở Lao động - Thương binh và Xã hội dạy nghề", [LD]),
    ("sở lao động thương binh xã hội", [LD]),
    ("Ngân hàng Nhà nước chi nhánh tỉnh Đắk Nông", [NHNN]),
    ("Liên minh Hợp tác xã tỉnh chủ trì những việc gì?", [LM]),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", [MT]),
    ("Uỷ ban Mặt trận TQVN tỉnh", [MT]),
    ("UBMTTQ Việt Nam tỉnh", [MT]),
    ("Ban Chỉ đạo kinh tế tập thể tỉnh gồm ai", [BCD]),
    ("Ban Chỉ đạo phát triển kinh tế tập thể cấp huyện", [BCDH]),
    ("Các Trung tâm bồi dưỡng Chính trị các huyện, thành phố", [TTBD]),
    ("Trường Chính trị tỉnh dạy gì?", [TCT]),
    ("UBND các huyện, thành phố báo cáo khi nào", [HUYEN]),
    ("Ủy ban nhân dân huyện phải làm gì", [HUYEN]),
    ("Các tổ chức chính trị - xã hội, đoàn thể của tỉnh", [CTXH]),
    ("Đài PT&TH tỉnh và Báo Đák Nông", [DAI, BAO]),
    ("Hội nghị do Hội Nông dân tỉnh tổ chức", [HND]),
    ("Thường trực Tỉnh ủy nhận văn bản", ["tinh-uy"]),
    ("Thường trực HĐND tỉnh", ["hdnd-tinh"]),
    ("Đoàn Đại biểu Quốc hội tỉnh", ["doan-dai-bieu-quoc-hoi-tinh"]),
    ("Văn phòng Chính phủ và Bộ Kế hoạch và Đầu tư", ["van-phong-chinh-phu", "bo-ke-hoach-va-dau-tu"]),
    ("Ngân hàng Nhà nước Việt Nam", ["ngan-hang-nha-nuoc-viet-nam"]),
    ("Thủ tướng Chính phủ ký quyết định nào", ["thu-tuong-chinh-phu"]),
    ("Quỹ hỗ trợ phát triển hợp tác xã chuyển thành công ty gì", [QUY]),
    # abbreviations
    ("Sở KH&ĐT", [KHDT]),
    ("sở kh & đt", [KHDT]),
    ("KH&ĐT tổng hợp báo cáo gì", [KHDT]),
    ("KHĐT lo gì", [KHDT]),
    ("Sở KHĐT tỉnh Đắk Nông", [KHDT]),
    ("Sở KH-ĐT", [KHDT]),
    ("Bộ KH&ĐT", ["bo-ke-hoach-va-dau-tu"]),
    ("Sở NN&PTNT phối hợp với ai", [NN]),
    ("sở NN & PTNT", [NN]),
    ("NNPTNT", [NN]),
    ("Sở NN và PTNT", [NN]),
    ("LĐTBXH", [LD]),
    ("Sở LĐ-TB&XH", [LD]),
    ("Sở LĐTB&XH", [LD]),
    ("TN&MT", [TNMT]),
    ("Sở TNMT", [TNMT]),
    ("Sở GTVT", [GTVT]),
    ("Sở KH&CN hỗ trợ gì về truy xuất nguồn gốc", [KHCN]),
    ("Sở KHCN", [KHCN]),
    ("Sở TT&TT", [TTTT]),
    ("LMHTX", [LM]),
    ("LM HTX tỉnh", [LM]),
    ("Liên minh HTX", [LM]),
    ("NHNN có nhiệm vụ gì", [NHNN]),
    ("NHNN chi nhánh tỉnh", [NHNN]),
    ("BHXH tỉnh chủ trì gì", [BHXH]),
    ("MTTQ tỉnh", [MT]),
    ("HĐND tỉnh bố trí vốn", ["hdnd-tinh"]),
    ("UBND tỉnh", [TINH]),
    ("UBND huyện", [HUYEN]),
    ("UBND H", [HUYEN]),
    ("UBND TP. Gia Nghĩa", [HUYEN]),
    ("BCĐ KTTT tỉnh", [BCD]),
    ("BCĐ cấp huyện", [BCDH]),
    ("các tổ chức CT-XH", [CTXH]),
    ("UBND", [TINH, HUYEN]),
    # as people call them
    ("bên thuế lo việc gì", [THUE]),
    ("cục thuế phối hợp với ai", [THUE]),
    ("thuế tỉnh Lâm Đồng", [THUE]),
    ("cơ quan thuế hỗ trợ htx ra sao", [THUE]),
    ("ngành thuế tập huấn mấy lần", [THUE]),
    ("còn thuế thì sao?", [THUE]),
    ("hỏi thuế về gì", [THUE]),
    ("sở nông nghiệp chủ trì gì", [NN]),
    ("bên nông nghiệp làm gì", [NN]),
    ("còn nông nghiệp thì sao", [NN]),
    ("sở nông", [NN]),
    ("sở kế hoạch", [KHDT]),
    ("bên kế hoạch đầu tư", [KHDT]),
    ("sở công thương", [CT]),
    ("công thương phụ trách gì", [CT]),
    ("bên công thương", [CT]),
    ("sở giao thông", [GTVT]),
    ("sở tài nguyên", [TNMT]),
    ("sở khoa học", [KHCN]),
    ("sở lao động", [LD]),
    ("sở thông tin", [TTTT]),
    ("bên nội vụ làm gì", [NV]),
    ("liên minh", [LM]),
    ("ai phối hợp với liên minh", [LM]),
    ("mặt trận lo gì", [MT]),
    ("ngân hàng nhà nước", [NHNN]),
    ("bên ngân hàng nhà nước", [NHNN]),
    ("bên bảo hiểm làm gì cho htx", [BHXH]),
    ("bảo hiểm xã hội chủ trì nhiệm vụ nào", [BHXH]),
    ("hội nông dân", [HND]),
    ("hội nông", [HND]),
    ("huyện phải làm gì", [HUYEN]),
    ("còn huyện thì sao", [HUYEN]),
    ("cấp huyện", [HUYEN]),
    ("ủy ban huyện", [HUYEN]),
    ("các huyện, thành phố phải xây dựng mấy mô hình", [HUYEN]),
    ("mỗi huyện phải có mấy htx kiểu mới", [HUYEN]),
    ("chính quyền huyện", [HUYEN]),
    ("báo cáo cho huyện hay cho liên minh", [HUYEN, LM]),
    ("trường đảng", [TCT]),
    ("trung tâm chính trị huyện", [TTBD]),
    ("báo đài tuyên truyền", [PRESS]),
    ("các sở ban ngành", [SBN]),
    ("mấy sở phối hợp", [SBN]),
    ("các đoàn thể", [CTXH]),
    ("ban chỉ đạo", [BCD]),
    ("quỹ htx", [QUY]),
    ("tỉnh phải làm gì", [TINH]),
    # without diacritics, with half of them, in any case, in any form
    ("so ke hoach va dau tu", [KHDT]),
    ("So KH&DT", [KHDT]),
    ("so nong nghiep chu tri gi", [NN]),
    ("sơ nông nghiêp", [NN]),
    ("sỡ công thương", [CT]),
    ("SỞ CÔNG THƯƠNG", [CT]),
    ("ben thue lo viec gi", [THUE]),
    ("cuc thue tinh dak nong", [THUE]),
    ("lien minh hop tac xa", [LM]),
    ("lien minh htx tinh", [LM]),
    ("ngan hang nha nuoc", [NHNN]),
    ("hoi nong dan tinh", [HND]),
    ("mat tran to quoc", [MT]),
    ("huyen phai lam gi", [HUYEN]),
    ("ubnd cac huyen thanh pho", [HUYEN]),
    ("uy ban huyen", [HUYEN]),
    ("bao hiem xa hoi tinh", [BHXH]),
    ("ban chi dao kttt", [BCD]),
    ("ldtbxh", [LD]),
    ("so ldtbxh", [LD]),
    ("hdnd tinh", ["hdnd-tinh"]),
    ("truong chinh tri", [TCT]),
    ("so thong tin truyen thong", [TTTT]),
    ("Sở  Tài   chính", [TC]),
    ("Sở Tài chính/Sở Nội vụ", [TC, NV]),
    (unicodedata.normalize("NFD", "Sở Nội vụ đào tạo ai"), [NV]),
    ("Uỷ ban nhân dân tỉnh", [TINH]),
    # by today's name
    ("Sở Nông nghiệp và Môi trường", [NN, TNMT]),
    ("so nong nghiep va moi truong lam dong", [NN, TNMT]),
    ("Sở NN&MT", [NN, TNMT]),
    ("Sở Tài chính tỉnh Lâm Đồng", [KHDT, TC]),
    ("Sở Tài chính Lâm Đồng", [KHDT, TC]),
    ("Sở Xây dựng có nhiệm vụ gì", [GTVT]),
    ("Sở Khoa học và Công nghệ tỉnh Lâm Đồng", [KHCN, TTTT]),
    ("Sở Nội vụ tỉnh Lâm Đồng", [LD, NV]),
    ("Thuế tỉnh Lâm Đồng", [THUE]),
    ("Thuế cơ sở", [THUE]),
    ("UBND xã", [HUYEN, XA]),
    ("ubnd phuong", [HUYEN, XA]),
    ("NHNN khu vực 10", [NHNN]),
    ("Bộ Tài chính", ["bo-ke-hoach-va-dau-tu"]),
    ("Liên minh Hợp tác xã tỉnh Lâm Đồng", [LM]),
    ("Hội Nông dân Lâm Đồng", [HND]),
    # in English
    ("What does the Department of Agriculture lead?", [NN]),
    ("Which tasks does the tax office have", [THUE]),
    ("the Cooperative Alliance", [LM]),
    ("the farmers' union", [HND]),
    ("State Bank of Vietnam", ["ngan-hang-nha-nuoc-viet-nam"]),
    ("State Bank branch", [NHNN]),
    ("Department of Planning and Investment", [KHDT]),
    ("steering committee", [BCD]),
    ("district people's committees", [HUYEN]),
    # offices the plan does not name are known as such
    ("Sở Y tế chủ trì việc gì", ["so-y-te"]),
    ("Hội Phụ nữ", ["hoi-lien-hiep-phu-nu-tinh"]),
    ("ngân hàng chính sách xã hội", ["ngan-hang-chinh-sach-xa-hoi"]),
    ("Liên minh HTX Việt Nam", ["lien-minh-hop-tac-xa-viet-nam"]),
    ("Bộ đội Biên phòng chủ trì việc gì", ["bo-doi-bien-phong-tinh"]),
    ("BĐBP tỉnh có tham gia không", ["bo-doi-bien-phong-tinh"]),
    ("Bộ CHQS tỉnh lo gì", ["bo-chi-huy-quan-su-tinh"]),
    ("công an có phải làm gì không", ["cong-an-tinh"]),
    ("Bộ Công an ban hành kế hoạch này à", ["bo-cong-an"]),
    ("Bộ Nông nghiệp và Môi trường", ["bo-nong-nghiep"]),
    ("Bộ NN&PTNT", ["bo-nong-nghiep"]),
    ("Bộ TN&MT", ["bo-tai-nguyen-va-moi-truong"]),
    ("Hải quan có nhiệm vụ gì", ["hai-quan"]),
    ("kiểm lâm phải làm gì", ["chi-cuc-kiem-lam"]),
    ("đội quản lý thị trường", ["quan-ly-thi-truong"]),
    ("Cục Thống kê có số liệu gì", ["cuc-thong-ke"]),
    ("trung tâm khuyến nông", ["trung-tam-khuyen-nong"]),
    ("Tòa án nhân dân tỉnh", ["toa-an-nhan-dan"]),
    ("điện lực hỗ trợ gì", ["dien-luc"]),
    ("Quốc hội thông qua kế hoạch này à", ["quoc-hoi"]),
    ("VCCI có phối hợp không", ["vcci"]),
    ("Sở Du lịch", ["so-thong-tin-va-truyen-thong"]),
    ("Trường Đại học Tây Nguyên", ["truong-dai-hoc-cao-dang"]),
    ("Department of Health", ["so-y-te"]),
    ("the Ministry of Defence", ["bo-quoc-phong"]),
    ("the border guard", ["bo-doi-bien-phong-tinh"]),
    ("the PPC", ["ubnd-tinh"]),
    ("Party School", ["truong-chinh-tri-tinh"]),
    ("branch of the State Bank", [NHNN]),
    ("Department of Taxation", [THUE]),
    # several in one question
    ("Sở Công Thương và Sở Tài chính ai lo khuyến công?", [CT, TC]),
    ("sở nông với sở tài nguyên khác gì nhau", [NN, TNMT]),
    ("Cục Thuế phối hợp với Sở Tài chính và UBND các huyện, thành phố", [THUE, TC, HUYEN]),
]

# Sentences that name no office.
NOTHING = [
    "thuế suất thuế giá trị gia tăng là bao nhiêu",
    "HTX nông nghiệp được miễn thuế gì",
    "giá nông sản hôm nay",
    "huyện đảo Phú Quý ở đâu",
    "hợp tác xã nông nghiệp phải làm gì để được vay",
    "ở huyện tôi có bao nhiêu hợp tác xã",
    "mua bảo hiểm cây trồng như thế nào",
    "bảo hiểm y tế cho thành viên",
    "số công thương mại",
    "ứng dụng KHCN vào sản xuất",
    "ứng dụng khoa học và công nghệ",
    "chính sách tài chính, tín dụng",
    "đất đai, tài nguyên nước và môi trường",
    "đào tạo nghề cho lao động nông thôn",
    "thuê đất ở đâu",
    "Kế hoạch số 127/KH-UBND",
    "Quyết định số 1626/QĐ-UBND ngày 06/10/2022",
    "Thông tư số 03/2022/TT-NHNN",
    "Thông tư 01/2020/TT-BKHĐT",
    "KH-UBND là gì",
    "Nghị định 45/2021/NĐ-CP nói gì",
    "54-CTr/TU ban hành ngày nào",
    "hỏi nông dân trồng cà phê",
    "kinh tế tập thể là gì",
    "liên hiệp hợp tác xã có mấy thành viên",
    "mục tiêu đến năm 2030",
    "kế hoạch phải hoàn thành khi nào",
    "thời tiết Đắk Nông ngày mai",
    "tỉnh Đắk Nông có bao nhiêu dân",
    "vay ngân hàng lãi suất bao nhiêu",
    "phát triển nông nghiệp công nghệ cao",
    "chuyển đổi số trong hợp tác xã",
    "giao thông đi lại khó khăn",
    "số lao động trong htx",
    "htx nong nghiep duoc ho tro gi",
    "thue dat bao nhieu mot nam",
    "so luong thanh vien",
    "thông tin thị trường nông sản",
    "Lĩnh vực GTVT",
    "thành phố Hồ Chí Minh",
    "so lao dong trong htx la bao nhieu",
    "cac so lieu ve htx",
    "so ke hoach 127",
    "truong dang hoc o dau",
    "làm ăn với doanh nghiệp",
    "ai ký kế hoạch này",
    "how many cooperatives by 2030",
    "hai quan điểm khác nhau",
    "bà con kiếm làm ăn",
    "cả tỉnh có bao nhiêu hợp tác xã",
    "ca tinh co bao nhieu htx",
    "đợt này nộp gì",
    "dot nay nop gi",
    "khuyến nông với khuyến công khác gì",
    "gửi qua bưu điện được không",
    "đưa vào trường học",
    "thống kê số lượng hợp tác xã",
    "quản lý thị trường nông sản",
    "",
]


@pytest.mark.parametrize(("text", "expected"), MENTIONS, ids=[text[:40] for text, _ in MENTIONS])
def test_who_is_meant(text: str, expected: list[str]) -> None:
    assert sorted(ids(text)) == sorted(expected)


@pytest.mark.parametrize("text", NOTHING)
def test_no_office_is_meant(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    "text", [text for text, _ in MENTIONS if re.match(r"(Sở|Liên minh|Ủy ban|UBND|Hội) ", text)]
)
def test_names_are_found_without_diacritics_too(text: str) -> None:
    assert ids(strip_accents(text)) == ids(text)


@pytest.mark.parametrize(
    ("text", "how", "typed"),
    [
        ("Hỏi Sở Công  Thương nhé", "name", "Sở Công  Thương"),
        ("hỏi kh & đt", "abbreviation", "kh & đt"),
        ("hỏi sở nông nghiệp", "alias", "sở nông nghiệp"),
        ("bên thuế lo gì", "weak", "thuế"),
        ("Sở Xây dựng lo gì", "successor", "Sở Xây dựng"),
        ("UBND xã lo gì", "successor", "UBND xã"),
    ],
)
def test_how_it_was_meant_and_where(text: str, how: str, typed: str) -> None:
    (mention,) = AGENCIES.find(text)
    assert (mention.how, mention.text, mention.span.of(text)) == (how, typed, typed)


def test_a_part_of_an_office_is_the_whole_of_it() -> None:
    text = "Phòng Kinh tế huyện và Sở Tài chính"
    part, other = AGENCIES.with_wholes(AGENCIES.find(text))
    assert (part.agency_ids, part.how, part.text) == (
        ("ubnd-cac-huyen-thanh-pho",),
        "part",
        "Phòng Kinh tế huyện",
    )
    assert other == AGENCIES.find(text)[1]


def test_everyday_words_can_be_left_out() -> None:
    assert AGENCIES.find("bên thuế lo gì", weak=False) == ()
    assert AGENCIES.find("Cục Thuế lo gì", weak=False) != ()


@given(st.text(max_size=80))
def test_spans_hold_the_typed_text_and_do_not_overlap(text: str) -> None:
    typed = f"{text} sở công thương {text} bên thuế"
    mentions = AGENCIES.find(typed)
    ends = [0, *(mention.span.end for mention in mentions)]
    assert all(mention.span.of(typed) == mention.text for mention in mentions)
    assert all(end <= mention.span.start for end, mention in zip(ends, mentions, strict=False))


# The appendix: lead and co-operating offices of the 26 rows, in order.
ROWS = [
    ([SBN, HUYEN], [TTTT, BAO, DAI]),
    ([TTTT], [SBN, HUYEN]),
    ([LM], [SBN, HUYEN]),
    ([TCT, TTBD], [SBN, HUYEN]),
    ([KHDT], [SBN, HUYEN]),
    ([KHDT], [SBN, HUYEN]),
    ([KHDT], [SBN, HUYEN]),
    ([TC], [SBN, HUYEN]),
    ([NN], [SBN, HUYEN]),
    ([NN], [SBN, HUYEN]),
    ([CT], [SBN, HUYEN]),
    ([TNMT], [SBN, HUYEN]),
    ([KHCN], [SBN, HUYEN]),
    ([LD], [SBN, HUYEN]),
    ([LM], [SBN, HUYEN]),
    ([THUE], [TC, HUYEN]),
    ([NHNN], [KTTT, HUYEN]),
    ([HUYEN], [SBN, LM]),
    ([HUYEN], [LM, NN, SBN, KTTT]),
    ([BCD, KHDT], [LM, NV, HUYEN]),
    ([NV], [SBN, HUYEN]),
    ([LM], [SBN, HUYEN]),
    ([HUYEN], []),
    ([LM], [MT, CTXH, XHNN]),
    ([LM], [MT, SBN, KTTT]),
    ([HND], [SBN, HUYEN]),
]

# The items of part III: the offices printed before the colon, or in the item's first words.
ITEMS = {
    "1.1": [SBN, CTXH, HUYEN],
    "1.2": [TTTT, PRESS],
    "1.3": [LM, SBN, HUYEN],
    "2.1": [SBN, HUYEN],
    "2.2": [KHDT, SBN, HUYEN],
    "2.3": [TC, SBN, HUYEN],
    "2.4": [NN, DVLQ],
    "2.5": [CT, SBN, HUYEN],
    "2.6": [GTVT, SBN, HUYEN],
    "2.7": [TNMT, SBN, HUYEN],
    "2.8": [KHCN, SBN, HUYEN],
    "2.9": [LD, NN],
    "2.10": [LM, SBN],
    "2.11": [TCT],
    "2.12": [THUE, TC, HUYEN],
    "2.13": [NHNN],
    "2.14": [BHXH, SBN, HUYEN],
    "3.1": [HUYEN, LM, NN, SBN],
    "3.2": [LM, SBN, HUYEN],
    "4.1": [SBN, HUYEN],
    "4.2": [BCD],
    "4.3": [KHDT],
    "4.4": [NV, DVLQ],
    "4.5": [NHNN],
    "4.6": [LM],
    "4.7": [HUYEN],
    "5.1": [MT, CTXH, XHNN],
    "5.2": [LM],
    "5.3": [HND],
}


def plan_ids(text: str) -> list[str]:
    return [id for mention in AGENCIES.find(text, weak=False) for id in mention.agency_ids]


def appendix_cells() -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in PLAN.splitlines() if re.match(r"\d+\t", line)]
    return [(cells[2], cells[3]) for cells in rows]


def test_every_office_of_the_appendix_is_found() -> None:
    found = [(plan_ids(lead), plan_ids(partners)) for lead, partners in appendix_cells()]
    assert found == ROWS


@pytest.mark.parametrize(("number", "expected"), ITEMS.items())
def test_every_office_of_the_items_is_found(number: str, expected: list[str]) -> None:
    part = PLAN[PLAN.index("III. NHIỆM VỤ") : PLAN.index("IV. TỔ CHỨC")]
    line = next(line for line in part.splitlines() if re.match(rf"[#* ]*{re.escape(number)}\.? ", line))
    until = re.split(r":|hỗ trợ đào tạo", line)[0]
    assert plan_ids(until) == expected


def test_everything_said_to_be_in_the_plan_is_in_the_plan() -> None:
    found = set(plan_ids(PLAN))
    named = {agency.id for agency in AGENCIES.all() if agency.in_plan}
    assert found == named


def test_duty_holders_are_those_who_lead_or_are_addressed() -> None:
    leads = {id for lead, _ in ROWS for id in lead} | {found[0] for found in ITEMS.values()}
    assert leads <= {agency.id for agency in AGENCIES.all() if agency.duty_holder}


def test_every_successor_has_its_evidence() -> None:
    successors = [item for agency in AGENCIES.all() for item in agency.successors]
    assert len(successors) >= 25
    for item in successors:
        assert item.sources
        if item.confidence == "verified":
            assert item.since is not None
            assert not any("Trí nhớ" in source for source in item.sources)


def test_what_no_source_confirms_is_marked() -> None:
    labour = AGENCIES.get(LD)
    alliance = AGENCIES.get(LM)
    assert labour is not None
    assert alliance is not None
    assert [item.confidence for item in labour.successors] == ["verified", *["unverified"] * 3]
    assert [item.confidence for item in alliance.successors] == ["unverified"]


def test_offices_merged_into_one_know_each_other() -> None:
    assert [agency.id for agency in AGENCIES.merged_with(NN)] == [TNMT]
    assert [agency.id for agency in AGENCIES.merged_with(TC)] == [KHDT]
    assert AGENCIES.merged_with("khong-co") == ()


def test_groups_have_members() -> None:
    assert {CT, NV, THUE} <= {agency.id for agency in AGENCIES.members(SBN)}
    assert {MT, HND} <= {agency.id for agency in AGENCIES.members(CTXH)}
    assert AGENCIES.get("khong-co") is None


def test_the_file_survives_a_round_trip(tmp_path: Path) -> None:
    data = yaml.safe_load(DATA.read_text("utf-8"))
    copy = tmp_path / "agencies.yaml"
    copy.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    again = Agencies.load(copy)
    assert again.all() == AGENCIES.all()
    assert again.find("bên thuế lo gì") == AGENCIES.find("bên thuế lo gì")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("- id: so-noi-vu\n", "- id: so-tai-chinh\n", "stands twice"),
        ("aliases: [ngành nội vụ]", "aliases: [ngành nội vụ, sở nông]", "belongs to"),
        ("member_of: [cac-so-ban-nganh]", "member_of: [cac-so]", "no group"),
        ("office: so-xay-dung,", "office: so-xay,", "no office"),
        ("sources: [kl230, htx23,", "sources: [kl231, htx23,", "no source"),
        ("confidence: verified", "confidence: seen", "confidence"),
        ("kind: department", "sort: department", "agencies"),
        ("agencies:\n", "agencies: [\n", "YAML"),
    ],
)
def test_mistakes_in_the_file_are_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    text = DATA.read_text("utf-8")
    assert old in text
    path = tmp_path / "agencies.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DataError, match=complaint):
        Agencies.load(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"agencies\.yaml"):
        Agencies.load(tmp_path / "agencies.yaml")


def test_a_question_takes_under_two_milliseconds() -> None:
    question = PLAN[9000:9300]
    assert min(timeit.repeat(lambda: AGENCIES.find(question), number=5, repeat=5)) / 5 < 0.002
