"""Which passage somebody means: from the list of choices, a link, a post's reference, or words and numbers."""

from dataclasses import dataclass

from bot.core import choices, references
from bot.core.errors import StudyError
from bot.core.models import Essay, Passage, PostState
from bot.core.references import Reference
from bot.store import essays, passages, posts, studies
from bot.store.transaction import Transaction

MOST_CHOICES = 8
MOST_TOGETHER = 5
"""Passages of a range that are looked up at most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the passages that somebody may have meant."""

    essay: Essay
    passage: Passage


class AmbiguousError(StudyError):
    """What was typed fits several passages, which are offered."""

    def __init__(self, typed: str, candidates: list[Candidate]) -> None:
        super().__init__("lookup.which", typed=typed)
        self.candidates = candidates


async def named(connection: Transaction, guild_id: int | None, typed: str, channel_id: int | None) -> list[Passage]:
    """The passage that was named, or all of a range.

    Raises `StudyError` when there is none such, and `AmbiguousError` when there are several.
    """
    direct = await _direct(connection, guild_id, typed)
    if direct is not None:
        return [direct]
    said, shelf = typed[:100], await essays.shelf(connection, guild_id)
    refusal = StudyError("lookup.no_such_passage", typed=said)
    for reading in references.readings(typed):
        meant = await _essays_meant(connection, guild_id, shelf, reading, channel_id)
        found = [(essay, held) for essay in meant if (held := await _within(connection, essay, reading))]
        if len(found) == 1:
            return found[0][1]
        if found:
            raise AmbiguousError(said, [Candidate(essay, held[0]) for essay, held in found[:MOST_CHOICES]])
        if meant and (reading.first or reading.section):
            refusal = await _too_far(connection, meant[0], reading)
    headed = await _headed(connection, shelf, typed)
    if len(headed) > 1:
        raise AmbiguousError(said, headed[:MOST_CHOICES])
    if headed:
        return [headed[0].passage]
    raise refusal


async def _direct(connection: Transaction, guild_id: int | None, typed: str) -> Passage | None:
    """The passage of a choice, a link or a post's reference; None when it is none of these."""
    chosen = choices.chosen_id(typed)
    if chosen is not None:
        passage = await passages.passage(connection, chosen, guild_id)
        if passage is None:
            raise StudyError("lookup.gone")
        return passage
    link = references.message_link(typed)
    if link is not None:
        passage = None
        if link.guild_id == guild_id and max(link.channel_id, link.message_id or 0) < 2**63:
            passage = await passages.by_message(connection, link.guild_id, link.channel_id, link.message_id)
        if passage is None:
            raise StudyError("lookup.no_such_post")
        return passage
    code = references.post_code(typed)
    return None if code is None or guild_id is None else await passages.by_reference(connection, code, guild_id)


async def _essays_meant(
    connection: Transaction, guild_id: int | None, shelf: list[Essay], reading: Reference, channel_id: int | None
) -> list[Essay]:
    """The essays with such a title; a bare number means the one being read in this channel, or else in the guild."""
    if reading.title:
        return references.matching(shelf, reading.title)
    if not (reading.first or reading.section):
        return []
    here = None if channel_id is None else await studies.in_channel(connection, channel_id)
    found = [here] if here else [] if guild_id is None else await studies.of_guild(connection, guild_id)
    latest = [await posts.latest(connection, study.id, PostState.SENT) for study in found if study.guild_id == guild_id]
    reading_now = {post.content.title for post in latest if post and post.content}
    return [essay for essay in shelf if essay.title in reading_now] or shelf


async def _within(connection: Transaction, essay: Essay, reading: Reference) -> list[Passage]:
    """The passages of this essay that a reading names."""
    first, last = reading.first or 1, reading.last or reading.first or 1
    if reading.section is not None:
        sections = references.sections(await passages.headings(connection, [essay.id]))
        if not 1 <= reading.section <= len(sections):
            return []
        start, end = sections[reading.section - 1]
        first, last = start.number + first - 1, min(start.number + last - 1, end)
    return await passages.numbered(connection, essay.id, first, min(last, first + MOST_TOGETHER - 1))


async def _too_far(connection: Transaction, essay: Essay, reading: Reference) -> StudyError:
    if reading.section is None:
        return StudyError("lookup.no_such_number", title=essay.title, number=reading.first or 1, n=essay.length)
    count = len(references.sections(await passages.headings(connection, [essay.id])))
    return StudyError("lookup.no_such_section", title=essay.title, number=reading.section, n=count)


async def _headed(connection: Transaction, shelf: list[Essay], typed: str) -> list[Candidate]:
    """The first passages of the sections whose heading, with the essay's title, holds all the words; best first."""
    by_id = {essay.id: essay for essay in shelf}
    sections = references.sections(await passages.headings(connection, list(by_id)))
    for reading in references.readings(typed):
        scored = [
            (references.closeness(reading.title, f"{by_id[start.essay_id].title} {start.text}"), start)
            for start, _ in sections
            if start.text
        ]
        best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
        found: list[Candidate] = []
        for _, start in best[:MOST_CHOICES]:
            number = start.number + (reading.first or 1) - 1
            held = await passages.numbered(connection, start.essay_id, number, number)
            found += [Candidate(by_id[start.essay_id], passage) for passage in held]
        if found:
            return found
    return []
