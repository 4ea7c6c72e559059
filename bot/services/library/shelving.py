"""Putting a draft on the shelf: as a new essay, or as another version of one that is there."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.essays import draft_json
from bot.core.essays.draft import DraftEssay
from bot.core.essays.passage_matching import Version, same_passages
from bot.core.limits import PASSAGES
from bot.core.models import Asker, Essay, Study
from bot.core.text.normalization import fold
from bot.services.guilds import storage_limits
from bot.services.library import essay_drafts, essay_writer
from bot.services.library.essay_drafts import Update, Waiting
from bot.services.studies import study_changes
from bot.store.database import Connection, Database
from bot.store.essays import drafts, essays, whole_essays
from bot.store.essays.drafts import StoredDraft


async def compared(database: Database, waiting: Waiting) -> Waiting:
    """The same with what it could update: the essay on this shelf that came from the same pack, or has the same title.

    Comparing takes a while with a book; it is done beside all else, and only where a host looks at the result.
    """
    draft = waiting.draft
    async with database.reading() as connection:
        known = await _older(connection, draft.guild_id, draft.essay)
        if known is None:
            return waiting
        stored = await whole_essays.read_back(connection, known.id, draft.guild_id)
    return replace(waiting, update=await asyncio.to_thread(_compared, known, stored, draft.essay))


class Shelved(NamedTuple):
    """An essay that has come onto the shelf, and the studies that had read everything and go on with it."""

    essay: Essay
    woken: tuple[Study, ...]


async def shelve(database: Database, asker: Asker, draft_id: int, revision: int, onto: int | None = None) -> Shelved:
    """Put a draft on the guild's shelf, as the host has seen it: as an essay of its own, or `onto` the one it updates.

    Raises `StudyError` when the draft is gone, when it has been changed since, when that essay is gone, and when the
    shelf is full or has the same text.
    """
    async with database.reading() as connection:
        draft = await _as_seen(connection, asker.guild, draft_id, revision, asker.now)
    drafted = await asyncio.to_thread(draft_json.load, draft.essay)
    async with database.reading() as connection:
        drafted = replace(drafted, pack_id=await _pack_id(connection, asker.guild, drafted, onto))
        await _must_have_room(connection, asker.guild, drafted)

    async def taken(connection: Connection) -> None:
        await _as_seen(connection, asker.guild, draft_id, revision, asker.now)
        await _must_have_room(connection, asker.guild, drafted)  # two at once must not both take the last place
        await drafts.remove(connection, draft_id)

    essay_id = await essay_writer.put(database, asker.guild, drafted, draft.digest, taken)
    async with database.reading() as connection:
        essay = await essays.essay(connection, essay_id, asker.guild)
    if essay is None:
        raise StudyError("library.draft_gone")
    return Shelved(essay, tuple(await study_changes.wake(database, asker.guild, asker.now)))


async def _older(connection: Connection, guild_id: int, essay: DraftEssay) -> Essay | None:
    """The essay on the guild's own shelf of which this seems another version; of several with its title the newest."""
    from_pack = await essays.with_pack_id(connection, guild_id, essay.pack_id) if essay.pack_id else None
    if from_pack is not None:
        return from_pack
    own = (known for known in await essays.shelf(connection, guild_id) if known.guild_id == guild_id)
    same = (known for known in own if fold(known.title) == fold(essay.title))
    return max(same, key=lambda known: known.id, default=None)


async def _pack_id(connection: Connection, guild_id: int, essay: DraftEssay, onto: int | None) -> str | None:
    """The id under which an essay is put on the shelf: of the one it updates, its own, or none if that is taken."""
    if onto is not None:
        pack_id = await essays.pack_id_of(connection, onto, guild_id)
        if pack_id is None:
            raise StudyError("library.essay_gone")
        return pack_id
    taken = essay.pack_id and await essays.with_pack_id(connection, guild_id, essay.pack_id)
    return None if taken else essay.pack_id


async def _as_seen(connection: Connection, guild_id: int, draft_id: int, revision: int, now: datetime) -> StoredDraft:
    """The draft, if it is as a host has seen it and its text is not on the shelf already."""
    draft = await essay_drafts.own(connection, guild_id, draft_id, now)
    if draft.revision != revision:
        raise StudyError("library.draft_changed")
    await essay_drafts.must_be_new(connection, guild_id, draft.digest)
    return draft


async def _must_have_room(connection: Connection, guild_id: int, essay: DraftEssay) -> None:
    PASSAGES.check(len(essay.passages))
    older = await essays.with_pack_id(connection, guild_id, essay.pack_id) if essay.pack_id else None
    await storage_limits.check_shelf(connection, guild_id, len(essay.passages), older)


def _compared(known: Essay, stored: DraftEssay, new: DraftEssay) -> Update:
    old_versions, new_versions = (
        [Version(section.heading, passage.text) for section in essay.sections for passage in section.passages]
        for essay in (stored, new)
    )
    kept = same_passages(old_versions, new_versions)
    pairs = [
        (old_versions[old], new_version) for old, new_version in zip(kept, new_versions, strict=True) if old is not None
    ]
    same = sum(old.text == new_version.text for old, new_version in pairs)
    return Update(
        known,
        same=same,
        changed=len(pairs) - same,
        new=len(new_versions) - len(pairs),
        gone=len(old_versions) - len(pairs),
    )
