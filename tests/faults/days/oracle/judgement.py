"""The verdict on a world after its end, by what Discord and the journal of the database have seen."""

from collections.abc import Iterator

from tests.faults.days.machine import journal
from tests.faults.days.machine.journal import Entry
from tests.faults.days.oracle import ledger, promises, spacing
from tests.faults.days.oracle.promises import Said
from tests.faults.days.oracle.reading import Replay
from tests.faults.days.readers import Reader
from tests.faults.days.world import World
from tests.faults.verdict import Tally

MOST_TOLD = 6
"""Faults of one world that are told in full."""


def judge(world: World) -> tuple[Tally, list[str]]:
    """How many promises were broken, and how."""
    tally, told = Tally(rounds=1, recoveries=world.deaths), list[str]()
    by_study = journal.entries(world.database.path)
    for reader in world.readers:
        entries = by_study.get(reader.id, [])
        for fault in _faults(world, reader, entries, tally):
            kind = fault.partition(":")[0]
            setattr(tally, kind, getattr(tally, kind) + 1)
            told.append(f"study {reader.id}, {fault}")
    for line in world.errors:
        tally.stuck += 1
        told.append(f"stuck: {line}")
    return tally, told[:MOST_TOLD]


def _faults(world: World, reader: Reader, entries: list[Entry], tally: Tally) -> Iterator[str]:
    slots = ledger.slots(reader, entries)
    said = Said([world.discord.channels[each] for each in reader.channel_ids])
    promises.count(tally, slots, said)
    yield from promises.judge(reader, slots, said, world.troubles, world.texts, world.end)
    yield from spacing.judge(reader, entries, slots, world.troubles, world.end)
    yield from Replay(reader).judge(entries)
