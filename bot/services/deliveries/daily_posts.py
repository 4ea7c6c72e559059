"""The daily post: claiming slots that have come due, and settling what nobody knew."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfoNotFoundError

from bot.core.deliveries import delivery
from bot.core.errors import StorageError, StudyError
from bot.core.models import Asker, Reason, Slot, Study, StudyState
from bot.core.posts import Delivery, DeliveryState, Post
from bot.core.studies import schedule
from bot.core.studies.plan import LEFT_NOTICES
from bot.services.deliveries import claim_holds, ends
from bot.services.studies import next_slots, reading, reading_ahead, reading_progress, study_changes
from bot.store.database import Connection, Database
from bot.store.essays import passages
from bot.store.studies import days_left_out, deliveries, notices, plans, posts, reading_lists, studies

_log = logging.getLogger(__name__)

WISHES_WITHIN = timedelta(days=1)
"""A post older than this gets no thread or pin any more, and is not published: by then another one is the newest."""


async def claim_due(
    database: Database, application_id: int, now: datetime, claimed_one: Callable[[Post], None] = lambda _: None
) -> list[Post]:
    """Claim every slot that has come due; what was missed too long ago is recorded as skipped.

    To be called when the time is sure. Each study has a transaction of its own, and one with a long absence behind it
    several, after all others: the trouble of one never undoes or delays the claim of another. `claimed_one` is told of
    each at once, so that it can go out while a thousand others are claimed.
    """
    await claim_holds.bring_back(database, now)
    async with database.reading() as connection:
        waiting = [study.id for study in await studies.due(connection, now)]
    claimed: list[Post] = []
    while waiting:
        unreckoned: list[int] = []
        for study_id in waiting:
            claim = await claim_study(database, study_id, application_id, now)
            if claim.post is not None:
                claimed_one(claim.post)
                claimed.append(claim.post)
            if claim.more:
                unreckoned.append(study_id)
        waiting = unreckoned
    return claimed


class Claimed(NamedTuple):
    """The post that was claimed, if one was; `more` when a long absence has not been reckoned to its end."""

    post: Post | None = None
    more: bool = False


async def claim_study(database: Database, study_id: int, application_id: int, now: datetime) -> Claimed:
    """Claim the slot of a study that has come due, if one has; an error is logged and stops no other study."""
    try:
        return await _claim_study(database, study_id, application_id, now)
    except ZoneInfoNotFoundError:
        await _stop(database, study_id, Reason.ZONE_GONE, now)
    except StorageError:
        raise  # it would be the same with each of the others
    except Exception:  # noqa: BLE001 # part of the tick: whatever is wrong with one study, the others come
        _log.exception("Study %d could not be claimed; the next tick tries again", study_id)
    return Claimed()


async def claim_now(database: Database, application_id: int, study_id: int, now: datetime) -> Post:
    """Claim today's slot ahead of its time, because a host asked; a study that a fault had stopped goes on at any rate.

    Raises `StudyError` when a host has paused the study, when today's passage is out already, when the last one is less
    than 12 hours old, or when there is nothing left to read, or nothing under today's date.
    """
    async with database.writing() as connection:
        stopped = await studies.study(connection, study_id)
        if stopped is not None and stopped.state is StudyState.PAUSED and stopped.paused_because:
            await study_changes.resumed(connection, stopped, now)
    async with database.writing(first=True) as connection:
        study = await studies.study(connection, study_id)
        if study is None:
            raise StudyError("study.none_yet")
        if study.state is StudyState.PAUSED:
            raise StudyError("study.is_paused")
        if not await reading_ahead.ahead(connection, study, 1):
            raise StudyError("study.nothing_left")
        await posts.forget_ahead(connection, study.id, now)
        slot = Slot(schedule.local_date(study.timetable.zone, now), now)
        latest = await posts.latest(connection, study.id, now)
        earlier = await posts.on_date(connection, study, slot.date)
        if earlier is not None:
            raise StudyError("study.over_today" if earlier.state is DeliveryState.SKIPPED else "study.posted_today")
        if latest is not None and now - latest.slot.due_at < schedule.LEAST_GAP:
            raise StudyError("study.posted_lately", hours=int(schedule.LEAST_GAP.total_seconds() // 3600))
        post = await _claim(connection, study, slot, application_id, now)
        if post is None:
            raise StudyError("study.no_reading_today")
        following = await next_slots.slot_to_come(connection, study, study.timetable, now)
        await studies.set_state(connection, study, StudyState.ACTIVE, slot=following)
        return post


async def unfinished(database: Database, now: datetime) -> list[Post]:
    """The posts that something is still to be done about: claimed ones, and new ones that something is to follow."""
    async with database.reading() as connection:
        return await posts.claimed(connection) + await posts.with_wishes(connection, now - WISHES_WITHIN, now)


async def try_unknown_again(database: Database, asker: Asker, study_id: int, post_id: int) -> Post:
    """Claim a slot again whose post a host has not found in the channel.

    Raises `StudyError` when the slot has come to another end since, or the study is paused or gone.
    """
    async with database.writing(first=True) as connection:
        post, claim = await _unknown(connection, asker.guild, study_id, post_id)
        study = await studies.study(connection, post.study_id)
        if study is None or study.state is StudyState.PAUSED:
            raise StudyError("study.is_paused")
        await deliveries.reopen(connection, claim, asker.now)
        await posts.due_again(connection, post.id, asker.now)
        return await _again(connection, post)


async def settle_unknown(
    database: Database, guild_id: int, study_id: int, post_id: int, at: datetime, *, message_id: int | None
) -> bool:
    """Record what became of an unknown slot: a message that was found, or (with None) a host's word that it is skipped.

    `at` is when the message was made, or when the host says so. Whether its passage comes next: not if it has been
    posted since, or is not on the list any more. Raises `StudyError` when the slot has come to another end since.
    """
    async with database.writing(first=True) as connection:
        post, claim = await _unknown(connection, guild_id, study_id, post_id)
        if message_id is not None:
            await deliveries.set_sent(connection, claim, message_id, at)
            await ends.when_sent(connection, claim, message_id, at)
        else:
            await deliveries.set_ended(connection, claim, DeliveryState.SKIPPED, Reason.HOST)
            return await reading_progress.give_back(connection, post, at)
    return False


async def unknown(database: Database, guild_id: int, study_id: int, post_id: int) -> Post:
    """The post of a study whose end is not known. Raises `StudyError` when it has come to one since."""
    async with database.reading() as connection:
        return (await _unknown(connection, guild_id, study_id, post_id))[0]


async def next_claim_at(database: Database) -> datetime | None:
    """When the next post of any study will be sent."""
    async with database.reading() as connection:
        return await studies.next_claim_at(connection)


async def _unknown(connection: Connection, guild_id: int, study_id: int, post_id: int) -> tuple[Post, Delivery]:
    post = await posts.post(connection, post_id)
    is_theirs = post is not None and (post.guild_id, post.study_id) == (guild_id, study_id)
    claim = post.delivery if post is not None and is_theirs else None
    if post is None or claim is None or claim.state is not DeliveryState.UNKNOWN:
        raise StudyError("study.not_unknown")
    return post, claim


async def _stop(database: Database, study_id: int, reason: Reason, now: datetime) -> None:
    async with database.writing(first=True) as connection:
        study = await studies.study(connection, study_id)
        if study is not None:
            await studies.set_state(connection, study, StudyState.PAUSED, slot=None, paused_because=reason)
            await notices.add(connection, study.guild_id, study.id, reason, now)


async def _claim_study(database: Database, study_id: int, application_id: int, now: datetime) -> Claimed:
    async with database.writing(first=True) as connection:
        study = await studies.study(connection, study_id)
        if study is None or study.next_slot is None or study.state is not StudyState.ACTIVE:
            return Claimed()  # paused or removed since it was found due
        in_hand = await posts.in_state(connection, study.id, DeliveryState.CLAIMED)
        if any(delivery.is_sought(post.delivery) for post in in_hand if post.delivery):
            return Claimed()  # what comes next depends on whether that one is there
        left_out = await days_left_out.left_out(connection, study.id)
        taken = await posts.dates_from(connection, study, study.next_slot.date)
        reckoning = schedule.reckon(study.timetable, study.next_slot, now=now, left_out=left_out, taken=taken)
        for slot, reason in reckoning.skipped:
            await posts.skip(connection, study, slot, now=now, reason=reason)
        for day in left_out:
            if day < reckoning.then.date:  # over, also if a change of weekdays had made it a day of rest
                await days_left_out.unskip(connection, study.id, day)
        await studies.set_next(connection, study, reckoning.then)
        if reckoning.due is None:
            return Claimed(more=reckoning.then.due_at <= now)
        post = await _claim(connection, study, reckoning.due, application_id, now)
        if post is None and await reading_ahead.ahead(connection, study, 1):
            await posts.skip(connection, study, reckoning.due, now=now, reason=Reason.NO_READING)
        elif post is None:
            await posts.skip(connection, study, reckoning.due, now=now, reason=Reason.NOTHING_LEFT)
            await studies.set_state(connection, study, StudyState.FINISHED, slot=None)
            if study.left_told != 0:  # the list has become shorter since the last post
                await notices.withdraw(connection, study.id, LEFT_NOTICES.values())
                await notices.add(connection, study.guild_id, study.id, LEFT_NOTICES[0], now)
                await reading_lists.set_left_told(connection, study.id, 0)
        return Claimed(post)


async def _claim(connection: Connection, study: Study, slot: Slot, application_id: int, now: datetime) -> Post | None:
    """Claim the slot with all that its post will say, or give None when there is nothing to read on its date."""
    study, first = await reading_progress.filled(connection, study, slot.date)
    day = slot.date.isoformat()
    said = await reading.reading(
        connection,
        study,
        first,
        await passages.last_rung(connection, study.id),
        day=await posts.last_day(connection, study.id) + 1,
        reference=delivery.post_reference(application_id, study.guild_id, study.id, study.epoch, day),
    )
    if said is None:
        return None
    nonce = delivery.post_nonce(application_id, study.guild_id, study.channel_id, study.id, study.epoch, day)
    post_id = await posts.claim(connection, study, slot, now=now, nonce=nonce, content=said.content)
    await plans.take(connection, study.id, first)
    await studies.revise(connection, study.id)
    await reading_progress.tell_left(connection, study, now)
    return await posts.post(connection, post_id)


async def _again(connection: Connection, post: Post) -> Post:
    current = await posts.post(connection, post.id)
    if current is None:
        raise StudyError("study.post_gone")
    return current
