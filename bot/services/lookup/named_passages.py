"""Which passage somebody means: from the list of choices, a link, a post's reference, or words and numbers."""

import asyncio
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.lookup import autocomplete, references, titles
from bot.core.lookup.references import Heading, Reference
from bot.core.models import Essay
from bot.core.posts import PassageView
from bot.core.text.normalization import fold
from bot.store.database import Connection
from bot.store.essays import passage_views, passages
from bot.store.studies import study_views

UNKNOWN = "lookup.no_such_passage"
"""The key of the refusal of what names nothing at all: it may be a line of a passage."""
MOST_CHOICES = 8
MOST_TOGETHER = 5
"""Passages of a range that are looked up at most."""


class _Span(NamedTuple):
    """Some passages of an essay, by their numbers."""

    essay_id: int
    first: int
    last: int


class Candidates(NamedTuple):
    """What was typed fits several passages."""

    typed: str
    views: list[PassageView]


async def named(
    connection: Connection, guild_id: int | None, shelf: list[Essay], typed: str, channel_id: int | None
) -> list[PassageView] | Candidates:
    """The passage on the shelf that was named, or all of a range; if nothing is called so, what is called nearly so.

    Raises `StudyError` when there is none such.
    """
    direct = await _direct(connection, guild_id, typed, channel_id)
    if direct is not None:
        return [direct]
    by_title = await _by_title(connection, guild_id, shelf, typed, channel_id)
    if not isinstance(by_title, StudyError):
        return by_title
    sections = await passages.headed(connection, guild_id)
    headed = await _headed(connection, guild_id, shelf, sections, typed)
    called = [essay.title for essay in shelf] + [start.text or "" for start, _ in sections]
    respelt = await asyncio.to_thread(titles.respelt, typed, called, references.SMALL)  # 50,000 words take a while
    if headed or by_title.key != UNKNOWN or respelt == fold(typed):
        return _the_one(typed, headed, by_title)
    again = await _by_title(connection, guild_id, shelf, respelt, channel_id)
    if not isinstance(again, StudyError):
        return again
    refusal = by_title if again.key == UNKNOWN else again
    return _the_one(typed, await _headed(connection, guild_id, shelf, sections, respelt), refusal)


def _the_one(typed: str, views: list[PassageView], refusal: StudyError) -> list[PassageView] | Candidates:
    if not views:
        raise refusal
    return Candidates(typed[:100], views) if len(views) > 1 else views


async def _by_title(
    connection: Connection, guild_id: int | None, shelf: list[Essay], typed: str, channel_id: int | None
) -> list[PassageView] | Candidates | StudyError:
    """The passages of an essay or of its sections by their numbers, or why there are none."""
    refusal, day = StudyError(UNKNOWN, typed=typed[:100]), references.day_number(typed)
    if day is not None and guild_id is not None:
        refusal = StudyError("lookup.no_such_day", day=day)
    for meaning in references.meanings(typed):
        meant = await _essays_meant(connection, guild_id, shelf, meaning, channel_id)
        spans = await _spans(connection, meant, meaning)
        if len(spans) == 1:
            essay_id, first, last = spans[0]
            last = min(last, first + MOST_TOGETHER - 1)
            if views := await passage_views.numbered(connection, essay_id, first, last, guild_id):
                return views  # else the essay has gone since the shelf was read
        elif spans:
            if views := await _firsts(connection, guild_id, spans):
                return _the_one(typed, views, refusal)
        elif meant and (meaning.first is not None or meaning.section is not None):
            refusal = await _too_far(connection, meant[0], meaning)
    return refusal


async def _direct(
    connection: Connection, guild_id: int | None, typed: str, channel_id: int | None
) -> PassageView | None:
    """The passage of a choice, a link, a post's reference or a day of the group's; None when it is none of these."""
    chosen = autocomplete.chosen_id(typed)
    if chosen is not None:
        view = await passage_views.view(connection, chosen, guild_id)
        if view is None:
            raise StudyError("lookup.gone")
        return view
    link = references.message_link(typed)
    if link is not None:
        view = None
        if link.guild_id == guild_id and max(link.channel_id, link.message_id or 0) < 2**63:
            view = await passage_views.by_message(connection, link.guild_id, link.channel_id, link.message_id)
        if view is None:
            raise StudyError("lookup.no_such_post")
        return view
    if guild_id is None:
        return None
    codes, day = references.post_codes(typed), references.day_number(typed)
    if codes:
        return await passage_views.by_reference(connection, codes, guild_id)
    return None if day is None else await passage_views.by_day(connection, day, guild_id, channel_id)


async def _essays_meant(
    connection: Connection, guild_id: int | None, shelf: list[Essay], meaning: Reference, channel_id: int | None
) -> list[Essay]:
    """The essays with such a title; a bare number means the one being read in this channel, or else in the guild.

    That is the very essay, whatever it or another is called now; only when the passage posted is gone, its title tells.
    """
    if meaning.title:
        return titles.matching(shelf, meaning.title)
    if meaning.first is None and meaning.section is None:
        return []
    newest = [] if guild_id is None else await study_views.of_guild(connection, guild_id)
    here = [pair for pair in newest if pair[0].channel_id == channel_id] or newest
    posted = [post.content for _, post in here if post and post.content]
    reading_now = await passages.essays_of(connection, [content.passage_id for content in posted])
    called = {content.title for content in posted}
    by_id = [essay for essay in shelf if essay.id in reading_now]
    return by_id or [essay for essay in shelf if essay.title in called] or shelf


async def _spans(connection: Connection, meant: list[Essay], meaning: Reference) -> list[_Span]:
    """What a meaning names in each of these essays that has it; an essay's passages count from 1 to its length."""
    first = 1 if meaning.first is None else meaning.first
    last = first if meaning.last is None else meaning.last
    if first < 1:
        return []
    if meaning.section is None:
        return [_Span(essay.id, first, min(last, essay.length)) for essay in meant if first <= essay.length]
    spans: list[_Span] = []
    for essay_id, sections in (await _sections(connection, meant)).items():
        if 1 <= meaning.section <= len(sections):
            start, end = sections[meaning.section - 1]
            spans.append(_Span(essay_id, start.number + first - 1, min(start.number + last - 1, end)))
    return [span for span in spans if span.first <= span.last]


async def _sections(connection: Connection, meant: list[Essay]) -> dict[int, list[tuple[Heading, int]]]:
    """The sections of each of these essays, with the number of each one's last passage."""
    by_essay: dict[int, list[tuple[Heading, int]]] = {essay.id: [] for essay in meant}
    for start, end in references.sections(await passages.headings(connection, list(by_essay))):
        by_essay[start.essay_id].append((start, end))
    return by_essay


async def _too_far(connection: Connection, essay: Essay, meaning: Reference) -> StudyError:
    number = 1 if meaning.first is None else meaning.first
    if meaning.section is None:
        return StudyError("lookup.no_such_number", title=essay.title, number=number, n=essay.length)
    sections = (await _sections(connection, [essay]))[essay.id]
    if not 1 <= meaning.section <= len(sections):
        return StudyError("lookup.no_such_section", title=essay.title, number=meaning.section, n=len(sections))
    start, end = sections[meaning.section - 1]
    long = end - start.number + 1
    return StudyError("lookup.no_such_number_there", title=essay.title, section=meaning.section, number=number, n=long)


async def _headed(
    connection: Connection, guild_id: int | None, shelf: list[Essay], sections: list[tuple[Heading, int]], typed: str
) -> list[PassageView]:
    """The first passages of the sections whose heading, with the essay's title, holds all the words; best first."""
    named = {essay.id: essay.title for essay in shelf}
    called = [f"{named[start.essay_id]} {start.text}" for start, _ in sections]
    for meaning in (meaning for meaning in references.meanings(typed) if meaning.section is None):
        best = await asyncio.to_thread(titles.closest, meaning.title, called)  # as do 20,000 headings
        number = 1 if meaning.first is None else meaning.first
        spans = [
            _Span(sections[place][0].essay_id, sections[place][0].number + number - 1, sections[place][1])
            for place in best[:MOST_CHOICES]
        ]
        views = await _firsts(connection, guild_id, [span for span in spans if number >= 1 and span.first <= span.last])
        if views:
            return views
    return []


async def _firsts(connection: Connection, guild_id: int | None, spans: list[_Span]) -> list[PassageView]:
    """The first passage of each span."""
    views: list[PassageView] = []
    for span in spans[:MOST_CHOICES]:
        views += await passage_views.numbered(connection, span.essay_id, span.first, span.first, guild_id)
    return views
