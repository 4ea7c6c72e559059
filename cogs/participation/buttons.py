"""The button under `/me`."""

from bot.answers import reply
from bot.services import participation
from cogs._shared.buttons import Pressed, StudyButton
from cogs._shared.replies import guild_of


class ShownButton(StudyButton, template=r"shown:(?P<shown>[01])"):
    """*Show me in /group* or *Hide me*: whether others may see who presses it."""

    def __init__(self, shown: int, *, label: str) -> None:
        """Make the button that leads to being shown (1), or to being hidden (0)."""
        super().__init__(f"shown:{shown}", label)
        self._shown = bool(shown)

    async def pressed(self, interaction: Pressed) -> None:
        """Remember the wish, and confirm it."""
        bot = interaction.client
        await participation.show_me(bot.database, guild_of(interaction), interaction.user.id, shown=self._shown)
        await reply(interaction, bot.say(interaction)("me.now_shown" if self._shown else "me.now_hidden"))
