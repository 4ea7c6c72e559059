"""The index: what finds what, in eight languages, and for whom."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import delete, text

from bot.core.essays.draft import DraftEssay, DraftPassage, DraftSection
from bot.core.lookup.search_query import Query, apart, parse_query
from bot.services.library import essay_writer
from bot.store.database import Database
from bot.store.dialects.full_text import Within
from bot.store.essays import search
from bot.store.tables import essays as essay_rows

GUILD, OTHER_GUILD = 2 * 10**17, 3 * 10**17
TEXTS = {
    "en": "The neighbours loved one another, and their children’s children remembered the café by the river.",
    "he": "וְאָהַבְתָּ לְרֵעֲךָ כָּמוֹךָ, זֶה כְּלָל גָּדוֹל בַּתּוֹרָה. המלכים הלכו לבית.",
    "ru": "Ближние любили друг друга; новые книги лежали под ёлкой, и каждый помнил свои слова.",
    "es": "Los vecinos recordaban las naciones y la educación de los niños pequeños.",
    "de": "Die Häuser der Nächsten waren groß, und die Kinder spielten auf den Straßen.",
    "fr": "L’amour du prochain éclaire les âmes généreuses ; nos cœurs s’ouvraient.",
    "ar": "وَالرَّحْمَةُ بَيْنَ الْجِيرَانِ أَسَاسُ الْمُجْتَمَعِ وَالْكُتُبِ.",
    "ja": "隣人を愛することは、すべての法則の中心である。コーヒーを飲んだ。",
}
PROBES = [
    ("en", "neighbour"), ("en", "NEIGHBOURS’"), ("en", "child"), ("en", "cafe"), ("en", "remembering loves"),
    ("en", '"loved one another"'), ("en", "neighbors"), ("en", '"the neighbors loved"'),
    ("he", "ואהבת לרעך"), ("he", "וְאָהַבְתָּ"), ("he", "תורה"), ("he", "מלך"), ("he", "הבית"),
    ("ru", "книга"), ("ru", "ёлка"), ("ru", "елкой"), ("ru", "новый"), ("ru", "СЛОВО"), ("es", "vecino"),
    ("es", "nacion"), ("es", "educacion"), ("es", "niño pequeño"), ("es", "nino"), ("de", "Haus"), ("de", "strasse"),
    ("de", "nachster"), ("de", "Kindern"), ("fr", "amour"), ("fr", "l'amour"), ("fr", "coeur"), ("fr", "ame genereux"),
    ("ar", "رحمة"), ("ar", "الجيران"), ("ar", "كتب"), ("ar", "جيران"), ("ar", "والجيران"), ("ar", "الكتب"),
    ("ar", "مجتمع"), ("ja", "愛"), ("ja", "隣人"), ("ja", "法則の中心"), ("ja", "ｺｰﾋｰ"),
]  # fmt: skip


MISSED = [("en", "child")]
"""What changes within a word is not found by its stem."""


def draft(title: str, *passages: str, language: str = "en", heading: str | None = None) -> DraftEssay:
    section = DraftSection(heading, tuple(DraftPassage(passage) for passage in passages))
    return DraftEssay(title, None, None, language, None, (section,))


async def shelve(database: Database, *drafts: DraftEssay, guild_id: int | None = None) -> list[int]:
    return [await essay_writer.put(database, guild_id, one, f"{one.title} {guild_id}") for one in drafts]


async def found(database: Database, typed: str, guild_id: int | None = None, most: int = 50) -> Sequence[int]:
    async with database.reading() as connection:
        within = Within(guild_id, await search.languages(connection, guild_id))
        return (await search.find(connection, parse_query(typed), within, most)).passage_ids


async def test_words_are_found_in_eight_languages(database: Database):
    """All probes but one: the plural that English makes in its own way."""
    for language, passage in TEXTS.items():
        await shelve(database, draft(language, passage, language=language))
    places = {language: number for number, language in enumerate(TEXTS, start=1)}
    missed = [(language, typed) for language, typed in PROBES if places[language] not in await found(database, typed)]
    assert missed == MISSED


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ('"love thy neighbour"', [1]),
        ("neighbour love", [1, 2]),
        ("love -thy", [2]),
        ('love -"thy neighbour"', [2]),
        ("love -nonsense", [1, 2]),
        ("love OR nonsense", []),
        ('love "', [1, 2]),
        ("love* (neighbour", [1, 2]),
        ("love AND neighbour", [2]),
        ("x" * 500, []),
        ("title:love", []),
    ],
)
async def test_phrases_exclusions_and_signs(database: Database, typed: str, hits: list[int]):
    """What FTS5 would take for operators are words and signs ("and" stands in the second passage)."""
    await shelve(database, draft("A", "Love thy neighbour."), draft("B", "And love every neighbour."))
    assert sorted(await found(database, typed)) == hits


async def closest(database: Database, typed: str, guild_id: int | None = None) -> Sequence[int]:
    async with database.reading() as connection:
        within = Within(guild_id, await search.languages(connection, guild_id))
        return (await search.closest(connection, apart(parse_query(typed)), within, 3)).passage_ids


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("two movers carry a piano", [1]),
        ('"carrying a piano upstairs"', [1]),
        ("piano -stairs", []),
        ("tea near the removal men", [1, 2]),
        ("the men", [1]),
        ("the", []),
        ("xylophone", []),
        ("隣人を憎む", [4]),
    ],
)
async def test_a_line_remembered_nearly_comes_close(database: Database, typed: str, hits: Sequence[int]):
    """By its rarest words, in quotes or not; words that stand everywhere tell nothing."""
    english = ("Removal men carry the piano down the stairs.", "How much sugar belongs in the tea?", "The bread.")
    await shelve(database, draft("A", *english), draft("B", TEXTS["ja"], language="ja"))
    assert await closest(database, typed) == hits


async def test_among_very_many_the_rarest_words_decide(database: Database, monkeypatch: pytest.MonkeyPatch):
    """What comes last to the shelf is not passed over for the many that hold the common words."""
    monkeypatch.setattr(search, "CANDIDATES", 5)
    many = [f"Bread and salt, number {n}." for n in range(8)] + ["Water."] * 20
    await shelve(database, draft("A", *many, "Bread, salt and a xylophone."))
    assert await closest(database, "bread salt xylophone trumpet") == [29]


async def test_what_comes_close_is_of_the_guild_s_own_shelf(database: Database):
    """And not of another's."""
    await shelve(database, draft("Ours", "A xylophone plays.", "Water.", "Salt."), guild_id=GUILD)
    assert await closest(database, "xylophone trumpet", GUILD) == [1]
    assert await closest(database, "xylophone trumpet", OTHER_GUILD) == []


async def test_a_guild_finds_its_own_and_the_common_shelf(database: Database):
    """Nothing of another guild's, and it is not counted either."""
    await shelve(database, draft("Common", "Bread for all"))
    await shelve(database, draft("Ours", "Bread of ours"), guild_id=GUILD)
    await shelve(database, draft("Theirs", "Bread of theirs"), guild_id=OTHER_GUILD)
    assert sorted(await found(database, "bread", GUILD)) == [1, 2]
    assert sorted(await found(database, "bread", OTHER_GUILD)) == [1, 3]
    assert await found(database, "bread") == [1]


async def test_the_index_follows_the_shelf(database: Database):
    """A new version of an essay, and an essay that goes with its guild."""
    ours = replace(draft("Ours", "Bread", "Salt"), pack_id="ours")
    await shelve(database, ours, guild_id=GUILD)
    await shelve(database, replace(draft("Ours", "Water"), pack_id="ours"), guild_id=GUILD)
    assert await found(database, "bread", GUILD) == []
    assert len(await found(database, "water", GUILD)) == 1
    async with database.writing() as connection:
        await connection.execute(delete(essay_rows))
        if connection.dialect.name == "sqlite":
            await connection.execute(text("INSERT INTO passage_index(passage_index) VALUES ('integrity-check')"))
        assert (await connection.execute(text("SELECT term FROM passage_vocabulary"))).all() == []


async def test_pages_follow_one_another(database: Database):
    """None twice, none left out, and each says how many there are in all."""
    await shelve(database, draft("On bread", *(f"Bread number {n} of the day" for n in range(20))))
    seen: list[int] = []
    async with database.reading() as connection:
        for skipped in range(0, 20, 6):
            hits = await search.find(connection, Query(("bread",)), Within(None, ["en"]), 6, skipped)
            assert hits.total == 20
            seen += hits.passage_ids
    assert sorted(seen) == list(range(1, 21))


async def test_the_vocabulary_is_known(database: Database):
    """For words that are spelt nearly like another."""
    await shelve(database, draft("On bread", "Bread and broth before breakfast"))
    async with database.reading() as connection:
        assert await search.known(connection, ["bread", "cheese"]) == ["bread"]
        assert await search.alike(connection, "break", 1) == ["befor", "before", "bread", "broth"]
