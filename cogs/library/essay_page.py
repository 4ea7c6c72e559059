"""An essay on the shelf: its page, the page of one of its passages, and what can be done and corrected there."""

import asyncio
import re
from collections.abc import Mapping

from bot.core.essays.pack_writer import write_pack
from bot.core.essays.sizes import AUTHOR, HEADING, PASSAGE, TITLE
from bot.core.models import Essay, Passage
from bot.core.text.lines import one_line
from bot.core.text.markup import Markup, address, emphasised, mark, plain, some_lines
from bot.core.text.normalization import fold, shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display, first_that_fits, line, panel, reply, text_file
from bot.services.library import catalogue, corrections
from bot.services.library.corrections import OnShelf
from cogs.library.draft_summary import language
from cogs.questions.pages import QuestionsButton
from cogs.ui.buttons import Pressed, row
from cogs.ui.deferral import put_off
from cogs.ui.forms import ShownForm, field
from cogs.ui.hosts import MOST_CHOICES, HostButton, HostForm, HostSelect, numbered_options
from cogs.ui.id_fields import Count, Flag, Id, Number
from cogs.ui.passage_parts import ROOMS, Room, below, beside, headed, small
from cogs.ui.replies import guild_of, turn

_MOST_ABOUT_READERS = 2000
"""Characters about the studies that read an essay."""
_MOST_ASKED = (2000, 1000, 500, 100)
"""Characters of the questions about a passage, of which the first leaves room for the passage."""


def essay_layout(say: Say, on_shelf: OnShelf, first: int = 1) -> Layout:
    """An essay with twenty-five of its passages from one number on, to choose from."""
    essay, own = on_shelf.essay, on_shelf.own
    first = max(1, min(first, essay.length))
    shown = on_shelf.passages[first - 1 : first - 1 + MOST_CHOICES]
    options = [(f"{passage.number}. {shorten(one_line(passage.text), 80)}", passage.number) for passage in shown]
    container = panel(display(_facts(say, on_shelf)))
    layout = Layout(
        container,
        row(PassageSelect(essay.id, options=numbered_options(options), placeholder=say("library.choose_passage"))),
    )
    buttons: list[HostButton] = []
    if first > 1:
        buttons.append(ShowButton(essay.id, max(1, first - MOST_CHOICES), label=say("button.previous_page")))
    if first + MOST_CHOICES <= essay.length:
        buttons.append(ShowButton(essay.id, first + MOST_CHOICES, label=say("button.next_page")))
    if own and on_shelf.place > 1:
        buttons.append(MoveEssayButton(essay.id, False, label=say("button.up_shelf")))
    if own and on_shelf.place < on_shelf.shelf:
        buttons.append(MoveEssayButton(essay.id, True, label=say("button.down_shelf")))
    if buttons:
        layout.add_item(row(*buttons))
    doing: list[HostButton] = [ExportButton(essay.id, label=say("button.export"))]
    if own:
        doing.insert(0, HeadButton(essay.id, label=say("button.edit_head")))
        doing.append(RemoveButton(essay.id, label=say("button.remove_essay")))
    layout.add_item(row(*doing))
    return layout


def passage_layout(say: Say, on_shelf: OnShelf, number: int) -> Layout:
    """One passage of an essay on the shelf with what is asked about it, and what can be done with it."""
    rooms = [(room, most) for room in ROOMS for most in _MOST_ASKED]
    return first_that_fits(_passage_layout(say, on_shelf, number, room, most) for room, most in rooms)


def _passage_layout(say: Say, on_shelf: OnShelf, number: int, room: Room, most_asked: int) -> Layout:
    essay = on_shelf.essay
    passage = on_shelf.passages[max(1, min(number, essay.length)) - 1]
    where = say("passage.number", number=passage.number, length=essay.length)
    title = mark("**{}**", plain(essay.title, room.title))
    head = display(below(title, headed(where, passage.heading, room.heading)))
    buttons: list[HostButton] = []
    if on_shelf.own:
        buttons.append(TextButton(essay.id, passage.number, label=say("button.edit_text")))
        at = essay.id, essay.revision, passage.number
        if passage.number > 1:
            buttons.append(MovePassageButton(*at, False, label=say("button.up")))
        if passage.number < essay.length:
            buttons.append(MovePassageButton(*at, True, label=say("button.down")))
    first = passage.number - (passage.number - 1) % MOST_CHOICES
    buttons.append(ShowButton(essay.id, first, label=say("button.to_essay")))
    buttons.append(QuestionsButton(passage.id, label=say("button.questions")))
    container = panel(head, display(room.text(passage.text)))
    if on_shelf.asked:
        lines = [mark("• {}", emphasised(question.text)) for question in on_shelf.asked]
        container.add_item(line()).add_item(display(some_lines(lines, most_asked, lambda n: say("question.more", n=n))))
    return Layout(container, row(*buttons))


async def export(interaction: Pressed, essay_id: int) -> None:
    """Send an essay as a study pack, to the host who asked."""
    await put_off(interaction, alone=True)
    draft = await catalogue.read_back(interaction.client.database, guild_of(interaction), essay_id)
    pack = await asyncio.to_thread(write_pack, draft)
    text = interaction.client.say(interaction)("library.exported", title=draft.title)
    await reply(interaction, text, files=[text_file(f"{_file_name(draft.title)}.md", pack)])


async def ask_to_remove(interaction: Pressed, essay_id: int) -> None:
    """Ask whether an essay shall really go, and say which studies still need it."""
    await put_off(interaction, alone=True)
    await corrections.own(interaction.client.database, guild_of(interaction), essay_id)
    on_shelf = await held_essay(interaction, essay_id)
    await reply(interaction, _sure_layout(interaction.client.say(interaction), on_shelf))


async def held_essay(interaction: Pressed, essay_id: int, number: int | None = None) -> OnShelf:
    """The essay a button belongs to, looking at a passage. Raises `StudyError` when it is there no more."""
    return await corrections.on_shelf(interaction.client.database, guild_of(interaction), essay_id, number)


class ShowButton(HostButton, kind="shelf"):
    """Shows an essay on the shelf."""

    essay_id: Id
    first: Number
    """The number of the first passage in the list."""

    async def pressed(self, interaction: Pressed) -> None:
        """Show it in the place of the message."""
        await put_off(interaction)
        on_shelf = await held_essay(interaction, self.essay_id)
        await turn(interaction, essay_layout(interaction.client.say(interaction), on_shelf, self.first))


class PassageSelect(HostSelect, kind="shelfpassage"):
    """An essay's passages, to choose one from."""

    essay_id: Id

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Show the passage."""
        await put_off(interaction)
        await _turn_to_passage(interaction, self.essay_id, int(value))


class ExportButton(HostButton, kind="export"):
    """*Export*: the essay as a file."""

    essay_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Send the file."""
        await export(interaction, self.essay_id)


class RemoveButton(HostButton, kind="takeoff", style="danger"):
    """*Remove*: asks first whether the essay shall really go."""

    essay_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Ask whether the essay shall really go."""
        await ask_to_remove(interaction, self.essay_id)


class ReallyRemoveButton(HostButton, kind="takeoffnow", style="danger"):
    """Takes the essay off the shelf."""

    essay_id: Id
    needed: Count
    """How many of its passages studies have still to read, as the host was told."""

    async def pressed(self, interaction: Pressed) -> None:
        """Remove it, or ask anew when it is needed more than the host was told, as by a study begun meanwhile."""
        await put_off(interaction)
        bot, say = interaction.client, interaction.client.say(interaction)
        on_shelf = await held_essay(interaction, self.essay_id)
        if _needed(on_shelf) > self.needed:
            await turn(interaction, _sure_layout(say, on_shelf))
            return
        essay = await corrections.remove(bot.database, guild_of(interaction), self.essay_id)
        await turn(interaction, say("library.removed", title=essay.title))


def _sure_layout(say: Say, on_shelf: OnShelf) -> Layout:
    """Whether an essay shall really go, and which studies need it."""
    readers: list[Markup] = []
    for reader in on_shelf.readers:
        channel = reader.study.channel_id
        if reader.unread:
            readers.append(
                say("library.needed_only" if reader.only else "library.needed", channel=channel, n=reader.unread)
            )
        elif reader.again:
            readers.append(say("library.needed_again_only" if reader.only else "library.needed_again", channel=channel))
    sure = say("library.remove_sure", title=on_shelf.essay.title, n=on_shelf.essay.length)
    text = below(sure, _some(say, readers))
    button = ReallyRemoveButton(on_shelf.essay.id, _needed(on_shelf), label=say("button.remove_essay"))
    return Layout(display(text), row(button))


def _needed(on_shelf: OnShelf) -> int:
    """How many passages of an essay studies have still to read; those that begin again have it all before them."""
    return sum(on_shelf.essay.length if reader.again else reader.unread for reader in on_shelf.readers)


def _facts(say: Say, on_shelf: OnShelf) -> Markup:
    essay = on_shelf.essay
    author = plain(essay.author, 120) if essay.author else say("draft.no_author")
    origin = (language(say, essay.language), plain(essay.licence or "", 60), address(essay.source or ""))
    readers: list[Markup] = []
    for reader in on_shelf.readers:
        key = "library.reads" if reader.unread else "library.reads_again" if reader.again else "library.has_read"
        readers.append(say(key, channel=reader.study.channel_id, n=reader.unread))
    return below(
        mark("## {}", plain(essay.title, 200)),
        beside(author, *origin),
        say("draft.days", n=essay.length),
        _some(say, readers),
        small(say("library.own" if on_shelf.own else "library.is_common")),
    )


def _some(say: Say, readers: list[Markup]) -> Markup:
    """A line about each study that reads the essay, and how many there are besides those that a message holds."""
    return some_lines(readers, _MOST_ABOUT_READERS, lambda n: say("library.more_readers", n=n))


def _file_name(title: str) -> str:
    """The title as the name of a file, in letters that `attachment://` takes (Uploading Files in the API reference)."""
    return "-".join(re.findall("[a-z0-9]+", fold(title)))[:60] or "essay"


class HeadButton(HostButton, kind="head"):
    """*Edit title and author*: opens the form."""

    essay_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Open the form, filled in."""
        await open_head(interaction, self.essay_id)


class TextButton(HostButton, kind="text"):
    """*Edit the text*: opens the form."""

    essay_id: Id
    number: Number

    async def pressed(self, interaction: Pressed) -> None:
        """Open the form, filled in."""
        await open_text(interaction, self.essay_id, self.number)


class MoveEssayButton(HostButton, kind="moveessay"):
    """Moves an essay up or down the guild's shelf."""

    essay_id: Id
    down: Flag
    """Whether down; else up."""

    async def pressed(self, interaction: Pressed) -> None:
        """Move it, and show it at its new place."""
        await put_off(interaction)
        bot, by = interaction.client, 1 if self.down else -1
        await corrections.move_essay(bot.database, guild_of(interaction), self.essay_id, by)
        await turn(
            interaction,
            essay_layout(bot.say(interaction), await held_essay(interaction, self.essay_id)),
        )


class MovePassageButton(HostButton, kind="movepassage"):
    """Moves a passage up or down its essay."""

    essay_id: Id
    revision: Count
    number: Number
    down: Flag
    """Whether down; else up."""

    async def pressed(self, interaction: Pressed) -> None:
        """Move it, and show it at its new place."""
        await put_off(interaction)
        bot, to = interaction.client, self.number + (1 if self.down else -1)
        await corrections.move_passage(
            bot.database, guild_of(interaction), self.essay_id, self.revision, self.number, to
        )
        await _turn_to_passage(interaction, self.essay_id, to)


class EssayForm(HostForm, kind="head"):
    """Title and author of an essay on the shelf."""

    essay_id: Id
    revision: Count

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Change the essay, and show it as it is then."""
        await put_off(interaction)
        bot = interaction.client
        await corrections.set_head(
            bot.database, guild_of(interaction), self.essay_id, self.revision, typed["title"], typed["author"]
        )
        await _turn_to_essay(interaction, self.essay_id)


class PassageForm(HostForm, kind="text"):
    """A passage's text, and the heading over its section."""

    essay_id: Id
    revision: Count
    number: Number

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Change the passage, and show it as it is then."""
        await put_off(interaction)
        bot = interaction.client
        await corrections.set_passage(
            bot.database,
            guild_of(interaction),
            self.essay_id,
            self.revision,
            self.number,
            heading=typed["heading"],
            text=typed["text"],
            banks=bot.texts.banks(),
        )
        await _turn_to_passage(interaction, self.essay_id, self.number)


async def open_head(interaction: Pressed, essay_id: int) -> None:
    """Open the form for an essay's title and author, filled in."""
    essay = await corrections.own(interaction.client.database, guild_of(interaction), essay_id)
    await interaction.response.send_modal(head_form(interaction.client.say(interaction), essay))


async def open_text(interaction: Pressed, essay_id: int, number: int) -> None:
    """Open the form for a passage's text, filled in. Raises `StudyError` when there is no such passage."""
    bot = interaction.client
    essay = await corrections.own(bot.database, guild_of(interaction), essay_id)
    passage = await corrections.passage(bot.database, essay, number)
    await interaction.response.send_modal(text_form(bot.say(interaction), essay, passage))


def head_form(say: Say, essay: Essay) -> ShownForm:
    """The form for an essay's title and author."""
    title = field("title", say("field.title"), TITLE, essay.title)
    author = field("author", say("field.author"), AUTHOR, essay.author or "", needed=False)
    return EssayForm(essay.id, essay.revision).with_fields(say("button.edit_head"), title, author)


def text_form(say: Say, essay: Essay, passage: Passage) -> ShownForm:
    """The form for a passage's text and the heading over it."""
    heading = field("heading", say("field.heading"), HEADING, passage.heading or "", needed=False)
    text = field("text", say("field.text"), PASSAGE, passage.text, long=True)
    form = PassageForm(essay.id, essay.revision, passage.number)
    return form.with_fields(say("library.form_title", number=passage.number), heading, text)


async def _turn_to_essay(interaction: Pressed, essay_id: int) -> None:
    on_shelf = await held_essay(interaction, essay_id)
    await turn(interaction, essay_layout(interaction.client.say(interaction), on_shelf))


async def _turn_to_passage(interaction: Pressed, essay_id: int, number: int) -> None:
    on_shelf = await held_essay(interaction, essay_id, number)
    await turn(interaction, passage_layout(interaction.client.say(interaction), on_shelf, number))
