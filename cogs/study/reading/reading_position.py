"""Moving a study's reading or its days: first what would happen, then the button that does it."""

from collections.abc import Sequence
from datetime import date

from bot.core.models import Study, StudyState
from bot.core.studies import schedule
from bot.core.studies.passage_order import Span
from bot.core.text.markup import Markup, joined, mark, plain
from bot.i18n import Say
from bot.interactions.answers import Layout, Panel, display, panel
from bot.services.studies import left_out_days, reading_position
from bot.services.studies.host_changes import Changed
from bot.services.studies.left_out_days import Shift
from bot.services.studies.reading_position import Move
from cogs.study.reading.reading_text import coming_lines, name_of
from cogs.study.undo import with_undo
from cogs.ui.buttons import Pressed, row
from cogs.ui.hosts import StudyHostButton
from cogs.ui.id_fields import Count, Day, Flag, Id, Number
from cogs.ui.replies import stamp, turn

MOST_SPANS = 8
"""Stretches of passages that are named one by one."""


def move_layout(say: Say, move: Move, *, back: bool) -> Layout:
    """What going on with another passage would bring, the next three posts, and the button that does it."""
    title = mark("### {}", say("moving.title", passage=name_of(move.target)))
    lines = [title, *_consequences(say, move, back=back)]
    lines += coming_lines(say, move.upcoming, paused=move.study.state is StudyState.PAUSED)
    label = say("button.go_back" if back else "button.skip_to")
    button = MoveButton(move.study.id, move.target.passage_id, move.study.revision, back, label=label)
    return Layout(_panel(lines), row(button))


def shift_layout(say: Say, shift: Shift) -> Layout:
    """The days that would be left out, the next three posts then, and the button that does it."""
    study, days, n = shift.study, shift.days, len(shift.days)
    lines = [mark("### {}", say("shift.title", n=n)), say("shift.days", n=n, **_ends(study, days))]
    lines += coming_lines(say, shift.upcoming, paused=study.state is StudyState.PAUSED)
    button = LeaveDaysOutButton(study.id, days[0], n, study.revision, label=say("button.leave_out", n=n))
    return Layout(_panel(lines), row(button))


def moved_layout(say: Say, changed: Changed) -> Layout:
    """What comes next now, and *Undo*."""
    paused = changed.study.state is StudyState.PAUSED
    lines = [say("moving.done"), *coming_lines(say, changed.upcoming, paused=paused)]
    return with_undo(say, _panel(lines), changed.study.id, changed.undo)


def shifted_layout(say: Say, changed: Changed, days: Sequence[date]) -> Layout:
    """The days that are left out now, what comes next, and *Undo*."""
    done = say("shift.done", n=len(days), **_ends(changed.study, days))
    paused = changed.study.state is StudyState.PAUSED
    lines = [done, *coming_lines(say, changed.upcoming, paused=paused)]
    return with_undo(say, _panel(lines), changed.study.id, changed.undo)


class MoveButton(StudyHostButton, kind="goto", style="success"):
    """*Skip to it* and *Go back to it*: that passage comes next, unless something has changed meanwhile."""

    passage_id: Id
    revision: Count
    """Of the study when the button was made."""
    back: Flag
    """Whether the passage is behind; else it is to come."""

    async def pressed(self, interaction: Pressed) -> None:
        """Move the reading, and show what comes."""
        bot, say = interaction.client, interaction.client.say(interaction)
        changed = await reading_position.move(
            bot.database, bot.asker(interaction), self.study_id, self.passage_id, self.revision, back=self.back
        )
        await turn(interaction, moved_layout(say, changed))


class LeaveDaysOutButton(StudyHostButton, kind="shift", style="success"):
    """*Leave them out*: the next so many days, unless something has changed meanwhile."""

    first: Day
    days: Number
    revision: Count
    """Of the study when the button was made."""

    async def pressed(self, interaction: Pressed) -> None:
        """Leave the days out, and show what comes then."""
        bot, say = interaction.client, interaction.client.say(interaction)
        changed, days = await left_out_days.leave_next_days_out(
            bot.database, bot.asker(interaction), self.study_id, self.first, self.days, self.revision
        )
        await turn(interaction, shifted_layout(say, changed, days))


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


def _ends(study: Study, days: Sequence[date]) -> dict[str, Markup]:
    """The first and the last of these days, as hosts read them."""
    hours = study.timetable
    first, last = (stamp(schedule.instant(day, hours.time, hours.zone), "D") for day in (days[0], days[-1]))
    return {"first": first, "last": last}


def _panel(lines: Sequence[Markup]) -> Panel:
    return panel(display(joined("\n", lines)))


def _numbers(span: Span) -> str:
    return str(span.first) if span.first == span.last else f"{span.first}–{span.last}"
