"""Whether what a draft rests on says the contrary of what the question takes for granted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant import messages
from assistant.answer import Status
from assistant.composers.wording import row_claim
from assistant.confirmed import is_confirmed
from assistant.denials import Denial, agrees, denial, refusal
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from assistant.law.wording import titled
from assistant.opposites import Conflict, load_opposites
from assistant.quantities import asked_units, asks_how_much
from knowledge.document import Span, below
from knowledge.passage import Passage
from knowledge.sentences import sentences
from knowledge.text import Folded, is_accented

LOOKED_AT = 8
"""Passages found that are looked at beside what the draft quotes."""

ABOUT = 0.3
"""Of the topic, so much must a passage say whose words are held against the question."""

ALIKE = 0.5
ALIKE_BESIDE = 0.67
"""Of what the question says of the contrary word, so much must the text say of its own: one that the draft
quotes, and one that was only found beside it."""

SHARED = 2
SHARED_BESIDE = 3
SHARED_APART = 4
"""The same in words; so many where the text says little else of the topic."""

FORBIDDEN = "nghiêm cấm"
"""Under such a heading the points say, without a "không", what nobody may do."""

QUOTED = 0.2
"""What it is worth that the draft quotes the words, beside words only found."""

_ASKS = re.compile(
    r"\b(?:bao lau|bao nhieu|khi nao|luc nao|ngay nao|nam nao|truong hop nao|when|gi|nao)\b"
    r"|\b(?:it nhat|nhieu nhat|toi da|toi thieu|khong qua) (?:\S+ ){0,3}?(?:may|bao nhieu)\b"
    r"|\b(?:ngay|thang|quy) may\b|\b(?:ve|o|cho|den|len) dau\b(?! (?:tu|moi|vao|nam|ra|tien|thau))"
)
_REASON = re.compile(
    r"\b(?:vì|do|bởi)? ?(?:lý do|lí do|lẽ|cớ|ly do|li do) (?:gì|nào|gi|nao)\b|\b(?:mắc|mac) (?:gì|gi)\b"
    r"|\b(?:nào|ai|gì|nao) (?:cũng|cung)\b",
    re.IGNORECASE,
)
"""What asks for a reason asks nothing of what it is the reason of; "nào cũng" asks nothing at all."""

_WISHES = re.compile(r"\b(?:muốn|mong|xin|muon|want)\b", re.IGNORECASE)
"""What somebody wishes for, nobody says to be so."""

_OR = re.compile(r"\b(?:hay|hoặc|hoac)(?: là| la)?(?: \w+){0,2}\W*$", re.IGNORECASE)
""" "… được rút gọn không hay buộc phải đầy đủ?" leaves it open."""

_CASE = re.compile(r"[^,.;:?!]*\b(?:thì|thi)\b[^,.;:?!]*\b(?:bao nhiêu|mấy|bao nhieu|may)\b", re.IGNORECASE)
"""What comes before "… thì … bao nhiêu" is the case that one asks about."""

_ON = re.compile(
    r"\b(?:o dau|bao nhieu|bao lau|khi nao|luc nao|bao gio|may|ai|giay to gi|ho so gi"
    r"|(?:ra|lam) sao|the nao)\b"
)
_LEAVES_OPEN = re.compile(
    r"\b(?:hay|hoac|neu|khac (?:nhau|gi|biet|voi)|so (?:voi|sanh)|phan biet|truong hop nao|cai nao|ben nao"
    r"|bi (?:phat|xu ly|xu phat|ky luat|thu hoi)|vi pham)\b"
    r"|\b(?:khong|hong|hon|hok|ko|chua)\W*$"
)
"""What leaves open whether it is so, or asks what comes of doing it all the same."""

_CLAUSE = re.compile(
    r"[,.;:?!]|\b(?:thì|vậy|thi|vay)\b|\b(?:đúng|phải|dung|phai)(?: là)? (?:không|khong|hông|hong|ko|chưa)\b"
)
_YES_NO = re.compile(r"\b(?:có|co)\b")
_NOT = re.compile(r"\b(?:không|khong)\W*$")
""" "Có nới thêm hạn cho không, …?" asks: its "cho không" gives nothing away."""

_WHICH_THEN = re.compile(r"\b(?:nào|gì|ai|nao|gi)\b[^,.;:?!]*\b(?:thì|thi)\W*$", re.IGNORECASE)
_NEXT_WORDS = re.compile(r"(?:\s+\S+){1,9}")
"""Words after the contrary one that a denial repeats, so that one sees of what it is said."""


@dataclass(frozen=True, slots=True)
class _Text:
    """Words held against the question; the passage they are of, where the draft does not quote them.

    `near` says that they are on the topic.
    """

    words: str
    source: Source
    passage: Passage | None = None
    near: bool = True

    def bears(self, conflict: Conflict) -> bool:
        """Whether so much is the same that both speak of one thing."""
        if self.passage is None:
            return conflict.overlap >= ALIKE and conflict.shared >= SHARED
        return conflict.overlap >= ALIKE_BESIDE and conflict.shared >= (
            SHARED_BESIDE if self.near else SHARED_APART
        )


def corrected(desk: Desk, draft: Draft | None) -> Draft | None:
    """The draft, led by a correction where the question says the contrary of what is quoted.

    What a question only asks ("có được … không?", "tối đa bao nhiêu?") it does not take for granted.
    """
    question = desk.question
    given = desk.claimed.whole
    asks = question.yes_no and not desk.claimed.anything
    if draft is None or draft.status is not Status.ANSWERED or asks or is_confirmed(desk):
        return draft
    own = is_accented(question.typed) and not question.carried  # a reading has earlier turns, too
    typed = question.reading if own else question.typed
    texts = list(_texts(desk, draft))
    spoken = load_opposites().spoken(typed)
    told = [
        (item, text)
        for text in texts
        for item in spoken.conflicts(text.words)
        if (item.outright or given)
        # laws say the contrary of much somewhere: an open question is denied by what is told alone
        and (text.passage is None or draft.composer != "law" or desk.claimed.anything)
        and text.bears(item)
        and _taken(typed, item.asked)
        and not _said(item.asked.of(typed), texts)
        and not _in_a_name(desk, typed, item.asked)
        and not _forbidden_above(desk, item.asked.of(typed), (text.source, *draft.sources))
    ]
    if told:
        conflict, text = max(told, key=lambda pair: _plainness(desk, *pair))
        return _led(desk, draft, _phrase(typed, conflict.asked), conflict.said, text)
    agreed = any(agrees(typed, text.words) for text in texts)
    alike = agreed or _forbidden_above(desk, FORBIDDEN, draft.sources)
    for text in texts if given and not alike else ():
        found = _denied(typed, text)
        if found and _claimed(desk, Folded.of(found.asked.of(typed)).text):
            return _led(desk, draft, found.asked.of(typed), found.said, text)
    for text in _of_first_clause(draft, texts) if not agreed and _asks_on(desk, draft) else ():
        if found := denial(typed, text.words, least=1.0):
            return _led(desk, draft, found.asked.of(typed), found.said, text)
    return draft


def _asks_on(desk: Desk, draft: Draft) -> bool:
    """Whether a question about the law asks where, how much or when of something that it takes to be so."""
    plain = Folded.of(desk.question.reading).text
    return draft.composer == "law" and bool(_ON.search(plain)) and not _LEAVES_OPEN.search(plain)


def _of_first_clause(draft: Draft, texts: Sequence[_Text]) -> Iterator[_Text]:
    """What is quoted of the clause told first."""
    first = draft.sources[0]
    clause = ".".join(first.anchor.split(".")[:2])
    for text in texts:
        own = text.passage is None and text.source.document == first.document
        if own and below(text.source.anchor, clause):
            yield text


def _denied(typed: str, text: _Text) -> Denial | None:
    """What the draft's own words deny of the question, or the question of them."""
    if text.passage is not None:
        return None
    return denial(typed, text.words) or refusal(typed, text.words)


def _plainness(desk: Desk, conflict: Conflict, text: _Text) -> tuple[bool, float, int]:
    """How plainly a text contradicts: in words of its own, of the same thing, on the topic."""
    about = desk.evidence.coverage(text.source.document, (text.source.anchor,))
    quoted = QUOTED if text.passage is None else 0.0
    return conflict.outright, conflict.overlap + about + quoted, conflict.shared


def _said(words: str, texts: Sequence[_Text]) -> bool:
    """Whether anything that the draft quotes says these very words."""
    plain = Folded.of(words).text
    return any(text.passage is None and plain in Folded.of(text.words).text for text in texts)


def _in_a_name(desk: Desk, typed: str, word: Span) -> bool:
    """Whether a word is part of an office's name: "Quỹ hỗ trợ phát triển hợp tác xã" supports nobody here."""
    names = (m.span for m in desk.agencies.find(typed))
    return any(name.start <= word.start and word.end <= name.end and name != word for name in names)


def _forbidden_above(desk: Desk, word: str, sources: Sequence[Source]) -> bool:
    """Whether a word forbids, and so do headings or opening lines above a unit: its points tell what."""
    opposites = load_opposites()
    forbids = opposites.agree(word, FORBIDDEN)
    return forbids and any(opposites.agree(FORBIDDEN, _above(desk, source)) for source in sources)


def _above(desk: Desk, source: Source) -> str:
    document = desk.document(source.document)
    path = desk.library.units(document.number).path(source.anchor)
    return "\n".join(node.head.of(document.text) for node in path)


def _claimed(desk: Desk, words: str) -> bool:
    """Whether the question takes these words for granted."""
    return any(words in claim for claim in desk.claimed.words)


def _texts(desk: Desk, draft: Draft) -> Iterator[_Text]:
    """What the draft quotes, and the best passages on the topic."""
    for source in draft.sources:
        yield _Text(desk.words(source.document, source.span), source)
    for hit in desk.evidence.hits[:LOOKED_AT] if desk.question.topic else ():
        source = Source(hit.passage.document, hit.passage.anchor, hit.passage.span)
        near = desk.evidence.coverage(source.document, (source.anchor,)) >= ABOUT
        yield _Text(desk.words(source.document, source.span), source, hit.passage, near)


def _taken(typed: str, word: Span) -> bool:
    """Whether the contrary word is taken for granted.

    Its clause does not ask what, when or how much, nor does anybody wish for it.
    """
    before = _CLAUSE.split(typed[: word.start])[-1]
    last = not _CLAUSE.split(typed[word.end :], maxsplit=1)[0].strip()
    if last and _NOT.search(word.of(typed)) and _YES_NO.search(before):
        return False
    if _WISHES.search(before) or _OR.search(before) or _CASE.match(typed[word.end :]):
        return False
    clause = _REASON.sub(" ", _clause(typed, word))
    return not (_ASKS.search(Folded.of(clause).text) or asked_units(clause) or asks_how_much(clause))


def _clause(typed: str, word: Span) -> str:
    """The clause with the word; after a "… nào thì" also that, which makes a question of both."""
    before = _CLAUSE.split(typed[: word.start])[-1]
    if match := _WHICH_THEN.search(typed[: word.start - len(before)]):
        before = f"{match.group()}{before}"
    return f"{before}{word.of(typed)}{_CLAUSE.split(typed[word.end :], maxsplit=1)[0]}"


def _led(desk: Desk, draft: Draft, asked: str, said: Span, text: _Text) -> Draft:
    """The draft after the line that denies; where it does not quote what denies it, that alone is told."""
    line = DraftClaim(messages.CONTRARY.format(asked=asked), (text.source,), echoes=(asked,))
    denying = replace(draft, status=Status.FALSE_PREMISE, topical=False)
    if text.passage is None:
        return replace(denying, claims=(line, *draft.claims), core=draft.core and draft.core + 1)
    words = _words(desk, text.source, text.passage.place, said)
    return replace(denying, claims=(line, words), core=0, tasks=(text.source.anchor,))


def _words(desk: Desk, source: Source, place: str, said: Span) -> DraftClaim:
    """The sentence that says the contrary; a row of the annex with its fields."""
    document = desk.document(source.document)
    label = f"**{place}**"
    if not desk.is_plan(document.number):
        label = titled(desk, document, desk.library.units(document.number).path(source.anchor)[-1])
    elif row := desk.row(source.anchor):
        return row_claim(desk, row)
    start = source.span.start + said.start
    every = sentences(document.text, source.span)
    span = next((sentence for sentence in every if start < sentence.end), source.span)
    return DraftClaim(f"{label}: {span.of(document.text)}", (replace(source, span=span),), depth=1)


def _phrase(typed: str, word: Span) -> str:
    """The contrary word with those after it in its clause."""
    rest = _NEXT_WORDS.match(_CLAUSE.split(typed[word.end :], maxsplit=1)[0])
    return f"{word.of(typed)}{rest[0] if rest else ''}"
