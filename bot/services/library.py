"""The shelf: bringing essays in, and keeping the starter library as its files are."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.drafts import DraftEssay
from bot.core.errors import StudyError
from bot.core.models import Essay
from bot.core.questions import Templates
from bot.core.text import fold
from bot.services import standing
from bot.store import essays, guilds, shelving
from bot.store.database import Database
from bot.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class EssayFile:
    """An essay as somebody has it: a file's name and its bytes."""

    name: str
    data: bytes


async def stock(database: Database, files: Iterable[EssayFile]) -> int:
    """Put the starter library on everybody's shelf, or bring it up to date; how many essays were new or changed.

    A file that is as it was when it was last read costs one look at its digest.
    """
    async with database.reading() as connection:
        known = await essays.digests(connection, None)
    unread = [file for file in files if digest_of(file.data) not in known]
    for file in unread:
        draft = _read(file, {})
        async with database.writing() as connection:
            await put(connection, None, draft, digest_of(file.data))
    return len(unread)


async def import_essay(database: Database, guild_id: int | None, file: EssayFile, templates: Templates) -> DraftEssay:
    """Put an essay on the shelf of one guild, or (for None) of all; what was found in the file.

    Raises `StudyError` when the file cannot be read, or when this shelf has the same text already; nothing is stored
    then. A pack whose id is known updates the essay it came from.
    """
    draft = _read(file, templates)
    async with database.writing() as connection:
        if guild_id is not None:
            await guilds.ensure_guild(connection, guild_id)
        known = await essays.with_digest(connection, guild_id, digest_of(file.data))
        if known is not None:
            raise StudyError("import.known", title=known.title)
        await put(connection, guild_id, draft, digest_of(file.data))
    return draft


async def export_essay(database: Database, guild_id: int | None, words: str) -> DraftEssay:
    """The one essay whose title holds all these words, among those this guild (for None, every guild) can read.

    Raises `StudyError` when there is none, or more than one and none has just this title.
    """
    async with database.reading() as connection:
        shelf = await essays.shelf(connection, guild_id)
        wanted = fold(words).split()
        found = [each for each in shelf if all(word in fold(each.title) for word in wanted)]
        exact = [each for each in found if fold(each.title).split() == wanted]
        found = exact or found
        if not found:
            raise StudyError("export.no_such_essay", words=words[:100], titles=_listed(shelf))
        if len(found) > 1:
            raise StudyError("export.which", words=words[:100], titles=_listed(found))
        return await essays.read_back(connection, found[0].id)


async def read_back(database: Database, guild_id: int, essay_id: int) -> DraftEssay:
    """An essay of this guild's shelf as it was imported, or has been corrected since.

    Raises `StudyError` when this guild has no such essay.
    """
    async with database.reading() as connection:
        if await essays.essay(connection, essay_id, guild_id) is None:
            raise StudyError("library.essay_gone")
        return await essays.read_back(connection, essay_id)


def _listed(shelf: list[Essay]) -> str:
    return " · ".join(each.title for each in shelf[:10]) + (" …" if len(shelf) > 10 else "")


def _read(file: EssayFile, templates: Templates) -> DraftEssay:
    from bot.core.importers import read_essay  # an ordinary start reads no essay, and is quicker without

    return read_essay(file.name, file.data, templates)


async def put(connection: Transaction, guild_id: int | None, draft: DraftEssay, digest: str) -> int:
    """Put an essay on a shelf, or bring the one with its pack's id up to date; the id of its row.

    One that came without an id gets one, by which its export is known when it comes back corrected.
    Studies that read it go on with what they were to read, wherever that stands now.
    """
    known = await essays.with_pack_id(connection, guild_id, draft.pack_id) if draft.pack_id else None
    if known is None:
        return await shelving.add_essay(connection, guild_id, with_id(draft, digest), digest)
    courses = await standing.courses(connection, known)
    await shelving.update_essay(connection, known.id, draft, digest)
    await standing.keep_courses(connection, courses)
    return known.id


def with_id(draft: DraftEssay, digest: str) -> DraftEssay:
    """The essay with an id for its packs: its own, or one made of its title and the file it came from."""
    title = "-".join(re.findall("[a-z0-9]+", fold(draft.title)))[:40].strip("-")
    return draft if draft.pack_id else replace(draft, pack_id="-".join(filter(None, (title, digest[:8]))))


def digest_of(data: bytes) -> str:
    """By what the same file is known again."""
    return hashlib.sha256(data).hexdigest()
