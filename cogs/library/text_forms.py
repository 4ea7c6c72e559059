"""Forms in which a host hands in a text: a file, or the text itself, piece by piece."""

from collections.abc import Mapping

from bot.core.errors import StudyError
from bot.core.essays.draft import TypedText
from bot.core.essays.sizes import TITLE
from bot.i18n import Say
from bot.interactions.answers import Layout, display
from bot.services.library import essay_drafts
from bot.services.library.corrections import typed_line
from cogs.library.bringing import bring_file, bring_text
from cogs.library.drafts import turn_to_draft
from cogs.ui.buttons import Pressed, row
from cogs.ui.deferral import put_off
from cogs.ui.forms import ShownForm, field, file_field, sent_file
from cogs.ui.hosts import HostButton, HostForm
from cogs.ui.id_fields import Id
from cogs.ui.replies import guild_of

PIECE = 4000
"""Characters that a field of a form holds (Component Reference, Text Input)."""


class BringButton(HostButton, kind="bring"):
    """*Bring another text*: opens the form."""

    async def pressed(self, interaction: Pressed) -> None:
        """Open the form, empty."""
        await interaction.response.send_modal(bring_form(interaction.client.say(interaction)))


class BringForm(HostForm, kind="bring"):
    """A file, or the title of a text and its first piece."""

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Show what was found in it, in a message of its own."""
        file, text = sent_file(interaction), typed["text"].strip()
        if file is None and not text:
            raise StudyError("import.nothing_given")
        if file is not None and text:
            raise StudyError("import.both_given")
        await put_off(interaction, alone=True)
        if file is not None:
            await bring_file(interaction, file)
        else:
            await bring_text(interaction, TypedText(typed_line(typed["title"], TITLE), text))


class AddTextButton(HostButton, kind="addtext", style="primary"):
    """*Add more text*: opens the form for the next piece."""

    draft_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Open the form, empty."""
        say = interaction.client.say(interaction)
        more = field("text", say("field.more"), PIECE, "", long=True)
        await interaction.response.send_modal(AddTextForm(self.draft_id).with_fields(say("button.add_text"), more))


class AddTextForm(HostForm, kind="addtext"):
    """The next piece of a text."""

    draft_id: Id

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Read the whole text anew, and show the draft."""
        await put_off(interaction)
        bot = interaction.client
        async with bot.import_queue.turn(guild_of(interaction), interaction.user.id):
            waiting = await essay_drafts.add_text(
                bot.database, bot.asker(interaction), self.draft_id, typed["text"], bot.texts.banks()
            )
        await turn_to_draft(interaction, waiting)


def bring_layout(say: Say) -> Layout:
    """The way to the form, where none could be opened at once."""
    return Layout(display(say("library.bring")), row(BringButton(label=say("form.bring"))))


def bring_form(say: Say) -> ShownForm:
    """The form for a file or a text."""
    return BringForm().with_fields(
        say("form.bring"),
        file_field("file", say("field.file")),
        field("title", say("field.text_title"), TITLE, "", needed=False),
        field("text", say("field.paste"), PIECE, "", long=True, needed=False),
    )
