"""Permission bits, and how roles and overwrites add up (Permissions, Permission Hierarchy and Overwrites)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag


class Permission(IntFlag):
    """The permissions that the local world knows by name."""

    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51
    BYPASS_SLOWMODE = 1 << 52


ALL = (1 << 53) - 1
# What the bot asks for: View Channel, Send Messages, Read Message History, Create Public Threads, Send in Threads.
BOT = 309237713920
# What a new server gives everybody.
EVERYONE = int(
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_EXTERNAL_EMOJIS
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.CREATE_PRIVATE_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.SEND_POLLS
    | Permission.USE_EXTERNAL_APPS
)
# Plain numbers: flag arithmetic is slow, and this runs for every event and every viewer.
_ADMINISTRATOR = int(Permission.ADMINISTRATOR)
_VIEW = int(Permission.VIEW_CHANNEL)
_NEEDS_SEND = int(
    Permission.MENTION_EVERYONE | Permission.SEND_TTS_MESSAGES | Permission.ATTACH_FILES | Permission.EMBED_LINKS
)
_TIMED_OUT = int(Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY)


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel allows and denies one role or one person."""

    target_id: int
    for_member: bool
    allow: int = 0
    deny: int = 0


def in_guild(granted: Iterable[int], *, owner: bool) -> int:
    """Permissions from roles alone; the owner and administrators have all."""
    total = 0
    for permissions in granted:
        total |= permissions
    return ALL if owner or total & _ADMINISTRATOR else total


def in_channel(
    base: int,
    everyone_id: int,
    role_ids: Iterable[int],
    member_id: int,
    given: Iterable[Overwrite],
    speaking: Permission = Permission.SEND_MESSAGES,
) -> int:
    """Permissions after a channel's overwrites: everyone, then roles together, then the person.

    Without View Channel nothing is left; without `speaking` (another permission in threads) neither is what only
    makes sense with it.
    """
    if base & _ADMINISTRATOR:
        return ALL
    overwrites = {overwrite.target_id: overwrite for overwrite in given}
    if everyone := overwrites.get(everyone_id):
        base = base & ~everyone.deny | everyone.allow
    deny = allow = 0
    for role_id in role_ids:
        if overwrite := overwrites.get(role_id):
            deny |= overwrite.deny
            allow |= overwrite.allow
    base = base & ~deny | allow
    if own := overwrites.get(member_id):
        base = base & ~own.deny | own.allow
    if not base & _VIEW:
        return 0
    return base if base & int(speaking) else base & ~_NEEDS_SEND


def in_time_out(permissions: int) -> int:
    """What is left while somebody is timed out; administrators cannot be."""
    return permissions if permissions & _ADMINISTRATOR else permissions & _TIMED_OUT
