"""*Answer* under the day's post: a form, whose text the bot posts in the thread for the one who sent it."""

import asyncio
from collections.abc import Mapping

import discord

from bot import events
from bot.core.errors import StudyError
from bot.core.limits import Act
from bot.core.posts import PostContent
from bot.core.text.normalization import tidy
from bot.i18n import Say
from bot.interactions.answers import display, reply
from bot.outside.network_errors import BROKEN
from bot.services.deliveries import answers
from cogs.daily.answer_layouts import fits, given_back_file, given_back_layout
from cogs.daily.answer_place import open_thread, thread_to_answer_in
from cogs.ui.buttons import Pressed, StudyButton
from cogs.ui.deferral import in_time, put_off
from cogs.ui.forms import ShownForm, StudyForm, field
from cogs.ui.id_fields import Id, Snowflake
from cogs.ui.passage_parts import asked, below, small

MOST = 3500
"""Characters of an answer: the form would take 4,000, a message not, with what stands around them."""
CHECK_WITHIN = 1.5
"""Seconds that Discord is asked before the form opens, which has to be within three; it is asked again afterwards."""


class AnswerButton(StudyButton, kind="answer"):
    """*Answer*: opens the form, or gives back what could not be posted the last time."""

    post_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Open the form, if the person may write in the post's thread."""
        bot, say = interaction.client, interaction.client.say(interaction)
        wanted = await answers.to_answer(bot.database, bot.asker(interaction), self.post_id)
        if wanted.kept is not None:
            layout = given_back_layout(say, wanted.kept, lambda _: answer_button(say, self.post_id))
            await reply(interaction, layout, files=[given_back_file(wanted.kept)])
            await answers.given_back(bot.database, wanted.kept)
            return
        try:
            async with asyncio.timeout(CHECK_WITHIN):
                await thread_to_answer_in(interaction, wanted)
        except (discord.HTTPException, *BROKEN):
            pass  # whether they may is asked again when they have written
        content = wanted.post.content
        await interaction.response.send_modal(answer_form(say, self.post_id, interaction.id, content))


class AnswerForm(StudyForm, kind="answer"):
    """An answer to the question of a post; `opened_by` is the press that opened the form."""

    post_id: Id
    opened_by: Snowflake

    async def submitted(self, interaction: Pressed, typed: Mapping[str, str]) -> None:
        """Claim the answer, and have it carried to its end."""
        claim = await in_time(interaction, self._claimed(interaction, tidy(typed["answer"]).strip()), alone=True)
        await put_off(interaction, alone=True)
        events.answer_claimed(interaction.client, interaction, claim.delivery, untried=claim.untried)

    async def _claimed(self, interaction: Pressed, text: str) -> answers.Claim:
        """The answer's claim, if the person may still write in the thread; which is opened now if there is none."""
        bot, user_id = interaction.client, interaction.user.id
        if not text:
            raise StudyError("answer.empty")
        if len(text) > MOST or not fits(bot.say_to_guild(interaction.guild_id), text, user_id):
            raise StudyError("answer.too_long", n=MOST)
        asker = bot.asker(interaction)
        wanted = await answers.to_answer(bot.database, asker, self.post_id)
        try:
            thread = await thread_to_answer_in(interaction, wanted)
        except BROKEN as broken:
            raise StudyError("error.discord_busy") from broken
        bot.rate_limits.take(Act.ANSWER, interaction)
        if thread is None:
            await open_thread(interaction, wanted.post)
        now = bot.http_watch.discord_now()
        return await answers.claim(
            bot.database, bot.app_id, asker, wanted.post, text, opened_by=self.opened_by, now=now
        )


def answer_button(say: Say, post_id: int) -> AnswerButton:
    """The button under a post, or wherever it is shown."""
    return AnswerButton(post_id, label=say("button.answer"))


def answer_form(say: Say, post_id: int, opened_by: int, content: PostContent | None) -> ShownForm:
    """The form, with the post's question above the field and where the answer will be."""
    question = asked(content.question) if content is not None and content.question else None
    where = small(say("answer.where"))
    text = field("answer", say.plain("field.answer"), MOST, "", long=True)
    return AnswerForm(post_id, opened_by).with_fields(
        say.plain("form.answer"), display(below(question, where) if question else where), text
    )
