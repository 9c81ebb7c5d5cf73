"""Ways to say things of which one leaves no room for the other: "chỉ một" beside "một hoặc nhiều".

All texts here are folded: lower case, no marks.
"""

from __future__ import annotations

import re

from assistant.law.clause_words import Clause

_OPPOSED = (
    (
        re.compile(r"\bca nuoc\b|\btoan quoc\b|\btinh khac\b|\bmoi (?:noi|tinh)\b"),
        re.compile(r"\btrong pham vi (?:tinh|dia phuong|dia ban)\b"),
    ),
    (
        re.compile(
            r"\bnhieu \S+(?: \S+){0,5} hon\b|\bcang nhieu\b|\btheo (?:so |ty le )?von gop\b"
            r"|\bgop nhieu(?: \S+){0,4} nhieu phieu\b"
        ),
        re.compile(r"\bkhong phu thuoc\b|\bngang nhau\b|\bbinh dang\b"),
    ),
    (
        re.compile(
            r"\bchi (?:duoc |cho |can |phai |co |la |vao )*(?:moi (?:nguoi|thanh vien|ca nhan) )?"
            r"(?:\S+ ){0,3}(?:mot|1|duy nhat)\b"
        ),
        re.compile(r"\bmot hoac nhieu\b|\bmot hay nhieu\b|\b(?:co the|duoc)(?: \S+){0,6} (?:cua )?nhieu\b"),
    ),
    (
        re.compile(r"\b(?:may|bao nhieu)(?: \S+){0,6} cung (?:duoc|co the)\b"),
        re.compile(r"\bchi (?:duoc |can |phai |co |moi )*(?:\S+ ){0,2}(?:mot|1|01|duy nhat)\b"),
    ),
    (
        re.compile(r"\bchi\b.*\btrong (?:noi bo )?(?:hop tac xa|to|lien hiep|tinh|nuoc)\b"),
        re.compile(r"\bngoai (?:hop tac xa|to hop tac|lien hiep|tinh|nuoc)\b"),
    ),
    (
        re.compile(
            r"\bbi (?:huy|xoa|thu hoi|cham dut|mat)(?: \S+){0,3} (?:ma so|ten|tu cach|giay)\b"
            r"|\bcap(?: \S+){0,2} ma so (?:moi|khac)\b"
        ),
        re.compile(r"\bgiu nguyen\b|\btiep tuc su dung\b"),
    ),
    (
        re.compile(r"\b(?:xong|sau khi)\b(?: \S+){0,9} moi (?:gui|nop|bao|thong bao|dang ky|trinh|hop)\b"),
        re.compile(r"^(?!.*\bsau (?:khi|ngay)\b).*\btruoc (?:ngay|khi)\b"),
    ),
    (
        re.compile(r"\bngoai te\b|\bdo la\b|\busd\b"),
        re.compile(r"\bla dong viet nam\b"),
    ),
    (
        re.compile(r"\bbat buoc\b|\b(?:phai|buoc phai)\b"),
        re.compile(r"\bkhuyen khich\b(?!.*\b(?:phai|bat buoc)\b)"),
    ),
    (
        re.compile(r"\b(?:chi|gi) (?:duoc |co the |nhan |cho )+(?:\S+ ){0,3}(?:bang|qua)\b"),
        re.compile(r"^(?!.*\bchi\b)(?:[^,;.]*\.)?(?:[^,;.]+,){2,}[^;.]*\b(?:hoac|va)\b"),
    ),
    (
        re.compile(r"\b(?:tai san rieng|nha cua|ca nha|toan bo tai san|tai san ca nhan|ruong vuon)\b"),
        re.compile(r"\btrong pham vi (?:so |phan )?von\b"),
    ),
    (
        re.compile(r"\b(?:van|tiep tuc|con)(?: \S+){0,2} (?:ton tai|hoat dong)\b"),
        re.compile(r"\bcham dut (?:su )?(?:ton tai|hoat dong)\b"),
    ),
    (
        re.compile(r"\b(?:dong|nop|chiu|danh|tra)(?: \S+){0,2} thue\b"),
        re.compile(r"\b(?:duoc mien|mien) thue\b"),
    ),
    (
        re.compile(r"\b(?:dong|nop|tra|mat|ton|thu) (?:tien )?(?:phi|le phi)\b"),
        re.compile(r"\bkhong thu (?:phi|le phi)\b"),
    ),
)
"""What a question may take for granted, and what a clause says against it."""


_BARRED = re.compile(
    r"\b(?:cam|khong (?:duoc|cho|the))(?: \S+){0,6}"
    r" (?:(?:nhieu|hai|2) (?:hop tac xa|lien hiep|to hop tac|ben)"
    r"|(?:hop tac xa|lien hiep|to hop tac|ben) khac)\b"
)
_SEVERAL = re.compile(r"\bco the(?: \S+){0,6} nhieu\b")


def bars_several(clause: Clause, premise: str) -> bool:
    """Whether the premise bars from joining several what the clause allows."""
    return bool(_BARRED.search(premise) and _SEVERAL.search(clause.words))


def opposed(clause: Clause, premise: str) -> bool:
    """Whether the clause says what leaves no room for what the premise says."""
    return any(asked.search(premise) and answer.search(clause.words) for asked, answer in _OPPOSED)
