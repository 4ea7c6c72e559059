"""What happens when a bot identifies or resumes (Gateway, Identifying; Resuming; Sharding)."""

from __future__ import annotations

from collections.abc import Sequence

from local_discord.gateway.session import Session
from local_discord.gateway.sessions import Sessions
from local_discord.payloads import people
from local_discord.payloads.dispatches import Intent, guild_available
from local_discord.wire import Json, JsonObject, text
from local_discord.world.applications import Application, ApplicationFlag

KNOWN_INTENTS = (1 << 26) - 1
PRIVILEGED = {
    Intent.GUILD_PRESENCES: ApplicationFlag.PRESENCE_LIMITED,
    Intent.GUILD_MEMBERS: ApplicationFlag.MEMBERS_LIMITED,
    Intent.MESSAGE_CONTENT: ApplicationFlag.CONTENT_LIMITED,
}


def refused_identify(sessions: Sessions, application: Application, intents: int, shard: Sequence[int]) -> int | None:
    """The close code for a wrong IDENTIFY: 4010 shard, 4011 too few shards, 4013 intents, 4014 privileged ones."""
    if len(shard) != 2 or not 0 <= shard[0] < shard[1]:
        return 4010
    if shard[1] < sessions.required_shards:
        return 4011
    if intents & ~KNOWN_INTENTS:
        return 4013
    if any(intents & intent and not application.flags & flag for intent, flag in PRIVILEGED.items()):
        return 4014
    return None


def ready(sessions: Sessions, session: Session) -> None:
    """READY with all guilds unavailable, then each guild that is up."""
    application = session.application
    guilds = [
        guild
        for guild in sessions.world.guilds.values()
        if application.id in guild.applications and session.serves(guild)
    ]
    unavailable: list[Json] = [{"id": str(guild.id), "unavailable": True} for guild in guilds]
    session.dispatch(
        "READY",
        {
            "v": 10,
            "user": people.own_user(application.user),
            "guilds": unavailable,
            "session_id": session.id,
            "resume_gateway_url": sessions.url,
            "shard": list(session.shard),
            "application": {"id": str(application.id), "flags": application.flags},
        },
    )
    for guild in guilds:
        if not guild.unavailable and session.intents & Intent.GUILDS:
            there = guild_available(guild, application)
            session.dispatch(there.name, there.data)


def session_to_resume(sessions: Sessions, data: JsonObject) -> Session | None:
    """The session that a RESUME names, when it is still there and belongs to the token."""
    session = sessions.by_id.get(text(data.get("session_id")))
    if sessions.refused_resumes > 0:
        sessions.refused_resumes -= 1
        return None
    if session is None or session.application.token != text(data.get("token")).removeprefix("Bot "):
        return None
    return session
