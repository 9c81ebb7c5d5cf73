"""What a new text would touch, told before it is added: passages, cards, cases, policies, the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import collected
from ingest.catalogue_changes import CatalogueChange, changes
from ingest.digests import Digest
from ingest.effects import Effect, effects_of
from ingest.parse import parse
from ingest.read import read
from ingest.touched import Citing, How, Stands, Touch, cards_touched, passages_touched, touch_of
from knowledge.builds import CATALOGUE, Content, current_build, read_content
from knowledge.catalogue import Catalogue
from knowledge.document import Document, NodeKind
from knowledge.errors import LibraryMissing
from knowledge.units import Units as UnitsOf

NO_EFFECT = "không thấy câu nào sửa đổi, bổ sung, thay thế hay bãi bỏ văn bản khác"
NO_NUMBER = "không đọc được số hiệu; đang dùng tên tệp «{number}»"
NO_DAY = "không đọc được ngày có hiệu lực; hiệu lực trong danh mục được tính ở ngày {day}"
NO_ARTICLE = "không thấy điều nào; có thể đây chỉ là một đoạn trích"
NO_LIBRARY = "chưa có chỉ mục, nên không xem được đoạn văn nào bị chạm tới; hãy chạy: python -m ingest build"
HELD = "{number} đã có trong thư viện; thêm tệp này có thể thay lời văn đang có"
CARD = "{number} đang có thẻ tóm tắt; thẻ sẽ nhường chỗ cho nguyên văn"
UNSURE = "{count} chỗ sửa chưa chắc chắn; xem cột «ghi chú»"
QUOTES = "{place} trích lời văn mới nhưng không đọc được đang sửa chỗ nào"


@dataclass(frozen=True, slots=True)
class Impact:
    """What a text does and what that touches; `doubts` are Vietnamese sentences on what is not certain."""

    number: str
    title: str
    issued: str
    effective: str
    effects: tuple[Effect, ...]
    passages: tuple[Touch, ...]
    citing: tuple[Touch, ...]
    cards: tuple[Touch, ...]
    cases: tuple[Touch, ...]
    policies: tuple[Touch, ...]
    catalogue: tuple[CatalogueChange, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What there is to be touched; `content` is nothing where no index was built."""

    content: Content | None
    digests: Sequence[Digest]
    catalogue: Catalogue
    cases: Sequence[Stands] = ()
    policies: Sequence[Stands] = ()


def new_text(path: Path) -> Document:
    """The text in a file of any format that is read, or in a collected text (`.json`).

    Raises:
        DocumentError: it cannot be read.
    """
    if path.suffix.lower() == ".json":
        return collected.load(path).document()
    return parse(read(path))


def content_in(library: Path) -> Content | None:
    """What the index in `library` holds; nothing where none was built.

    Raises:
        LibraryCorrupt: it is damaged.
    """
    try:
        return read_content(current_build(library))
    except LibraryMissing:
        return None


def impact_of(document: Document, holdings: Holdings) -> Impact:
    """What `document` does to other texts and what of `holdings` that touches."""
    documents = holdings.content.documents if holdings.content else ()
    passages = holdings.content.passages if holdings.content else ()
    texts = _Texts(documents)
    effects = effects_of(document, holdings.catalogue, texts)
    others = tuple(one for one in documents if one.number not in (document.number, CATALOGUE))
    citing = Citing(holdings.catalogue, texts, effects).passages(passages, others)
    touched = tuple(passages_touched(passages, documents, effects))
    own = {(touch.number, touch.anchor) for touch in touched}
    rests = tuple(touch for touch in citing if (touch.number, touch.anchor) not in own)
    return Impact(
        document.number,
        document.title,
        document.meta.issued,
        document.meta.effective,
        effects,
        touched,
        rests,
        tuple(cards_touched(holdings.digests, effects)),
        tuple(_relying(holdings.cases, effects, rests)),
        tuple(_relying(holdings.policies, effects, rests)),
        tuple(changes(document, effects, holdings.catalogue)),
        tuple(_doubts(document, effects, holdings)),
    )


def _relying(stands: Iterable[Stands], effects: Sequence[Effect], citing: Sequence[Touch]) -> Iterator[Touch]:
    """What relies on a touched unit, once each; last what relies on a passage that cites one."""
    cited = {(touch.number, touch.anchor): touch for touch in citing}
    found: dict[str, Touch] = {}
    for one in stands:
        touch = touch_of(one, effects)
        if touch is None and (hit := cited.get((one.number, one.anchor))):
            touch = Touch(one.name, one.number, one.anchor, one.words, hit.how, hit.by, hit.sure)
        if touch and (one.name not in found or found[one.name].how is How.CITES):
            found[one.name] = touch
    yield from sorted(found.values(), key=lambda touch: tuple(How).index(touch.how))


class _Texts:
    """The units of the verbatim texts at hand."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = {one.number: one for one in documents if one.meta.verbatim}
        self._units: dict[str, UnitsOf] = {}

    def has(self, number: str, anchor: str, /) -> bool | None:
        """Whether the text has the unit; nothing where only a digest, or no text, is at hand."""
        document = self._documents.get(number)
        if document is None:
            return None
        if number not in self._units:
            self._units[number] = UnitsOf(document)
        return self._units[number].node(anchor) is not None


def _doubts(document: Document, effects: Sequence[Effect], holdings: Holdings) -> Iterator[str]:
    if document.meta.source == "file":
        yield from (remark.text for remark in document.remarks if not remark.anchor)
    nodes = tuple(document.root.walk())
    if "/" not in document.number:
        yield NO_NUMBER.format(number=document.number)
    if not document.meta.effective:
        yield NO_DAY.format(day=holdings.catalogue.as_of.strftime("%d/%m/%Y"))
    if not any(node.kind is NodeKind.ARTICLE for node in nodes):
        yield NO_ARTICLE
    if not effects:
        yield NO_EFFECT
    if doubtful := sum(not effect.sure for effect in effects):
        yield UNSURE.format(count=doubtful)
    told = {effect.anchor for effect in effects}
    for node in nodes:
        quotes = any(child.kind is NodeKind.QUOTED for child in node.children)
        if quotes and node.kind is not NodeKind.QUOTED and node.anchor not in told:
            yield QUOTES.format(place=node.place)
    yield from _held(document, holdings)


def _held(document: Document, holdings: Holdings) -> Iterator[str]:
    if holdings.content is None:
        yield NO_LIBRARY
    elif any(one.number == document.number and one.meta.verbatim for one in holdings.content.documents):
        yield HELD.format(number=document.number)
    if any(digest.document.number == document.number for digest in holdings.digests):
        yield CARD.format(number=document.number)
