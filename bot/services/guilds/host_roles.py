"""The role of each server whose members steer its studies, besides those with Manage Server.

Every press of a host's button asks for it, so it is kept in memory: a few numbers for each server that has chosen one.
"""

from bot.store import guilds
from bot.store.database import Database


class HostRoles:
    """The roles as they are stored, once they have been loaded."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._roles: dict[int, int] = {}

    async def load(self) -> None:
        """Read the roles of all guilds."""
        async with self._database.reading() as connection:
            self._roles = await guilds.host_roles(connection)

    def of(self, guild_id: int | None) -> int | None:
        """The role of a guild; None if it has chosen none."""
        return None if guild_id is None else self._roles.get(guild_id)

    async def choose(self, guild_id: int, role_id: int | None) -> None:
        """Store the role of a guild, or (with None) that it has none any more."""
        async with self._database.writing() as connection:
            await guilds.set_host_role(connection, guild_id, role_id)
        if role_id is None:
            self._roles.pop(guild_id, None)
        else:
            self._roles[guild_id] = role_id
