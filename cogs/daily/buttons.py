"""*I've read it* under the daily post, and what takes that back."""

from bot.core.errors import StudyError
from bot.i18n import Say
from bot.interactions.answers import Layout, display, reply
from bot.services.participation import counting
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.id_fields import Id
from cogs.ui.replies import turn


class ReadButton(StudyButton, kind="read", style="success"):
    """*I've read it*: counts the person who presses it, once."""

    post_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Count the person in, or offer to take that back, and say so to them alone."""
        bot, say = interaction.client, interaction.client.say(interaction)
        new = await counting.read_it(bot.database, bot.asker(interaction), self.post_id)
        if new is None:
            raise StudyError("study.post_gone")
        await reply(interaction, say("read.noted") if new else known_layout(say, self.post_id))


class TakeReadBackButton(StudyButton, kind="unread"):
    """*Take it back*: whoever presses it has not read the passage after all."""

    post_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Count the person out, and say so in the place of the button."""
        bot = interaction.client
        was_counted = await counting.take_back(bot.database, bot.asker(interaction), self.post_id)
        if was_counted is None:
            raise StudyError("study.post_gone")
        await turn(interaction, bot.say(interaction)("read.taken_back" if was_counted else "read.not_marked"))


def known_layout(say: Say, post_id: int) -> Layout:
    """That somebody has marked this passage as read before, and the button that takes it back."""
    return Layout(display(say("read.known")), row(TakeReadBackButton(post_id, label=say("button.take_read_back"))))
