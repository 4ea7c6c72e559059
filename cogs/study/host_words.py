"""*Tell the group*: a host has the bot say in a study's channel that it begins, rests or goes on, in their words."""

from collections.abc import Mapping
from typing import Annotated

from bot import events
from bot.core.posts import Moment
from bot.core.studies.participation.occasions import WORDS, host_words
from bot.core.text.normalization import tidy
from bot.i18n import Say
from bot.interactions.answers import display
from bot.services.deliveries.occasions import host_words as words_service
from cogs.ui.buttons import Pressed
from cogs.ui.deferral import put_off
from cogs.ui.forms import ShownForm, field
from cogs.ui.hosts import StudyHostButton, StudyHostForm
from cogs.ui.id_fields import Id, IdField, Snowflake

_MOMENTS = tuple(Moment)
At = Annotated[
    Moment, IdField("[1-3]", lambda text: _MOMENTS[int(text) - 1], lambda moment: str(1 + _MOMENTS.index(moment)))
]
"""When it is said, by its number."""


class TellButton(StudyHostButton, kind="tell"):
    """*Tell the group*: opens the form."""

    study_id: Id
    moment: At

    async def pressed(self, interaction: Pressed) -> None:
        """Open it."""
        say = interaction.client.say(interaction)
        await interaction.response.send_modal(words_form(say, self.study_id, self.moment, interaction.id))


class WordsForm(StudyHostForm, kind="words"):
    """What a host wants to be said; `opened_by` is the press that opened the form."""

    study_id: Id
    moment: At
    opened_by: Snowflake

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Claim it, and have it carried to its end."""
        bot, words = interaction.client, host_words(tidy(typed["words"]))
        claim = await words_service.claim(
            bot.database,
            bot.app_id,
            bot.asker(interaction),
            self.study_id,
            self.moment,
            words,
            opened_by=self.opened_by,
        )
        await put_off(interaction, alone=True)
        events.words_claimed(bot, interaction, claim.delivery, untried=claim.untried)


def tell_button(say: Say, study_id: int, moment: Moment) -> TellButton:
    """The button below what a host has done to a study."""
    return TellButton(study_id, moment, label=say("button.tell"))


def words_form(say: Say, study_id: int, moment: Moment, opened_by: int) -> ShownForm:
    """The form for a host's words."""
    return WordsForm(study_id, moment, opened_by).with_fields(
        say.plain(f"words.title.{moment}"),
        display(say(f"words.how.{moment}")),
        field("words", say.plain("field.words"), WORDS, "", long=True, needed=False),
    )
