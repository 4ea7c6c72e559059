"""Drafts: essays that were read from a file or a form, and are looked at and changed by hosts."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.essays import draft_json
from bot.core.essays.draft import DraftEssay, TypedText
from bot.core.importers.drafts.edits import with_head
from bot.core.importers.drafts.typed_text import as_file, with_more
from bot.core.limits import DRAFTS
from bot.core.models import Asker, Essay
from bot.core.questions.bank import Banks
from bot.outside import sandbox
from bot.services.guilds import storage_limits
from bot.services.library.catalogue import EssayFile, digest_of
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
    """A draft as a host sees it: until when it waits, what it could update (`shelving.compared`), the other drafts."""

    draft: Draft
    until: datetime
    update: Update | None
    others: tuple[tuple[str, int], ...]


async def begin(database: Database, asker: Asker, file: EssayFile, banks: Banks) -> Waiting:
    """A draft of the essay in this file; the one there is already when the same file has been brought before.

    Raises `StudyError` when the file cannot be read, when this shelf has the same text, and for one draft too many.
    """
    return await _begin(database, asker, digest_of(file.data), lambda: _read(file, banks))


async def begin_typed(database: Database, asker: Asker, typed: TypedText, banks: Banks) -> Waiting:
    """A draft of a text that came by a form, under its title if it has one. Raises what `begin` does."""
    _, data = as_file(typed)
    return await _begin(database, asker, digest_of(data), lambda: _read_typed(typed, banks))


async def add_text(database: Database, asker: Asker, draft_id: int, text: str, banks: Banks) -> Waiting:
    """The draft of a text with more of it below, read anew; title and author stay.

    Raises `StudyError` when the draft is gone, when somebody has cut it meanwhile, when all of it cannot be read, and
    when the same text waits already or is on the shelf.
    """
    async with database.reading() as connection:
        stored = await own(connection, asker.guild, draft_id, asker.now)
    before = await asyncio.to_thread(draft_json.load, stored.essay)
    if before.typed is None:
        raise StudyError("library.draft_cut")
    typed = with_more(before.typed, text)
    read = await _read_typed(typed, banks)
    essay = with_head(read, before.title, before.author or read.author)
    changed = await asyncio.to_thread(draft_json.dump, essay)
    digest = digest_of(as_file(typed)[1])
    async with database.writing() as connection:
        await must_be_new(connection, asker.guild, digest)
        same = await drafts.of_file(connection, asker.guild, digest)
        if same is not None and same.id != draft_id:
            raise StudyError("library.draft_twice")
        if not await drafts.change(connection, stored, essay.title, changed, asker.now, digest):
            raise StudyError("library.draft_changed")
    return await by_id(database, asker, draft_id)


async def _begin(database: Database, asker: Asker, digest: str, read: Callable[[], Awaitable[DraftEssay]]) -> Waiting:
    async with database.reading() as connection:
        await must_be_new(connection, asker.guild, digest)
        begun = await drafts.of_file(connection, asker.guild, digest)
    if begun is not None and begun.changed_at > asker.now - KEPT:
        return await _waiting(database, begun, asker.now)
    essay = await read()
    text = await asyncio.to_thread(draft_json.dump, essay)
    async with database.writing() as connection:
        await guilds.ensure_guild(connection, asker.guild)
        await drafts.forget_before(connection, asker.now - KEPT)
        begun = await drafts.of_file(connection, asker.guild, digest)
        if begun is None:  # else it was brought twice at the same moment
            await storage_limits.check(connection, DRAFTS, asker.guild)
            draft_id = await drafts.add(connection, asker.guild, digest, essay.title, text, asker.now)
            begun = await own(connection, asker.guild, draft_id, asker.now)
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
        draft = await own(connection, asker.guild, draft_id, asker.now)
    return await _waiting(database, draft, asker.now)


async def change(
    database: Database, asker: Asker, draft_id: int, revision: int | None, edit: Callable[[DraftEssay], DraftEssay]
) -> Waiting:
    """The draft as it is after an edit.

    Raises `StudyError` when it is gone, when it has been changed since `revision` (None does not mind), and when the
    edit does; it stays as it was then.
    """
    async with database.reading() as connection:
        draft = await own(connection, asker.guild, draft_id, asker.now)
    if revision not in (None, draft.revision):
        raise StudyError("library.draft_changed")
    title, text = await asyncio.to_thread(_edited, draft, edit)
    async with database.writing() as connection:
        if not await drafts.change(connection, draft, title, text, asker.now, draft.digest):
            raise StudyError("library.draft_changed")
    return await by_id(database, asker, draft_id)


async def cancel(database: Database, asker: Asker, draft_id: int) -> None:
    """Delete a draft. Raises `StudyError` when it is there no more: it may be on the shelf."""
    async with database.writing() as connection:
        await drafts.remove(connection, (await own(connection, asker.guild, draft_id, asker.now)).id)


async def forget_old(database: Database, now: datetime) -> None:
    """Delete the drafts that nobody has changed for a day."""
    async with database.writing() as connection:
        await drafts.forget_before(connection, now - KEPT)


async def own(connection: Connection, guild_id: int, draft_id: int, now: datetime) -> StoredDraft:
    """The guild's draft as it is stored. Raises `StudyError` when it is there no more."""
    draft = await drafts.draft(connection, draft_id, guild_id)
    if draft is None or draft.changed_at <= now - KEPT:
        raise StudyError("library.draft_gone")
    return draft


async def must_be_new(connection: Connection, guild_id: int, digest: str) -> None:
    """Raises `StudyError` when this shelf has a text with this digest."""
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


async def _read(file: EssayFile, banks: Banks) -> DraftEssay:
    return await sandbox.read_essay(file.name, file.data, banks)


async def _read_typed(typed: TypedText, banks: Banks) -> DraftEssay:
    """The essay in a typed text; the title that was typed with it is its title, whatever its first line seems to be."""
    essay = await _read(EssayFile(*as_file(typed)), banks)
    return replace(with_head(essay, typed.title or essay.title, essay.author), typed=typed)
