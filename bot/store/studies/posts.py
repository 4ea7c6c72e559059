"""The ledger: one row for each slot of each study, with its delivery if it was claimed, and what follows that."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, delete, func, insert, or_, select, update

from bot.core.models import Reason, Slot, Study
from bot.core.posts import Delivery, DeliveryState, Post, PostContent, Wish
from bot.core.studies.schedule import A_LITTLE
from bot.store.database import Connection, ours
from bot.store.studies import deliveries as deliveries_store
from bot.store.studies.deliveries import NewDelivery
from bot.store.tables import deliveries, post_passages, posts, studies
from bot.store.times import from_epoch, to_epoch

COLUMNS: tuple[ColumnElement[Any], ...] = (*posts.c, studies.c.guild_id, *deliveries_store.COLUMNS)
"""What a `Post` is made of."""
_NAMES = tuple(posts.c.keys())
_OWN = len(_NAMES)
_ledger = posts.outerjoin(deliveries, deliveries.c.id == posts.c.delivery_id)
_post = select(*COLUMNS).select_from(_ledger.join(studies, studies.c.id == posts.c.study_id))
_BY_ID = _post.where(posts.c.id == bindparam("post_id"))
_CLAIM = insert(posts).returning(*posts.c)
_HOLD = insert(post_passages)
_SET = update(posts).where(posts.c.id == bindparam("post_id"))


def is_there(carried: FromClause) -> ColumnElement[bool]:
    """The condition that a delivery has been sent, written so that SQLite does not go through those of all guilds."""
    return func.coalesce(carried.c.state, "") == DeliveryState.SENT


class SlotClaim(NamedTuple):
    """A slot of a study that is claimed, and its post: all that it says, and the nonce under which it is sent."""

    study: Study
    slot: Slot
    content: PostContent
    nonce: str


async def claim(connection: Connection, claims: Sequence[SlotClaim], now: datetime) -> list[Post]:
    """Claim slots of different studies; their posts in the same order.

    The unique slot makes a second claim of one fail, in this process or another, and all of these claims with it.
    """
    if not claims:
        return []
    carried = await deliveries_store.claim_each(connection, [_delivery(*claim, now) for claim in claims])
    rows = await connection.execute(_CLAIM, [_row(claim, carried[claim.study.id].id, now) for claim in claims])
    row_of = {row.study_id: row for row in rows}
    await connection.execute(
        _HOLD,
        [
            {"post_id": row_of[claim.study.id].id, "place": place, "passage_id": passage_id}
            for claim in claims
            for place, passage_id in enumerate(claim.content.passage_ids)
        ],
    )
    return [_read(row_of[study.id], study.guild_id, carried[study.id]) for study, *_ in claims]


async def skip(connection: Connection, study: Study, slot: Slot, *, now: datetime, reason: Reason) -> None:
    """Record a slot that will not be posted, and why."""
    await connection.execute(insert(posts).values(**_slot(study, slot, now), reason=reason))


async def set_thread(connection: Connection, post_id: int, thread_id: int) -> None:
    """Store the thread opened from the post, also after a refusal: it bears the message's id, whoever opens it."""
    await connection.execute(_SET, {"post_id": post_id, "thread_id": thread_id, "thread": Wish.DONE})


async def has_thread(connection: Connection, thread_id: int) -> bool:
    """Whether this is the thread of a post."""
    return await connection.scalar(select(posts.c.id).where(posts.c.thread_id == thread_id).limit(1)) is not None


async def forget_thread(connection: Connection, thread_id: int) -> None:
    """Store that the post of this thread has none any more; the bot opens no other by itself."""
    await connection.execute(update(posts).where(posts.c.thread_id == thread_id).values(thread_id=None))


async def set_forum_thread(connection: Connection, delivery_id: int, thread_id: int | None) -> None:
    """Store that the post of this delivery is a thread itself."""
    where = posts.c.delivery_id == delivery_id
    await connection.execute(update(posts).where(where).values(thread_id=thread_id))


async def set_thread_refused(connection: Connection, post_id: int) -> bool:
    """Store that Discord refused the thread; False when none is wanted any more."""
    return await _changed(connection, post_id, posts.c.thread == Wish.WANTED, {"thread": Wish.REFUSED})


async def set_pin(connection: Connection, post_id: int, pin: Wish) -> bool:
    """Store whether the post has been pinned; False when that is not wanted any more."""
    return await _changed(connection, post_id, posts.c.pin == Wish.WANTED, {"pin": pin})


async def set_publish(connection: Connection, post_id: int, publish: Wish) -> bool:
    """Store whether the post has been published; False when that is not wanted any more."""
    return await _changed(connection, post_id, posts.c.publish == Wish.WANTED, {"publish": publish})


async def put_off(connection: Connection, post_id: int, tries: int, until: datetime) -> None:
    """Store how often what is still to follow the post has been tried in vain, and when it is tried next."""
    values = {"extras_tries": tries, "extras_retry_at": to_epoch(until)}
    await connection.execute(update(posts).where(posts.c.id == post_id).values(**values))


async def due_again(connection: Connection, post_id: int, now: datetime) -> None:
    """Store that the slot is due now, because a host asked for its post once more."""
    await connection.execute(update(posts).where(posts.c.id == post_id).values(due_at=to_epoch(now)))


async def post(connection: Connection, post_id: int) -> Post | None:
    """The post with this id."""
    row = (await connection.execute(_BY_ID, {"post_id": post_id})).one_or_none()
    return None if row is None else read(row)


async def some(connection: Connection, post_ids: Collection[int]) -> dict[int, Post]:
    """Those of these posts that are there, by their ids."""
    rows = await connection.execute(_post.where(posts.c.id.in_(post_ids)))
    return {row[0]: read(row) for row in rows}


async def of_delivery(connection: Connection, delivery_id: int) -> Post | None:
    """The post that is sent by this delivery."""
    return await _one(connection, _post.where(posts.c.delivery_id == delivery_id))


async def claimed(connection: Connection, in_hand: Collection[int] = ()) -> list[Post]:
    """The posts whose end is not known yet, oldest first, but for those with deliveries that are in hand."""
    where = (deliveries.c.state == DeliveryState.CLAIMED) & ours(connection, deliveries.c.guild_id)
    return await _not_in_hand(connection, where, in_hand)


async def with_wishes(
    connection: Connection, since: datetime, now: datetime, in_hand: Collection[int] = ()
) -> list[Post]:
    """The posts sent since then whose thread, pin or publishing is still to come, and may be tried again now.

    Not those with deliveries that are in hand.
    """
    open_wish = or_(*(wish == Wish.WANTED for wish in (posts.c.thread, posts.c.pin, posts.c.publish)))
    where = (deliveries.c.state == DeliveryState.SENT) & deliveries.c.message_id.is_not(None) & open_wish
    where &= ours(connection, deliveries.c.guild_id)
    where &= posts.c.extras_retry_at.is_(None) | (posts.c.extras_retry_at <= to_epoch(now))
    return await _not_in_hand(connection, where & (deliveries.c.sent_at >= to_epoch(since)), in_hand)


async def pinned(connection: Connection, study_id: int, channel_id: int) -> set[int]:
    """The messages of the study's posts that have been pinned in this channel."""
    where = (posts.c.study_id == study_id) & (deliveries.c.channel_id == channel_id) & (posts.c.pin == Wish.DONE)
    messages = select(deliveries.c.message_id).select_from(_ledger)
    return set(await connection.scalars(messages.where(where, deliveries.c.message_id.is_not(None))))


async def latest(connection: Connection, study_id: int, now: datetime, *states: DeliveryState) -> Post | None:
    """The study's last slot in one of these states, or in any; none that lies ahead, where a wrong clock has put it."""
    so_far = (posts.c.study_id == study_id) & _so_far(now)
    statement = _post.where(so_far).order_by(posts.c.due_at.desc(), posts.c.id.desc())
    return await _one(connection, statement.where(deliveries.c.state.in_(states)) if states else statement)


async def recent(connection: Connection, study_id: int, since: datetime) -> list[Post]:
    """The study's slots due since then, in order."""
    where = (posts.c.study_id == study_id) & (posts.c.due_at >= to_epoch(since))
    rows = await connection.execute(_post.where(where).order_by(posts.c.due_at, posts.c.id))
    return [read(row) for row in rows]


async def in_state(connection: Connection, study_id: int, state: DeliveryState) -> list[Post]:
    """The study's slots that were claimed and are in a state, in order."""
    where = (posts.c.study_id == study_id) & (deliveries.c.state == state)
    return [read(row) for row in await connection.execute(_post.where(where).order_by(posts.c.id))]


async def on_date(connection: Connection, study: Study, day: date) -> Post | None:
    """The study's slot of a local date, if it has been claimed or skipped."""
    where = (posts.c.study_id == study.id) & (posts.c.epoch == study.epoch) & (posts.c.local_date == day.isoformat())
    return await _one(connection, _post.where(where))


async def last_date(connection: Connection, study: Study, now: datetime) -> date | None:
    """The last local date that has had its slot in the study's epoch; none that lies ahead."""
    where = (posts.c.study_id == study.id) & (posts.c.epoch == study.epoch) & _so_far(now)
    local_date = await connection.scalar(select(func.max(posts.c.local_date)).where(where))
    return None if local_date is None else date.fromisoformat(local_date)


async def forget_ahead(connection: Connection, study_id: int, now: datetime) -> None:
    """Delete skipped slots that lie ahead, or were written at a time that does: a wrong clock put them there."""
    ahead = (posts.c.study_id == study_id) & ~_so_far(now)
    carried = select(posts.c.delivery_id).where(ahead, posts.c.delivery_id.is_not(None))
    skipped = deliveries.c.id.in_(carried) & (deliveries.c.state == DeliveryState.SKIPPED)
    await connection.execute(delete(deliveries).where(skipped))  # and their posts with them
    await connection.execute(delete(posts).where(ahead, posts.c.delivery_id.is_(None)))


async def of_message(connection: Connection, guild_id: int, message_id: int) -> Post | None:
    """The guild's post that is this message."""
    return await _one(connection, _post.where(deliveries.c.message_id == message_id, studies.c.guild_id == guild_id))


async def _not_in_hand(connection: Connection, where: ColumnElement[bool], in_hand: Collection[int]) -> list[Post]:
    """The posts of which that is true, oldest first; of those in hand, a thousand in a rush, nothing is read."""
    if in_hand:
        ids = select(posts.c.id, posts.c.delivery_id).select_from(_ledger)
        known = await connection.execute(ids.where(where))
        where &= posts.c.id.in_([post_id for post_id, delivery_id in known if delivery_id not in in_hand])
    rows = await connection.execute(_post.where(where).order_by(posts.c.id))
    return [read(row) for row in rows]


async def _changed(
    connection: Connection, post_id: int, before: ColumnElement[bool], values: dict[str, object]
) -> bool:
    """Write these values to a post that is as it was `before`; False when it is not any more."""
    result = await connection.execute(update(posts).where(posts.c.id == post_id, before).values(**values))
    return result.rowcount == 1


def _so_far(now: datetime) -> ColumnElement[bool]:
    """The condition that neither a slot nor the moment at which it was written down lies ahead."""
    latest = to_epoch(now + A_LITTLE)
    return (posts.c.due_at <= latest) & (posts.c.noted_at <= latest)


def _delivery(study: Study, slot: Slot, content: PostContent, nonce: str, now: datetime) -> NewDelivery:
    return NewDelivery(
        content,
        guild_id=study.guild_id,
        study_id=study.id,
        channel_id=study.channel_id,
        nonce=nonce,
        due_at=slot.due_at,
        now=now,
        forum=study.place.forum,
        tag_id=study.place.tag_id,
    )


def _row(claim: SlotClaim, delivery_id: int, now: datetime) -> dict[str, str | int | None]:
    place = claim.study.place
    return {
        **_slot(claim.study, claim.slot, now),
        "round": claim.study.round,
        "delivery_id": delivery_id,
        "day": claim.content.day,
        "question_id": claim.content.question_id,
        "thread": Wish.NONE if place.forum else Wish.WANTED,
        "pin": Wish.WANTED if place.pin else Wish.NONE,
        "publish": Wish.WANTED if place.publish else Wish.NONE,
        "line": Wish.NONE if place.publish else Wish.WANTED,  # each edit would reach those who follow the channel
    }


def _slot(study: Study, slot: Slot, now: datetime) -> dict[str, str | int]:
    local_date, due_at = slot.date.isoformat(), to_epoch(slot.due_at)
    times = {"local_date": local_date, "due_at": due_at, "noted_at": to_epoch(now)}
    return {"study_id": study.id, "epoch": study.epoch, **times}


async def _one(connection: Connection, statement: Select[tuple[object, ...]]) -> Post | None:
    row = (await connection.execute(statement.limit(1))).one_or_none()
    return None if row is None else read(row)


def read(values: Sequence[Any]) -> Post:
    """The post that these values of `COLUMNS` make."""
    delivery = None if values[_OWN + 1] is None else deliveries_store.read(values[_OWN + 1 :])
    return _read(values[:_OWN], values[_OWN], delivery)


def _read(values: Sequence[Any], guild_id: int, delivery: Delivery | None) -> Post:
    stored = dict(zip(_NAMES, values, strict=True))
    return Post(
        id=stored["id"],
        study_id=stored["study_id"],
        guild_id=guild_id,
        epoch=stored["epoch"],
        slot=Slot(date.fromisoformat(stored["local_date"]), from_epoch(stored["due_at"])),
        skipped_because=Reason(stored["reason"]) if stored["reason"] else None,
        delivery=delivery,
        thread_id=stored["thread_id"],
        thread=Wish(stored["thread"]),
        pin=Wish(stored["pin"]),
        publish=Wish(stored["publish"]),
        extras_tries=stored["extras_tries"],
    )
