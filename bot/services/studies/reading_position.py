"""Moving a study's reading to another passage, and two days into each other's place."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.lookup import autocomplete
from bot.core.lookup.autocomplete import Choice, Openings
from bot.core.models import Arrangement, Asker, HostAct, Opening, Study
from bot.core.studies import passage_order, plan
from bot.core.studies.passage_order import Order, Span
from bot.services.lookup import named_passages
from bot.services.studies import host_changes, reading_ahead, reading_progress
from bot.services.studies.host_changes import Changed, Upcoming
from bot.store.database import Connection, Database
from bot.store.essays import essays, passages
from bot.store.studies import passages_read, plans, reading_lists

MOST_SEARCHED = 1000
"""Passages among which what somebody types is looked for, at every key; any other can be named."""


@dataclass(frozen=True, slots=True)
class Move:
    """What moving the reading to a passage would bring, to the study as it stands.

    `lost` are passages that would not be posted, with their essays' titles. `again` counts those that would come a
    second time, `after_all` those that had been passed over and would come.
    """

    study: Study
    target: Opening
    lost: tuple[tuple[str, Span], ...]
    again: int
    after_all: int
    upcoming: Upcoming


async def skip_to(database: Database, asker: Asker, study: Study, typed: str) -> Move:
    """What going on with a later passage would bring. Raises `StudyError` for one that is not to come."""
    async with database.reading() as connection:
        reading = await _reading(connection, study)
        passage_id = await _named(connection, reading, typed, asker.channel_id)
        if passage_id not in reading.to_come:
            raise StudyError("moving.is_behind")
        return await _move(connection, reading, reading.to_come, reading.skipped_to(passage_id), asker.now)


async def go_back(database: Database, asker: Asker, study: Study, typed: str | None) -> Move:
    """What reading from an earlier passage on (from the last one posted, for None) would bring.

    Raises `StudyError` for one that is still to come, and when nothing has been posted.
    """
    async with database.reading() as connection:
        reading = await _reading(connection, study)
        if typed:
            passage_id = await _named(connection, reading, typed, asker.channel_id)
            if passage_id in reading.plan[1:]:
                raise StudyError("moving.is_ahead")
        else:
            listed = {passage_id for essay in reading.order.essays for passage_id in essay.passages}
            behind = listed.difference(reading.plan)
            last = next((posted_id for posted_id in reversed(reading.posted) if posted_id in behind), None)
            if last is None:
                raise StudyError("moving.at_start" if reading.posted else "moving.nothing_posted")
            passage_id = last
        return await _move(connection, reading, reading.plan, reading.gone_back(passage_id), asker.now)


async def move(
    database: Database, asker: Asker, study_id: int, passage_id: int, revision: int, *, back: bool
) -> Changed:
    """Go on with a later passage or, going back, with an earlier one; how the study stands then.

    Raises `StudyError` when something has been posted or changed since the host saw what this would bring.
    """
    act = HostAct.GO_BACK if back else HostAct.SKIP_TO
    async with host_changes.writing(database, asker, study_id, act, revision) as editing:
        reading = await _reading(editing.connection, editing.study)
        if not back and not reading.plan:  # the next round begins with it
            await reading_lists.set_round(editing.connection, study_id, editing.study.round + 1)
        await editing.set_plan(reading.gone_back(passage_id) if back else reading.skipped_to(passage_id))
        await reading_progress.replanned(editing.connection, reading.study, asker.now)
    return await host_changes.changed(database, asker, study_id)


async def swap(database: Database, asker: Asker, study_id: int, passage_id: int, next_id: int) -> int | None:
    """Exchange a passage and the one that follows it; the change, to undo it.

    Raises `StudyError` when they do not follow one another any more.
    """
    async with host_changes.writing(database, asker, study_id, HostAct.SWAP) as editing:
        _must_have_an_order(editing.study)
        to_come = await plans.passages_to_come(editing.connection, study_id)
        await editing.set_plan(plan.swapped(to_come, passage_id, next_id))
    return (await host_changes.changed(database, asker, study_id)).undo


async def passages_ahead(database: Database, study: Study, typed: str) -> list[Choice]:
    """The passages to come after the next one that fit what is typed, the next ones first."""
    async with database.reading() as connection:
        return await _fitting(connection, (await _reading(connection, study)).to_come[1:], typed)


async def passages_behind(database: Database, study: Study, typed: str) -> list[Choice]:
    """The passages that are not to come any more and fit what is typed, the last ones posted first."""
    async with database.reading() as connection:
        reading = await _reading(connection, study)
        listed = [passage_id for essay in reading.order.essays for passage_id in essay.passages]
        behind = set(listed).difference(reading.plan)
        latest_first = dict.fromkeys((*reversed(reading.posted), *reversed(listed)))
        return await _fitting(connection, [passage_id for passage_id in latest_first if passage_id in behind], typed)


class _Reading(NamedTuple):
    """A study, its order and its plan; `to_come` is the plan, or what it will be filled with once it has run out."""

    study: Study
    order: Order
    plan: list[int]
    to_come: list[int]
    posted: list[int]

    def skipped_to(self, passage_id: int) -> list[int]:
        return plan.skipped_to(self.to_come, passage_id)

    def gone_back(self, passage_id: int) -> list[int]:
        return plan.gone_back(self.plan, self.order, self.posted, passage_id)


async def _reading(connection: Connection, study: Study) -> _Reading:
    study = await reading_progress.own(connection, study.guild_id, study.id)
    _must_have_an_order(study)
    order = await reading_ahead.order_of(connection, study)
    in_plan = await plans.passages_to_come(connection, study.id)
    to_come = in_plan or await reading_ahead.ahead(
        connection, study, sum(len(essay.passages) for essay in order.essays)
    )
    return _Reading(study, order, in_plan, to_come, await passages_read.posted(connection, study))


def _must_have_an_order(study: Study) -> None:
    if study.arrangement is Arrangement.ON_DATES:
        raise StudyError("plan.on_dates")


async def _named(connection: Connection, reading: _Reading, typed: str, channel_id: int | None) -> int:
    """The passage of the study's list that somebody means."""
    guild_id = reading.study.guild_id
    shelf = await essays.shelf(connection, guild_id)
    meant = await named_passages.named(connection, guild_id, shelf, typed, channel_id)
    if isinstance(meant, named_passages.Candidates):
        raise StudyError("moving.which", typed=typed[:100])
    view, *_ = meant
    if view.essay.id not in {essay.essay_id for essay in reading.order.essays}:
        raise StudyError("moving.not_listed")
    return view.passage.id


async def _move(connection: Connection, reading: _Reading, before: list[int], after: list[int], now: datetime) -> Move:
    if before[:1] == after[:1]:
        raise StudyError("moving.next_already")
    study, posted = reading.study, set(reading.posted if reading.plan else ())  # else another round begins
    lost = passage_order.spans(reading.order.essays, plan.without(before, posted.union(after)))
    more = set(after).difference(before)
    titles = {essay.id: essay.title for essay in await essays.shelf(connection, study.guild_id)}
    (target,) = await passages.openings_of(connection, after[:1])
    return Move(
        study=study,
        target=target,
        lost=tuple((titles[span.essay_id], span) for span in lost if span.essay_id in titles),
        again=len(more.intersection(reading.posted)),
        after_all=len(more.difference(reading.posted)),
        upcoming=await host_changes.upcoming(connection, study, now, plan=after),
    )


async def _fitting(connection: Connection, passage_ids: list[int], typed: str) -> list[Choice]:
    """The choices among these passages; without anything typed, the first ones."""
    if not typed.strip():
        return autocomplete.listed(await passages.openings_of(connection, passage_ids[: autocomplete.MOST]))
    return autocomplete.passages([Openings(await passages.openings_of(connection, passage_ids[:MOST_SEARCHED]))], typed)
