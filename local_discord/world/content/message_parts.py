"""What a message says of itself: its kind and flags, the message it answers, the interaction it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntFlag

from local_discord.world.people import User

DEFAULT, PINNED, THREAD_CREATED, REPLY, COMMAND_REPLY, THREAD_STARTER, MENU_REPLY = 0, 6, 18, 19, 20, 21, 23


class MessageFlag(IntFlag):
    """The message flags in use here (Message Resource, Message Flags)."""

    CROSSPOSTED = 1 << 0
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


@dataclass(frozen=True, slots=True)
class Reference:
    """The message that another one answers (kind 0) or forwards (kind 1); `ephemeral`: hardly anybody can see it."""

    message_id: int
    channel_id: int
    guild_id: int | None
    kind: int = 0
    ephemeral: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """The interaction that a message answers; `owners` are those who authorized the application (Interaction)."""

    interaction_id: int
    kind: int
    user: User
    owners: Mapping[str, str]
    command: str = ""
    source_message_id: int | None = None
    target_message_id: int | None = None
    target_user: User | None = None
    before: Origin | None = None
