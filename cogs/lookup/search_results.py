"""What a search finds, six passages a page, and the buttons that lead through it."""

from collections.abc import Sequence

from bot.core.lookup import highlights
from bot.core.lookup.search_query import Query
from bot.core.text.markup import NOTHING, joined, mark, plain, unlinked
from bot.core.text.normalization import shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, Panel, display, first_that_fits, panel
from bot.services.lookup import passage_lookup
from bot.services.lookup.passage_lookup import PAGE, PassageView, SearchPage
from cogs.lookup.passages import LABEL, SIDE_BY_SIDE, PassageButton
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.deferral import in_time
from cogs.ui.id_fields import LONGEST, Id, Number, Words
from cogs.ui.passage_parts import below, headed, read_together, small
from cogs.ui.replies import turn_or_reply

_SHOWN = (highlights.MOST_SHOWN, 120, 60, 30)
"""Characters of each passage, and at most of its title, that are tried until the message fits."""


class SearchButton(StudyButton, kind="search"):
    """Shows a page (from 0) of a search; all there is to the search stands in the custom id."""

    page: Number
    essay_id: Id
    """0 for all essays."""
    words: Words

    async def pressed(self, interaction: Pressed) -> None:
        """Search anew, since the shelf may have changed, and show the page to the one who pressed."""
        await answer_search(interaction, self.words, self.essay_id or None, self.page)


async def answer_search(interaction: Pressed, words: str, essay_id: int | None, page: int = 0) -> None:
    """Answer with a page of what is found."""
    bot, say = interaction.client, interaction.client.say(interaction)
    looking = passage_lookup.find(bot.database, interaction.guild_id, words, essay_id, page)
    await turn_or_reply(interaction, found_layout(say, await in_time(interaction, looking)))


def found_layout(say: Say, search_page: SearchPage) -> Layout:
    """One page of a search, each hit with the words in bold and a button that shows it whole; then other spellings."""
    return first_that_fits(_found_layout(say, search_page, most) for most in _SHOWN)


def _found_layout(say: Say, search_page: SearchPage, most: int) -> Layout:
    container = panel()
    words = plain(search_page.query.text, min(80, most))
    container.add_item(display(mark("### {}", say("search.found", n=search_page.total, words=words))))
    layout = Layout(container)
    _list(layout, container, say, search_page.query, search_page.views, most, first=search_page.page * PAGE + 1)
    if search_page.pages > 1:
        buttons = _pages(say, search_page)
        too_long = NOTHING if buttons else say("search.too_long")
        container.add_item(
            display(small(say("search.page", page=search_page.page + 1, pages=search_page.pages), too_long))
        )
        if buttons:
            layout.add_item(row(*buttons))
    if not search_page.whole:
        container.add_item(display(small(say("search.closest"))))
    spellings = _spellings(search_page)
    if spellings:
        layout.add_item(display(say("search.did_you_mean")))
        layout.add_item(row(*spellings))
    return layout


def _list(
    layout: Layout,
    container: Panel,
    say: Say,
    query: Query,
    views: Sequence[PassageView],
    most: int,
    first: int = 1,
) -> None:
    """Put the passages into the container, numbered from the first, and below it a button for each."""
    numbered = list(enumerate(views, start=first))
    for place, view in numbered:
        title = mark("{}. **{} {}**", place, plain(view.essay.title, min(100, most)), view.passage.number)
        pieces = highlights.snippet(unlinked(view.passage.text), view.essay.language, query, most)
        hit = joined("", (mark("**{}**" if piece.hit else "{}", piece.text) for piece in pieces))
        head = headed(title, view.passage.heading, min(60, most))
        container.add_item(display(below(head, hit, read_together(say, view))))
    opening = [PassageButton(view.passage.id, False, label=str(place)) for place, view in numbered]
    for start in range(0, len(opening), 3):
        layout.add_item(row(*opening[start : start + 3]))


def _pages(say: Say, search_page: SearchPage) -> list[SearchButton]:
    """The ways to the neighbouring pages; none when the words are too long for the id of a button."""
    ways = ((search_page.page - 1, "button.previous_page"), (search_page.page + 1, "button.next_page"))
    buttons = [
        _button(search_page.query, search_page.essay_id, page, say(key))
        for page, key in ways
        if 0 <= page < search_page.pages
    ]
    return [button for button in buttons if button is not None]


def _spellings(search_page: SearchPage) -> list[SearchButton]:
    """Searches with other spellings."""
    others = search_page.suggestions
    buttons = [_button(other, search_page.essay_id, 0, shorten(other.text, LABEL)) for other in others]
    return [button for button in buttons if button is not None][:SIDE_BY_SIDE]


def _button(query: Query, essay_id: int | None, page: int, label: str) -> SearchButton | None:
    if len(SearchButton.ids.write([page, essay_id or 0, query.text])) > LONGEST:
        return None
    return SearchButton(page, essay_id or 0, query.text, label=label)
