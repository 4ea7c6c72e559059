"""Look-ups of which a test knows what comes back."""

from bot.core.models import PassageView
from bot.services.lookup import passage_lookup
from bot.services.lookup.passage_lookup import SearchPage
from bot.services.lookup.passage_search import NothingFound
from bot.store.database import Database
from tests.asking import asks


async def the_one(database: Database, guild_id: int | None, typed: str, channel_id: int | None) -> PassageView:
    """The one passage that is meant."""
    view = await passage_lookup.show(database, asks(guild_id, channel_id=channel_id), typed)
    assert isinstance(view, PassageView)
    return view


async def the_page(
    database: Database, guild_id: int | None, typed: str, essay_id: int | None, page: int = 0
) -> SearchPage:
    """A page of what is found."""
    answer = await passage_lookup.find(database, guild_id, typed, essay_id, page)
    assert isinstance(answer, SearchPage)
    return answer


async def nothing(database: Database, guild_id: int | None, typed: str) -> NothingFound:
    """What is said instead when nothing is found."""
    answer = await passage_lookup.find(database, guild_id, typed, None)
    assert isinstance(answer, NothingFound)
    return answer
