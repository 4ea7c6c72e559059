"""What the bot says, whatever kind it is of: one row for each, from its claim to its end.

What changes the state of a row compares the one it comes from, and raises `StudyError` when the row has come to another
meanwhile or is gone: of two outcomes of one delivery only the first is recorded, whoever writes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update

from bot.core.deliveries import contents
from bot.core.deliveries import delivery as protocol
from bot.core.errors import StudyError
from bot.core.models import Reason
from bot.core.posts import Content, Delivery, DeliveryKind, DeliveryState, PostContent
from bot.store.database import Connection, ours
from bot.store.tables import deliveries
from bot.store.times import from_epoch, from_epoch_or_none, to_epoch

COLUMNS: tuple[ColumnElement[Any], ...] = tuple(deliveries.c)
"""What a `Delivery` is made of."""
_NAMES = tuple(deliveries.c.keys())
OPEN = (DeliveryState.CLAIMED, DeliveryState.UNKNOWN)
"""The states that are no end yet."""


async def claim(
    connection: Connection,
    content: Content,
    *,
    guild_id: int,
    study_id: int,
    channel_id: int,
    nonce: str,
    due_at: datetime,
    now: datetime,
    forum: bool = False,
    tag_id: int | None = None,
    user_id: int | None = None,
) -> int:
    """Claim a delivery with all that it will say, and whose it is if a member has handed it in; the id of its row."""
    kind = contents.kind_of(content)
    row = await connection.execute(
        insert(deliveries)
        .values(
            kind=kind,
            guild_id=guild_id,
            study_id=study_id,
            channel_id=channel_id,
            forum=forum,
            tag_id=tag_id,
            nonce=nonce,
            reference=content.reference if isinstance(content, PostContent) else None,
            content=contents.write(content),
            state=DeliveryState.CLAIMED,
            user_id=user_id,
            **_as_of(due_at, now, kind),
        )
        .returning(deliveries.c.id)
    )
    return row.scalar_one()


async def begin_attempt(connection: Connection, delivery: Delivery, since: datetime | None) -> None:
    """Store that another attempt begins; `since`, if it is the first that may have an effect, says when.

    Raises `StudyError` when it is not claimed any more.
    """
    values: dict[str, object] = {"attempts": deliveries.c.attempts + 1, "retry_at": None}
    if since is not None:
        values["tried_at"] = to_epoch(since)
    await _change(connection, delivery, deliveries.c.state == DeliveryState.CLAIMED, values)


async def wait(connection: Connection, delivery: Delivery, until: datetime, *, counted: bool) -> None:
    """Store when the next attempt may begin; `counted` when the one that failed has been counted at its beginning."""
    attempts = deliveries.c.attempts if counted else deliveries.c.attempts + 1
    where = deliveries.c.id == delivery.id
    await connection.execute(update(deliveries).where(where).values(retry_at=to_epoch(until), attempts=attempts))


async def set_sent(connection: Connection, delivery: Delivery, message_id: int | None, at: datetime) -> None:
    """Store when the message was made, without an id when it is gone again; the text of an answer is erased."""
    values = {"state": DeliveryState.SENT, "message_id": message_id, "sent_at": to_epoch(at)}
    values |= {"reason": None, "retry_at": None}
    if delivery.kind is DeliveryKind.ANSWER:
        values["content"] = None
    await _change(connection, delivery, _as_open_as(delivery), values)


async def set_ended(connection: Connection, delivery: Delivery, state: DeliveryState, reason: Reason | None) -> None:
    """Store that it ended without a known message, and why."""
    await _change(connection, delivery, _as_open_as(delivery), {"state": state, "reason": reason, "retry_at": None})


async def reopen(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """Put one whose end is unknown back to its claim, as of now, because a host asked."""
    values = {"state": DeliveryState.CLAIMED, "reason": None, "retry_at": None}
    is_unknown = deliveries.c.state == DeliveryState.UNKNOWN
    await _change(connection, delivery, is_unknown, values | _as_of(now, now, delivery.kind))


async def delivery(connection: Connection, delivery_id: int) -> Delivery | None:
    """The delivery with this id."""
    row = (await connection.execute(select(deliveries).where(deliveries.c.id == delivery_id))).one_or_none()
    return None if row is None else read(row)


async def claimed(connection: Connection, *kinds: DeliveryKind) -> list[Delivery]:
    """Those of these kinds whose end is not known yet, oldest first."""
    where = deliveries.c.kind.in_(kinds) & (deliveries.c.state == DeliveryState.CLAIMED)
    where &= ours(connection, deliveries.c.guild_id)
    return [read(row) for row in await connection.execute(select(*COLUMNS).where(where).order_by(deliveries.c.id))]


async def forget_ended(connection: Connection, study_id: int, kind: DeliveryKind) -> None:
    """Delete those of one kind in a study that have come to an end."""
    own = (deliveries.c.study_id == study_id) & (deliveries.c.kind == kind)
    await connection.execute(delete(deliveries).where(own, deliveries.c.state != DeliveryState.CLAIMED))


async def of_kind(connection: Connection, study_id: int, kind: DeliveryKind) -> list[Delivery]:
    """Those of one kind in a study, oldest first."""
    where = (deliveries.c.study_id == study_id) & (deliveries.c.kind == kind)
    return [read(row) for row in await connection.execute(select(*COLUMNS).where(where).order_by(deliveries.c.id))]


async def has_nonce(connection: Connection, study_id: int, nonce: str) -> bool:
    """Whether a study has a delivery with this nonce."""
    where = (deliveries.c.study_id == study_id) & (deliveries.c.nonce == nonce)
    return await connection.scalar(select(deliveries.c.id).where(where).limit(1)) is not None


async def _change(
    connection: Connection, delivery: Delivery, before: ColumnElement[bool], values: Mapping[str, object]
) -> None:
    """Write these values to a row that is as it was `before`. Raises `StudyError` when it is not any more."""
    where = (deliveries.c.id == delivery.id) & before
    if (await connection.execute(update(deliveries).where(where).values(**values))).rowcount != 1:
        raise StudyError("study.not_unknown")


def _as_open_as(delivery: Delivery) -> ColumnElement[bool]:
    """The condition that the row is in the state of this value, which is not an end yet."""
    return (deliveries.c.state == delivery.state) & deliveries.c.state.in_(OPEN)


def _as_of(due_at: datetime, now: datetime, kind: DeliveryKind) -> dict[str, int]:
    """The times of a claim that is made now of what was due then."""
    expires_at, claimed_at = to_epoch(protocol.expiry(due_at, kind)), to_epoch(now)
    return {"due_at": to_epoch(due_at), "expires_at": expires_at, "claimed_at": claimed_at, "tried_at": claimed_at}


def read(values: Sequence[Any]) -> Delivery:
    """The delivery that these values of `COLUMNS` make."""
    stored = dict(zip(_NAMES, values, strict=True))
    kind = DeliveryKind(stored["kind"])
    return Delivery(
        id=stored["id"],
        kind=kind,
        guild_id=stored["guild_id"],
        study_id=stored["study_id"],
        channel_id=stored["channel_id"],
        forum=stored["forum"],
        tag_id=stored["tag_id"],
        nonce=stored["nonce"],
        content=None if stored["content"] is None else contents.read(kind, stored["content"]),
        state=DeliveryState(stored["state"]),
        reason=Reason(stored["reason"]) if stored["reason"] else None,
        due_at=from_epoch(stored["due_at"]),
        expires_at=from_epoch(stored["expires_at"]),
        claimed_at=from_epoch(stored["claimed_at"]),
        tried_at=from_epoch(stored["tried_at"]),
        attempts=stored["attempts"],
        retry_at=from_epoch_or_none(stored["retry_at"]),
        message_id=stored["message_id"],
        sent_at=from_epoch_or_none(stored["sent_at"]),
        user_id=stored["user_id"],
    )
