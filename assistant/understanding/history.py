"""Follow-ups: what a question leaves out is taken from the turns before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Turn
from assistant.understanding.intents import Intent, Ranked
from assistant.understanding.places import following
from assistant.understanding.question import Question, Role
from assistant.understanding.told import told_of
from knowledge.text import Folded, fold, strip_accents

TURNS = 4
"""Earlier questions looked at."""

_POLITE = r"^(?:(?:dạ|vâng|ừ|ờ|ok|da|vang|u)\W+)*"
_GOES_ON = re.compile(
    _POLITE + r"(?:còn|thế|vậy|rồi|và|mà)\b|\bthì sao\b|^(?:what about|how about|and)\b|\band for\b"
)
_GOES_ON_BARE = re.compile(
    _POLITE + r"(?:con|the(?! nao)|vay(?! (?:von|tien|muon|duoc|ngan|o|bao))|roi|va|ma)\b|\bthi sao\b"
)
_THING = (
    r"\b(?:việc|nhiệm vụ|mục|điều|chương trình|chính sách|cơ quan|sở|số|nghị định|quyết định|cái|chuyện|khoản"
    r"|đơn vị|phần|năm|mục tiêu|văn bản|bên) "
)
_NAMED_THING = r"\b(?:ban|quỹ|đề án|báo cáo|tổ chức|mô hình|lớp) "
"""More things that one points back at; without marks "ban nay" may be "bản này", the plan."""

_POINTS_BACK = re.compile(
    _NAMED_THING
    + r"(?:đó|này|ấy|kia)\b|"
    + _THING
    + r"(?:đó|(?<!văn bản )này|ấy|kia|vừa rồi|trên(?!\s*\d))\b|\b(?:họ|nó|they|it|those|that one)\b"
    r"|\bthat (?:task|office|agency|decree|decision|plan|year|target)\b|\b(?:đó|ấy|that)\s*\?*$|\bở đấy\b"
    r"|^\W*trong (?:số |mấy (?:\S+ ){1,2})?đó\b|\bkế hoạch (?:đó|ấy)\b"
)
_POINTS_BACK_BARE = re.compile(
    strip_accents(_THING) + r"(?:do(?= (?:thi|la|co|do|duoc|khi|phai|gui|xong|ngay|lam)\b|\s*[?.,!]|$)"
    r"|(?<!nam )nay|ay|kia|vua roi)\b|\bke hoach (?:do|ay)\b|^\W*trong (?:so |may (?:\S+ ){1,2})?do\b"
    r"|\bno\b(?= (?:la|do|co|phai|thuoc)\b)|\b(?:do|ay)\s*\?*$"
)
_ELSE = re.compile(r"^\W*(?:(?:da|vang|u|o|ok|the|vay)\W+)*con (?!no\b|han\b|lai\b|hieu luc\b)")
""" "Còn huyện gửi lên tỉnh …?" sets another beside what was spoken of, whatever it names itself."""

_ITEM = re.compile(r"\b(?:dong|hang|muc|so|nhiem vu|viec|item|row)(?: so| thu)? (?P<item>\d{1,2})\b")
_NEXT = re.compile(
    r"\b(?:dong|muc|nhiem vu|viec|hang|so|row|item|task)?\s*"
    r"(?:(?P<back>ngay truoc|lien truoc|truoc do|o tren|previous)"
    r"|tiep theo|ke tiep|ke do|lien sau|ngay sau|sau do|next)\b"
)
_WHOLE_TEXT = re.compile(
    r"\b(?:ke hoach|phu luc)(?: (?:nay|so|\d+))* (?:co|gom|chia|vien dan|ban hanh|duoc|neu|ghi|dat|do|ky)\b"
    r"|\b(?:nhiem vu|viec|dong) nao\b.*\bphu luc\b|\bmuc tieu (?:chung|tong quat|cu the)\b|\bviet tat\b"
    r"|\bbao cao (?:hang|dinh ky|thuong ky|ket qua|cuoi nam)\b|\bwhole plan\b|\bthe plan\b"
)
_OWN_SUBJECT = (Intent.SIGNER, Intent.NUMBER, Intent.ISSUER, Intent.RECIPIENT)
_SMALL_TALK = (Intent.GREETING, Intent.THANKS, Intent.BYE, Intent.ABOUT)
_FIELDS = (Intent.WHO, Intent.PARTNER, Intent.DEADLINE, Intent.PRODUCT)
_BESIDES = re.compile(
    r"\bngoai\b.{1,40}\bcon (?:ai|gi|co quan|don vi|ben|viec|so|noi)\b|\bwho else\b|\bwhat else\b"
)
FEW_BESIDES = 4
"""Words of its own with which such a follow-up still speaks of what was spoken of."""

FEW_WORDS = 2
"""A follow-up that surely asks for a field, in so few words besides, asks it of what was spoken of."""

_THAT_PERSON = re.compile(r"\b(?:ong|ba|nguoi|dong chi|vi|anh|chi) (?:do|ay|nay)\b")
_THAT_PERSON_ENGLISH = re.compile(r"\b(?:he|she|that person)\b")
""" "Liên hệ" has a "he" too."""

_SUBJECT_MATTER = re.compile(r"\b(?:hop tac xa|to hop tac|kinh te tap the|thanh vien|nong dan|xa vien)\b")
"""What every question here is about: one that says so beside words of its own leaves nothing out."""

_SUBJECT = re.compile(
    rf"{_SUBJECT_MATTER.pattern}|\b(?:quy|luat|nghi dinh|thong tu|lien hiep|hoi dong quan tri|ban kiem soat"
    r"|giam doc|ke toan|chi nhanh|van phong dai dien|doanh nghiep|von dieu le|cooperatives?|members?|board)\b"
)
MANY_WORDS = 18
"""A question of more words is taken to say itself what it is about."""

_WHICH_YEAR = re.compile(r"\bnam (?:nao|may|bao nhieu)\b|\b(?:khi|luc|chung) nao\b|\bbao gio\b|\bwhen\b")
"""Who asks for the year does not mean the one asked about before."""

SURE = 0.45
"""Score of an intent from which a follow-up's own intent stands."""


def fold_history(
    question: Question, history: Sequence[Turn], understand: Callable[[str], Question]
) -> Question:
    """The question with what it leaves out taken from earlier questions; itself where nothing is missing."""
    asked = [turn.text for turn in history if turn.role == "user" and turn.text.strip()][-TURNS:]
    earlier = [found for found in map(understand, asked) if found.intent not in _SMALL_TALK]
    if not earlier:
        return question
    if told := told_of(question, history, understand):
        return told
    before = earlier[0]
    for found in (*earlier[1:], question):
        before = _folded(found, before, understand)
    return replace(before, answered=history[-1].text if history[-1].role == "assistant" else "")


def _folded(question: Question, before: Question, understand: Callable[[str], Question]) -> Question:
    """The question with what it leaves out taken from the one before it."""
    question = _in_annex(replace(question, follows=True), before, understand)
    return _joined(question, _stepped(question, before))


def _in_annex(question: Question, before: Question, understand: Callable[[str], Question]) -> Question:
    """The question with its place read in the annex, where the one before was about a place there."""
    anchors = [anchor for place in before.places for anchor in place.anchors]
    if not anchors or not all(anchor.startswith("pl.") for anchor in anchors):
        return question
    part = anchors[0].split(".")[1]
    item = _ITEM.search(Folded.of(question.reading).text)
    if not question.places and not item:
        return question
    alone = item and not any(place.anchors for place in question.places)
    where = f"phụ lục phần {part} mục {item['item']}" if item and alone else f"phụ lục {question.reading}"
    found = understand(where).places
    return replace(question, places=found) if any(place.anchors for place in found) else question


def _stepped(question: Question, before: Question) -> Question:
    """The earlier question at the next place, where "dòng tiếp theo" or "mục trước" is asked for."""
    match = _NEXT.search(Folded.of(question.reading).text)
    anchors = [anchor for place in before.places for anchor in place.anchors]
    if not match or len(anchors) != 1 or question.places:
        return before
    anchor = following(anchors[0], -1 if match["back"] else 1)
    return replace(before, places=(replace(before.places[0], anchors=(anchor,) if anchor else ()),))


def _joined(question: Question, before: Question) -> Question:
    if before.intent is Intent.SIGNER and _means_person(question):
        return replace(before, typed=question.typed, reading=question.reading, carried=True, follows=True)
    if before.intent is Intent.REPORT and question.intent is Intent.RECIPIENT and not question.topic:
        question = replace(question, intents=before.intents)  # "gửi cho ai?": the report, not the plan
    if question.intent in (*_OWN_SUBJECT, *_SMALL_TALK):
        return question
    goes_on, points_back = _signs(question)
    points_back = points_back or _asks_besides(question)
    if not (goes_on or points_back or _is_bare(question)) or (
        goes_on and not points_back and _stands_alone(question)
    ):
        apart = _names_subject(question) and not _ELSE.search(Folded.of(question.reading).text)
        return question if apart else replace(question, before=before.subject)
    return _carried(question, before, points_back)


def _means_person(question: Question) -> bool:
    """Whether the question speaks of a person named before."""
    said = _THAT_PERSON_ENGLISH if question.language == "en" else _THAT_PERSON
    return bool(said.search(Folded.of(question.reading).text))


def _asks_besides(question: Question) -> bool:
    """Whether a short follow-up asks who or what there is besides: "Ngoài trường tỉnh còn ai nữa không?"."""
    few = len(question.topic.replace(".", " ").split()) <= FEW_BESIDES
    return few and question.follows and bool(_BESIDES.search(Folded.of(question.reading).text))


def _signs(question: Question) -> tuple[bool, bool]:
    """Whether the question goes on from earlier ones, and whether it points back at something in them.

    Without diacritics "vay" may be "vậy" or "vay", "ho" may be "họ" or "hỗ": fewer words count there.
    """
    if question.accented or question.language == "en":
        text = fold(question.reading)
        return bool(_GOES_ON.search(text)), bool(_POINTS_BACK.search(text))
    plain = Folded.of(question.reading).text
    return bool(_GOES_ON_BARE.search(plain)), bool(_POINTS_BACK_BARE.search(plain))


def _is_bare(question: Question) -> bool:
    """Whether a question names no subject at all; the whole plan or its annex is one."""
    plain = Folded.of(question.reading).text
    if _WHOLE_TEXT.search(plain) or _names_anything(question):
        return False
    return not question.topic or (
        question.follows
        and not _SUBJECT_MATTER.search(plain)
        and question.intent in _FIELDS
        and question.intents.scores[0][1] >= SURE
        and len(question.topic.replace(".", " ").split()) <= FEW_WORDS
    )


def _names_subject(question: Question) -> bool:
    """Whether a question says whom or what it is about, or so much that it needs no turn before it."""
    plain = Folded.of(question.reading).text
    return bool(_SUBJECT.search(plain)) or _names_anything(question) or len(plain.split()) > MANY_WORDS


def _names_anything(question: Question) -> bool:
    return bool(question.agencies or question.instruments or question.places or question.years)


def _stands_alone(question: Question) -> bool:
    """A sure intent with a topic and an entity of its own needs nothing from before."""
    sure = question.intents.scores[0][1] >= SURE
    return sure and bool(question.topic) and (_names_anything(question) or len(question.topic.split()) > 3)


def _carried(question: Question, before: Question, points_back: bool) -> Question:
    own_agencies = bool(question.agencies)
    sure = question.intents.scores[0][1] >= SURE
    intents = question.intents if sure else _prefer(before.intents, question.intents)
    topic = question.topic if not _is_bare(question) else ""
    if not topic or points_back:
        topic = " . ".join(part for part in (topic, before.topic) if part)
    return replace(
        question,
        reading=f"{question.reading} ({before.reading})" if not own_agencies else question.reading,
        topic=topic,
        before=" . ".join(part for part in (before.subject, before.before) if part),
        extra=f"{question.extra} ; {before.extra}",
        accented=question.accented or before.accented,
        intents=intents,
        agencies=question.agencies or before.agencies,
        instruments=question.instruments or (before.instruments if not own_agencies or points_back else ()),
        places=question.places or (before.places if not own_agencies else ()),
        years=question.years or _years_before(question, before),
        role=question.role if question.role is not Role.ANY or sure else before.role,
        carried=True,
        topic_carried=not question.topic,
    )


def _years_before(question: Question, before: Question) -> tuple[int, ...]:
    """The years meant where the question names none; none where it asks for the year."""
    if question.agencies or _WHICH_YEAR.search(Folded.of(question.reading).text):
        return ()
    return before.years


def _prefer(before: Ranked, now: Ranked) -> Ranked:
    """The earlier intents, unless the new question is clearly of another kind."""
    return before if now.scores[0][1] < before.scores[0][1] else now
