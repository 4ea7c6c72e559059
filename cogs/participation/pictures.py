"""Pictures under `/me` and `/group`, each with a text that says the same."""

from collections.abc import Sequence

import discord

from bot.core.studies.participation.pictures.month import Month, initials, month_name, month_picture
from bot.core.studies.participation.pictures.week import Turnout, day_name, week_picture
from bot.core.studies.participation.streaks import Attendance
from bot.i18n import Words
from bot.interactions.answers import picture_file
from bot.outside.pictures import Pictures
from bot.services.participation.overviews import StudyWeek

MOST_WEEKS = 3
"""Pictures of studies under `/group`."""
_DAYS_OF = {
    Attendance.TOOK_PART: "month.took_part",
    Attendance.MISSED: "month.missed",
    Attendance.FORGIVEN: "month.forgiven",
    Attendance.OPEN: "month.open",
}


async def month_files(pictures: Pictures, words: Words, months: Sequence[Month]) -> list[discord.File | None]:
    """A picture for each month, as a file; None where it could not be drawn."""
    files: list[discord.File | None] = []
    for number, month in enumerate(months, 1):
        png = await pictures.png(month_picture(month, initials(words.language)))
        files.append(None if png is None else picture_file(f"month-{number}.png", png, month_text(words, month)))
    return files


def month_text(words: Words, month: Month) -> str:
    """What the picture of a month shows."""
    name, joined = month_name(month.first, words.language), len(month.on(Attendance.TOOK_PART))
    sentences = [words("month.all", n=len(month.days), month=name, joined=joined)]
    for attendance, key in _DAYS_OF.items():
        if days := month.on(attendance):
            sentences.append(words(key, days=", ".join(map(str, days))))
    return " ".join(sentences)


async def week_files(pictures: Pictures, words: Words, weeks: Sequence[StudyWeek]) -> list[discord.File | None]:
    """A picture for each week, as a file; None for those of which there is none."""
    files: list[discord.File | None] = [None] * len(weeks)
    drawn = [place for place, week in enumerate(weeks) if week.turnout][:MOST_WEEKS]
    for place in drawn:
        bars = weeks[place].turnout
        png = await pictures.png(week_picture(bars, initials(words.language)))
        if png is not None:
            files[place] = picture_file(f"week-{place + 1}.png", png, week_text(words, bars))
    return files


def week_text(words: Words, week: Sequence[Turnout]) -> str:
    """What the picture of a week shows."""
    days = [
        words("week.open" if post.is_open else "week.day", day=day_name(post.day, words.language), members=post.members)
        for post in week
    ]
    return words("week.all", days="; ".join(days))
