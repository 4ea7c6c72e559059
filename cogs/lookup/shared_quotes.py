"""A quotation, and the button under it."""

from typing import Annotated

import discord

from bot.core.errors import StudyError
from bot.core.limits import Act
from bot.core.text.markup import mark, plain, quoted
from bot.i18n import Say
from bot.interactions.answers import Layout, Panel, display, panel, reply
from bot.services.lookup import passage_lookup
from bot.services.lookup.passage_lookup import QuoteView
from cogs.discussion.discuss import DiscussButton
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.id_fields import Id, IdField, Number
from cogs.ui.passage_parts import small
from cogs.ui.replies import member_name, turn


class ShareButton(StudyButton, kind="share", style="primary"):
    """*Share*: shows the quotation to everybody in the channel, if the one who presses may speak there."""

    passage_id: Id
    first: Number
    """The index of its first sentence in the passage."""
    count: Annotated[int, IdField("[1-3]", int)]

    async def pressed(self, interaction: Pressed) -> None:
        """Post the quotation under the name of the bot, for the one who pressed."""
        may = interaction.permissions
        in_thread = isinstance(interaction.channel, discord.Thread)
        if not (may.send_messages_in_threads if in_thread else may.send_messages):
            raise StudyError("quote.may_not_share")
        bot, say = interaction.client, interaction.client.say(interaction)
        quotation = await passage_lookup.quote_again(
            bot.database, interaction.guild_id, self.passage_id, self.first, self.count
        )
        bot.rate_limits.take(Act.SHARE, interaction)
        await turn(interaction, shared_layout(say, quotation))
        say_to_guild = bot.say_to_guild(interaction.guild_id)
        await reply(interaction, share_layout(say_to_guild, quotation, interaction.user.id), to_all=True)


def quote_layout(say: Say, quotation: QuoteView) -> Layout:
    """A quotation for the one who asked for it, who may share it."""
    button = ShareButton(
        quotation.view.passage.id, quotation.quote.first, quotation.quote.count, label=say("button.share")
    )
    return Layout(quote_container(quotation), row(button))


def shared_layout(say: Say, quotation: QuoteView) -> Layout:
    """The same for the one who has just shared it."""
    return Layout(quote_container(quotation), display(small(say("quote.shared"))))


def share_layout(say: Say, quotation: QuoteView, user_id: int) -> Layout:
    """A quotation for everybody in the channel, and who shares it."""
    onward = row(DiscussButton(quotation.view.passage.id, label=say("button.discuss")))
    return Layout(display(say("quote.by", member=member_name(user_id))), quote_container(quotation), onward)


def quote_container(quotation: QuoteView) -> Panel:
    """A quotation and where it stands."""
    essay, passage = quotation.view.essay, quotation.view.passage
    place = small(plain(essay.author or "", 80), plain(essay.title, 120), mark("{}", passage.number))
    return panel(display(quoted(quotation.quote.text)), display(place))
