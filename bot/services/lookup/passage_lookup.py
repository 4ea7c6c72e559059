"""Looking passages up: by name, by words, by chance; always within what a guild may read."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.essays.sizes import PASSAGE
from bot.core.lookup import autocomplete, search_query, titles
from bot.core.lookup.search_query import Query
from bot.core.models import Arrangement, Asker, Ending, Essay, Opening, Question, Slot, Study
from bot.core.posts import PassageView, Post
from bot.core.questions import ladder
from bot.core.studies.participation.unread import unread
from bot.core.text.markup import length_in_post
from bot.services.lookup import named_passages, passage_search
from bot.services.lookup.named_passages import Candidates
from bot.services.lookup.remembered import Remembered
from bot.services.studies import reading_ahead
from bot.store.database import Database
from bot.store.essays import essays, passage_views, passages, questions, random_passage
from bot.store.members import latest_posts
from bot.store.studies import study_views

PAGE = 6
"""Passages found that are shown at once."""
ESSAYS_AT_ONCE = 2
"""Essays whose passages are read together; each can have a thousand."""
LONGEST_TOGETHER = PASSAGE
"""Characters (by `length_in_post`) of passages that are shown together: as many as a single one may have."""

_shelves = Remembered(essays.shelf)
_marks = Remembered(essays.marks)


class Today(NamedTuple):
    """A study's newest post (if it has had one) and the next slot at which something comes (if one is planned).

    `new` when the member who asks has not taken part in the study yet; `unread` are the posts before the newest that
    they can catch up with.
    """

    study: Study
    post: Post | None
    next_slot: Slot | None
    new: bool
    unread: int


class SearchPage(NamedTuple):
    """One page of the passages that answer to a search, best first, `total` in all; pages count from 0.

    Not `whole` when none of them holds all of its words. `suggestions` are searches with other spellings that find
    something.
    """

    query: Query
    views: tuple[PassageView, ...]
    total: int
    page: int
    essay_id: int | None
    whole: bool = True
    suggestions: Sequence[Query] = ()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // PAGE)


async def today(database: Database, asker: Asker) -> Today:
    """The newest post of the study in this channel, else of the guild's most lately posting one, for a member.

    Raises `StudyError` when the guild has no study.
    """
    async with database.reading(snapshot=False) as connection:
        newest = await study_views.for_member(connection, asker.guild, asker.user_id)
        here = [entry for entry in newest if entry.study.channel_id == asker.channel_id] or newest
        if not here:
            raise StudyError("study.none_yet")
        asked = max(here, key=lambda entry: entry.post.id if entry.post else 0)
        study, left_out = asked.study, asked.left_out
        all_read = study.left_told == 0 and study.ending is not Ending.LOOP
        slot = None if all_read else study.next_slot
        if slot and (slot.date in left_out or study.arrangement is Arrangement.ON_DATES):
            coming = await reading_ahead.coming(connection, study, study.timetable, slot, 1, left_out=left_out)
            slot = coming[0].slot if coming else None
        latest = await latest_posts.latest(connection, study.id, asker.user_id) if asked.post else []
    earlier = [post_id for post_id in unread(latest) if asked.post and post_id != asked.post.id]
    return Today(study, asked.post, slot, new=not asked.known, unread=len(earlier))


async def show(database: Database, asker: Asker, typed: str) -> PassageView | Candidates | SearchPage:
    """The passage that was typed: chosen from the list, "title 3", "3", "3-5", "section 2", a post's reference or link.

    What names nothing is looked for as words of a passage, of which there may be a page. Raises `StudyError` when
    nothing fits.
    """
    readable = await shelf(database, asker.guild_id)
    try:
        async with database.reading(snapshot=False) as connection:
            meant = await named_passages.named(connection, asker.guild_id, readable, typed, asker.channel_id)
    except StudyError as refusal:
        if refusal.key != named_passages.UNKNOWN or not search_query.parse_query(typed).wanted:
            raise
        try:
            holding = await find(database, asker.guild_id, typed, None)
        except StudyError:
            raise refusal from None
        return holding.views[0] if holding.total == 1 and holding.whole else holding
    return meant if isinstance(meant, Candidates) else _together(meant)


async def offered(database: Database, asker: Asker, typed: str) -> list[Opening]:
    """The passages with which `show` would answer; none where it would refuse."""
    try:
        answer = await show(database, asker, typed)
    except StudyError:
        return []
    views = [answer] if isinstance(answer, PassageView) else answer.views
    return [
        Opening(view.passage.id, view.essay.title, view.passage.number, view.passage.heading, view.passage.text[:80])
        for view in views
    ]


async def by_id(database: Database, guild_id: int | None, passage_id: int) -> PassageView:
    """The passage with this id. Raises `StudyError` when it is gone, or was never this guild's to read."""
    async with database.reading(snapshot=False) as connection:
        view = await passage_views.view(connection, passage_id, guild_id)
    if view is None:
        raise StudyError("lookup.gone")
    return view


async def find(database: Database, guild_id: int | None, typed: str, essay_id: int | None, page: int = 0) -> SearchPage:
    """One page of the passages that answer to these words, best first; the first page when there are fewer.

    Raises `StudyError` when there is no word to look for, and when no passage holds any of them.
    """
    query = search_query.parse_query(typed)
    if not query.wanted:
        raise StudyError("lookup.no_words")
    async with database.reading() as connection:
        found = await passage_search.find(connection, query, guild_id, essay_id, PAGE, page * PAGE)
        views = await passage_views.some(connection, found.passage_ids, guild_id)
        if not views:
            essay = None if essay_id is None else await essays.essay(connection, essay_id, guild_id)
            words = query.text[:100]
            if essay is None:
                raise StudyError("lookup.nothing_found", words=words)
            raise StudyError("lookup.nothing_found_there", title=essay.title, words=words)
    page = page if page * PAGE < found.total else 0
    return SearchPage(found.query, tuple(views), found.total, page, essay_id, found.whole, found.suggestions)


async def any_passage(
    database: Database, guild_id: int | None, essay_id: int | None, dice: random.Random
) -> PassageView:
    """A passage by chance. Raises `StudyError` when there is nothing to choose from."""
    async with database.reading() as connection:
        drawn = await random_passage.draw(connection, guild_id, essay_id, dice)
        views = await passage_views.numbered(connection, drawn[0], drawn[1], drawn[1], guild_id) if drawn else []
    if not views:
        raise StudyError("lookup.empty")
    return views[0]


async def another_question(database: Database, guild_id: int | None, passage_id: int, shown: int) -> Question | None:
    """The next question about a passage, after the one shown; None when there is no other."""
    async with database.reading() as connection:
        if await passages.passage(connection, passage_id, guild_id) is None:
            raise StudyError("lookup.gone")
        return ladder.another(await questions.asked(connection, passage_id, guild_id), shown)


async def essay_id(database: Database, guild_id: int | None, typed: str | None) -> int | None:
    """The id of the essay chosen from the list or named by words of its title; None when none was named.

    Raises `StudyError` when this guild has no such essay.
    """
    if not typed:
        return None
    readable = await shelf(database, guild_id)
    chosen = autocomplete.chosen_id(typed)
    matching = [essay for essay in readable if essay.id == chosen] or titles.matching(
        readable, titles.title_words(typed)
    )
    if not matching:
        raise StudyError("lookup.no_such_essay", typed=typed[:100])
    return matching[0].id


async def shelf(database: Database, guild_id: int | None) -> list[Essay]:
    """The essays this guild can read."""
    return list(await _shelves.of(database, guild_id))


async def openings(database: Database, shelf_essays: Sequence[Essay]) -> list[Opening]:
    """How each passage of these essays begins, by the ids of the essays, for lists of choices.

    They are read some at a time: a hundred thousand rows at once would keep everybody else waiting.
    """
    opening_list: list[Opening] = []
    waiting = sorted(essay.id for essay in shelf_essays)
    while waiting:
        async with database.reading() as connection:
            opening_list += await passages.openings(connection, waiting[:ESSAYS_AT_ONCE])
        del waiting[:ESSAYS_AT_ONCE]
    return opening_list


async def shelf_mark(database: Database, guild_id: int | None) -> frozenset[tuple[int, ...]]:
    """A value that is another as soon as a guild's own shelf, or (for None) the common one, has changed."""
    return await _marks.of(database, guild_id)


def _together(range_: list[PassageView]) -> PassageView:
    """The first passage, with as many of those after it as can be shown together."""
    first, *rest = range_
    shown, length = [first], length_in_post(first.passage.text)
    for view in rest:
        length += length_in_post(view.passage.text)
        if length > LONGEST_TOGETHER:
            break
        shown.append(view)
    return replace(first, following=tuple(view.passage for view in shown[1:]), after=shown[-1].after)
