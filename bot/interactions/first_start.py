"""What an operator reads in the log at a first start: where a new memory begins, and how the bot is invited."""

import logging

import discord
from discord import app_commands

from bot.store.database import Database

_log = logging.getLogger(__name__)

SCOPES = ("bot", "applications.commands")
"""What an invitation asks for: to be a member of the server, and to offer commands there."""


def invite_link(application_id: int, permissions: discord.Permissions) -> str:
    """The address at which somebody adds the bot to a server of theirs."""
    return discord.utils.oauth_url(application_id, permissions=permissions, scopes=SCOPES)


class NewMemory:
    """Tells an operator once of a database that was made at this start, loudly if the bot had one before.

    A folder that is not mounted looks like a first start: every update then begins from nothing.
    """

    def __init__(self, database: Database) -> None:
        self._place = database.name
        self._to_tell = database.migrated.found is None
        self._known_before = False

    async def look(self, tree: app_commands.CommandTree) -> None:
        """Ask Discord, before it is told of our commands, whether it knows any: only a bot that has run has some."""
        if self._to_tell:
            self._known_before = bool(await tree.fetch_commands())

    def tell(self, guilds: int) -> None:
        """Say in the log where the memory was begun, for a bot that is in so many servers."""
        if self._to_tell and self._known_before:
            _log.warning(
                "A new memory was begun at %s although this bot has run before and is in %d servers: its studies are "
                "not in it. If there was a database, its folder is probably not mounted: stop the bot, mount the "
                "folder or set DATABASE_URL, and start it again",
                self._place,
                guilds,
            )
        elif self._to_tell:
            _log.info("A new memory was begun at %s", self._place)
        self._to_tell = False
