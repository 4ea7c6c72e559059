"""Whatever people type into the look-up commands."""

import contextlib

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.core.errors import StudyError
from bot.core.lookup import autocomplete
from bot.services.lookup import passage_lookup, quotes
from bot.services.lookup.quotes import Draw
from bot.store.database import Database
from tests.asking import asks
from tests.services.conftest import CHANNEL, GUILD

PIECES = (
    "bread", "on salt", "neighbours’", "section", "passage", "day", "ref", "7K3F9Q", "O0I1SZ", "3", "3-5", "٣", "²",
    "#", "§", "…", "&", " · ", "-", "–", '"', "“", "'", "`", "*", "(", "NEAR(", "AND", "NOT", "title:", "%", "_", "🙂",
    "愛", "隣人を", "שָׁלוֹם", "Ё", "İ", "ß", "\u200b", "\u0301", "\x00", "\n", "½",
    "https://discord.com/channels/", "1/2/3", "9" * 20, autocomplete.chosen(1), autocomplete.chosen(10**17), "⁂",
)  # fmt: skip
TYPED = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=30).flatmap(
    lambda parts: st.sampled_from(("", " ")).map(lambda between: between.join(parts)[:500])
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED, st.none() | st.just(GUILD))
@example("x" * 500, GUILD)
async def test_whatever_is_typed_has_an_answer(stocked: Database, typed: str, guild_id: int | None):
    """A passage, or a sentence that says what to do: nothing else is ever raised."""
    asked = (
        passage_lookup.show(stocked, asks(guild_id, channel_id=CHANNEL), typed),
        passage_lookup.find(stocked, guild_id, typed, None, page=2),
        quotes.draw(stocked, guild_id, Draw(1, typed)),
        passage_lookup.essay_id(stocked, guild_id, typed),
    )
    for each in asked:
        with contextlib.suppress(StudyError):
            await each
    openings = autocomplete.Openings(await passage_lookup.openings(stocked, await passage_lookup.shelf(stocked, None)))
    assert len(autocomplete.passages([openings], typed)) <= autocomplete.MOST
    assert len(autocomplete.essays(await passage_lookup.shelf(stocked, guild_id), typed)) <= autocomplete.MOST
