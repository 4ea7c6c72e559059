"""Channels, threads and direct conversations, and the messages that stand in them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

from local_discord.permissions import Overwrite
from local_discord.wire import JsonObject, text
from local_discord.world.changes import Deleted, Updated
from local_discord.world.channel_kinds import PRIVATE_THREAD, PUBLIC_THREAD, TEXT, ForumTag
from local_discord.world.content.components import ComponentType, component_texts, label_of, walk
from local_discord.world.content.embeds import embed_texts
from local_discord.world.content.files import Attachment
from local_discord.world.content.message_parts import DEFAULT, MessageFlag, Origin, Reference
from local_discord.world.members import GuildBase, Role
from local_discord.world.people import HasUser, User

LOG_LINES = 200


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
        pinned = [message for message in self.by_id.values() if message.pinned_at]
        return sorted(pinned, key=lambda message: (message.pinned_at or message.created_at, message.id), reverse=True)

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

    guild: GuildBase
    name: str
    kind: int = TEXT
    topic: str | None = None
    position: int = 0
    flags: int = 0
    slowmode: int = 0
    tags: list[ForumTag] = field(default_factory=list[ForumTag])
    overwrites: dict[int, Overwrite] = field(default_factory=dict[int, Overwrite])
    auto_archive_minutes: int = 1440
    threads_by_id: dict[int, Thread] = field(default_factory=dict[int, "Thread"])

    @property
    def mention(self) -> str:
        """The text that links to it."""
        return f"<#{self.id}>"

    @property
    def threads(self) -> list[Thread]:
        """Its threads, oldest first."""
        return list(self.threads_by_id.values())

    def tag(self, name: str) -> ForumTag:
        """The forum tag of that name; KeyError when there is none."""
        for tag in self.tags:
            if tag.name == name:
                return tag
        raise KeyError(name)

    def set_overwrite(self, target: Role | User | HasUser, *, allow: int = 0, deny: int = 0) -> None:
        """Allows and denies a role or a person here, in place of any earlier overwrite for them."""
        target_id = target.id if isinstance(target, Role | User) else target.user.id
        self.overwrites[target_id] = Overwrite(target_id, not isinstance(target, Role), int(allow), int(deny))
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
    def guild(self) -> GuildBase:
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
        self.parent.threads_by_id.pop(self.id, None)
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


@dataclass(slots=True, eq=False, repr=False)
class Message:
    """A message in a channel, thread or direct conversation."""

    id: int
    place: Place
    author: User
    created_at: datetime
    content: str = ""
    kind: int = DEFAULT
    flags: int = 0
    embeds: Sequence[JsonObject] = ()
    components: Sequence[JsonObject] = ()
    attachments: list[Attachment] = field(default_factory=list[Attachment])
    mentions: Sequence[User] = ()
    mention_roles: Sequence[Role] = ()
    mention_everyone: bool = False
    nonce: str | int | None = None
    tts: bool = False
    poll: JsonObject | None = None
    reference: Reference | None = None
    edited_at: datetime | None = None
    pinned_at: datetime | None = None
    thread: Thread | None = None
    application_id: int | None = None
    origin: Origin | None = None
    ephemeral_for: User | None = None
    reactions: dict[str, list[User]] = field(default_factory=dict[str, "list[User]"])
    position: int | None = None
    deleted: bool = False

    @property
    def text(self) -> str:
        """All that can be read: the content, text components and embeds, a line each; every space as a plain one."""
        parts = [self.content, *component_texts(self.components), *embed_texts(self.embeds)]
        return "\n".join(part for part in parts if part).replace("\N{NO-BREAK SPACE}", " ")

    @property
    def buttons(self) -> list[str]:
        """The labels (else the emoji) of all buttons, in reading order."""
        return [label_of(each) for each in walk(self.components) if each.get("type") == ComponentType.BUTTON]

    @property
    def menus(self) -> list[str]:
        """The placeholders (else the custom ids) of all select menus, in reading order."""
        found = [each for each in walk(self.components) if each.get("type") in ComponentType.SELECTS]
        return [text(each.get("placeholder")) or text(each.get("custom_id")) for each in found]

    @property
    def reference_id(self) -> int | None:
        """The id of the message that this one answers."""
        return self.reference.message_id if self.reference else None

    @property
    def pinned(self) -> bool:
        """Whether it is pinned."""
        return self.pinned_at is not None

    @property
    def published(self) -> bool:
        """Whether it has been published to those who follow its channel."""
        return bool(self.flags & MessageFlag.CROSSPOSTED)

    @property
    def ephemeral(self) -> bool:
        """Whether one person alone sees it."""
        return self.ephemeral_for is not None

    @property
    def loading(self) -> bool:
        """Whether it still says that the application is thinking."""
        return bool(self.flags & MessageFlag.LOADING)

    @property
    def files(self) -> list[Attachment]:
        """The attached files."""
        return list(self.attachments)

    def __repr__(self) -> str:
        return f"<Message {self.id} by {self.author.name}: {self.text[:40]!r}>"


Place: TypeAlias = "Channel | Thread | DirectChannel"
