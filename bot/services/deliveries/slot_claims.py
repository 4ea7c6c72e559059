"""Claiming the slots of studies: each with all that its post will say, before anything of it is sent."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfoNotFoundError

from bot.core.deliveries import delivery
from bot.core.errors import StorageError, StudyError
from bot.core.models import Reason, Slot, Study, StudyState
from bot.core.posts import DeliveryState, Post
from bot.core.studies import schedule
from bot.core.studies.plan import LEFT_NOTICES
from bot.core.studies.schedule import Reckoning
from bot.services.deliveries import claim_holds
from bot.services.studies import next_slots, reading, reading_ahead, reading_progress, study_changes
from bot.services.studies.reading_progress import Filled
from bot.store.database import Connection, Database
from bot.store.essays import passages
from bot.store.essays.passages import Excerpt
from bot.store.studies import days_left_out, notices, plans, posts, reading_lists, studies, study_views
from bot.store.studies.posts import SlotClaim
from bot.store.studies.study_views import ForClaim

_log = logging.getLogger(__name__)

IN_ONE = 10
"""Studies whose slots one transaction claims, in some 20 ms, for which all other writers wait."""


class Claimed(NamedTuple):
    """The posts that were claimed, and the ids of studies whose long absence has not been reckoned to its end."""

    posts: list[Post]
    unreckoned: list[int]


class Prepared(NamedTuple):
    """A claim that is to be stored, the passages that it takes off its study's plan, and what was known before that."""

    claim: SlotClaim
    passage_ids: list[int]
    known: ForClaim


async def claim_due(
    database: Database, application_id: int, now: datetime, claimed_one: Callable[[Post], None] = lambda _: None
) -> list[Post]:
    """Claim every slot that has come due; what was missed too long ago is recorded as skipped.

    To be called when the time is sure. Some studies share a transaction, and one with a long absence behind it has
    several, after all others: the trouble of one never undoes or delays the claim of another. `claimed_one` is told of
    each after its transaction, so that it can go out while a thousand others are claimed.
    """
    await claim_holds.bring_back(database, now)
    async with database.reading() as connection:
        waiting = [study.id for study in await studies.due(connection, now)]
    claimed: list[Post] = []
    while waiting:
        unreckoned: list[int] = []
        for begin in range(0, len(waiting), IN_ONE):
            some = await claim_some(database, waiting[begin : begin + IN_ONE], application_id, now)
            for post in some.posts:
                claimed_one(post)
            claimed += some.posts
            unreckoned += some.unreckoned
        waiting = unreckoned
    return claimed


async def claim_some(database: Database, study_ids: Sequence[int], application_id: int, now: datetime) -> Claimed:
    """Claim the slots of these studies that have come due; an error is logged and stops no other study."""
    if len(study_ids) == 1:
        return await _claim_alone(database, study_ids[0], application_id, now)
    try:
        return await _claim_together(database, study_ids, application_id, now)
    except StorageError:
        raise  # it would be the same with each of them
    except Exception as trouble:  # noqa: BLE001 # part of the tick: whatever is wrong with one of them, the others come
        _log.info("%d studies are claimed one by one (%s)", len(study_ids), type(trouble).__name__)
    alone = [await _claim_alone(database, study_id, application_id, now) for study_id in study_ids]
    return Claimed(
        [post for claimed in alone for post in claimed.posts],
        [study_id for claimed in alone for study_id in claimed.unreckoned],
    )


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
        known = next(iter(await study_views.for_claims(connection, [study_id])), None)
        if known is None:
            raise StudyError("study.none_yet")
        study = known.study
        if study.state is StudyState.PAUSED:
            raise StudyError("study.is_paused")
        if not await reading_ahead.ahead(connection, study, 1):
            raise StudyError("study.nothing_left")
        await posts.forget_ahead(connection, study.id, now)
        slot = Slot(schedule.local_date(study.timetable.zone, now), now)
        await _must_be_free(connection, study, slot, now)
        (prepared,) = await _prepared(connection, [(known, slot)], application_id)
        if prepared is None:
            raise StudyError("study.no_reading_today")
        (post,) = await _claim(connection, [prepared], now)
        await studies.revise(connection, study.id)
        following = await next_slots.slot_to_come(connection, study, study.timetable, now)
        await studies.set_state(connection, study, StudyState.ACTIVE, slot=following)
        return post


async def _must_be_free(connection: Connection, study: Study, slot: Slot, now: datetime) -> None:
    """Raise `StudyError` when the day of a slot has had its post, or when the last one is too near to it."""
    latest = await posts.latest(connection, study.id, now)
    earlier = await posts.on_date(connection, study, slot.date)
    if earlier is not None:
        raise StudyError("study.over_today" if earlier.state is DeliveryState.SKIPPED else "study.posted_today")
    if latest is not None and now - latest.slot.due_at < schedule.LEAST_GAP:
        raise StudyError("study.posted_lately", hours=int(schedule.LEAST_GAP.total_seconds() // 3600))


async def _claim_alone(database: Database, study_id: int, application_id: int, now: datetime) -> Claimed:
    try:
        return await _claim_together(database, [study_id], application_id, now)
    except ZoneInfoNotFoundError:
        await _stop(database, study_id, Reason.ZONE_GONE, now)
    except StorageError:
        raise  # it would be the same with each of the others
    except Exception:  # noqa: BLE001 # part of the tick: whatever is wrong with one study, the others come
        _log.exception("Study %d could not be claimed; the next tick tries again", study_id)
    return Claimed([], [])


async def _stop(database: Database, study_id: int, reason: Reason, now: datetime) -> None:
    async with database.writing(first=True) as connection:
        study = await studies.study(connection, study_id)
        if study is not None:
            await studies.set_state(connection, study, StudyState.PAUSED, slot=None, paused_because=reason)
            await notices.add(connection, study.guild_id, study.id, reason, now)


async def _claim_together(database: Database, study_ids: Sequence[int], application_id: int, now: datetime) -> Claimed:
    unreckoned: list[int] = []
    claims: list[tuple[Prepared, Slot]] = []
    async with database.writing(first=True) as connection:
        reckoned = [
            (known, reckoning)
            for known in await study_views.for_claims(connection, study_ids)
            if (reckoning := await _reckoned(connection, known, now)) is not None
        ]
        due = [(known, reckoning.due) for known, reckoning in reckoned]
        prepared = await _prepared(connection, due, application_id)
        for (known, reckoning), claim in zip(reckoned, prepared, strict=True):
            if claim is not None:
                claims.append((claim, reckoning.then))
                continue
            await studies.set_next(connection, known.study, reckoning.then)
            if reckoning.due is not None:
                await _nothing_to_read(connection, known.study, reckoning.due, now)
            elif reckoning.then.due_at <= now:
                unreckoned.append(known.study.id)
        claimed = await _claim(connection, [claim for claim, _ in claims], now)
        await studies.go_on(connection, [(claim.claim.study, then) for claim, then in claims])
    return Claimed(claimed, unreckoned)


async def _reckoned(connection: Connection, known: ForClaim, now: datetime) -> Reckoning | None:
    """Which slot of a study is due, what it has missed, and what comes then; None while nothing may be claimed.

    What was missed is stored, and that days which were left out are over.
    """
    study, next_slot = known.study, known.study.next_slot
    if next_slot is None or study.state is not StudyState.ACTIVE:
        return None  # paused since it was found due
    if known.in_hand and await _is_sought(connection, study):
        return None  # what comes next depends on whether that one is there
    reckoning = schedule.reckon(study.timetable, next_slot, now=now, left_out=known.left_out, taken=known.taken)
    for slot, reason in reckoning.skipped:
        await posts.skip(connection, study, slot, now=now, reason=reason)
    for day in known.left_out:
        if schedule.is_over(study.timetable, day, now=now, following=reckoning.then):
            await days_left_out.unskip(connection, study.id, day)
    return reckoning


async def _is_sought(connection: Connection, study: Study) -> bool:
    """Whether the channel of a study is still looked through for a post that came too late to be sent."""
    in_hand = await posts.in_state(connection, study.id, DeliveryState.CLAIMED)
    return any(delivery.is_sought(post.delivery) for post in in_hand if post.delivery)


async def _prepared(
    connection: Connection, due: Sequence[tuple[ForClaim, Slot | None]], application_id: int
) -> list[Prepared | None]:
    """What each of these studies claims for its slot; None without one, and with nothing to read on its date."""
    filled = [
        Filled(known, []) if slot is None else await reading_progress.filled(connection, known, slot.date)
        for known, slot in due
    ]
    excerpts = await passages.excerpts(connection, [(known.study.guild_id, taken) for known, taken in filled])
    return [
        None if slot is None or excerpt is None else await _with_words(connection, one, slot, excerpt, application_id)
        for one, (_, slot), excerpt in zip(filled, due, excerpts, strict=True)
    ]


async def _with_words(
    connection: Connection, filled: Filled, slot: Slot, excerpt: Excerpt, application_id: int
) -> Prepared:
    known, passage_ids = filled
    study, day = known.study, slot.date.isoformat()
    said = await reading.reading(
        connection,
        study,
        excerpt,
        known.so_far.rung,
        day=known.so_far.day + 1,
        reference=delivery.post_reference(application_id, study.guild_id, study.id, study.epoch, day),
    )
    nonce = delivery.post_nonce(application_id, study.guild_id, study.channel_id, study.id, study.epoch, day)
    return Prepared(SlotClaim(study, slot, said.content, nonce), passage_ids, known)


async def _claim(connection: Connection, prepared: Sequence[Prepared], now: datetime) -> list[Post]:
    """Store claims of different studies."""
    claimed = await posts.claim(connection, [one.claim for one in prepared], now)
    await plans.take(connection, [(one.claim.study.id, taken) for one in prepared for taken in one.passage_ids])
    for one in prepared:
        await reading_progress.tell_left(connection, one.known, now)
    return claimed


async def _nothing_to_read(connection: Connection, study: Study, slot: Slot, now: datetime) -> None:
    """Store that a slot has nothing to say; a study without anything to come has come to its end."""
    if await reading_ahead.ahead(connection, study, 1):
        await posts.skip(connection, study, slot, now=now, reason=Reason.NO_READING)
        return
    await posts.skip(connection, study, slot, now=now, reason=Reason.NOTHING_LEFT)
    await studies.set_state(connection, study, StudyState.FINISHED, slot=None)
    if study.left_told != 0:  # the list has become shorter since the last post
        await notices.withdraw(connection, study.id, LEFT_NOTICES.values())
        await notices.add(connection, study.guild_id, study.id, LEFT_NOTICES[0], now)
        await reading_lists.set_left_told(connection, study.id, 0)
