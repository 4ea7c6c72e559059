"""Forms with every kind of input; each tells what was sent."""

from typing import Any

import discord
from discord import ui

from tests.page.layouts import Asked

ESSAYS = ["On Walking", "On Waiting", "On Weather"]
TOPICS = ("Time", "Place", "People")


def _told(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_told, value))
    return str(getattr(value, "filename", getattr(value, "display_name", getattr(value, "name", value))))


def _values(form: ui.Modal) -> str:
    inputs = [item.component for item in form.children if isinstance(item, ui.Label)]
    return " | ".join(_told(getattr(each, "values", None) or getattr(each, "value", "")) for each in inputs)


class NoteForm(ui.Modal, title="A note on the passage"):
    """Texts with limits, one of several, some of several, yes or no."""

    heading: ui.Label[Any] = ui.Label(
        text="Heading", description="What it is about.", component=ui.TextInput(min_length=5, max_length=20)
    )
    body: ui.Label[Any] = ui.Label(
        text="Your note",
        component=ui.TextInput(
            style=discord.TextStyle.paragraph, required=False, default="As far as I see", max_length=300
        ),
    )
    mood: ui.Label[Any] = ui.Label(
        text="How was it?",
        component=ui.RadioGroup(
            options=[
                discord.RadioGroupOption(label="Easy", value="easy"),
                discord.RadioGroupOption(label="Hard", value="hard", description="I had to read it twice."),
            ]
        ),
    )
    topics: ui.Label[Any] = ui.Label(
        text="Topics",
        component=ui.CheckboxGroup(
            required=False, options=[discord.CheckboxGroupOption(label=each, value=each.lower()) for each in TOPICS]
        ),
    )
    shared: ui.Label[Any] = ui.Label(text="Show it to the others", component=ui.Checkbox())

    async def on_submit(self, interaction: Asked) -> None:
        await interaction.response.send_message(f"Noted: {_values(self)}", ephemeral=True)


class ShareForm(ui.Modal, title="Share a picture"):
    """A text, a file, and selects."""

    lead: ui.TextDisplay[Any] = ui.TextDisplay("Pictures are seen by **everybody**.")
    file: ui.Label[Any] = ui.Label(text="Picture", component=ui.FileUpload())
    essay: ui.Label[Any] = ui.Label(
        text="Essay", component=ui.Select(options=[discord.SelectOption(label=each) for each in ESSAYS])
    )
    people: ui.Label[Any] = ui.Label(text="With whom", component=ui.UserSelect(max_values=2, required=False))
    where: ui.Label[Any] = ui.Label(text="Where", component=ui.ChannelSelect(channel_types=[discord.ChannelType.text]))

    async def on_submit(self, interaction: Asked) -> None:
        await interaction.response.send_message(f"Shared: {_values(self)}")
