"""Whether each slot has come to one honest end: said once, never early, in the words that were claimed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from bot.core.deliveries.delivery import NONCE_TRUST
from tests.faults.days.machine.model_discord import Channel, Message
from tests.faults.days.oracle.ledger import Slot
from tests.faults.days.readers import Reader
from tests.faults.days.troubles import Troubles
from tests.faults.ledger import CLAIMED, SENT, SKIPPED, UNKNOWN
from tests.faults.verdict import Tally

ON_TIME = timedelta(seconds=90)
EXACT = timedelta(seconds=2)
"""How exactly Discord's time is known."""
CATCH_UP = timedelta(hours=6)
CALM = timedelta(minutes=20)
"""Within which a post comes at the latest, once nothing is wrong any more."""
OF_FAULTS = frozenset({"forbidden", "no_channel"})
"""Reasons for which there has to be a fault of the channel."""


class Said:
    """What was asked for and made in a study's channels."""

    def __init__(self, channels: list[Channel]) -> None:
        self.messages = [message for channel in channels for message in channel.messages]
        self.attempts = [attempt for channel in channels for attempt in channel.attempts]
        self.faulty = {nonce for channel in channels for nonce in channel.faulty}

    def of(self, slot: Slot) -> list[Message]:
        """The messages of a slot, in the order in which they were made."""
        made = [message for message in self.messages if slot.reference and message.text.startswith(slot.reference)]
        return sorted(made, key=lambda message: message.created_at)


def judge(
    reader: Reader, slots: list[Slot], said: Said, troubles: Troubles, texts: dict[int, set[str]], end: datetime
) -> Iterator[str]:
    """What is wrong with the ends of a study's slots, each with the promise that it breaks in front."""
    references = {slot.reference for slot in slots if slot.reference}
    for message in said.messages:
        if message.text.split("|")[0] not in references:
            yield f"double: {message} belongs to no slot"
    for slot in slots:
        made = said.of(slot)
        yield from _once(slot, made)
        yield from _at_its_time(slot, made)
        yield from _as_claimed(slot, said, texts)
        yield from _as_recorded(reader, slot, made, said, troubles, end)


def count(tally: Tally, slots: list[Slot], said: Said) -> None:
    """Count the slots by what became of them."""
    for slot in slots:
        made = said.of(slot)
        late = bool(made) and made[0].created_at - slot.due_at > ON_TIME
        tally.due += 1
        tally.late += slot.end.state == SENT and late
        tally.sent += slot.end.state == SENT and not late
        tally.skipped += slot.end.state == SKIPPED
        tally.unknown += slot.end.state == UNKNOWN
        tally.excepted += len(made) > 1


def _once(slot: Slot, made: list[Message]) -> Iterator[str]:
    for before, after in pairwise(made):
        excused = before.deleted_at is not None and after.created_at >= max(
            before.deleted_at, before.created_at + NONCE_TRUST
        )
        if not excused:
            yield f"double: {slot.date} was posted at {before.created_at} and at {after.created_at}"


def _at_its_time(slot: Slot, made: list[Message]) -> Iterator[str]:
    """A post that came too early by either clock, or too late.

    What was claimed in time may come when the machine's clock has been set back: only what follows its claim at once
    shows by which time that was made.
    """
    for message in made:
        follows = message.created_at - slot.at < ON_TIME
        if min(message.created_at, message.machine_at if follows else message.created_at) < slot.due_at - EXACT:
            yield f"early: {slot.date} was due at {slot.due_at} and posted at {message.created_at}"
        if message.created_at > slot.due_at + CATCH_UP + ON_TIME and not slot.tried_again:
            yield f"wrong: {slot.date} was due at {slot.due_at} and posted at {message.created_at}, which is too late"


def _as_claimed(slot: Slot, said: Said, texts: dict[int, set[str]]) -> Iterator[str]:
    for attempt in said.attempts:
        if attempt.nonce == slot.nonce and slot.nonce and attempt.text != slot.said:
            yield f"changed: {slot.date} was to say {slot.said!r} and said {attempt.text!r}"
    if slot.nonce and (not slot.passages or slot.text not in texts[slot.passages[0]]):
        yield f"changed: {slot.date} says {slot.text!r}, which its passages {slot.passages} never said"


def _as_recorded(
    reader: Reader, slot: Slot, made: list[Message], said: Said, troubles: Troubles, end: datetime
) -> Iterator[str]:
    state, reason, message_id, ended_at = slot.end
    standing = [message for message in made if message.deleted_at is None]
    honest = said.faulty.isdisjoint({slot.nonce})
    if state == CLAIMED and slot.due_at < end:
        yield f"lost: {slot.date} has never come to an end"
    if state == SENT:
        if message_id not in {message.id for message in made} and not (message_id is None and made):
            yield f"lost: {slot.date} is recorded as message {message_id}, and {made} were made"
        yield from _late(reader, slot, made, troubles, honest=honest)
    if state in (SKIPPED, UNKNOWN) and not reason:
        yield f"wrong: {slot.date} has ended as {state} without a reason"
    if state == SKIPPED and standing:
        yield f"wrong: {slot.date} is recorded as skipped ({reason}), and {standing} stand there"
    if state == SKIPPED and reason in ("offline", "late") and honest:
        begin, until = slot.due_at, slot.due_at + CATCH_UP
        if troubles.longest_calm(begin, until, reader.channel_ids) > CALM:
            yield f"wrong: {slot.date} at {slot.due_at} was skipped ({reason}) though there was time to post it"
    if state == UNKNOWN and honest and not troubles.within(slot.due_at, slot.at + CATCH_UP, reader.channel_ids):
        yield f"wrong: {slot.date} is recorded as unknown, and nothing was lost"
    faults = troubles.within(slot.due_at, ended_at, reader.channel_ids)  # a host may have it tried again days later
    if reason in OF_FAULTS and not any(trouble.channel_id for trouble in faults):
        yield f"wrong: {slot.date} was refused ({reason}), and nothing was refused"


def _late(reader: Reader, slot: Slot, made: list[Message], troubles: Troubles, *, honest: bool) -> Iterator[str]:
    """A post that came late though nothing was wrong."""
    if not made or not honest or slot.tried_again:
        return
    came = made[0].created_at
    if came - slot.due_at > ON_TIME and troubles.longest_calm(slot.due_at, came, reader.channel_ids) > CALM:
        yield f"wrong: {slot.date} was due at {slot.due_at} and came at {came}, for no reason"
