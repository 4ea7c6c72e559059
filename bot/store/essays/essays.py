"""The shelf as it is read: essays, their passages in order, and who may see them. `shelf_changes.py` changes it."""

from itertools import groupby
from operator import itemgetter

from sqlalchemy import BigInteger, ColumnElement, bindparam, func, select

from bot.core.models import Essay
from bot.core.studies.passage_order import Listed
from bot.store.database import Connection
from bot.store.tables import essays, passages, study_essays

_counted = passages.alias()
_length = select(func.count()).where(_counted.c.essay_id == essays.c.id).correlate(essays).scalar_subquery()
COLUMNS = (
    essays.c.id,
    essays.c.guild_id,
    essays.c.title,
    essays.c.author,
    essays.c.language,
    essays.c.source,
    essays.c.licence,
    _length.label("length"),
    essays.c.revision,
)
"""What an `Essay` is made of."""
HIDDEN = 0
"""The revision of an essay that is not on its shelf yet, or no more: its rows come and go in several transactions."""
SHOWN = essays.c.revision != HIDDEN
VISIBLE = SHOWN & (essays.c.guild_id.is_(None) | (essays.c.guild_id == bindparam("guild_id", type_=BigInteger)))
"""The condition that the guild `:guild_id` can read an essay: its own, or everybody's. Every look-up carries it."""
_essay = select(*COLUMNS)
_VISIBLE_ESSAY = _essay.where(VISIBLE, essays.c.id == bindparam("essay_id"))
_SHELF = _essay.where(VISIBLE).order_by(essays.c.guild_id.is_not(None), essays.c.position, essays.c.id)


async def with_digest(connection: Connection, guild_id: int | None, digest: str) -> Essay | None:
    """The essay on this guild's own shelf (or the common one, for None) that was imported from the same text."""
    return await _one(connection, own_shelf(guild_id), essays.c.digest == digest)


async def marks(connection: Connection, guild_id: int | None) -> frozenset[tuple[int, ...]]:
    """Id, revision and position of each essay on this shelf: a value that is another once the shelf has changed."""
    marked = select(essays.c.id, essays.c.revision, essays.c.position).where(own_shelf(guild_id))
    return frozenset(tuple(row) for row in await connection.execute(marked))


async def digests(connection: Connection, guild_id: int | None) -> set[str]:
    """The digests of all texts on this guild's own shelf, or (for None) on the common one."""
    return set(await connection.scalars(select(essays.c.digest).where(own_shelf(guild_id))))


async def with_pack_id(connection: Connection, guild_id: int | None, pack_id: str) -> Essay | None:
    """The essay on this shelf alone that came from the pack with this id."""
    return await _one(connection, own_shelf(guild_id), essays.c.pack_id == pack_id)


async def pack_id_of(connection: Connection, essay_id: int, guild_id: int) -> str | None:
    """The id that the pack of this essay has, if it is on this guild's own shelf."""
    return await connection.scalar(select(essays.c.pack_id).where(own_shelf(guild_id), essays.c.id == essay_id))


async def shelf(connection: Connection, guild_id: int | None) -> list[Essay]:
    """All essays this guild can read, the common ones first, each shelf in its own order."""
    return [Essay(*row) for row in await connection.execute(_SHELF, {"guild_id": guild_id})]


async def essay(connection: Connection, essay_id: int, guild_id: int | None) -> Essay | None:
    """The essay with this id, if this guild can read it."""
    rows = await connection.execute(_VISIBLE_ESSAY, {"guild_id": guild_id, "essay_id": essay_id})
    return next((Essay(*row) for row in rows), None)


async def of_study(connection: Connection, study_id: int) -> list[Essay]:
    """The essays a study reads, in order."""
    statement = _essay.join(study_essays, study_essays.c.essay_id == essays.c.id).where(
        study_essays.c.study_id == study_id
    )
    rows = await connection.execute(statement.order_by(study_essays.c.position))
    return [Essay(*row) for row in rows]


async def reading_order(connection: Connection, study_id: int) -> list[Listed]:
    """The essays a study reads, in order, with their passages."""
    ordered = (
        select(passages.c.essay_id, passages.c.id)
        .join(study_essays, study_essays.c.essay_id == passages.c.essay_id)
        .where(study_essays.c.study_id == study_id)
        .order_by(study_essays.c.position, passages.c.number)
    )
    rows = await connection.execute(ordered)
    return [
        Listed(essay_id, tuple(passage_id for _, passage_id in essay_rows))
        for essay_id, essay_rows in groupby(rows, key=itemgetter(0))
    ]


async def _one(connection: Connection, *conditions: ColumnElement[bool]) -> Essay | None:
    row = (await connection.execute(_essay.where(*conditions).limit(1))).one_or_none()
    return None if row is None else Essay(*row)


def own_shelf(guild_id: int | None) -> ColumnElement[bool]:
    """The condition that an essay is on this shelf: a guild's own, or (for None) the common one."""
    return SHOWN & (essays.c.guild_id.is_(None) if guild_id is None else essays.c.guild_id == guild_id)
