"""Hosts do this and that, in any order: no day comes twice, and no passage is lost or read again untold."""

import random
from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.errors import StudyError
from bot.core.essays.pack_reader import read_pack
from bot.core.lookup import autocomplete
from bot.core.models import Arrangement, Asker, Ending, Place, PostState, Reason, Study
from bot.core.studies import reading_order
from bot.core.studies.reading_order import Reading
from bot.services.deliveries import daily_posts
from bot.services.library import catalogue, corrections, essay_writer
from bot.services.lookup import passage_lookup
from bot.services.studies import preview, reading_list, reading_position, reading_progress, study_changes
from bot.store.database import Database
from bot.store.studies import posts
from tests.asking import asks
from tests.services.conftest import APPLICATION, START, plan

Told = tuple[Collection[int], bool]
"""Passages that do not come any more, as they have been posted or hosts were told; whether others may come again."""


@dataclass
class Group:
    """A guild of its own with essays, a study of them, and what chance has its hosts do."""

    database: Database
    chance: random.Random
    guild_id: int
    study_id: int = 0
    now: datetime = START

    @property
    def asker(self) -> Asker:
        """A host, now."""
        return asks(self.guild_id, now=self.now)

    async def begin(self) -> None:
        for number in range(self.chance.randint(1, 3)):
            await self.bring(number, [self.text() for _ in range(self.chance.randint(1, 4))])
        order, ending = self.chance.choice(list(Arrangement)), self.chance.choice(list(Ending))
        ours = plan(guild_id=self.guild_id, place=Place(self.guild_id), arrangement=order, ending=ending)
        self.study_id = (await study_changes.set_up(self.database, ours, START)).study.id

    def text(self) -> str:
        return f"Nobody wrote {self.chance.random()} {self.chance.random()} {self.chance.random()} before."

    async def bring(self, number: int, texts: list[str]) -> None:
        pack = f"---\ntitle: Essay {number}\nid: essay-{number}\n---\n" + "\n\n---\n\n".join(texts)
        await essay_writer.put(self.database, self.guild_id, read_pack(pack), catalogue.digest_of(pack.encode()))

    async def stands(self) -> tuple[Study, Reading]:
        async with self.database.reading() as connection:
            study = await reading_progress.own(connection, self.guild_id, self.study_id)
            return study, await reading_progress.reading_of(connection, study)

    async def day(self) -> Told:
        """What was previewed is posted; what could not be posted is still the next."""
        study, _ = await self.stands()
        coming = await preview.preview(self.database, self.asker, self.study_id)
        assert study.next_slot == coming[0].slot
        self.now = coming[0].slot.due_at + timedelta(seconds=35)
        claimed = await daily_posts.claim_due(self.database, APPLICATION, self.now)
        said = next(((each, each.content) for each in claimed if each.study_id == self.study_id), (None, None))
        assert (said[1] and said[1].passage_id) == (coming[0].content and coming[0].content.passage_id)
        if said[0] is None or said[1] is None:
            return (), False
        if self.chance.random() < 0.2:
            await daily_posts.ended(self.database, said[0], PostState.SKIPPED, Reason.LATE, self.now)
            assert reading_order.left((await self.stands())[1])[0] == said[1].passage_id
            return (), False
        await daily_posts.sent(self.database, said[0], said[0].id, self.now)
        return [said[1].passage_id], False

    async def shift(self) -> Told:
        study, _ = await self.stands()
        shown = await reading_position.shift(self.database, self.asker, study, self.chance.randint(1, 3))
        _, then = await reading_position.leave_out(self.database, self.asker, self.study_id, shown.days)
        assert then == shown.upcoming
        if self.chance.random() < 0.5:
            await reading_position.take_in(self.database, self.asker, self.study_id, shown.days)
        return (), False

    async def swap(self) -> Told:
        coming = await preview.preview(self.database, self.asker, self.study_id)
        one = self.chance.choice(coming)
        if one.content and one.swap:
            await reading_position.swap(self.database, self.guild_id, self.study_id, one.content.passage_id, one.swap)
        return (), False

    async def move(self) -> Told:
        """What is told to be lost is lost, and nothing else."""
        study, before = await self.stands()
        ahead, target = reading_order.left(before), self.chance.choice(reading_order.order(before))
        go = reading_position.skip_to if target in ahead else reading_position.go_back
        shown = await go(self.database, self.asker, study, autocomplete.chosen(target))
        await reading_position.move(self.database, self.asker, self.study_id, target, shown.count)
        after = reading_order.left((await self.stands())[1])
        lost = set(ahead).difference(after, before.posted)
        assert sum(span.last - span.first + 1 for _, span in shown.lost) == len(lost)
        assert shown.again == len(set(after).intersection(before.posted).difference(ahead))
        assert after[0] == target
        return lost, True

    async def pause(self) -> Told:
        await study_changes.pause(self.database, self.guild_id, self.study_id)
        self.now += timedelta(days=self.chance.randint(0, 3))
        await study_changes.resume(self.database, self.asker, self.study_id)
        return (), False

    async def relist(self) -> Told:
        """Add, take out and move essays of the list, and choose another order."""
        found = await reading_list.reading_list(self.database, self.guild_id, self.study_id)
        ours, (_, before) = (self.database, self.asker, self.study_id), await self.stands()
        essay = self.chance.choice([*(each.essay for each in found.essays), *found.addable])
        held = next((each.passages for each in before.chosen if each.essay_id == essay.id), ())
        match self.chance.randrange(5):
            case 0 if not held:
                await reading_list.add_essay(*ours, essay.id)
                _, after = await self.stands()
                added = next(each.passages for each in after.chosen if each.essay_id == essay.id)
                assert set(added) - set(after.posted) <= set(reading_order.left(after))
            case 1:
                await reading_list.remove_essay(*ours, essay.id)
                return held, True
            case 2:
                await reading_list.move_essay(*ours, essay.id, self.chance.choice((-1, 1)))
            case 3:
                await reading_list.arrange(*ours, self.chance.choice(list(Arrangement)))
            case _:
                await reading_list.end_with(*ours, self.chance.choice(list(Ending)))
                return [one for each in before.others for one in each.passages], False
        return (), True

    async def change_shelf(self) -> Told:
        """Another version of an essay in another order, with a passage more, or an essay gone."""
        essay = self.chance.choice(await passage_lookup.shelf(self.database, self.guild_id))
        draft = await catalogue.read_back(self.database, self.guild_id, essay.id)
        if self.chance.random() < 0.2:
            await corrections.remove(self.database, self.guild_id, essay.id)
            return (), True
        texts = [passage.text for passage in draft.passages] + [self.text()]
        await self.bring(int(essay.title.split()[1]), self.chance.sample(texts, len(texts)))
        return (), False


ACTS: tuple[Callable[[Group], Coroutine[None, None, Told]], ...] = (
    *(Group.day,) * 5,
    *(Group.shift, Group.swap, Group.move, Group.pause, Group.relist, Group.relist, Group.change_shelf),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(1, 10**9))
async def test_nothing_is_lost_and_nothing_comes_twice_untold(seed: int, database: Database):
    """Through two dozen acts; what was still to come is compared before and after each."""
    group = Group(database, random.Random(seed), guild_id=10**17 + seed)
    await group.begin()
    for _ in range(24):
        act = group.chance.choice(ACTS)
        before = (await group.stands())[1]
        try:
            gone, again = await act(group)
        except (StudyError, IndexError):  # an empty list or shelf offers no choice
            continue
        after = (await group.stands())[1]
        ahead, now = reading_order.left(before), reading_order.left(after)
        assert len(now) == len(set(now))
        if after.round == before.round:
            there = set(reading_order.order(after)).difference(gone, before.posted)
            assert there.intersection(ahead) <= set(now), act
            assert again or not set(now).intersection(before.posted).difference(ahead), act
    async with database.reading() as connection:
        ledger = await posts.recent(connection, group.study_id, START)
    dates = [post.slot.date for post in ledger]
    assert dates == sorted(set(dates))
    await study_changes.remove(database, (await group.stands())[0])
