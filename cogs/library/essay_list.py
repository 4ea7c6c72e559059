"""The library as hosts see it: all essays, ten a page, to choose one from."""

from bot.core.models import Essay
from bot.core.text.markup import Markup, joined, mark, plain
from bot.core.text.normalization import shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display, first_that_fits, panel
from bot.services.lookup import passage_lookup
from cogs.library.essay_page import essay_layout, held_essay
from cogs.ui.buttons import Pressed, row
from cogs.ui.deferral import put_off
from cogs.ui.hosts import HostButton, HostSelect, numbered_options
from cogs.ui.id_fields import Number
from cogs.ui.passage_parts import beside
from cogs.ui.replies import guild_of, turn

PAGE = 10
_LINES = (100, 60)
"""Characters of each title that are tried until the message fits."""


def shelf_layout(say: Say, shelf: list[Essay], page: int = 0) -> Layout:
    """A page of the library; the last one for a number too high."""
    return first_that_fits(_shelf_layout(say, shelf, page, most) for most in _LINES)


def _shelf_layout(say: Say, shelf: list[Essay], page: int, most: int) -> Layout:
    pages = max(1, -(-len(shelf) // PAGE))
    page = min(page, pages - 1)
    shown = shelf[page * PAGE : (page + 1) * PAGE]
    own = sum(essay.guild_id is not None for essay in shelf)
    if not shown:
        return Layout(panel(display(say("library.empty"))))
    whose = say("library.count_own", n=own) if own else say("library.none_own")
    title = mark("### {}\n{}", say("library.title", n=len(shelf)), whose)
    container = panel(display(title))
    container.add_item(display(joined("\n", (_line(say, essay, most) for essay in shown))))
    options = [(shorten(essay.title, 100), essay.id) for essay in shown]
    layout = Layout(container, row(EssaySelect(options=numbered_options(options), placeholder=say("library.choose"))))
    ways = ((page - 1, "button.previous_page"), (page + 1, "button.next_page"))
    buttons = [ShelfButton(to, label=say(key)) for to, key in ways if 0 <= to < pages]
    if buttons:
        layout.add_item(row(*buttons))
    return layout


class ShelfButton(HostButton, kind="library"):
    """Turns to another page of the library."""

    page: Number

    async def pressed(self, interaction: Pressed) -> None:
        """Turn the page."""
        bot = interaction.client
        shelf = await passage_lookup.shelf(bot.database, guild_of(interaction))
        await turn(interaction, shelf_layout(bot.say(interaction), shelf, self.page))


class EssaySelect(HostSelect, kind="shelfessay"):
    """The essays of a page, to choose one from."""

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Show the essay."""
        await put_off(interaction)
        on_shelf = await held_essay(interaction, int(value))
        await turn(interaction, essay_layout(interaction.client.say(interaction), on_shelf))


def _line(say: Say, essay: Essay, most: int) -> Markup:
    where = say("library.yours") if essay.guild_id is not None else say("library.starter")
    title = mark("**{}**", plain(essay.title, most))
    return beside(title, plain(essay.author or "", min(60, most)), say("draft.passages", n=essay.length), where)
