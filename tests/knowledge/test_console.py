"""What the command lines share."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from knowledge.console import run
from knowledge.errors import DocumentError


@pytest.fixture(autouse=True)
def loud_again() -> Iterator[None]:
    yield
    logging.disable(logging.NOTSET)


def test_a_fault_is_one_line_and_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    def fails() -> None:
        raise DocumentError("[b].md: tệp rỗng; " + "hãy kiểm tra lại tệp nguồn " * 20)

    with pytest.raises(SystemExit) as ended:
        run(fails)
    assert ended.value.code == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    (line,) = shown.err.splitlines()
    assert line.startswith("Lỗi: [b].md: tệp rỗng; ")


def test_other_endings_pass(capsys: pytest.CaptureFixture[str]) -> None:
    run(lambda: None)
    with pytest.raises(ZeroDivisionError):
        run(lambda: 1 / 0)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("quiet", "heard"), [(logging.INFO, True), (logging.WARNING, False)])
def test_logs_up_to_a_level_are_silent(caplog: pytest.LogCaptureFixture, quiet: int, heard: bool) -> None:
    run(lambda: logging.getLogger("thu").warning("coi chừng"), quiet)
    assert bool(caplog.records) is heard
