"""Writing, changing and taking away messages, for people and bots alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from local_discord.wire import JsonObject
from local_discord.world import events
from local_discord.world.access import guild_of
from local_discord.world.base import WorldBase
from local_discord.world.changes import Created, Deleted, Updated
from local_discord.world.channel_kinds import FORUM, PRIVATE_THREAD
from local_discord.world.content import mentions, polls
from local_discord.world.content.components import component_texts
from local_discord.world.content.embeds import embeds_stored
from local_discord.world.content.files import Attachment, Upload
from local_discord.world.content.mentions import Allowed
from local_discord.world.content.message_parts import (
    DEFAULT,
    PINNED,
    REPLY,
    THREAD_CREATED,
    THREAD_STARTER,
    MessageFlag,
    Origin,
    Reference,
)
from local_discord.world.content.stored_components import stored
from local_discord.world.conversations import Channel, Message, Place, Thread
from local_discord.world.people import User
from local_discord.world.threads import Opening, join, start

LASTING_FLAGS = int(
    MessageFlag.SUPPRESS_EMBEDS
    | MessageFlag.SUPPRESS_NOTIFICATIONS
    | MessageFlag.COMPONENTS_V2
    | MessageFlag.EPHEMERAL
    | MessageFlag.LOADING
)
KEPT_FLAGS = int(MessageFlag.CROSSPOSTED | MessageFlag.EPHEMERAL)  # which no edit takes away or gives


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before it is sent."""

    content: str = ""
    embeds: Sequence[JsonObject] = ()
    components: Sequence[JsonObject] = ()
    files: Sequence[Upload] = ()
    flags: int = 0
    nonce: str | int | None = None
    tts: bool = False
    poll: JsonObject | None = None
    reference: Reference | None = None
    allowed: Allowed = field(default_factory=Allowed)
    kind: int | None = None
    origin: Origin | None = None
    application_id: int | None = None
    ephemeral_for: User | None = None
    own_id: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit sets; None leaves a part as it is."""

    content: str | None = None
    embeds: Sequence[JsonObject] | None = None
    components: Sequence[JsonObject] | None = None
    kept_attachment_ids: frozenset[int] | None = None
    files: Sequence[Upload] = ()
    flags: int | None = None
    allowed: Allowed = field(default_factory=Allowed)
    pinging: bool = False


def post(world: WorldBase, author: User, place: Place, draft: Draft) -> Message:
    """The message that a draft becomes; everybody who sees the place is told."""
    if isinstance(place, Thread):
        _wake(place, author, join_it=draft.ephemeral_for is None)
    attachments = [world.files.keep(each, place.id, ephemeral=draft.ephemeral_for is not None) for each in draft.files]
    message = Message(
        draft.own_id or world.new_id(),
        place,
        author,
        world.clock.now(),
        content=draft.content,
        kind=_kind(draft),
        flags=draft.flags & LASTING_FLAGS,
        embeds=embeds_stored(draft.embeds),
        components=stored(world, draft.components, {each.filename: each for each in attachments}),
        attachments=attachments,
        nonce=draft.nonce,
        tts=draft.tts,
        poll=polls.stored(draft.poll, world.clock.now()) if draft.poll else None,
        reference=draft.reference,
        application_id=draft.application_id or author.application_id,
        origin=draft.origin,
        ephemeral_for=draft.ephemeral_for,
    )
    _find_mentions(message, draft.allowed)
    if isinstance(place, Thread) and not message.ephemeral_for:
        message.position = place.total_sent
        place.total_sent += 1
        place.active_at = message.created_at
    place.add(message)
    world.emit(Created(message))
    return message


def change(world: WorldBase, message: Message, what: Change, *, fresh: bool = False) -> Message:
    """The message after an edit; `fresh` fills a reply that was still loading, which is no edit for its readers."""
    attachments = message.attachments
    if what.kept_attachment_ids is not None:
        attachments = [each for each in attachments if each.id in what.kept_attachment_ids]
    message.attachments = attachments + [
        world.files.keep(each, message.place.id, ephemeral=message.ephemeral) for each in what.files
    ]
    message.content = message.content if what.content is None else what.content
    message.embeds = message.embeds if what.embeds is None else embeds_stored(what.embeds)
    if what.components is not None:
        message.components = stored(world, what.components, {each.filename: each for each in message.attachments})
    if what.flags is not None:
        message.flags = what.flags & LASTING_FLAGS & ~KEPT_FLAGS | message.flags & KEPT_FLAGS
    message.flags &= ~int(MessageFlag.LOADING)
    message.edited_at = message.edited_at if fresh else world.clock.now()
    if what.pinging:
        _find_mentions(message, what.allowed)
    world.emit(Updated(message))
    return message


def delete(world: WorldBase, message: Message) -> None:
    """Takes a message away; a thread that began with it stays (Threads)."""
    message.place.remove(message)
    world.emit(Deleted(message))


def delete_all(world: WorldBase, place: Place, messages: Sequence[Message]) -> None:
    """Takes several messages away, which is told in one event."""
    for message in messages:
        place.remove(message)
    if messages:
        world.emit(events.MessagesDeleted(place, messages))


def pin(world: WorldBase, message: Message, who: User) -> None:
    """Pins a message, which the channel is told by another message."""
    message.pinned_at = world.clock.now()
    _pins_changed(world, message)
    reference = Reference(message.id, message.place.id, _guild_id(message.place))
    post(world, who, message.place, Draft(kind=PINNED, reference=reference, allowed=Allowed(frozenset())))


def publish(world: WorldBase, message: Message) -> None:
    """Publishes a message to those who follow its channel, of whom there is nobody here."""
    message.flags |= int(MessageFlag.CROSSPOSTED)
    world.emit(Updated(message))


def unpin(world: WorldBase, message: Message) -> None:
    """Takes a pin away."""
    message.pinned_at = None
    _pins_changed(world, message)


def _pins_changed(world: WorldBase, message: Message) -> None:
    place = message.place
    place.last_pin_at = max((each.pinned_at for each in place.pins if each.pinned_at), default=None)
    world.emit(Updated(message))
    world.emit(events.PinsChanged(place))


def react(world: WorldBase, message: Message, who: User, emoji: str) -> None:
    """Adds a reaction; a second one of the same kind by the same person changes nothing."""
    users = message.reactions.setdefault(emoji, [])
    if who not in users:
        users.append(who)
        world.emit(events.ReactionAdded(message, who, emoji))


def take_back(world: WorldBase, message: Message, who: User, emoji: str) -> None:
    """Removes somebody's reaction."""
    users = message.reactions.get(emoji, [])
    if who in users:
        users.remove(who)
        if not users:
            del message.reactions[emoji]
        world.emit(events.ReactionRemoved(message, who, emoji))


def uploads_of(attachments: Sequence[Attachment]) -> list[Upload]:
    """Attachments as files that can be sent again."""
    return [Upload(each.filename, each.data, each.description) for each in attachments]


def _kind(draft: Draft) -> int:
    if draft.kind is not None:
        return draft.kind
    return REPLY if draft.reference and draft.reference.kind == 0 else DEFAULT


def _guild_id(place: Place) -> int | None:
    guild = guild_of(place)
    return guild.id if guild else None


def _wake(thread: Thread, author: User, *, join_it: bool) -> None:
    if thread.archived:
        thread.edit(archived=False)
    if join_it and author.id not in thread.joined and (thread.kind != PRIVATE_THREAD or author.bot):
        join(thread, author)


def _find_mentions(message: Message, rule: Allowed) -> None:
    answered = message.place.by_id.get(message.reference.message_id) if message.reference else None
    replied_to = answered.author if answered and message.kind == REPLY else None
    written = "\n".join([message.content, *component_texts(message.components)])
    found = mentions.find(written, message.author, message.place, rule, replied_to)
    message.mentions, message.mention_roles, message.mention_everyone = found.users, found.roles, found.everyone


def open_thread(parent: Channel, who: User, name: str, how: Opening) -> Thread:
    """A new thread, with the system message by which Discord shows it: in the thread, or in the channel above."""
    world = parent.guild.world
    thread = start(parent, who, name, how)
    if how.from_message:
        reference = Reference(how.from_message.id, parent.id, parent.guild.id)
        shown = Message(world.new_id(), thread, who, world.clock.now(), kind=THREAD_STARTER, reference=reference)
        thread.add(shown)
        world.emit(Created(shown))
    elif parent.kind != FORUM and not how.private:
        reference = Reference(thread.id, thread.id, parent.guild.id)
        shown = Message(world.new_id(), parent, who, world.clock.now(), name, THREAD_CREATED, reference=reference)
        parent.add(shown)
        world.emit(Created(shown))
    return thread


def open_post(forum: Channel, who: User, name: str, how: Opening, draft: Draft) -> tuple[Thread, Message]:
    """A new post of a forum with its first message, whose id is the post's own."""
    world = forum.guild.world
    thread = start(forum, who, name, how)
    message = post(world, who, thread, replace(draft, own_id=thread.id))
    return thread, message
