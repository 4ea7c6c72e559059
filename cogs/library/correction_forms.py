"""Correcting an essay on the shelf: its title and author, a passage's text and place; the forms and their buttons."""

from collections.abc import Mapping

from bot.core.essays.sizes import AUTHOR, HEADING, PASSAGE, TITLE
from bot.core.models import Essay, Passage
from bot.i18n import Say
from bot.services.library import corrections
from cogs.library import essay_page  # its pages and what is here lead to each other
from cogs.ui.buttons import Pressed
from cogs.ui.deferral import put_off
from cogs.ui.forms import StudyForm, field
from cogs.ui.hosts import HostButton, must_be_host
from cogs.ui.replies import guild_of, turn


class HeadButton(HostButton, template=r"head:(\d{1,18})"):
    """*Edit title and author*: opens the form."""

    def __init__(self, essay_id: int, *, label: str) -> None:
        """Make the button of an essay."""
        super().__init__(f"head:{essay_id}", label)
        self._essay_id = essay_id

    async def host_pressed(self, interaction: Pressed) -> None:
        """Open the form, filled in."""
        await open_head(interaction, self._essay_id)


class TextButton(HostButton, template=r"text:(\d{1,18}):(\d{1,4})"):
    """*Edit the text*: opens the form."""

    def __init__(self, essay_id: int, number: int, *, label: str) -> None:
        """Make the button of a passage."""
        super().__init__(f"text:{essay_id}:{number}", label)
        self._essay_id, self._number = essay_id, number

    async def host_pressed(self, interaction: Pressed) -> None:
        """Open the form, filled in."""
        await open_text(interaction, self._essay_id, self._number)


class MoveEssayButton(HostButton, template=r"moveessay:(\d{1,18}):([01])"):
    """Moves an essay up or down the guild's shelf."""

    def __init__(self, essay_id: int, down: int, *, label: str) -> None:
        """Make the button of an essay; `down` is 0 for up, 1 for down."""
        super().__init__(f"moveessay:{essay_id}:{down}", label)
        self._essay_id, self._down = essay_id, bool(down)

    async def host_pressed(self, interaction: Pressed) -> None:
        """Move it, and show it at its new place."""
        await put_off(interaction)
        bot, by = interaction.client, 1 if self._down else -1
        await corrections.move_essay(bot.database, guild_of(interaction), self._essay_id, by)
        await turn(
            interaction,
            essay_page.essay_layout(bot.say(interaction), await essay_page.held_essay(interaction, self._essay_id)),
        )


class MovePassageButton(HostButton, template=r"movepassage:(\d{1,18}):(\d{1,9}):(\d{1,4}):([01])"):
    """Moves a passage up or down its essay."""

    def __init__(self, essay_id: int, revision: int, number: int, down: int, *, label: str) -> None:
        """Make the button of a passage of an essay as it stands; `down` is 0 for up, 1 for down."""
        super().__init__(f"movepassage:{essay_id}:{revision}:{number}:{down}", label)
        self._essay_id, self._revision, self._number, self._down = essay_id, revision, number, bool(down)

    async def host_pressed(self, interaction: Pressed) -> None:
        """Move it, and show it at its new place."""
        await put_off(interaction)
        bot, to = interaction.client, self._number + (1 if self._down else -1)
        await corrections.move_passage(
            bot.database, guild_of(interaction), self._essay_id, self._revision, self._number, to
        )
        held = await essay_page.held_essay(interaction, self._essay_id)
        await turn(interaction, essay_page.passage_layout(bot.say(interaction), held, to))


class EssayForm(StudyForm):
    """Title and author of an essay on the shelf."""

    kind = "head"

    def __init__(self, say: Say, essay: Essay) -> None:
        """Make the form, filled in."""
        title = field("title", say("field.title"), TITLE, essay.title)
        author = field("author", say("field.author"), AUTHOR, essay.author or "", needed=False)
        super().__init__(say("button.edit_head"), essay.id, essay.revision, fields=[title, author])

    @classmethod
    async def submitted(cls, interaction: Pressed, about: tuple[int, ...], typed: Mapping[str, str]) -> None:
        """Change the essay, and show it as it is then."""
        must_be_host(interaction)
        await put_off(interaction)
        bot = interaction.client
        essay_id, revision = about
        await corrections.set_head(
            bot.database, guild_of(interaction), essay_id, revision, typed["title"], typed["author"]
        )
        held = await essay_page.held_essay(interaction, essay_id)
        await turn(interaction, essay_page.essay_layout(bot.say(interaction), held))


class PassageForm(StudyForm):
    """A passage's text, and the heading over its section."""

    kind = "text"

    def __init__(self, say: Say, essay: Essay, passage: Passage) -> None:
        """Make the form, filled in."""
        heading = field("heading", say("field.heading"), HEADING, passage.heading or "", needed=False)
        text = field("text", say("field.text"), PASSAGE, passage.text, long=True)
        title = say("library.form_title", number=passage.number)
        super().__init__(title, essay.id, essay.revision, passage.number, fields=[heading, text])

    @classmethod
    async def submitted(cls, interaction: Pressed, about: tuple[int, ...], typed: Mapping[str, str]) -> None:
        """Change the passage, and show it as it is then."""
        must_be_host(interaction)
        await put_off(interaction)
        bot, say = interaction.client, interaction.client.say(interaction)
        essay_id, revision, number = about
        await corrections.set_passage(
            bot.database,
            guild_of(interaction),
            essay_id,
            revision,
            number,
            heading=typed["heading"],
            text=typed["text"],
            templates=say.templates(),
        )
        held = await essay_page.held_essay(interaction, essay_id)
        await turn(interaction, essay_page.passage_layout(say, held, number))


async def open_head(interaction: Pressed, essay_id: int) -> None:
    """Open the form for an essay's title and author."""
    essay = await corrections.own(interaction.client.database, guild_of(interaction), essay_id)
    await EssayForm(interaction.client.say(interaction), essay).open(interaction)


async def open_text(interaction: Pressed, essay_id: int, number: int) -> None:
    """Open the form for a passage's text. Raises `StudyError` when there is no such passage."""
    bot = interaction.client
    essay = await corrections.own(bot.database, guild_of(interaction), essay_id)
    passage = await corrections.passage(bot.database, essay, number)
    await PassageForm(bot.say(interaction), essay, passage).open(interaction)
