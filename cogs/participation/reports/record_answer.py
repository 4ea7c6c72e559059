"""The answer to `/record`."""

import asyncio
from functools import partial

import discord

from bot.client import StudyBot
from bot.connection.send_rate import SendRate
from bot.core.limits import Act
from bot.core.studies.participation.reports.record import answers_of, newest_answers
from bot.core.text.markup import NOTHING, Markup
from bot.i18n import Say
from bot.interactions.answers import reply, text_file
from bot.services.participation.reports.study_record import StudyRecord, study_record
from cogs.participation.reports.answer_texts import answer_texts
from cogs.participation.reports.places import channel_name, file_size
from cogs.participation.reports.record_document import Record, Written, written
from cogs.ui.members_here import names_here
from cogs.ui.passage_parts import below
from cogs.ui.replies import channel_link
from cogs.ui.visibility import sight_of

Asked = discord.Interaction[StudyBot]


async def give_record(interaction: Asked, rate: SendRate, channel_id: int | None) -> None:
    """Hand over the record of a study as two files; answers are read back at this rate."""
    bot, say = interaction.client, interaction.client.say(interaction)
    asker = bot.asker(interaction)
    found = await study_record(bot.database, asker, sight_of(interaction), channel_id)
    bot.rate_limits.take(Act.RECORD, interaction)
    async with bot.keyed_lock.hold(f"record {asker.guild}"):
        record = await _whole(interaction, rate, found)
    files = await asyncio.to_thread(partial(written, say.plain, record, file_size(interaction)))
    name = f"study-{record.date}"
    both = text_file(f"{name}.html", files.html), text_file(f"{name}.md", files.markdown)
    await reply(interaction, _handed_over(say, found, files), files=both)


async def _whole(interaction: Asked, rate: SendRate, found: StudyRecord) -> Record:
    """The record with the answers of those who agreed and are still in the server, as far as Discord has them."""
    agreed = {answer.user_id for each in found.posts for answer in each.answers}
    names = await names_here(interaction.guild, agreed)
    posts = newest_answers(answers_of(found.posts, agreed if names is None else names))
    answers = [answer for each in reversed(posts) for answer in each.answers]
    texts = await answer_texts(interaction.client, rate, interaction.guild_id or 0, answers)
    date, channel = interaction.created_at.date().isoformat(), channel_name(interaction, found.channel_id)
    return Record(channel, date, tuple(posts), texts, names or {})


def _handed_over(say: Say, found: StudyRecord, files: Written) -> Markup:
    left_out = say("record.left_out", n=files.left_out) if files.left_out else NOTHING
    return below(say("record.done", n=len(found.posts), channel=channel_link(found.channel_id)), left_out)
