"""Days of the week as hosts write them."""

import pytest

from bot.core.errors import StudyError
from bot.core.studies import weekdays
from bot.i18n import Texts
from cogs.study import weekday_choice

SAY = Texts().say().plain
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
WORK, END = {MON, TUE, WED, THU, FRI}, {SAT, SUN}


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("weekdays", WORK),
        ("Working days", WORK),
        ("on weekdays", WORK),
        ("mon-fri", WORK),
        ("Mo-Fr", WORK),
        ("M–F", WORK),
        ("monday to friday", WORK),
        ("Mon through Fri", WORK),
        ("weekends", END),
        ("weekend", END),
        ("daily", weekdays.ALL),
        ("every day", weekdays.ALL),
        ("Everyday", weekdays.ALL),
        ("all days", weekdays.ALL),
        ("tue & thu", {TUE, THU}),
        ("tues/thurs", {TUE, THU}),
        ("every monday", {MON}),
        ("mondays", {MON}),
        ("Mondays and Thursdays", {MON, THU}),
        ("mon wed fri", {MON, WED, FRI}),
        ("weds, sat + sun", {WED, SAT, SUN}),
        ("sun-thu", {SUN, MON, TUE, WED, THU}),
        ("fri - mon", {FRI, SAT, SUN, MON}),
        ("mon-wed, sat", {MON, TUE, WED, SAT}),
        ("every day but sunday", weekdays.ALL - {SUN}),
        ("every day except sat and sun", WORK),
        ("weekdays except wed", WORK - {WED}),
        ("not sunday", weekdays.ALL - {SUN}),
    ],
)
def test_days_are_understood_as_people_write_them(typed: str, days: set[int]):
    """Sent as it is, and offered while it is typed."""
    assert weekday_choice.chosen(SAY, typed) == days
    offered = weekday_choice.offered(SAY, typed)
    assert days in [weekday_choice.chosen(SAY, choice.value) for choice in offered]


@pytest.mark.parametrize(
    "typed",
    ["weekly", "t", "every other day", "mon-", "-fri", "mon--fri", "2 mondays", "", "every", "but", "mon but mon"],
)
def test_what_leaves_the_days_open_is_refused(typed: str):
    """Nothing is guessed; the refusal says how days can be written."""
    with pytest.raises(StudyError) as refused:
        weekday_choice.chosen(SAY, typed)
    assert refused.value.key == "study.bad_days"


def test_every_choice_can_be_sent_by_its_name():
    """Discord's clients send it in place of the value now and then."""
    for typed in ("", "every day but", "mon"):
        for choice in weekday_choice.offered(SAY, typed):
            assert weekday_choice.chosen(SAY, choice.name) == weekday_choice.chosen(SAY, choice.value)
