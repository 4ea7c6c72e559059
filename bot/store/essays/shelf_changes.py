"""Changing the shelf: putting essays on it, bringing them up to date, correcting and ordering them.

Every change of an essay raises its revision; what has been posted is a copy and stays as it is. What is large is
written and deleted a part at a time while it is hidden (by the service `essay_writer`): nobody sees half of it.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.core.essays.draft import DraftQuestion
from bot.core.lookup.quotes import Quotable
from bot.core.models import Origin
from bot.store.database import Connection
from bot.store.essays import essays as shelf
from bot.store.essays import questions as asked
from bot.store.essays import quotes, search_words
from bot.store.essays.essay_rows import PASSAGE, EssayChanges, NewPassage, StoredEssay, StoredPassage, Values
from bot.store.tables import essays, passages, plan, questions, study_essays

TAKEN_AT_ONCE = 40
"""Passages that are deleted in one transaction."""
_ASKED_AT_ONCE = 500
"""Questions that are deleted by one statement."""
_revised = update(essays).values(revision=essays.c.revision + 1)


class ShelfChangedError(Exception):
    """The shelf has changed since it was read: what was computed from it has to be computed again."""


async def revision(connection: Connection, essay_id: int) -> int | None:
    """How often an essay has changed; None when it is gone, `HIDDEN` when it is not on its shelf."""
    return await connection.scalar(select(essays.c.revision).where(essays.c.id == essay_id))


async def stored(connection: Connection, essay_id: int, since: int) -> StoredEssay:
    """An essay with all rows that came with it. Raises `ShelfChangedError` when it has changed after `since`."""
    as_it_was = select(essays).where(essays.c.id == essay_id, essays.c.revision == since)
    head = (await connection.execute(as_it_was)).one_or_none()
    if head is None:
        raise ShelfChangedError
    brought = await asked.brought_with(connection, essay_id)
    rows = await connection.execute(
        select(passages.c.id, passages.c.number, passages.c.heading, passages.c.text)
        .where(passages.c.essay_id == essay_id)
        .order_by(passages.c.number)
    )
    quoted = await quotes.of_essay(connection, essay_id)
    stored_passages = tuple(
        StoredPassage(row.id, row.number, row.heading, row.text, tuple(brought.get(row.id, ())), quoted.get(row.id, {}))
        for row in rows
    )
    return StoredEssay(essay_id, head.revision, head.title, head.language, stored_passages)


async def add_hidden(connection: Connection, guild_id: int | None, head: Values) -> int:
    """Store the head of an essay that is not on its shelf yet; the id of its row."""
    values = {"guild_id": guild_id, **head, "revision": shelf.HIDDEN}
    return (await connection.execute(insert(essays).values(**values).returning(essays.c.id))).scalar_one()


async def add_passages(connection: Connection, essay_id: int, added: Sequence[NewPassage]) -> None:
    """Add passages with their questions, quotes and words to an essay that is hidden."""
    rows = [
        {"essay_id": essay_id, "number": new.number, "heading": new.heading, "day": new.day}
        | {"text": new.text, "words": new.length}
        for new in added
    ]
    await connection.execute(insert(passages), rows)
    ids = await numbered(connection, essay_id, added[0].number, added[-1].number)
    await asked.add_brought(connection, [(ids[new.number], question) for new in added for question in new.questions])
    await quotes.add(connection, [(ids[new.number], quote) for new in added for quote in new.quotes])
    await search_words.add(connection, [{PASSAGE: ids[new.number], **new.words} for new in added])


async def numbered(connection: Connection, essay_id: int, first: int, last: int) -> dict[int, int]:
    """The ids of an essay's passages from one number to another, by their numbers."""
    between = (passages.c.essay_id == essay_id) & passages.c.number.between(first, last)
    rows = await connection.execute(select(passages.c.number, passages.c.id).where(between))
    return {row.number: row.id for row in rows}


async def show(connection: Connection, essay_id: int, guild_id: int | None) -> None:
    """Put a hidden essay at the end of its shelf."""
    last = await connection.scalar(select(func.max(essays.c.position)).where(shelf.own_shelf(guild_id))) or 0
    await connection.execute(update(essays).where(essays.c.id == essay_id).values(revision=1, position=last + 1))


async def hide(connection: Connection, essay_id: int) -> None:
    """Take an essay off its shelf and out of every study's list; posts that were made of it stay in the ledger."""
    await connection.execute(delete(study_essays).where(study_essays.c.essay_id == essay_id))
    own = select(passages.c.id).where(passages.c.essay_id == essay_id)
    await connection.execute(delete(plan).where(plan.c.passage_id.in_(own)))
    await connection.execute(update(essays).where(essays.c.id == essay_id).values(revision=shelf.HIDDEN))


async def hidden(connection: Connection, guild_id: int | None = None) -> list[int]:
    """The essays that are on no shelf, of one guild or of all."""
    of_guild = [] if guild_id is None else [essays.c.guild_id == guild_id]
    return list(await connection.scalars(select(essays.c.id).where(~shelf.SHOWN, *of_guild)))


async def delete_some(connection: Connection, essay_id: int) -> bool:
    """Delete some of an essay if it is hidden, and its row with the last of it; whether something is left."""
    some = select(passages.c.id).join(essays).where(essays.c.id == essay_id, ~shelf.SHOWN)
    ids = list(await connection.scalars(some.limit(TAKEN_AT_ONCE)))
    if ids:
        await connection.execute(delete(passages).where(passages.c.id.in_(ids)))
    if len(ids) < TAKEN_AT_ONCE:
        await connection.execute(delete(essays).where(essays.c.id == essay_id, ~shelf.SHOWN))
    return len(ids) == TAKEN_AT_ONCE


async def apply(connection: Connection, changes: EssayChanges, aside_id: int) -> None:
    """Bring an essay to its new version: the new passages come from a hidden essay, and those that are gone go there.

    What guilds have asked about these stays, with what stands nearest now.

    Words are changed apart from this. Raises `ShelfChangedError` when the essay has changed since it was read.
    """
    essay_id = changes.essay.id
    await revise(connection, essay_id, changes.essay.revision, changes.head)
    out_of_the_way = update(passages).where(passages.c.id == bindparam(PASSAGE))
    if changes.gone:
        gone = out_of_the_way.values(essay_id=aside_id, number=-passages.c.number)
        await connection.execute(gone, [{PASSAGE: passage_id} for passage_id in changes.gone])
        aside = select(passages.c.id).where(passages.c.essay_id == aside_id, passages.c.number < 0)
        await connection.execute(delete(plan).where(plan.c.passage_id.in_(aside)))
    if changes.moved:
        moved = out_of_the_way.values(number=-passages.c.number)
        await connection.execute(moved, [{PASSAGE: passage_id} for passage_id in changes.moved])
    if changes.new:
        added = update(passages).where(passages.c.essay_id == aside_id, passages.c.number > 0)
        await connection.execute(added.values(essay_id=essay_id))
    if changes.changed:
        values = search_words.new_values("number", "heading", "day", "text", "words")
        await connection.execute(out_of_the_way.values(**values), changes.changed)
    if changes.gone:
        await asked.carry(connection, aside_id, essay_id, changes.heirs)
    await _change_questions(connection, changes)
    await quotes.take_away(connection, changes.quotes.gone)
    await quotes.add(connection, changes.quotes.new)


async def revise(connection: Connection, essay_id: int, since: int, head: Values | None = None) -> int:
    """Raise an essay's revision by one, and change its head if one is given; the new revision.

    Raises `ShelfChangedError` when it is not at the revision `since` any more.
    """
    counted = _revised.where(essays.c.id == essay_id, essays.c.revision == since)
    done = await connection.execute(counted.values(**head) if head else counted)
    if not done.rowcount:
        raise ShelfChangedError
    return since + 1


async def set_text(
    connection: Connection,
    passage_id: int,
    text: str,
    words: int,
    suggested: Sequence[DraftQuestion],
    quotable: Sequence[Quotable],
) -> None:
    """Give a passage another text of so many words, and its quotes.

    The bot's own questions about the old one give way to `suggested`.
    """
    await connection.execute(update(passages).where(passages.c.id == passage_id).values(text=text, words=words))
    await quotes.replace(connection, passage_id, quotable)
    made_by_bot = (questions.c.passage_id == passage_id) & (questions.c.origin == Origin.BANK)
    made_by_bot &= questions.c.guild_id.is_(None)
    if await connection.scalar(select(func.count()).where(made_by_bot)):
        await connection.execute(delete(questions).where(made_by_bot))
        await asked.add_brought(connection, [(passage_id, question) for question in suggested])


async def set_heading(
    connection: Connection, essay_id: int, numbers: range, heading: str | None, day: int | None
) -> None:
    """Give the passages with these numbers, a section, another heading, which may name a day of the year."""
    section = (passages.c.essay_id == essay_id) & passages.c.number.between(numbers.start, numbers.stop - 1)
    await connection.execute(update(passages).where(section).values(heading=heading, day=day))


async def renumber(connection: Connection, places: Mapping[int, int]) -> None:
    """Give passages of an essay other numbers, by their ids; among themselves they may exchange them."""
    out_of_the_way = update(passages).where(passages.c.id.in_(places)).values(number=-passages.c.number)
    await connection.execute(out_of_the_way)  # two passages never have the same number, not even for a moment
    place = update(passages).where(passages.c.id == bindparam(PASSAGE)).values(number=bindparam("place"))
    await connection.execute(place, [{PASSAGE: passage_id, "place": place} for passage_id, place in places.items()])


async def rearrange(connection: Connection, essay_ids: Sequence[int]) -> None:
    """Put the essays of one shelf in this order."""
    place = update(essays).where(essays.c.id == bindparam("essay")).values(position=bindparam("place"))
    rows = [{"essay": essay_id, "place": position} for position, essay_id in enumerate(essay_ids, start=1)]
    await connection.execute(place, rows)


async def _change_questions(connection: Connection, changes: EssayChanges) -> None:
    new, changed, gone = changes.questions.new, changes.questions.changed, changes.questions.gone
    for start in range(0, len(gone), _ASKED_AT_ONCE):
        await connection.execute(delete(questions).where(questions.c.id.in_(gone[start : start + _ASKED_AT_ONCE])))
    if changed:
        question = update(questions).where(questions.c.id == bindparam("question"))
        await connection.execute(question.values(**search_words.new_values("text", "origin")), changed)
    if new:
        await connection.execute(insert(questions), new)
