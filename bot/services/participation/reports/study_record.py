"""The record of a study: all that it has posted, and where the answers stand of members who agreed to be named."""

from collections import defaultdict
from typing import NamedTuple

from bot.core.models import Asker, Sees
from bot.core.posts import DeliveryState
from bot.core.studies.participation.reports.record import AnswerMessage, RecordedPost, StruckLine, answers_of
from bot.services.participation import marked_lines
from bot.services.participation.reports import which_study
from bot.store import guilds
from bot.store.database import Database
from bot.store.members import reports
from bot.store.studies import posts


class StudyRecord(NamedTuple):
    """The posts of the study in a channel, in order."""

    channel_id: int
    posts: tuple[RecordedPost, ...]


async def study_record(database: Database, asker: Asker, sees: Sees, channel_id: int | None = None) -> StudyRecord:
    """The record of the study that somebody means, with the lines that several people have marked.

    Raises `StudyError` when that is unclear. No text of an answer is stored: who has the record reads it back.
    """
    async with database.reading() as connection:
        study = await which_study.of_member(connection, asker, channel_id, sees)
        sent = await posts.in_state(connection, study.id, DeliveryState.SENT)
        put = await reports.put_below(connection, study.id)
        answers = await reports.answers(connection, study.id)
        agreed = await guilds.shown_members(connection, asker.guild)
    below = defaultdict[int, list[AnswerMessage]](list)
    for answer in answers:
        below[answer.post_id].append(answer)
    struck = defaultdict[int, list[StruckLine]](list)
    for line in await marked_lines.of_study(database, study.id):
        struck[line.post.id].append(StruckLine(line.text, line.people))
    whole = [
        RecordedPost(post, tuple(put.get(post.id, ())), tuple(struck[post.id]), tuple(below[post.id])) for post in sent
    ]
    return StudyRecord(study.channel_id, tuple(answers_of(whole, agreed)))
