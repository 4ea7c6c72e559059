"""A study with what else is asked for each time, in one statement: by look-ups, by a member, and by a claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Column, ColumnElement, Label, ScalarSelect, bindparam, func, select

from bot.core.models import Rung, Study
from bot.core.posts import DeliveryKind, DeliveryState, Post
from bot.core.questions.ladder import OF_THE_DAY
from bot.core.studies.plan import LEFT_NOTICES
from bot.store.database import Connection
from bot.store.studies import posts as ledger
from bot.store.studies import studies as settings
from bot.store.tables import deliveries, participation, plan, posts, questions, skips, studies

_earlier, _carried = posts.alias(), deliveries.alias()


def last_of(study_id: Column[int]) -> ScalarSelect[int]:
    """The last post that is there of the study that a column of the statement around it names."""
    return (
        select(_earlier.c.id)
        .join(_carried, _carried.c.id == _earlier.c.delivery_id)
        .where(_earlier.c.study_id == study_id, ledger.is_there(_carried))
        .order_by(_earlier.c.due_at.desc(), _earlier.c.id.desc())
        .limit(1)
        .correlate(study_id.table)
        .scalar_subquery()
    )


_OF_GUILD = (
    select(*settings.COLUMNS, *ledger.COLUMNS)
    .select_from(studies)
    .outerjoin(posts, posts.c.id == last_of(studies.c.id))
    .outerjoin(deliveries, deliveries.c.id == posts.c.delivery_id)
    .where(studies.c.guild_id == bindparam("guild_id"))
    .order_by(studies.c.id)
)


def _dates(dates: Column[str], where: ColumnElement[bool], name: str) -> Label[str]:
    """The local dates in rows that belong to the study, with blanks between them; null where there are none."""
    listed = select(func.aggregate_strings(dates, " ")).where(where)
    return listed.correlate(studies).scalar_subquery().label(name)


_LEFT_OUT = _dates(skips.c.local_date, skips.c.study_id == studies.c.id, "left_out")
_HAS_TAKEN_PART = (
    select(participation.c.post_id)
    .join(_earlier, _earlier.c.id == participation.c.post_id)
    .where(participation.c.user_id == bindparam("user_id"), _earlier.c.study_id == studies.c.id)
    .correlate(studies)
    .exists()
    .label("has_taken_part")
)
_FOR_MEMBER = _OF_GUILD.add_columns(_LEFT_OUT, _HAS_TAKEN_PART)
_in_epoch = (_earlier.c.study_id == studies.c.id) & (_earlier.c.epoch == studies.c.epoch)
_TAKEN = _dates(_earlier.c.local_date, _in_epoch & (_earlier.c.local_date >= studies.c.next_date), "taken")
_IN_HAND = (
    select(_carried.c.id)
    .where(_carried.c.study_id == studies.c.id, _carried.c.state == DeliveryState.CLAIMED)
    .where(_carried.c.kind == DeliveryKind.POST)
    .correlate(studies)
    .exists()
    .label("in_hand")
)
_own = (
    select(_earlier.c.id)
    .join(_carried, _carried.c.id == _earlier.c.delivery_id)
    .where(_earlier.c.study_id == studies.c.id, _earlier.c.day.is_not(None))
    .where(_carried.c.state != DeliveryState.SKIPPED)
    .order_by(_earlier.c.day.desc())
    .limit(1)
    .correlate(studies)
)
_in_turn = _own.join(questions, questions.c.id == _earlier.c.question_id).where(questions.c.rung.in_(OF_THE_DAY))
_SO_FAR = (
    _own.with_only_columns(_earlier.c.day).scalar_subquery().label("last_day"),
    _in_turn.with_only_columns(questions.c.rung).scalar_subquery().label("last_rung"),
)
_to_come = select(plan.c.passage_id).where(plan.c.study_id == studies.c.id).order_by(plan.c.place).correlate(studies)
_FIRST = _to_come.limit(1).scalar_subquery().label("first")
_MANY_FOLLOW = _to_come.limit(1).offset(1 + max(LEFT_NOTICES)).exists().label("many_follow")
_FOR_CLAIMS = select(*settings.COLUMNS, _LEFT_OUT, _TAKEN, _IN_HAND, _FIRST, _MANY_FOLLOW, *_SO_FAR).where(
    studies.c.id.in_(bindparam("study_ids", expanding=True))
)
_SO_FAR_OF = select(*_SO_FAR).select_from(studies).where(studies.c.id == bindparam("study_id"))
_STUDY = len(settings.COLUMNS)
_POST = _STUDY + len(ledger.COLUMNS)


class Newest(NamedTuple):
    """A study, its last post that is there, the dates that hosts chose to skip, and whether a member ever took part."""

    study: Study
    post: Post | None
    left_out: frozenset[date]
    known: bool


class SoFar(NamedTuple):
    """The highest day number of a study's posts, and the rung of the last question that they asked in turn.

    A study without posts is at day 0; slots that were skipped have no number. Whose turn it is says `ladder`.
    """

    day: int
    rung: Rung | None


@dataclass(frozen=True, slots=True)
class ForClaim:
    """A study, the dates that hosts chose to skip, those from its next slot on that have had one in its epoch.

    `in_hand` says whether the end of an earlier post is not known yet; `first` is the passage that is the first of the
    plan, and `many_follow` whether more are on it after that one than hosts have to be told of.
    """

    study: Study
    left_out: frozenset[date]
    taken: frozenset[date]
    in_hand: bool
    first: int | None
    many_follow: bool
    so_far: SoFar


async def of_guild(connection: Connection, guild_id: int) -> list[tuple[Study, Post | None]]:
    """The guild's studies, oldest first, each with its last post that is there."""
    rows = await connection.execute(_OF_GUILD, {"guild_id": guild_id})
    return [(settings.read(row[:_STUDY]), ledger.read(row[_STUDY:]) if row[_STUDY] else None) for row in rows]


async def for_member(connection: Connection, guild_id: int, user_id: int) -> list[Newest]:
    """The guild's studies, oldest first, as they stand for one member."""
    rows = await connection.execute(_FOR_MEMBER, {"guild_id": guild_id, "user_id": user_id})
    return [
        Newest(
            settings.read(row[:_STUDY]),
            ledger.read(row[_STUDY:_POST]) if row[_STUDY] else None,
            _read_dates(row.left_out),
            bool(row.has_taken_part),
        )
        for row in rows
    ]


async def for_claims(connection: Connection, study_ids: Sequence[int]) -> list[ForClaim]:
    """Those of these studies that are there, in this order, as whoever claims their next slots has to know them."""
    rows = {row.id: row for row in await connection.execute(_FOR_CLAIMS, {"study_ids": study_ids})}
    return [
        ForClaim(
            settings.read(row[:_STUDY]),
            _read_dates(row.left_out),
            _read_dates(row.taken),
            bool(row.in_hand),
            row.first,
            bool(row.many_follow),
            _read_so_far(row.last_day, row.last_rung),
        )
        for row in (rows[study_id] for study_id in study_ids if study_id in rows)
    ]


async def so_far(connection: Connection, study_id: int) -> SoFar:
    """How far a study has come."""
    row = (await connection.execute(_SO_FAR_OF, {"study_id": study_id})).one_or_none()
    return _read_so_far(*(row or (None, None)))


def _read_so_far(day: int | None, rung: str | None) -> SoFar:
    return SoFar(day or 0, None if rung is None else Rung(rung))


def _read_dates(listed: str | None) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, (listed or "").split()))
