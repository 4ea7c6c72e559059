"""What the bot says, whatever kind it is of: one row for each, from its claim to its end.

What changes the state of a row compares the one it comes from, and raises `StudyError` when the row has come to another
meanwhile or is gone: of two outcomes of one delivery only the first is recorded, whoever writes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, delete, insert, or_, select, update

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
_CLAIM = insert(deliveries).returning(*COLUMNS)
_BY_ID = select(*COLUMNS).where(deliveries.c.id == bindparam("delivery_id"))
_CHANGE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery_id"))
    .where(deliveries.c.state == bindparam("before"), or_(*(deliveries.c.state == state for state in OPEN)))
    .returning(*COLUMNS)
)
_COUNT = _CHANGE.values(attempts=deliveries.c.attempts + 1)


class NewDelivery(NamedTuple):
    """What is claimed: all that it says, where and when, and whose it is if a member has handed it in."""

    content: Content
    guild_id: int
    study_id: int
    channel_id: int
    nonce: str
    due_at: datetime
    now: datetime
    forum: bool = False
    tag_id: int | None = None
    user_id: int | None = None


async def claim(connection: Connection, new: NewDelivery) -> Delivery:
    """Claim a delivery."""
    return read((await connection.execute(_CLAIM, _row(new))).one())


async def claim_each(connection: Connection, new: Sequence[NewDelivery]) -> dict[int, Delivery]:
    """Claim a delivery for each of some studies, by the studies' ids."""
    rows = await connection.execute(_CLAIM, list(map(_row, new)))
    return {delivery.study_id: delivery for delivery in map(read, rows)}


async def begin_attempt(connection: Connection, delivery: Delivery, since: datetime | None) -> Delivery:
    """Store that another attempt begins; `since`, if it is the first that may have an effect, says when.

    Raises `StudyError` when it is not claimed any more.
    """
    since_then = {} if since is None else {"tried_at": to_epoch(since)}
    return await _change(connection, delivery, {"retry_at": None, **since_then}, counted=True)


async def wait(connection: Connection, delivery: Delivery, until: datetime, *, counted: bool) -> Delivery:
    """Store when the next attempt may begin; `counted` when the one that failed has been counted at its beginning."""
    return await _change(connection, delivery, {"retry_at": to_epoch(until)}, counted=not counted)


async def set_sent(connection: Connection, delivery: Delivery, message_id: int | None, at: datetime) -> Delivery:
    """Store when the message was made, without an id when it is gone again; the text of an answer is erased."""
    values = {"state": DeliveryState.SENT, "message_id": message_id, "sent_at": to_epoch(at)}
    erased = {"content": None} if delivery.kind is DeliveryKind.ANSWER else {}
    return await _change(connection, delivery, {**values, "reason": None, "retry_at": None, **erased})


async def set_ended(
    connection: Connection, delivery: Delivery, state: DeliveryState, reason: Reason | None
) -> Delivery:
    """Store that it ended without a known message, and why."""
    return await _change(connection, delivery, {"state": state, "reason": reason, "retry_at": None})


async def reopen(connection: Connection, delivery: Delivery, now: datetime) -> Delivery:
    """Put one whose end is unknown back to its claim, as of now, because a host asked."""
    values = {"state": DeliveryState.CLAIMED, "reason": None, "retry_at": None}
    return await _change(connection, delivery, values | _as_of(now, now, delivery.kind))


async def delivery(connection: Connection, delivery_id: int) -> Delivery | None:
    """The delivery with this id."""
    row = (await connection.execute(_BY_ID, {"delivery_id": delivery_id})).one_or_none()
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
    connection: Connection, delivery: Delivery, values: Mapping[str, object], *, counted: bool = False
) -> Delivery:
    """Write these values to a row that is in the state of this one, no end yet; `counted` as another attempt.

    Gives it as it stands then. Raises `StudyError` when it has come to another state.
    """
    this = {"delivery_id": delivery.id, "before": delivery.state}
    row = (await connection.execute(_COUNT if counted else _CHANGE, {**this, **values})).one_or_none()
    if row is None:
        raise StudyError("study.not_unknown")
    return read(row)


def _row(new: NewDelivery) -> dict[str, Any]:
    content, kind = new.content, contents.kind_of(new.content)
    return {
        "kind": kind,
        "guild_id": new.guild_id,
        "study_id": new.study_id,
        "channel_id": new.channel_id,
        "forum": new.forum,
        "tag_id": new.tag_id,
        "nonce": new.nonce,
        "reference": content.reference if isinstance(content, PostContent) else None,
        "content": contents.write(content),
        "state": DeliveryState.CLAIMED,
        "user_id": new.user_id,
        **_as_of(new.due_at, new.now, kind),
    }


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
