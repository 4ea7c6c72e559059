"""Guilds the bot is in, what Discord knows of our commands, and which members may be seen."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from bot.store.database import Connection, ours
from bot.store.dialects import upserts
from bot.store.tables import (
    applications,
    deliveries,
    essays,
    guilds,
    members,
    passages,
    posts,
    registered_commands,
    studies,
)
from bot.store.times import to_epoch

REMOVED_AT_ONCE = 40
"""Passages, or posts with all who took part in them, that are deleted in one transaction."""


async def ensure_guild(connection: Connection, guild_id: int) -> None:
    """Store a row for the guild, to which other rows refer, unless it has one."""
    await upserts.add_once(connection, guilds, {"id": guild_id})


async def set_left(connection: Connection, guild_id: int, left_at: datetime | None) -> None:
    """Store when the bot left the guild, or (with None) that it is there."""
    seconds = None if left_at is None else to_epoch(left_at)
    await upserts.put(connection, guilds, {"id": guild_id}, {"left_at": seconds})


async def known_commands(connection: Connection, application_id: int) -> str | None:
    """The digest of the commands that Discord was last told for this application."""
    return await connection.scalar(select(applications.c.commands_digest).where(applications.c.id == application_id))


async def command_ids(connection: Connection, application_id: int) -> dict[str, int]:
    """The ids that Discord gave to the commands of this application, by name."""
    rows = await connection.execute(
        select(registered_commands.c.name, registered_commands.c.command_id).where(
            registered_commands.c.application_id == application_id
        )
    )
    return {row.name: row.command_id for row in rows}


async def note_commands(connection: Connection, application_id: int, digest: str, ids: Mapping[str, int]) -> None:
    """Store the digest of the commands that Discord has just been told, and their ids, in the place of earlier ones."""
    await upserts.put(connection, applications, {"id": application_id}, {"commands_digest": digest})
    await connection.execute(delete(registered_commands).where(registered_commands.c.application_id == application_id))
    rows = [{"application_id": application_id, "name": name, "command_id": ids[name]} for name in ids]
    if rows:
        await connection.execute(insert(registered_commands), rows)


async def forget_commands(connection: Connection) -> None:
    """Delete what Discord has been told of the commands, for every application."""
    await connection.execute(delete(applications))


async def is_shown(connection: Connection, guild_id: int, user_id: int) -> bool:
    """Whether the member agreed to be seen by others; nobody has until they say so."""
    where = (members.c.guild_id == guild_id) & (members.c.user_id == user_id)
    return bool(await connection.scalar(select(members.c.shown).where(where)))


async def set_shown(connection: Connection, guild_id: int, user_id: int, *, shown: bool) -> None:
    """Store whether the member agrees to be seen by others."""
    await upserts.put(connection, members, {"guild_id": guild_id, "user_id": user_id}, {"shown": shown})


async def shown_members(connection: Connection, guild_id: int) -> set[int]:
    """The user ids of those who agreed to be seen."""
    where = (members.c.guild_id == guild_id) & members.c.shown
    return set(await connection.scalars(select(members.c.user_id).where(where)))


async def host_channel(connection: Connection, guild_id: int) -> int | None:
    """The channel in which hosts want to read about problems."""
    return await connection.scalar(select(guilds.c.host_channel_id).where(guilds.c.id == guild_id))


async def set_host_channel(connection: Connection, guild_id: int, channel_id: int | None) -> None:
    """Store the channel in which hosts want to read about problems, or (with None) that there is none."""
    await ensure_guild(connection, guild_id)
    await connection.execute(update(guilds).where(guilds.c.id == guild_id).values(host_channel_id=channel_id))


async def host_roles(connection: Connection, guild_id: int | None = None) -> dict[int, int]:
    """The role whose members are hosts, of each guild of ours that has chosen one, or of this one alone."""
    chosen = select(guilds.c.id, guilds.c.host_role_id).where(guilds.c.host_role_id.is_not(None))
    chosen = chosen.where(ours(connection, guilds.c.id))
    rows = await connection.execute(chosen if guild_id is None else chosen.where(guilds.c.id == guild_id))
    return {row.id: row.host_role_id for row in rows}


async def set_host_role(connection: Connection, guild_id: int, role_id: int | None) -> None:
    """Store the role whose members are hosts, or (with None) that there is none."""
    await ensure_guild(connection, guild_id)
    await connection.execute(update(guilds).where(guilds.c.id == guild_id).values(host_role_id=role_id))


async def model_host(connection: Connection, guild_id: int) -> str | None:
    """The machine to which hosts let passages be sent, for a model to draft questions."""
    return await connection.scalar(select(guilds.c.model_host).where(guilds.c.id == guild_id))


async def set_model_host(connection: Connection, guild_id: int, host: str | None) -> None:
    """Store the machine to which hosts let passages be sent, or (with None) that there is none."""
    await ensure_guild(connection, guild_id)
    await connection.execute(update(guilds).where(guilds.c.id == guild_id).values(model_host=host))


async def gone_since(connection: Connection, before: datetime) -> set[int]:
    """The ids of the guilds of ours that the bot left before then."""
    where = (guilds.c.left_at < to_epoch(before)) & ours(connection, guilds.c.id)
    return set(await connection.scalars(select(guilds.c.id).where(where)))


async def remove_some(connection: Connection, guild_id: int) -> bool:
    """Delete some posts or passages of a guild, or its row when none are left; False once the row is gone."""
    of_guild = select(studies.c.id).where(studies.c.guild_id == guild_id)
    its_essays = select(essays.c.id).where(essays.c.guild_id == guild_id)
    for rows, owned in (
        (deliveries, deliveries.c.guild_id == guild_id),
        (posts, posts.c.study_id.in_(of_guild)),
        (passages, passages.c.essay_id.in_(its_essays)),
    ):
        ids = list(await connection.scalars(select(rows.c.id).where(owned).limit(REMOVED_AT_ONCE)))
        if ids:
            await connection.execute(delete(rows).where(rows.c.id.in_(ids)))
            return True
    await connection.execute(delete(guilds).where(guilds.c.id == guild_id))
    return False


async def has_left(connection: Connection, guild_id: int) -> bool:
    """Whether the bot was in the guild and has left it."""
    where = (guilds.c.id == guild_id) & guilds.c.left_at.is_not(None)
    return await connection.scalar(select(guilds.c.id).where(where)) is not None


async def known(connection: Connection) -> dict[int, bool]:
    """The ids of all guilds of ours that have a row, each with whether the bot has left it."""
    rows = await connection.execute(select(guilds.c.id, guilds.c.left_at).where(ours(connection, guilds.c.id)))
    return {row.id: row.left_at is not None for row in rows}
