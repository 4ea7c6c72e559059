"""Whether the hosts of a guild let a language model draft questions, and so let passages be sent to its machine.

They agree to one machine: where the operator names another, they are asked anew.
"""

from bot.core.models import Reason
from bot.store import guilds
from bot.store.database import Database
from bot.store.studies import model_drafts, notices


async def agreed_host(database: Database, guild_id: int) -> str | None:
    """The machine to which the guild's passages may be sent; None for nowhere."""
    async with database.reading(snapshot=False) as connection:
        return await guilds.model_host(connection, guild_id)


async def turn_on(database: Database, guild_id: int, host: str) -> None:
    """Let passages be sent to this machine from now on; what came to nothing at another one is tried again."""
    async with database.writing() as connection:
        await guilds.set_model_host(connection, guild_id, host)
        await model_drafts.forget_failures(connection, guild_id)
        await notices.over_in_guild(connection, guild_id, (Reason.NO_DRAFTS,))


async def turn_off(database: Database, guild_id: int) -> None:
    """Send nothing any more, and delete the drafts that no host has approved."""
    async with database.writing() as connection:
        await guilds.set_model_host(connection, guild_id, None)
        await model_drafts.forget(connection, guild_id)
        await notices.over_in_guild(connection, guild_id, (Reason.NO_DRAFTS,))
