"""The shelf: bringing essays in, and keeping the starter library as its files are."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from bot.core.errors import Remark, StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.limits import PASSAGES
from bot.core.models import Essay
from bot.core.questions.bank import Banks
from bot.core.text.normalization import fold
from bot.outside import sandbox
from bot.services.library import essay_writer
from bot.store.database import Connection, Database
from bot.store.essays import essays, whole_essays


class EssayFile(NamedTuple):
    """An essay as somebody has it: a file's name and its bytes."""

    name: str
    data: bytes


async def stock(database: Database, files: Iterable[EssayFile]) -> int:
    """Put the starter library on everybody's shelf, or bring it up to date; how many essays were new or changed.

    A file that is as it was when it was last read costs one look at its digest. Raises `StudyError` that names the file
    for one that cannot be read.
    """
    async with database.reading() as connection:
        known = await essays.digests(connection, None)
    unread = [file for file in files if digest_of(file.data) not in known]
    for file in unread:
        from bot.core.essays.pack_reader import read_pack_file  # 8 ms: most starts find the shelf as they left it

        try:
            draft = read_pack_file(file.data) or await sandbox.read_essay(file.name, file.data, {})
        except StudyError as refused:
            problem = Remark(refused.key, tuple(refused.values.items()))
            raise StudyError("library.faulty_pack", file=file.name, details=(problem, *refused.details)) from refused
        await essay_writer.put(database, None, draft, digest_of(file.data))
    return len(unread)


async def import_essay(database: Database, guild_id: int | None, file: EssayFile, banks: Banks) -> DraftEssay:
    """Put an essay on the shelf of one guild, or (for None) of all; what was found in the file.

    Raises `StudyError` when the file cannot be read, or when this shelf has the same text already; nothing is stored
    then. A pack whose id is known updates the essay it came from.
    """
    draft, digest = await sandbox.read_essay(file.name, file.data, banks), digest_of(file.data)
    PASSAGES.check(len(draft.passages))

    async def must_be_new(connection: Connection) -> None:
        known = await essays.with_digest(connection, guild_id, digest)
        if known is not None:
            raise StudyError("import.known", title=known.title)

    async with database.reading() as connection:
        await must_be_new(connection)
    await essay_writer.put(database, guild_id, draft, digest, must_be_new)
    return draft


async def export_essay(database: Database, guild_id: int | None, words: str) -> DraftEssay:
    """The one essay whose title holds all these words, among those this guild (for None, every guild) can read.

    Raises `StudyError` when there is none, or more than one and none has just this title.
    """
    async with database.reading() as connection:
        readable = await essays.shelf(connection, guild_id)
        wanted = fold(words).split()
        matching = [essay for essay in readable if all(word in fold(essay.title) for word in wanted)]
        exact = [essay for essay in matching if fold(essay.title).split() == wanted]
        matching = exact or matching
        if not matching:
            raise StudyError("export.no_such_essay", words=words[:100], titles=_listed(readable))
        if len(matching) > 1:
            raise StudyError("export.which", words=words[:100], titles=_listed(matching))
        return await whole_essays.read_back(connection, matching[0].id, guild_id)


async def read_back(database: Database, guild_id: int, essay_id: int) -> DraftEssay:
    """An essay of this guild's shelf as it was imported, or has been corrected since.

    Raises `StudyError` when this guild has no such essay.
    """
    async with database.reading() as connection:
        if await essays.essay(connection, essay_id, guild_id) is None:
            raise StudyError("library.essay_gone")
        return await whole_essays.read_back(connection, essay_id, guild_id)


def _listed(essay_list: list[Essay]) -> str:
    return " · ".join(essay.title for essay in essay_list[:10]) + (" …" if len(essay_list) > 10 else "")


def digest_of(data: bytes) -> str:
    """The SHA-256 of a file in hexadecimal digits, by which the same file is recognised."""
    return hashlib.sha256(data).hexdigest()
