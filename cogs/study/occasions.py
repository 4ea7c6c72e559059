"""`/study occasions`: what is said to a group besides its posts, as its hosts choose it."""

from collections.abc import Mapping

from bot.core.studies.participation.occasions import WORDS, Occasions, host_words
from bot.core.text.markup import NOTHING, body, mark
from bot.core.text.normalization import tidy
from bot.i18n import Say
from bot.interactions.answers import Layout, display, panel, reply
from bot.services.deliveries.occasions import choices
from bot.services.deliveries.occasions.choices import Chosen
from cogs.study.undo import undo_buttons
from cogs.ui.buttons import Pressed, row
from cogs.ui.forms import ShownForm, choice_field, field
from cogs.ui.hosts import StudyHostButton, StudyHostForm
from cogs.ui.id_fields import Id
from cogs.ui.passage_parts import below
from cogs.ui.replies import channel_link, stamp

NEVER, YES, NO = "never", "yes", "no"
"""What comes back from the form besides the number of a weekday."""


class OccasionsButton(StudyHostButton, kind="occasions"):
    """*Change it*: opens the form as it stands."""

    async def pressed(self, interaction: Pressed) -> None:
        """Open it."""
        bot = interaction.client
        now = await choices.chosen(bot.database, bot.asker(interaction), self.study_id)
        await interaction.response.send_modal(occasions_form(bot.say(interaction), now))


class OccasionsForm(StudyHostForm, kind="occasions"):
    """What is to be said besides the posts of a study."""

    study_id: Id

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Store it, and show what will be said when."""
        bot, day = interaction.client, typed.get("recap", NEVER)
        wanted = Occasions(
            recap_on=int(day) if day in map(str, range(7)) else None,
            closings=typed.get("closings", YES) != NO,
            last_words=host_words(tidy(typed["words"])) or None,
        )
        now = await choices.choose(bot.database, bot.asker(interaction), self.study_id, wanted)
        await reply(interaction, occasions_layout(bot.say(interaction), now))


def occasions_form(say: Say, now: Chosen) -> ShownForm:
    """The form, with what has been chosen."""
    chosen = now.occasions
    days = [(say.plain("recap.never"), NEVER), *((say.plain(f"weekday.{day}"), str(day)) for day in range(7))]
    closings = [(say.plain("closings.yes"), YES), (say.plain("closings.no"), NO)]
    return OccasionsForm(now.study.id).with_fields(
        say.plain("form.occasions"),
        choice_field(
            "recap", say.plain("field.recap"), days, NEVER if chosen.recap_on is None else str(chosen.recap_on)
        ),
        choice_field("closings", say.plain("field.closings"), closings, YES if chosen.closings else NO),
        field("words", say.plain("field.last_words"), WORDS, chosen.last_words or "", long=True, needed=False),
    )


def occasions_layout(say: Say, now: Chosen) -> Layout:
    """What will be said besides the posts, and when."""
    chosen = now.occasions
    recap = say("occasions.recap", at=stamp(now.recap_at)) if now.recap_at else say("occasions.no_recap")
    closings = say("occasions.closings" if chosen.closings else "occasions.no_closings")
    head = mark("### {}", say("occasions.title", channel=channel_link(now.study.channel_id)))
    end = say("occasions.last_words") if chosen.last_words else NOTHING
    container = panel(display(below(head, recap, closings, end)))
    if chosen.last_words:
        container.add_item(display(body(chosen.last_words)))
    change = OccasionsButton(now.study.id, label=say("button.apply"))
    return Layout(container, row(change, *undo_buttons(say, now.study.id, now.undo)))
