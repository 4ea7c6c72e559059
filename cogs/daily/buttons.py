"""The button under the daily post."""

from bot.core.errors import StudyError
from bot.interactions.answers import reply
from bot.services.participation import counting
from cogs.ui.buttons import Pressed, StudyButton
from cogs.ui.id_fields import Id


class ReadButton(StudyButton, kind="read", style="success"):
    """*I've read it*: counts the person who presses it, once."""

    post_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Count the person in, and say so to them alone."""
        bot = interaction.client
        new = await counting.read_it(bot.database, bot.asker(interaction), self.post_id)
        if new is None:
            raise StudyError("study.post_gone")
        await reply(interaction, bot.say(interaction)("read.noted" if new else "read.known"))
