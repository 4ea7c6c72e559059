"""What people do with messages and places by themselves, within the permissions they have."""

from __future__ import annotations

from collections.abc import Sequence

from local_discord.member.errors import NotPossible
from local_discord.member.options import File
from local_discord.member.screen import entered, seen
from local_discord.member.transcript import name_of
from local_discord.permissions import Permission
from local_discord.world import message_changes
from local_discord.world.access import guild_of, may, may_speak
from local_discord.world.channel_kinds import FORUM
from local_discord.world.content.mentions import Allowed
from local_discord.world.content.message_parts import Reference
from local_discord.world.conversations import Channel, Message, Place, Thread
from local_discord.world.guilds import Guild
from local_discord.world.message_changes import Change, Draft
from local_discord.world.moderation import is_blocked, slowed_until
from local_discord.world.people import User
from local_discord.world.threads import Opening
from local_discord.world.world import World

MOST_CONTENT, MOST_NAME = 2000, 100
MOST_TAGS, MOST_TAG = 20, 20
"""Tags of a forum, and characters of one (Channel Resource, Forum Tag Object)."""


def say(
    world: World,
    user: User,
    place: Place,
    content: str,
    files: Sequence[File],
    *,
    to: Message | None = None,
    mention: bool = True,
) -> Message:
    """The message that somebody writes."""
    _may_write(user, place, content, files)
    reference = None
    if to:
        seen(user, to)
        if to.ephemeral_for:
            raise NotPossible("Nobody can reply to an ephemeral message.")
        guild = guild_of(place)
        reference = Reference(to.id, place.id, guild.id if guild else None)
    draft = Draft(
        content,
        files=[file.upload for file in files],
        reference=reference,
        allowed=Allowed(replied_user=mention),
    )
    return message_changes.post(world, user, place, draft)


def _may_write(user: User, place: Place, content: str, files: Sequence[File]) -> None:
    entered(user, place)
    if isinstance(place, Channel) and place.kind == FORUM:
        raise NotPossible(f"{name_of(place)} is a forum: open one of its posts.")
    if not may_speak(user, place):
        raise NotPossible(f"{user.name} may not write in {name_of(place)}.")
    if isinstance(place, Thread) and place.locked and not may(user, Permission.MANAGE_THREADS, place):
        raise NotPossible(f"{name_of(place)} is locked.")
    if (until := slowed_until(user, place)) is not None:
        raise NotPossible(f"Slow mode is on in {name_of(place)}: {user.name} may write again at {until:%H:%M:%S}.")
    if is_blocked(user, place, [content]):
        raise NotPossible(f"AutoMod blocks that message in {name_of(place)}.")
    if files and not may(user, Permission.ATTACH_FILES, place):
        raise NotPossible(f"{user.name} may not attach files in {name_of(place)}.")
    if not content and not files:
        raise NotPossible("A message needs some text or a file.")
    if len(content) > MOST_CONTENT:
        raise NotPossible(f"A message has {MOST_CONTENT} characters at most, not {len(content)}.")


def edit(world: World, user: User, message: Message, content: str) -> Message:
    """Somebody's own message after the edit."""
    seen(user, message)
    if message.author is not user:
        raise NotPossible(f"{user.name} did not write that message.")
    return message_changes.change(world, message, Change(content, pinging=True))


def delete(world: World, user: User, message: Message) -> None:
    """Takes a message away: one's own, a moderated one, or an ephemeral one, which is only dismissed."""
    seen(user, message)
    own = message.author is user or message.ephemeral_for is user
    if not own and not may(user, Permission.MANAGE_MESSAGES, message.place):
        raise NotPossible(f"{user.name} may not delete the messages of others in {name_of(message.place)}.")
    message_changes.delete(world, message)


def react(world: World, user: User, message: Message, emoji: str) -> None:
    """Adds a reaction."""
    seen(user, message)
    if message.ephemeral_for:
        raise NotPossible("Nobody can react to an ephemeral message.")
    if emoji not in message.reactions and not may(user, Permission.ADD_REACTIONS, message.place):
        raise NotPossible(f"{user.name} may not add reactions in {name_of(message.place)}.")
    message_changes.react(world, message, user, emoji)


def unreact(world: World, user: User, message: Message, emoji: str) -> None:
    """Takes one's reaction back."""
    if user not in message.reactions.get(emoji, []):
        raise NotPossible(f"{user.name} did not react with {emoji}.")
    message_changes.take_back(world, message, user, emoji)


def make_channel(user: User, guild: Guild, name: str, tags: Sequence[str] | None = None) -> Channel:
    """The channel that somebody makes: a forum with these tags, or a text channel where they are None.

    Its name is written as Discord's client writes it, in small letters and without spaces.
    """
    if user.id not in guild.members or not guild.member(user).permissions & Permission.MANAGE_CHANNELS:
        raise NotPossible(f"{user.name} may not make channels in {guild.name}.")
    written = "-".join(name.lower().split())
    if not 1 <= len(written) <= MOST_NAME:
        raise NotPossible(f"A channel's name has 1 to {MOST_NAME} characters.")
    if len(tags or ()) > MOST_TAGS or not all(1 <= len(tag) <= MOST_TAG for tag in tags or ()):
        raise NotPossible(f"A forum has {MOST_TAGS} tags at most, of 1 to {MOST_TAG} characters each.")
    return guild.add_text_channel(written) if tags is None else guild.add_forum_channel(written, tags)


def start_thread(user: User, message: Message, name: str) -> Thread:
    """The thread that somebody starts from a message."""
    seen(user, message)
    place = message.place
    if not isinstance(place, Channel) or not may(user, Permission.CREATE_PUBLIC_THREADS, place):
        raise NotPossible(f"{user.name} may not start threads in {name_of(place)}.")
    if message.thread:
        raise NotPossible("That message has a thread already.")
    if not 1 <= len(name) <= MOST_NAME:
        raise NotPossible(f"A thread's name has 1 to {MOST_NAME} characters.")
    return message_changes.open_thread(place, user, name, Opening(message))
