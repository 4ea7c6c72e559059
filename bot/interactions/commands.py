"""Telling Discord of the commands, and how messages name them."""

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence

from discord import AppCommandType, app_commands

from bot.services.guilds import command_registration
from bot.store.database import Database

_log = logging.getLogger(__name__)


async def register(tree: app_commands.CommandTree, database: Database, application_id: int) -> Mapping[str, int]:
    """The ids that Discord has given to the commands, by name; it is told of them if they have changed since."""
    described = await payloads(tree)
    digest = digest_of(described)
    known = await command_registration.known_ids(database, application_id, digest)
    if known is not None:
        return known
    ids = {each.name: each.id for each in await tree.sync() if each.type is AppCommandType.chat_input}
    await command_registration.note(database, application_id, digest, ids)
    _log.info("Registered %d commands with Discord", len(described))
    return ids


def paths(tree: app_commands.CommandTree) -> Mapping[str, str]:
    """Each command as people type it, without the slash (`study status`), and the name of the one that Discord knows.

    Discord gives an id only to the whole (`study`), and a mention of a command in it bears that id (Message Formatting
    in the API reference). The whole itself cannot be sent, so it is not among them.
    """
    leaves = (each for each in tree.walk_commands() if isinstance(each, app_commands.Command))
    return {each.qualified_name: (each.root_parent or each).name for each in leaves}


def digest_of(described: Sequence[Mapping[str, object]]) -> str:
    """What tells these commands from any others, in a few characters."""
    return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()


async def payloads(tree: app_commands.CommandTree) -> Sequence[Mapping[str, object]]:
    """The commands as the tree's `sync` sends them to Discord, with translations if it has a translator."""
    translator = tree.translator
    if translator is None:
        return [command.to_dict(tree) for command in tree.get_commands()]
    return [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]
