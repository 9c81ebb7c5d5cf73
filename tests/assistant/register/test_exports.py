"""Files to hand on, read back by the libraries that people's programs stand on."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import openpyxl
import pytest
from icalendar import Calendar

from assistant.register.agenda import calendar_of
from assistant.register.query import Query, selected
from assistant.register.spreadsheet import workbook
from assistant.register.tables import (
    DUTY_COLUMNS,
    GOAL_COLUMNS,
    Table,
    comma_separated,
    duty_table,
    goal_table,
)
from tests.assistant.register.plan import link, register

HOSTILE = ("=1+1", "+cmd", "-2", "@sum(a1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")')
TODAY = date(2026, 11, 23)


def duties() -> Table:
    return duty_table(register().duties, register().offices, link)


def test_the_workbook_holds_every_duty() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(duties()))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == DUTY_COLUMNS and len(rows) == 58
    told = {row[1]: row for row in rows[1:]}
    digital = told["Phụ lục, phần II, mục 3"]
    assert digital[2] == "Đẩy mạnh chuyển đổi số trong khu vực kinh tế tập thể, hợp tác xã"
    assert digital[6] == "Năm 2024-2025" and digital[8] == "Sở Tài chính tỉnh Lâm Đồng"
    assert told["Mục IV.1"][6] == "Định kỳ hàng năm (trước ngày 15/12)"
    assert told["Mục III.3.1"][6] == "Mục III.3.1, gạch đầu dòng 4: Hàng tháng, quý, năm"
    assert "(kế hoạch đề nghị)" in str(told["Mục III.2.11"][3])
    assert "chưa kiểm chứng" in str(told["Mục III.1.3"][8])


def test_the_workbook_is_made_to_be_read_and_printed() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(duties()))).active
    assert sheet is not None
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == f"A1:M{sheet.max_row}"
    assert sheet["A1"].font.bold and sheet["A1"].fill.start_color.rgb == "000B6650"
    assert all(cell.alignment.wrap_text for cell in sheet[2])
    assert sheet["M2"].hyperlink.target == "https://htx.example.vn/documents/127-KH-UBND#iii.1.1"
    assert sheet.print_title_rows == "$1:$1"
    assert all(9 <= column.width <= 60 for column in sheet.column_dimensions.values())


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_of_the_workbook_is_a_formula(words: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(Table("T", ("a", "b"), ((words, 1),))))).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s" and sheet["A2"].quotePrefix
    assert sheet["B2"].value == 1
    assert not sheet["A1"].quotePrefix


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_of_a_csv_is_a_formula(words: str) -> None:
    raw = comma_separated(Table("T", ("a", "b"), ((words, -5),)))
    assert list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))[1] == [f"'{words}", "-5"]


def test_what_no_workbook_can_carry_is_left_out() -> None:
    sheet = openpyxl.load_workbook(
        io.BytesIO(workbook(Table("T", ("a",), (("x\x00\x0by" + "z" * 40_000,),))))
    ).active
    assert sheet is not None
    value = str(sheet["A2"].value)
    assert value.startswith("xyz") and len(value) == 32_767


def test_the_csv_holds_the_same_as_the_workbook() -> None:
    raw = comma_separated(duties())
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(duties()))).active
    assert sheet is not None
    assert lines == [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_an_empty_table_is_a_file_too() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(duty_table((), register().offices, link)))).active
    assert sheet is not None and sheet.max_row == 1


def test_targets_as_tables() -> None:
    lines = list(
        csv.DictReader(io.StringIO(comma_separated(goal_table(register().goals, link)).decode("utf-8-sig")))
    )
    assert len(lines) == 15 and tuple(lines[0]) == GOAL_COLUMNS
    unions = next(line for line in lines if line["Chỉ tiêu"] == "hợp tác xã thành viên")
    assert (unions["Giá trị (như in)"], unions["Từ"], unions["Đến"]) == ("25-30", "25.0", "30.0")
    assert lines[1]["So sánh"] == "trên" and lines[1]["Từ"] == "4200.0"


# The calendar


def calendar() -> Calendar:
    house = register()
    return Calendar.from_ical(calendar_of(house.duties, house.offices, link, TODAY))


def test_the_yearly_report_returns_every_year() -> None:
    events = {str(event["uid"]): event for event in calendar().walk("VEVENT")}
    report = events["127-KH-UBND.iv.1.1@tro-ly-htx"]
    assert report["dtstart"].dt == date(2023, 12, 15) and report["dtend"].dt == date(2023, 12, 16)
    assert report["dtstart"].to_ical() == b"20231215" and report["dtstart"].params["VALUE"] == "DATE"
    assert report["rrule"].to_ical() == b"FREQ=YEARLY"
    assert str(report["summary"]).startswith("Báo cáo kết quả thực hiện về Sở Kế hoạch và Đầu tư")
    assert "trước ngày 15/12" in str(report["summary"])
    told = str(report["description"])
    assert "Nguồn: 127/KH-UBND, Mục IV.1" in told and link("127/KH-UBND", "iv.1") in told
    assert "Sở Kế hoạch và Đầu tư (nay là Sở Tài chính tỉnh Lâm Đồng)" in told
    assert report["url"] == link("127/KH-UBND", "iv.1")
    alarm = report.walk("VALARM")[0]
    assert alarm["trigger"].dt == timedelta(days=-14)


def test_years_end_once_and_what_has_no_day_is_left_out() -> None:
    events = list(calendar().walk("VEVENT"))
    assert len(events) == 9
    single = [event for event in events if "rrule" not in event]
    assert sorted({event["dtstart"].dt.isoformat() for event in single}) == [
        "2023-12-31",
        "2025-12-31",
        "2030-12-31",
    ]
    assert len({str(event["uid"]) for event in events}) == 9


def test_the_same_file_comes_out_every_day() -> None:
    house = register()
    later = calendar_of(house.duties, house.offices, link, date(2027, 5, 1))
    assert later == calendar_of(house.duties, house.offices, link, TODAY)


def test_an_empty_calendar_can_be_read() -> None:
    house = register()
    none = selected(house.duties, Query(words="không có chữ này"), house.offices)
    assert list(Calendar.from_ical(calendar_of(none, house.offices, link, TODAY)).walk("VEVENT")) == []


def test_no_line_of_the_calendar_is_longer_than_allowed() -> None:
    house = register()
    raw = calendar_of(house.duties, house.offices, link, TODAY)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
