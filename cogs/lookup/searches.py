"""What a search finds, six passages a page, and the buttons that lead through it."""

import re
from collections.abc import Sequence
from typing import Any, Self

import discord
from discord.ui import Container, Item, TextDisplay

from bot.core import highlights, packing
from bot.core.search import Query
from bot.core.text import shorten
from bot.i18n import Say
from bot.services import lookup
from bot.services.lookup import PAGE, Found, PassageView
from bot.services.searching import NothingFoundError
from cogs._shared.buttons import Pressed, StudyButton, row
from cogs._shared.deferral import in_time
from cogs._shared.passages import ACCENT, body, plain, read_together, small
from cogs._shared.replies import Layout, turn_or_reply
from cogs.lookup.passages import LABEL, SIDE_BY_SIDE, PassageButton

LONGEST_ID = 100
"""Characters of a custom id (Message Components in the API reference)."""


class SearchButton(StudyButton, template=r"search:(?P<page>\d{1,4}):(?P<essay>\d{1,18}):(?P<words>[\w-]+)"):
    """Shows a page of a search; all there is to the search stands in the custom id."""

    def __init__(self, page: int, essay_id: int, words: str, *, label: str) -> None:
        """Make the button of a page (from 0), with the words packed; `essay_id` 0 is every essay."""
        super().__init__(f"search:{page}:{essay_id}:{words}", label)
        self._page, self._essay_id, self._words = page, essay_id or None, packing.unpack(words)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that somebody has pressed."""
        return cls(int(match["page"]), int(match["essay"]), match["words"], label="…")

    async def pressed(self, interaction: Pressed) -> None:
        """Search anew, since the shelf may have changed, and show the page to the one who pressed."""
        await answer_search(interaction, self._words, self._essay_id, self._page)


async def answer_search(interaction: Pressed, words: str, essay_id: int | None, page: int = 0) -> None:
    """Answer with a page of what is found, or with searches that would find something."""
    bot, say = interaction.client, interaction.client.say(interaction)
    try:
        found = await in_time(interaction, lookup.find(bot.database, interaction.guild_id, words, essay_id, page))
    except NothingFoundError as nothing:
        await turn_or_reply(interaction, nothing_layout(say, nothing, essay_id))
    else:
        await turn_or_reply(interaction, found_layout(say, found))


def found_layout(say: Say, found: Found) -> Layout:
    """One page of a search, each hit with the words in bold and a button that shows it whole."""
    container: Container[Layout] = Container(accent_colour=ACCENT)
    container.add_item(TextDisplay(f"### {say('search.found', n=found.total, words=plain(found.query.text, 80))}"))
    layout = Layout(container)
    _list(layout, container, say, found.query, found.views, first=found.page * PAGE + 1)
    if found.pages > 1:
        buttons = _pages(say, found)
        too_long = "" if buttons else say("search.too_long")
        container.add_item(TextDisplay(small(say("search.page", page=found.page + 1, pages=found.pages), too_long)))
        if buttons:
            layout.add_item(row(*buttons))
    return layout


def nothing_layout(say: Say, nothing: NothingFoundError, essay_id: int | None) -> Layout:
    """That nothing was found, and searches that would find something, a button each; then what comes closest."""
    buttons = [_button(each, essay_id, 0, shorten(each.text, LABEL)) for each in nothing.suggestions]
    shown = [button for button in buttons if button is not None][:SIDE_BY_SIDE]
    layout = Layout(TextDisplay(say.error(nothing)))
    if shown:
        layout = Layout(TextDisplay(f"{say.error(nothing)}\n{say('search.did_you_mean')}"), row(*shown))
    if nothing.closest:
        container: Container[Layout] = Container(TextDisplay(f"### {say('search.closest')}"), accent_colour=ACCENT)
        layout.add_item(container)
        _list(layout, container, say, nothing.apart, nothing.closest)
    return layout


def _list(
    layout: Layout, container: Container[Layout], say: Say, query: Query, views: Sequence[PassageView], first: int = 1
) -> None:
    """Put the passages into the container, numbered from the first, and below it a button for each."""
    numbered = list(enumerate(views, start=first))
    for place, view in numbered:
        heading = f" · {plain(view.passage.heading, 60)}" if view.passage.heading else ""
        title = f"{place}. **{plain(view.essay.title, 100)} {view.passage.number}**{heading}"
        hit = highlights.snippet(body(view.passage.text), view.essay.language, query)
        container.add_item(TextDisplay("\n".join(line for line in (title, hit, read_together(say, view)) if line)))
    opening = [PassageButton(view.passage.id, 0, label=str(place)) for place, view in numbered]
    for start in range(0, len(opening), 3):
        layout.add_item(row(*opening[start : start + 3]))


def _pages(say: Say, found: Found) -> list[SearchButton]:
    """The ways to the neighbouring pages; none when the words are too long for the id of a button."""
    ways = ((found.page - 1, "button.earlier"), (found.page + 1, "button.later"))
    buttons = [_button(found.query, found.essay_id, page, say(key)) for page, key in ways if 0 <= page < found.pages]
    return [button for button in buttons if button is not None]


def _button(query: Query, essay_id: int | None, page: int, label: str) -> SearchButton | None:
    words = packing.pack(query.text)
    if len(f"search:{page}:{essay_id or 0}:{words}") > LONGEST_ID:
        return None
    return SearchButton(page, essay_id or 0, words, label=label)
