"""A member who answers in the middle of it all, and the verdict on what became of that."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

from local_discord import Member, Message, Reply
from local_discord.member.errors import NoAnswer
from local_discord.rest.pipeline import Exchange
from local_discord.wire import obj
from tests.faults.ledger import CLAIMED, SENT, SKIPPED
from tests.faults.nursery import Word
from tests.faults.stage import Stage
from tests.faults.verdict import Tally

TEXT = "It is about whoever comes late."
PROMISE = 5
"""The answer to an interaction that promises a message (Receiving and Responding, Interaction Callback Type)."""


@dataclass(slots=True)
class Answerer:
    """Somebody with the form of a post before them."""

    member: Member
    post: Message
    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the bot has said that it has the answer: from then on it must not be lost."""

    async def hand_in(self, world: Stage, form: Reply) -> Word:
        """Send the form; the bot's last word when that has come to an end, or `crash` when that came first."""
        world.server.observers.append(self._note)
        tasks = [
            asyncio.create_task(each)
            for each in (_struck(world), self.acknowledged.wait(), self._submit(form))  # the last is not waited for
        ]
        try:
            await asyncio.wait(tasks[:2], return_when=asyncio.FIRST_COMPLETED)
            struck = tasks[0]
            if struck.done() and isinstance(word := struck.result(), Word):
                return word
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return await world.settle(Word("rest"))

    def judge(self, world: Stage, *, overslept: bool, readable: bool) -> Tally:
        """The verdict: once in the thread, nothing of it kept, and counted once; or kept for its member."""
        rows, tally = world.ledger.answers(), Tally(due=1)
        place = self.post.thread
        made = [each for each in place.messages if TEXT in each.text] if place else []
        if not rows:
            tally.lost, tally.double = int(self.acknowledged.is_set()), int(bool(made))
            tally.skipped = int(not tally.lost)
            return tally
        (row,) = rows
        tally.double = int(len(made) > 1)
        if row.state == SENT:
            tally.sent, tally.lost = int(bool(made)), int(not made)
            tally.wrong = int(row.is_kept or row.counted != 1 or row.message_id not in [each.id for each in made])
        elif row.state == SKIPPED:
            tally.skipped, tally.wrong = 1, int(bool(made) or not overslept or row.counted > 0 or not row.is_kept)
        else:
            tally.unknown, tally.lost = int(row.state != CLAIMED), int(row.state == CLAIMED)
            tally.wrong = int(readable or row.counted > 0 or not row.is_kept)
        if tally.broken:
            world.remarks.append(f"{', '.join(tally.broken)}: {row} made {[each.id for each in made]}")
        return tally

    async def _submit(self, form: Reply) -> None:
        with suppress(NoAnswer):
            await self.member.submit(form, answer=TEXT)

    def _note(self, exchange: Exchange) -> None:
        if exchange.path.endswith("/callback") and obj(exchange.request).get("type") == PROMISE:
            self.acknowledged.set()


async def _struck(world: Stage) -> Word:
    """The bot's word that it ends itself, or has ended."""
    assert world.life is not None
    while (word := await world.life.word()).kind == "rest":
        pass
    return word
