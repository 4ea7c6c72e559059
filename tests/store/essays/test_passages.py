"""Reading passages."""

from bot.core.essays.draft import DraftEssay, DraftPassage, DraftSection
from bot.core.lookup.references import sections
from bot.services.library import essay_writer
from bot.store.database import Database
from bot.store.essays import passages
from tests.services.conftest import GUILD, OTHER_GUILD


def essay(title: str, *headings: str | None) -> DraftEssay:
    parts = tuple(DraftSection(heading, (DraftPassage("One"), DraftPassage("Two"))) for heading in headings)
    return DraftEssay(title, None, None, "en", None, parts)


async def test_the_sections_of_a_shelf_are_the_runs_of_its_headings(database: Database):
    """Those without a heading end the one before and are left out; another guild's are nobody else's."""
    added = [
        await essay_writer.put(database, None, essay("A", None, "One", "One", None, "Two"), "a"),
        await essay_writer.put(database, GUILD, essay("B", "Two", "Three", "Two"), "b"),
        await essay_writer.put(database, GUILD, essay("C", None), "c"),
    ]
    await essay_writer.put(database, OTHER_GUILD, essay("D", "Four"), "d")
    async with database.reading() as connection:
        every = sections(await passages.headings(connection, added))
        headed = await passages.headed(connection, GUILD)
        common = await passages.headed(connection, None)
    assert headed == [(start, last) for start, last in every if start.text]
    assert [(start.number, start.text, last) for start, last in common] == [(3, "One", 6), (9, "Two", 10)]


async def test_each_guild_has_excerpts_of_what_it_can_read(database: Database):
    """In the order that was asked for, whatever other guilds ask for at the same time; what is gone is left out."""
    added = [
        await essay_writer.put(database, None, essay("A", None), "a"),
        await essay_writer.put(database, GUILD, essay("B", None), "b"),
        await essay_writer.put(database, OTHER_GUILD, essay("C", None), "c"),
    ]
    async with database.reading() as connection:
        a, b, c = [[each.id for each in await passages.of_essay(connection, one)] for one in added]
        wanted = [
            (GUILD, a[::-1]),
            (OTHER_GUILD, [a[1]]),
            (GUILD, [0, *b]),
            (OTHER_GUILD, b),
            (OTHER_GUILD, c),
            (None, c),
        ]
        found = await passages.excerpts(connection, [*wanted, (GUILD, []), (GUILD, [0])])
        assert await passages.excerpts(connection, []) == []
    named = [one and (one.essay.title, [passage.id for passage in one.passages]) for one in found]
    assert named == [("A", a[::-1]), ("A", [a[1]]), ("B", b), None, ("C", c), None, None, None]
