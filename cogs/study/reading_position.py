"""Moving a study's reading or its days: first what would happen, then the button that does it."""

from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import Annotated

from bot.core.models import Opening, Study, StudyState
from bot.core.studies import schedule
from bot.core.studies.reading_changes import Span
from bot.core.text.markup import Markup, joined, mark, plain
from bot.i18n import Say
from bot.interactions.answers import Layout, Panel, display, panel
from bot.services.studies import reading_position
from bot.services.studies.reading_position import Move, Moved, Shift, Upcoming
from cogs.study.reading_text import start_of
from cogs.ui.buttons import Pressed, row
from cogs.ui.hosts import HostButton
from cogs.ui.id_fields import Count, Id, IdField
from cogs.ui.replies import stamp, turn

MOST_SPANS = 8
"""Stretches of passages that are named one by one."""


def move_layout(say: Say, move: Move, *, back: bool) -> Layout:
    """What going on with another passage would bring, the next three posts, and the button that does it."""
    title = mark("### {}", say("moving.title", passage=_name(move.target)))
    lines = [title, *_consequences(say, move, back=back)]
    lines += _coming(say, move.upcoming, paused=move.study.state is StudyState.PAUSED)
    label = say("button.go_back" if back else "button.skip_to")
    button = MoveButton(move.study.id, move.target.passage_id, move.count, label=label)
    return Layout(_panel(lines), row(button))


def shift_layout(say: Say, shift: Shift) -> Layout:
    """The days that would be left out, the next three posts then, and the button that does it."""
    n, first, last = len(shift.days), stamp(shift.first_at, "D"), stamp(shift.last_at, "D")
    lines = [mark("### {}", say("shift.title", n=n)), say("shift.days", n=n, first=first, last=last)]
    lines += _coming(say, shift.upcoming)
    return Layout(
        _panel(lines), row(LeaveDaysOutButton(shift.study.id, shift.days, label=say("button.leave_out", n=n)))
    )


def moved_layout(say: Say, moved: Moved, count: int) -> Layout:
    """What comes next now, and *Undo*; `count` is of the days that the group has had."""
    paused = moved.study.state is StudyState.PAUSED
    lines = [say("moving.done_paused")] if paused else [say("moving.done"), *_coming(say, moved.upcoming)]
    layout = Layout(_panel(lines))
    if moved.before is not None:
        layout.add_item(row(MoveButton(moved.study.id, moved.before, count, label=say("button.undo"))))
    return layout


def shifted_layout(say: Say, study: Study, days: Sequence[date], upcoming: Upcoming, *, out: bool) -> Layout:
    """The days that are left out now, with *Undo*, or are in again; and what comes next."""
    timetable = study.timetable
    first, last = (stamp(schedule.instant(day, timetable.time, timetable.zone), "D") for day in (days[0], days[-1]))
    done = say("shift.done" if out else "shift.undone", n=len(days), first=first, last=last)
    layout = Layout(_panel([done, *_coming(say, upcoming, paused=study.state is StudyState.PAUSED)]))
    if out:
        layout.add_item(row(TakeDaysInButton(study.id, days, label=say("button.undo"))))
    return layout


class MoveButton(HostButton, kind="goto", style="success"):
    """*Skip to it*, *Go back to it* and *Undo*: that passage comes next, unless something has been posted meanwhile."""

    study_id: Id
    passage_id: Id
    count: Count
    """How many days the group had had when the button was made."""

    async def pressed(self, interaction: Pressed) -> None:
        """Move the reading, and show what comes."""
        bot, say = interaction.client, interaction.client.say(interaction)
        moved = await reading_position.move(
            bot.database, bot.asker(interaction), self.study_id, self.passage_id, self.count
        )
        await turn(interaction, moved_layout(say, moved, self.count))


def _read_days(written: str) -> list[date]:
    """The days of a week's plan (bit 0: Monday) from a date on that a mask names; its bit 0 is the first of them."""
    ordinal, week, mask = map(int, written.split(":"))
    weekdays = {day for day in range(7) if week >> day & 1}
    if not weekdays:
        raise ValueError("a plan without any day")  # whose days would be looked for without end
    plan = islice(schedule.days_from(date.fromordinal(ordinal), weekdays), mask.bit_length())
    return [day for place, day in enumerate(plan) if mask >> place & 1]


def _write_days(days: Sequence[date]) -> str:
    week = {day.weekday() for day in days}
    plan = schedule.days_from(days[0], week)
    span = [day for day in islice(plan, (days[-1] - days[0]).days + 1) if day <= days[-1]]
    mask = sum(1 << place for place, day in enumerate(span) if day in days)
    return f"{days[0].toordinal()}:{sum(1 << day for day in week)}:{mask}"


Days = Annotated[Sequence[date], IdField(r"\d{1,7}:\d{1,3}:\d{1,60}", _read_days, _write_days)]


class LeaveDaysOutButton(HostButton, kind="shift", style="success"):
    """*Leave them out*: the days themselves are in the custom id."""

    study_id: Id
    days: Days

    async def pressed(self, interaction: Pressed) -> None:
        """Leave the days out, and show what comes then."""
        bot, say = interaction.client, interaction.client.say(interaction)
        study, upcoming = await reading_position.leave_out(
            bot.database, bot.asker(interaction), self.study_id, self.days
        )
        await turn(interaction, shifted_layout(say, study, self.days, upcoming, out=True))


class TakeDaysInButton(HostButton, kind="unshift"):
    """*Undo*: the days are in again."""

    study_id: Id
    days: Days

    async def pressed(self, interaction: Pressed) -> None:
        """Leave the days out no longer, and show what comes then."""
        bot, say = interaction.client, interaction.client.say(interaction)
        study, upcoming = await reading_position.take_in(bot.database, bot.asker(interaction), self.study_id, self.days)
        await turn(interaction, shifted_layout(say, study, self.days, upcoming, out=False))


def _consequences(say: Say, move: Move, *, back: bool) -> list[Markup]:
    lines: list[Markup] = []
    if move.lost:
        n = sum(span.last - span.first + 1 for _, span in move.lost)
        named = [mark("{} {}", plain(title, 60), _numbers(span)) for title, span in move.lost[:MOST_SPANS]]
        more = [mark("…")] if len(move.lost) > MOST_SPANS else []
        lines.append(say("moving.lost", n=n, passages=joined(", ", [*named, *more])))
    elif not back:
        lines.append(say("moving.nothing_lost"))
    if move.again:
        lines.append(say("moving.again", n=move.again))
    if move.after_all:
        lines.append(say("moving.after_all", n=move.after_all))
    return lines


def _coming(say: Say, upcoming: Upcoming, *, paused: bool = False) -> list[Markup]:
    """The next posts, a line each."""
    if paused:
        return [say("moving.paused")]
    return [
        say("moving.coming", at=stamp(slot.due_at, "F"), passage=_name(opening), start=start_of(opening))
        for slot, opening in upcoming
    ] or [say("study.nothing_left")]


def _panel(lines: Sequence[Markup]) -> Panel:
    return panel(display(joined("\n", lines)))


def _name(opening: Opening) -> Markup:
    return mark("{} {}", plain(opening.title, 60), opening.number)


def _numbers(span: Span) -> str:
    return str(span.first) if span.first == span.last else f"{span.first}–{span.last}"
