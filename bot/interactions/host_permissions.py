"""Who steers what, by permission and roles: all studies of a server, some of them, or none."""

import discord

from bot.services.guilds.host_roles import HostRoles


def steered(interaction: discord.Interaction, roles: HostRoles) -> frozenset[int] | None:
    """The studies of this server that the person steers by their own roles; None for a host of the server: all.

    Discord only hides commands, and an admin can show them to anybody.
    """
    person, guild_id = interaction.user, interaction.guild_id
    if guild_id is None or not isinstance(person, discord.Member):
        return frozenset()
    if interaction.permissions.manage_guild or _has(person, roles.of(guild_id)):
        return None
    return frozenset(study_id for study_id, role_id in roles.of_studies(guild_id).items() if _has(person, role_id))


def _has(person: discord.Member, role_id: int | None) -> bool:
    """Whether the person has the role, and it is there still."""
    return role_id is not None and person.get_role(role_id) is not None
