"""Bringing an essay in: read from a file into a draft, looked at and changed by hosts, then put on the shelf."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.essays import draft_json
from bot.core.essays.draft import DraftEssay
from bot.core.essays.passage_matching import Version, same_passages
from bot.core.limits import DRAFTS
from bot.core.models import Asker, Essay, Study
from bot.core.questions.ladder import Templates
from bot.outside import sandbox
from bot.services.guilds import storage_limits
from bot.services.library import essay_writer
from bot.services.library.catalogue import EssayFile, digest_of
from bot.services.studies import study_changes
from bot.store import guilds
from bot.store.database import Connection, Database
from bot.store.essays import drafts, essays
from bot.store.essays.drafts import StoredDraft

KEPT = timedelta(hours=24)
"""How long a draft waits after it was last touched."""


class Draft(NamedTuple):
    """An import that waits, as it stands after so many changes (`revision`); `digest` is that of its file."""

    id: int
    guild_id: int
    digest: str
    revision: int
    changed_at: datetime
    essay: DraftEssay


class Update(NamedTuple):
    """What a new version would do to the passages of an essay that is on the shelf already."""

    essay: Essay
    same: int
    changed: int
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft as a host sees it: until when it waits, what it would update (`compared` finds out), the other drafts."""

    draft: Draft
    until: datetime
    update: Update | None
    others: tuple[tuple[str, int], ...]


async def begin(database: Database, asker: Asker, file: EssayFile, templates: Templates) -> Waiting:
    """A draft of the essay in this file; the one there is already when the same file has been brought before.

    Raises `StudyError` when the file cannot be read, when this shelf has the same text, and for one draft too many.
    """
    digest = digest_of(file.data)
    async with database.reading() as connection:
        await _must_be_new(connection, asker.guild, digest)
        begun = await drafts.of_file(connection, asker.guild, digest)
    if begun is not None and begun.changed_at > asker.now - KEPT:
        return await _waiting(database, begun, asker.now)
    essay = await _read(file, templates)
    text = await asyncio.to_thread(draft_json.dump, essay)
    async with database.writing() as connection:
        await guilds.ensure_guild(connection, asker.guild)
        await drafts.forget_before(connection, asker.now - KEPT)
        begun = await drafts.of_file(connection, asker.guild, digest)
        if begun is None:  # else it was brought twice at the same moment
            await storage_limits.check(connection, DRAFTS, asker.guild)
            draft_id = await drafts.add(connection, asker.guild, digest, essay.title, text, asker.now)
            begun = await _own(connection, asker.guild, draft_id, asker.now)
    return await _waiting(database, begun, asker.now)


async def newest(database: Database, asker: Asker) -> Waiting | None:
    """The draft that was touched last, if any is waiting."""
    async with database.reading() as connection:
        titles = await drafts.titles(connection, asker.guild, asker.now - KEPT)
        draft = await drafts.draft(connection, titles[0][1], asker.guild) if titles else None
    return None if draft is None else await _waiting(database, draft, asker.now)


async def by_id(database: Database, asker: Asker, draft_id: int) -> Waiting:
    """The guild's draft with this id. Raises `StudyError` when it is there no more."""
    async with database.reading() as connection:
        draft = await _own(connection, asker.guild, draft_id, asker.now)
    return await _waiting(database, draft, asker.now)


async def compared(database: Database, waiting: Waiting) -> Waiting:
    """The same with what it would update, if it is a new version of an essay on the shelf.

    Comparing takes a while with a book; it is done beside all else, and only where a host looks at the result.
    """
    draft = waiting.draft
    if draft.essay.pack_id is None:
        return waiting
    async with database.reading() as connection:
        known = await essays.with_pack_id(connection, draft.guild_id, draft.essay.pack_id)
        if known is None:
            return waiting
        stored = await essays.read_back(connection, known.id)
    return replace(waiting, update=await asyncio.to_thread(_compared, known, stored, draft.essay))


async def change(
    database: Database, asker: Asker, draft_id: int, revision: int | None, edit: Callable[[DraftEssay], DraftEssay]
) -> Waiting:
    """The draft as it is after an edit.

    Raises `StudyError` when it is gone, when it has been changed since `revision` (None does not mind), and when the
    edit does; it stays as it was then.
    """
    async with database.reading() as connection:
        draft = await _own(connection, asker.guild, draft_id, asker.now)
    if revision not in (None, draft.revision):
        raise StudyError("library.draft_changed")
    title, text = await asyncio.to_thread(_edited, draft, edit)
    async with database.writing() as connection:
        if not await drafts.change(connection, draft, title, text, asker.now):
            raise StudyError("library.draft_changed")
    return await by_id(database, asker, draft_id)


async def cancel(database: Database, asker: Asker, draft_id: int) -> None:
    """Delete a draft. Raises `StudyError` when it is there no more: it may be on the shelf."""
    async with database.writing() as connection:
        await drafts.remove(connection, (await _own(connection, asker.guild, draft_id, asker.now)).id)


class Shelved(NamedTuple):
    """An essay that has come onto the shelf, and the studies that had read everything and go on with it."""

    essay: Essay
    woken: tuple[Study, ...]


async def shelve(database: Database, asker: Asker, draft_id: int, revision: int) -> Shelved:
    """Put a draft on the guild's shelf, as the host has seen it.

    Raises `StudyError` when the draft is gone, when it has been changed since, and when the shelf is full or has the
    same text.
    """
    async with database.reading() as connection:
        draft = await _as_seen(connection, asker.guild, draft_id, revision, asker.now)
    drafted = await asyncio.to_thread(draft_json.load, draft.essay)
    async with database.reading() as connection:
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


async def forget_old(database: Database, now: datetime) -> None:
    """Delete the drafts that nobody has changed for a day."""
    async with database.writing() as connection:
        await drafts.forget_before(connection, now - KEPT)


async def _own(connection: Connection, guild_id: int, draft_id: int, now: datetime) -> StoredDraft:
    draft = await drafts.draft(connection, draft_id, guild_id)
    if draft is None or draft.changed_at <= now - KEPT:
        raise StudyError("library.draft_gone")
    return draft


async def _as_seen(connection: Connection, guild_id: int, draft_id: int, revision: int, now: datetime) -> StoredDraft:
    """The draft, if it is as a host has seen it and its text is not on the shelf already."""
    draft = await _own(connection, guild_id, draft_id, now)
    if draft.revision != revision:
        raise StudyError("library.draft_changed")
    await _must_be_new(connection, guild_id, draft.digest)
    return draft


async def _must_have_room(connection: Connection, guild_id: int, essay: DraftEssay) -> None:
    older = await essays.with_pack_id(connection, guild_id, essay.pack_id) if essay.pack_id else None
    await storage_limits.check_shelf(connection, guild_id, len(essay.passages), older)


async def _must_be_new(connection: Connection, guild_id: int, digest: str) -> None:
    known = await essays.with_digest(connection, guild_id, digest)
    if known is not None:
        raise StudyError("import.known", title=known.title)


async def _waiting(database: Database, stored: StoredDraft, now: datetime) -> Waiting:
    essay = await asyncio.to_thread(draft_json.load, stored.essay)
    draft = Draft(stored.id, stored.guild_id, stored.digest, stored.revision, stored.changed_at, essay)
    async with database.reading() as connection:
        titles = await drafts.titles(connection, draft.guild_id, now - KEPT)
    return Waiting(draft, draft.changed_at + KEPT, None, tuple(title for title in titles if title[1] != draft.id))


def _edited(draft: StoredDraft, edit: Callable[[DraftEssay], DraftEssay]) -> tuple[str, str]:
    """The title of the edited draft, and all of it as text."""
    essay = edit(draft_json.load(draft.essay))
    return essay.title, draft_json.dump(essay)


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


async def _read(file: EssayFile, templates: Templates) -> DraftEssay:
    return await sandbox.read_essay(file.name, file.data, templates)
