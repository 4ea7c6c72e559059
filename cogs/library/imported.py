"""An essay that has just come onto the shelf, and the way into the studies that do not read it yet."""

from collections.abc import Sequence

import discord

from bot.core.models import Essay, Study
from bot.core.text.markup import NOTHING, Markup, some_lines
from bot.core.text.normalization import shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display
from bot.services.library.shelving import Shelved
from bot.services.studies import reading_list
from cogs.ui.buttons import Pressed, row
from cogs.ui.deferral import put_off
from cogs.ui.hosts import StudyHostButton
from cogs.ui.id_fields import Id
from cogs.ui.passage_parts import below
from cogs.ui.replies import stamp, turn

MOST_STUDIES = 5
"""Buttons in a row (Component Reference, Action Row)."""
_MOST_ABOUT_STUDIES = 2000
"""Characters about the studies that go on."""


async def show_shelved(interaction: Pressed, done: Shelved) -> None:
    """Say in the place of the message what is on the shelf now, which studies go on with it, and offer it to others."""
    bot, say = interaction.client, interaction.client.say(interaction)
    others = await reading_list.not_reading(bot.database, done.essay)
    await turn(interaction, shelved_layout(say, interaction.guild, done, others))


def shelved_layout(say: Say, guild: discord.Guild | None, done: Shelved, others: Sequence[Study]) -> Layout:
    """What is on the shelf now, the studies that go on with it, and a button for each of the first others."""
    woken: list[Markup] = []
    for study in done.woken:
        at = stamp(study.next_slot.due_at, "F") if study.next_slot else ""
        woken.append(say("library.goes_on", channel=study.channel_id, at=at))
    imported = say("library.imported", title=done.essay.title, n=done.essay.length)
    text = below(imported, some_lines(woken, _MOST_ABOUT_STUDIES, lambda n: say("library.more_go_on", n=n)))
    layout = Layout(display(text))
    if others:
        layout.add_item(row(*(_button(say, guild, done.essay, study) for study in others[:MOST_STUDIES])))
    return layout


class AddToStudyButton(StudyHostButton, kind="addto"):
    """*Add it to #channel*: the study there reads the essay after all others."""

    essay_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Add it, and say when all has been read then."""
        await put_off(interaction)
        bot, say = interaction.client, interaction.client.say(interaction)
        updated = await reading_list.add_essay(bot.database, bot.asker(interaction), self.study_id, self.essay_id)
        (added,) = [listed.essay for listed in updated.essays if listed.essay.id == self.essay_id]
        last = stamp(updated.last_at, "D") if updated.last_at else None
        lasts = say("library.lasts", n=updated.left, at=last) if last else NOTHING
        await turn(interaction, below(say("library.added", title=added.title, channel=updated.study.channel_id), lasts))


def _button(say: Say, guild: discord.Guild | None, essay: Essay, study: Study) -> AddToStudyButton:
    channel = guild.get_channel(study.channel_id) if guild else None
    name = shorten(channel.name, 60) if channel else "…"
    return AddToStudyButton(study.id, essay.id, label=say.plain("button.add_to", channel=name))
