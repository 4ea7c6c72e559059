"""The buttons under `/me`."""

from typing import Protocol, cast

from bot.i18n import Say
from bot.interactions.answers import reply, text_file
from bot.services.participation import consent
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.id_fields import Flag
from cogs.ui.replies import Layout, display


class PersonalData(Protocol):
    """Hands over and deletes a person's data: the cog, which also holds what has not been stored yet."""

    async def export(self, user_id: int) -> str:
        """All of it, as JSON."""
        ...

    async def forget(self, user_id: int) -> None:
        """Delete all of it."""
        ...


class ShownButton(StudyButton, kind="shown"):
    """*Show me in /group* or *Hide me*: whether others may see who presses it."""

    shown: Flag

    async def pressed(self, interaction: Pressed) -> None:
        """Store what the member wishes, and confirm it."""
        bot = interaction.client
        await consent.show_me(bot.database, bot.asker(interaction), shown=self.shown)
        await reply(interaction, bot.say(interaction)("me.now_shown" if self.shown else "me.now_hidden"))


class ExportButton(StudyButton, kind="export-me"):
    """*Export my data*: all that is kept about whoever presses it, as a file."""

    async def pressed(self, interaction: Pressed) -> None:
        """Hand over the file."""
        file = text_file("my-data.json", await _data(interaction).export(interaction.user.id))
        await reply(interaction, interaction.client.say(interaction)("me.exported"), files=[file])


class DeleteButton(StudyButton, kind="delete-me"):
    """*Delete my data*: asks whether it is meant."""

    async def pressed(self, interaction: Pressed) -> None:
        """Say what would be gone."""
        await reply(interaction, delete_layout(interaction.client.say(interaction)))


class DeleteForGoodButton(StudyButton, kind="delete-me-now", style="danger"):
    """*Delete it for good*."""

    async def pressed(self, interaction: Pressed) -> None:
        """Delete, and confirm it."""
        await _data(interaction).forget(interaction.user.id)
        await reply(interaction, interaction.client.say(interaction)("me.deleted"))


def delete_layout(say: Say) -> Layout:
    """What deleting means, and the button that does it."""
    return Layout(display(say("me.delete_sure")), row(DeleteForGoodButton(label=say("button.delete_for_good"))))


def _data(interaction: Pressed) -> PersonalData:
    return cast("PersonalData", interaction.client.get_cog("Participation"))
