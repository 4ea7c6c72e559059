"""Answers that members have handed in: deliveries that are somebody's, whose texts go as soon as they are out."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update

from bot.core.posts import Delivery, DeliveryKind, DeliveryState
from bot.store.database import Connection
from bot.store.studies import deliveries as deliveries_store
from bot.store.tables import deliveries
from bot.store.times import from_epoch_or_none, to_epoch

_is_answer = deliveries.c.kind == DeliveryKind.ANSWER
_is_not_out = deliveries.c.state.in_((DeliveryState.SKIPPED, DeliveryState.UNKNOWN))
_is_kept = _is_answer & _is_not_out & deliveries.c.content.is_not(None)


async def of_form(connection: Connection, user_id: int, nonce: str) -> Delivery | None:
    """The answer that somebody has handed in with one form."""
    found = await _all(connection, (deliveries.c.user_id == user_id) & (deliveries.c.nonce == nonce))
    return found[0] if found else None


async def of_member(connection: Connection, user_id: int, channel_id: int) -> list[DeliveryState]:
    """How far each answer of one member in one thread has come."""
    where = (deliveries.c.user_id == user_id) & (deliveries.c.channel_id == channel_id)
    return [DeliveryState(state) for state in await connection.scalars(select(deliveries.c.state).where(where))]


async def last_sent_at(connection: Connection, user_id: int, channel_id: int) -> datetime | None:
    """When the last answer of one member in one thread was posted."""
    where = (deliveries.c.user_id == user_id) & (deliveries.c.channel_id == channel_id)
    return from_epoch_or_none(await connection.scalar(select(func.max(deliveries.c.sent_at)).where(where)))


async def kept(connection: Connection, guild_id: int, user_id: int) -> Delivery | None:
    """The oldest answer of a member in one guild that is not out, and that they have not had back."""
    found = await _all(connection, (deliveries.c.user_id == user_id) & (deliveries.c.guild_id == guild_id) & _is_kept)
    return found[0] if found else None


async def author_of(connection: Connection, guild_id: int, message_id: int) -> int | None:
    """Whose answer a message of the bot's holds; None when it is no answer, or its author's data are deleted."""
    where = (deliveries.c.message_id == message_id) & (deliveries.c.guild_id == guild_id)
    return await connection.scalar(select(deliveries.c.user_id).where(where))


async def is_kept_since(connection: Connection, before: datetime) -> bool:
    """Whether there is a text that is not out and was handed in before then."""
    return await connection.scalar(select(deliveries.c.id).where(_handed_in(before)).limit(1)) is not None


async def erase_before(connection: Connection, before: datetime) -> None:
    """Erase the texts that are not out and were handed in before then."""
    await connection.execute(update(deliveries).where(_handed_in(before)).values(content=None))


async def erase(connection: Connection, delivery_id: int) -> None:
    """Erase the text of an answer that has ended without a message."""
    await connection.execute(update(deliveries).where(deliveries.c.id == delivery_id, _is_kept).values(content=None))


def _handed_in(before: datetime) -> ColumnElement[bool]:
    return _is_kept & (deliveries.c.claimed_at < to_epoch(before))


async def _all(connection: Connection, where: ColumnElement[bool]) -> list[Delivery]:
    rows = await connection.execute(select(*deliveries_store.COLUMNS).where(where).order_by(deliveries.c.id))
    return [deliveries_store.read(row) for row in rows]
