"""The bot itself: a discord.py client with the database, the clock and the texts."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import Any

import discord
import yarl
from discord import app_commands, gateway, http
from discord.ext import commands

from bot import events
from bot.clock import Clock, steady_now
from bot.connection.answered_requests import watch
from bot.connection.echoes import Echoes
from bot.connection.http_watch import HttpWatch
from bot.connection.refusal_budget import RefusalBudget
from bot.connection.rest import Rest
from bot.connection.send_rate import SendRate
from bot.connection.session_starts import SessionStarts
from bot.connection.shards import ShardedBot
from bot.core.errors import StorageError, StudyError
from bot.core.limits import RATES, Act, Rates
from bot.core.models import Asker
from bot.i18n import DEFAULT, Descriptions, Say, Texts
from bot.interactions import host_permissions
from bot.interactions.commands import paths, register
from bot.interactions.error_handler import answer_error
from bot.interactions.first_start import NewMemory, invite_link
from bot.interactions.forms import give_back, read_form
from bot.interactions.input_limits import cut_input
from bot.interactions.rate_limits import RateLimits
from bot.outside import downloads
from bot.outside.fair_queue import FairQueue
from bot.outside.keyed_lock import KeyedLock
from bot.outside.monitoring.progress import Progress
from bot.outside.network_errors import BROKEN
from bot.services.guilds.host_roles import HostRoles
from bot.settings import Settings
from bot.store.database import Database

_log = logging.getLogger(__name__)

INTENTS = discord.Intents(guilds=True, guild_messages=True)
"""All the bot asks to see; neither is privileged, and members' words are not among it."""
REQUESTS = 45
"""Requests a second that deliveries make together; Discord allows a bot 50 (Rate Limits in the API reference)."""
OPENED = 1
"""Conversations with members a second that the bot begins: Discord refuses those that come too fast (40003)."""
LEAVE_WITHIN = 0.3
"""Seconds at the end for leaving the gateway; one that does not answer would take thirty."""
ANSWER_WITHIN = 1.2
"""Seconds at the end for what people asked for and events in hand; posts in hand get six more (cog `Clockwork`)."""
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    read_message_history=True,
    create_public_threads=True,
    send_messages_in_threads=True,
)
"""All the bot asks to be allowed."""
LEAST: Mapping[str, Any] = {
    "help_command": None,
    "intents": INTENTS,
    "allowed_mentions": discord.AllowedMentions.none(),
    "max_messages": None,
    "member_cache_flags": discord.MemberCacheFlags.none(),
    "chunk_guilds_at_startup": False,
}
"""discord.py's options with which the bot sees, keeps and says as little as it can."""
IMPORTS, IMPORT_PATIENCE = 2, 600
"""Files that are read at once, as many as the sandbox reads; seconds that one waits for its turn, of Discord's 900."""
FormHandler = Callable[[discord.Interaction["StudyBot"], str, Mapping[str, str]], Awaitable[None]]
"""What is done with a form that was sent: its custom id without the random end, and what stands in its fields."""


class StudyBot(ShardedBot):
    """One process of the bot. It holds all that cogs work with; cogs do not use one another through it."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Clock,
        extensions: Sequence[str],
        rates: Mapping[Act, Rates] = RATES,
    ) -> None:
        """Prepare the client; `extensions` names the cogs' modules. Nothing connects before `start`."""
        _set_up_library(settings)
        self.steady, self.ticks = partial(steady_now, clock), Progress(clock.monotonic)
        self.http_watch = HttpWatch(clock)
        self.refusals = RefusalBudget(self.steady, self._guild_of_channel, self._doubt_token)
        super().__init__(
            command_prefix=commands.when_mentioned,  # never used: members speak in slash commands and buttons
            tree_cls=StudyTree,
            guild_ready_timeout=settings.ready_timeout,
            http_trace=self.http_watch.trace(self.refusals.watch, watch),
            **LEAST,
            **_shards_of(settings),
        )
        self._rest = Rest(self.http)
        self.database, self.clock, self.model, self.backs_up = database, clock, settings.model, bool(settings.backups)
        limits = database.shared_limits
        reserve = None if limits is None else limits.reserve
        self.session_starts = SessionStarts(self.steady, clock.sleep, reserve)
        self.starts_elsewhere = limits is not None
        self.must_end = asyncio.Event()
        self.end_reason: StudyError | None = None
        """What has to be mended before the bot can go on; `must_end` is set with it."""
        self._asking_about_token: asyncio.Task[None] | None = None
        self.send_rate, self.direct_rate = self.rate("requests", REQUESTS), self.rate("conversations", OPENED)
        self.keyed_lock, self.echoes = KeyedLock(), Echoes()
        self.rate_limits = RateLimits(rates)
        self.host_roles, self._new_memory = HostRoles(database), NewMemory(database)
        self.texts, self._modules = Texts(), extensions
        self._forms: dict[str, FormHandler] = {}
        self.heeding_messages: list[Callable[[discord.Message], None]] = []
        self.import_queue = FairQueue(IMPORTS, IMPORT_PATIENCE)
        self.file_hosts = downloads.DISCORD.union(filter(None, [settings.file_host]))

    def rate(self, name: str, per_second: float) -> SendRate:
        """A rate of this name, which all processes of the bot share."""
        limits = self.database.shared_limits
        return (
            SendRate(per_second)
            if limits is None
            else SendRate(per_second, partial(limits.reserve, name), limits.share)
        )

    def safe_now(self) -> datetime:
        """The time that is safe to claim and to forget by: the earlier of this machine's and Discord's.

        How long ago something was is told by `http_watch.discord_now()`, which no step of a clock here changes. For
        what hangs on no promise, `clock.now()` is this machine's time alone.
        """
        return self.http_watch.earlier_now()

    @property
    def app_id(self) -> int:
        """The id of this application; known from the moment of login."""
        if self.application_id is None:
            raise RuntimeError("the bot has not logged in yet")
        return self.application_id

    def asker(self, interaction: discord.Interaction) -> Asker:
        """Who asks, for the services; when, Discord says: a clock that is wrong here must not plan what is to come."""
        channel = interaction.channel
        channel_id = channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id
        steered = host_permissions.steered(interaction, self.host_roles)
        return Asker(interaction.guild_id, channel_id, interaction.user.id, interaction.created_at, steered)

    def say(self, interaction: discord.Interaction) -> Say:
        """The speaker for one person, by the language of their Discord."""
        return self.texts.say(str(interaction.locale))

    def say_to_guild(self, guild_id: int | None) -> Say:
        """The speaker for what all of a guild read; so far that is English in every guild."""
        del guild_id
        return self.texts.say()

    async def setup_hook(self) -> None:
        """Load the cogs, and tell Discord of the commands if they have changed since it was last told."""
        await self.host_roles.load()
        await self.load_cogs()
        await self._new_memory.look(self.tree)
        ids = await register(self.tree, self.database, self.app_id)
        self.texts.mention_commands({path: ids[name] for path, name in paths(self.tree).items()})

    async def load_cogs(self) -> None:
        """Add the cogs with their commands, and whatever describes these in other languages."""
        for name in self._modules:
            await import_module(name).setup(self)  # not `load_extension`, which runs a module anew each time
        if self.texts.languages != (DEFAULT,):
            await self.tree.set_translator(Descriptions(self.texts))

    async def on_message(self, message: discord.Message, /) -> None:
        """Note of our own messages that they are there, and tell those who heed messages of all; none is a command.

        A listener of a cog would be a task for each message (tests/benchmarks/talk.py).
        """
        if message.author.id == self.application_id and message.nonce is not None:
            self.echoes.heard(str(message.nonce), message.id)
        for heed in self.heeding_messages:
            heed(message)

    async def on_ready(self) -> None:
        """Say in the log that the bot is there; this happens again after every new session."""
        _log.info("Ready in %d guilds", len(self.guilds))
        self._new_memory.tell(len(self.guilds))
        if not self.guilds and self.database.shards.are_all:
            _log.info("Nobody has invited the bot yet. Open %s", invite_link(self.app_id, PERMISSIONS))

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Log what went wrong while an event was handled; the other events go on."""
        if isinstance(sys.exception(), StorageError):
            _log.debug("The database could not be written for %s", event_method)  # it has been told where it began
        elif self.is_closed():
            _log.info("The stop cut %s short: %s", event_method, sys.exception())
        else:
            _log.exception("While handling %s", event_method)

    async def close(self) -> None:
        """Leave the gateway, finish the answers in hand, then unload the cogs and close every connection.

        discord.py closes its connections under whatever is being answered; what is not done in `ANSWER_WITHIN` seconds
        is cut short all the same.
        """
        if self._asking_about_token:
            self._asking_about_token.cancel()
        if not self.is_closed():
            leaving = [asyncio.create_task(shard.disconnect()) for shard in self.shards.values()]
            if leaving:
                _, silent = await asyncio.wait(leaving, timeout=LEAVE_WITHIN)
                for task in silent:
                    task.cancel()
                await asyncio.gather(*leaving, return_exceptions=True)  # a broken connection is left as well
            if tasks := in_hand():
                await asyncio.wait(tasks, timeout=ANSWER_WITHIN)
        await super().close()
        self._rest.close()

    def _guild_of_channel(self, channel_id: int) -> int | None:
        """The guild of a channel or thread, if Discord has told of it."""
        channel = self.get_channel(channel_id)
        return channel.guild.id if isinstance(channel, (discord.abc.GuildChannel, discord.Thread)) else None

    def _doubt_token(self) -> None:
        """Ask Discord whether it still accepts the token: a single 401 may be a fault of its own."""
        asking = self._asking_about_token is not None and not self._asking_about_token.done()
        if self.user is not None and not asking:  # at the login it is the login that asks
            self._asking_about_token = asyncio.create_task(self._ask_about_token(), name="ask about the token")

    async def _ask_about_token(self) -> None:
        try:
            await self.http.request(http.Route("GET", "/users/@me"))
        except discord.HTTPException as refused:
            if refused.status == 401:
                self.end_with(StudyError("cli.bad_token"))
        except BROKEN:
            pass  # the next 401 asks again

    def end_with(self, reason: StudyError) -> None:
        """Ask the process to end, as going on would lose what people do or lead to a ban; the first reason counts."""
        self.end_reason = self.end_reason or reason
        self.must_end.set()

    def add_form(self, kind: str, handler: FormHandler) -> None:
        """Have forms of this kind answered, those that were opened before a restart too."""
        self._forms[kind] = handler

    async def on_interaction(self, interaction: discord.Interaction["StudyBot"]) -> None:
        """Answer forms, and buttons that nothing here knows: those of an older version, say."""
        custom_id = str((interaction.data or {}).get("custom_id", ""))
        if interaction.type is discord.InteractionType.modal_submit:
            await self._answer_form(interaction, custom_id)
        elif interaction.type is discord.InteractionType.component:
            known = any(pattern.fullmatch(custom_id) for pattern in self._connection._view_store._dynamic_items)  # noqa: SLF001 # discord.py has no public way to ask, and drops unknown buttons silently
            if not known:
                await self._answer_unknown(interaction, custom_id)

    async def _answer_unknown(self, interaction: discord.Interaction["StudyBot"], custom_id: str) -> None:
        error: Exception = app_commands.CommandNotFound(custom_id, [])
        try:
            if not self.rate_limits.admits(interaction):
                return
        except StudyError as refused:
            error = refused
        await answer_error(interaction, self.say(interaction), error)

    async def _answer_form(self, interaction: discord.Interaction["StudyBot"], custom_id: str) -> None:
        """Hand a form to those who know its kind; when that fails, the person gets back what they typed."""
        sent = read_form(custom_id, interaction.data)
        try:
            if self.rate_limits.admits(interaction):
                await self._forms.get(sent.kind, _of_no_kind)(interaction, sent.written, sent.typed)
                events.answered(self, interaction)
        except Exception as error:  # noqa: BLE001 # event dispatch: the handler logs what nobody foresaw
            await answer_error(interaction, self.say(interaction), error)
            await give_back(interaction, self.say(interaction), sent)


def _set_up_library(settings: Settings) -> None:
    """Set what discord.py keeps for the whole process: where Discord is, and that a bot without voice is not warned."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    if settings.api_url:
        http.Route.BASE = settings.api_url
    if settings.gateway_url:
        gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)


def _shards_of(settings: Settings) -> Mapping[str, Any]:
    """discord.py's options for the shards of this process; none for as many as Discord recommends."""
    shards = settings.shards
    return {} if shards is None else {"shard_count": shards.count, "shard_ids": list(shards.ids)}


def in_hand() -> set[asyncio.Task[None]]:
    """The tasks in which discord.py is handling events, commands, buttons and forms, by the names it gives them."""
    names = ("discord.py: on_", "CommandTree-invoker", "discord-ui-")
    return {task for task in asyncio.all_tasks() if task.get_name().startswith(names)}


async def _of_no_kind(interaction: discord.Interaction, written: str, typed: Mapping[str, str]) -> None:
    """Refuse a form that nothing here knows."""
    del interaction, typed
    raise app_commands.CommandNotFound(written, [])


class StudyTree(app_commands.CommandTree[StudyBot]):
    """The commands: what people type is cut and counted first, and every error goes to `answer_error`."""

    async def interaction_check(self, interaction: discord.Interaction[StudyBot], /) -> bool:
        """Whether a command or menu, or autocompletion, is done; a list for one too many stays empty.

        discord.py asks before it reads what was typed, so that nothing sees more of it than is left here.
        """
        cut_input(interaction.data, interaction.command)
        typing = interaction.type is discord.InteractionType.autocomplete
        try:
            return interaction.client.rate_limits.admits(interaction, Act.TYPE if typing else Act.USE)
        except StudyError as refused:
            if typing:
                with suppress(discord.HTTPException):  # nobody waits for it any more
                    await interaction.response.autocomplete([])
            else:
                await answer_error(interaction, interaction.client.say(interaction), refused)
            return False

    async def on_error(
        self, interaction: discord.Interaction[StudyBot], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person what happened."""
        await answer_error(interaction, interaction.client.say(interaction), error)
        events.command_refused(interaction.client, interaction)
