"""Writing whole essays without keeping other guilds waiting: computed first, then written a part at a time.

An essay that comes or goes is hidden while its rows do; one transaction shows or hides it, and does all the rest that
belongs to the change. What the process could not finish is finished by `mend` when it starts again.
"""

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TypeVar

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.models import Essay
from bot.core.text.normalization import fold
from bot.services.studies import essay_in_plans
from bot.store import guilds
from bot.store.database import Connection, Database
from bot.store.essays import essays, search_words, shelf_changes
from bot.store.essays.essay_rows import EssayRows, Reworded, essay_changes, essay_rows, outdated, slices
from bot.store.essays.shelf_changes import ShelfChangedError

TRIES = 5
"""How often something is computed anew because the shelf or a study has changed meanwhile."""
T = TypeVar("T")
Along = Callable[[Connection], Awaitable[None]]
"""What belongs into the transaction that makes a change visible; what it raises keeps that from happening."""


async def put(
    database: Database, guild_id: int | None, draft: DraftEssay, digest: str, along: Along | None = None
) -> int:
    """Put an essay on a shelf, or bring the one with its pack's id up to date; the id of its row.

    Studies that read it go on with what they were to read, wherever that stands now. Raises what `until_settled`
    and `along` do.
    """

    async def once() -> int:
        async with database.reading() as connection:
            known = await essays.with_pack_id(connection, guild_id, draft.pack_id) if draft.pack_id else None
        if known is None:
            return await _add(database, guild_id, draft, digest, along)
        return await _update(database, known, draft, digest, along)

    return await until_settled(once)


async def until_settled(once: Callable[[], Awaitable[T]]) -> T:
    """The result of `once`, which is called anew as long as it raises `ShelfChangedError`.

    Raises `StudyError` after so many `TRIES`.
    """
    for _ in range(TRIES):
        try:
            return await once()
        except ShelfChangedError:
            continue
    raise StudyError("library.changing")


async def take_away(database: Database, essay_id: int) -> None:
    """Delete a hidden essay, a part at a time."""
    left = True
    while left:
        async with database.writing() as connection:
            left = await shelf_changes.delete_some(connection, essay_id)


async def begin_rewording(connection: Connection, reworded: Sequence[Reworded]) -> Sequence[Reworded]:
    """Change words in the transaction that changes the passages; those that are too many, to be changed after it.

    A passage without words marks the essay until then: search finds the others by their old words or by their new ones.
    """
    parts = list(slices(reworded))
    if len(parts) < 2:
        await search_words.change(connection, [changed_words.row for changed_words in reworded])
        return ()
    await search_words.take_out(connection, reworded[0].passage_id)
    return reworded[1:]


async def finish_rewording(database: Database, essay_id: int, revision: int, reworded: Sequence[Reworded]) -> None:
    """Change the words that were too many for one transaction, if there are any."""
    for part in slices(reworded):
        async with database.writing() as connection:
            changed = await shelf_changes.revision(connection, essay_id) != revision
            if not changed:
                await search_words.change(connection, [changed_words.row for changed_words in part])
        if changed:  # these may be old words: whoever changed it has written their own
            await index(database, essay_id, whole=True)
            return
    if reworded:
        await index(database, essay_id, whole=False)


async def index(database: Database, essay_id: int, *, whole: bool) -> None:
    """Bring the words of an essay to what its passages say; of those that have none, or of all."""
    while True:
        async with database.reading() as connection:
            rows = await search_words.indexed(connection, essay_id, whole=whole)
        wrong = await asyncio.to_thread(outdated, rows)
        if not wrong or await _indexed(database, essay_id, rows[0].revision, wrong):
            return


async def mend(database: Database) -> None:
    """Finish what the process before this one was writing to the shelf when it ended. For the start only."""
    async with database.reading() as connection:
        hidden = await shelf_changes.hidden(connection)
        unfinished = await search_words.unfinished(connection)
    for essay_id in hidden:
        await take_away(database, essay_id)
    for essay_id in unfinished:
        await index(database, essay_id, whole=True)


async def _add(database: Database, guild_id: int | None, draft: DraftEssay, digest: str, along: Along | None) -> int:
    rows = await asyncio.to_thread(essay_rows, _with_id(draft, digest), digest)
    async with _hidden(database, guild_id, rows) as essay_id, database.writing() as connection:
        if along is not None:
            await along(connection)
        if draft.pack_id and await essays.with_pack_id(connection, guild_id, draft.pack_id):
            raise ShelfChangedError
        await shelf_changes.show(connection, essay_id, guild_id)
    return essay_id


async def _update(database: Database, known: Essay, draft: DraftEssay, digest: str, along: Along | None) -> int:
    async with database.reading() as connection:
        stored = await shelf_changes.stored(connection, known.id, known.revision)
    changes = await asyncio.to_thread(essay_changes, stored, draft, digest)
    async with _hidden(database, known.guild_id, EssayRows(changes.head, changes.new)) as aside_id:
        async with database.reading() as connection:
            new = await shelf_changes.numbered(connection, aside_id, 1, len(changes.order))
        async with database.writing() as connection:
            if along is not None:
                await along(connection)
            await shelf_changes.apply(connection, changes, aside_id)
            await essay_in_plans.put_new(connection, known.id, new.values())
            left = await begin_rewording(connection, changes.reworded)
    await finish_rewording(database, known.id, known.revision + 1, left)
    return known.id


@asynccontextmanager
async def _hidden(database: Database, guild_id: int | None, rows: EssayRows) -> AsyncGenerator[int]:
    """The id of a hidden essay with these rows; what is hidden of it at the end of the block is deleted."""
    async with database.writing() as connection:
        if guild_id is not None:
            await guilds.ensure_guild(connection, guild_id)
        essay_id = await shelf_changes.add_hidden(connection, guild_id, rows.head)
    try:
        for part in slices(rows.passages):
            async with database.writing() as connection:
                await shelf_changes.add_passages(connection, essay_id, part)
        yield essay_id
    finally:
        await take_away(database, essay_id)


async def _indexed(database: Database, essay_id: int, revision: int, wrong: Sequence[Reworded]) -> bool:
    """Write these words; False when the essay has changed before all were written."""
    for part in slices(wrong):
        async with database.writing() as connection:
            if await shelf_changes.revision(connection, essay_id) != revision:
                return False
            await search_words.put(connection, [changed_words.row for changed_words in part])
    return True


def _with_id(draft: DraftEssay, digest: str) -> DraftEssay:
    """The essay with an id for its packs: its own, or one made of its title and the file it came from."""
    title = "-".join(re.findall("[a-z0-9]+", fold(draft.title)))[:40].strip("-")
    return draft if draft.pack_id else replace(draft, pack_id="-".join(filter(None, (title, digest[:8]))))
