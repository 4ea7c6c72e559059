"""Broken designs, put in place of the right one in the process of a world: each must be caught."""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import discord

from bot.client import StudyBot
from bot.connection.http_watch import HttpWatch
from bot.core.deliveries import delivery as protocol
from bot.core.models import Asker, Reason, Slot, Study, StudyState, Timetable
from bot.core.posts import Delivery, DeliveryState, Post
from bot.core.studies import plan, schedule
from bot.core.studies.schedule import Reckoning
from bot.core.studies.undo import Before
from bot.services.deliveries import daily_posts, ends, slot_claims
from bot.services.studies import next_slots, reading_progress, study_changes, undo
from bot.store.database import Connection, Database
from bot.store.essays import passages
from bot.store.studies import plans, posts, studies, study_views
from bot.store.studies.study_views import ForClaim


def gap_moves_backward() -> None:
    """A time that clocks jump over comes before the jump instead of after it."""
    right = schedule.instant

    def instant(day: date, at: time, zone: str) -> datetime:
        moment = right(day, at, zone)
        if moment.astimezone(ZoneInfo(zone)).time() == at:
            return moment
        return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).replace(fold=1).astimezone(UTC)

    schedule.instant = instant


def second_of_two() -> None:
    """A time that comes twice is taken the second time."""

    def instant(day: date, at: time, zone: str) -> datetime:
        first, second = (datetime.combine(day, at.replace(fold=fold), tzinfo=ZoneInfo(zone)) for fold in (0, 1))
        return max(first.astimezone(UTC), second.astimezone(UTC))

    schedule.instant = instant


def no_twelve_hours() -> None:
    """After another hour or zone was chosen, two slots may be as near to one another as they like."""
    schedule.LEAST_GAP = timedelta(minutes=1)  # type: ignore[misc] # a shorter one


def dates_of_utc() -> None:
    """A slot has the date that it is in Greenwich."""
    right = schedule.slots

    def slots(timetable: Timetable, *, after: datetime) -> Iterator[Slot]:
        return (Slot(slot.due_at.date(), slot.due_at) for slot in right(timetable, after=after))

    schedule.slots = slots


def early_by_a_minute() -> None:
    """What is due within a minute is claimed."""
    claim_due = slot_claims.claim_due

    async def claimed(
        database: Database, application_id: int, now: datetime, claimed_one: Callable[[Post], None]
    ) -> list[Post]:
        return await claim_due(database, application_id, now + timedelta(minutes=1), claimed_one)

    slot_claims.claim_due = claimed


def claimed_by_the_wall() -> None:
    """This machine's clock alone says what is due."""

    def earlier_now(self: HttpWatch) -> datetime:
        return self.clock.now()

    HttpWatch.earlier_now = earlier_now


def hosts_by_the_wall() -> None:
    """What hosts ask for is planned by the clock of this machine, even while that is wrong."""
    right = StudyBot.asker

    def asker(self: StudyBot, interaction: discord.Interaction) -> Asker:
        return replace(right(self, interaction), now=self.safe_now())

    StudyBot.asker = asker


def due_is_passed_over() -> None:
    """A change of the channel alone passes over what is due and not claimed yet."""

    async def slot_after(connection: Connection, study: Study, timetable: Timetable, now: datetime) -> Slot | None:
        if study.state is not StudyState.ACTIVE:
            return None
        return await next_slots.slot_to_come(connection, study, timetable, now)

    study_changes._slot_after = slot_after


def pause_is_not_heard() -> None:
    """A pause is noted, and claims go on."""
    set_state = studies.set_state

    async def state_set(
        connection: Connection,
        study: Study,
        state: StudyState,
        *,
        slot: Slot | None,
        paused_because: Reason | None = None,
    ) -> None:
        if state is not StudyState.PAUSED or paused_because is not None:
            await set_state(connection, study, state, slot=slot, paused_because=paused_because)

    studies.set_state = state_set


def resume_makes_up() -> None:
    """After a pause the slot of the day that has passed comes at once."""
    right = next_slots.go_on

    async def go_on(connection: Connection, study: Study, now: datetime) -> Slot:
        return await right(connection, study, now - timedelta(hours=20))

    next_slots.go_on = go_on


def no_end_of_catching_up() -> None:
    """After an absence every slot of two days is posted, however late."""
    schedule.CATCH_UP = protocol.CATCH_UP = timedelta(hours=60)  # type: ignore[misc] # a longer one


def missed_is_not_noted() -> None:
    """Slots that were missed by days leave no row in the ledger."""
    right = schedule.reckon

    def reckon(
        timetable: Timetable,
        slot: Slot,
        *,
        now: datetime,
        left_out: Container[date] = (),
        taken: Container[date] = (),
    ) -> Reckoning:
        return right(timetable, slot, now=now, left_out=left_out, taken=taken)._replace(skipped=())

    schedule.reckon = reckon


def left_out_is_posted() -> None:
    """Days that hosts have left out come all the same."""

    right = study_views.for_claims

    async def none_left_out(connection: Connection, study_ids: Sequence[int]) -> list[ForClaim]:
        return [replace(known, left_out=frozenset()) for known in await right(connection, study_ids)]

    study_views.for_claims = none_left_out


def date_is_claimed_again() -> None:
    """A day that has had its post by hand gets another at its time."""

    right = study_views.for_claims

    async def none_taken(connection: Connection, study_ids: Sequence[int]) -> list[ForClaim]:
        return [replace(known, taken=frozenset()) for known in await right(connection, study_ids)]

    async def no_date(connection: Connection, study: Study, timetable: Timetable, now: datetime) -> date | None:
        del connection, study, timetable, now

    study_views.for_claims = none_taken
    next_slots.taken_date = no_date


def skipped_is_lost() -> None:
    """What a skipped slot was to hold does not come any more."""

    async def give_back(connection: Connection, post: Post, now: datetime) -> bool:
        del connection, post, now
        return False

    reading_progress.give_back = give_back


def unknown_is_given_back() -> None:
    """What may have been posted comes again, and once more when a host has settled that."""
    right = ends.when_ended

    async def when_ended(
        connection: Connection,
        delivery: Delivery,
        state: DeliveryState,
        reason: Reason | None,
        now: datetime,
        *,
        refused: bool,
    ) -> None:
        await right(connection, delivery, state, reason, now, refused=refused)
        post = await posts.of_delivery(connection, delivery.id)
        if post is not None and state is DeliveryState.UNKNOWN and post.content is not None:
            await plans.put_first(connection, post.study_id, post.content.passage_ids)

    ends.when_ended = when_ended


def claim_leaves_the_plan() -> None:
    """A claim does not take what it says off the plan."""

    async def take(connection: Connection, taken: Iterable[tuple[int, int]]) -> None:
        del connection, taken

    plans.take = take


def swap_loses_one() -> None:
    """Of two days that are exchanged, one goes."""

    def swapped(to_come: Sequence[int], passage_id: int, next_id: int) -> list[int]:
        del next_id
        return [passage for passage in to_come if passage != passage_id]

    plan.swapped = swapped


def undone_is_kept() -> None:
    """Undoing a change of the hour or zone leaves them as they are."""
    right = undo._bring_back

    async def bring_back(connection: Connection, study: Study, before: Before, now: datetime) -> None:
        await right(connection, study, replace(before, timetable=study.timetable), now)

    undo._bring_back = bring_back


def edited_retry() -> None:
    """What is tried again says what its passage says by now."""
    right = daily_posts.unfinished

    async def unfinished(database: Database, now: datetime, in_hand: Collection[int]) -> list[Post]:
        return [await _reworded(database, post) for post in await right(database, now, in_hand)]

    daily_posts.unfinished = unfinished


async def _reworded(database: Database, post: Post) -> Post:
    if post.delivery is None or post.content is None:
        return post
    async with database.reading() as connection:
        (passage,) = await passages.some(connection, [post.content.passage_id], post.guild_id)
    return replace(post, delivery=replace(post.delivery, content=replace(post.content, text=passage.text)))


MUTATIONS: Mapping[str, Callable[[], None]] = {
    mutation.__name__: mutation
    for mutation in (
        gap_moves_backward,
        second_of_two,
        no_twelve_hours,
        dates_of_utc,
        early_by_a_minute,
        claimed_by_the_wall,
        hosts_by_the_wall,
        due_is_passed_over,
        pause_is_not_heard,
        resume_makes_up,
        no_end_of_catching_up,
        missed_is_not_noted,
        left_out_is_posted,
        date_is_claimed_again,
        skipped_is_lost,
        unknown_is_given_back,
        claim_leaves_the_plan,
        swap_loses_one,
        undone_is_kept,
        edited_retry,
    )
}
"""The mutations by their names."""
