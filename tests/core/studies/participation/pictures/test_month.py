"""What stands in the picture of a month."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given

from bot.core.studies.participation.pictures.drawing import SHEET, Drawing
from bot.core.studies.participation.pictures.month import Month, initials, latest_month, month_picture
from bot.core.studies.participation.streaks import Attendance, SentPost
from tests.core.studies.participation.pictures.months import THAT_COUNT, months

SVG = "{http://www.w3.org/2000/svg}"
TOOK_PART, MISSED, FORGIVEN, OPEN, BEFORE = (
    Attendance.TOOK_PART,
    Attendance.MISSED,
    Attendance.FORGIVEN,
    Attendance.OPEN,
    Attendance.BEFORE,
)


def parsed(drawing: Drawing) -> ElementTree.Element:
    return ElementTree.fromstring(drawing.svg)  # noqa: S314 # a picture of our own


def form(attendance: Attendance | None) -> list[tuple[str, bool, bool]]:
    """What stands for a day, without colours: each shape, whether it is filled, and whether its line is broken."""
    days = {} if attendance is None else {1: attendance}
    (day,) = parsed(month_picture(Month(date(2026, 5, 1), days), [])).findall(f"{SVG}g[@id='day-1']")
    shapes = [shape for shape in day if shape.tag != f"{SVG}g"]  # a group holds the number
    return [(shape.tag, shape.get("fill") != "none", "stroke-dasharray" in shape.attrib) for shape in shapes]


@given(months())
def test_each_day_of_the_month_stands_for_what_it_is(month: Month):
    """Every day once, in order; those that do not count have no form."""
    days = parsed(month_picture(month, initials("en"))).findall(f"{SVG}g[@class]")
    length = monthrange(month.first.year, month.first.month)[1]
    assert [day.get("id") for day in days] == [f"day-{number}" for number in range(1, length + 1)]
    kinds = [month.days.get(number) for number in range(1, length + 1)]
    assert [day.get("class") for day in days] == [kind.value if kind else "none" for kind in kinds]


def test_no_two_kinds_of_day_differ_by_colour_alone():
    """Filled, filled at the bottom, a frame, a dotted frame, nothing."""
    forms = [form(attendance) for attendance in (*THAT_COUNT, None)]
    assert all(forms.count(each) == 1 for each in forms)


@given(months())
def test_a_picture_lies_on_a_sheet_that_is_not_seen_through(month: Month):
    """Discord may be light or dark."""
    drawing = month_picture(month, initials("en"))
    ground = parsed(drawing)[0]
    assert (ground.get("width"), ground.get("height")) == (str(drawing.width), str(drawing.height))
    assert ground.get("fill") == SHEET
    assert "opacity" not in drawing.svg
    assert (drawing.width, drawing.height) <= (548, 550)


@pytest.mark.parametrize("language", ["en", "es", "ru", "he"])
def test_a_language_whose_letters_are_not_drawn_has_the_numbers(language: str):
    """The initials of its days are left out, one by one."""
    assert len(initials(language)) == 7
    assert "day-31" in month_picture(Month(date(2026, 5, 1), {}), initials(language)).svg


def test_the_month_is_that_of_the_newest_post():
    """By the study's own dates; what came before the member's first part is left out, and the best of a day counts."""
    days = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 2), date(2026, 5, 3)]
    sent = datetime(2026, 4, 29, 22, tzinfo=UTC)  # a zone far in the east
    posts = [SentPost(number, 1, day, sent + timedelta(hours=number)) for number, day in enumerate(days)]
    month = latest_month(posts, [TOOK_PART, BEFORE, MISSED, TOOK_PART, OPEN])
    assert month == Month(date(2026, 5, 1), {2: TOOK_PART, 3: OPEN})
    assert latest_month(posts, [MISSED] * 2 + [FORGIVEN, MISSED, MISSED]).on(FORGIVEN) == [2]
