"""Looking passages up: by name, by words, by chance; always within what a guild may read."""

import random
from dataclasses import dataclass

from bot.core import choices, questions, quotes, references, search
from bot.core.errors import StudyError
from bot.core.models import Essay, Opening, Passage, Post, PostState, Question, Slot, Study
from bot.store import essays, participation, passages, posts, studies
from bot.store.database import Database
from bot.store.transaction import Transaction

MOST_FOUND = 60


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with its essay, and the guild's own post of it with how many took part, when there was one."""

    passage: Passage
    essay: Essay
    post: Post | None
    members: int


@dataclass(frozen=True, slots=True)
class Today:
    """A study's newest post (if it has had one) and its next slot (if one is planned)."""

    study: Study
    post: Post | None
    next_slot: Slot | None


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that hold the words searched for."""

    words: list[str]
    views: tuple[PassageView, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quotation and where it stands."""

    view: PassageView
    quote: quotes.Quote


async def today(database: Database, guild_id: int, channel_id: int | None) -> Today:
    """The newest post of the study in this channel, else of the guild's most lately posting one.

    Raises `StudyError` when the guild has no study.
    """
    async with database.reading() as connection:
        found = await studies.of_guild(connection, guild_id)
        here = [study for study in found if study.channel_id == channel_id] or found
        if not here:
            raise StudyError("study.none_yet")
        pairs = [(study, await posts.latest(connection, study.id, PostState.SENT)) for study in here]
    study, post = max(pairs, key=lambda pair: pair[1].id if pair[1] else 0)
    return Today(study, post, study.next_slot)


async def show(database: Database, guild_id: int | None, typed: str, channel_id: int | None) -> PassageView:
    """The passage that was typed: chosen from the list, "title 3", "3", or a post's reference.

    Raises `StudyError` when nothing fits, or more than one essay does.
    """
    async with database.reading() as connection:
        passage = await _named(connection, guild_id, typed, channel_id)
        return await _view(connection, passage, guild_id)


async def by_id(database: Database, guild_id: int | None, passage_id: int) -> PassageView:
    """The passage with this id. Raises `StudyError` when it is gone, or was never this guild's to read."""
    async with database.reading() as connection:
        passage = await passages.passage(connection, passage_id, guild_id)
        if passage is None:
            raise StudyError("lookup.gone")
        return await _view(connection, passage, guild_id)


async def find(database: Database, guild_id: int | None, typed: str, essay_id: int | None) -> Found:
    """The passages that hold all these words. Raises `StudyError` when there is no word to look for, or no hit."""
    wanted = search.search_words(typed)
    if not wanted:
        raise StudyError("lookup.no_words")
    async with database.reading() as connection:
        held = await passages.holding(connection, wanted, guild_id, essay_id, MOST_FOUND + 1)
        views = [await _view(connection, passage, guild_id) for passage in held[:MOST_FOUND]]
    if not views:
        raise StudyError("lookup.nothing_found", words=" ".join(wanted))
    return Found(wanted, tuple(views), more=len(held) > MOST_FOUND)


async def any_passage(database: Database, guild_id: int | None, essay_id: int | None) -> PassageView:
    """A passage by chance. Raises `StudyError` when there is nothing to choose from."""
    async with database.reading() as connection:
        passage = await passages.random_passage(connection, guild_id, essay_id)
        if passage is None:
            raise StudyError("lookup.empty")
        return await _view(connection, passage, guild_id)


async def quote(
    database: Database, guild_id: int | None, typed: str | None, essay_id: int | None, chance: random.Random
) -> QuoteView:
    """A quotation that holds one of the words, or any. Raises `StudyError` when none does."""
    if not typed:
        view = await any_passage(database, guild_id, essay_id)
        return QuoteView(view, chance.choice(quotes.quotes(view.passage.text, view.essay.language)[:6]))
    found = await find(database, guild_id, typed, essay_id)
    view = chance.choice(found.views)
    best = quotes.quotes_with(view.passage.text, view.essay.language, found.words)
    return QuoteView(view, (best or quotes.quotes(view.passage.text, view.essay.language))[0])


async def quote_again(database: Database, guild_id: int | None, passage_id: int, first: int, count: int) -> QuoteView:
    """The quotation that a button stands for. Raises `StudyError` when its passage has changed or gone."""
    view = await by_id(database, guild_id, passage_id)
    text = quotes.quote_at(view.passage.text, view.essay.language, first, count)
    if text is None:
        raise StudyError("lookup.gone")
    return QuoteView(view, quotes.Quote(first, count, text))


async def another_question(database: Database, guild_id: int | None, passage_id: int, shown: int) -> Question | None:
    """The next question about a passage, after the one shown; None when there is no other."""
    async with database.reading() as connection:
        if await passages.passage(connection, passage_id, guild_id) is None:
            raise StudyError("lookup.gone")
        return questions.another(await passages.questions_of(connection, passage_id), shown)


async def essay_id(database: Database, guild_id: int | None, typed: str | None) -> int | None:
    """The id of the essay chosen from the list or named by words of its title; None when none was named.

    Raises `StudyError` when this guild has no such essay.
    """
    if not typed:
        return None
    async with database.reading() as connection:
        shelf = await essays.shelf(connection, guild_id)
    chosen = choices.chosen_id(typed)
    found = [essay for essay in shelf if essay.id == chosen] or references.matching(shelf, typed)
    if not found:
        raise StudyError("lookup.no_such_essay", typed=typed[:100])
    return found[0].id


async def shelf(database: Database, guild_id: int | None) -> list[Essay]:
    """The essays this guild can read."""
    async with database.reading() as connection:
        return await essays.shelf(connection, guild_id)


async def openings(database: Database, guild_id: int | None) -> list[Opening]:
    """How each passage this guild can read begins, for lists of choices."""
    async with database.reading() as connection:
        return await passages.openings(connection, guild_id)


async def _view(connection: Transaction, passage: Passage, guild_id: int | None) -> PassageView:
    essay = await essays.essay(connection, passage.essay_id, guild_id)
    if essay is None:
        raise StudyError("lookup.gone")
    post = None if guild_id is None else await posts.of_passage(connection, passage.id, guild_id)
    members = await participation.count_members(connection, post.id) if post else 0
    return PassageView(passage, essay, post, members)


async def _named(connection: Transaction, guild_id: int | None, typed: str, channel_id: int | None) -> Passage:
    chosen = choices.chosen_id(typed)
    if chosen is not None:
        passage = await passages.passage(connection, chosen, guild_id)
        if passage is None:
            raise StudyError("lookup.gone")
        return passage
    reference = references.parse_reference(typed)
    if reference.code is not None and guild_id is not None:
        passage = await passages.by_reference(connection, reference.code, guild_id)
        if passage is not None:
            return passage
    shelf = await essays.shelf(connection, guild_id)
    candidates = await _essays_meant(connection, shelf, reference.title, channel_id)
    if not candidates and reference.number is not None:
        candidates = references.matching(shelf, typed)  # a title that ends in a number
    if not candidates:
        raise StudyError("lookup.no_such_passage", typed=typed[:100])
    essay, number = candidates[0], reference.number or 1
    passage = await passages.numbered(connection, essay, number)
    if passage is None:
        raise StudyError("lookup.no_such_number", title=essay.title, number=number, n=essay.length)
    return passage


async def _essays_meant(connection: Transaction, shelf: list[Essay], title: str, channel_id: int | None) -> list[Essay]:
    """The essays with such a title; a bare number means the essay being read in this channel."""
    if title:
        return references.matching(shelf, title)
    study = None if channel_id is None else await studies.in_channel(connection, channel_id)
    latest = None if study is None else await posts.latest(connection, study.id, PostState.SENT)
    reading = None if latest is None or latest.content is None else latest.content.title
    return [essay for essay in shelf if essay.title == reading] or shelf[:1]
