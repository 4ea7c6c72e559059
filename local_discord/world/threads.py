"""Starting threads, and joining and leaving them (Threads; Channel Resource, Start Thread)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from local_discord.world import events
from local_discord.world.changes import Created, Updated
from local_discord.world.channel_kinds import FORUM, NEWS, NEWS_THREAD, PRIVATE_THREAD, PUBLIC_THREAD
from local_discord.world.conversations import Channel, Message, Thread
from local_discord.world.people import User


@dataclass(frozen=True, slots=True)
class Opening:
    """How a thread starts: from a message or by itself, and what it carries."""

    from_message: Message | None = None
    private: bool = False
    auto_archive_minutes: int | None = None
    tag_ids: Sequence[int] = ()
    slowmode: int = 0
    invitable: bool = True


def start(parent: Channel, who: User, name: str, how: Opening) -> Thread:
    """A new thread with its first member; one that starts from a message has that message's id."""
    world = parent.guild.world
    kind = PRIVATE_THREAD if how.private else NEWS_THREAD if parent.kind == NEWS else PUBLIC_THREAD
    thread = Thread(
        how.from_message.id if how.from_message else world.new_id(),
        parent,
        name,
        who.id,
        world.clock.now(),
        kind=kind,
        auto_archive_minutes=how.auto_archive_minutes or parent.auto_archive_minutes,
        slowmode=how.slowmode,
        invitable=how.invitable,
        tag_ids=list(how.tag_ids),
        joined={who.id: world.clock.now()},
    )
    parent.threads_by_id[thread.id] = thread
    if parent.kind == FORUM:
        parent.last_message_id = thread.id
    world.emit(Created(thread))
    if how.from_message:
        how.from_message.thread = thread
        world.emit(Updated(how.from_message))
    return thread


def join(thread: Thread, who: User) -> None:
    """Adds somebody to a thread."""
    if who.id not in thread.joined:
        thread.joined[who.id] = thread.guild.world.clock.now()
        thread.guild.world.emit(events.ThreadMembersChanged(thread, added=[who.id]))


def leave(thread: Thread, who: User) -> None:
    """Takes somebody out of a thread."""
    if thread.joined.pop(who.id, None):
        thread.guild.world.emit(events.ThreadMembersChanged(thread, removed=[who.id]))
