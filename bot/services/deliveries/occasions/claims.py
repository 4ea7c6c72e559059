"""What is said on occasions, from its claim to its end: the latest of each kind is kept for each study."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TypeVar

from bot.core.deliveries import contents
from bot.core.errors import StorageError
from bot.core.models import Study
from bot.core.posts import ClosingContent, Delivery, DeliveryKind, RecapContent, WordsContent
from bot.core.studies.participation import occasions as rules
from bot.store import occasions
from bot.store.database import Connection, Database
from bot.store.occasions import DueClosing, DueRecap
from bot.store.studies import deliveries

_log = logging.getLogger(__name__)

DueT = TypeVar("DueT", DueRecap, DueClosing)
KINDS = (DeliveryKind.RECAP, DeliveryKind.CLOSING, DeliveryKind.WORDS)


async def claim(
    connection: Connection,
    study: Study,
    content: RecapContent | ClosingContent | WordsContent,
    nonce: str,
    *,
    due_at: datetime,
    now: datetime,
) -> Delivery:
    """Claim what is said in the place of a study, instead of what was said there before on such an occasion."""
    await deliveries.forget_ended(connection, study.id, contents.kind_of(content))
    return await deliveries.claim(
        connection,
        deliveries.NewDelivery(
            content,
            guild_id=study.guild_id,
            study_id=study.id,
            channel_id=study.channel_id,
            forum=study.place.forum,
            tag_id=study.place.tag_id,
            nonce=nonce,
            due_at=due_at,
            now=now,
        ),
    )


async def claim_each(come: Sequence[DueT], claim_one: Callable[[DueT], Awaitable[Delivery | None]]) -> list[Delivery]:
    """What is claimed of all that is due; an error is logged and stops nothing of another study."""
    claimed: list[Delivery | None] = []
    for due in come:
        try:
            claimed.append(await claim_one(due))
        except StorageError:
            raise  # it would be the same with each of the others
        except Exception:  # noqa: BLE001 # part of the tick: whatever is wrong with one study, the others come
            _log.exception("What is due in study %d could not be claimed; the next tick tries again", due.study_id)
    return [delivery for delivery in claimed if delivery is not None]


async def unfinished(database: Database) -> list[Delivery]:
    """What is on its way."""
    async with database.reading(snapshot=False) as connection:
        return await deliveries.claimed(connection, *KINDS)


async def next_at(database: Database) -> datetime | None:
    """When something is due next, in any study of a server that the bot is in."""
    async with database.reading(snapshot=False) as connection:
        return await occasions.next_at(connection)


async def plan_closing(connection: Connection, post_id: int, at: datetime) -> None:
    """Store that an essay has been read with this post, which is out since then."""
    await occasions.add_closing(connection, post_id, at + rules.CLOSING_AFTER)
