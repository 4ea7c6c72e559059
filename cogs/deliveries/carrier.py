"""Each claimed delivery is seen to in a task of its own, so that none waits for another's trouble."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from bot import events
from bot.client import StudyBot
from bot.connection.send_rate import SendRate
from bot.connection.unasked import unasked
from bot.core.deliveries import delivery as protocol
from bot.core.deliveries.delivery import Known, Outcome, Sighting, Step
from bot.core.errors import StorageError, StudyError
from bot.core.models import Reason
from bot.core.posts import Delivery, DeliveryState
from bot.services.deliveries import outcomes
from cogs.deliveries import sender, time_evidence
from cogs.deliveries.carried import Carried
from cogs.deliveries.channel_search import look, made_at

_log = logging.getLogger(__name__)


class Deliveries:
    """What this process is delivering of one kind, a task each."""

    def __init__(self, bot: StudyBot, rate: SendRate) -> None:
        """Have every attempt wait for its turn in `rate`."""
        self._bot = bot
        self._rate = rate
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._looked_at: set[tuple[int, int | None]] = set()

    @property
    def tasks(self) -> Mapping[int, asyncio.Task[None]]:
        """The task of each delivery in hand, by its id; it is named after the kind and that id ("post 7")."""
        return MappingProxyType(self._tasks)

    def take(self, carried: Carried, *, untried: bool) -> asyncio.Task[None]:
        """See to a delivery, unless that is being done already; `untried` when this process has just claimed it."""
        claim = carried.delivery
        task = self._tasks.get(claim.id)
        if task is None:
            with unasked(claim.guild_id):
                task = asyncio.create_task(self._carry(carried, untried=untried), name=f"{claim.kind} {claim.id}")
            self._tasks[claim.id] = task
            task.add_done_callback(lambda done: self._done(claim, done))
        return task

    async def settled(self) -> None:
        """Wait until nothing is being delivered."""
        while self._tasks:
            await asyncio.wait(list(self._tasks.values()))

    async def stop(self, within: float) -> None:
        """Give the tasks so many seconds, then cancel them; what they see to stays claimed until the next start."""
        tasks = list(self._tasks.values())
        if tasks:
            _, running = await asyncio.wait(tasks, timeout=within)
            for task in running:
                task.cancel()

    def _done(self, claim: Delivery, task: asyncio.Task[None]) -> None:
        self._tasks.pop(claim.id, None)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, StorageError):
            _log.info("%s waits until the database can be written again", _named(claim))
        elif isinstance(error, StudyError):
            _log.info("%s was settled or withdrawn meanwhile (%s)", _named(claim), error.key)
        elif error is not None:
            _log.error("%s could not be seen to; the next tick takes it up again", _named(claim), exc_info=error)

    async def _carry(self, carried: Carried, *, untried: bool) -> None:
        delivery = carried.delivery
        known = Known(untried=untried, looked_before=_place(delivery) in self._looked_at)
        is_new = delivery.state is DeliveryState.CLAIMED
        with self._bot.echoes.awaited(delivery.nonce) as echo:
            while delivery.state is DeliveryState.CLAIMED:
                if echo.done():
                    delivery = await self._sent(delivery, echo.result())
                    break
                step = protocol.next_step(delivery, known, self._now())
                if step is Step.WAIT and not carried.waits:
                    return
                delivery, known = await self._do(step, carried, delivery, known, echo)
        if is_new:
            events.delivery_ended(self._bot, delivery)
        await carried.ended(delivery, is_new=is_new)

    async def _do(
        self, step: Step, carried: Carried, delivery: Delivery, known: Known, echo: asyncio.Future[int]
    ) -> tuple[Delivery, Known]:
        match step:
            case Step.LOOK:
                return await self._look(carried, delivery, known)
            case Step.SEND:
                return await self._send(carried, delivery, known)
            case Step.WAIT:
                await self._wait(delivery, echo)
                return delivery, known
            case Step.SKIP:
                return await self._end(delivery, DeliveryState.SKIPPED, _why_late(delivery)), known
            case Step.GIVE_UP:
                _log.warning("%s may or may not be in its channel: somebody has to look", _named(delivery))
                return await self._end(delivery, DeliveryState.UNKNOWN, Reason.UNKNOWN), known

    async def _look(self, carried: Carried, delivery: Delivery, known: Known) -> tuple[Delivery, Known]:
        seen = await look(self._bot, carried)
        events.looked(self._bot)
        if seen.sighting is Sighting.NOT_LOOKED:
            return await outcomes.look_failed(self._bot.database, delivery, self._now()), known
        if not protocol.is_sought(delivery):  # after such a look the next slot may have been posted as well
            self._looked_at.add(_place(delivery))
        if seen.sighting is Sighting.FOUND:
            delivery = await self._sent(delivery, seen.message_id)
        return delivery, replace(known, sighting=seen.sighting, looked_before=True)

    async def _send(self, carried: Carried, delivery: Delivery, known: Known) -> tuple[Delivery, Known]:
        database = self._bot.database
        nothing_before = known.untried or known.sure or known.sighting is Sighting.ABSENT
        if sender.is_closed(self._bot, delivery):
            return await self._refused(carried, delivery, Reason.FORBIDDEN, sure=nothing_before), known
        await self._rate.wait()
        if not known.untried:
            await time_evidence.renew(self._bot)  # how long ago the first attempt was decides
        if not known.untried and protocol.next_step(delivery, known, self._now()) is not Step.SEND:
            return delivery, known  # many had their turn before: Discord may have forgotten the nonce by now
        if not known.untried:
            delivery = await outcomes.begin_attempt(database, delivery, self._now(), nothing_before=nothing_before)
        begin_by = protocol.begin_by(delivery, self._now(), nothing_before=nothing_before)
        with self._bot.http_watch.none_begins_after(begin_by):
            sent = await sender.send(self._bot, carried)
        events.attempted(self._bot, sent.outcome)
        sure = nothing_before and sent.outcome in (Outcome.NOT_SENT, Outcome.REFUSED)
        if sent.outcome in (Outcome.SENT, Outcome.GONE):
            delivery = await self._sent(delivery, sent.message_id)
        elif sent.outcome is Outcome.REFUSED:
            delivery = await self._refused(carried, delivery, sent.reason or Reason.REFUSED, sure=sure)
        elif sure and not carried.waits:
            delivery = await self._end(delivery, DeliveryState.SKIPPED, sent.reason)
        else:
            delivery = await outcomes.attempt_failed(database, delivery, self._now())
        return delivery, Known(looked_before=known.looked_before, sure=sure)

    async def _refused(self, carried: Carried, delivery: Delivery, reason: Reason, *, sure: bool) -> Delivery:
        """End what was refused: without a message, with that of an earlier attempt if it is there, or as unknown."""
        if sure:
            return await self._end(delivery, DeliveryState.SKIPPED, reason, refused=True)
        seen = await look(self._bot, carried)
        if seen.sighting is Sighting.FOUND:
            return await self._sent(delivery, seen.message_id)
        return await self._end(delivery, DeliveryState.UNKNOWN, reason, refused=True)

    async def _sent(self, delivery: Delivery, message_id: int | None) -> Delivery:
        """Record a message that is there, as of the moment when it was made: that may be long before it was found."""
        at = self._now() if message_id is None else made_at(message_id)
        return await outcomes.sent(self._bot.database, delivery, message_id, at)

    def _now(self) -> datetime:
        return time_evidence.discord_now(self._bot)

    async def _wait(self, delivery: Delivery, echo: asyncio.Future[int]) -> None:
        """Wait for the next attempt's time, a moved clock or the gateway's echo, whichever comes first."""
        moves, now, again = self._bot.clock.moves, self._now(), delivery.retry_at
        until = again if again and now < again else delivery.tried_at + protocol.NONCE_TRUST
        seconds = max(1.0, (until - now).total_seconds())
        sleeping = asyncio.create_task(self._bot.clock.sleep(seconds, moves), name=f"{delivery.kind} {delivery.id}")
        try:
            await asyncio.wait((sleeping, echo), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()

    async def _end(
        self, delivery: Delivery, state: DeliveryState, reason: Reason | None, *, refused: bool = False
    ) -> Delivery:
        return await outcomes.ended(self._bot.database, delivery, state, reason, self._now(), refused=refused)


def _why_late(delivery: Delivery) -> Reason:
    """Why it ends without a message, too late for one."""
    return Reason.OFFLINE if protocol.is_sought(delivery) else Reason.LATE


def _place(delivery: Delivery) -> tuple[int, int | None]:
    """Where it is looked for: in the channel of its study, or of its study and member."""
    return delivery.study_id, delivery.user_id


def _named(delivery: Delivery) -> str:
    """What it is called in the log."""
    return f"{delivery.kind.capitalize()} {delivery.id}"
