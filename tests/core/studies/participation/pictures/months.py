"""Any month of any member, for tests of what is shown of it."""

from calendar import monthrange
from datetime import date

from hypothesis import strategies as st

from bot.core.studies.participation.pictures.month import Month
from bot.core.studies.participation.streaks import Attendance

THAT_COUNT = [each for each in Attendance if each is not Attendance.BEFORE]


@st.composite
def months(draw: st.DrawFn) -> Month:
    """A month with some days that count."""
    first = draw(st.dates(date(1900, 1, 1), date(2200, 1, 1))).replace(day=1)
    days = st.integers(1, monthrange(first.year, first.month)[1])
    return Month(first, draw(st.dictionaries(days, st.sampled_from(THAT_COUNT))))
