"""*A line that struck me* under the day's post: its sentences, from which each person chooses their own."""

from bot.core.posts import Mark
from bot.core.studies.participation.marked_lines import MOST, SHOWN_FROM
from bot.core.text.lines import one_line
from bot.core.text.markup import NOTHING, Markup, mark, plain
from bot.core.text.normalization import shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display, first_that_fits, panel, reply
from bot.services.participation import marked_lines
from bot.services.participation.marked_lines import OwnLines
from cogs.ui.buttons import Option, Pressed, StudyButton, StudySelect, row
from cogs.ui.id_fields import Id, Number
from cogs.ui.passage_parts import below, headed, small, title_line
from cogs.ui.replies import turn

LABEL = 100
"""Characters of an option (Component Reference, String Select)."""
_LINES = (3000, 600, 300, 150, 90, 50)
"""Characters of each line that are tried until the message fits."""


class MarkButton(StudyButton, kind="mark"):
    """*A line that struck me*: shows the post's lines to the person who presses it."""

    post_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Show the first of them, in an answer of its own."""
        bot = interaction.client
        lines = await marked_lines.page(bot.database, bot.asker(interaction), self.post_id, 1)
        await reply(interaction, lines_layout(bot.say(interaction), lines))


class LinesPageButton(StudyButton, kind="linespage"):
    """Shows other lines of the post in the place of these."""

    post_id: Id
    number: Number
    """Of the page, from 1."""

    async def pressed(self, interaction: Pressed) -> None:
        """Turn to that page."""
        bot = interaction.client
        lines = await marked_lines.page(bot.database, bot.asker(interaction), self.post_id, self.number)
        await turn(interaction, lines_layout(bot.say(interaction), lines))


class MarkSelect(StudySelect, kind="marklines"):
    """The lines of a page, of which those that struck the person are chosen; without any, none of it is marked."""

    post_id: Id
    number: Number

    async def pressed(self, interaction: Pressed) -> None:
        """Store the choice, and show the page as it stands."""
        bot, sentences = interaction.client, [int(value) for value in self.item.values]
        lines = await marked_lines.choose(bot.database, bot.asker(interaction), self.post_id, self.number, sentences)
        await turn(interaction, lines_layout(bot.say(interaction), lines))


def mark_button(say: Say, post_id: int) -> MarkButton:
    """The button under a post, or wherever it is shown."""
    return MarkButton(post_id, label=say("button.mark"))


def lines_layout(say: Say, lines: OwnLines) -> Layout:
    """A page of a post's lines for one member, with the list to choose from and the ways to other pages."""
    return first_that_fits(_lines_layout(say, lines, most) for most in _LINES)


def _lines_layout(say: Say, lines: OwnLines, most: int) -> Layout:
    content, passage = lines.content, lines.page.passage
    where = say("passage.number", number=passage.number, length=content.length)
    head = below(title_line(content.title, 60), headed(where, passage.heading, 60))
    layout = Layout(
        display(below(head, say("marks.full" if lines.is_full else "marks.how", n=MOST))),
        panel(display(below(*(_line(say, lines, shown, most) for shown in lines.page.lines)))),
        display(small(_who_sees(say, lines), _page(say, lines))),
        row(_select(say, lines)),
    )
    ways = ((lines.number - 1, "button.previous_page"), (lines.number + 1, "button.next_page"))
    if buttons := [
        LinesPageButton(lines.post_id, number, label=say(key)) for number, key in ways if 1 <= number <= lines.pages
    ]:
        layout.add_item(row(*buttons))
    return layout


def _line(say: Say, lines: OwnLines, shown: Mark, most: int) -> Markup:
    """A line with its number, and below it what is known of its marks."""
    text = plain(_words(lines.page.lines[shown]), most)
    people = (lines.counts or {}).get(shown, 0)
    return below(
        mark("**{}.** {}", shown.sentence, text),
        small(
            say("marks.own") if shown in lines.own else NOTHING,
            say("marks.people", n=people) if people else NOTHING,
        ),
    )


def _who_sees(say: Say, lines: OwnLines) -> Markup:
    return say("marks.private", n=SHOWN_FROM) if lines.counts is None else say("marks.counted")


def _page(say: Say, lines: OwnLines) -> Markup:
    return say("search.page", page=lines.number, pages=lines.pages) if lines.pages > 1 else NOTHING


def _select(say: Say, lines: OwnLines) -> MarkSelect:
    options = [
        Option(label=_label(shown, text), value=str(shown.sentence), default=shown in lines.own)
        for shown, text in lines.page.lines.items()
    ]
    most = min(len(options), MOST)
    placeholder = say.plain("marks.choose")
    return MarkSelect(lines.post_id, lines.number, options=options, placeholder=placeholder, least=0, most=most)


def _label(shown: Mark, text: str) -> str:
    """The number of a line and how it begins."""
    number = f"{shown.sentence}. "
    return number + shorten(_words(text), LABEL - len(number))


def _words(text: str) -> str:
    """A line as it stands in the list; a sentence of nothing but marks has no words."""
    return one_line(text) or "…"
