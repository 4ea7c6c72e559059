"""Moving the bot's memory into another database, of the same kind or another."""

from pathlib import Path

from bot.core.errors import StudyError
from bot.store.database import Database
from bot.store.dialects import copying


async def move(source_url: str, target_url: str, backups: Path) -> int:
    """Copy every row into a database without any, and compare what both hold then; how many rows there are.

    The key with which deleted people are signed goes with them; the old database stays as it is. Raises `StudyError`
    when a process has one of the two, when the new one is not empty, and when it holds something else in the end.
    """
    async with (
        Database.opened(source_url, backups, must_exist=True) as source,
        Database.opened(target_url, backups) as target,
    ):
        async with source.reading() as old:
            async with target.writing() as new:
                if not await copying.is_empty(new):
                    raise StudyError("move.not_empty", file=target.name)
                await copying.copy(old, new)
            before = await copying.held(old)
        async with target.reading() as connection:
            after = await copying.held(connection)
        if differing := [name for name, held in before.items() if after[name] != held]:
            raise StudyError("move.differs", file=target.name, table=differing[0])
        await target.take_key_of(source)
    return sum(held.rows for held in before.values())
