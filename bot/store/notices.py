"""What hosts have to be told, and whether they have been."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from bot.core.models import Notice
from bot.store.tables import notices, studies
from bot.store.times import to_epoch
from bot.store.transaction import Transaction

_notice = select(notices.c.id, notices.c.guild_id, notices.c.study_id, studies.c.channel_id, notices.c.key).join(
    studies, studies.c.id == notices.c.study_id
)


async def add(
    connection: Transaction, guild_id: int, study_id: int, key: str, now: datetime, *, once: bool = False
) -> None:
    """Note that the guild's hosts have to hear of this, unless the same is waiting to be told already.

    With `once` not either if they have been told, until it is `over`: what comes up again with every post.
    """
    same = (notices.c.study_id == study_id) & (notices.c.key == key)
    if not once:
        same &= notices.c.told_at.is_(None)
    if await connection.scalar(select(notices.c.id).where(same).limit(1)) is None:
        row = {"guild_id": guild_id, "study_id": study_id, "key": key, "at": to_epoch(now)}
        await connection.execute(insert(notices).values(**row))


async def untold(connection: Transaction, guild_id: int | None = None) -> list[Notice]:
    """What nobody has been told yet, in one guild or in all, oldest first."""
    found = _notice.where(notices.c.told_at.is_(None)).order_by(notices.c.id)
    if guild_id is not None:
        found = found.where(notices.c.guild_id == guild_id)
    return [Notice(*row) for row in await connection.execute(found)]


async def set_told(connection: Transaction, notice_id: int, now: datetime) -> None:
    """Note that the hosts have been told."""
    await connection.execute(update(notices).where(notices.c.id == notice_id).values(told_at=to_epoch(now)))


async def forget(connection: Transaction, study_id: int, *, but: Collection[str] = ()) -> None:
    """Drop what was to be told about a study, but for these keys: its trouble is over."""
    await connection.execute(delete(notices).where(notices.c.study_id == study_id, notices.c.key.not_in(but)))


async def withdraw(connection: Transaction, study_id: int, keys: Collection[str]) -> bool:
    """Drop those of these that nobody has been told yet, because they are not true any more; whether there were any."""
    where = (notices.c.study_id == study_id) & notices.c.key.in_(keys) & notices.c.told_at.is_(None)
    return (await connection.execute(delete(notices).where(where))).rowcount > 0


async def over(connection: Transaction, study_id: int, keys: Collection[str]) -> None:
    """Drop these, told or not, because the trouble is over: should it come again, it is told again."""
    await connection.execute(delete(notices).where(notices.c.study_id == study_id, notices.c.key.in_(keys)))
