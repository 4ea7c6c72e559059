"""Broken protocols, put in place of the right one in a bot's process: each must be caught."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import discord

from bot.client import StudyBot
from bot.connection.http_watch import HttpWatch
from bot.core.deliveries import delivery as protocol
from bot.core.deliveries.delivery import Known, Outcome, Sighting, Step
from bot.core.posts import Delivery
from bot.core.studies import schedule
from bot.core.studies.participation.parts import OpenThread
from bot.interactions.answers import texts
from bot.services.deliveries import outcomes
from bot.store.database import Connection, Database
from bot.store.studies import notices
from cogs.deliveries import carrier, clockwork, sender, time_evidence
from cogs.deliveries.carried import Carried
from cogs.deliveries.channel_search import Seen
from cogs.deliveries.sender import Sent
from cogs.hosts.host_notices import HostNotice
from cogs.participation.counting.open_threads import OpenThreads
from cogs.participation.counting.read_back import ReadBack


def record_before_send() -> None:
    """It is marked as sent, and then it is sent."""
    send = sender.send

    async def recorded(bot: StudyBot, carried: Carried) -> Sent:
        await outcomes.sent(bot.database, carried.delivery, None, bot.safe_now())
        return await send(bot, carried)

    sender.send = recorded


def random_nonce() -> None:
    """Each attempt has a nonce of its own, as discord.py makes them."""
    send = sender.send

    async def sent(bot: StudyBot, carried: Carried) -> Sent:
        carried.delivery = replace(carried.delivery, nonce=secrets.token_hex(8))
        return await send(bot, carried)

    sender.send = sent


def never_look() -> None:
    """What may have been sent is sent again without a look, however old."""
    decide = protocol.next_step

    def next_step(delivery: Delivery, known: Known, now: datetime) -> Step:
        step = decide(delivery, known, now)
        return Step.SEND if step is Step.LOOK else step

    protocol.next_step = next_step


def empty_history_is_absence() -> None:
    """An empty page of history is taken as proof that nothing was posted."""

    async def look(bot: StudyBot, carried: Carried) -> Seen:
        claim = carried.delivery
        channel = bot.get_partial_messageable(claim.channel_id, guild_id=claim.guild_id)
        async for message in channel.history(limit=100):
            if message.author.id == bot.app_id and carried.is_in(message):
                return Seen(Sighting.FOUND, message.id)
        return Seen(Sighting.ABSENT)

    carrier.look = look


def trust_from_the_latest_attempt() -> None:
    """Discord's memory of a nonce is counted from the latest attempt instead of the first."""
    begin = outcomes.begin_attempt

    async def begin_attempt(database: Database, delivery: Delivery, now: datetime, *, nothing_before: bool) -> Delivery:
        del nothing_before
        return await begin(database, delivery, now, nothing_before=True)

    outcomes.begin_attempt = begin_attempt


def forum_as_text() -> None:
    """A forum post is tried again as if Discord knew its nonce."""
    decide = protocol.next_step

    def next_step(delivery: Delivery, known: Known, now: datetime) -> Step:
        return decide(replace(delivery, forum=False), known, now)

    protocol.next_step = next_step


def unknown_is_not_sent() -> None:
    """An answer that was lost is taken as proof that nothing was posted."""
    send = sender.send

    async def sure(bot: StudyBot, carried: Carried) -> Sent:
        sent = await send(bot, carried)
        return Sent(Outcome.NOT_SENT) if sent.outcome is Outcome.UNKNOWN else sent

    sender.send = sure


def late_is_dropped() -> None:
    """What was missed is skipped at once, inside the catch-up window as well."""
    schedule.CATCH_UP = protocol.CATCH_UP = timedelta(seconds=70)  # type: ignore[misc] # a shorter one


def time_without_evidence() -> None:
    """Discord's time is this machine's with the difference that an answer of any age has told, and nobody asks."""

    async def no_doubt(bot: StudyBot) -> None:
        del bot

    def told(self: HttpWatch) -> datetime:
        return self.clock.now()

    clockwork.doubt = no_doubt
    HttpWatch.discord_now = told


def elapsed_by_the_wall() -> None:
    """How long ago an attempt was is told by a clock that somebody may have set since."""

    def now(bot: StudyBot) -> datetime:
        return bot.clock.now()

    time_evidence.discord_now = now


def look_from_the_claim() -> None:
    """A look reads back to the claim of this life alone."""

    def since(delivery: Delivery) -> datetime:
        return delivery.claimed_at - protocol.LOOK_BACK

    protocol.look_since = protocol.search_since = since


def missed_is_not_looked_for() -> None:
    """What was missed by more than the catch-up window is skipped without a look."""
    schedule.LOOKED_FOR = schedule.CATCH_UP  # type: ignore[misc] # a shorter one


def words_are_enough() -> None:
    """A notice of the same words is taken for this one, however long ago it was made."""

    def is_in(self: HostNotice, message: discord.Message) -> bool:
        return [*texts(discord.ui.LayoutView.from_message(message))] == [*texts(self.layout())]

    HostNotice.is_in = is_in


def claimed_anew() -> None:
    """A notice that may have been sent is claimed anew, as one that was not."""
    next_due = notices.next_due

    async def forgotten(connection: Connection, guild_id: int, now: datetime, after: int) -> notices.Due | None:
        due = await next_due(connection, guild_id, now, after)
        return None if due is None else due._replace(delivery=None)

    notices.next_due = forgotten


def nothing_is_read_back() -> None:
    """A thread in doubt is taken for counted, without a look at what stands in it."""

    def readable(self: ReadBack) -> list[OpenThread]:
        for thread in self._threads.in_doubt(self._bot.clock.monotonic()):
            self._threads.begin(thread.id)
            self._threads.end(thread.id, thread.begins_after)
        return []

    ReadBack._readable = readable


def counted_over_gaps() -> None:
    """How far a thread is counted advances with each message that is heard, whatever was missed before it."""

    def is_certain(self: OpenThreads, thread_id: int) -> bool:
        return self.get(thread_id) is not None

    OpenThreads.is_certain = is_certain


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
        words_are_enough,
        claimed_anew,
        nothing_is_read_back,
        counted_over_gaps,
    )
}
"""The mutations by their names."""
