"""What one person sees, for the page."""

from __future__ import annotations

from collections.abc import Iterator

from local_discord.member import commands
from local_discord.member.member import Member
from local_discord.member.world import World
from local_discord.payloads import channels, guilds, messages, people
from local_discord.payloads import commands as command_payloads
from local_discord.payloads import interactions as interaction_payloads
from local_discord.wire import Json, JsonObject, moment
from local_discord.world.access import may_see, messages_seen
from local_discord.world.conversations import DirectChannel, Place
from local_discord.world.guilds import Guild
from local_discord.world.people import User


def state(world: World, person: Member, *, next_moment: bool) -> JsonObject:
    """Everything on a person's screen (the shape is described in the package)."""
    places = list(places_seen(world, person.user))
    shown = {place.id: commands.visible(world, person.user, place) for place in places}
    known = {command.id: command for found in shown.values() for command in found}
    return {
        "person": people.user(person.user),
        "people": [people.user(each.user) for each in world.people.values()],
        "applications": [
            {"id": str(each.id), "name": each.name, "description": each.description, "user": people.user(each.user)}
            for each in world.applications.values()
        ],
        "clock": moment(world.clock.now()),
        "next_moment": next_moment,
        "guilds": [_guild(each, person.user) for each in world.guilds.values() if person.id in each.members],
        "direct": [channels.direct(each, person.user) for each in places if isinstance(each, DirectChannel)],
        "messages": {
            str(place.id): [messages.message(each, person.user) for each in messages_seen(person.user, place)]
            for place in places
        },
        "commands": {str(command.id): command_payloads.command(command) for command in known.values()},
        "shown": {str(place_id): [str(command.id) for command in found] for place_id, found in shown.items()},
    }


def places_seen(world: World, user: User) -> Iterator[Place]:
    """The places that a person sees: channels, open or archived threads, and a conversation with each application."""
    for guild in world.guilds.values():
        if user.id in guild.members:
            yield from (channel for channel in guild.channels.values() if may_see(user, channel))
            yield from (thread for thread in guild.threads.values() if may_see(user, thread))
    for application in world.applications.values():
        world.direct_channel(user, application.user)
    yield from (direct for direct in world.direct.values() if user in direct.people)


def _guild(which: Guild, viewer: User) -> JsonObject:
    return {
        "id": str(which.id),
        "name": which.name,
        "roles": [guilds.role(role) for role in which.roles.values()],
        "members": [people.member(member) for member in which.members.values()],
        "channels": [
            interaction_payloads.place(channel, viewer)
            for channel in which.channels.values()
            if may_see(viewer, channel)
        ],
        "threads": [_thread(thread, viewer) for thread in which.threads.values() if may_see(viewer, thread)],
    }


def _thread(which: Place, viewer: User) -> dict[str, Json]:
    joined = viewer.id in getattr(which, "joined", {})
    return {**interaction_payloads.place(which, viewer), "joined": joined}
