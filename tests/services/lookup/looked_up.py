"""Look-ups of which a test knows what comes back."""

import pytest

from bot.core.errors import StudyError
from bot.core.posts import PassageView
from bot.services.lookup import passage_lookup
from bot.store.database import Database
from tests.asking import asks


async def the_one(database: Database, guild_id: int | None, typed: str, channel_id: int | None) -> PassageView:
    """The one passage that is meant."""
    view = await passage_lookup.show(database, asks(guild_id, channel_id=channel_id), typed)
    assert isinstance(view, PassageView)
    return view


async def nothing(database: Database, guild_id: int | None, typed: str) -> None:
    """No passage holds any of these words."""
    with pytest.raises(StudyError) as refused:
        await passage_lookup.find(database, guild_id, typed, None)
    assert refused.value.key == "lookup.nothing_found"
