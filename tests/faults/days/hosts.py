"""What hosts do to a study at random: each act is the call that the button or command of the bot makes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from bot.core.deliveries.delivery import Sighting
from bot.core.errors import StudyError
from bot.core.models import Arrangement, Asker, Ending, Place, Study
from bot.core.posts import Post
from bot.services.deliveries import daily_posts, slot_claims
from bot.services.studies import left_out_days, reading_list, reading_position, study_changes, undo
from bot.services.studies.study_changes import Change
from cogs.deliveries.channel_search import look, made_at
from cogs.deliveries.time_evidence import must_be_sure
from tests.faults.days.machine.process import Process
from tests.faults.days.machine.table_reader import TableReader
from tests.faults.days.readers import Chosen, Reader
from tests.faults.days.wishes import Wishes


class Done(NamedTuple):
    """What has come of an act: what is chosen now, the change that undoes it, what it was about, a post to be sent.

    `at` is by which time it was done, if not by that of whoever asked.
    """

    chosen: Chosen
    undo: int | None = None
    values: tuple[int, ...] = ()
    undoes: int | None = None
    claimed: Post | None = None
    at: datetime | None = None


class Hosts(NamedTuple):
    """The hosts of one study, before one process of the bot."""

    process: Process
    reader: Reader
    wishes: Wishes
    tables: TableReader

    @property
    def asker(self) -> Asker:
        """A host who asks now, as the bot takes them from what Discord sends."""
        return replace(self.process.asker(self.reader.guild_id, self.reader.chosen.channel_id), steered=None)


async def _edited(hosts: Hosts, change: Change, chosen: Chosen) -> Done:
    status = await study_changes.apply(hosts.process.client.database, hosts.asker, hosts.reader.id, change)
    return Done(chosen, status.undo)


async def change_time(hosts: Hosts) -> Done:
    """Post at another hour."""
    chosen = hosts.reader.chosen._replace(time=hosts.wishes.time(hosts.reader.chosen.time))
    return await _edited(hosts, Change(time=chosen.time), chosen)


async def change_zone(hosts: Hosts) -> Done:
    """Post by another zone's clocks."""
    chosen = hosts.reader.chosen._replace(zone=hosts.wishes.zone())
    hosts.reader.zones.add(chosen.zone)
    return await _edited(hosts, Change(zone=chosen.zone), chosen)


async def change_weekdays(hosts: Hosts) -> Done:
    """Post on other days of the week."""
    chosen = hosts.reader.chosen._replace(weekdays=hosts.wishes.weekdays())
    return await _edited(hosts, Change(weekdays=chosen.weekdays), chosen)


async def change_all(hosts: Hosts) -> Done:
    """Post at another hour of another zone on other days."""
    wishes, before = hosts.wishes, hosts.reader.chosen
    chosen = before._replace(time=wishes.time(before.time), zone=wishes.zone(), weekdays=wishes.weekdays())
    hosts.reader.zones.add(chosen.zone)
    return await _edited(hosts, Change(None, chosen.time, chosen.zone, chosen.weekdays), chosen)


async def change_channel(hosts: Hosts) -> Done:
    """Post in another channel."""
    channel_id = hosts.wishes.chance.choice(hosts.reader.channel_ids)
    return await _edited(hosts, Change(Place(channel_id)), hosts.reader.chosen._replace(channel_id=channel_id))


async def pause(hosts: Hosts) -> Done:
    """Stop posting."""
    status = await study_changes.pause(hosts.process.client.database, hosts.asker, hosts.reader.id)
    return Done(hosts.reader.chosen._replace(active=False), status.undo)


async def resume(hosts: Hosts) -> Done:
    """Go on, also where a fault had stopped it."""
    status = await study_changes.resume(hosts.process.client.database, hosts.asker, hosts.reader.id)
    return Done(hosts.reader.chosen._replace(active=True), status.undo)


async def leave_out(hosts: Hosts) -> Done:
    """Leave the next day out, or the next few."""
    database, reader, count = hosts.process.client.database, hosts.reader, hosts.wishes.chance.randint(1, 4)
    if count == 1:
        left_out = await left_out_days.leave_next_out(database, hosts.asker, reader.id)
        return Done(reader.chosen, left_out.undo, (left_out.slot.date.toordinal(),))
    shift = await left_out_days.shift(database, hosts.asker, await _study(hosts), count)
    changed, days = await left_out_days.leave_next_days_out(
        database, hosts.asker, reader.id, shift.days[0], count, shift.study.revision
    )
    return Done(reader.chosen, changed.undo, tuple(day.toordinal() for day in days))


async def take_in(hosts: Hosts) -> Done:
    """Take days in again that were left out."""
    database, reader = hosts.process.client.database, hosts.reader
    days = hosts.tables.left_out(reader.id)
    if not days:
        raise StudyError("moving.over")
    changed = await left_out_days.take_in(database, hosts.asker, reader.id, days)
    return Done(reader.chosen, changed.undo, tuple(day.toordinal() for day in days))


async def post_now(hosts: Hosts) -> Done:
    """Have today's passage posted ahead of its time."""
    await must_be_sure(hosts.process.bot)
    client, reader = hosts.process.client, hosts.reader
    now = client.safe_now()
    post = await slot_claims.claim_now(client.database, client.app_id, reader.id, now)
    return Done(reader.chosen._replace(active=True), claimed=post, values=(post.id,), at=now)


async def swap(hosts: Hosts) -> Done:
    """Exchange two days."""
    to_come = hosts.tables.plan(hosts.reader.id)
    if len(to_come) < 2:
        raise StudyError("moving.changed")
    at = hosts.wishes.chance.randrange(len(to_come) - 1)
    first, second = to_come[at : at + 2]
    change = await reading_position.swap(hosts.process.client.database, hosts.asker, hosts.reader.id, first, second)
    return Done(hosts.reader.chosen, change, (first, second))


async def skip_to(hosts: Hosts) -> Done:
    """Go on with a later passage."""
    return await _moved(hosts, hosts.tables.plan(hosts.reader.id), back=False)


async def go_back(hosts: Hosts) -> Done:
    """Read from an earlier passage on."""
    to_come = set(hosts.tables.plan(hosts.reader.id))
    listed = hosts.tables.listed(hosts.reader.id)
    behind = [passage for essay in listed for passage in hosts.reader.essays[essay] if passage not in to_come]
    return await _moved(hosts, behind, back=True)


async def _moved(hosts: Hosts, choice: list[int], *, back: bool) -> Done:
    if not choice:
        raise StudyError("moving.changed")
    passage, revision = hosts.wishes.chance.choice(choice), (await _study(hosts)).revision
    changed = await reading_position.move(
        hosts.process.client.database, hosts.asker, hosts.reader.id, passage, revision, back=back
    )
    return Done(hosts.reader.chosen, changed.undo, (passage,))


async def move_essay(hosts: Hosts) -> Done:
    """Read an essay sooner or later."""
    essay = hosts.wishes.chance.choice(hosts.tables.listed(hosts.reader.id))
    places = hosts.wishes.chance.choice((-2, -1, 1, 2))
    listed = await reading_list.move_essay(hosts.process.client.database, hosts.asker, hosts.reader.id, essay, places)
    return Done(hosts.reader.chosen, listed.undo)


async def arrange(hosts: Hosts) -> Done:
    """Read in another order."""
    orders = (Arrangement.IN_ORDER, Arrangement.ESSAYS_SHUFFLED, Arrangement.PASSAGES_SHUFFLED)
    arrangement = hosts.wishes.chance.choice(orders)
    listed = await reading_list.arrange(hosts.process.client.database, hosts.asker, hosts.reader.id, arrangement)
    return Done(hosts.reader.chosen, listed.undo)


async def end_with(hosts: Hosts) -> Done:
    """Go on in another way after the list."""
    ending = hosts.wishes.chance.choice(list(Ending))
    listed = await reading_list.end_with(hosts.process.client.database, hosts.asker, hosts.reader.id, ending)
    return Done(hosts.reader.chosen, listed.undo)


async def take_back(hosts: Hosts) -> Done:
    """Undo what was done last."""
    reader = hosts.reader
    if not reader.changes:
        raise StudyError("undo.too_late")
    change_id, number = reader.changes.popitem()
    await undo.undo(hosts.process.client.database, hosts.asker, reader.id, change_id)
    at = next(at for at, act in enumerate(reader.acts) if act.number == number)
    return Done(reader.acts[at - 1].chosen, undoes=number)


async def settle(hosts: Hosts) -> Done:
    """Look for a post whose end is unknown, and have it sent again or skipped if it is not there."""
    client, reader = hosts.process.client, hosts.reader
    unknown = hosts.tables.unknown(reader.id)
    if not unknown:
        raise StudyError("study.not_unknown")
    post = await daily_posts.unknown(client.database, reader.guild_id, reader.id, hosts.wishes.chance.choice(unknown))
    seen = await look(hosts.process.bot, hosts.process.plain(post))
    if seen.sighting is Sighting.FOUND and seen.message_id is not None:
        at = made_at(seen.message_id)
        await daily_posts.settle_unknown(
            client.database, reader.guild_id, reader.id, post.id, at, message_id=seen.message_id
        )
        return Done(reader.chosen)
    if hosts.process.stands(post):
        raise StudyError("study.not_unknown")  # no host would say of what they see that it is not there
    if hosts.wishes.chance.random() < 0.5:
        await daily_posts.settle_unknown(
            client.database, reader.guild_id, reader.id, post.id, client.safe_now(), message_id=None
        )
        return Done(reader.chosen, values=(post.id,))
    await must_be_sure(hosts.process.bot)
    again = await daily_posts.try_unknown_again(client.database, hosts.asker, reader.id, post.id)
    return Done(reader.chosen, claimed=again, values=(again.id,))


async def _study(hosts: Hosts) -> Study:
    return await study_changes.by_id(hosts.process.client.database, hosts.reader.guild_id, hosts.reader.id)


ACTS: Mapping[Callable[[Hosts], Awaitable[Done]], int] = {
    change_time: 12,
    change_zone: 10,
    change_weekdays: 7,
    change_all: 5,
    change_channel: 5,
    pause: 9,
    resume: 9,
    leave_out: 8,
    take_in: 3,
    post_now: 9,
    swap: 5,
    skip_to: 3,
    go_back: 4,
    move_essay: 3,
    arrange: 3,
    end_with: 2,
    take_back: 14,
}
"""What a host may come to do, and how often of all."""
