"""Hosts do this and that, in any order: no day comes twice, and no passage is lost or read again untold."""

import random
from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.errors import StudyError
from bot.core.essays.pack_reader import read_pack
from bot.core.lookup import autocomplete
from bot.core.models import Arrangement, Asker, Ending, Place, Reason, Study
from bot.core.posts import DeliveryState
from bot.core.studies.passage_order import Order
from bot.services.deliveries import daily_posts, slot_claims
from bot.services.library import catalogue, corrections, essay_writer
from bot.services.lookup import passage_lookup
from bot.services.studies import (
    left_out_days,
    preview,
    reading_ahead,
    reading_list,
    reading_position,
    reading_progress,
    study_changes,
    undo,
)
from bot.store.database import Database
from bot.store.studies import changes, passages_read, plans, posts
from tests import posting
from tests.arrangements import WITHOUT_DATES
from tests.asking import asks
from tests.services.conftest import APPLICATION, START, plan

GUILDS = count(10**17)
Told = tuple[Collection[int], bool]
"""Passages that do not come any more, as they have been posted or hosts were told; whether others may come again."""


@dataclass
class Stand:
    """How a study stands: what is to come, and what was posted or may have been this round."""

    study: Study
    order: Order
    plan: list[int]
    posted: list[int]


@dataclass
class Group:
    """A guild of its own with essays, a study of them, and what chance has its hosts do."""

    database: Database
    chance: random.Random
    guild_id: int
    study_id: int = 0
    now: datetime = START
    days: dict[str, datetime] | None = None
    """The days that texts stand under, in a library of day-books."""

    @property
    def asker(self) -> Asker:
        """A host, now."""
        return asks(self.guild_id, now=self.now)

    async def begin(self) -> None:
        self.days = {} if self.chance.random() < 0.3 else None
        for number in range(self.chance.randint(1, 3)):
            await self.bring(number, [self.text() for _ in range(self.chance.randint(1, 4))])
        order, ending = self.chance.choice(WITHOUT_DATES), self.chance.choice(list(Ending))
        if self.days is not None and ending is not Ending.GO_ON:
            order = Arrangement.ON_DATES
        ours = plan(guild_id=self.guild_id, place=Place(self.guild_id), arrangement=order, ending=ending)
        self.study_id = (await study_changes.set_up(self.database, ours, START)).study.id

    def text(self) -> str:
        text = f"Nobody wrote {self.chance.random()} {self.chance.random()} {self.chance.random()} before."
        if self.days is not None:
            self.days[text] = START + timedelta(days=2 * len(self.days))
        return text

    async def bring(self, number: int, texts: list[str]) -> None:
        if self.days is None:
            body = "\n\n---\n\n".join(texts)
        else:
            body = "\n\n".join(f"# {self.days[text]:%B} {self.days[text].day}\n\n{text}" for text in texts)
        pack = f"---\ntitle: Essay {number}\nid: essay-{number}\n---\n{body}"
        await essay_writer.put(self.database, self.guild_id, read_pack(pack), catalogue.digest_of(pack.encode()))

    async def stands(self) -> Stand:
        async with self.database.reading() as connection:
            study = await reading_progress.own(connection, self.guild_id, self.study_id)
            order = await reading_ahead.order_of(connection, study)
            to_come = await plans.passages_to_come(connection, study.id)
            return Stand(study, order, to_come, await passages_read.posted(connection, study))

    async def day(self) -> Told:
        """What was previewed is posted; what was surely not is the next again, and what may be there is not.

        A study that is paused goes on with what was previewed.
        """
        coming = await preview.preview(self.database, self.asker, self.study_id)
        if coming[0].is_paused:
            await study_changes.resume(self.database, self.asker, self.study_id)
        await self.let_days_without_a_reading_pass(coming[0].slot.date)
        assert (await self.stands()).study.next_slot == coming[0].slot
        self.now = coming[0].slot.due_at + timedelta(seconds=35)
        claimed = await slot_claims.claim_due(self.database, APPLICATION, self.now)
        said = next(((each, each.content) for each in claimed if each.study_id == self.study_id), (None, None))
        assert (said[1] and said[1].passage_id) == (coming[0].content and coming[0].content.passage_id)
        if said[0] is None or said[1] is None:
            return (), False
        match self.chance.randrange(5):
            case 0:
                await posting.ended(self.database, said[0], DeliveryState.SKIPPED, Reason.LATE, self.now)
                assert (await self.stands()).plan[0] == said[1].passage_id
                return (), False
            case 1:
                await posting.ended(self.database, said[0], DeliveryState.UNKNOWN, Reason.UNKNOWN, self.now)
            case _:
                await posting.sent(self.database, said[0], said[0].id, self.now)
        assert said[1].passage_id not in (await self.stands()).plan
        return [said[1].passage_id], False

    async def let_days_without_a_reading_pass(self, until: date) -> None:
        """On their dates not every day has one; most of them pass while the bot is away."""
        while (study := (await self.stands()).study).next_slot and study.next_slot.date < until:
            assert study.arrangement is Arrangement.ON_DATES
            days = timedelta(days=max(0, (until - study.next_slot.date).days - 3))
            self.now = study.next_slot.due_at + days + timedelta(seconds=35)
            assert await slot_claims.claim_due(self.database, APPLICATION, self.now) == []

    async def settle(self) -> Told:
        """A day nobody was sure of is found, or a host leaves it: then its passage comes, if it has not been read."""
        status = await study_changes.status_of(self.database, self.asker, self.study_id)
        post, before = self.chance.choice(status.unknown), await self.stands()
        assert post.content is not None
        passage_id = post.content.passage_id
        found = post.id if self.chance.random() < 0.5 else None
        comes = await daily_posts.settle_unknown(
            self.database, self.guild_id, self.study_id, post.id, self.now, message_id=found
        )
        after = await self.stands()
        assert comes == (after.plan[:1] == [passage_id] and passage_id not in before.plan)
        assert after.plan == ([passage_id, *before.plan] if comes else before.plan)
        return (), comes

    async def shift(self) -> Told:
        study = (await self.stands()).study
        shown = await left_out_days.shift(self.database, self.asker, study, self.chance.randint(1, 3))
        changed, days = await left_out_days.leave_next_days_out(
            self.database, self.asker, self.study_id, shown.days[0], len(shown.days), shown.study.revision
        )
        assert (days, changed.upcoming) == (shown.days, shown.upcoming)
        if self.chance.random() < 0.5:
            await left_out_days.take_in(self.database, self.asker, self.study_id, shown.days)
        return (), False

    async def swap(self) -> Told:
        coming = await preview.preview(self.database, self.asker, self.study_id)
        one = self.chance.choice(coming)
        if one.content and one.swap:
            await reading_position.swap(self.database, self.asker, self.study_id, one.content.passage_id, one.swap)
        return (), False

    async def move(self) -> Told:
        """What is told to be lost is lost, and nothing else."""
        before = await self.stands()
        target = self.chance.choice([each for essay in before.order.essays for each in essay.passages])
        back = target not in before.plan
        go = reading_position.go_back if back else reading_position.skip_to
        shown = await go(self.database, self.asker, before.study, autocomplete.chosen(target))
        revision = shown.study.revision
        await reading_position.move(self.database, self.asker, self.study_id, target, revision, back=back)
        after = (await self.stands()).plan
        lost = set(before.plan).difference(after, before.posted)
        assert sum(span.last - span.first + 1 for _, span in shown.lost) == len(lost)
        assert shown.again == len(set(after).intersection(before.posted).difference(before.plan))
        assert shown.after_all == len(set(after).difference(before.posted, before.plan))
        assert after[0] == target
        return set(before.plan).difference(after), True

    async def pause(self) -> Told:
        await study_changes.pause(self.database, self.asker, self.study_id)
        self.now += timedelta(days=self.chance.randint(0, 3))
        await study_changes.resume(self.database, self.asker, self.study_id)
        return (), False

    async def relist(self) -> Told:
        """Add, take out and move essays of the list, and choose another order."""
        shown = await reading_list.reading_list(self.database, self.guild_id, self.study_id)
        ours, before = (self.database, self.asker, self.study_id), await self.stands()
        essay = self.chance.choice([*(each.essay for each in shown.essays), *shown.addable])
        listed = next((each.passages for each in before.order.essays if each.essay_id == essay.id), ())
        match self.chance.randrange(5):
            case 0 if not listed:
                await reading_list.add_essay(*ours, essay.id)
                after = await self.stands()
                added = next(each.passages for each in after.order.essays if each.essay_id == essay.id)
                at_random = after.study.arrangement is Arrangement.PASSAGES_SHUFFLED
                assert set(added) - set(after.posted if at_random else ()) <= set(after.plan)
                return (), True
            case 1:
                await reading_list.remove_essay(*ours, essay.id)
                return listed, False
            case 2:
                await reading_list.move_essay(*ours, essay.id, self.chance.choice((-1, 1)))
            case 3:
                await reading_list.arrange(*ours, self.chance.choice(list(Arrangement)))
            case _:
                await reading_list.end_with(*ours, self.chance.choice(list(Ending)))
        return (), False

    async def change_shelf(self) -> Told:
        """Another version of an essay in another order, with a passage more, or an essay gone."""
        essay = self.chance.choice(await passage_lookup.shelf(self.database, self.guild_id))
        draft = await catalogue.read_back(self.database, self.guild_id, essay.id)
        if self.chance.random() < 0.2:
            listed = (each.passages for each in (await self.stands()).order.essays if each.essay_id == essay.id)
            gone = next(listed, ())
            await corrections.remove(self.database, self.guild_id, essay.id)
            return gone, False
        texts = [passage.text for passage in draft.passages] + [self.text()]
        await self.bring(int(essay.title.split()[1]), self.chance.sample(texts, len(texts)))
        return (), False

    async def undo_if_done(self, before: Stand) -> None:
        """If a host has changed the study, undo that: then it stands as it did."""
        async with self.database.reading() as connection:
            change_id = await changes.last(connection, self.study_id)
        if change_id is not None:
            await undo.undo(self.database, self.asker, self.study_id, change_id)
            after = await self.stands()
            assert (after.plan, after.order, after.posted) == (before.plan, before.order, before.posted)


ACTS: tuple[Callable[[Group], Coroutine[None, None, Told]], ...] = (
    *(Group.day,) * 5,
    *(Group.settle, Group.settle, Group.shift, Group.swap, Group.move, Group.pause),
    *(Group.relist, Group.relist, Group.change_shelf),
)


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(1, 10**9))
async def test_nothing_is_lost_and_nothing_comes_twice_untold(seed: int, database: Database):
    """Through two dozen acts; what was to come is compared before and after each."""
    group = Group(database, random.Random(seed), guild_id=next(GUILDS))
    await group.begin()
    for _ in range(24):
        act = group.chance.choice(ACTS)
        before = await group.stands()
        try:
            gone, again = await act(group)
        except (StudyError, IndexError):  # an empty list or shelf offers no choice
            assert (await group.stands()).plan == before.plan
            continue
        after = await group.stands()
        if after.study.revision == before.study.revision + 1 and group.chance.random() < 0.3:
            await group.undo_if_done(before)
            continue
        listed = {each for essay in after.order.essays for each in essay.passages}
        assert len(after.plan) == len(set(after.plan))
        assert listed.issuperset(after.plan)
        kept = [each for each in before.plan if each not in gone]
        assert set(kept) <= set(after.plan), act
        if after.study.round == before.study.round and not again:
            assert not set(after.plan).intersection(before.posted).difference(before.plan), act
    async with database.reading() as connection:
        ledger = await posts.recent(connection, group.study_id, START)
    dates = [post.slot.date for post in ledger]
    assert dates == sorted(set(dates))
    await study_changes.remove(database, (await group.stands()).study)
