"""What members suggest to ask: theirs to change until a host has reviewed it, and what they hear of it then."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftQuestion
from bot.core.limits import ALL_SUGGESTIONS, OWN_QUESTIONS, SUGGESTIONS
from bot.core.models import Asker, Author, Suggestion
from bot.core.posts import PassageView
from bot.services.guilds import storage_limits
from bot.services.lookup import passage_lookup
from bot.services.questions import host_questions
from bot.store import guilds
from bot.store.database import Connection, Database
from bot.store.essays import passage_views, passages, questions
from bot.store.members import suggestions


class Suggested(NamedTuple):
    """A suggestion with its passage."""

    view: PassageView
    suggestion: Suggestion


async def named(database: Database, asker: Asker, typed: str) -> PassageView | Sequence[PassageView]:
    """The passage that was typed, as `/passage show` takes it, or all those that may be meant.

    Raises `StudyError` when nothing fits.
    """
    answer = await passage_lookup.show(database, asker, typed)
    return answer if isinstance(answer, PassageView) else answer.views


async def suggest(
    database: Database, asker: Asker, passage_id: int, question: DraftQuestion, *, wants_to_hear: bool
) -> int:
    """Store a question for hosts to review; its id.

    Raises `StudyError` when the passage is gone, for what is asked already or suggested by the same member, and for
    one suggestion too many, of the member or of all of the guild.
    """
    async with database.writing() as connection:
        if await passages.passage(connection, passage_id, asker.guild) is None:
            raise StudyError("lookup.gone")
        own = await suggestions.open_of(connection, asker.guild, asker.user_id)
        await _must_be_new(connection, asker, passage_id, question, own)
        SUGGESTIONS.check(len(own) + 1)
        ALL_SUGGESTIONS.check(await suggestions.count_open(connection, asker.guild) + 1)
        await guilds.ensure_guild(connection, asker.guild)
        await storage_limits.check(connection, OWN_QUESTIONS, asker.guild)
        return await suggestions.add(
            connection, asker.guild, passage_id, question, asker.user_id, wants_to_hear=wants_to_hear
        )


async def edit(
    database: Database, asker: Asker, question_id: int, question: DraftQuestion, *, wants_to_hear: bool
) -> None:
    """Give one's own suggestion these words.

    Raises `StudyError` when it is gone or has been reviewed, and for what is asked already or suggested by them.
    """
    async with database.writing() as connection:
        before = await _open(connection, asker, question_id)
        own = await suggestions.open_of(connection, asker.guild, asker.user_id)
        others = [one for one in own if one.question.id != question_id]
        await _must_be_new(connection, asker, before.question.passage_id, question, others)
        await suggestions.change(connection, question_id, question, wants_to_hear=wants_to_hear)


async def take_back(database: Database, asker: Asker, question_id: int) -> None:
    """Delete one's own suggestion. Raises `StudyError` when it is gone, or has been reviewed."""
    async with database.writing() as connection:
        await _open(connection, asker, question_id)
        await suggestions.take_back(connection, question_id)


async def one(database: Database, asker: Asker, question_id: int) -> Suggestion:
    """One's own suggestion, to be edited. Raises `StudyError` when it is gone, or has been reviewed."""
    async with database.reading(snapshot=False) as connection:
        return await _open(connection, asker, question_id)


async def own(database: Database, asker: Asker) -> list[Suggested]:
    """What the member has suggested and nobody has reviewed, newest first."""
    async with database.reading() as connection:
        found = await suggestions.open_of(connection, asker.guild, asker.user_id)
        return await _with_passages(connection, asker.guild, found)


async def to_be_told(database: Database) -> set[Author]:
    """Everybody in any guild who is to hear what has become of a suggestion."""
    async with database.reading(snapshot=False) as connection:
        return await suggestions.untold_authors(connection)


async def reviewed(database: Database, author: Author) -> list[Suggested]:
    """What hosts have made of a member's suggestions, of which they are to hear."""
    async with database.reading() as connection:
        found = await suggestions.untold(connection, *author)
        return await _with_passages(connection, author.guild_id, found)


async def told(database: Database, heard: Sequence[Suggested]) -> None:
    """Store that their author has heard what has become of these."""
    async with database.writing() as connection:
        await suggestions.set_told(connection, [each.suggestion.question.id for each in heard])


async def _open(connection: Connection, asker: Asker, question_id: int) -> Suggestion:
    suggestion = await suggestions.one(connection, asker.guild, question_id)
    if suggestion is None or suggestion.user_id != asker.user_id:
        raise StudyError("suggestion.gone")
    if suggestion.verdict is not None:
        raise StudyError("suggestion.reviewed")
    return suggestion


async def _must_be_new(
    connection: Connection, asker: Asker, passage_id: int, question: DraftQuestion, others: Sequence[Suggestion]
) -> None:
    host_questions.must_be_new(question, await questions.asked(connection, passage_id, asker.guild))
    about_it = [other.question for other in others if other.question.passage_id == passage_id]
    if any((other.rung, other.text) == (question.rung, question.text) for other in about_it):
        raise StudyError("suggestion.twice")


async def _with_passages(connection: Connection, guild_id: int, found: Sequence[Suggestion]) -> list[Suggested]:
    ids = list({suggestion.question.passage_id: None for suggestion in found})
    views = {view.passage.id: view for view in await passage_views.some(connection, ids, guild_id)}
    return [Suggested(views[suggestion.question.passage_id], suggestion) for suggestion in found]
