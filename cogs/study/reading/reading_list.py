"""What a study reads, as a panel that changes as it is used: essays, their places, their order, and the end."""

from collections.abc import Awaitable, Iterator, Sequence

from bot.core.models import Arrangement, Ending, Essay
from bot.core.studies import portions
from bot.core.text.markup import plain
from bot.core.text.normalization import shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display, first_that_fits, panel, reply
from bot.services.studies import reading_list
from bot.services.studies.reading_list import ListedEssay, ReadingList
from cogs.study.reading.reading_text import TITLES, list_text
from cogs.study.study_text import portion_words
from cogs.study.undo import undo_buttons
from cogs.ui.buttons import Option, Pressed, StudyButton, row
from cogs.ui.hosts import MOST_CHOICES, StudyHostButton, StudyHostSelect
from cogs.ui.id_fields import Flag, Id
from cogs.ui.replies import guild_of, turn

LABEL = 100
"""Characters of an option's label, and of its description (Component Reference, Select Option)."""


def reading_layout(say: Say, shown: ReadingList, chosen: int | None = None) -> Layout:
    """The reading list and all that can be changed about it; `chosen` is the essay to be moved or taken out."""
    return first_that_fits(_reading_layout(say, shown, chosen, most) for most in TITLES)


def _reading_layout(say: Say, shown: ReadingList, chosen: int | None, most: int) -> Layout:
    study_id = shown.study.id
    container = panel(display(list_text(say, shown, chosen, most)))
    layout = Layout(container)
    for choice in _essay_choices(say, shown):
        layout.add_item(row(choice))
    buttons: list[StudyButton] = []
    if chosen is not None and len(shown.essays) > 1:
        if shown.study.arrangement is Arrangement.IN_ORDER:
            buttons += _place_buttons(say, shown, chosen)
        buttons.append(UnlistButton(study_id, chosen, label=say("button.take_out")))
    buttons += undo_buttons(say, study_id, shown.undo)
    if buttons:
        layout.add_item(row(*buttons))
    for choice in _ways_to_read(say, shown):
        layout.add_item(row(choice))
    return layout


def _ways_to_read(say: Say, shown: ReadingList) -> Iterator[StudyHostSelect]:
    """How much comes at once, in which order, and what comes at the end."""
    study_id = shown.study.id
    orders = [
        Option(
            label=say("reading.order", order=say(f"order.{order}")),
            value=order.value,
            description=say(f"order.{order}.means"),
            default=order is shown.study.arrangement,
        )
        for order in Arrangement
    ]
    endings = [
        Option(
            label=say("reading.ending", ending=say(f"ending.{ending}")),
            value=ending.value,
            description=say(f"ending.{ending}.means"),
            default=ending is shown.study.ending,
        )
        for ending in Ending
    ]
    amounts = [
        Option(
            label=say("reading.portion", portion=portion_words(say, portion)),
            value=portions.written(portion),
            description=say(f"portion.{portion.kind}.means"),
            default=portion == shown.study.portion,
        )
        for portion in dict.fromkeys((*portions.OFFERED, shown.study.portion))
    ]
    yield PortionChoice(study_id, options=amounts, placeholder=say("reading.choose_portion"))
    yield OrderChoice(study_id, options=orders, placeholder=say("reading.choose_order"))
    yield EndingChoice(study_id, options=endings, placeholder=say("reading.choose_ending"))


class ReadingButton(StudyHostButton, kind="readinglist"):
    """*Open the reading list*: what is read, and all that can be changed about it."""

    async def pressed(self, interaction: Pressed) -> None:
        """Show the list."""
        bot = interaction.client
        shown = await reading_list.reading_list(bot.database, guild_of(interaction), self.study_id)
        await reply(interaction, reading_layout(bot.say(interaction), shown))


class AddChoice(StudyHostSelect, kind="listadd"):
    """The essays of the library that can be added."""

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Add the essay at the end of the list."""
        bot = interaction.client
        await _show(
            interaction, reading_list.add_essay(bot.database, bot.asker(interaction), self.study_id, int(value))
        )


class RemoveChoice(StudyHostSelect, kind="listremove"):
    """The essays that can be taken out: one that has been begun only after a question."""

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Take the essay out, or ask first if it has been begun."""
        await _remove(interaction, self.study_id, int(value))


class UnlistButton(StudyHostButton, kind="listdrop"):
    """*Take it off the list* beside the essay that was chosen: one that has been begun goes only after a question."""

    essay_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Take the essay out, or ask first if it has been begun."""
        await _remove(interaction, self.study_id, self.essay_id)


class TakeOutButton(StudyHostButton, kind="listout", style="danger"):
    """*Take it off the list*: the essay goes, although it has been begun."""

    essay_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Take the essay out, and show the list as it is then."""
        bot = interaction.client
        change = reading_list.remove_essay(bot.database, bot.asker(interaction), self.study_id, self.essay_id)
        await _show(interaction, change)


class KeepButton(StudyHostButton, kind="listkeep"):
    """*Keep it*: back to the list."""

    async def pressed(self, interaction: Pressed) -> None:
        """Show the list as it is."""
        bot = interaction.client
        await _show(interaction, reading_list.reading_list(bot.database, guild_of(interaction), self.study_id))


class PlaceChoice(StudyHostSelect, kind="listplace"):
    """The essays whose place can be changed."""

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Show *Move earlier*, *Move later* and *Take it off the list* for the essay."""
        bot = interaction.client
        shown = reading_list.reading_list(bot.database, guild_of(interaction), self.study_id)
        await _show(interaction, shown, int(value))


class PlaceButton(StudyHostButton, kind="listmove"):
    """*Earlier* and *Later*: an essay changes places with its neighbour."""

    essay_id: Id
    later: Flag
    """Whether later; else earlier."""

    async def pressed(self, interaction: Pressed) -> None:
        """Move the essay one place, and keep it chosen."""
        bot = interaction.client
        asker, places = bot.asker(interaction), 1 if self.later else -1
        change = reading_list.move_essay(bot.database, asker, self.study_id, self.essay_id, places)
        await _show(interaction, change, self.essay_id)


class OrderChoice(StudyHostSelect, kind="listorder"):
    """As listed, essays at random, or passages at random."""

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Change the order of the reading."""
        bot = interaction.client
        await _show(
            interaction, reading_list.arrange(bot.database, bot.asker(interaction), self.study_id, Arrangement(value))
        )


class PortionChoice(StudyHostSelect, kind="listportion"):
    """One passage at once, so many words, or a section."""

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Change how much comes at once."""
        bot = interaction.client
        change = reading_list.read_at_once(bot.database, bot.asker(interaction), self.study_id, portions.named(value))
        await _show(interaction, change)


class EndingChoice(StudyHostSelect, kind="listend"):
    """Stop, begin again, or go on with the library."""

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Change what the study does when the list has been read."""
        bot = interaction.client
        await _show(
            interaction, reading_list.end_with(bot.database, bot.asker(interaction), self.study_id, Ending(value))
        )


async def _remove(interaction: Pressed, study_id: int, essay_id: int) -> None:
    """Take an essay out, or ask first if it has been begun."""
    bot, say = interaction.client, interaction.client.say(interaction)
    match await reading_list.remove_unless_begun(bot.database, bot.asker(interaction), study_id, essay_id):
        case ListedEssay() as begun:
            await turn(interaction, _sure_layout(say, study_id, begun))
        case ReadingList() as shown:
            await turn(interaction, reading_layout(say, shown))


async def _show(interaction: Pressed, change: Awaitable[ReadingList], chosen: int | None = None) -> None:
    """Make a change, and show the list as it is then; `chosen` is the essay whose place can be changed."""
    await turn(interaction, reading_layout(interaction.client.say(interaction), await change, chosen))


def _essay_choices(say: Say, shown: ReadingList) -> list[StudyHostSelect]:
    """The lists to add, take out and move an essay, as far as there is something to choose."""
    study = shown.study
    to_come_first = sorted((entry for entry in shown.essays), key=lambda entry: not entry.to_come)
    options = _options(say, [entry.essay for entry in to_come_first])
    choices: list[StudyHostSelect] = []
    if shown.addable:
        choices.append(AddChoice(study.id, options=_options(say, shown.addable), placeholder=say("reading.add")))
    if len(shown.essays) > 1:
        choices.append(RemoveChoice(study.id, options=options, placeholder=say("reading.remove")))
        if study.arrangement is Arrangement.IN_ORDER:
            choices.append(PlaceChoice(study.id, options=options, placeholder=say("reading.place")))
    return choices


def _options(say: Say, essays: Sequence[Essay]) -> list[Option]:
    return [
        Option(
            label=shorten(essay.title, LABEL),
            value=str(essay.id),
            description=shorten(
                say.plain("reading.length", n=essay.length) + (f" · {essay.author}" if essay.author else ""), LABEL
            ),
        )
        for essay in essays[:MOST_CHOICES]
    ]


def _place_buttons(say: Say, shown: ReadingList, essay_id: int) -> list[StudyButton]:
    """*Earlier* and *Later* for an essay; at either end of the list one of them leads nowhere, and is disabled."""
    ends = ((False, shown.essays[0], "button.earlier"), (True, shown.essays[-1], "button.later"))
    return [
        PlaceButton(shown.study.id, essay_id, later, label=say(key), disabled=end.essay.id == essay_id)
        for later, end, key in ends
    ]


def _sure_layout(say: Say, study_id: int, listed: ListedEssay) -> Layout:
    """What taking out an essay means that has been begun."""
    values = {"title": plain(listed.essay.title, 80), "read": listed.read, "length": listed.essay.length}
    text = display(say("reading.sure" if listed.to_come else "reading.sure_read", n=listed.to_come, **values))
    keep = KeepButton(study_id, label=say("button.keep"))
    return Layout(text, row(TakeOutButton(study_id, listed.essay.id, label=say("button.take_out")), keep))
