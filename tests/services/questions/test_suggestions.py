"""Members suggest, hosts review; what waits is asked nowhere."""

import asyncio
from itertools import count

import pytest
from sqlalchemy import func, select

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftQuestion
from bot.core.limits import ALL_SUGGESTIONS, SUGGESTIONS
from bot.core.models import Author, Origin, Question, Rung, Verdict
from bot.services.deliveries import slot_claims
from bot.services.library import catalogue, corrections, essay_writer
from bot.services.lookup import passage_lookup
from bot.services.participation import own_data
from bot.services.questions import host_questions, prompts, review, suggestions
from bot.services.questions.review import Reviewed, Step
from bot.services.studies import preview
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from bot.store.essays import questions
from bot.store.tables import questions as question_table
from tests.asking import asks
from tests.services.conftest import APPLICATION, DUE, GUILD, OTHER_GUILD, START
from tests.services.lookup.looked_up import the_one
from tests.services.questions.test_host_questions import essay, ids

ANN, BEN = 5 * 10**17, 6 * 10**17
OWN, OTHER = "Which loaf would you keep?", "Who comes late to your table?"


async def bread(database: Database) -> int:
    return (await the_one(database, GUILD, "bread 1", None)).passage.id


async def suggest(
    database: Database, text: str = OWN, user_id: int = ANN, *, hears: bool = True, guild_id: int = GUILD
) -> int:
    question = DraftQuestion(Rung.UNDERSTAND, text, Origin.MEMBER)
    asker = asks(guild_id, user_id=user_id)
    return await suggestions.suggest(database, asker, await bread(database), question, wants_to_hear=hears)


async def question(database: Database, question_id: int, guild_id: int = GUILD) -> Question:
    return (await review.one(database, guild_id, question_id)).question


async def decide(database: Database, question_id: int, verdict: Verdict, words: str | None = None) -> Reviewed:
    """What comes of a host's decision about the suggestion as it is now."""
    draft = None if words is None else DraftQuestion(Rung.UNDERSTAND, words, Origin.HOST)
    wording = (await question(database, question_id)).wording
    return await review.decide(database, GUILD, question_id, wording, verdict, draft)


async def texts(database: Database) -> list[str]:
    async with database.reading() as connection:
        return [one.text for one in await questions.asked(connection, await bread(database), GUILD)]


async def heard(database: Database, user_id: int = ANN) -> list[tuple[Verdict | None, str | None]]:
    found = await suggestions.reviewed(database, Author(GUILD, user_id))
    return [(each.suggestion.verdict, each.suggestion.asked_as) for each in found]


async def test_what_waits_is_asked_nowhere(stocked: Database, study: StudyStatus):
    """Neither in a post nor its preview, in no list, prompt, talk or export, and not by its id."""
    question_id, passage_id = await suggest(stocked), await bread(stocked)
    first, _ = (await host_questions.about(stocked, GUILD, passage_id)).asked
    essay_id = (await passage_lookup.by_id(stocked, GUILD, passage_id)).essay.id
    seen = [
        await host_questions.about(stocked, GUILD, passage_id),
        await host_questions.offered(stocked, asks(), "bread 1", "loaf"),
        await preview.preview(stocked, asks(now=START), study.study.id),
        await slot_claims.claim_due(stocked, APPLICATION, DUE),
        await catalogue.export_essay(stocked, GUILD, "On Bread"),
        await corrections.on_shelf(stocked, GUILD, essay_id, 1),
        await prompts.by_id(stocked, GUILD, first.id),
    ]
    for shown in range(8):
        seen.append(await passage_lookup.another_question(stocked, GUILD, passage_id, shown))
        seen.append(await prompts.start(stocked, asks(), prompts.Wanted("bread 1"), shown))
    assert OWN not in repr(seen)
    for doing in (
        host_questions.one(stocked, GUILD, question_id),
        host_questions.edit(stocked, GUILD, question_id, Rung.APPLY, OTHER),
        host_questions.exchange(stocked, GUILD, None, question_id),
        host_questions.exchange(stocked, GUILD, question_id, None),
        prompts.by_id(stocked, GUILD, question_id),
        prompts.mark(stocked, asks(), question_id, is_good=True),
    ):
        with pytest.raises(StudyError, match=r"question\.gone"):
            await doing


async def test_a_new_version_of_an_essay_leaves_what_waits(database: Database):
    """With its passage, or the nearest."""
    essay_id = await essay_writer.put(database, GUILD, essay("Bread is broken.", "Salt keeps."), "1")
    first, _ = await ids(database, essay_id)
    draft = DraftQuestion(Rung.APPLY, OWN, Origin.MEMBER)
    await suggestions.suggest(database, asks(user_id=ANN), first, draft, wants_to_hear=False)
    await essay_writer.put(database, GUILD, essay("All of it is another text now."), "2")
    (own,) = await suggestions.own(database, asks(user_id=ANN))
    assert [own.view.passage.id] == await ids(database, essay_id)


@pytest.mark.parametrize(
    ("verdict", "words", "asked"),
    [(Verdict.APPROVED, None, OWN), (Verdict.REWORDED, OTHER, OTHER), (Verdict.DECLINED, None, None)],
)
async def test_a_review_and_its_undoing(stocked: Database, verdict: Verdict, words: str | None, asked: str | None):
    """Each verdict is told once; undone, the suggestion waits and can be reviewed anew."""
    question_id = await suggest(stocked)
    before = await texts(stocked)
    for _ in range(2):
        reviewed = await decide(stocked, question_id, verdict, words)
        assert (reviewed.step, reviewed.verdict) == (Step.DONE, verdict)
        assert reviewed.author == Author(GUILD, ANN)
        assert await texts(stocked) == [*before, asked] if asked else before
        assert await heard(stocked) == [(verdict, asked)]
        await suggestions.told(stocked, await suggestions.reviewed(stocked, Author(GUILD, ANN)))
        assert await heard(stocked) == []
        await review.undo(stocked, GUILD, question_id, reviewed.asked)
        assert await texts(stocked) == before
        assert await heard(stocked) == []
        with pytest.raises(StudyError, match=r"question\.(changed|gone)"):
            await review.undo(stocked, GUILD, question_id, reviewed.asked)


async def test_what_its_author_has_not_heard_of_is_kept(stocked: Database):
    """However many other questions about the passage are asked no more since."""
    question_id = await suggest(stocked)
    await decide(stocked, question_id, Verdict.DECLINED)
    last = (await host_questions.add(stocked, GUILD, await bread(stocked), Rung.APPLY, OTHER)).back
    for number in range(22):
        last = (await host_questions.edit(stocked, GUILD, last or 0, Rung.APPLY, f"Number {number}?")).back
    assert await heard(stocked) == [(Verdict.DECLINED, None)]
    await suggestions.told(stocked, await suggestions.reviewed(stocked, Author(GUILD, ANN)))
    await host_questions.edit(stocked, GUILD, last or 0, Rung.APPLY, "And last?")
    async with stocked.reading() as connection:
        left = select(func.count()).where(question_table.c.id == question_id)
        assert await connection.scalar(left) == 0


async def test_a_form_that_changes_nothing_approves(stocked: Database):
    """It is the member's question as they wrote it."""
    question_id = await suggest(stocked)
    assert (await decide(stocked, question_id, Verdict.REWORDED, OWN)).verdict is Verdict.APPROVED
    assert await heard(stocked) == [(Verdict.APPROVED, OWN)]


async def test_an_approved_question_is_edited_like_any_other(stocked: Database):
    """And its review cannot be undone then: something else has become of it."""
    question_id = await suggest(stocked)
    done = await decide(stocked, question_id, Verdict.APPROVED)
    await host_questions.edit(stocked, GUILD, question_id, Rung.UNDERSTAND, OTHER)
    assert await heard(stocked) == [(Verdict.REWORDED, OTHER)]
    with pytest.raises(StudyError, match=r"question\.changed"):
        await review.undo(stocked, GUILD, question_id, done.asked)


async def test_of_two_hosts_at_once_one_decides(stocked: Database):
    """The other learns what became of it."""
    question_id = await suggest(stocked)
    wording = (await question(stocked, question_id)).wording
    verdicts = (Verdict.APPROVED, Verdict.DECLINED)
    both = [review.decide(stocked, GUILD, question_id, wording, verdict) for verdict in verdicts]
    first, second = await asyncio.gather(*both)
    assert {first.step, second.step} == {Step.DONE, Step.ALREADY}
    assert first.verdict == second.verdict


async def test_what_is_not_as_it_was_seen_is_not_decided(stocked: Database):
    """Neither in other words, nor on another rung, nor by another guild, nor when it is gone."""
    question_id = await suggest(stocked)
    wording = (await question(stocked, question_id)).wording
    other = await review.decide(stocked, OTHER_GUILD, question_id, wording, Verdict.APPROVED)
    assert other.step is Step.GONE
    for rung, text in ((Rung.UNDERSTAND, OTHER), (Rung.APPLY, OWN)):
        changed = DraftQuestion(rung, text, Origin.MEMBER)
        await suggestions.edit(stocked, asks(user_id=ANN), question_id, changed, wants_to_hear=True)
        assert (await review.decide(stocked, GUILD, question_id, wording, Verdict.APPROVED)).step is Step.EDITED
    await suggestions.take_back(stocked, asks(user_id=ANN), question_id)
    assert (await review.decide(stocked, GUILD, question_id, wording, Verdict.APPROVED)).step is Step.GONE
    assert OWN not in await texts(stocked)


async def test_what_the_passage_has_already_is_not_approved(stocked: Database):
    """Nor one question too many; it waits on."""
    question_id = await suggest(stocked)
    await host_questions.add(stocked, GUILD, await bread(stocked), Rung.UNDERSTAND, OWN)
    with pytest.raises(StudyError, match=r"question\.asked_already"):
        await decide(stocked, question_id, Verdict.APPROVED)
    for number in range(17):
        await host_questions.add(stocked, GUILD, await bread(stocked), Rung.APPLY, f"Number {number}?")
    with pytest.raises(StudyError, match=r"question\.full"):
        await decide(stocked, question_id, Verdict.REWORDED, OTHER)
    assert (await question(stocked, question_id)).text == OWN


async def test_twenty_wait_for_each_member(stocked: Database):
    """Also when they are sent at once; what was reviewed or taken back makes room."""
    sent = [suggest(stocked, f"Number {number}?") for number in range(SUGGESTIONS.most + 5)]
    done = await asyncio.gather(*sent, return_exceptions=True)
    stored = [question_id for question_id in done if isinstance(question_id, int)]
    assert len(stored) == SUGGESTIONS.most
    assert {str(each.key) for each in done if isinstance(each, StudyError)} == {"limit.suggestions"}
    await suggest(stocked, user_id=BEN)
    await decide(stocked, stored[0], Verdict.DECLINED)
    await suggest(stocked)
    await suggestions.take_back(stocked, asks(user_id=ANN), stored[1])
    await suggest(stocked, OTHER)


async def test_five_hundred_wait_for_the_hosts_of_a_server(stocked: Database):
    """Whoever has suggested them; another server has room of its own."""
    people, left = count(1), ALL_SUGGESTIONS.most
    while left:
        user_id = next(people)
        for number in range(min(SUGGESTIONS.most, left)):
            await suggest(stocked, f"Number {number} of {user_id}?", user_id)
            left -= 1
    with pytest.raises(StudyError, match=r"limit\.all_suggestions"):
        await suggest(stocked, user_id=ANN)
    await suggest(stocked, guild_id=OTHER_GUILD)


async def test_whose_data_are_deleted_has_suggested_nothing(stocked: Database):
    """What waits goes; what is asked stays, without its author, who hears nothing more."""
    approved, waiting = await suggest(stocked), await suggest(stocked, OTHER)
    others = await suggest(stocked, "And whose is the salt?", BEN)
    await decide(stocked, approved, Verdict.APPROVED)
    assert await own_data.forget(stocked, ANN, DUE) == 2
    assert OWN in await texts(stocked)
    assert await heard(stocked) == []
    card = await review.following(stocked, GUILD)
    assert card is not None
    assert card.suggestion.question.id == others
    async with stocked.reading() as connection:
        left = select(func.count()).where(question_table.c.id == waiting)
        assert await connection.scalar(left) == 0


async def test_only_its_author_has_a_suggestion(stocked: Database):
    """In the server where it was made."""
    question_id = await suggest(stocked)
    draft = DraftQuestion(Rung.APPLY, OTHER, Origin.MEMBER)
    for asker in (asks(user_id=BEN), asks(OTHER_GUILD, user_id=ANN)):
        for doing in (
            suggestions.one(stocked, asker, question_id),
            suggestions.edit(stocked, asker, question_id, draft, wants_to_hear=True),
            suggestions.take_back(stocked, asker, question_id),
        ):
            with pytest.raises(StudyError, match=r"suggestion\.gone"):
                await doing
        assert await suggestions.own(stocked, asker) == []
    assert await review.following(stocked, OTHER_GUILD) is None
