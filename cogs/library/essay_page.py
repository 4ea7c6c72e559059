"""An essay on the shelf: its page, the page of one of its passages, and what can be done there."""

import asyncio
import re

import discord
from discord.ui import Container

from bot.core.essays.pack_writer import write_pack
from bot.core.text.markup import Markup, address, mark, plain, some_lines
from bot.core.text.normalization import fold, shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display, reply, text_file
from bot.services.library import catalogue, corrections
from bot.services.library.corrections import OnShelf
from cogs.library import correction_forms  # what is there and the pages here lead to each other
from cogs.library.draft_summary import language
from cogs.ui.buttons import Pressed, row
from cogs.ui.deferral import put_off
from cogs.ui.hosts import MOST_CHOICES, HostButton, HostSelect, numbered_options
from cogs.ui.passage_parts import ACCENT, Room, below, beside, headed, roomy, small
from cogs.ui.replies import guild_of, turn

_MOST_ABOUT_READERS = 2000
"""Characters about the studies that read an essay."""


def essay_layout(say: Say, held: OnShelf, first: int = 1) -> Layout:
    """An essay with twenty-five of its passages from one number on, to choose from."""
    essay, own = held.essay, held.own
    first = max(1, min(first, essay.length))
    shown = held.passages[first - 1 : first - 1 + MOST_CHOICES]
    options = [(f"{each.number}. {shorten(each.text.replace('*', ''), 80)}", each.number) for each in shown]
    container: Container[Layout] = Container(display(_facts(say, held)), accent_colour=ACCENT)
    layout = Layout(container, row(PassageSelect(essay.id, options, placeholder=say("library.choose_passage"))))
    buttons: list[HostButton] = []
    if first > 1:
        buttons.append(ShowButton(essay.id, max(1, first - MOST_CHOICES), label=say("button.earlier")))
    if first + MOST_CHOICES <= essay.length:
        buttons.append(ShowButton(essay.id, first + MOST_CHOICES, label=say("button.later")))
    if own and held.place > 1:
        buttons.append(correction_forms.MoveEssayButton(essay.id, 0, label=say("button.up_shelf")))
    if own and held.place < held.shelf:
        buttons.append(correction_forms.MoveEssayButton(essay.id, 1, label=say("button.down_shelf")))
    if buttons:
        layout.add_item(row(*buttons))
    doing: list[HostButton] = [ExportButton(essay.id, label=say("button.export"))]
    if own:
        doing.insert(0, correction_forms.HeadButton(essay.id, label=say("button.edit_head")))
        doing.append(RemoveButton(essay.id, label=say("button.remove_essay")))
    layout.add_item(row(*doing))
    return layout


def passage_layout(say: Say, held: OnShelf, number: int) -> Layout:
    """One passage of an essay on the shelf, and what can be done with it."""
    return roomy(lambda room: _passage_layout(say, held, number, room))


def _passage_layout(say: Say, held: OnShelf, number: int, room: Room) -> Layout:
    essay = held.essay
    passage = held.passages[max(1, min(number, essay.length)) - 1]
    where = say("passage.number", number=passage.number, length=essay.length)
    title = mark("**{}**", plain(essay.title, room.title))
    head = display(below(title, headed(where, passage.heading, room.heading)))
    buttons: list[HostButton] = []
    if held.own:
        buttons.append(correction_forms.TextButton(essay.id, passage.number, label=say("button.edit_text")))
        at = essay.id, essay.revision, passage.number
        if passage.number > 1:
            buttons.append(correction_forms.MovePassageButton(*at, 0, label=say("button.up")))
        if passage.number < essay.length:
            buttons.append(correction_forms.MovePassageButton(*at, 1, label=say("button.down")))
    first = passage.number - (passage.number - 1) % MOST_CHOICES
    buttons.append(ShowButton(essay.id, first, label=say("button.to_essay")))
    return Layout(Container(head, display(room.text(passage.text)), accent_colour=ACCENT), row(*buttons))


async def export(interaction: Pressed, essay_id: int) -> None:
    """Send an essay as a study pack, to the host who asked."""
    await put_off(interaction, alone=True)
    draft = await catalogue.read_back(interaction.client.database, guild_of(interaction), essay_id)
    pack = await asyncio.to_thread(write_pack, draft)
    text = interaction.client.say(interaction)("library.exported", title=draft.title)
    await reply(interaction, text, file=text_file(f"{_file_name(draft.title)}.md", pack))


async def ask_to_remove(interaction: Pressed, essay_id: int) -> None:
    """Ask whether an essay shall really go, and say which studies still need it."""
    await put_off(interaction, alone=True)
    await corrections.own(interaction.client.database, guild_of(interaction), essay_id)
    held = await held_essay(interaction, essay_id)
    await reply(interaction, _sure_layout(interaction.client.say(interaction), held))


async def held_essay(interaction: Pressed, essay_id: int) -> OnShelf:
    """The essay a button belongs to. Raises `StudyError` when it is there no more."""
    return await corrections.on_shelf(interaction.client.database, guild_of(interaction), essay_id)


class ShowButton(HostButton, template=r"shelf:(\d{1,18}):(\d{1,4})"):
    """Shows an essay on the shelf."""

    def __init__(self, essay_id: int, first: int, *, label: str) -> None:
        """Make the button that shows an essay's passages from this number on."""
        super().__init__(f"shelf:{essay_id}:{first}", label)
        self._essay_id, self._first = essay_id, first

    async def host_pressed(self, interaction: Pressed) -> None:
        """Show it in the place of the message."""
        await put_off(interaction)
        held = await held_essay(interaction, self._essay_id)
        await turn(interaction, essay_layout(interaction.client.say(interaction), held, self._first))


class PassageSelect(HostSelect, template=r"shelfpassage:(\d{1,18})"):
    """An essay's passages, to choose one from."""

    def __init__(self, essay_id: int, passages: list[tuple[str, int]] | None = None, *, placeholder: str = "…") -> None:
        """Make the list of passages by their numbers."""
        super().__init__(f"shelfpassage:{essay_id}", numbered_options(passages or []), placeholder)
        self._essay_id = essay_id

    async def host_chose(self, interaction: Pressed, value: str) -> None:
        """Show the passage."""
        await put_off(interaction)
        held = await held_essay(interaction, self._essay_id)
        await turn(interaction, passage_layout(interaction.client.say(interaction), held, int(value)))


class ExportButton(HostButton, template=r"export:(\d{1,18})"):
    """*Export*: the essay as a file."""

    def __init__(self, essay_id: int, *, label: str) -> None:
        """Make the button of an essay."""
        super().__init__(f"export:{essay_id}", label)
        self._essay_id = essay_id

    async def host_pressed(self, interaction: Pressed) -> None:
        """Send the file."""
        await export(interaction, self._essay_id)


class RemoveButton(HostButton, template=r"takeoff:(\d{1,18})"):
    """*Remove*: asks first."""

    def __init__(self, essay_id: int, *, label: str) -> None:
        """Make the button of an essay."""
        super().__init__(f"takeoff:{essay_id}", label, discord.ButtonStyle.danger)
        self._essay_id = essay_id

    async def host_pressed(self, interaction: Pressed) -> None:
        """Ask."""
        await ask_to_remove(interaction, self._essay_id)


class ReallyRemoveButton(HostButton, template=r"takeoffnow:(\d{1,18}):(\d{1,9})"):
    """Takes the essay off the shelf."""

    def __init__(self, essay_id: int, needed: int, *, label: str) -> None:
        """Make the button of an essay of which studies, as the host was told, have so many passages to read."""
        super().__init__(f"takeoffnow:{essay_id}:{needed}", label, discord.ButtonStyle.danger)
        self._essay_id, self._needed = essay_id, needed

    async def host_pressed(self, interaction: Pressed) -> None:
        """Remove it, or ask anew when it is needed more than the host was told, as by a study begun meanwhile."""
        await put_off(interaction)
        bot, say = interaction.client, interaction.client.say(interaction)
        held = await held_essay(interaction, self._essay_id)
        if _needed(held) > self._needed:
            await turn(interaction, _sure_layout(say, held))
            return
        essay = await corrections.remove(bot.database, guild_of(interaction), self._essay_id)
        await turn(interaction, say("library.removed", title=essay.title))


def _sure_layout(say: Say, held: OnShelf) -> Layout:
    """Whether an essay shall really go, and which studies need it."""
    readers: list[Markup] = []
    for each in held.readers:
        channel = each.study.channel_id
        if each.unread:
            readers.append(
                say("library.needed_only" if each.only else "library.needed", channel=channel, n=each.unread)
            )
        elif each.again:
            readers.append(say("library.needed_again_only" if each.only else "library.needed_again", channel=channel))
    sure = say("library.remove_sure", title=held.essay.title, n=held.essay.length)
    text = below(sure, _some(say, readers))
    button = ReallyRemoveButton(held.essay.id, _needed(held), label=say("button.remove_essay"))
    return Layout(display(text), row(button))


def _needed(held: OnShelf) -> int:
    """How many passages of an essay studies have still to read; those that begin again have it all before them."""
    return sum(held.essay.length if each.again else each.unread for each in held.readers)


def _facts(say: Say, held: OnShelf) -> Markup:
    essay = held.essay
    author = plain(essay.author, 120) if essay.author else say("draft.no_author")
    origin = (language(say, essay.language), plain(essay.licence or "", 60), address(essay.source or ""))
    readers: list[Markup] = []
    for each in held.readers:
        key = "library.reads" if each.unread else "library.reads_again" if each.again else "library.has_read"
        readers.append(say(key, channel=each.study.channel_id, n=each.unread))
    return below(
        mark("## {}", plain(essay.title, 200)),
        beside(author, *origin),
        say("draft.days", n=essay.length),
        _some(say, readers),
        small(say("library.own" if held.own else "library.is_common")),
    )


def _some(say: Say, readers: list[Markup]) -> Markup:
    """A line about each study that reads the essay, and how many there are besides those that a message holds."""
    return some_lines(readers, _MOST_ABOUT_READERS, lambda n: say("library.more_readers", n=n))


def _file_name(title: str) -> str:
    """The title as the name of a file, in letters that `attachment://` takes (Uploading Files in the API reference)."""
    return "-".join(re.findall("[a-z0-9]+", fold(title)))[:60] or "essay"
