"""Whether a member agrees to be named before their group."""

from bot.core.models import Asker
from bot.store import guilds
from bot.store.database import Database


async def show_me(database: Database, asker: Asker, *, shown: bool) -> None:
    """Store whether a member agrees to be named: in `/group`, in records and in the reports of hosts."""
    async with database.writing() as connection:
        await guilds.ensure_guild(connection, asker.guild)
        await guilds.set_shown(connection, asker.guild, asker.user_id, shown=shown)
