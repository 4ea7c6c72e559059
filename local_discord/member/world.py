"""The world as a test has it in hand: applications to wait for, guilds to fill, and people who act."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from local_discord.member import waits
from local_discord.member.member import Member
from local_discord.permissions import EVERYONE
from local_discord.world import applications, events, guilds, world
from local_discord.world.applications import ApplicationFlag, CommandRule
from local_discord.world.members import GuildMember, Role
from local_discord.world.people import User

T = TypeVar("T")


@dataclass(slots=True, eq=False, repr=False)
class Application(applications.Application):
    """An application of the developer portal."""

    def allow(self, command: str, guild: Guild, *, to: Role | GuildMember, allowed: bool = True) -> None:
        """Does what Server Settings, Integrations does: shows or hides a command for a role or a person."""
        shown = next(
            known for known in self.commands.values() if known.name == command and known.guild_id in (None, guild.id)
        )
        kind = 1 if isinstance(to, Role) else 2
        rules = self.rules.setdefault((guild.id, shown.id), [])
        rules[:] = [rule for rule in rules if rule.target_id != to.id]
        rules.append(CommandRule(to.id, kind, allowed))
        self.world.emit(events.CommandRulesChanged(shown, guild, tuple(rules)))

    async def online(self, within: float = 5) -> None:
        """Returns once a gateway session of the bot is ready; NotSeen after `within` seconds."""
        await waits.wait_for(self.world, lambda: self.id in self.world.connected, within, f"{self.name} came online")


@dataclass(slots=True, eq=False, repr=False)
class Guild(guilds.Guild):
    """A server, as people call it."""

    new_person: Callable[[str, str], Member] = field(kw_only=True)

    def add_member(self, person: str | Member, roles: Sequence[Role] = (), *, locale: str = "en-US") -> Member:
        """A person in this guild, ready to act; somebody known from elsewhere keeps their account."""
        actor = self.new_person(person, locale) if isinstance(person, str) else person
        self.join(actor.user, roles)
        return actor


@dataclass(slots=True, eq=False, repr=False)
class World(world.World):
    """Everything there is, and the people who act in it."""

    people: dict[int, Member] = field(default_factory=dict[int, Member])

    async def until(self, found: Callable[[], T | None], within: float) -> T | None:
        """What `found` gives as soon as it gives anything, asked at every change; None after `within` real seconds."""
        return await waits.until(self, found, within)

    async def wait_for(self, true: Callable[[], bool], within: float, what: str) -> None:
        """Returns once `true()` is; NotSeen saying `what` after `within` real seconds."""
        await waits.wait_for(self, true, within, what)

    def add_application(
        self,
        name: str,
        token: str | None = None,
        *,
        description: str = "",
        message_content: bool = False,
        members: bool = False,
    ) -> Application:
        """A new application with a bot; the switches are the portal's privileged intents.

        `description` is what its profile says. Without a token it gets a random one, so that nobody speaks as its bot
        who was not given it.
        """
        flags = ApplicationFlag.CONTENT_LIMITED if message_content else ApplicationFlag(0)
        flags |= ApplicationFlag.MEMBERS_LIMITED if members else ApplicationFlag(0)
        user, owner = self._user(name), self._user(f"Owner of {name}")
        application = Application(
            self, user.id, name, token or _random_token(user.id), user, owner, int(flags), description
        )
        user.application_id = application.id
        self.applications[application.id] = application
        return application

    def add_guild(self, name: str, *, shard: tuple[int, int] | None = None, locale: str = "en-US") -> Guild:
        """A new guild; `shard=(1, 2)` puts it on shard 1 of 2. Its owner is a person who does not act."""
        guild_id = self._snowflakes.for_guild(shard)
        owner = self._user(f"Owner of {name}")
        guild = Guild(self, guild_id, name, owner.id, locale, new_person=self.add_person)
        guild.roles[guild_id] = Role(guild_id, guild, "@everyone", EVERYONE)
        guild.members[owner.id] = GuildMember(owner, guild, self.clock.now())
        self.guilds[guild_id] = guild
        return guild

    def add_person(self, name: str, locale: str = "en-US") -> Member:
        """A person who is in no guild yet; they can still use the applications that they installed."""
        actor = Member(self, self._user(name, locale))
        self.people[actor.user.id] = actor
        return actor

    def _user(self, name: str, locale: str = "en-US") -> User:
        user = User(self.new_id(), name, locale)
        self.users[user.id] = user
        return user


def _random_token(user_id: int) -> str:
    """A bot's token as Discord makes them: the bot's id in base64, and what nobody guesses."""
    named = base64.urlsafe_b64encode(str(user_id).encode()).decode().rstrip("=")
    return f"{named}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(28)}"
