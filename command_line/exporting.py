"""`python main.py export`: an essay from the shelf into a file."""

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.essays.pack_writer import write_pack
from bot.i18n import Words
from bot.services.library import catalogue
from bot.settings import read_backups, read_database_url
from bot.store.database import Database
from command_line.arguments import Asked
from command_line.importing import read_guild_id


def export_essay(asked: Asked, env: Mapping[str, str], say: Words) -> int:
    """Write an essay as a study pack, or print it. Raises `StudyError` when there is no such essay."""
    draft = asyncio.run(_export(read_database_url(env), read_backups(env), read_guild_id(asked.guild), asked.words))
    pack = write_pack(draft)
    if asked.output is None:
        sys.stdout.buffer.write(pack.encode())
        return 0
    _write(asked.output, pack)
    print(say("export.done", title=draft.title, n=len(draft.passages), file=str(asked.output)))  # noqa: T201 # the command line speaks by printing
    return 0


def _write(file: Path, pack: str) -> None:
    try:
        file.write_bytes(pack.encode())
    except OSError as refused:
        raise StudyError("export.unwritable", file=str(file), problem=refused.strerror or "") from refused


async def _export(database_url: str, backups: Path, guild_id: int | None, words: str) -> DraftEssay:
    async with Database.read_only(database_url, backups) as database:
        return await catalogue.export_essay(database, guild_id, words)
