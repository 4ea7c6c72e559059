"""Lines that members of a server have marked in its posts, and that stand alone: quotes of that server and no other."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.core.lookup import quotes as lines_alone
from bot.core.lookup.quotes import QuoteKey
from bot.core.studies.participation.marked_lines import SHOWN_FROM
from bot.core.text.sentences import of_passage
from bot.store.database import Connection
from bot.store.essays import passages, quotes
from bot.store.essays.quotes import StoredQuote
from bot.store.members import marks
from bot.store.studies import posts

MOST = 100
"""Lines that are looked at: of more, those of the newest posts."""


class MarkedQuote(NamedTuple):
    """A line that so many people of a server have marked.

    `stored_id` names the same line among the quotes of its essay; None when it is not among them.
    """

    text: str
    language: str
    people: int
    stored_id: int | None


class _Wording(NamedTuple):
    """A passage as it stands on the shelf, and the language by which its sentences are counted."""

    text: str
    language: str


async def of_guild(
    connection: Connection,
    guild_id: int | None,
    *,
    essay_id: int | None = None,
    passage_ids: Sequence[int] | None = None,
) -> dict[QuoteKey, MarkedQuote]:
    """The lines that three people of a guild or more have marked and that stand alone, if it can still read them.

    Those of one essay, or of some passages, if either is given. A mark counts where the post had the passage as it
    stands on the shelf now: where it was corrected since, the same number may be another line.
    """
    if guild_id is None:
        return {}
    marked_ids = await marks.passages_marked(
        connection, guild_id, essay_id=essay_id, passage_ids=passage_ids, least=SHOWN_FROM, most=MOST
    )
    if not marked_ids:
        return {}
    wordings, places = await _unchanged(connection, guild_id, marked_ids)
    counts = await marks.counts_together(connection, places, SHOWN_FROM)
    stored = await quotes.of_passages(connection, marked_ids)
    return await asyncio.to_thread(_that_stand_alone, wordings, counts, stored)


async def _unchanged(
    connection: Connection, guild_id: int, passage_ids: Sequence[int]
) -> tuple[dict[int, _Wording], list[tuple[int, int]]]:
    """These passages by their ids, and the posts of the guild, with the place in each, that had them as they are."""
    texts = {passage.id: passage.text for passage in await passages.some(connection, passage_ids, guild_id)}
    newest_first = await marks.posts_with(connection, guild_id, passage_ids)
    marked_posts = await posts.some(connection, newest_first)
    wordings: dict[int, _Wording] = {}
    places: list[tuple[int, int]] = []
    contents = [(post_id, content) for post_id in newest_first if (content := marked_posts[post_id].content)]
    for post_id, content in contents:
        for place, passage in enumerate(content.passages):
            wording = _Wording(passage.text, content.language)
            unchanged = texts.get(passage.passage_id) == passage.text
            if unchanged and wordings.setdefault(passage.passage_id, wording) == wording:
                places.append((post_id, place))
    return wordings, places


def _that_stand_alone(
    wordings: Mapping[int, _Wording], counts: Mapping[tuple[int, int], int], stored: Sequence[StoredQuote]
) -> dict[QuoteKey, MarkedQuote]:
    stored_ids = {(quote.passage_id, quote.text): quote.id for quote in stored}
    marked_ids = {passage_id for passage_id, _ in counts}
    lines = {each: of_passage(*wordings[each]) for each in marked_ids}
    alone = {each: lines_alone.that_stand_alone(*wordings[each]) for each in marked_ids}
    found: dict[QuoteKey, MarkedQuote] = {}
    for (passage_id, sentence), people in counts.items():
        for line in lines[passage_id][sentence - 1 : sentence]:
            shown = lines_alone.shown(line)
            stored_id = stored_ids.get((passage_id, shown))
            if stored_id is not None or line in alone[passage_id]:
                language = wordings[passage_id].language
                found[QuoteKey(passage_id, sentence)] = MarkedQuote(shown, language, people, stored_id)
    return found
