"""A study of five days, in which three people took part."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.core.models import Ending, Part
from bot.core.posts import Post
from bot.core.studies.participation.parts import TakingPart
from bot.services.deliveries import post_extras, slot_claims
from bot.services.participation import consent, counting
from bot.services.studies import study_changes
from bot.store.database import Database
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, DUE, GUILD, START, plan

ANN, BEN, CLEO = 5 * 10**17, 6 * 10**17, 7 * 10**17


@dataclass
class FiveDays:
    """The posts, from the first of May on, and when the last one was sent."""

    database: Database
    posts: list[Post]
    now: datetime

    async def took_part(self, day: int, user_id: int, *parts: Part) -> None:
        """Store that somebody took part on a day, counted from 1."""
        post = self.posts[day - 1]
        await counting.record(self.database, [TakingPart(post.id, user_id, part, self.now) for part in parts])


@pytest.fixture
async def five(stocked: Database) -> FiveDays:
    """Ann agrees to be named; she and Ben answer on the second day, Cleo only reads the third."""
    await study_changes.set_up(stocked, plan(ending=Ending.LOOP), START)
    days = FiveDays(stocked, [], DUE)
    for day in range(5):
        days.now = DUE + timedelta(days=day)
        (claimed,) = await slot_claims.claim_due(stocked, APPLICATION, days.now)
        post = await posting.sent(stocked, claimed, 900 + day, days.now)
        await post_extras.thread_opened(stocked, post, 900 + day, days.now)
        days.posts.append(await posting.again(stocked, post))
    await consent.show_me(stocked, asks(GUILD, user_id=ANN), shown=True)
    await days.took_part(2, ANN, Part.READ, Part.ANSWERED)
    await days.took_part(2, BEN, Part.ANSWERED, Part.REPLIED)
    await days.took_part(3, CLEO, Part.READ)
    await days.took_part(5, ANN, Part.ANSWERED)
    return days
