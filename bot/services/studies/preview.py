"""The next posts of a study, exactly as they will look if nothing changes."""

from dataclasses import dataclass

from bot.core.errors import StudyError
from bot.core.models import Arrangement, Asker, PortionKind, Question, Slot, StudyState
from bot.core.posts import PostContent
from bot.core.studies import schedule
from bot.services.studies import reading, reading_ahead, reading_progress
from bot.store.database import Database
from bot.store.essays import passages
from bot.store.studies import days_left_out, model_drafts, plans, study_views

AHEAD = 14
"""Posts that are shown; the days between that a host chose to leave out come on top."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One slot to come: what it will say, or None when a host chose to leave it out.

    `swap` is the passage of the day after, if the two can be exchanged; of a study that is paused, this is what would
    come if it went on now. `drafts` are questions about the passage that a model has drafted and no host approved.
    """

    study_id: int
    channel_id: int
    slot: Slot
    content: PostContent | None
    swap: int | None = None
    is_paused: bool = False
    drafts: tuple[Question, ...] = ()


async def preview(database: Database, asker: Asker, study_id: int) -> list[Coming]:
    """The slots of a study's next 14 posts, with those left out between; fewer when there is less to read.

    Raises `StudyError` when the study is not this guild's or has nothing left.
    """
    async with database.reading() as connection:
        study = await reading_progress.own(connection, asker.guild, study_id)
        first = await reading_progress.planned(connection, study, asker.now)
        in_plan = await plans.count(connection, study.id)
        left_out = await days_left_out.left_out(connection, study.id)
        to_come = await reading_ahead.coming(connection, study, study.timetable, first, AHEAD + 1, left_out=left_out)
        day, rung = await study_views.so_far(connection, study.id)
        drafts = await model_drafts.waiting(
            connection, asker.guild, [each for planned in to_come for each in planned.passage_ids]
        )
        paused = study.state is StudyState.PAUSED
        can_swap = study.arrangement is not Arrangement.ON_DATES and study.portion.kind is PortionKind.PASSAGE
        coming: list[Coming] = []
        shown = to_come[:AHEAD]
        excerpts = await passages.excerpts(connection, [(study.guild_id, planned.passage_ids) for planned in shown])
        for at, ((slot, passage_ids), excerpt) in enumerate(zip(shown, excerpts, strict=True), start=1):
            if excerpt is None:
                break
            said = await reading.reading(connection, study, excerpt, rung, day=day + 1)
            rung, day = said.rung, day + 1
            followed = can_swap and at < min(in_plan, len(to_come))  # what follows on the plan is not there yet
            after = to_come[at].passage_ids[0] if followed else None
            waiting = tuple(draft for passage_id in passage_ids for draft in drafts.get(passage_id, ()))
            coming.append(Coming(study.id, study.channel_id, slot, said.content, after, paused, waiting))
    if not coming:
        raise StudyError("study.nothing_left")
    between = schedule.between(study.timetable, first, coming[-1].slot)
    coming += (
        Coming(study.id, study.channel_id, slot, None, None, paused) for slot in between if slot.date in left_out
    )
    return sorted(coming, key=lambda each: each.slot.date)
