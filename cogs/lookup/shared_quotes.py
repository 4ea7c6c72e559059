"""A quote, and the buttons under it."""

from bot.core.lookup.quotes import QuoteKey
from bot.core.text.markup import NOTHING, mark, plain, quoted
from bot.i18n import Say
from bot.interactions.answers import Layout, Panel, display, panel, reply
from bot.services.lookup import quotes
from bot.services.lookup.quotes import Draw, QuoteView
from cogs.discussion.discuss import DiscussButton
from cogs.lookup.passages import PassageButton
from cogs.lookup.sharing import share
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.deferral import in_time
from cogs.ui.id_fields import LONGEST, Id, Number, Words
from cogs.ui.passage_parts import below, small
from cogs.ui.replies import member_name, turn_or_reply


class ShareButton(StudyButton, kind="share", style="primary"):
    """*Share*: shows the quote to everybody in the channel, if the one who presses may speak there."""

    row_id: Id
    sentence: Number = 0
    """Both as in `QuoteKey`."""

    async def pressed(self, interaction: Pressed) -> None:
        """Post the quote under the name of the bot, for the one who pressed."""
        bot = interaction.client
        key = QuoteKey(self.row_id, self.sentence)
        quotation = await quotes.by_key(bot.database, interaction.guild_id, key)
        shown = share_layout(bot.say_to_guild(interaction.guild_id), quotation, interaction.user.id)
        await share(interaction, shown, shared_layout(bot.say(interaction), quotation))


class AnotherQuoteButton(StudyButton, kind="anotherquote"):
    """*Another*: shows the next quote of the same draw, all of which stands in the custom id."""

    seed: Number
    shown: Id
    """Of the quote that is shown already, with `sentence` as in `QuoteKey`."""
    essay_id: Id
    """0 for all essays."""
    words: Words
    sentence: Number = 0

    async def pressed(self, interaction: Pressed) -> None:
        """Put the next quote in the place of this one."""
        bot, say = interaction.client, interaction.client.say(interaction)
        drawn_from = Draw(self.seed, self.words, self.essay_id or None)
        shown = QuoteKey(self.shown, self.sentence)
        quotation = await in_time(interaction, quotes.draw(bot.database, interaction.guild_id, drawn_from, shown))
        if quotation.key == shown:
            await reply(interaction, say("quote.only_one"))
        else:
            await turn_or_reply(interaction, quote_layout(say, drawn_from, quotation))


def quote_layout(say: Say, drawn_from: Draw, quotation: QuoteView) -> Layout:
    """A quote for the one who asked for it, who may share it, see its passage, or go on to another one."""
    key = quotation.key
    values = (drawn_from.seed, key.row_id, drawn_from.essay_id or 0, drawn_from.words, key.sentence)
    buttons: list[StudyButton] = [ShareButton(*key, label=say("button.share"))]
    if len(AnotherQuoteButton.ids.write(values)) <= LONGEST:
        buttons.append(AnotherQuoteButton(*values, label=say("button.another_quote")))
    layout = Layout(quote_container(say, quotation))
    if quotation.again:
        layout.add_item(display(small(say("quote.again"))))
    return layout.add_item(row(*buttons, _where(say, quotation)))


def shared_layout(say: Say, quotation: QuoteView) -> Layout:
    """The same for the one who has just shared it."""
    return Layout(quote_container(say, quotation), display(small(say("share.done"))), row(_where(say, quotation)))


def share_layout(say: Say, quotation: QuoteView, user_id: int) -> Layout:
    """A quote for everybody in the channel, and who shares it."""
    onward = row(DiscussButton(quotation.view.passage.id, label=say("button.discuss")), _where(say, quotation))
    return Layout(display(say("quote.by", member=member_name(user_id))), quote_container(say, quotation), onward)


def quote_container(say: Say, quotation: QuoteView) -> Panel:
    """A quote, where it stands, and how many of the server have marked it."""
    essay, passage = quotation.view.essay, quotation.view.passage
    place = small(plain(essay.author or "", 80), plain(essay.title, 120), mark("{}", passage.number))
    marked = small(say("quote.marked", n=quotation.people)) if quotation.people else NOTHING
    return panel(display(quoted(quotation.text)), display(below(place, marked)))


def _where(say: Say, quotation: QuoteView) -> PassageButton:
    return PassageButton(quotation.view.passage.id, False, label=say("button.where_it_stands"))
