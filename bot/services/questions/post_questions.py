"""Which question a post asks: the one that a host has chosen for it, else the one whose turn it is."""

from collections.abc import Iterable, Sequence

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftQuestion
from bot.core.models import Asker, HostAct, Origin, Question, Rung, Study
from bot.core.questions import ladder
from bot.services.questions import host_questions
from bot.services.questions.host_questions import Exchange
from bot.services.studies import host_changes, reading_progress
from bot.store.database import Connection, Database
from bot.store.essays import questions
from bot.store.studies import chosen_questions, model_drafts


async def for_post(
    connection: Connection, study: Study, passage_ids: Sequence[int], last: Rung | None
) -> list[Question]:
    """What a study asks about the passages of a post after a question on the rung `last`.

    One question about the first of them that has any, and where there are several, a second about the last that has.
    """
    first = await _first_about(connection, study, passage_ids, last)
    if first is None:
        return []
    later = passage_ids[passage_ids.index(first.passage_id) + 1 :]
    second = await _first_about(connection, study, reversed(later), ladder.rung_after(first, last))
    return [first] if second is None else [first, second]


async def _first_about(
    connection: Connection, study: Study, passage_ids: Iterable[int], last: Rung | None
) -> Question | None:
    for passage_id in passage_ids:
        if question := await _about(connection, study, passage_id, last):
            return question
    return None


async def _about(connection: Connection, study: Study, passage_id: int, last: Rung | None) -> Question | None:
    asked, chosen_id = await chosen_questions.asked(connection, study.guild_id, study.id, passage_id)
    chosen = next((question for question in asked if question.id == chosen_id), None)
    return chosen or ladder.choose(asked, last)


async def choose_another(database: Database, asker: Asker, study_id: int, passage_id: int, shown: int) -> int | None:
    """Have a study ask the question after the one shown when it comes to the passage; the change, to undo it.

    Raises `StudyError` when there is no other.
    """
    async with host_changes.writing(database, asker, study_id, HostAct.ASK) as editing:
        asked = await questions.asked(editing.connection, passage_id, asker.guild)
        question = ladder.another(asked, shown)
        if question is None:
            raise StudyError("question.only_one")
        await editing.ask(passage_id, question.id)
    return (await host_changes.changed(database, asker, study_id)).undo


async def approve(database: Database, asker: Asker, study_id: int, question_id: int) -> None:
    """Have a study ask a question that a model has drafted, when it comes to its passage.

    Raises `StudyError` when it waits for a host no more, and for one that is asked already or one too many.
    """
    async with database.writing() as connection:
        study = await reading_progress.own(connection, asker.guild, study_id)
        draft = await model_drafts.one(connection, study.guild_id, question_id)
        if draft is None:
            raise StudyError("question.changed")
        words = DraftQuestion(draft.rung, draft.text, draft.origin)
        await host_questions.must_have_room(connection, study.guild_id, draft.passage_id, words)
        await questions.set_asked(connection, study.guild_id, draft, is_asked=True)
        await chosen_questions.choose(connection, study.id, draft.passage_id, draft.id)


async def write(
    database: Database, asker: Asker, study_id: int, passage_id: int, question_id: int | None, rung: Rung, text: str
) -> Exchange:
    """Add a question about a passage, or ask this in the place of the one with an id, and have a study ask it there.

    Raises what `host_questions.add` and `edit` do.
    """
    question = host_questions.written(rung, text, Origin.HOST)
    async with database.writing() as connection:
        study = await reading_progress.own(connection, asker.guild, study_id)
        if question_id is None:
            done = await host_questions.added(connection, study.guild_id, passage_id, question)
        else:
            done = await host_questions.edited(connection, study.guild_id, question_id, question)
        if done.back is not None:
            await chosen_questions.choose(connection, study.id, done.passage_id, done.back)
    return done
