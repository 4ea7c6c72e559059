"""Which question a study asks about a passage when it comes to it, where a host has chosen one."""

from sqlalchemy import ColumnElement, bindparam, delete, insert, literal, select, tuple_, update

from bot.core.models import Question
from bot.store.database import Connection
from bot.store.essays import questions as shelf
from bot.store.tables import chosen_questions, post_passages, posts, questions, studies

_CHOSEN = select(chosen_questions.c.question_id).where(
    chosen_questions.c.study_id == bindparam("study_id"), chosen_questions.c.passage_id == bindparam("passage_id")
)
_ASKED = shelf.OF_PASSAGE.add_columns(_CHOSEN.scalar_subquery().label("chosen"))
_asked_about = (
    select(posts.c.study_id, post_passages.c.passage_id)
    .join(post_passages, post_passages.c.post_id == posts.c.id)
    .where(posts.c.id == bindparam("post_id"))
)
_FORGET_ASKED = delete(chosen_questions).where(
    tuple_(chosen_questions.c.study_id, chosen_questions.c.passage_id).in_(_asked_about)
)


async def chosen(connection: Connection, study_id: int, passage_id: int) -> int | None:
    """The question that was chosen, whether it is asked in the guild or not."""
    return await connection.scalar(_CHOSEN, {"study_id": study_id, "passage_id": passage_id})


async def asked(
    connection: Connection, guild_id: int, study_id: int, passage_id: int
) -> tuple[list[Question], int | None]:
    """The questions about a passage that are asked in a guild, and the one that was chosen for a study of it."""
    values = {"guild_id": guild_id, "study_id": study_id, "passage_id": passage_id}
    rows = (await connection.execute(_ASKED, values)).all()
    return shelf.to_ask(rows), rows[0].chosen if rows else None


async def choose(connection: Connection, study_id: int, passage_id: int, question_id: int | None) -> None:
    """Store the choice of a question, or (with None, or for one that is gone) that there is none."""
    await connection.execute(delete(chosen_questions).where(_about(study_id, passage_id)))
    there = select(literal(study_id), questions.c.passage_id, questions.c.id)
    there = there.where(questions.c.id == question_id, questions.c.passage_id == passage_id)
    await connection.execute(insert(chosen_questions).from_select(["study_id", "passage_id", "question_id"], there))


async def hand_on(connection: Connection, guild_id: int, gone: int, back: int) -> None:
    """Have a guild's studies ask another question wherever this one was chosen."""
    own = select(studies.c.id).where(studies.c.guild_id == guild_id)
    was_chosen = (chosen_questions.c.question_id == gone) & chosen_questions.c.study_id.in_(own)
    await connection.execute(update(chosen_questions).where(was_chosen).values(question_id=back))


async def forget_asked(connection: Connection, post_id: int) -> None:
    """Delete the choices for what a post has asked about: another time its passages come, it is chosen anew."""
    await connection.execute(_FORGET_ASKED, {"post_id": post_id})


def _about(study_id: int, passage_id: int) -> ColumnElement[bool]:
    return (chosen_questions.c.study_id == study_id) & (chosen_questions.c.passage_id == passage_id)
