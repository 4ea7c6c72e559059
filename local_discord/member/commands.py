"""Which commands somebody sees in a place, and finding one by what they type (Application Commands, Permissions)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from local_discord.member.errors import NotPossible
from local_discord.permissions import Permission
from local_discord.wire import Json, JsonObject, items, number, obj, objects, text
from local_discord.world.access import guild_of, may, permissions_in
from local_discord.world.applications import CHAT_INPUT, EVERYONE_ELSE_OFFSET, Application, Command, CommandRule
from local_discord.world.conversations import Place
from local_discord.world.members import GuildBase
from local_discord.world.people import User
from local_discord.world.world import World

BY_GUILD, BY_USER = 0, 1
IN_GUILD, WITH_BOT, IN_PRIVATE = 0, 1, 2
NESTED = (1, 2)
FOR_CHANNEL = 3


@dataclass(frozen=True, slots=True)
class Typed:
    """A command with the subcommand that was typed: the path to it, and the options at its end."""

    command: Command
    path: tuple[JsonObject, ...]
    options: Sequence[JsonObject]

    def around(self, filled: Sequence[Json]) -> list[Json]:
        """The filled options within their groups, as they are sent."""
        inner: Sequence[Json] = filled
        for step in reversed(self.path):
            inner = [{"name": step["name"], "type": step["type"], "options": inner}]
        return list(inner)


def visible(world: World, user: User, place: Place) -> list[Command]:
    """The commands that the client shows to somebody there, menus included."""
    guild = guild_of(place)
    if guild and not may(user, Permission.USE_APPLICATION_COMMANDS, place):
        return []
    found: list[Command] = []
    for application in world.applications.values():
        commands = [*(application.commands_in(guild.id) if guild else []), *application.commands_in(None)]
        found += [command for command in commands if shows(world, command, user, place)]
    return found


def shows(world: World, command: Command, user: User, place: Place) -> bool:
    """Whether the client shows one command: installed there, made for such a place, and allowed to the person."""
    guild = guild_of(place)
    application = command.application
    installs = items(command.payload.get("integration_types"))
    by_user = BY_USER in installs and application.id in user.installed
    here = _context(application, place)
    if command.guild_id is None and here not in items(command.payload.get("contexts")):
        return False
    if guild:
        by_guild = BY_GUILD in installs and application.id in guild.applications
        return (by_guild and _allowed(command, user, place, guild)) or by_user
    return by_user or (here == WITH_BOT and _shares_guild(world, application, user))


def _context(application: Application, place: Place) -> int:
    if guild_of(place):
        return IN_GUILD
    return WITH_BOT if application.user in getattr(place, "people", ()) else IN_PRIVATE


def _shares_guild(world: World, application: Application, user: User) -> bool:
    guilds = world.guilds.values()
    return any(user.id in guild.members and application.id in guild.applications for guild in guilds)


def _allowed(command: Command, user: User, place: Place, guild: GuildBase) -> bool:
    """What administrators decided counts more than the command's default; administrators see everything."""
    permissions = permissions_in(user, place)
    if permissions & Permission.ADMINISTRATOR:
        return True
    rules = command.application.rules.get((guild.id, command.id), [])
    if not _in_channel(rules, place, guild):
        return False
    decided = _decided(rules, user, guild)
    if decided is not None:
        return decided
    return command.needed is None or (command.needed != 0 and permissions & command.needed == command.needed)


def _decided(rules: Sequence[CommandRule], user: User, guild: GuildBase) -> bool | None:
    own = [rule.allowed for rule in rules if rule.target_id == user.id]
    if own:
        return own[0]
    roles = guild.members[user.id].role_ids
    by_roles = [rule.allowed for rule in rules if rule.target_id in roles]
    if by_roles:
        return any(by_roles)
    everyone = [rule.allowed for rule in rules if rule.target_id == guild.id]
    return everyone[0] if everyone else None


def _in_channel(rules: Sequence[CommandRule], place: Place, guild: GuildBase) -> bool:
    channel_id = getattr(place, "parent", place).id
    decided = {rule.target_id: rule.allowed for rule in rules if rule.kind == FOR_CHANNEL}
    return decided.get(channel_id, decided.get(guild.id - EVERYONE_ELSE_OFFSET, True))


def named(world: World, user: User, place: Place, written: str) -> Typed:
    """The command of `/study setup` or the like; NotPossible when this person does not see it there."""
    words = written.removeprefix("/").split()
    shown = [command for command in visible(world, user, place) if command.kind == CHAT_INPUT]
    for command in shown:
        if words and _is(command.payload, words[0]):
            return _into(command, words)
    known = any(
        _is(command.payload, words[0]) for each in world.applications.values() for command in each.commands.values()
    )
    offered = ", ".join(f"/{command.name}" for command in shown) or "no commands"
    hidden = "is hidden from" if known else "does not exist for"
    raise NotPossible(f"{written} {hidden} {user.name} there; Discord offers {offered}.")


def _is(payload: JsonObject, word: str) -> bool:
    return word == payload.get("name") or word in obj(payload.get("name_localizations")).values()


def _into(command: Command, words: Sequence[str]) -> Typed:
    path: list[JsonObject] = []
    options: Sequence[JsonObject] = command.options
    for word in words[1:]:
        inner = next((each for each in options if number(each.get("type")) in NESTED and _is(each, word)), None)
        if inner is None:
            raise NotPossible(f"/{' '.join(words)} does not exist; after {words[0]} come: {_names(options)}.")
        path.append(inner)
        options = objects(inner.get("options"))
    if any(number(each.get("type")) in NESTED for each in options):
        raise NotPossible(f"/{' '.join(words)} cannot be sent by itself; choose one of: {_names(options)}.")
    return Typed(command, tuple(path), options)


def _names(options: Sequence[JsonObject]) -> str:
    return ", ".join(text(each.get("name")) for each in options) or "none"


def in_menu(world: World, user: User, place: Place, name: str, kind: int) -> Command:
    """The entry of a context menu; NotPossible when this person does not see it there."""
    shown = [command for command in visible(world, user, place) if command.kind == kind]
    for command in shown:
        if command.name == name or name in obj(command.payload.get("name_localizations")).values():
            return command
    offered = ", ".join(command.name for command in shown) or "nothing"
    raise NotPossible(f"The menu does not offer {name!r} to {user.name} there; it offers {offered}.")
