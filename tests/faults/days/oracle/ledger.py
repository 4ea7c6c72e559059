"""A study's slots as its journal has them, and what hosts had chosen when each was written."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import NamedTuple

from tests.faults.days.machine.journal import Entry
from tests.faults.days.readers import Act, Chosen, Reader
from tests.faults.ledger import CLAIMED, SKIPPED

POST_NOW = "post_now"


class End(NamedTuple):
    """What a claim has come to, for now, and when."""

    state: str
    reason: str | None
    message_id: int | None
    at: datetime


@dataclass(slots=True)
class Slot:
    """One row of the ledger, from the moment at which it was written."""

    entry: int
    at: datetime
    act: Act | None
    chosen: Chosen
    epoch: int
    stored_epoch: int
    date: date
    due_at: datetime
    delivery: int | None
    reason: str | None
    end: End
    reference: str = ""
    nonce: str = ""
    said: str = ""
    text: str = ""
    passages: list[int] = field(default_factory=list[int])
    again: list[tuple[int, datetime]] = field(default_factory=list[tuple[int, datetime]])
    """When a host had it tried once more, each with its entry: it counts as due then."""
    forgotten: bool = False

    @property
    def tried_again(self) -> bool:
        """Whether a host had it tried once more."""
        return bool(self.again)

    def due_by(self, entry: int) -> datetime:
        """When it was due, as that stood at an entry."""
        return max([self.due_at, *(due_at for number, due_at in self.again if number <= entry)])

    @property
    def by_hand(self) -> bool:
        """Whether a host asked for it ahead of its time."""
        return self.act is not None and self.act.name == POST_NOW


def slots(reader: Reader, entries: list[Entry]) -> list[Slot]:
    """All slots of a study, in the order in which they were written."""
    found: dict[int, Slot] = {}
    of_delivery: dict[int, Slot] = {}
    claims: dict[int, dict[str, str]] = {}
    for entry in entries:
        told = entry.told
        if entry.what == "claim":
            claims[told[0]] = {"nonce": told[2], **json.loads(told[1])}
        elif entry.what == "slot":
            slot = _slot(reader, entry)
            found[told[0]] = slot
            if slot.delivery is not None:
                of_delivery[slot.delivery] = slot
                _claimed(slot, claims[slot.delivery])
        elif entry.what == "reads":
            found[told[0]].passages.append(told[1])
        elif entry.what == "forgotten":
            found[told[0]].forgotten = True
        elif entry.what == "due again":
            found[told[0]].again.append((entry.id, at(told[1])))
        elif entry.what == "end" and told[0] in of_delivery:
            _, state, reason, message_id = told
            of_delivery[told[0]].end = End(state, reason, message_id, at(entry.at))
    return list(found.values())


def chosen_at(reader: Reader, entry: Entry) -> tuple[Act | None, Act]:
    """The act in which an entry was written, and the latest one by what hosts have chosen in it."""
    own = next((act for act in reader.acts if act.number == entry.act), None) if entry.act else None
    return own, own or next(act for act in reversed(reader.acts) if act.mark < entry.id)


def epoch_of(reader: Reader, latest: Act) -> int:
    """How many times hour, zone or channel have been changed until then, and once more."""
    places = [(act.chosen.time, act.chosen.zone, act.chosen.channel_id) for act in reader.acts]
    until = places[: reader.acts.index(latest) + 1]
    return 1 + sum(before != after for before, after in pairwise(until))


def _slot(reader: Reader, entry: Entry) -> Slot:
    _, epoch, day, due_at, delivery, reason, _ = entry.told
    act, latest = chosen_at(reader, entry)
    return Slot(
        entry=entry.id,
        at=at(entry.at),
        act=act,
        chosen=latest.chosen,
        epoch=epoch_of(reader, latest),
        stored_epoch=epoch,
        date=date.fromisoformat(day),
        due_at=at(due_at),
        delivery=delivery,
        reason=reason,
        end=End(SKIPPED if delivery is None else CLAIMED, reason, None, at(entry.at)),
    )


def _claimed(slot: Slot, content: dict[str, str]) -> None:
    slot.reference, slot.nonce, slot.text = content["reference"], content["nonce"], content["text"]
    slot.said = f"{content['reference']}|{content['day']}|{content['passage_id']}|{content['text']}"


def at(seconds: float) -> datetime:
    """A moment from the seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)
