"""*Remind me* under the day's post: a form for the hour, and the direct messages in which members are reminded."""

from collections.abc import Mapping

import discord

from bot.core.errors import StudyError
from bot.core.models import Study
from bot.core.posts import ReminderContent
from bot.core.studies.participation.reminders import Reminder
from bot.core.text.markup import NOTHING
from bot.core.text.normalization import tidy
from bot.i18n import Say
from bot.interactions.answers import Layout, display, reply
from bot.outside.network_errors import BROKEN
from bot.services.deliveries import reminders
from bot.services.deliveries.reminders import OwnReminder
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.deferral import in_time
from cogs.ui.forms import ShownForm, StudyForm, field
from cogs.ui.id_fields import Id
from cogs.ui.passage_parts import below, small
from cogs.ui.replies import channel_link, message_link, stamp, turn
from cogs.ui.visibility import sight_of

TYPED = 60
"""Characters of an hour or a place."""
EVENING = "20:00"
"""The hour that a form begins with."""
_TOO_FAST = 40003  # You are opening direct messages too fast (JSON Error Codes)
_CLOSED = (50007, 50278)  # Cannot send messages to this user; the same for want of a server that both are in


class RemindButton(StudyButton, kind="remind"):
    """*Remind me*: opens the form, or shows what has been asked for."""

    study_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Let the person choose an hour, or see, change and stop what they have chosen."""
        bot, say = interaction.client, interaction.client.say(interaction)
        own = await reminders.own(bot.database, bot.asker(interaction), self.study_id, sight_of(interaction))
        if own.reminder is None:
            await interaction.response.send_modal(reminder_form(say, own))
        else:
            await reply(interaction, reminder_layout(say, own.reminder))


class ReminderHourButton(StudyButton, kind="remindhour"):
    """*Change the time*: opens the form with the hour as it is."""

    study_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Open it."""
        bot, sees = interaction.client, sight_of(interaction)
        own = await reminders.own(bot.database, bot.asker(interaction), self.study_id, sees)
        await interaction.response.send_modal(reminder_form(bot.say(interaction), own))


class StopRemindingButton(StudyButton, kind="remindstop"):
    """*Stop reminding me*: ends the reminders of a study, in the server and in direct messages."""

    study_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """End them, and say so in the place of the button."""
        bot = interaction.client
        await reminders.stop(bot.database, interaction.user.id, self.study_id)
        await turn(interaction, bot.say(interaction)("remind.stopped"))


class ReminderForm(StudyForm, kind="remind"):
    """The hour at which somebody wants to be reminded of a study."""

    study_id: Id

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Open the direct messages, and store the hour once something could be said there."""
        bot = interaction.client
        asker = bot.asker(interaction)
        hour = reminders.hour(tidy(typed["time"]), tidy(typed["zone"]), asker.now)
        own = await reminders.own(bot.database, asker, self.study_id, sight_of(interaction))
        channel_id = await in_time(interaction, _greeted(interaction, own), alone=True)
        reminder = await reminders.remind(bot.database, asker, own.study, hour, channel_id)
        await reply(interaction, reminder_layout(bot.say(interaction), reminder))


async def _greeted(interaction: Pressed, own: OwnReminder) -> int:
    """The channel of the person's direct messages, in which they read where the reminders will come.

    Raises `StudyError` when they take none, and when Discord lets the bot open no more for now.
    """
    bot = interaction.client
    if own.reminder is not None:
        return own.reminder.channel_id
    try:
        await bot.direct_rate.wait()
        channel = await interaction.user.create_dm()
        layout = greeting_layout(bot.say(interaction), own.study)
        await channel.send(view=layout, allowed_mentions=discord.AllowedMentions.none())
    except discord.HTTPException as refused:
        if refused.code in _CLOSED:
            raise StudyError("remind.closed") from refused
        raise StudyError("remind.too_fast" if refused.code == _TOO_FAST else "error.discord_busy") from refused
    except BROKEN as broken:
        raise StudyError("error.discord_busy") from broken
    return channel.id


def remind_button(say: Say, study_id: int) -> RemindButton:
    """The button under a post, or wherever it is shown."""
    return RemindButton(study_id, label=say("button.remind"))


def reminder_form(say: Say, own: OwnReminder) -> ShownForm:
    """The form, with the hour that was chosen before, or in the evening by the clocks of the study."""
    chosen = own.reminder
    at, zone = (f"{chosen.at:%H:%M}", chosen.zone) if chosen else (EVENING, own.study.timetable.zone)
    return ReminderForm(own.study.id).with_fields(
        say.plain("form.remind"),
        display(say("remind.how")),
        field("time", say.plain("field.remind_time"), TYPED, at),
        field("zone", say.plain("field.remind_zone"), TYPED, zone),
    )


def reminder_layout(say: Say, reminder: Reminder) -> Layout:
    """At which hour somebody will be reminded, and how to change or end that."""
    buttons = row(
        ReminderHourButton(reminder.study_id, label=say("button.remind_hour")),
        StopRemindingButton(reminder.study_id, label=say("button.remind_stop")),
    )
    text = below(
        say("remind.at", at=f"{reminder.at:%H:%M}", zone=reminder.zone),
        small(say("remind.next", at=stamp(reminder.due_at))) if reminder.due_at else NOTHING,
        small(say("remind.only_unread")),
    )
    return Layout(display(text), buttons)


def greeting_layout(say: Say, study: Study) -> Layout:
    """The first message to somebody who has asked to be reminded of a study."""
    stop = StopRemindingButton(study.id, label=say("button.remind_stop"))
    return Layout(display(say("remind.greeting", channel=channel_link(study.channel_id))), row(stop))


def said_layout(say: Say, content: ReminderContent, guild_id: int, study_id: int) -> Layout:
    """What reminds a member of a post: which one, where it stands, and how to be reminded no more."""
    place = message_link(guild_id, content.place_id, content.message_id)
    text = say("remind.said", title=content.title, day=content.day, place=place)
    return Layout(display(text), row(StopRemindingButton(study_id, label=say("button.remind_stop"))))
