"""Correcting, ordering and removing what a guild has brought to its own shelf."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.essays.pack_lines import standing
from bot.core.essays.sizes import AUTHOR, HEADING, PASSAGE, TITLE
from bot.core.importers.drafts.edits import suggested
from bot.core.lookup.quotes import Quotable, found
from bot.core.models import Ending, Essay, Passage, Question, Study
from bot.core.questions.bank import Banks
from bot.core.studies.day_books import day_of
from bot.core.studies.passage_order import Listed
from bot.core.text.markup import length_in_post
from bot.core.text.normalization import clean_line, count_words, tidy
from bot.services.library import essay_writer
from bot.services.studies import essay_in_plans, reading_ahead
from bot.store.database import Connection, Database
from bot.store.essays import essays, passages, questions, quotes, shelf_changes
from bot.store.essays.essay_rows import corrected, retitled
from bot.store.studies import plans, studies


class Reader(NamedTuple):
    """A study that has the essay on its list or comes to it, and how many of its passages it has still to read.

    `again` when it begins its list again after that; `only` when there is nothing else to read for it.
    """

    study: Study
    unread: int
    again: bool
    only: bool


class OnShelf(NamedTuple):
    """An essay with its passages, the studies that read it, and its place (from 1) among so many on its shelf.

    `asked` are the questions about the passage that is looked at, if one is.
    """

    essay: Essay
    passages: tuple[Passage, ...]
    readers: tuple[Reader, ...]
    place: int
    shelf: int
    asked: tuple[Question, ...] = ()

    @property
    def own(self) -> bool:
        """Whether it is the guild's own, to be changed at will."""
        return self.essay.guild_id is not None


async def on_shelf(database: Database, guild_id: int, essay_id: int, number: int | None = None) -> OnShelf:
    """The essay as hosts see it, looking at the passage with this number.

    Raises `StudyError` when this guild has no such essay.
    """
    async with database.reading() as connection:
        essay = await essays.essay(connection, essay_id, guild_id)
        if essay is None:
            raise StudyError("library.essay_gone")
        passage_list = await passages.of_essay(connection, essay_id)
        beside = [
            neighbour.id
            for neighbour in await essays.shelf(connection, guild_id)
            if neighbour.guild_id == essay.guild_id
        ]
        readers = await _readers(connection, guild_id, essay_id)
        looked_at = [] if number is None else passage_list[max(1, min(number, essay.length)) - 1 :][:1]
        asked = [question for shown in looked_at for question in await questions.asked(connection, shown.id, guild_id)]
    return OnShelf(essay, tuple(passage_list), readers, beside.index(essay_id) + 1, len(beside), tuple(asked))


async def set_head(database: Database, guild_id: int, essay_id: int, revision: int, title: str, author: str) -> Essay:
    """Give an essay another title and author; the essay as it is then.

    Raises `StudyError` for an empty title, and as `own` does.
    """
    title, author = typed_line(title, TITLE), typed_line(author, AUTHOR)
    if not any(map(str.isalnum, title)):
        raise StudyError("library.no_title")
    async with database.reading() as connection:
        essay = await _own(connection, guild_id, essay_id, revision)
        passage_list = await passages.of_essay(connection, essay_id) if title != essay.title else []
    reworded = retitled(passage_list, title, essay.language)
    async with database.writing() as connection:
        await _own(connection, guild_id, essay_id, revision)
        await shelf_changes.revise(connection, essay_id, revision, {"title": title, "author": author or None})
        left = await essay_writer.begin_rewording(connection, reworded)
    await essay_writer.finish_rewording(database, essay_id, revision + 1, left)
    return await own(database, guild_id, essay_id)


async def set_passage(
    database: Database,
    guild_id: int,
    essay_id: int,
    revision: int,
    number: int,
    *,
    heading: str,
    text: str,
    banks: Banks,
) -> None:
    """Correct a passage's text and its section's heading. What was posted of it stays as it was said.

    Questions that the bot had chosen for the old text are chosen anew; marked quotes stay if they still stand there.
    Raises `StudyError` for a text that is empty or too long for a post, and as `own` does.
    """
    heading, text = typed_line(heading, HEADING), tidy(text).strip()
    if not text:
        raise StudyError("library.no_text")
    if (length := length_in_post(text)) > PASSAGE:
        raise StudyError("library.text_too_long", found=length, most=PASSAGE)
    async with database.reading() as connection:
        essay = await _own(connection, guild_id, essay_id, revision)
        passage_list = await passages.of_essay(connection, essay_id)
        quoted = await quotes.of_essay(connection, essay_id)
    passage = _numbered(passage_list, number)
    quotable = _quotes(quoted, passage.id, text, essay.language)
    section = _section(passage_list, number) if heading != (passage.heading or "") else range(0)
    day, words = day_of(heading, essay.language), count_words(text)
    asked = suggested(text, essay.language, essay.title, banks) if text != passage.text else ()
    reworded = corrected(passage, text, [passage_list[at - 1] for at in section], heading, essay.language)
    async with database.writing() as connection:
        await _own(connection, guild_id, essay_id, revision)
        await shelf_changes.revise(connection, essay_id, revision)
        if text != passage.text:
            await shelf_changes.set_text(connection, passage.id, text, words, asked, quotable)
        if section:
            await shelf_changes.set_heading(connection, essay_id, section, heading or None, day)
        left = await essay_writer.begin_rewording(connection, reworded)
    await essay_writer.finish_rewording(database, essay_id, revision + 1, left)


async def move_passage(database: Database, guild_id: int, essay_id: int, revision: int, number: int, to: int) -> int:
    """Put a passage at another place of its essay; its number then.

    Studies that are still to read it come to it there. Raises `StudyError` as `own` does.
    """
    async with database.writing() as connection:
        essay = await _own(connection, guild_id, essay_id, revision)
        passage_list = await passages.of_essay(connection, essay_id)
        passage, place = _numbered(passage_list, number), min(max(1, to), essay.length)
        order = [stored.id for stored in passage_list]
        order.insert(place - 1, order.pop(passage.number - 1))
        places = {
            passage_id: at
            for at, (passage_id, was) in enumerate(zip(order, passage_list, strict=True), start=1)
            if passage_id != was.id
        }
        await shelf_changes.revise(connection, essay_id, revision)
        await shelf_changes.renumber(connection, places)
        await essay_in_plans.put_elsewhere(connection, Listed(essay_id, tuple(order)), passage.id)
    return place


async def move_essay(database: Database, guild_id: int, essay_id: int, by: int) -> None:
    """Move an essay up (less than 0) or down its shelf. Raises `StudyError` as `own` does."""
    async with database.writing() as connection:
        await _own(connection, guild_id, essay_id, None)
        order = [essay.id for essay in await essays.shelf(connection, guild_id) if essay.guild_id == guild_id]
        place = order.index(essay_id)
        order.insert(min(max(0, place + by), len(order) - 1), order.pop(place))
        await shelf_changes.rearrange(connection, order)


async def remove(database: Database, guild_id: int, essay_id: int) -> Essay:
    """Take an essay off the guild's shelf for good; what it was. Raises `StudyError` as `own` does."""
    async with database.writing() as connection:
        essay = await _own(connection, guild_id, essay_id, None)
        await shelf_changes.hide(connection, essay_id)
    await essay_writer.take_away(database, essay_id)
    return essay


async def own(database: Database, guild_id: int, essay_id: int) -> Essay:
    """The guild's own essay with this id, to be changed.

    Raises `StudyError` when it is gone, and when it is on everybody’s shelf: nobody changes that for all.
    What changes it also refuses when somebody else has changed it since its `revision`.
    """
    async with database.reading() as connection:
        return await _own(connection, guild_id, essay_id, None)


async def passage(database: Database, essay: Essay, number: int) -> Passage:
    """The passage of an essay with this number. Raises `StudyError` when there is none."""
    async with database.reading() as connection:
        return _numbered(await passages.of_essay(connection, essay.id), number)


def typed_line(typed: str, most: int) -> str:
    """What somebody typed, in one line of so many characters at most."""
    return clean_line(typed)[:most].strip()


async def _own(connection: Connection, guild_id: int, essay_id: int, revision: int | None) -> Essay:
    essay = await essays.essay(connection, essay_id, guild_id)
    if essay is None:
        raise StudyError("library.essay_gone")
    if essay.guild_id is None:
        raise StudyError("library.common", title=essay.title)
    if revision not in (None, essay.revision):
        raise StudyError("library.essay_changed", title=essay.title)
    return essay


def _quotes(
    quoted: Mapping[int, Mapping[int, Quotable]], passage_id: int, text: str, language: str
) -> Sequence[Quotable]:
    """The lines to quote of a passage whose text is now another, in an essay with these."""
    if not any(quote.marked for own in quoted.values() for quote in own.values()):
        return found(text, language)
    lines = [quote.text for quote in quoted.get(passage_id, {}).values()]
    return [Quotable(line, marked=True) for line in standing(lines, text)]


async def _readers(connection: Connection, guild_id: int, essay_id: int) -> tuple[Reader, ...]:
    readers: list[Reader] = []
    for study in await studies.of_guild(connection, guild_id):
        listed = {essay.id for essay in await essays.of_study(connection, study.id)}
        others = {essay.id: essay.length for essay in await reading_ahead.goes_on_to(connection, study)}
        to_come = {**await plans.counts(connection, study.id), **others}
        unread = to_come.get(essay_id, 0)
        if unread or essay_id in listed:
            again = study.ending is Ending.LOOP
            only = to_come.keys() <= {essay_id} and not (again and listed != {essay_id})
            readers.append(Reader(study, unread, again=again, only=only))
    return tuple(readers)


def _numbered(passage_list: list[Passage], number: int) -> Passage:
    if not 1 <= number <= len(passage_list):
        raise StudyError("library.no_such_passage", number=number)
    return passage_list[number - 1]


def _section(passage_list: list[Passage], number: int) -> range:
    """The numbers of the passages around this one that stand under the same heading."""
    first = last = number
    while first > 1 and passage_list[first - 2].heading == passage_list[number - 1].heading:
        first -= 1
    while last < len(passage_list) and passage_list[last].heading == passage_list[number - 1].heading:
        last += 1
    return range(first, last + 1)
