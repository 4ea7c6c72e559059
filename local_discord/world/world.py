"""The whole local Discord: who exists, what is registered, and who listens to changes."""

from __future__ import annotations

import asyncio
import base64
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from local_discord.clock import Clock
from local_discord.permissions import EVERYONE
from local_discord.snowflake import Snowflakes
from local_discord.world.applications import Application, ApplicationFlag
from local_discord.world.changes import Event
from local_discord.world.channels import DirectChannel, Place
from local_discord.world.files import Files
from local_discord.world.guilds import Guild
from local_discord.world.people import GuildMember, Role, User

if TYPE_CHECKING:
    from local_discord.interactions.interaction import Interaction
    from local_discord.member.actor import Member
    from local_discord.world.messages import Message

T = TypeVar("T")


class NotSeen(AssertionError):  # noqa: N818 - it reads as what it says: `with raises(NotSeen)`
    """What was expected did not appear; the message tells what did."""


@dataclass(slots=True)
class Settings:
    """What differs between Discords, or is not documented: durations are of the world's clock unless stated.

    `nonce_window`: how long a nonce is remembered ("the past few minutes", Message Resource, Create Message).
    `answer_seconds` and `token_seconds`: an interaction's 3 s and 15 min, in real seconds (Receiving and Responding).
    `old_edits` of messages over an hour old a bot may make in a channel in `old_edit_seconds`, real ones (code 30046).
    """

    nonce_window: timedelta = timedelta(seconds=180)
    answer_seconds: float = 3.0
    token_seconds: float = 900.0
    attachment_bytes: int = 10 * 1024 * 1024
    shards: int = 1
    old_edits: int = 3
    old_edit_seconds: float = 20.0


@dataclass(slots=True)
class Sent:
    """The message that a nonce made, and when."""

    message_id: int
    place_id: int
    moment: float


@dataclass(slots=True, eq=False, repr=False)
class World:
    """Everything there is; each change is told to the listeners before the call that made it returns."""

    clock: Clock
    asset_url: str = "http://127.0.0.1"
    settings: Settings = field(default_factory=Settings)
    users: dict[int, User] = field(default_factory=dict[int, User])
    people: dict[int, Member] = field(default_factory=dict[int, "Member"])
    applications: dict[int, Application] = field(default_factory=dict[int, Application])
    guilds: dict[int, Guild] = field(default_factory=dict[int, Guild])
    places: dict[int, Place] = field(default_factory=dict[int, Place])
    direct: dict[frozenset[int], DirectChannel] = field(default_factory=dict[frozenset[int], DirectChannel])
    interactions: dict[str, Interaction] = field(default_factory=dict[str, "Interaction"])
    nonces: dict[tuple[int, str], Sent] = field(default_factory=dict[tuple[int, str], Sent])
    listeners: list[Callable[[Event], None]] = field(default_factory=list[Callable[[Event], None]])
    old_edits: dict[tuple[int, int], list[float]] = field(default_factory=dict[tuple[int, int], list[float]])
    connected: set[int] = field(default_factory=set[int])
    files: Files = field(init=False)
    _snowflakes: Snowflakes = field(init=False)

    def __post_init__(self) -> None:
        self._snowflakes = Snowflakes(self.clock)
        self.files = Files(self)
        self.clock.on_move.append(self.let_threads_sleep)

    def new_id(self) -> int:
        """A fresh snowflake."""
        return self._snowflakes.new()

    def emit(self, event: Event) -> None:
        """Tells every listener."""
        for listener in tuple(self.listeners):
            listener(event)

    async def until(self, found: Callable[[], T | None], within: float) -> T | None:
        """What `found` gives as soon as it gives anything, asked at every change; None after `within` real seconds."""
        if (already := found()) is not None:
            return already
        waiting: asyncio.Future[T] = asyncio.get_running_loop().create_future()

        def look(_: Event) -> None:
            if not waiting.done() and (value := found()) is not None:
                waiting.set_result(value)

        self.listeners.append(look)
        try:
            async with asyncio.timeout(within):
                return await waiting
        except TimeoutError:
            return None
        finally:
            self.listeners.remove(look)

    async def wait_for(self, true: Callable[[], bool], within: float, what: str) -> None:
        """Returns once `true()` is; NotSeen saying `what` after `within` real seconds."""
        if await self.until(lambda: True if true() else None, within) is None:
            raise NotSeen(f"It did not happen within {within:g} s: {what}.")

    def add_application(
        self,
        name: str,
        token: str | None = None,
        *,
        message_content: bool = False,
        members: bool = False,
    ) -> Application:
        """A new application with a bot; the switches are the portal's privileged intents.

        Without a token it gets a random one, so that nobody speaks as its bot who was not given it.
        """
        flags = ApplicationFlag.CONTENT_LIMITED if message_content else ApplicationFlag(0)
        flags |= ApplicationFlag.MEMBERS_LIMITED if members else ApplicationFlag(0)
        user, owner = self._user(name), self._user(f"Owner of {name}")
        application = Application(self, user.id, name, token or _random_token(user.id), user, owner, int(flags))
        user.application = application
        self.applications[application.id] = application
        return application

    def add_guild(self, name: str, *, shard: tuple[int, int] | None = None, locale: str = "en-US") -> Guild:
        """A new guild; `shard=(1, 2)` puts it on shard 1 of 2. Its owner is a person who does not act."""
        guild_id = self._snowflakes.for_guild(shard)
        owner = self._user(f"Owner of {name}")
        guild = Guild(self, guild_id, name, owner.id, locale)
        guild.roles[guild_id] = Role(guild_id, guild, "@everyone", EVERYONE)
        guild.members[owner.id] = GuildMember(owner, guild, self.clock.now())
        self.guilds[guild_id] = guild
        return guild

    def add_person(self, name: str, locale: str = "en-US") -> Member:
        """A person who is in no guild yet; they can still use the applications that they installed."""
        from local_discord.member.actor import Member

        actor = Member(self, self._user(name, locale))
        self.people[actor.user.id] = actor
        return actor

    def _user(self, name: str, locale: str = "en-US") -> User:
        user = User(self.new_id(), name, locale)
        self.users[user.id] = user
        return user

    def direct_channel(self, one: User, other: User) -> DirectChannel:
        """The conversation of two users, made when it is not there yet."""
        key = frozenset((one.id, other.id))
        if key not in self.direct:
            self.direct[key] = made = DirectChannel(self.new_id(), (one, other))
            self.places[made.id] = made
        return self.direct[key]

    def place(self, place_id: int) -> Place | None:
        """The channel, thread or conversation with that id."""
        return self.places.get(place_id)

    def remember_nonce(self, author: User, nonce: str, message: Message) -> None:
        """Keeps what a nonce made, and forgets what is older than the window."""
        now = self.clock.now().timestamp()
        window = self.settings.nonce_window.total_seconds()
        while (oldest := next(iter(self.nonces), None)) and now - self.nonces[oldest].moment > window:
            del self.nonces[oldest]
        self.nonces[author.id, nonce] = Sent(message.id, message.place.id, now)

    def application_with(self, token: str) -> Application | None:
        """The application whose bot token this is."""
        return next((each for each in self.applications.values() if each.token == token), None)

    def let_threads_sleep(self) -> None:
        """Archives the threads in which nobody wrote for as long as they stay open."""
        now = self.clock.now()
        for guild in self.guilds.values():
            for thread in list(guild.threads.values()):
                if not thread.archived and thread.sleeps_at <= now:
                    thread.edit(archived=True)


def _random_token(user_id: int) -> str:
    """A bot's token as Discord makes them: the bot's id in base64, and what nobody guesses."""
    named = base64.urlsafe_b64encode(str(user_id).encode()).decode().rstrip("=")
    return f"{named}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(28)}"
