"""What a clause denies of what a question takes for granted, and what it leaves alone."""

from __future__ import annotations

import pytest

from assistant.law.clause_words import Clause
from assistant.law.contradictions import contradicts, forbids
from knowledge.text import Folded, syllables


def says(text: str, word: str) -> bool:
    return word in syllables(text)


def denied(words: str, premise: str, headings: str = "") -> bool:
    clause = Clause(Folded.of(words).text, Folded.of(headings).text)
    return contradicts(clause, Folded.of(premise).text, says)


@pytest.mark.parametrize(
    ("words", "premise"),
    [
        (
            "Bạn hàng được dự nhưng không được biểu quyết tại cuộc họp bến.",
            "bạn hàng được biểu quyết ở họp bến",
        ),
        ("Ban trật tự do Đại hội bến bầu trong số thương hồ.", "Ban trật tự do Ban quản lý bến bầu"),
        ("Trưởng bến được Hội đồng bến bổ nhiệm.", "trưởng bến do Ủy ban nhân dân xã bổ nhiệm"),
        ("Cuộc họp bến phải được ghi biên bản, có thể ghi âm, ghi hình.", "cấm ghi âm cuộc họp bến"),
        ("Chợ nổi có thể có một hoặc nhiều trưởng bến.", "chợ nổi chỉ được có một trưởng bến"),
        ("Không thu lệ phí neo đậu.", "neo đậu phải đóng lệ phí"),
        ("Thương hồ phải báo trước khi nhổ neo.", "nhổ neo không cần báo trước"),
        ("Thương hồ báo bến trước khi nhổ neo.", "nhổ neo xong ba ngày rồi mới báo bến"),
        ("Thương hồ có thể đồng thời là thương hồ của nhiều bến.", "chỉ cho mỗi người vào một bến"),
        ("Ghe đổi chủ được giữ nguyên mã số ghe.", "ghe đổi chủ bị hủy mã số ghe"),
        ("Thương hồ có thể đồng thời là thương hồ của nhiều bến.", "đã vào bến này không được vào bến khác"),
        (
            "Hỗ trợ tiền neo ghe cho hợp tác xã quy mô siêu nhỏ và nhỏ.",
            "hỗ trợ tiền neo ghe cho hợp tác xã quy mô vừa",
        ),
        ("Phí neo ghe ít nhất 1,5 lần giá củi.", "phí neo ghe nhiều nhất là 1,5 lần giá củi"),
        (
            "Trưởng bến nộp sổ neo ghe trong 05 ngày kể từ ngày thanh toán hết nợ.",
            "trưởng bến nộp sổ neo ghe trong 5 ngày kể từ ngày họp bến",
        ),
        (
            "Thương hồ chưa trả ghe mượn thì không được mượn ghe tiếp.",
            "thương hồ chưa trả ghe mượn vẫn được mượn ghe tiếp",
        ),
        ("Hợp tác xã gửi thông báo nhổ neo đến trưởng bến.", "hợp tác xã nhổ neo không cần gửi thông báo"),
        ("Tiền bến được dùng để thưởng cho người ngoài hợp tác xã.", "tiền bến chỉ thưởng trong hợp tác xã"),
        (
            "Tiền còn lại chia cho thành viên chính thức, thành viên liên kết góp vốn.",
            "tiền còn lại chỉ chia cho thành viên chính thức",
        ),
        (
            "Thương hồ có quyền sau đây: a) Neo ghe; b) Mở quầy hàng khô ven bến.",
            "thương hồ không được mở quầy hàng khô",
        ),
        ("Mỗi bến chỉ được lập 01 quầy thu phí.", "một bến lập mấy quầy cũng được, miễn có nhu cầu"),
        (
            "Trụ sở mới thì thương hồ không bắt buộc phải khai lại ghe.",
            "thương hồ bắt buộc phải khai lại ghe",
        ),
        ("Bến cũ chấm dứt tồn tại khi bến mới được lập.", "bến cũ vẫn tồn tại khi lập bến mới"),
        (
            "Thương hồ được cho thuê ghe bầu, trừ ghe bầu do bến giao quản lý.",
            "thương hồ được cho thuê tất cả ghe bầu",
        ),
        ("Ghe chậm là ghe thuộc các hạng 3, hạng 4 và hạng 5.", "ghe chậm chỉ tính hạng 4 với hạng 5"),
        ("Thương hồ chỉ được rời bến khi đã trả đủ phí neo.", "thương hồ chưa trả phí neo vẫn được rời bến"),
        (
            "Tiền bến được chia theo thứ tự sau: a) Công người chèo ghe; b) Phí neo đậu; c) Tiền sửa cầu.",
            "phí neo đậu được chia trước công người chèo ghe",
        ),
    ],
)
def test_the_opposite_is_denied(words: str, premise: str) -> None:
    assert denied(words, premise)


@pytest.mark.parametrize(
    ("words", "premise"),
    [
        ("Không được sử dụng tiền bến để lập quán.", "thương hồ được lập quán"),
        (
            "Được dùng ghe để bảo đảm, trừ ghe cho mượn không được dùng để bảo đảm.",
            "được dùng ghe để bảo đảm",
        ),
        ("Không được ít hơn 20 ghe bầu.", "được neo 20 ghe bầu"),
        ("Bạn hàng không được biểu quyết.", "bạn hàng không được biểu quyết"),
        ("Không thu lệ phí neo đậu của tổ hợp tác.", "hợp tác xã neo đậu phải đóng lệ phí"),
        ("Phí neo ghe ít nhất 1,5 lần giá củi.", "phí neo ghe tối thiểu là 1,5 lần giá củi"),
        (
            "Trưởng bến nộp sổ neo ghe trong 05 ngày kể từ ngày thanh toán hết nợ.",
            "trưởng bến nộp sổ neo ghe trong 5 ngày kể từ khi trả hết nợ",
        ),
        (
            "Hỗ trợ tiền neo ghe cho hợp tác xã quy mô siêu nhỏ và nhỏ.",
            "hỗ trợ tiền neo ghe cho hợp tác xã quy mô nhỏ",
        ),
        ("Không thu lệ phí neo đậu.", "neo đậu không phải đóng lệ phí"),
        ("Thương hồ được cho thuê ghe bầu, trừ ghe bầu do bến giao.", "thương hồ được cho thuê ghe bầu"),
        (
            "Thương hồ được cho thuê ghe bầu, trừ trường hợp điều lệ bến có quy định khác.",
            "thương hồ được cho thuê mọi người ghe bầu",
        ),
        ("Thương hồ mới phải khai tên, trừ người quen.", "thương hồ mới phải khai tên"),
        ("Ghe chậm là ghe thuộc hạng 4 và hạng 5.", "ghe chậm chỉ tính hạng 4 với hạng 5"),
        ("Thương hồ chỉ được rời bến khi đã trả đủ phí neo.", "thương hồ trả đủ phí neo thì được rời bến"),
        (
            "Tiền bến được chia theo thứ tự sau: a) Công người chèo ghe; b) Phí neo đậu; c) Tiền sửa cầu.",
            "công người chèo ghe được chia trước phí neo đậu",
        ),
        ("Trưởng bến do Đại hội thương hồ bầu.", "trưởng bến do Đại hội thương hồ bầu"),
        ("Tổ hợp tác không có tư cách pháp nhân.", "quỹ hỗ trợ có tư cách pháp nhân"),
        ("Phí bến không phải là khoản thu ngân sách.", "phí bến không phải là khoản thu ngân sách"),
        ("Người lái ghe cần có thành viên đi cùng.", "tôi không phải thành viên đi cùng"),
    ],
)
def test_what_agrees_or_is_about_something_else_is_not(words: str, premise: str) -> None:
    assert not denied(words, premise)


def test_the_heading_tells_whom_a_denial_is_about() -> None:
    words, premise = "Dự họp nhưng không được biểu quyết.", "bạn hàng được biểu quyết"
    assert denied(words, premise, "Quyền của bạn hàng")
    assert not denied(words, "trưởng bến được biểu quyết bầu ban trật tự", "Quyền của bạn hàng")


def test_what_is_meant_to_be_done_may_be_forbidden() -> None:
    clause = Clause("quy ben khong duoc chia cho thuong ho khi con hop cho.", "")
    assert forbids(clause, "chia quy ben cho thuong ho", says)
    assert not forbids(clause, "gop quy ben cho thuong ho", says)


def test_what_is_for_another_body_to_decide_is_denied() -> None:
    words, heading = "Thông qua việc sửa đổi nội quy bến.", "Thẩm quyền của Đại hội thành viên"
    assert denied(words, "giám đốc tự sửa nội quy bến", heading)
    assert not denied(words, "đại hội thành viên tự sửa nội quy bến", heading)
