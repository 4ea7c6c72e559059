"""Who may see and do what, in a place (Permissions; Threads)."""

from __future__ import annotations

from collections.abc import Iterator

from local_discord.permissions import ALL, Permission, in_channel, in_time_out
from local_discord.world.conversations import Channel, DirectChannel, Message, Place, Thread
from local_discord.world.members import GuildBase, GuildMember
from local_discord.world.people import User

# Nobody moderates a direct conversation, and no threads start there.
IN_DIRECT = int(
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
    | Permission.USE_EXTERNAL_EMOJIS
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.MENTION_EVERYONE
    | Permission.SEND_POLLS
    | Permission.PIN_MESSAGES
)
MANAGES_THREADS = int(Permission.MANAGE_THREADS)


def guild_of(place: Place) -> GuildBase | None:
    """The guild of a place, None for a direct conversation."""
    return None if isinstance(place, DirectChannel) else place.guild


def permissions_in(user: User, place: Place) -> int:
    """What the user may do there: a thread has its channel's permissions, a private one only for those added."""
    if isinstance(place, DirectChannel):
        return IN_DIRECT if user in place.people else 0
    member = place.guild.members.get(user.id)
    if member is None:
        return 0
    if isinstance(place, Channel):
        return _in_channel(member, place, Permission.SEND_MESSAGES)
    permissions = _in_channel(member, place.parent, Permission.SEND_MESSAGES_IN_THREADS)
    if place.private and user.id not in place.joined and not permissions & MANAGES_THREADS:
        return 0
    return permissions


def _in_channel(member: GuildMember, channel: Channel, speaking: Permission) -> int:
    if member.owner:
        return ALL
    total = in_channel(
        member.permissions,
        member.guild.id,
        member.role_ids,
        member.id,
        channel.overwrites.values(),
        speaking,
    )
    return in_time_out(total) if member.timed_out else total


def may(user: User, permission: int, place: Place) -> bool:
    """Whether the user has all of these permissions there."""
    return permissions_in(user, place) & int(permission) == int(permission)


def may_see(user: User, place: Place) -> bool:
    """Whether the place is there for the user at all."""
    return may(user, Permission.VIEW_CHANNEL, place)


def may_speak(user: User, place: Place) -> bool:
    """Whether the user may write there."""
    thread = isinstance(place, Thread)
    return may(user, Permission.SEND_MESSAGES_IN_THREADS if thread else Permission.SEND_MESSAGES, place)


def sees_message(user: User, message: Message) -> bool:
    """Whether the message is on the user's screen: ephemeral ones are their reader's alone."""
    if message.deleted:
        return False
    return message.ephemeral_for is user if message.ephemeral_for else may_see(user, message.place)


def messages_seen(user: User, place: Place) -> Iterator[Message]:
    """What the user sees there, oldest first; without Read Message History nothing but ephemeral replies."""
    shown = list(place.messages) if may(user, Permission.READ_MESSAGE_HISTORY, place) else []
    hidden = [message for message in place.hidden.values() if message.ephemeral_for is user]
    yield from sorted(shown + hidden, key=lambda message: message.id)


def reads_contents(user: User, message: Message, *, intended: bool) -> bool:
    """Whether a bot gets what a message says (Gateway, Message Content Intent).

    Without the intent it does for its own messages, in direct conversations, and where it is mentioned (a reply to the
    bot mentions it unless the writer switched that off). Over HTTP the portal's switch takes the place of the intent.
    """
    return intended or isinstance(message.place, DirectChannel) or message.author is user or user in message.mentions
