"""Whom a text pings (Message Resource, Allowed Mentions Object)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from local_discord.permissions import Permission
from local_discord.world.access import guild_of, may
from local_discord.world.conversations import Place
from local_discord.world.members import Role
from local_discord.world.people import User

USER_MENTION = re.compile(r"<@!?(\d{5,20})>")
ROLE_MENTION = re.compile(r"<@&(\d{5,20})>")
EVERYONE_MENTION = re.compile(r"@(everyone|here)\b")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may ping: a kind in `parse`, or single ids; a person's own message allows everything."""

    parse: frozenset[str] = frozenset({"users", "roles", "everyone"})
    user_ids: frozenset[int] = frozenset()
    role_ids: frozenset[int] = frozenset()
    replied_user: bool = True


@dataclass(frozen=True, slots=True)
class Mentions:
    """Who is pinged in the end."""

    users: tuple[User, ...] = ()
    roles: tuple[Role, ...] = ()
    everyone: bool = False


def find(written: str, author: User, place: Place, rule: Allowed, replied_to: User | None) -> Mentions:
    """The people and roles that a text pings; a role that is not mentionable needs Mention Everyone."""
    guild = guild_of(place)
    loud = "@" in written and may(author, Permission.MENTION_EVERYONE, place)
    people: dict[int, User] = {}
    if replied_to and replied_to is not author and rule.replied_user:
        people[replied_to.id] = replied_to
    for user_id in map(int, USER_MENTION.findall(written)):
        known = _known(user_id, place)
        if known and ("users" in rule.parse or user_id in rule.user_ids):
            people[user_id] = known
    roles: dict[int, Role] = {}
    for role_id in map(int, ROLE_MENTION.findall(written)):
        role = guild.roles.get(role_id) if guild else None
        if role and ("roles" in rule.parse or role_id in rule.role_ids) and (role.mentionable or loud):
            roles[role_id] = role
    everyone = loud and "everyone" in rule.parse and bool(EVERYONE_MENTION.search(written)) and guild is not None
    return Mentions(tuple(people.values()), tuple(roles.values()), everyone)


def _known(user_id: int, place: Place) -> User | None:
    guild = guild_of(place)
    if guild is None:
        return next((user for user in getattr(place, "people", ()) if user.id == user_id), None)
    member = guild.members.get(user_id)
    return member.user if member else None
