"""What becomes of a claimed delivery, whatever kind it is of: each step is stored before the next one begins."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime

from bot.core.deliveries import delivery as protocol
from bot.core.models import Reason
from bot.core.posts import Delivery, DeliveryKind, DeliveryState
from bot.services.deliveries import ends
from bot.store.database import Connection, Database
from bot.store.studies import deliveries


async def begin_attempt(database: Database, delivery: Delivery, now: datetime, *, nothing_before: bool) -> Delivery:
    """Note that another attempt begins, before it does; the delivery as it stands then.

    `tried_at` stays that of the first attempt that may have had an effect: Discord's memory of the nonce counts from
    there. With `nothing_before` this attempt is the first. Raises `StudyError` when it is not claimed any more: it must
    not be sent then.
    """
    async with _writing(database, delivery) as connection:
        return await deliveries.begin_attempt(connection, delivery, now if nothing_before else None)


async def attempt_failed(database: Database, delivery: Delivery, now: datetime) -> Delivery:
    """Note when the next attempt may begin; the delivery as it stands then."""
    async with _writing(database, delivery) as connection:
        return await deliveries.wait(connection, delivery, protocol.retry_at(delivery.attempts, now), counted=True)


async def look_failed(database: Database, delivery: Delivery, now: datetime) -> Delivery:
    """Note when to look again; the delivery as it stands then. It counts as an attempt, so that the pauses grow."""
    async with _writing(database, delivery) as connection:
        return await deliveries.wait(connection, delivery, protocol.retry_at(delivery.attempts, now), counted=False)


async def sent(database: Database, delivery: Delivery, message_id: int | None, at: datetime) -> Delivery:
    """Record that its message is in the channel since then (without an id: was, and has been deleted).

    Raises `StudyError` when it has come to another state than this value's meanwhile.
    """
    async with _writing(database, delivery) as connection:
        recorded = await deliveries.set_sent(connection, delivery, message_id, at)
        await ends.when_sent(connection, delivery, message_id, at)
        return recorded


async def ended(
    database: Database,
    delivery: Delivery,
    state: DeliveryState,
    reason: Reason | None,
    now: datetime,
    *,
    refused: bool = False,
) -> Delivery:
    """Record that it ended without a known message, and why (`refused`: by Discord); the delivery as it stands then.

    Raises `StudyError` when it has come to another state than this value's meanwhile.
    """
    async with _writing(database, delivery) as connection:
        recorded = await deliveries.set_ended(connection, delivery, state, reason)
        await ends.when_ended(connection, delivery, state, reason, now, refused=refused)
        return recorded


def _writing(database: Database, delivery: Delivery) -> AbstractAsyncContextManager[Connection]:
    """A transaction for a step of the delivery: those of posts and what goes on below them go first."""
    return database.writing(first=delivery.kind in (DeliveryKind.POST, DeliveryKind.CONTINUATION))
