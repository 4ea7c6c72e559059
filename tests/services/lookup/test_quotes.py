"""Quotes as members draw them."""

import pytest

from bot.core.errors import StudyError
from bot.core.lookup.quotes import QuoteKey
from bot.i18n import Texts
from bot.services.library import catalogue, corrections
from bot.services.library.catalogue import EssayFile
from bot.services.lookup import passage_lookup, quotes
from bot.services.lookup.quotes import Draw
from bot.store.database import Database
from tests.services.conftest import GUILD, OTHER_GUILD

BANKS = Texts().banks()
UNMARKED = """# On Water

Water waits for nobody who is late. The patience of a river is older than the patience of a stone. He went home.

So this is how it ends.
"""


async def drawn(database: Database, drawn_from: Draw, count: int) -> list[tuple[str, bool]]:
    """So many quotes, one after another, and which of them begin again."""
    shown: QuoteKey | None = None
    texts: list[tuple[str, bool]] = []
    for _ in range(count):
        quote = await quotes.draw(database, GUILD, drawn_from, shown)
        shown = quote.key
        texts.append((quote.text, quote.again))
    return texts


async def refusal(database: Database, drawn_from: Draw) -> str:
    with pytest.raises(StudyError) as refused:
        await quotes.draw(database, GUILD, drawn_from)
    return refused.value.key


async def test_none_comes_twice_until_all_were_shown(stocked: Database):
    """Then they come again in the same order, which is said; another seed has another order."""
    round_ = await drawn(stocked, Draw(7), 10)
    assert len({text for text, _ in round_[:5]}) == 5
    assert [text for text, _ in round_[5:]] == [text for text, _ in round_[:5]]
    assert [again for _, again in round_] == [False] * 5 + [True] + [False] * 4
    assert len({(await drawn(stocked, Draw(seed), 1))[0] for seed in range(60)}) == 5


async def test_words_and_an_essay_narrow_the_draw(stocked: Database):
    """The words stand in the quote itself."""
    salt = [text for text, _ in await drawn(stocked, Draw(3, "salt"), 2)]
    assert sorted(salt) == [f"On Salt, passage {number}, about bread and neighbours." for number in (1, 2)]
    essay_id = await passage_lookup.essay_id(stocked, GUILD, "On Bread")
    assert len({text for text, _ in await drawn(stocked, Draw(3, "", essay_id), 6)}) == 3
    assert (await drawn(stocked, Draw(3, "neihgbours salt", None), 1))[0][0].startswith("On Salt")


async def test_it_is_found_again_and_shared_by_its_id(stocked: Database):
    """Until its pack marks another line; nobody reads one of another guild's shelf."""
    quote = await quotes.draw(stocked, GUILD, Draw(1, "salt"))
    assert await quotes.by_key(stocked, GUILD, quote.key) == quote
    await catalogue.import_essay(stocked, OTHER_GUILD, EssayFile("w.md", UNMARKED.encode()), {})
    theirs = await quotes.draw(stocked, OTHER_GUILD, Draw(1, "river"))
    with pytest.raises(StudyError, match="gone"):
        await quotes.by_key(stocked, GUILD, theirs.key)


async def test_without_a_line_that_stands_alone_there_is_none(stocked: Database):
    """What can be done instead is said."""
    texts = {"d.md": "Er ging nach Hause. Das Wasser ist geduldig.", "e.md": "He saw it. So that was it."}
    for name, text in texts.items():
        await catalogue.import_essay(stocked, GUILD, EssayFile(name, f"# {name}\n\n{text}\n".encode()), {})
        essay_id = await passage_lookup.essay_id(stocked, GUILD, name)
        assert await refusal(stocked, Draw(1, "", essay_id)) == "quote.none_there"
    assert await refusal(stocked, Draw(1, "Wasser")) == "quote.none_with_words"
    assert await refusal(stocked, Draw(1, "qqqqq")) == "lookup.nothing_found"
    assert await refusal(stocked, Draw(1, "%")) == "lookup.no_words"


async def test_an_empty_shelf_has_none(database: Database):
    """Nor is there an essay to name."""
    assert await refusal(database, Draw(1)) == "quote.none"


async def test_a_correction_keeps_what_still_stands_there(stocked: Database):
    """Marked lines that are gone from the text go; in an essay without marks they are looked for anew."""
    await catalogue.import_essay(stocked, GUILD, EssayFile("w.md", UNMARKED.encode()), {})
    pack = "---\ntitle: On Wells\nid: wells\n---\nWater waits. Stones wait.\n\n! Water waits.\n! Stones wait.\n"
    await catalogue.import_essay(stocked, GUILD, EssayFile("p.md", pack.encode()), {})
    new = "Stones wait. A friend is somebody who waits for others in rain."
    left = {"On Water": ["A friend is somebody who waits for others in rain."], "On Wells": ["Stones wait."]}
    for title, texts in left.items():
        essay_id = await passage_lookup.essay_id(stocked, GUILD, title)
        assert essay_id is not None
        await corrections.set_passage(stocked, GUILD, essay_id, 1, 1, heading="", text=new, banks=BANKS)
        assert [text for text, _ in await drawn(stocked, Draw(1, "", essay_id), 1)] == texts


async def test_an_update_of_a_pack_changes_its_quotes(stocked: Database):
    """Those that stay keep their ids, so that buttons find them; export has them all."""
    head = "---\ntitle: On Wells\nid: wells\n---\nWater waits. Stones wait. So do we.\n\n"
    first, second = f"{head}! Water waits.\n! So do we.\n", f"{head}! Stones wait.\n! Water waits.\n"
    await catalogue.import_essay(stocked, GUILD, EssayFile("p.md", first.encode()), {})
    before = await quotes.draw(stocked, GUILD, Draw(1, "water"))
    await catalogue.import_essay(stocked, GUILD, EssayFile("p.md", second.encode()), {})
    assert (await quotes.by_key(stocked, GUILD, before.key)).text == before.text == "Water waits."
    exported = await catalogue.export_essay(stocked, GUILD, "On Wells")
    assert sorted(exported.passages[0].quotes) == ["Stones wait.", "Water waits."]
    assert exported.passages[0].text == "Water waits. Stones wait. So do we."
