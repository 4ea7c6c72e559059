"""`/record`: the whole study as a document to keep."""

import asyncio
from collections.abc import Collection
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.core.limits import Act
from bot.core.studies.participation.reports.record import answers_of, newest_answers
from bot.core.text.markup import NOTHING, Markup
from bot.i18n import Say, described
from bot.interactions.answers import reply, text_file
from bot.services.participation.reports.study_record import StudyRecord, study_record
from cogs.participation.reports.answer_texts import AnswerTexts
from cogs.participation.reports.cog import channel_name, file_size
from cogs.participation.reports.record_document import Record, Written, written
from cogs.ui.channel_options import ChannelWithStudyOption
from cogs.ui.deferral import put_off
from cogs.ui.members_here import names_here
from cogs.ui.passage_parts import below
from cogs.ui.replies import channel_link

Asked = discord.Interaction[StudyBot]


class Records(commands.Cog):
    """The command with which members take along what they have read together."""

    def __init__(self, bot: StudyBot) -> None:
        self._bot = bot
        self._texts = AnswerTexts(bot)

    @app_commands.command(name="record", description=described("command.record"))
    @app_commands.guild_only()
    @app_commands.describe(channel=described("option.report_channel"))
    async def record(self, interaction: Asked, channel: ChannelWithStudyOption | None = None) -> None:
        """Hand over the record of a study as two files."""
        bot, say = self._bot, self._bot.say(interaction)
        await put_off(interaction)
        asker = bot.asker(interaction)
        found = await study_record(bot.database, asker, _seen(interaction), channel)
        bot.rate_limits.take(Act.RECORD, interaction)
        async with bot.keyed_lock.hold(f"record {asker.guild}"):
            record = await self._whole(interaction, found)
        files = await asyncio.to_thread(partial(written, say.plain, record, file_size(interaction)))
        name = f"study-{record.date}"
        both = text_file(f"{name}.html", files.html), text_file(f"{name}.md", files.markdown)
        await reply(interaction, _handed_over(say, found, files), files=both)

    async def _whole(self, interaction: Asked, found: StudyRecord) -> Record:
        """The record with the answers of those who agreed and are still in the server, as far as Discord has them."""
        agreed = {answer.user_id for each in found.posts for answer in each.answers}
        names = await names_here(interaction.guild, agreed)
        posts = newest_answers(answers_of(found.posts, agreed if names is None else names))
        answers = [answer for each in reversed(posts) for answer in each.answers]
        texts = await self._texts.read(interaction.guild_id or 0, answers)
        date, channel = interaction.created_at.date().isoformat(), channel_name(interaction, found.channel_id)
        return Record(channel, date, tuple(posts), texts, names or {})


def _seen(interaction: Asked) -> Collection[int]:
    """The channels of the server that the person can see."""
    guild, member = interaction.guild, interaction.user
    if guild is None or not isinstance(member, discord.Member):
        return ()
    return {channel.id for channel in guild.channels if channel.permissions_for(member).view_channel}


def _handed_over(say: Say, found: StudyRecord, files: Written) -> Markup:
    left_out = say("record.left_out", n=files.left_out) if files.left_out else NOTHING
    return below(say("record.done", n=len(found.posts), channel=channel_link(found.channel_id)), left_out)
