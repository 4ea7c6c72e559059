"""*Undo*: the one button for whatever a host has done to a study."""

from collections.abc import Sequence

from discord.ui import TextDisplay

from bot.core.models import StudyState
from bot.core.text.markup import joined
from bot.i18n import Say
from bot.interactions.answers import Layout, Panel, display, panel
from bot.services.studies import undo
from bot.services.studies.undo import Undone
from cogs.study.reading.reading_text import coming_lines
from cogs.study.study_text import plan_line
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.hosts import StudyHostButton
from cogs.ui.id_fields import Id
from cogs.ui.replies import guild_of, turn


class UndoButton(StudyHostButton, kind="undo"):
    """*Undo*: the study is as it was before a host's change, unless something has been posted or changed since."""

    change_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Undo the change, and show how the study goes on."""
        bot, say = interaction.client, interaction.client.say(interaction)
        async with bot.host_roles.changing(guild_of(interaction)):
            undone = await undo.undo(bot.database, bot.asker(interaction), self.study_id, self.change_id)
        await turn(interaction, undone_layout(say, undone))


def undone_layout(say: Say, undone: Undone) -> Layout:
    """What has been undone, and how the study goes on."""
    study, upcoming = undone.changed.study, undone.changed.upcoming
    head = say("undo.done", act=say(undone.act.key), channel=study.channel_id)
    coming = coming_lines(say, upcoming, paused=study.state is StudyState.PAUSED)
    return Layout(panel(display(joined("\n", [head, plan_line(say, study.timetable), *coming]))))


def undo_buttons(say: Say, study_id: int, change_id: int | None) -> Sequence[StudyButton]:
    """*Undo* for a change of a study, nothing where there is none that can be undone."""
    return [] if change_id is None else [UndoButton(study_id, change_id, label=say("button.undo"))]


def with_undo(say: Say, part: TextDisplay[Layout] | Panel, study_id: int, change_id: int | None) -> Layout:
    """What a host's change has brought, and *Undo* if it can be undone."""
    buttons = undo_buttons(say, study_id, change_id)
    return Layout(part, *([row(*buttons)] if buttons else []))
