"""What the doctor asks Discord: the token, the clock, the application, the commands, and each study's channel."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import discord
from discord.ext import commands

from bot.client import StudyBot
from bot.clock import SystemClock
from bot.core.errors import Remark, StudyError
from bot.core.models import Study
from bot.interactions.command_differences import differences
from bot.interactions.commands import digest_of, payloads
from bot.outside.network_errors import BROKEN, in_words
from bot.services.guilds import command_registration
from bot.settings import Settings
from bot.store.database import Database
from cogs import EXTENSIONS
from cogs.deliveries.time_evidence import MOST_SKEW
from cogs.study.channel_checks import lacking
from command_line.upkeep.findings import Findings

UNANSWERED = (discord.HTTPException, *BROKEN)


class ExaminedBot(StudyBot):
    """The bot as far as its login: it has its commands, and none of its work is begun."""

    async def setup_hook(self) -> None:
        """Load the commands; Discord is told of none."""
        await self.load_cogs()

    async def add_cog(self, cog: commands.Cog, /, **options: object) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] # ours are added without options
        """Take the commands of a cog, and start none of its tasks."""
        del options
        for command in [cog.app_command] if cog.app_command else cog.get_app_commands():
            self.tree.add_command(command)


async def check(settings: Settings, planned: Iterable[Study], findings: Findings) -> None:
    """Ask Discord about the bot and about the channels of these studies; the bot may be running meanwhile."""
    async with ExaminedBot(
        settings, Database.at(settings.database_url, settings.backups), SystemClock(), EXTENSIONS
    ) as bot:
        try:
            await bot.login(settings.token)
        except discord.LoginFailure:
            findings.mend("cli.bad_token")
            return
        except UNANSWERED as broken:
            findings.mend("doctor.unreachable", problem=in_words(broken))
            return
        findings.ok("doctor.token", application=str(bot.app_id))
        _check_clock(bot, findings)
        try:
            await _check_application(bot, findings)
            await _check_commands(bot, settings, findings)
        except UNANSWERED as broken:
            findings.mend("doctor.unreachable", problem=in_words(broken))
            return
        for _, of_guild in groupby(planned, lambda study: study.guild_id):
            await _check_guild(bot, list(of_guild), findings)


def _check_clock(bot: StudyBot, findings: Findings) -> None:
    """Compare this machine's clock with the one by which Discord dates its answers."""
    off = bot.http_watch.skew
    values = {"seconds": abs(round(off.total_seconds())), "most": int(MOST_SKEW.total_seconds())}
    if abs(off) > MOST_SKEW:
        findings.mend("doctor.clock_wrong", **values)
    else:
        findings.ok("doctor.clock", **values)


async def _check_application(bot: StudyBot, findings: Findings) -> None:
    """Look at what stands in the developer portal, and how often the bot may still connect."""
    if bot.application is not None and bot.application.interactions_endpoint_url:
        findings.mend("doctor.endpoint")
    findings.ok("doctor.intents")
    starts = await bot.fetch_session_start_limits()
    if starts.remaining:
        findings.ok("doctor.starts", remaining=starts.remaining, total=starts.total)
    else:
        findings.mend("doctor.no_starts", hours=-(-starts.reset_after // 3_600_000))


async def _check_commands(bot: StudyBot, settings: Settings, findings: Findings) -> None:
    """Compare the commands that Discord has with those of this version."""
    ours = await payloads(bot.tree)
    found = differences(ours, await bot.http.get_global_commands(bot.app_id))
    if not any(found):
        findings.ok("doctor.commands", n=len(ours))
        return
    lists = (
        ("doctor.commands.missing", found.missing),
        ("doctor.commands.strange", found.strange),
        ("doctor.commands.changed", found.changed),
    )
    details = [Remark(key, (("names", ", ".join(names)),)) for key, names in lists if names]
    if await _was_told(settings, bot.app_id, digest_of(ours)):
        findings.mend("doctor.commands_differ", *details)
    else:
        findings.open("doctor.commands_untold", *details)


async def _was_told(settings: Settings, application_id: int, digest: str) -> bool:
    """Whether the bot remembers to have told Discord of these very commands, and so would not tell it again."""
    try:
        async with Database.read_only(settings.database_url, settings.backups) as database:
            return await command_registration.known_ids(database, application_id, digest) is not None
    except StudyError:
        return False  # there is no database yet, or one of another version: the next start sees to it


async def _check_guild(bot: StudyBot, planned: Sequence[Study], findings: Findings) -> None:
    """Look whether the bot is in the guild of these studies, and may do in their channels what they need."""
    guild_id = planned[0].guild_id
    try:
        guild = await bot.fetch_guild(guild_id, with_counts=False)
        member = await guild.fetch_member(bot.user.id if bot.user else bot.app_id)  # an old bot's user has another id
    except (discord.NotFound, discord.Forbidden):
        findings.mend("doctor.not_in_guild", guild=str(guild_id))
        return
    except UNANSWERED as broken:
        findings.open("doctor.guild_not_asked", guild=str(guild_id), problem=in_words(broken))
        return
    for study in planned:
        await _check_channel(guild, member, study, findings)


async def _check_channel(guild: discord.Guild, bot: discord.Member, study: Study, findings: Findings) -> None:
    values = {"channel": str(study.channel_id), "guild": str(guild.id)}
    try:
        channel = await guild.fetch_channel(study.channel_id)
    except discord.NotFound:
        findings.mend("doctor.channel_gone", **values)
        return
    except discord.Forbidden:
        findings.mend("doctor.channel_lacks", Remark("permission.view_channel"), **values)
        return
    except UNANSWERED as broken:
        findings.open("doctor.channel_not_asked", **values, problem=in_words(broken))
        return
    if not isinstance(channel, (discord.TextChannel, discord.ForumChannel)):
        findings.mend("doctor.channel_of_other_kind", **values)
        return
    missing = lacking(channel, bot)
    if study.place.pin and not channel.permissions_for(bot).pin_messages:
        missing.append("pin_messages")
    if missing:
        findings.mend("doctor.channel_lacks", *(Remark(f"permission.{name}") for name in missing), **values)
    else:
        findings.ok("doctor.channel", **values)
