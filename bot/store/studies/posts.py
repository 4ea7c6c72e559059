"""The ledger: one row for each slot of each study, from its claim to its end.

What changes the state of a row compares the one it comes from, and raises `StudyError` when the row has come to another
meanwhile or is gone: of two outcomes of one post only the first is recorded, whoever writes.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, delete, func, insert, select, update

from bot.core.errors import StudyError
from bot.core.models import Post, PostContent, PostState, Reason, Slot, Study, Wish
from bot.core.studies import post_content
from bot.core.studies.participation import OpenThread
from bot.core.studies.schedule import A_LITTLE
from bot.store.database import Connection
from bot.store.tables import posts, studies
from bot.store.times import from_epoch, from_epoch_or_none, to_epoch

COLUMNS: tuple[ColumnElement[Any], ...] = (*posts.c, studies.c.guild_id)
"""What a `Post` is made of."""
_NAMES = (*posts.c.keys(), "guild_id")
_OPEN = (PostState.CLAIMED, PostState.UNKNOWN)
_post = select(*COLUMNS).join(studies, studies.c.id == posts.c.study_id)


def is_there(ledger: FromClause) -> ColumnElement[bool]:
    """The condition that a post has been sent, written so that SQLite does not go through all guilds' posts."""
    return func.coalesce(ledger.c.state, "") == PostState.SENT


async def claim(
    connection: Connection,
    study: Study,
    slot: Slot,
    *,
    now: datetime,
    nonce: str,
    content: PostContent,
) -> int:
    """Claim a slot; the id of its row. The unique slot makes a second claim fail, in this process or another."""
    row = await connection.execute(
        insert(posts)
        .values(
            **_slot(study, slot, now),
            round=study.round,
            state=PostState.CLAIMED,
            attempts=1,
            forum=study.place.forum,
            tag_id=study.place.tag_id,
            thread=Wish.NONE if study.place.forum else Wish.WANTED,
            pin=Wish.WANTED if study.place.pin else Wish.NONE,
            nonce=nonce,
            reference=content.reference,
            content=post_content.write(content),
            passage_id=content.passage_id,
            question_id=content.question_id,
        )
        .returning(posts.c.id)
    )
    return row.scalar_one()


async def skip(connection: Connection, study: Study, slot: Slot, *, now: datetime, reason: Reason) -> None:
    """Record a slot that will not be posted, and why."""
    values = {**_slot(study, slot, now), "state": PostState.SKIPPED, "reason": reason, "attempts": 0, "nonce": ""}
    values |= {"thread": Wish.NONE}
    await connection.execute(insert(posts).values(**values))


async def try_again(connection: Connection, post_id: int, since: datetime | None) -> None:
    """Store that another attempt begins; `since`, if it is the first that may have an effect, says when.

    Raises `StudyError` when the post is not claimed any more.
    """
    values: dict[str, object] = {"attempts": posts.c.attempts + 1, "retry_at": None}
    if since is not None:
        values["tried_at"] = to_epoch(since)
    await _change(connection, post_id, posts.c.state == PostState.CLAIMED, values)


async def wait(connection: Connection, post_id: int, until: datetime, *, counted: bool) -> None:
    """Store when the next attempt may begin; `counted` when the one that failed has been counted at its beginning."""
    attempts = posts.c.attempts if counted else posts.c.attempts + 1
    where = posts.c.id == post_id
    await connection.execute(update(posts).where(where).values(retry_at=to_epoch(until), attempts=attempts))


async def set_sent(connection: Connection, post: Post, message_id: int | None, at: datetime) -> None:
    """Store when the post was made, without a message id when it is gone again. A forum post is its thread."""
    values = {"state": PostState.SENT, "message_id": message_id, "sent_at": to_epoch(at), "retry_at": None}
    values |= {"reason": None, "thread_id": message_id} if post.forum else {"reason": None}
    await _change(connection, post.id, _as_open_as(post), values)


async def set_ended(connection: Connection, post: Post, state: PostState, reason: Reason) -> None:
    """Store that the slot ended without a known post, and why."""
    values = {"state": state, "reason": reason, "retry_at": None}
    await _change(connection, post.id, _as_open_as(post), values)


async def set_thread(connection: Connection, post_id: int, thread_id: int) -> None:
    """Store the thread opened from the post, also after a refusal: it bears the message's id, whoever opens it."""
    values = {"thread_id": thread_id, "thread": Wish.DONE}
    await connection.execute(update(posts).where(posts.c.id == post_id).values(**values))


async def set_thread_refused(connection: Connection, post_id: int) -> bool:
    """Store that Discord refused the thread; False when none is wanted any more."""
    return await _changed(connection, post_id, posts.c.thread == Wish.WANTED, {"thread": Wish.REFUSED})


async def set_pin(connection: Connection, post_id: int, pin: Wish) -> bool:
    """Store whether the post has been pinned; False when that is not wanted any more."""
    return await _changed(connection, post_id, posts.c.pin == Wish.WANTED, {"pin": pin})


async def reopen(connection: Connection, post_id: int, now: datetime) -> None:
    """Put a slot whose end is unknown back to its claim, as of now, because a host asked."""
    values = {"state": PostState.CLAIMED, "reason": None, "retry_at": None}
    values |= {"due_at": to_epoch(now), "claimed_at": to_epoch(now), "tried_at": to_epoch(now)}
    await _change(connection, post_id, posts.c.state == PostState.UNKNOWN, values)


async def post(connection: Connection, post_id: int) -> Post | None:
    """The post with this id."""
    return await _one(connection, _post.where(posts.c.id == post_id))


async def claimed(connection: Connection) -> list[Post]:
    """The posts whose end is not known yet, oldest first."""
    rows = await connection.execute(_post.where(posts.c.state == PostState.CLAIMED).order_by(posts.c.id))
    return [read(row) for row in rows]


async def open_of(connection: Connection, study_ids: Sequence[int]) -> frozenset[int]:
    """The ids of these studies' posts whose end is not known."""
    where = posts.c.state.in_(_OPEN) & posts.c.study_id.in_(study_ids)
    return frozenset(await connection.scalars(select(posts.c.id).where(where)))


async def with_wishes(connection: Connection, since: datetime, now: datetime) -> list[Post]:
    """The posts sent since then whose thread or pin is still to come, and may be tried again now."""
    open_wish = (posts.c.thread == Wish.WANTED) | (posts.c.pin == Wish.WANTED)
    where = (posts.c.state == PostState.SENT) & posts.c.message_id.is_not(None) & open_wish
    where &= posts.c.retry_at.is_(None) | (posts.c.retry_at <= to_epoch(now))
    rows = await connection.execute(_post.where(where, posts.c.sent_at >= to_epoch(since)).order_by(posts.c.id))
    return [read(row) for row in rows]


async def pinned(connection: Connection, study_id: int, channel_id: int) -> set[int]:
    """The messages of the study's posts that have been pinned in this channel."""
    where = (posts.c.study_id == study_id) & (posts.c.channel_id == channel_id) & (posts.c.pin == Wish.DONE)
    return set(await connection.scalars(select(posts.c.message_id).where(where, posts.c.message_id.is_not(None))))


async def latest(connection: Connection, study_id: int, now: datetime, *states: PostState) -> Post | None:
    """The study's last slot in one of these states, or in any; none that lies ahead, where a wrong clock has put it."""
    so_far = (posts.c.study_id == study_id) & _so_far(now)
    statement = _post.where(so_far).order_by(posts.c.due_at.desc(), posts.c.id.desc())
    return await _one(connection, statement.where(posts.c.state.in_(states)) if states else statement)


async def count_no_more(connection: Connection, study: Study, passage_ids: Collection[int]) -> None:
    """Take the posts of these passages out of the study's round: they count as read no more, but stay in the ledger."""
    if passage_ids:
        of_round = (posts.c.study_id == study.id) & (posts.c.round == study.round)
        where = of_round & posts.c.passage_id.in_(passage_ids)
        await connection.execute(update(posts).where(where).values(round=0))


async def recent(connection: Connection, study_id: int, since: datetime) -> list[Post]:
    """The study's slots due since then, in order."""
    where = (posts.c.study_id == study_id) & (posts.c.due_at >= to_epoch(since))
    rows = await connection.execute(_post.where(where).order_by(posts.c.due_at, posts.c.id))
    return [read(row) for row in rows]


async def in_state(connection: Connection, study_id: int, state: PostState) -> list[Post]:
    """The study's slots in a state, in order."""
    where = (posts.c.study_id == study_id) & (posts.c.state == state)
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


async def dates_from(connection: Connection, study: Study, first: date) -> set[date]:
    """The local dates from this one on that have had their slot in the study's epoch."""
    where = (posts.c.study_id == study.id) & (posts.c.epoch == study.epoch)
    where &= posts.c.local_date >= first.isoformat()
    return set(map(date.fromisoformat, await connection.scalars(select(posts.c.local_date).where(where))))


async def forget_ahead(connection: Connection, study_id: int, now: datetime) -> None:
    """Delete skipped slots that lie ahead, or were written at a time that does: a wrong clock put them there."""
    where = (posts.c.study_id == study_id) & (posts.c.state == PostState.SKIPPED) & ~_so_far(now)
    await connection.execute(delete(posts).where(where))


async def passages_posted(connection: Connection, study: Study) -> list[int]:
    """The passages a study has posted or claimed this round, in order; unknown ones count, since they may be there."""
    where = (posts.c.study_id == study.id) & (posts.c.round == study.round)
    where &= (posts.c.state != PostState.SKIPPED) & posts.c.passage_id.is_not(None)
    return list(await connection.scalars(select(posts.c.passage_id).where(where).order_by(posts.c.id)))


async def last_day(connection: Connection, study_id: int) -> int:
    """The highest day number of the study's posts, 0 before the first; slots that were skipped have none."""
    where = (posts.c.study_id == study_id) & (posts.c.state != PostState.SKIPPED)
    return await connection.scalar(select(func.max(posts.c.content["day"].as_integer())).where(where)) or 0


async def of_message(connection: Connection, guild_id: int, message_id: int) -> Post | None:
    """The guild's post that is this message."""
    return await _one(connection, _post.where(posts.c.message_id == message_id, studies.c.guild_id == guild_id))


async def open_threads(connection: Connection, since: datetime) -> list[OpenThread]:
    """The thread of each study's newest post, if it was sent since then."""
    newest = select(func.max(posts.c.id)).where(posts.c.state == PostState.SENT).group_by(posts.c.study_id)
    where = posts.c.id.in_(newest) & posts.c.thread_id.is_not(None) & (posts.c.sent_at >= to_epoch(since))
    rows = await connection.execute(select(posts.c.thread_id, posts.c.id, posts.c.study_id).where(where))
    return [OpenThread(*row) for row in rows]


async def _change(
    connection: Connection, post_id: int, before: ColumnElement[bool], values: Mapping[str, object]
) -> None:
    """Write these values to a post that is as it was `before`. Raises `StudyError` when it is not any more."""
    if not await _changed(connection, post_id, before, values):
        raise StudyError("study.not_unknown")


async def _changed(
    connection: Connection, post_id: int, before: ColumnElement[bool], values: Mapping[str, object]
) -> bool:
    result = await connection.execute(update(posts).where(posts.c.id == post_id, before).values(**values))
    return result.rowcount == 1


def _as_open_as(post: Post) -> ColumnElement[bool]:
    """The condition that the row is in the state of this value, which is not an end yet."""
    return (posts.c.state == post.state) & posts.c.state.in_(_OPEN)


def _so_far(now: datetime) -> ColumnElement[bool]:
    """The condition that neither a slot nor the moment at which it was written down lies ahead."""
    latest = to_epoch(now + A_LITTLE)
    return (posts.c.due_at <= latest) & (posts.c.claimed_at <= latest)


def _slot(study: Study, slot: Slot, now: datetime) -> dict[str, str | int]:
    return {
        "study_id": study.id,
        "epoch": study.epoch,
        "local_date": slot.date.isoformat(),
        "due_at": to_epoch(slot.due_at),
        "claimed_at": to_epoch(now),
        "tried_at": to_epoch(now),
        "channel_id": study.channel_id,
    }


async def _one(connection: Connection, statement: Select[tuple[object, ...]]) -> Post | None:
    row = (await connection.execute(statement.limit(1))).one_or_none()
    return None if row is None else read(row)


def read(values: Sequence[Any]) -> Post:
    """The post that these values of `COLUMNS` make."""
    stored = dict(zip(_NAMES, values, strict=True))
    return Post(
        id=stored["id"],
        study_id=stored["study_id"],
        guild_id=stored["guild_id"],
        channel_id=stored["channel_id"],
        epoch=stored["epoch"],
        slot=Slot(date.fromisoformat(stored["local_date"]), from_epoch(stored["due_at"])),
        state=PostState(stored["state"]),
        reason=Reason(stored["reason"]) if stored["reason"] else None,
        claimed_at=from_epoch(stored["claimed_at"]),
        tried_at=from_epoch(stored["tried_at"]),
        attempts=stored["attempts"],
        retry_at=from_epoch_or_none(stored["retry_at"]),
        nonce=stored["nonce"],
        forum=stored["forum"],
        tag_id=stored["tag_id"],
        message_id=stored["message_id"],
        thread_id=stored["thread_id"],
        thread=Wish(stored["thread"]),
        pin=Wish(stored["pin"]),
        sent_at=from_epoch_or_none(stored["sent_at"]),
        content=None if stored["content"] is None else post_content.read(stored["content"]),
    )
