"""Commands as Discord describes them (Application Commands)."""

from __future__ import annotations

from collections.abc import Iterable

from local_discord.wire import Json
from local_discord.world.applications import Command, CommandRule
from local_discord.world.members import GuildBase


def command(which: Command) -> dict[str, Json]:
    """A registered command."""
    payload: dict[str, Json] = {
        **which.payload,
        "id": str(which.id),
        "application_id": str(which.application.id),
        "version": str(which.version),
    }
    if which.guild_id is not None:
        payload["guild_id"] = str(which.guild_id)
    return payload


def permissions(which: Command, guild: GuildBase, rules: Iterable[CommandRule]) -> dict[str, Json]:
    """Who may use a command in a guild, beyond its default."""
    return {
        "id": str(which.id),
        "application_id": str(which.application.id),
        "guild_id": str(guild.id),
        "permissions": [{"id": str(rule.target_id), "type": rule.kind, "permission": rule.allowed} for rule in rules],
    }
