"""Application commands (Application Commands)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from local_discord import refusals
from local_discord.payloads import commands as payloads
from local_discord.rest import lookups
from local_discord.rest.routes import NOTHING, Answered, Call, Routes
from local_discord.rules import commands as rules
from local_discord.wire import Json, JsonObject, number, objects, text
from local_discord.world import events
from local_discord.world.applications import CHAT_INPUT, Application, Command

routes = Routes()
GLOBAL, IN_GUILD = (
    "/applications/{application_id}/commands",
    "/applications/{application_id}/guilds/{guild_id}/commands",
)
DEFAULTS: Mapping[str, Json] = {
    "name_localizations": None,
    "description_localizations": None,
    "default_member_permissions": None,
    "nsfw": False,
}


def _owned(call: Call) -> tuple[Application, int | None]:
    """The calling application and the id of the path's guild; somebody else's application is refused."""
    if call.id("application_id") != call.bot.id:
        raise refusals.ApiError(403, 20012, "You are not authorized to perform this action on this application")
    return call.bot, lookups.guild(call).id if "guild_id" in call.parameters else None


def _one(call: Call) -> Command:
    application, guild_id = _owned(call)
    found = application.commands.get(call.id("command_id"))
    if found is None or found.guild_id != guild_id:
        raise refusals.unknown("application command")
    return found


def _kept(body: JsonObject, guild_id: int | None) -> JsonObject:
    """A command as it is remembered: with the defaults filled in, permissions as text."""
    kind = number(body.get("type"), CHAT_INPUT)
    kept: dict[str, Json] = {**DEFAULTS, **{key: value for key, value in body.items() if value is not None}}
    permissions = kept["default_member_permissions"]
    kept |= {"type": kind, "description": text(body.get("description"))}
    kept["default_member_permissions"] = None if permissions is None else str(permissions)
    kept["options"] = [_option(option) for option in objects(body.get("options"))]
    kept.setdefault("integration_types", [0])
    if guild_id is None:
        contexts: Json = [0, 1, 2] if body.get("dm_permission") is not False else [0]
        kept.setdefault("contexts", contexts)
        kept["dm_permission"] = 1 in kept["contexts"] if isinstance(kept["contexts"], list) else True
    else:
        kept["contexts"] = None
    return {key: value for key, value in kept.items() if key not in ("id", "application_id", "version")}


def _option(option: JsonObject) -> dict[str, Json]:
    kept: dict[str, Json] = {key: value for key, value in option.items() if value is not None}
    if "options" in kept:
        kept["options"] = [_option(inner) for inner in objects(kept["options"])]
    return kept


def _register(application: Application, guild_id: int | None, body: JsonObject) -> tuple[Command, bool]:
    """The command, and whether it is new: one of the same name and type is replaced and keeps its id."""
    payload = _kept(body, guild_id)
    key = (payload["name"], payload["type"])
    for earlier in application.commands_in(guild_id):
        if (earlier.name, earlier.kind) == key:
            if earlier.payload != payload:
                earlier.payload, earlier.version = payload, application.world.new_id()
            return earlier, False
    command = Command(application.world.new_id(), application.world.new_id(), application, guild_id, payload)
    application.commands[command.id] = command
    return command, True


def _changed(call: Call) -> None:
    call.world.emit(events.CommandsChanged(call.bot))


@routes.on(f"GET {GLOBAL}", f"GET {IN_GUILD}")
def all_(call: Call) -> list[Json]:
    """The registered commands."""
    application, guild_id = _owned(call)
    return [payloads.command(command) for command in application.commands_in(guild_id)]


@routes.on(f"PUT {GLOBAL}", f"PUT {IN_GUILD}")
def replace_all(call: Call) -> list[Json]:
    """The commands that there are now; those not named are gone."""
    application, guild_id = _owned(call)
    bodies = objects(call.body)
    rules.check_all(bodies)
    kept = [_register(application, guild_id, body)[0] for body in bodies]
    for command in application.commands_in(guild_id):
        if command not in kept:
            del application.commands[command.id]
    _changed(call)
    return [payloads.command(command) for command in kept]


@routes.on(f"POST {GLOBAL}", f"POST {IN_GUILD}")
def create(call: Call) -> Answered:
    """One command, new (201) or in place of its namesake (200)."""
    application, guild_id = _owned(call)
    rules.check_one(call.fields)
    rules.check_all([*_others(application, guild_id, call.fields), call.fields])
    command, new = _register(application, guild_id, call.fields)
    _changed(call)
    return Answered(201 if new else 200, payloads.command(command))


def _others(application: Application, guild_id: int | None, body: JsonObject) -> Sequence[JsonObject]:
    key = (body.get("name"), number(body.get("type"), CHAT_INPUT))
    return [each.payload for each in application.commands_in(guild_id) if (each.name, each.kind) != key]


@routes.on(f"GET {GLOBAL}/{{command_id}}", f"GET {IN_GUILD}/{{command_id}}")
def get(call: Call) -> JsonObject:
    """One command."""
    return payloads.command(_one(call))


@routes.on(f"PATCH {GLOBAL}/{{command_id}}", f"PATCH {IN_GUILD}/{{command_id}}")
def edit(call: Call) -> JsonObject:
    """One command after the change."""
    command = _one(call)
    unsaid = {"description"} if call.fields.get("description") is None else set[str]()  # there is none without
    changed: JsonObject = {**command.payload, **{key: call.fields[key] for key in call.fields.keys() - unsaid}}
    rules.check_one(changed)
    command.payload, command.version = _kept(changed, command.guild_id), call.world.new_id()
    _changed(call)
    return payloads.command(command)


@routes.on(f"DELETE {GLOBAL}/{{command_id}}", f"DELETE {IN_GUILD}/{{command_id}}")
def delete(call: Call) -> Answered:
    """Takes one command away."""
    command = _one(call)
    del call.bot.commands[command.id]
    _changed(call)
    return NOTHING


@routes.on(f"GET {IN_GUILD}/permissions")
def all_permissions(call: Call) -> list[Json]:
    """Who may use which command, where an administrator decided."""
    application, _ = _owned(call)
    guild = lookups.guild(call)
    return [
        payloads.permissions(application.commands[command_id], guild, rules_)
        for (guild_id, command_id), rules_ in application.rules.items()
        if guild_id == guild.id and command_id in application.commands
    ]


@routes.on(f"GET {IN_GUILD}/{{command_id}}/permissions")
def permissions(call: Call) -> JsonObject:
    """Who may use one command; 10066 where nobody decided anything."""
    application, _ = _owned(call)
    guild, command = lookups.guild(call), application.commands.get(call.id("command_id"))
    decided = application.rules.get((guild.id, command.id)) if command else None
    if command is None or decided is None:
        raise refusals.unknown("application command permissions")
    return payloads.permissions(command, guild, decided)
