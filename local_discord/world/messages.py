"""A message, what hangs on it, and what a reader sees of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntFlag
from typing import TYPE_CHECKING

from local_discord.wire import JsonObject, items, number, obj, objects, text

if TYPE_CHECKING:
    from local_discord.world.applications import Application
    from local_discord.world.channels import Place, Thread
    from local_discord.world.people import Role, User

DEFAULT, PINNED, THREAD_CREATED, REPLY, COMMAND_REPLY, THREAD_STARTER, MENU_REPLY = 0, 6, 18, 19, 20, 21, 23


class MessageFlag(IntFlag):
    """The message flags in use here (Message Resource, Message Flags)."""

    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


class ComponentType:
    """The component types (Component Reference)."""

    ROW, BUTTON, SELECT, TEXT_INPUT, USERS, ROLES, MENTIONABLES, CHANNELS = 1, 2, 3, 4, 5, 6, 7, 8
    SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
    LABEL, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 18, 19, 21, 22, 23
    SELECTS = (SELECT, USERS, ROLES, MENTIONABLES, CHANNELS)


@dataclass(slots=True, eq=False, repr=False)
class Attachment:
    """A file on a message; `data` is what was uploaded."""

    id: int
    filename: str
    data: bytes
    url: str
    content_type: str
    description: str | None = None
    ephemeral: bool = False


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
    """The interaction that a message answers, as Discord tells it in `interaction_metadata`."""

    interaction_id: int
    kind: int
    user: User
    owners: JsonObject
    command: str = ""
    source_message_id: int | None = None
    target_message_id: int | None = None
    target_user: User | None = None
    before: Origin | None = None


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
    application: Application | None = None
    origin: Origin | None = None
    ephemeral_for: User | None = None
    reactions: dict[str, list[User]] = field(default_factory=dict[str, "list[User]"])
    position: int | None = None
    deleted: bool = False

    @property
    def text(self) -> str:
        """All that can be read: the content, text components and embeds, a line each."""
        parts = [self.content, *component_texts(self.components), *embed_texts(self.embeds)]
        return "\n".join(part for part in parts if part)

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


def walk(components: Iterable[JsonObject]) -> Iterator[JsonObject]:
    """Every component, parents before children, accessories after the texts they stand beside."""
    for component in components:
        yield component
        yield from walk(objects(component.get("components")))
        for key in ("accessory", "component"):
            yield from walk(objects([component[key]] if key in component else []))


def label_of(component: JsonObject) -> str:
    """A button's label, or its emoji when it has none."""
    return text(component.get("label")) or text(obj(component.get("emoji")).get("name"))


def component_texts(components: Iterable[JsonObject]) -> list[str]:
    """The texts of all text components."""
    return [text(each.get("content")) for each in walk(components) if each.get("type") == ComponentType.TEXT]


def embed_texts(embeds: Iterable[JsonObject]) -> list[str]:
    """The texts of embeds, as they count towards the 6,000 characters of a message."""
    found: list[str] = []
    for embed in embeds:
        found += [text(obj(embed.get("author")).get("name")), text(embed.get("title")), text(embed.get("description"))]
        for line in objects(embed.get("fields")):
            found += [text(line.get("name")), text(line.get("value"))]
        found.append(text(obj(embed.get("footer")).get("text")))
    return found


def custom_ids(components: Iterable[JsonObject]) -> list[str]:
    """The custom ids of all components that have one."""
    return [text(each["custom_id"]) for each in walk(components) if "custom_id" in each]


def count(components: Iterable[JsonObject]) -> int:
    """How many components there are, nested ones included."""
    return sum(1 for _ in walk(components))


def option_values(select: JsonObject) -> list[str]:
    """The values that a string select offers."""
    return [text(option.get("value")) for option in objects(select.get("options"))]


def select_bounds(select: JsonObject) -> tuple[int, int]:
    """How few and how many values a select takes."""
    return number(select.get("min_values"), 1), number(select.get("max_values"), 1)


def has_items(value: JsonObject, key: str) -> bool:
    """Whether an object has a filled array there."""
    return len(items(value.get(key))) > 0
