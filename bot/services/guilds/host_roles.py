"""The roles whose members are hosts besides those with Manage Server: of a whole server, and of a study each.

Every press of a host's button asks for them, so they are kept in memory: a few numbers for each server that has any.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

from bot.core.models import Asker, HostAct
from bot.services.studies import host_changes
from bot.services.studies.host_changes import Changed
from bot.store import guilds
from bot.store.database import Database
from bot.store.studies import studies


class HostRoles:
    """The roles as they are stored, once they have been loaded."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = asyncio.Lock()  # what is read last is what is known then
        self._roles: dict[int, int] = {}
        self._of_studies: dict[int, dict[int, int]] = {}

    async def load(self) -> None:
        """Read the roles of all guilds."""
        async with self._lock, self._database.reading() as connection:
            self._roles = await guilds.host_roles(connection)
            self._of_studies = await studies.host_roles(connection)

    def of(self, guild_id: int | None) -> int | None:
        """The role of a guild; None if it has chosen none."""
        return None if guild_id is None else self._roles.get(guild_id)

    def of_studies(self, guild_id: int) -> Mapping[int, int]:
        """The roles of the guild's studies, by the ids of those that have one."""
        return self._of_studies.get(guild_id, {})

    async def choose(self, guild_id: int, role_id: int | None) -> None:
        """Store the role of a guild, or (with None) that it has none any more."""
        async with self.changing(guild_id), self._database.writing() as connection:
            await guilds.set_host_role(connection, guild_id, role_id)

    async def choose_for_study(self, asker: Asker, study_id: int, role_id: int | None, revision: int) -> Changed:
        """Store the role of a study, or (with None) that it has none any more; how the study stands then.

        Raises `StudyError` when something has been posted or changed since the host saw the study at this revision.
        """
        async with (
            self.changing(asker.guild),
            host_changes.writing(self._database, asker, study_id, HostAct.HOST_ROLE, revision) as editing,
        ):
            await studies.set_host_role(editing.connection, study_id, role_id)
        return await host_changes.changed(self._database, asker, study_id)

    @asynccontextmanager
    async def changing(self, guild_id: int) -> AsyncGenerator[None]:
        """While something is done that may change roles of this guild; at its end they are known as they are stored."""
        try:
            yield
        finally:
            await self._learn(guild_id)

    async def _learn(self, guild_id: int) -> None:
        async with self._lock, self._database.reading() as connection:
            roles = await guilds.host_roles(connection, guild_id)
            of_studies = await studies.host_roles(connection, guild_id)
            self._roles.pop(guild_id, None)
            self._roles.update(roles)
            self._of_studies.pop(guild_id, None)
            self._of_studies.update(of_studies)
