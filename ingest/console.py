"""What the commands show in a terminal: how far a build is, what a new text touches; `__main__` prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from ingest.catalogue_changes import CatalogueChange
from ingest.effects import Effect
from ingest.impact import Impact
from ingest.sources import Progress as Step
from ingest.touched import Touch
from knowledge.console import ERR
from knowledge.standing_words import place, written

SHOWN = 12
"""Rows of one kind shown unless all are asked for."""

_WORDS = 90
_KINDS = {"amends": "sửa đổi, bổ sung", "replaces": "thay thế", "repeals": "bãi bỏ, làm hết hiệu lực"}
_HOW = {
    "ended": "không còn hiệu lực",
    "changed": "được sửa",
    "maybe": "có thể được sửa",
    "cites": "viện dẫn chỗ bị chạm tới",
}
_TODO = {
    "add": "thêm mục mới",
    "relate": "ghi thêm quan hệ",
    "widen": "ghi thêm các đơn vị",
    "review": "xem lại: hướng dẫn văn bản hết hiệu lực",
    "known": "đã ghi đủ",
}
STANDINGS = {
    "in_force": "còn hiệu lực",
    "amended": "đã được sửa đổi",
    "partly_repealed": "bị bãi bỏ một phần",
    "replaced": "đã bị thay thế",
    "expired": "hết hiệu lực",
    "not_yet": "chưa có hiệu lực",
    "unknown": "chưa rõ",
    "": "–",
}


class Bar:
    """A progress bar fed by the build's progress; silent when asked to be."""

    def __init__(self, quiet: bool) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<18}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=ERR,
            disable=quiet,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._progress.stop()

    def show(self, progress: Step) -> None:
        """Move the bar of this step."""
        if progress.step not in self._tasks:
            self._tasks[progress.step] = self._progress.add_task(progress.step, total=progress.total)
        self._progress.update(self._tasks[progress.step], completed=progress.done, total=progress.total)


def impact_lines(impact: Impact, *, every: bool) -> Iterator[Table | str]:
    """The report for a person: what the text does, what that touches, what is not certain."""
    since = "chưa rõ ngày có hiệu lực"
    if impact.effective:
        since = f"có hiệu lực từ {written(date.fromisoformat(impact.effective))}"
    yield f"[bold]{escape(impact.number)}[/bold] — {escape(impact.title)} ({since})"
    if impact.effects:
        yield _effects(impact.effects)
    if impact.catalogue:
        yield _catalogue(impact.catalogue)
    sections: tuple[tuple[str, tuple[Touch, ...]], ...] = (
        ("Đoạn trong thư viện bị chạm tới", impact.passages),
        ("Đoạn viện dẫn chỗ bị chạm tới", impact.citing),
        ("Thẻ tóm tắt", impact.cards),
        ("Chính sách hỗ trợ", impact.policies),
        ("Câu hỏi đánh giá", impact.cases),
    )
    for title, touches in sections:
        yield from _touches(title, touches, every=every)
    if impact.doubts:
        yield "[yellow]Cần xem lại[/yellow]"
        yield from (f"- {escape(doubt)}" for doubt in impact.doubts)


def _table(title: str, *columns: str) -> Table:
    return Table(*columns, title=title, title_justify="left", title_style="bold")


def _effects(effects: Sequence[Effect]) -> Table:
    table = _table("Văn bản mới làm gì", "ở đâu", "làm gì", "văn bản", "phần", "ghi chú")
    for effect in effects:
        cells = (effect.place, _KINDS[effect.kind], effect.number or "?", _parts(effect), effect.why)
        table.add_row(*map(escape, cells), style=None if effect.sure else "yellow")
    return table


def _parts(effect: Effect) -> str:
    if effect.whole:
        return "toàn bộ"
    if not (effect.anchors or effect.added or effect.missing):
        return "không nói rõ"
    changed = [_place(anchor) for anchor in (*effect.anchors, *effect.missing)]
    new = [f"{_place(anchor)} (mới)" for anchor in effect.added]
    words = "; ".join((*changed, *new))
    return f"một phần {words}" if effect.partly else words


def _place(anchor: str) -> str:
    return place(anchor.replace("diem_dd", "diem_đ"))


def _catalogue(found: Sequence[CatalogueChange]) -> Table:
    table = _table("Danh mục hiệu lực", "mục", "việc cần làm", "đang ghi", "sẽ là")
    for change in found:
        style = None if change.sure else "yellow"
        cells = (change.label, _TODO[change.todo], STANDINGS[change.now], STANDINGS[change.then])
        table.add_row(*map(escape, cells), style=style)
    return table


def _touches(title: str, touches: Sequence[Touch], *, every: bool) -> Iterator[Table | str]:
    if not touches:
        yield f"{title}: không có."
        return
    shown = touches if every else touches[:SHOWN]
    table = _table(f"{title}: {len(touches)}", "chỗ", "văn bản", "ra sao", "những chữ đầu")
    for touch in shown:
        style = None if touch.sure else "yellow"
        cells = (touch.name, touch.number, _HOW[touch.how], _short(touch.words))
        table.add_row(*map(escape, cells), style=style)
    yield table
    if len(shown) < len(touches):
        yield f"… và {len(touches) - len(shown)} nữa; xem hết: --all, hoặc --json"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _WORDS else f"{line[:_WORDS].rstrip()}…"


def say(quiet: bool) -> Callable[[str], None]:
    """A listener that prints each line where progress goes, or nothing."""
    return (lambda _: None) if quiet else (lambda line: ERR.print(escape(line), soft_wrap=True))
