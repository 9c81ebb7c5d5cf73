"""What a question takes for granted: corrected where the plan says otherwise, never where it agrees."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.wiring import Assistant
from tests.assistant.talk import anchors, talk

# The question, what must be cited, what the first line must say.
FALSE = [
    # who made it
    ("Kế hoạch này do Sở Kế hoạch và Đầu tư ban hành phải không?", "chu_ky", "Ủy ban nhân dân tỉnh ban hành"),
    (
        "Sau khi kế hoạch này được Hội đồng nhân dân tỉnh thông qua, các huyện báo cáo về đâu?",
        "chu_ky",
        "Không phải Hội đồng nhân dân tỉnh",
    ),
    ("Nghị quyết 20-NQ/TW do Quốc hội ban hành phải không?", "ten.doan_1", "Không phải Quốc hội"),
    (
        "Chương trình hành động 54-CTr/TU do Bộ Tài chính ban hành phải không?",
        "ten.doan_1",
        "Không phải Bộ Tài chính",
    ),
    # who leads
    (
        "Ở phụ lục phần V, Mặt trận Tổ quốc tỉnh chủ trì vận động các loại hình kinh tế tập thể, đúng không?",
        "pl.v.1",
        "Liên minh Hợp tác xã tỉnh",
    ),
    ("Vì sao giao Sở Nội vụ chủ trì chính sách thuế?", "iii.2.12", "Cục Thuế tỉnh"),
    ("Sao Hội Nông dân lại được giao chỉ hợp tác xã khai thuế vậy?", "iii.2.12", "Cục Thuế tỉnh"),
    ("sao lại giao Sở Y tế chủ trì chính sách bảo hiểm xã hội", "iii.2.14", "Bảo hiểm Xã hội tỉnh"),
    (
        "Sao Thuế tỉnh Lâm Đồng lại được giao bố trí kinh phí đào tạo, tập huấn cho hợp tác xã?",
        "pl.ii.5",
        "không phải Thuế tỉnh Lâm Đồng",
    ),
    # who reports
    (
        "Vì sao kế hoạch giao Hội Nông dân gửi báo cáo hàng tháng về hợp tác xã?",
        "iii.3.1.gach_4",
        "UBND các huyện, thành phố",
    ),
    # what it becomes
    (
        "Có phải Quỹ hỗ trợ phát triển hợp tác xã được chuyển đổi thành ngân hàng thương mại không?",
        "iii.2.10.gach_1",
        "Kế hoạch không ghi «ngân hàng thương mại»",
    ),
    (
        "quỹ hỗ trợ htx chuyển thành công ty cổ phần đúng kog",
        "iii.2.10.gach_1",
        "không ghi «công ty cổ phần»",
    ),
    # how much
    ("Vì sao đến năm 2030 phải có 500 hợp tác xã?", "ii.2.den_nam_2030.gach_1", "Không phải 500"),
    ("nam 2045 tinh muon 50 phan tram dan so vao hop tac xa lam sao dat", "ii.2.den_nam_2045.gach_1", "50"),
    (
        "Sao mỗi huyện phải xây dựng 4 mô hình hợp tác xã kiểu mới?",
        "iii.3.1.gach_7",
        "Không phải 4",
    ),
    # who it is called
    ("Sở Tài chính là cơ quan thường trực của Ban Chỉ đạo tỉnh phải không?", "pl.iv.1", "Sở Tài chính"),
    (
        "Vì sao phải phân loại theo Thông tư 01/2020/TT-BKHĐT của Bộ Công Thương?",
        "pl.iii.2",
        "Không phải",
    ),
    ("The plan was signed by Chairman Nguyễn Văn Bình, right?", "chu_ky", "Không phải Nguyễn Văn Bình"),
    ("Quyết định 875 của Thủ tướng ban hành phải không?", "iii.4.1.gach_2", "của UBND tỉnh"),
    # who gets a report
    (
        "Báo cáo kết quả thực hiện hàng năm gửi cho Sở Nội vụ và Sở Xây dựng phải không?",
        "iv.1",
        "về Sở Kế hoạch và Đầu tư",
    ),
    # how many
    ("Nghe nói tới 2030 phải có 200 tổ hợp tác, làm nổi không ta?", "ii.2.den_nam_2030.gach_1", "300"),
    # by when
    ("Chuyển đổi số phải xong năm 2028 phải không?", "pl.ii.3", "Không phải năm 2028"),
    (
        "Đề án chuyển đổi mô hình Quỹ hỗ trợ phát triển hợp tác xã phải xong năm 2025 phải không?",
        "pl.ii.12",
        "«Năm 2023»",
    ),
    # the contrary of what is done
    ("Sao kế hoạch hạn chế chủ trang trại tham gia hợp tác xã?", "iii.5.3", "không ghi «hạn chế"),
    (
        "Mỗi huyện chỉ được làm tối đa một mô hình hợp tác xã kiểu mới, vậy chọn xã nào?",
        "iii.3.1.gach_7",
        "tối đa",
    ),
    ("Vì lý do gì kế hoạch thắt chặt vốn ngân hàng cho kinh tế tập thể?", "iii.2.13", "thắt chặt"),
    # who leads, only named in passing
    (
        "Sở Tài chính, với vai trò chủ trì đẩy mạnh chuyển đổi số của hợp tác xã, trình sản phẩm gì?",
        "pl.ii.3",
        "Sở Kế hoạch và Đầu tư",
    ),
    ("hoi nong dan lo vu bao hiem nong nghiep, bao gio xong", "iii.2.4", "không phải Hội Nông dân tỉnh"),
    # who signed
    ("Chủ tịch UBND tỉnh trực tiếp ký kế hoạch này đúng không?", "chu_ky", "Lê Trọng Yên"),
    # what an instrument is about
    ("Quyết định 875 là quyết định về vay vốn ngân hàng đúng không?", "iii.4.1.gach_2", "Quy chế phối hợp"),
    (
        "QĐ 875/QĐ-UBND là QĐ phê duyệt đề án hợp tác xã nông nghiệp, vậy các sở phải làm gì?",
        "iii.4.1.gach_2",
        "Không phải đề án hợp tác xã nông nghiệp:",
    ),
    (
        "Quyết định 677/QĐ-UBND phê duyệt Đề án tổ chức, củng cố hợp tác xã, có phải vậy không?",
        "iii.2.10.gach_4",
        "Không phải Đề án tổ chức",
    ),
    (
        "QD 340/QD-TTg la phe duyet Chuong trinh ho tro phat trien KTTT, vay lay tien tu dau",
        "iii.2.2",
        "Chiến lược phát triển kinh tế tập thể",
    ),
    (
        "Nghị quyết 20-NQ/TW là nghị quyết của Chính phủ, thế ban hành ngày nào?",
        "ten.doan_1",
        "Không phải Chính phủ",
    ),
    # a figure told before what is asked
    (
        "Tỉnh đặt mục tiêu 2045 có 30% dân số vào kinh tế tập thể, giờ được bao nhiêu phần trăm rồi?",
        "ii.2.den_nam_2045.gach_1",
        "Không phải 30%",
    ),
    (
        "Vì sao đến năm 2045 một nửa giám đốc hợp tác xã phải là phụ nữ?",
        "ii.2.den_nam_2045.gach_3",
        "một nửa",
    ),
    # how often
    (
        "huyện em mỗi năm chỉ phải báo cáo tình hình hợp tác xã một lần thôi, vậy báo vào tháng mấy?",
        "iii.3.1.gach_4",
        "Hàng tháng, quý, năm",
    ),
    (
        "Vì sao Sở Nội vụ lại được chọn làm cơ quan thường trực của Ban Chỉ đạo kinh tế tập thể tỉnh?",
        "pl.iv.1",
        "Không phải Sở Nội vụ",
    ),
    (
        "Chuyển đổi số cho hợp tác xã hạn cuối là năm 2023 mà giờ sao chưa thấy kế hoạch của tỉnh?",
        "pl.ii.3",
        "Không phải năm 2023",
    ),
    # what it turns into
    (
        "Quỹ hỗ trợ phát triển hợp tác xã chuyển sang mô hình hợp tác xã, vậy ai góp vốn?",
        "iii.2.10.gach_1",
        "không ghi «hợp tác xã»",
    ),
    (
        "Quyết định 1804/QĐ-TTg do Bộ trưởng Bộ Tài chính ký ban hành đúng không?",
        "iii.2.2",
        "Không phải Bộ Tài chính",
    ),
    # at which level
    ("Sao mỗi xã phải có một mô hình hợp tác xã kiểu mới?", "iii.3.1.gach_7", "không ghi «mỗi xã»"),
]

TRUE = [
    "Vì sao UBND các huyện phải báo cáo hàng tháng, quý, năm?",
    "Vì sao các huyện mỗi năm phải đối thoại với hợp tác xã?",
    "Đề án theo Quyết định 1626 ghi giai đoạn 2022 - 2025, còn thời gian hoàn thành ở Phụ lục ghi thế nào?",
    "Quyết định 167 là đề án nhân rộng mô hình hợp tác xã kiểu mới, vậy do ai phê duyệt?",
    "Quyết định 1563/QĐ-UBND phê duyệt Đề án tổ chức, củng cố hợp tác xã, có phải vậy không?",
    "Trong kế hoạch thì 09/NQ-CP là nghị quyết gì, của ai?",
    "Quỹ hỗ trợ hợp tác xã chuyển sang mô hình công ty TNHH một thành viên, vậy theo nghị định nào?",
    "Sở Nội vụ phải lập kế hoạch đào tạo cán bộ quản lý kinh tế tập thể hàng năm phải không?",
    "Kế hoạch này do UBND tỉnh ban hành phải không?",
    "Kế hoạch này được UBND tỉnh thông qua ngày nào?",
    "Chương trình hành động 54-CTr/TU do Tỉnh ủy ban hành phải không?",
    "Vì sao giao Cục Thuế tỉnh chủ trì chính sách thuế?",
    "Vì sao giao Thuế tỉnh Lâm Đồng chủ trì chính sách thuế?",
    "Vì sao giao Sở Tài chính bố trí kinh phí đào tạo?",
    "Sở Kế hoạch và Đầu tư chủ trì chuyển đổi số phải không?",
    "Vì sao UBND các huyện phải báo cáo hàng tháng về hợp tác xã?",
    "Vì sao các Sở, Ban, ngành phải báo cáo hàng năm?",
    "Báo cáo hàng năm gửi cho Sở Kế hoạch và Đầu tư phải không?",
    "Quyết định 875 của UBND tỉnh ban hành phải không?",
    "Nghe nói tới 2030 phải có 300 tổ hợp tác, đúng không?",
    "Có phải Quỹ hỗ trợ phát triển hợp tác xã được chuyển đổi thành công ty TNHH một thành viên không?",
    "Việc chuyển Quỹ hỗ trợ phát triển hợp tác xã thành công ty TNHH một thành viên căn cứ nghị định nào?",
    "Vì sao đến năm 2030 phải có 360 hợp tác xã?",
    "đến năm 2030 có 17000 thành viên hợp tác xã phải không?",
    "Chuyển đổi số phải xong năm 2024 phải không?",
    "Đề án chuyển đổi mô hình Quỹ hỗ trợ phát triển hợp tác xã phải xong năm 2023 phải không?",
    "Mỗi huyện phải có ít nhất một mô hình hợp tác xã kiểu mới phải không?",
    "Kế hoạch vận động chủ trang trại tham gia hợp tác xã phải không?",
    "Quyết định 875 là quy chế phối hợp hỗ trợ kinh tế tập thể phải không?",
    "Quyết định 1804 do Thủ tướng Chính phủ ban hành phải không?",
    "Vì sao ưu tiên hỗ trợ thành viên hợp tác xã tiếp cận các nguồn quỹ do Hội Nông dân quản lý?",
    "Sở Kế hoạch và Đầu tư, với vai trò chủ trì chuyển đổi số, phải trình sản phẩm gì?",
    # a period in a title, a wish, a board beside its standing office: nothing is claimed
    "Quyết định 1626 dành cho giai đoạn 2022 - 2025, còn Phụ lục ghi làm tới năm nào?",
    "muốn được ngân hàng bớt tiền lãi thì theo nghị định nào",
    "Với Ban Chỉ đạo kinh tế tập thể tỉnh, cơ quan thường trực là ai?",
]


@pytest.mark.parametrize(("question", "cited", "said"), FALSE)
def test_a_wrong_premise_is_corrected_with_what_is_right(
    plan_assistant: Assistant, question: str, cited: str, said: str
) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.FALSE_PREMISE
    assert cited in anchors(answer)
    assert said in answer.answer


@pytest.mark.parametrize("question", TRUE)
def test_a_true_premise_is_never_denied(plan_assistant: Assistant, question: str) -> None:
    answer = talk(plan_assistant, question)
    assert answer.status is Status.ANSWERED
    assert "Không phải" not in answer.answer
    assert "không ghi «" not in answer.answer


def test_a_denial_repeats_the_words_as_they_are_written(plan_assistant: Assistant) -> None:
    answer = talk(plan_assistant, "Sao mỗi xã phải có một mô hình hợp tác xã kiểu mới?")
    assert "moi xa" not in answer.answer
