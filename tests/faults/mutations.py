"""Broken protocols, put in place of the right one in a bot's process: each must be caught."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.client import StudyBot
from bot.connection.http_watch import HttpWatch
from bot.core.deliveries import delivery
from bot.core.deliveries.delivery import Known, Sighting, Step
from bot.core.models import Post, PostContent
from bot.core.studies import schedule
from bot.services.deliveries import daily_posts
from bot.store.database import Database
from cogs.deliveries import carrier, channel_search, clockwork, sender
from cogs.deliveries.channel_search import Seen


def record_before_send() -> None:
    """The slot is marked as sent, and then the post is sent."""
    send = carrier.sender.send

    async def recorded(bot: StudyBot, post: Post, content: PostContent) -> sender.Sent:
        await daily_posts.sent(bot.database, post, None, bot.safe_now())
        return await send(bot, post, content)

    carrier.sender.send = recorded


def random_nonce() -> None:
    """Each attempt has a nonce of its own, as discord.py makes them."""
    send = sender._to_channel

    async def sent(bot: StudyBot, post: Post, content: PostContent) -> int | None:
        return await send(bot, replace(post, nonce=secrets.token_hex(8)), content)

    sender._to_channel = sent


def never_look() -> None:
    """A post is sent again without a look, however old."""
    decide = delivery.next_step

    def next_step(post: Post, known: Known, now: datetime) -> Step:
        step = decide(post, known, now)
        return Step.SEND if step is Step.LOOK else step

    delivery.next_step = next_step


def empty_history_is_absence() -> None:
    """An empty page of history is taken as proof that nothing was posted."""

    async def in_channel(bot: StudyBot, post: Post) -> Seen:
        channel = bot.get_partial_messageable(post.channel_id, guild_id=post.guild_id)
        async for message in channel.history(limit=100):
            if message.author.id == bot.app_id and channel_search._bears(message, post):
                return Seen(Sighting.FOUND, message.id)
        return Seen(Sighting.ABSENT)

    channel_search._in_channel = in_channel


def trust_from_the_latest_attempt() -> None:
    """Discord's memory of a nonce is counted from the latest attempt instead of the first."""
    begin = daily_posts.begin_attempt

    async def begin_attempt(database: Database, post: Post, now: datetime, *, nothing_before: bool) -> Post:
        del nothing_before
        return await begin(database, post, now, nothing_before=True)

    daily_posts.begin_attempt = begin_attempt


def forum_as_text() -> None:
    """A forum post is tried again as if Discord knew its nonce."""

    def protects(post: Post, now: datetime) -> bool:
        return now - post.tried_at <= delivery.NONCE_TRUST

    def before_looking(post: Post, known: Known, now: datetime) -> Step | None:
        return before(replace(post, forum=False), known, now)

    before = delivery._before_looking
    delivery._nonce_protects, delivery._before_looking = protects, before_looking


def unknown_is_not_sent() -> None:
    """An answer that was lost is taken as proof that nothing was posted."""
    send = carrier.sender.send

    async def sure(bot: StudyBot, post: Post, content: PostContent) -> sender.Sent:
        sent = await send(bot, post, content)
        return sender.Sent(delivery.Outcome.NOT_SENT) if sent.outcome is delivery.Outcome.UNKNOWN else sent

    carrier.sender.send = sure


def late_is_dropped() -> None:
    """What was missed is skipped at once, inside the catch-up window as well."""
    schedule.CATCH_UP = delivery.CATCH_UP = timedelta(seconds=70)  # type: ignore[misc] # a shorter one


def time_without_evidence() -> None:
    """Discord's time is this machine's with the difference that an answer of any age has told, and nobody asks."""

    async def no_doubt(bot: StudyBot) -> None:
        del bot

    def told(self: HttpWatch) -> datetime:
        return self._clock.now()

    clockwork.doubt = no_doubt
    HttpWatch.discord_now = told


def elapsed_by_the_wall() -> None:
    """How long ago an attempt was is told by a clock that somebody may have set since."""

    def now(self: carrier.Deliveries) -> datetime:
        return self._bot.clock.now()

    carrier.Deliveries._now = now


def look_from_the_claim() -> None:
    """A look reads back to the claim of this life alone."""

    def since(post: Post) -> datetime:
        return post.claimed_at - delivery.LOOK_BACK

    delivery.look_since = channel_search._begun = since


def missed_is_not_looked_for() -> None:
    """What was missed by more than the catch-up window is skipped without a look."""
    schedule.LOOKED_FOR = schedule.CATCH_UP  # type: ignore[misc] # a shorter one


MUTATIONS: Mapping[str, Callable[[], None]] = {
    mutation.__name__: mutation
    for mutation in (
        record_before_send,
        random_nonce,
        never_look,
        empty_history_is_absence,
        trust_from_the_latest_attempt,
        forum_as_text,
        unknown_is_not_sent,
        late_is_dropped,
        time_without_evidence,
        elapsed_by_the_wall,
        look_from_the_claim,
        missed_is_not_looked_for,
    )
}
"""The mutations by their names."""
