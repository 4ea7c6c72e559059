"""The shelf: bringing essays in, and keeping the starter library as its files are."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.drafts import DraftEssay
from bot.core.errors import StudyError
from bot.core.importers import Templates, read_essay
from bot.store import essays, guilds
from bot.store.database import Database, Transaction


@dataclass(frozen=True, slots=True)
class EssayFile:
    """An essay as somebody has it: a file's name and its bytes."""

    name: str
    data: bytes


async def stock(database: Database, files: Iterable[EssayFile]) -> int:
    """Put the starter library on everybody's shelf, or bring it up to date; how many essays were new or changed.

    A file that is as it was when it was last read costs one look at its digest.
    """
    changed = 0
    async with database.reading() as connection:
        unread = [file for file in files if await essays.with_digest(connection, None, _digest(file.data)) is None]
    for file in unread:
        draft = read_essay(file.name, file.data, {})
        async with database.writing() as connection:
            await _put(connection, None, draft, _digest(file.data))
        changed += 1
    return changed


async def import_essay(database: Database, guild_id: int | None, file: EssayFile, templates: Templates) -> DraftEssay:
    """Put an essay on the shelf of one guild, or (for None) of all; what was found in the file.

    Raises `StudyError` when the file cannot be read, or when this shelf has the same text already; nothing is stored
    then. A pack whose id is known updates the essay it came from.
    """
    draft = read_essay(file.name, file.data, templates)
    async with database.writing() as connection:
        if guild_id is not None:
            await guilds.ensure_guild(connection, guild_id)
        known = await essays.with_digest(connection, guild_id, _digest(file.data))
        if known is not None:
            raise StudyError("import.known", title=known.title)
        await _put(connection, guild_id, draft, _digest(file.data))
    return draft


async def _put(connection: Transaction, guild_id: int | None, draft: DraftEssay, digest: str) -> None:
    known = await essays.with_pack_id(connection, guild_id, draft.pack_id) if draft.pack_id else None
    if known is None:
        await essays.add_essay(connection, guild_id, draft, digest)
    else:
        await essays.update_essay(connection, known.id, draft, digest)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
