"""Where messages stand: guild channels, threads and direct conversations."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from local_discord.permissions import Overwrite
from local_discord.world.changes import Deleted, Updated

if TYPE_CHECKING:
    from local_discord.member.actor import Member
    from local_discord.world.applications import Application
    from local_discord.world.guilds import Guild
    from local_discord.world.messages import Message
    from local_discord.world.people import GuildMember, Role, User

TEXT, VOICE, NEWS, NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 2, 5, 10, 11, 12, 15
REQUIRE_TAG = 1 << 4  # channel flag (Channel Resource, Channel Flags)
LOG_LINES = 200


@dataclass(frozen=True, slots=True)
class ForumTag:
    """A tag that posts of a forum may carry; moderated ones need Manage Threads."""

    id: int
    name: str
    moderated: bool = False
    emoji: str | None = None


@dataclass(slots=True, eq=False, repr=False)
class Conversation:
    """What all places share: their messages, oldest first, and a log for transcripts."""

    id: int
    by_id: dict[int, Message] = field(default_factory=dict[int, "Message"], kw_only=True)
    hidden: dict[int, Message] = field(default_factory=dict[int, "Message"], kw_only=True)
    last_message_id: int | None = field(default=None, kw_only=True)
    last_pin_at: datetime | None = field(default=None, kw_only=True)
    log: deque[str] = field(default_factory=lambda: deque[str](maxlen=LOG_LINES), kw_only=True)

    @property
    def messages(self) -> list[Message]:
        """The messages that everybody with access sees, oldest first."""
        return list(self.by_id.values())

    @property
    def pins(self) -> list[Message]:
        """The pinned messages, the latest pin first."""
        found = [message for message in self.by_id.values() if message.pinned_at]
        return sorted(found, key=lambda message: (message.pinned_at or message.created_at, message.id), reverse=True)

    def add(self, message: Message) -> None:
        """Puts a message at the end; an ephemeral one apart, where its only reader finds it."""
        if message.ephemeral_for:
            self.hidden[message.id] = message
        else:
            self.by_id[message.id] = message
            self.last_message_id = message.id

    def remove(self, message: Message) -> None:
        """Takes a message away."""
        self.by_id.pop(message.id, None)
        self.hidden.pop(message.id, None)
        message.deleted = True


@dataclass(slots=True, eq=False, repr=False)
class Channel(Conversation):
    """A channel of a guild."""

    guild: Guild
    name: str
    kind: int = TEXT
    topic: str | None = None
    position: int = 0
    flags: int = 0
    slowmode: int = 0
    tags: list[ForumTag] = field(default_factory=list[ForumTag])
    overwrites: dict[int, Overwrite] = field(default_factory=dict[int, Overwrite])
    auto_archive_minutes: int = 1440

    @property
    def mention(self) -> str:
        """The text that links to it."""
        return f"<#{self.id}>"

    @property
    def threads(self) -> list[Thread]:
        """Its threads, oldest first."""
        return [thread for thread in self.guild.threads.values() if thread.parent is self]

    def tag(self, name: str) -> ForumTag:
        """The forum tag of that name; KeyError when there is none."""
        for tag in self.tags:
            if tag.name == name:
                return tag
        raise KeyError(name)

    def set_overwrite(
        self, target: Role | GuildMember | User | Member | Application, *, allow: int = 0, deny: int = 0
    ) -> None:
        """Allows and denies a role or a person here, in place of any earlier overwrite for them."""
        for_member = target.id not in self.guild.roles
        self.overwrites[target.id] = Overwrite(target.id, for_member, int(allow), int(deny))
        self.guild.world.emit(Updated(self))

    def edit(
        self,
        *,
        name: str | None = None,
        topic: str | None = None,
        tags: Sequence[ForumTag] | None = None,
        flags: int | None = None,
        slowmode: int | None = None,
    ) -> None:
        """Changes what is given, and tells everybody."""
        self.name = name or self.name
        self.topic = self.topic if topic is None else topic
        self.tags = self.tags if tags is None else list(tags)
        self.flags = self.flags if flags is None else flags
        self.slowmode = self.slowmode if slowmode is None else slowmode
        self.guild.world.emit(Updated(self))

    def delete(self) -> None:
        """Removes it with its threads, and tells everybody."""
        self.guild.channels.pop(self.id)
        self.guild.world.places.pop(self.id)
        for thread in self.threads:
            thread.delete()
        self.guild.world.emit(Deleted(self))

    def __repr__(self) -> str:
        return f"<Channel #{self.name}>"


@dataclass(slots=True, eq=False, repr=False)
class Thread(Conversation):
    """A thread in a text channel, or a post in a forum; started from a message it has that message's id."""

    parent: Channel
    name: str
    owner_id: int
    created_at: datetime
    kind: int = PUBLIC_THREAD
    archived: bool = False
    locked: bool = False
    archived_at: datetime | None = None
    auto_archive_minutes: int = 1440
    slowmode: int = 0
    flags: int = 0
    invitable: bool = True
    tag_ids: list[int] = field(default_factory=list[int])
    joined: dict[int, datetime] = field(default_factory=dict[int, datetime])
    total_sent: int = 0
    active_at: datetime | None = None

    @property
    def guild(self) -> Guild:
        """The guild of its channel."""
        return self.parent.guild

    @property
    def mention(self) -> str:
        """The text that links to it."""
        return f"<#{self.id}>"

    @property
    def tags(self) -> list[ForumTag]:
        """The forum tags that it carries."""
        return [tag for tag in self.parent.tags if tag.id in self.tag_ids]

    @property
    def private(self) -> bool:
        """Whether only those who were added see it."""
        return self.kind == PRIVATE_THREAD

    @property
    def sleeps_at(self) -> datetime:
        """When it is archived unless somebody writes."""
        return (self.active_at or self.created_at) + timedelta(minutes=self.auto_archive_minutes)

    def edit(
        self,
        *,
        name: str | None = None,
        archived: bool | None = None,
        locked: bool | None = None,
        tag_ids: Sequence[int] | None = None,
        auto_archive_minutes: int | None = None,
        slowmode: int | None = None,
    ) -> None:
        """Changes what is given, and tells those who see it."""
        now = self.guild.world.clock.now()
        self.name = name or self.name
        self.auto_archive_minutes = auto_archive_minutes or self.auto_archive_minutes
        self.tag_ids = self.tag_ids if tag_ids is None else list(tag_ids)
        self.locked = self.locked if locked is None else locked
        self.slowmode = self.slowmode if slowmode is None else slowmode
        if archived is not None and archived != self.archived:
            self.archived, self.archived_at = archived, now
            self.active_at = self.active_at if archived else now
        self.guild.world.emit(Updated(self))

    def delete(self) -> None:
        """Removes it, and tells those who saw it."""
        self.guild.threads.pop(self.id, None)
        self.guild.world.places.pop(self.id, None)
        if starter := self.parent.by_id.get(self.id):
            starter.thread = None
        self.guild.world.emit(Deleted(self))

    def __repr__(self) -> str:
        return f"<Thread {self.name}>"


@dataclass(slots=True, eq=False, repr=False)
class DirectChannel(Conversation):
    """The direct messages between two users; with an application, one of them is its bot."""

    people: tuple[User, User]

    def other(self, user: User) -> User:
        """The one who is not `user`."""
        return self.people[1] if self.people[0] is user else self.people[0]

    def __repr__(self) -> str:
        return f"<DirectChannel of {self.people[0].name} and {self.people[1].name}>"


Place: TypeAlias = "Channel | Thread | DirectChannel"
