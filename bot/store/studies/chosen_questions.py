"""Which question a study asks about a passage when it comes to it, where a host has chosen one."""

from sqlalchemy import ColumnElement, delete, insert, literal, select, update

from bot.store.database import Connection
from bot.store.tables import chosen_questions, post_passages, posts, questions, studies


async def chosen(connection: Connection, study_id: int, passage_id: int) -> int | None:
    """The question that was chosen, whether it is asked in the guild or not."""
    return await connection.scalar(select(chosen_questions.c.question_id).where(_about(study_id, passage_id)))


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


async def forget_asked(connection: Connection, delivery_id: int) -> None:
    """Delete the choices for what a post has asked about: another time its passages come, it is chosen anew."""
    held = select(post_passages.c.passage_id, posts.c.study_id).join(posts, posts.c.id == post_passages.c.post_id)
    for passage_id, study_id in list(await connection.execute(held.where(posts.c.delivery_id == delivery_id))):
        await connection.execute(delete(chosen_questions).where(_about(study_id, passage_id)))


def _about(study_id: int, passage_id: int) -> ColumnElement[bool]:
    return (chosen_questions.c.study_id == study_id) & (chosen_questions.c.passage_id == passage_id)
