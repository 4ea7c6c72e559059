"""Passages as they are looked up: each with its essay, its neighbours and the guild's own post of it, in one read."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, func, select

from bot.core.models import Essay, Passage
from bot.core.posts import PassageView
from bot.store.database import Connection
from bot.store.essays import essays as shelf
from bot.store.studies import posts as ledger
from bot.store.tables import deliveries, essays, participation, passages, post_passages, posts, studies

_guild = bindparam("guild_id", type_=BigInteger)
_beside = passages.alias()
_earlier, _carried = posts.alias(), deliveries.alias()
_posted_passages = post_passages.join(_earlier, _earlier.c.id == post_passages.c.post_id).join(
    _carried, _carried.c.id == _earlier.c.delivery_id
)


def _neighbour(step: int) -> ColumnElement[int]:
    same = (_beside.c.essay_id == passages.c.essay_id) & (_beside.c.number == passages.c.number + step)
    return select(_beside.c.id).where(same).correlate(passages).scalar_subquery()


_newest = (
    select(func.max(_earlier.c.id))
    .select_from(_posted_passages)
    .where(post_passages.c.passage_id == passages.c.id, ledger.is_there(_carried), _carried.c.guild_id == _guild)
    .correlate(passages)
    .scalar_subquery()
)
_members = (
    select(func.count(participation.c.user_id.distinct()))
    .where(participation.c.post_id == posts.c.id)
    .correlate(posts)
    .scalar_subquery()
)
_passage = (passages.c.id, passages.c.essay_id, passages.c.number, passages.c.heading, passages.c.text)
_VIEW = (
    select(*_passage, *shelf.COLUMNS, _neighbour(-1), _neighbour(1), _members, *ledger.COLUMNS)
    .select_from(passages)
    .join(essays, essays.c.id == passages.c.essay_id)
    .outerjoin(posts, posts.c.id == _newest)
    .outerjoin(deliveries, deliveries.c.id == posts.c.delivery_id)
    .outerjoin(studies, studies.c.id == posts.c.study_id)
    .where(shelf.VISIBLE)
)
_ESSAY = len(_passage)
_AROUND = _ESSAY + len(shelf.COLUMNS)
_POST = _AROUND + 3

_BY_ID = _VIEW.where(passages.c.id == bindparam("passage_id"))
_SOME = _VIEW.where(passages.c.id.in_(bindparam("passage_ids", expanding=True)))
_NUMBERED = _VIEW.where(
    passages.c.essay_id == bindparam("essay_id"), passages.c.number.between(bindparam("first"), bindparam("last"))
).order_by(passages.c.number)


def _posted(*which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The view of the passage in the newest of the guild's posts that are meant."""
    meant = (
        select(post_passages.c.passage_id)
        .select_from(_posted_passages)
        .where(_carried.c.guild_id == _guild, *which)
        .order_by(_earlier.c.id.desc(), post_passages.c.place)
        .limit(1)
        .correlate(None)
    )
    return _VIEW.where(passages.c.id == meant.scalar_subquery())


_places = bindparam("place_ids", expanding=True, type_=BigInteger)
_BY_REFERENCE = _posted(_carried.c.reference.in_(bindparam("references", expanding=True)))
_BY_DAY = _posted(
    ledger.is_there(_carried),
    _earlier.c.day == bindparam("day"),
    _carried.c.channel_id == func.coalesce(bindparam("channel_id", type_=BigInteger), _carried.c.channel_id),
)
_BY_MESSAGE = _posted(_earlier.c.thread_id.in_(_places) | (_carried.c.message_id == bindparam("message_id")))


async def view(connection: Connection, passage_id: int, guild_id: int | None) -> PassageView | None:
    """The passage with this id, if this guild can read it."""
    return await _one(connection, _BY_ID, guild_id, passage_id=passage_id)


async def some(connection: Connection, passage_ids: Sequence[int], guild_id: int | None) -> list[PassageView]:
    """Those of the passages with these ids that this guild can read, in the order of the ids."""
    by_id = {view.passage.id: view for view in await _all(connection, _SOME, guild_id, passage_ids=passage_ids)}
    return [by_id[passage_id] for passage_id in passage_ids if passage_id in by_id]


async def numbered(
    connection: Connection, essay_id: int, first: int, last: int, guild_id: int | None
) -> list[PassageView]:
    """The passages of an essay from one number to another, in order, if this guild can read it."""
    return await _all(connection, _NUMBERED, guild_id, essay_id=essay_id, first=first, last=last)


async def by_reference(connection: Connection, codes: Sequence[str], guild_id: int) -> PassageView | None:
    """The passage that this guild's post with one of these references held."""
    return await _one(connection, _BY_REFERENCE, guild_id, references=codes)


async def by_day(connection: Connection, day: int, guild_id: int, channel_id: int | None) -> PassageView | None:
    """The passage that this guild read last on a day of this number, in this channel or else in any."""
    here = await _one(connection, _BY_DAY, guild_id, day=day, channel_id=channel_id)
    return here or await _one(connection, _BY_DAY, guild_id, day=day, channel_id=None)


async def by_message(
    connection: Connection, guild_id: int, channel_id: int, message_id: int | None
) -> PassageView | None:
    """The passage of this guild's post that is this message, or in whose thread it stands."""
    ids = [channel_id] if message_id is None else [channel_id, message_id]
    return await _one(connection, _BY_MESSAGE, guild_id, place_ids=ids, message_id=message_id)


async def _all(
    connection: Connection, statement: Select[*tuple[Any, ...]], guild_id: int | None, **values: Any
) -> list[PassageView]:
    return [_read(row) for row in (await connection.execute(statement, {"guild_id": guild_id, **values}))]


async def _one(
    connection: Connection, statement: Select[*tuple[Any, ...]], guild_id: int | None, **values: Any
) -> PassageView | None:
    return next(iter(await _all(connection, statement, guild_id, **values)), None)


def _read(row: Sequence[Any]) -> PassageView:
    before, after, members = row[_AROUND:_POST]
    post = row[_POST:]
    return PassageView(
        passage=Passage(*row[:_ESSAY]),
        essay=Essay(*row[_ESSAY:_AROUND]),
        post=None if post[0] is None else ledger.read(post),
        members=members,
        before=before,
        after=after,
    )
