"""Whether a text denies in so many words what a question says ("… không thực hiện chức năng kinh doanh"), or
says what a question denies ("sao không cho ưu tiên đầu tư")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.document import Span
from knowledge.text import Folded

FEWEST = 3
MOST = 6
"""Of the words after a "không", so many tell what it denies."""

SAID = 0.8
"""So much of them must the question say."""

WITHIN = 12
"""Words of the question in which they stand together."""

_DENIES = re.compile(
    r"\b(?:không|khong)(?: (?:phải|được|cần|có|bị|thu|chịu|trực tiếp|đồng thời|phai|duoc|can|chiu))*\b"
    r"(?! (?:quá|dưới|thấp|ít|vượt|hạn chế|xác định|chia|góp vốn|qua|duoi|thap|it|vuot))"
)
"""A "không" that denies: no limit ("không quá"), no name of the law ("quỹ chung không chia")."""

_NEGATED = re.compile(r"\b(?:không|chưa|chẳng|khỏi|miễn|cấm|trừ|khong|chua|chang|khoi|hong|hổng|hông)\b")
_TAG = re.compile(
    r"\b(?:đúng|phải|thật|dung|phai|that)(?: là| vậy| la| vay)? (?:không|khong|hông|hong|hok|ko|k|chưa|chua)"
    r"(?: (?:ad|em|anh|chị|chú|bác|cô|ạ|vậy|nhỉ|chi|chu|bac|co|a|vay|nhi))*\s*(?=[?,.;!]|$)"
)
""" "…, đúng không?" denies nothing."""

_IN_THE_CASE = re.compile(r"(?<!\w)(?:thì|khi|thi)\s+$|(?<!\w)(?:nếu|neu) [^.;:]*$")
""" "Nếu …, … thì không …" denies only what the case before it is."""

_REFUSES = re.compile(
    r"\b(?:không|chẳng|chả|khỏi|hông|hổng|khong|chang|cha|khoi|hong)"
    r"(?! (?:chỉ|những|quá|dưới|kể|chi|nhung|qua|duoi|ke|chia|góp vốn|gop von|xác định|chuyên trách)\b)"
    r"(?: (?:phải|cần|được|cho|có|còn|bị|hề|ai|lo|làm|chịu|thuộc diện|thuộc|dính gì|dính|đụng"
    r"|liên quan gì|liên quan|gì|tới|đến|phép|cho phép|phai|can|duoc|co|con|bi|he|lam|chiu|thuoc dien|thuoc"
    r"|dinh gi|dinh|dung|lien quan gi|lien quan|gi|toi|den|phep))*\b"
)
""" "Không thuộc diện …", "không dính gì tới …": what a question says is not so."""

_DENIES_A_LACK = re.compile(
    r"\W*(?:(?:cho|để|làm|de) )*(?:trống|thiếu|bỏ|cấm|hạn chế|ngừng|ngưng|quên|sót|chậm|trễ|dừng|giảm|mất"
    r"|trong|thieu|han che|ngung|quen)\b"
)
""" "Không để trống …" denies a lack: it says the thing itself."""

_AVOIDS = re.compile(r"\btránh (?:tình trạng |việc )?$")
""" "Tránh tình trạng không có …" says that there is to be one."""

_NOTHING = frozenset({"gi", "het", "nua", "dau", "luon", "ca", "roi"})
""" "Khỏi xử lý gì hết"."""

FEWEST_REFUSED = 2
"""Words after such a one that tell what it refuses; so few must stand side by side in the text."""

CLOSELY = 6
"""So many further words may stand among those that a text says and a question denies."""

_EMPTY = re.compile(
    r"(?:la|va|cua|cho|de|o|tai|theo|do|voi|nay|khi|trong|mot|cac|nhung|thi|ma|duoc|co|phai|the|can|se|da|dang"
    r"|vi|boi|nen|bi|den|tu|ve|nhu|ra|vao|lam|doi|hop|tac|xa|htx|lien|hiep|hoac|quy|dinh|viec)$"
)
_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.;:,]")
_PAUSE = re.compile(r"[.;:,?!]|\b(?:dung|phai|that)(?: la)? (?:khong|hong|hok|ko|chua|chu)\b| ha\b")


@dataclass(frozen=True, slots=True)
class Denial:
    """What a text denies: the words of the question that say it, and where the text says so."""

    asked: Span
    said: Span


def denial(question: str, text: str, *, least: float = SAID) -> Denial | None:
    """The first thing that the text denies and the question says; nothing where the question denies, too.

    `least`: so much of the words denied must the question say.
    """
    typed, told = Folded.of(question), Folded.of(text)
    affirmed = _affirming(_TAG.sub(lambda tag: "," * len(tag[0]), typed.accented))
    asked = [
        match
        for match in _WORD.finditer(typed.text)
        if affirmed[match.start()] and not _EMPTY.match(match[0])
    ]
    for place, words in _denied(told):
        if (span := _together(asked, words, least=least)) and not _affirmed(told, place, words):
            return Denial(typed.span(*span), told.span(*place))
    return None


def _affirming(text: str) -> list[bool]:
    """Of each character, whether it stands in a part of the text, up to a pause, that denies nothing."""
    return [
        affirms
        for part in re.split(r"(?<=[,.;:?!])", text)
        for affirms in [not _NEGATED.search(part)] * len(part)
    ]


def refusal(question: str, text: str) -> Denial | None:
    """The first thing that the question denies and the text says without denying it."""
    typed, told = Folded.of(question), Folded.of(text)
    said = [match for match in _WORD.finditer(told.text) if not _EMPTY.match(match[0])]
    for match, rest, words in _refused(typed):
        if len(words) < FEWEST_REFUSED or _DENIES_A_LACK.match(typed.accented[match.end() :]):
            continue
        span = _together(said, words, len(words) + (CLOSELY if len(words) >= FEWEST else 0))
        if span and not _is_denied(told, span[0]):
            end = match.end() + len(rest.rstrip())
            return Denial(typed.span(match.start(), end), told.span(*span))
    return None


def agrees(question: str, text: str) -> bool:
    """Whether the text denies the very thing that the question denies: nothing of it is to be corrected."""
    denied = [set(words) for _, _, words in _refused(Folded.of(text))]
    return any(
        len(set(words) & said) >= SAID * len(words)
        for _, _, words in _refused(Folded.of(question))
        if len(words) >= FEWEST_REFUSED
        for said in denied
    )


def _refused(text: Folded) -> Iterator[tuple[re.Match[str], str, list[str]]]:
    """Each "không" that refuses, what follows it up to a pause, and the telling words of that."""
    for match in _REFUSES.finditer(text.accented):
        rest = _PAUSE.split(text.text[match.end() :], maxsplit=1)[0]
        words = [word for word in _WORD.findall(rest) if not (_EMPTY.match(word) or word in _NOTHING)]
        yield match, rest, words[:MOST]


def _is_denied(text: Folded, start: int) -> bool:
    """Whether what begins here stands after a "không" in its sentence; "tránh … không" says the contrary."""
    before = re.split(r"[.;:]", text.accented[:start])[-1]
    negated = list(_NEGATED.finditer(before))
    return bool(negated) and not _AVOIDS.search(before[: negated[-1].start()])


def _affirmed(text: Folded, place: tuple[int, int], words: list[str]) -> bool:
    """Whether the rest of the text says the same words without denying them."""
    end = _STOP.search(text.text, place[1])
    rest = f"{text.text[: place[0]]} {text.text[end.start() :] if end else ''}"
    wanted = set(words)
    return len(wanted & set(_WORD.findall(rest))) >= SAID * len(wanted)


def _denied(text: Folded) -> Iterator[tuple[tuple[int, int], list[str]]]:
    """What stands after each "không", where it stands."""
    for match in _DENIES.finditer(text.accented):
        rest = _STOP.split(text.text[match.end() :], maxsplit=1)[0]
        words = [word for word in _WORD.findall(rest) if not _EMPTY.match(word)][:MOST]
        if len(words) >= FEWEST and not _IN_THE_CASE.search(text.accented[: match.start()]):
            yield match.span(), words


def _together(
    asked: list[re.Match[str]], words: list[str], within: int = WITHIN, *, least: float = SAID
) -> tuple[int, int] | None:
    """Where a text says these words near one another."""
    wanted = set(words)
    for first in range(len(asked)):
        window = asked[first : first + within]
        if window[0][0] in wanted and len(wanted & {match[0] for match in window}) >= least * len(wanted):
            last = max(place for place, match in enumerate(window) if match[0] in wanted)
            return window[0].start(), window[last].end()
    return None
