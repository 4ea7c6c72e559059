"""Forms that survive a restart: what they are about stands in their custom id, declared as with `StudyButton`."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, NamedTuple, TypeAlias, dataclass_transform

import discord
from discord import RadioGroupOption, app_commands
from discord.ui import FileUpload, Label, Modal, RadioGroup, TextDisplay, TextInput

from cogs.ui.buttons import Pressed
from cogs.ui.id_fields import DeclaredIds

TITLE, LABEL = 45, 45
"""Characters of a form's title and of a field's label (Modals in the API reference)."""

ShownForm: TypeAlias = Modal
"""A form as people see it."""

FORMS: dict[str, type["StudyForm"]] = {}
"""Every kind of form, by what its custom ids begin with."""


def field(name: str, label: str, most: int, value: str, *, long: bool = False, needed: bool = True) -> Label[Modal]:
    """A field for so many characters, filled in already; `name` is the key under which what is typed comes back."""
    style = discord.TextStyle.paragraph if long else discord.TextStyle.short
    text = TextInput[Modal](custom_id=name, style=style, default=value[:most] or None, required=needed, max_length=most)
    return Label(text=label[:LABEL], component=text)


def choice_field(name: str, label: str, choices: Sequence[tuple[str, str]], chosen: str | None) -> Label[Modal]:
    """A field in which one of these is chosen, pairs of what people read and what comes back under the key `name`."""
    options = [RadioGroupOption(label=shown, value=value, default=value == chosen) for shown, value in choices]
    return Label(text=label[:LABEL], component=RadioGroup[Modal](custom_id=name, options=options))


def file_field(name: str, label: str) -> Label[Modal]:
    """A field for a file, which may be left empty; `sent_file` is what came with it."""
    upload = FileUpload[Modal](custom_id=name, required=False, min_values=0, max_values=1)
    return Label(text=label[:LABEL], component=upload)


class SentFile(NamedTuple):
    """A file that somebody has attached to a form, on Discord's servers still."""

    filename: str
    size: int
    url: str


def sent_file(interaction: Pressed) -> SentFile | None:
    """The file that came with a form (Resolved Data Structure in the API reference)."""
    resolved: Mapping[str, Any] = (interaction.data or {}).get("resolved", {})
    for attached in resolved.get("attachments", {}).values():
        return SentFile(str(attached["filename"]), int(attached["size"]), str(attached["url"]))
    return None


@dataclass_transform()
class StudyForm:
    """A form; its class is registered by the `kind` with which its custom ids begin."""

    ids: ClassVar[DeclaredIds]

    def __init_subclass__(cls, *, kind: str | None = None) -> None:
        """Keep a class that has a kind among `FORMS`; one without is a base of others."""
        if kind is None:
            return
        cls.ids = DeclaredIds(kind)
        if FORMS.setdefault(kind, cls) is not cls:
            raise TypeError(f"two classes of forms have custom ids that begin with {kind}")

    def __init__(self, *values: Any) -> None:
        """Make the form that holds these values."""
        self._values = values
        vars(self).update(zip(self.ids.fields, values, strict=True))

    def with_fields(self, title: str, *shown: Label[Modal] | TextDisplay[Any]) -> Modal:
        """The form as people see it, with fields and texts.

        The random end of its id keeps the forms of two people apart.
        """
        written = self.ids.write(self._values)
        modal = Modal(title=title[:TITLE], custom_id=f"{written}:{secrets.token_hex(4)}")
        for part in shown:
            modal.add_item(part)
        modal.stop()  # discord.py need not remember it: the bot knows what to do with its kind
        return modal

    @classmethod
    async def answer(cls, interaction: Pressed, written: str, typed: Mapping[str, str]) -> None:
        """Do what a form is for that somebody has sent; `written` is its custom id without the random end."""
        match = cls.ids.match(written)
        try:
            form = None if match is None else cls(*cls.ids.read(match))
        except (ValueError, OverflowError):
            form = None
        if form is None:
            raise app_commands.CommandNotFound(written, [])
        form.check(interaction)
        await form.submitted(interaction, typed)

    def check(self, interaction: Pressed) -> None:
        """Raise when this person may not send the form."""

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """What happens when somebody sends the form; `typed` has what stands in its fields."""
        raise NotImplementedError
