"""What `/me` shows."""

from collections.abc import Sequence

import discord

from bot.core.studies.participation.parts import Tally
from bot.core.studies.participation.reminders import Reminder
from bot.core.studies.participation.streaks import Streaks
from bot.core.text.markup import NOTHING, Markup, mark
from bot.i18n import Say
from bot.interactions.answers import Layout, display, picture
from bot.services.participation.overviews import OwnRecord, OwnStudy
from cogs.daily.reminders import remind_button
from cogs.participation.buttons import DeleteButton, ExportButton, ShownButton
from cogs.ui.buttons import row
from cogs.ui.passage_parts import below, beside, small
from cogs.ui.replies import channel_link, stamp


def me_layout(say: Say, own: OwnRecord, months: Sequence[discord.File | None]) -> Layout:
    """What a member took part in, each study with its picture if there is one, and the buttons for what is kept."""
    layout = Layout(display(mark("### {}", say("me.title"))))
    for study, month in zip(own.studies, months, strict=True):
        layout.add_item(display(_own_lines(say, study, many=len(own.studies) > 1)))
        if month is not None:
            layout.add_item(picture(month))
    foot = below(
        *(_reminder_line(say, channel_id, reminder) for channel_id, reminder in own.reminders),
        NOTHING if own.studies else say("me.not_yet"),
        say("me.more", n=own.more) if own.more else NOTHING,
        small(say("me.picture_key")) if any(months) else NOTHING,
        small(say("me.is_shown" if own.shown else "me.is_hidden")),
    )
    buttons = row(
        ShownButton(not own.shown, label=say.plain("button.hide_me" if own.shown else "button.show_me")),
        ExportButton(label=say("button.export_me")),
        DeleteButton(label=say("button.delete_me")),
    )
    if own.study_id is not None:
        buttons.add_item(remind_button(say, own.study_id))
    return layout.add_item(display(foot)).add_item(buttons)


def _reminder_line(say: Say, channel_id: int, reminder: Reminder) -> Markup:
    """When the member is reminded of a study, or that this has ended."""
    channel = channel_link(channel_id)
    if reminder.due_at is None:
        return say("me.reminder_ended", channel=channel)
    return say("me.reminder", channel=channel, at=stamp(reminder.due_at, "t"))


def _own_lines(say: Say, own: OwnStudy, *, many: bool) -> Markup:
    return below(
        mark("**{}**", channel_link(own.channel_id)) if many else NOTHING,
        say("me.week", **counts(own.week)) if own.week.posts else NOTHING,
        say("me.ever", **counts(own.ever)),
        _streak_line(say, own.streaks),
        say("me.last", at=stamp(own.last_at, "R")),
    )


def _streak_line(say: Say, streaks: Streaks) -> Markup:
    return beside(
        say("me.streak", n=streaks.current) if streaks.current else say("me.no_streak"),
        say("me.forgiven", n=streaks.forgiven) if streaks.forgiven else NOTHING,
        say("me.longest", n=streaks.longest),
    )


def counts(tally: Tally) -> dict[str, int]:
    """What was added up, as the sentences name it."""
    return {
        "n": tally.posts,
        "joined": tally.joined,
        "read": tally.read,
        "answered": tally.answered,
        "replied": tally.replied,
    }
