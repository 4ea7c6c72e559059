"""Reminders: asked for by members, claimed at their hour if they have not read, and stopped with one press."""

from collections.abc import Collection, Sequence
from datetime import datetime, time
from typing import NamedTuple

from bot.core.deliveries.delivery import reminder_nonce
from bot.core.errors import StudyError
from bot.core.models import Asker, Sees, Study
from bot.core.posts import Delivery, DeliveryKind, Post, ReminderContent
from bot.core.studies.participation.reminders import Due, Reminder, has_to_be_said, next_time
from bot.core.studies.schedule import parse_time
from bot.core.time_zones import choice as time_zones
from bot.services.participation import in_sight
from bot.store.database import Connection, Database
from bot.store.members import reminders
from bot.store.studies import deliveries, studies

IN_ONE = 25
"""Reminders that one transaction claims."""


class OwnReminder(NamedTuple):
    """A study, and what a member has asked for in it, if they have."""

    study: Study
    reminder: Reminder | None


class Hour(NamedTuple):
    """An hour of the day in a zone."""

    at: time
    zone: str


async def own(database: Database, asker: Asker, study_id: int, sees: Sees) -> OwnReminder:
    """What somebody has asked for in a study. Raises `StudyError` when it is gone, or they cannot see its channel."""
    async with database.reading() as connection:
        study = await in_sight.study(connection, asker, study_id, sees)
        asked_for = await reminders.of_member(connection, asker.user_id, [study_id])
    return OwnReminder(study, asked_for[0] if asked_for and asked_for[0].due_at else None)


def hour(typed_time: str, typed_zone: str, now: datetime) -> Hour:
    """The hour that somebody has typed. Raises `StudyError` for what no clock shows, and for no place."""
    return Hour(parse_time(typed_time), time_zones.named(typed_zone, now))


async def remind(database: Database, asker: Asker, study: Study, wanted: Hour, channel_id: int) -> Reminder:
    """Store at which hour somebody is to be reminded of a study, in their direct messages with the bot."""
    due_at = next_time(wanted.at, wanted.zone, asker.now)
    reminder = Reminder(study.id, study.guild_id, asker.user_id, wanted.at, wanted.zone, channel_id, due_at)
    async with database.writing() as connection:
        if await studies.study(connection, study.id) is None:
            raise StudyError("study.post_gone")
        await reminders.put(connection, reminder)
    return reminder


async def stop(database: Database, user_id: int, study_id: int) -> None:
    """Remind somebody of a study no more."""
    async with database.writing() as connection:
        await reminders.remove(connection, study_id, user_id)


async def unfinished(database: Database) -> list[Delivery]:
    """The reminders that are on their way."""
    async with database.reading(snapshot=False) as connection:
        return await deliveries.claimed(connection, DeliveryKind.REMINDER)


async def due(database: Database, now: datetime) -> list[Due]:
    """Those whose hour has come, some at a time."""
    async with database.reading(snapshot=False) as connection:
        return await reminders.due(connection, now)


def to_be_said(come: Sequence[Due], now: datetime) -> list[Due]:
    """Those of them whose members have to be reminded now."""
    return [due for due in come if has_to_be_said(due, now)]


async def claim(
    database: Database, application_id: int, come: Sequence[Due], said_to: Collection[Reminder], now: datetime
) -> list[Delivery]:
    """Put off all whose hour has come to its next time, and claim what is said to some of them."""
    claimed: list[Delivery] = []
    for begin in range(0, len(come), IN_ONE):
        some = [(due, next_time(due.reminder.at, due.reminder.zone, now)) for due in come[begin : begin + IN_ONE]]
        async with database.writing() as connection:
            for due, until in some:
                said = due.reminder in said_to
                delivery = await _settle(connection, application_id, due, until, now, said=said)
                claimed += [] if delivery is None else [delivery]
    return claimed


async def gone(database: Database, left: Sequence[Reminder]) -> None:
    """Delete what people have asked for who have left its server."""
    async with database.writing() as connection:
        for reminder in left:
            await reminders.remove(connection, reminder.study_id, reminder.user_id)


async def _settle(
    connection: Connection, application_id: int, come: Due, until: datetime, now: datetime, *, said: bool
) -> Delivery | None:
    reminder, newest = come.reminder, come.newest
    content = _content(newest) if said and newest is not None else None
    of_post = reminder.reminded_of if newest is None or content is None else newest.id
    if not await reminders.put_off(connection, reminder, until, of_post) or content is None or not reminder.due_at:
        return None
    await reminders.forget_said(connection, reminder.study_id, reminder.user_id)
    return await deliveries.claim(
        connection,
        deliveries.NewDelivery(
            content,
            guild_id=reminder.guild_id,
            study_id=reminder.study_id,
            channel_id=reminder.channel_id,
            nonce=reminder_nonce(application_id, reminder.user_id, reminder.study_id, reminder.due_at),
            due_at=reminder.due_at,
            now=now,
            user_id=reminder.user_id,
        ),
    )


def _content(post: Post) -> ReminderContent | None:
    """What is said of a post that is out."""
    if post.content is None or post.message_id is None:
        return None
    forum = post.delivery is not None and post.delivery.forum
    place_id = post.message_id if forum else post.channel_id
    return ReminderContent(post.content.title, post.content.day, place_id, post.message_id, post.content.said_in)
