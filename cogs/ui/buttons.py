"""Buttons and lists that survive a restart: all they know stands in their custom id.

A class declares what that is, and gets its constructor, its custom id and its registration from the declaration:

    class MovePassageButton(HostButton, kind="movepassage"):
        essay_id: Id
        number: Number
        down: Flag

        async def pressed(self, interaction: Pressed) -> None:
            ...

`MovePassageButton(3, 12, True, label="Down")` makes one; `cogs.ui` adds every class to the bot.
"""

import re
from collections.abc import Sequence
from dataclasses import field
from typing import Any, ClassVar, Literal, Self, TypeAlias, TypeVar, dataclass_transform

import discord
from discord import ButtonStyle, SelectOption, app_commands
from discord.ui import ActionRow, Button, DynamicItem, Item, Select

from bot import events
from bot.client import StudyBot
from bot.interactions.answers import Layout
from bot.interactions.error_handler import answer_error
from bot.interactions.input_limits import cut_input
from cogs.ui.id_fields import DeclaredIds, rough_pattern

Pressed = discord.Interaction[StudyBot]
ItemT = TypeVar("ItemT", bound=Item[Any])

Style: TypeAlias = Literal["primary", "secondary", "success", "danger"]
"""How a button looks (Component Reference, Button Styles)."""
Option: TypeAlias = SelectOption
"""One of the things in a list to choose from."""

ITEMS: dict[str, type["StudyItem[Any]"]] = {}
"""Every kind of button and list, by what its custom ids begin with."""


@dataclass_transform(field_specifiers=(field,))
class StudyItem(DynamicItem[ItemT], template=r"(?!)"):
    """Something to press or choose from, whose errors reach the person: discord.py itself would only log them.

    A layout's interactive parts are made of these alone: 2.7.1 forgets a DynamicItem class for the whole bot when a
    view that mixes it with ordinary components ends.
    """

    ids: ClassVar[DeclaredIds]

    def __init_subclass__(cls, *, kind: str | None = None) -> None:
        """Keep a class that has a kind among `ITEMS`; one without is a base of others."""
        if kind is None:
            super().__init_subclass__(template=r"(?!)")
            return
        cls.ids = DeclaredIds(kind)
        super().__init_subclass__(template=rough_pattern(kind))
        if ITEMS.setdefault(kind, cls) is not cls:
            raise TypeError(f"two classes have custom ids that begin with {kind}")

    @classmethod
    def read(cls, written: str) -> Self | None:
        """The item with this custom id, without what people see of it; None when it is another's.

        Raises `ValueError` or `OverflowError` for an id that fits and means nothing.
        """
        match = cls.ids.match(written)
        return None if match is None else cls(*cls.ids.read(match))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """The item that somebody has used, with what its custom id remembers and what they chose.

        One whose id means nothing (a day that no calendar has) is made all the same: discord.py would only log an
        exception, and the person would wait in vain.
        """
        cut_input(interaction.data)
        try:
            study_item = cls.read(match[0])
        except (ValueError, OverflowError):
            study_item = None
        if study_item is None:
            study_item = cls.__new__(cls)
            DynamicItem.__init__(study_item, item)  # pyright: ignore[reportUnknownMemberType] # no values to make it with
            study_item.is_of_ours = lambda: False
        study_item.item = item  # pyright: ignore[reportAttributeAccessIssue] # discord.py hands over the component itself
        return study_item

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the item is for, unless the person may not or has done too much already."""
        try:
            if interaction.client.rate_limits.admits(interaction):
                self.check(interaction)
                await self.pressed(interaction)
                events.answered(interaction.client, interaction)
        except Exception as error:  # noqa: BLE001 # event dispatch: the handler logs what nobody foresaw
            await answer_error(interaction, interaction.client.say(interaction), error)

    def check(self, interaction: Pressed) -> None:
        """Raise when this person may not use the item, or when no version of the bot can have made it so."""
        del interaction
        if not self.is_of_ours():
            raise app_commands.CommandNotFound(self.custom_id, [])

    def is_of_ours(self) -> bool:
        """Whether what its id says, and what was chosen, can come from this version of the bot."""
        return True

    async def pressed(self, interaction: Pressed) -> None:
        """What happens when somebody presses the button or chooses; it acts for that person."""
        raise NotImplementedError

    def _remember(self, values: Sequence[Any]) -> str:
        """The custom id with these values and the defaults of the last ones; they become attributes."""
        defaults = [getattr(type(self), name) for name in list(self.ids.fields)[len(values) :]]
        vars(self).update(zip(self.ids.fields, [*values, *defaults], strict=True))
        return self.ids.write([*values, *defaults])


class StudyButton(StudyItem[Button[discord.ui.LayoutView]]):
    """A button."""

    label: str = field(default="…", kw_only=True)
    disabled: bool = field(default=False, kw_only=True)
    style: ClassVar[ButtonStyle]

    def __init_subclass__(cls, *, kind: str | None = None, style: Style = "secondary") -> None:
        """Set how all buttons of the class look."""
        super().__init_subclass__(kind=kind)
        cls.style = ButtonStyle[style]

    def __init__(self, *values: Any, label: str = "…", disabled: bool = False) -> None:
        """Make the button that holds these values; nobody can press one that is `disabled`."""
        written = self._remember(values)
        super().__init__(Button(label=label, custom_id=written, style=self.style, disabled=disabled))


class StudySelect(StudyItem[Select[Any]]):
    """A list of options from which one is chosen, or, where `pressed` says so, from `least` to `most` at once."""

    placeholder: str = field(default="…", kw_only=True)
    options: Sequence[SelectOption] = field(default=(), kw_only=True)
    least: int = field(default=1, kw_only=True)
    most: int = field(default=1, kw_only=True)

    def __init__(
        self,
        *values: Any,
        options: Sequence[SelectOption] = (),
        placeholder: str = "…",
        least: int = 1,
        most: int = 1,
    ) -> None:
        """Make the list that holds these values; without options only to act on what was chosen."""
        written = self._remember(values)
        offered = list(options)
        super().__init__(
            Select(custom_id=written, options=offered, placeholder=placeholder, min_values=least, max_values=most)
        )

    def is_of_ours(self) -> bool:
        """Whether as many were chosen as have to be, and stood in the list."""
        chosen = self.item.values
        enough = len(chosen) >= self.item.min_values
        return enough and {option.value for option in self.item.options}.issuperset(chosen)

    async def pressed(self, interaction: Pressed) -> None:
        """Call `chosen` with the value of the option."""
        await self.chosen(interaction, str(self.item.values[0]))

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """What happens when somebody has chosen."""
        raise NotImplementedError


def row(*items: StudyItem[Any]) -> ActionRow[Layout]:
    """The buttons side by side, five at most; a list stands alone."""
    shown: ActionRow[Layout] = ActionRow()
    for item in items:
        shown.add_item(item)
    return shown
