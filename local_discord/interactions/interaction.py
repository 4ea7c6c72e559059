"""One use of a command, a component or a form, from the click to the last follow-up."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from enum import IntEnum

from local_discord.permissions import Permission
from local_discord.wire import JsonObject, number, objects, text
from local_discord.world.access import guild_of, may
from local_discord.world.applications import Application
from local_discord.world.base import WorldBase
from local_discord.world.changes import Created, Updated
from local_discord.world.content.message_parts import Origin
from local_discord.world.conversations import Message, Place
from local_discord.world.people import User

NESTED = (1, 2)  # the option types of subcommands and their groups (Application Commands, Option Type)


class Kind(IntEnum):
    """The interaction types (Receiving and Responding to Interactions)."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    FORM = 5


class Answer(IntEnum):
    """The callback types (Receiving and Responding to Interactions)."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(slots=True, eq=False, repr=False)
class Interaction:
    """An interaction; `answered_with` is None until the bot acknowledged it."""

    id: int
    application: Application
    kind: Kind
    user: User
    place: Place
    data: JsonObject
    source: Message | None = None
    before: Interaction | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    opened: float = field(default_factory=time.monotonic)
    answered_with: Answer | None = None
    original: Message | None = None
    follow_ups: list[Message] = field(default_factory=list[Message])
    modal: JsonObject | None = None
    choices: list[JsonObject] = field(default_factory=list[JsonObject])
    changes: int = 0

    @property
    def world(self) -> WorldBase:
        """The world in which it happens."""
        return self.application.world

    @property
    def installed(self) -> bool:
        """Whether the application is a member where this happens, not only installed by the person."""
        guild = guild_of(self.place)
        return self.application.id in guild.applications if guild else True

    @property
    def owners(self) -> dict[str, str]:
        """Who authorized the application: the guild (0), or the person (1), or both."""
        owners: dict[str, str] = {}
        guild = guild_of(self.place)
        if guild and self.installed:
            owners["0"] = str(guild.id)
        elif guild is None and self.application.user in getattr(self.place, "people", ()):
            owners["0"] = "0"
        if self.application.id in self.user.installed:
            owners["1"] = str(self.user.id)
        return owners

    @property
    def hidden(self) -> bool:
        """Whether every answer is ephemeral: a user-installed application where its user may not use it openly."""
        guild = guild_of(self.place)
        return guild is not None and not self.installed and not may(self.user, Permission.USE_EXTERNAL_APPS, self.place)

    @property
    def origin(self) -> Origin:
        """What its messages tell about it."""
        target = self.data.get("target_id")
        target_id = int(target) if isinstance(target, str) else 0
        return Origin(
            self.id,
            int(self.kind),
            self.user,
            self.owners,
            _command(self.data) if self.kind is Kind.COMMAND else "",
            self.source.id if self.source else None,
            target_id if number(self.data.get("type")) == 3 else None,
            self.world.users.get(target_id),
            self.before.origin if self.before else None,
        )

    @property
    def too_late(self) -> bool:
        """Whether its 3 seconds passed without an answer."""
        waited = time.monotonic() - self.opened
        return self.answered_with is None and waited > self.world.settings.answer_seconds

    @property
    def dead(self) -> bool:
        """Whether its token does not work any more."""
        return time.monotonic() - self.opened > self.world.settings.token_seconds

    @property
    def settled(self) -> bool:
        """Whether the person has an answer that is not a promise of one."""
        return self.answered_with is not None and not (self.original and self.original.loading)

    def changed(self) -> None:
        """Tells whoever waits for an answer to look again."""
        self.changes += 1
        self.world.emit(Updated(self))


def _command(data: JsonObject) -> str:
    """The name "including subcommands and subcommand groups" (Message Resource, Message Interaction Object)."""
    names = [text(data.get("name"))]
    while inner := next((each for each in objects(data.get("options")) if number(each.get("type")) in NESTED), None):
        names.append(text(inner.get("name")))
        data = inner
    return " ".join(names)


def open_interaction(interaction: Interaction) -> Interaction:
    """Sends an interaction on its way to the bot."""
    interaction.world.emit(Created(interaction))
    return interaction
