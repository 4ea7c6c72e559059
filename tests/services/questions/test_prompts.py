"""Questions by chance: none twice until all were shown, within what a guild may see."""

import pytest

from bot.core.errors import StudyError
from bot.core.models import Rung
from bot.services.lookup import passage_lookup
from bot.services.questions import host_questions, prompts
from bot.services.questions.prompts import Draw, Wanted
from bot.store.database import Database
from bot.store.essays import questions
from bot.store.members.privacy import personal_data
from tests.asking import asks
from tests.services.conftest import GUILD, OTHER_GUILD
from tests.services.lookup.looked_up import the_one

OWN = "Which loaf would you keep?"


async def drawn(database: Database, guild_id: int | None, drawn_from: Draw) -> list[str]:
    """The texts of a draw until it says that it begins again."""
    prompt = await prompts.draw(database, guild_id, drawn_from)
    texts = [prompt.question.text]
    while not (prompt := await prompts.draw(database, guild_id, drawn_from, prompt.question.id)).again:
        texts.append(prompt.question.text)
    assert prompt.question.text == texts[0]
    return texts


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), 10),
        (Wanted(essay="On Salt"), 4),
        (Wanted(passage="bread 2"), 2),
        (Wanted(words="salt"), 4),
        (Wanted(rung=Rung.UNDERSTAND), 5),
        (Wanted(essay="On Bread", rung=Rung.NOTICE), 3),
    ],
)
async def test_none_comes_twice_until_all_were_shown(stocked: Database, wanted: Wanted, count: int):
    """Of a passage, an essay, a word, a rung, or everything."""
    drawn_from, first = await prompts.start(stocked, asks(GUILD), wanted, 7)
    texts = await drawn(stocked, GUILD, drawn_from)
    assert texts[0] == first.question.text
    assert len(texts) == len(set(texts)) == count


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        (Wanted(rung=Rung.APPLY), "prompt.none_on_rung"),
        (Wanted(words="zeppelin"), "lookup.nothing_found"),
        (Wanted(passage="passage about bread"), "prompt.which_passage"),
        (Wanted(essay="On Rye"), "lookup.no_such_essay"),
    ],
)
async def test_what_finds_nothing_says_what_to_do(stocked: Database, wanted: Wanted, key: str):
    """Each in words of its own."""
    with pytest.raises(StudyError) as refused:
        await prompts.start(stocked, asks(GUILD), wanted, 7)
    assert refused.value.key == key


async def test_deeper_is_the_next_rung_on_the_same_passage(stocked: Database):
    """From the last there is none."""
    passage_id = (await the_one(stocked, GUILD, "bread 1", None)).passage.id
    await host_questions.add(stocked, GUILD, passage_id, Rung.DISAGREE, OWN)
    prompt = await prompts.draw(stocked, GUILD, Draw(7, passage_id=passage_id, rung=Rung.NOTICE))
    rungs = [prompt.question.rung]
    while prompt.deeper is not None:
        prompt = await prompts.by_id(stocked, GUILD, prompt.deeper)
        rungs.append(prompt.question.rung)
    assert rungs == [Rung.NOTICE, Rung.UNDERSTAND, Rung.DISAGREE]


async def test_another_guild_s_questions_are_never_drawn(stocked: Database):
    """Nor shown to whoever guesses an id, nor marked; and what a guild hides does not come there."""
    passage_id = (await the_one(stocked, GUILD, "bread 1", None)).passage.id
    async with stocked.reading() as connection:
        first, _ = await questions.asked(connection, passage_id, None)
    done = await host_questions.edit(stocked, GUILD, first.id, Rung.NOTICE, OWN)
    for guild_id in (OTHER_GUILD, None):
        texts = await drawn(stocked, guild_id, Draw(7))
        assert OWN not in texts
        assert first.text in texts
        with pytest.raises(StudyError, match=r"question\.gone"):
            await prompts.by_id(stocked, guild_id, done.back or 0)
    texts = await drawn(stocked, GUILD, Draw(7))
    assert OWN in texts
    assert first.text not in texts
    with pytest.raises(StudyError, match=r"question\.gone"):
        await prompts.mark(stocked, asks(OTHER_GUILD), done.back or 0, is_good=True)


async def test_a_good_question_comes_first_in_its_guild(stocked: Database):
    """Stored once for each member, who may take it back; deleted with all that is kept about them."""
    passage_id = (await the_one(stocked, GUILD, "bread 1", None)).passage.id
    later = await host_questions.add(stocked, GUILD, passage_id, Rung.NOTICE, OWN)

    async def first(guild_id: int) -> str:
        question = await passage_lookup.another_question(stocked, guild_id, passage_id, 0)
        async with stocked.reading() as connection:
            asked = await questions.asked(connection, passage_id, guild_id)
        assert question is not None
        return asked[0].text

    before = await first(GUILD)
    for _ in range(2):
        await prompts.mark(stocked, asks(GUILD, user_id=5), later.back or 0, is_good=True)
    assert before != await first(GUILD) == OWN
    assert await first(OTHER_GUILD) == before
    async with stocked.reading() as connection:
        kept = await personal_data.of_person(connection, 5)
    assert kept["good_questions"] == [{"guild_id": str(GUILD), "question_id": str(later.back)}]
    async with stocked.writing() as connection:
        assert await personal_data.remove(connection, 5) == 1
    assert await first(GUILD) == before
    await prompts.mark(stocked, asks(GUILD, user_id=6), later.back or 0, is_good=True)
    await prompts.mark(stocked, asks(GUILD, user_id=6), later.back or 0, is_good=False)
    assert await first(GUILD) == before
