"""What a person gets back from an interaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from local_discord.interactions.interaction import Answer, Interaction
from local_discord.member.errors import NoAnswer
from local_discord.member.forms import Form
from local_discord.member.transcript import transcript
from local_discord.member.waits import until
from local_discord.wire import number, text
from local_discord.world.content.files import Attachment
from local_discord.world.conversations import Message


class Choice(NamedTuple):
    """A suggestion while typing: what is shown, and what is sent."""

    name: str
    value: str | int | float


@dataclass(slots=True, eq=False)
class Reply:
    """The answer to an interaction; what it shows is read from the message as it is now."""

    interaction: Interaction
    modal: Form | None = None
    _seen: int = field(default=0, repr=False)

    @property
    def message(self) -> Message | None:
        """The message that answered or was changed; None for a form, or when it was deleted."""
        message = self.interaction.original
        return None if message is None or message.deleted else message

    @property
    def text(self) -> str:
        """All that can be read in it: content, text components and embeds, or the form's title and texts."""
        if self.modal:
            return "\n".join(part for part in (self.modal.title, self.modal.text) if part)
        return self.message.text if self.message else ""

    @property
    def ephemeral(self) -> bool:
        """Whether this person alone sees it."""
        return self.message is not None and self.message.ephemeral

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons."""
        return self.message.buttons if self.message else []

    @property
    def menus(self) -> list[str]:
        """The placeholders of its select menus."""
        return self.message.menus if self.message else []

    @property
    def files(self) -> list[Attachment]:
        """Its files."""
        return self.message.files if self.message else []

    @property
    def deferred(self) -> bool:
        """Whether the bot first promised it."""
        return self.interaction.answered_with in (Answer.DEFERRED_MESSAGE, Answer.DEFERRED_UPDATE)

    @property
    def updated(self) -> bool:
        """Whether it changed the message on which the button or select stands."""
        return self.interaction.answered_with in (Answer.UPDATE, Answer.DEFERRED_UPDATE)

    @property
    def choices(self) -> list[Choice]:
        """The suggestions, for an autocompletion."""
        return [_choice(text(each.get("name")), each.get("value")) for each in self.interaction.choices]

    @property
    def follow_ups(self) -> list[Message]:
        """The further messages, oldest first."""
        return [message for message in self.interaction.follow_ups if not message.deleted]

    async def changed(self, within: float = 5) -> Reply:
        """Itself, after the bot's next edit or follow-up beyond those already waited for."""
        world, start = self.interaction.world, self._seen
        if await until(world, lambda: True if self.interaction.changes > start else None, within) is None:
            raise self._missing(f"The answer did not change within {within:g} s.")
        self._seen = self.interaction.changes
        return self

    async def follow_up(self, within: float = 5, *, number_: int = 1) -> Message:
        """The first (or a later) follow-up message, once it is there."""
        world = self.interaction.world
        found = await until(
            world, lambda: self.follow_ups[number_ - 1] if len(self.follow_ups) >= number_ else None, within
        )
        if found is None:
            raise self._missing(f"There was no follow-up within {within:g} s.")
        return found

    def _missing(self, sentence: str) -> NoAnswer:
        interaction = self.interaction
        return NoAnswer(f"{sentence}\n{transcript(interaction.world, interaction.place, interaction.user)}")

    async def wait(self, within: float) -> Reply:
        """Itself, once the answer is there and, if it was only promised, filled."""
        world, interaction = self.interaction.world, self.interaction
        in_time = world.settings.answer_seconds
        acknowledged = await until(world, lambda: interaction.answered_with, in_time)
        if acknowledged is None:
            raise self._missing(f"The application did not respond within {in_time:g} s.")
        if await until(world, lambda: True if interaction.settled else None, within) is None:
            raise self._missing(f"The application kept thinking for {within:g} s.")
        if interaction.modal is not None:
            self.modal = Form(interaction, interaction.modal)
        self._seen = interaction.changes
        return self


def _choice(name: str, value: object) -> Choice:
    return Choice(name, value if isinstance(value, str | int | float) else number(None))
