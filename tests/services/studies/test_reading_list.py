"""What hosts decide about a study's reading, and what the daily post makes of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from bot.core.errors import StudyError
from bot.core.models import Arrangement, Ending, Place, Reason, Study, StudyState
from bot.core.posts import DeliveryState
from bot.services.deliveries import daily_posts, host_notices, slot_claims
from bot.services.library import catalogue, corrections
from bot.services.studies import left_out_days, preview, reading_list, reading_position, study_changes
from bot.services.studies.study_changes import StudyStatus
from bot.store import tables
from bot.store.database import Database
from bot.store.essays import essays as shelf
from tests import posting
from tests.arrangements import WITHOUT_DATES
from tests.asking import asks
from tests.services.conftest import APPLICATION, CHANNEL, DUE, GUILD, START, pack, plan

DAY = timedelta(days=1)


async def begun(database: Database, *, passages: Sequence[int] = (3, 2), **changes: object) -> Study:
    """A study of essays with so many passages each: Essay 1, Essay 2 and so on."""
    await catalogue.stock(database, [pack(f"Essay {n}", length) for n, length in enumerate(passages, start=1)])
    return (await study_changes.set_up(database, plan(**changes), START)).study


async def day(database: Database, number: int) -> tuple[str, int] | None:
    """Post what is due on that day (from 0); the essay's title and the passage's number, None when nothing was."""
    claimed = await slot_claims.claim_due(database, APPLICATION, DUE + number * DAY)
    for post in claimed:
        await posting.sent(database, post, 1000 + post.id, DUE + number * DAY)
    return (claimed[0].content.title, claimed[0].content.number) if claimed and claimed[0].content else None


async def days(database: Database, first: int, last: int) -> list[tuple[str, int] | None]:
    return [await day(database, number) for number in range(first, last + 1)]


async def previewed(database: Database, study: Study, now: datetime = START) -> list[tuple[str, int] | None]:
    coming = await preview.preview(database, asks(GUILD, now=now), study.id)
    return [(each.content.title, each.content.number) if each.content else None for each in coming]


async def ids(database: Database) -> dict[str, int]:
    async with database.reading() as connection:
        return {essay.title: essay.id for essay in await shelf.shelf(connection, GUILD)}


async def again(database: Database, study: Study) -> Study:
    return await study_changes.by_id(database, GUILD, study.id)


async def told(database: Database) -> list[str]:
    """What hosts are told now, and then know."""
    waiting = await host_notices.untold(database)
    for notice in waiting:
        await host_notices.told(database, notice, START)
    return [notice.reason for notice in waiting]


def essay(number: int, *passages: int) -> list[tuple[str, int]]:
    return [(f"Essay {number}", passage) for passage in passages]


@pytest.mark.parametrize("arrangement", WITHOUT_DATES)
@pytest.mark.parametrize("ending", Ending)
async def test_what_is_previewed_is_what_is_posted(database: Database, arrangement: Arrangement, ending: Ending):
    """In every order and with every end, through rounds, over fourteen days."""
    study = await begun(database, passages=(3, 2, 1), arrangement=arrangement, ending=ending)
    expected = await previewed(database, study)
    posted = await days(database, 0, 13)
    assert len(expected) == (14 if ending is Ending.LOOP else 6)
    assert posted == expected + [None] * (14 - len(expected))
    assert len(set(posted[:6])) == 6


async def test_a_list_that_begins_again_counts_days_on(database: Database):
    """Day six is the first passage of the second round; at random the second round has another order."""
    await begun(database, ending=Ending.LOOP)
    await days(database, 0, 4)
    (post,) = await slot_claims.claim_due(database, APPLICATION, DUE + 5 * DAY)
    assert post.content is not None
    assert (post.content.day, post.content.number, post.content.title) == (6, 1, "Essay 1")


async def test_a_study_that_goes_on_reads_the_rest_and_what_comes_later(database: Database):
    """The chosen essay, the others of the library, and after a pause of its own one that is imported."""
    await catalogue.stock(database, [pack("Essay 1", 1), pack("Essay 2", 2)])
    chosen = (await ids(database))["Essay 2"]
    study = await begun(database, passages=(), essay_id=chosen, ending=Ending.GO_ON)
    assert await days(database, 0, 3) == [*essay(2, 1, 2), *essay(1, 1), None]
    assert (await again(database, study)).state is StudyState.FINISHED
    assert await study_changes.wake(database, GUILD, DUE + 5 * DAY) == []
    await catalogue.stock(database, [pack("Essay 3", 2)])
    (woken,) = await study_changes.wake(database, GUILD, DUE + 5 * DAY)
    assert woken.next_slot is not None
    assert woken.next_slot.date == date(2026, 5, 7)
    assert await days(database, 6, 8) == [*essay(3, 1, 2), None]
    listed = await reading_list.reading_list(database, GUILD, study.id)
    assert [each.essay.title for each in listed.essays] == ["Essay 2", "Essay 1", "Essay 3"]


async def test_a_finished_study_goes_on_when_its_list_grows(database: Database):
    """And stays as it is when only the library does."""
    study = await begun(database, passages=(1,), essay_id=None)
    await days(database, 0, 1)
    await catalogue.stock(database, [pack("Essay 2", 2)])
    assert await study_changes.wake(database, GUILD, DUE + 3 * DAY) == []
    found = await reading_list.add_essay(
        database, asks(GUILD, now=DUE + 3 * DAY), study.id, (await ids(database))["Essay 2"]
    )
    assert found.study.state is StudyState.ACTIVE
    assert (found.left, found.last_at) == (2, datetime.fromisoformat("2026-05-06T07:00+00:00"))
    assert await days(database, 4, 6) == [*essay(2, 1, 2), None]


async def test_a_finished_study_goes_on_when_it_is_to_begin_again(database: Database):
    """The host only has to choose that."""
    study = await begun(database, passages=(2,))
    await days(database, 0, 2)
    found = await reading_list.end_with(database, asks(GUILD, now=DUE + 2 * DAY), study.id, Ending.LOOP)
    assert found.study.state is StudyState.ACTIVE
    assert await days(database, 3, 5) == [*essay(1, 1, 2), *essay(1, 1)]


async def test_a_paused_study_is_not_woken(database: Database):
    """What a host has stopped, a host resumes."""
    study = await begun(database, passages=(1,))
    await study_changes.pause(database, asks(GUILD), study.id)
    await reading_list.end_with(database, asks(GUILD, now=START), study.id, Ending.LOOP)
    assert await study_changes.wake(database, GUILD, START) == []
    assert (await again(database, study)).state is StudyState.PAUSED


async def test_the_list_is_changed_while_it_is_read(database: Database):
    """Essays change places, go and come; the only one stays."""
    study = await begun(database, passages=(2, 1, 1))
    found = await ids(database)
    await day(database, 0)
    listed = await reading_list.move_essay(database, asks(GUILD, now=START), study.id, found["Essay 3"], -1)
    assert [(each.essay.title, each.read, each.to_come) for each in listed.essays] == [
        ("Essay 1", 1, 1),
        ("Essay 3", 0, 1),
        ("Essay 2", 0, 1),
    ]
    listed = await reading_list.move_essay(database, asks(GUILD, now=START), study.id, found["Essay 3"], -1)
    assert listed.next is not None
    assert (listed.next.title, listed.left) == ("Essay 3", 3)
    listed = await reading_list.remove_essay(database, asks(GUILD, now=START), study.id, found["Essay 1"])
    assert listed.next is not None
    assert listed.next.title == "Essay 3"
    await reading_list.remove_essay(database, asks(GUILD, now=START), study.id, found["Essay 2"])
    with pytest.raises(StudyError) as refused:
        await reading_list.remove_essay(database, asks(GUILD, now=START), study.id, found["Essay 3"])
    assert refused.value.key == "plan.last_essay"
    listed = await reading_list.add_essay(database, asks(GUILD, now=START), study.id, found["Essay 1"])
    assert [each.title for each in listed.addable] == ["Essay 2"]
    assert await days(database, 1, 4) == [*essay(3, 1), *essay(1, 1, 2), None]


@pytest.mark.parametrize("arrangement", WITHOUT_DATES)
async def test_an_essay_that_is_added_again_comes_after_what_is_read_now(database: Database, arrangement: Arrangement):
    """From its start, although two days of it had been read before it was taken out; at random only what is left."""
    study, found = await begun(database, passages=(3, 3), arrangement=arrangement), await ids(database)
    await reading_list.remove_essay(database, asks(GUILD, now=START), study.id, found["Essay 2"])
    before = await days(database, 0, 1)
    await reading_list.add_essay(database, asks(GUILD, now=START), study.id, found["Essay 2"])
    await reading_list.remove_essay(database, asks(GUILD, now=START), study.id, found["Essay 1"])
    await day(database, 2)
    listed = (await reading_list.add_essay(database, asks(GUILD, now=START), study.id, found["Essay 1"])).essays
    at_random = arrangement is Arrangement.PASSAGES_SHUFFLED
    (again,) = (each for each in listed if each.essay.title == "Essay 1")
    assert (again.read, again.to_come) == ((2, 1) if at_random else (0, 3))
    rest = [each for each in await days(database, 3, 8) if each is not None]
    if at_random:
        assert {*before, *rest} >= set(essay(1, 1, 2, 3))
        assert len(rest) == 3
    else:
        assert rest[2:] == essay(1, 1, 2, 3)


async def test_another_guild_s_study_and_essay_are_out_of_reach(database: Database):
    """Neither is there, for those who ask from elsewhere."""
    study = await begun(database)
    with pytest.raises(StudyError) as refused:
        await reading_list.reading_list(database, GUILD + 1, study.id)
    assert refused.value.key == "study.gone"
    await catalogue.import_essay(database, GUILD + 1, pack("Essay 9", 1), {})
    async with database.reading() as connection:
        (strange,) = [each for each in await shelf.shelf(connection, GUILD + 1) if each.guild_id]
    with pytest.raises(StudyError) as refused:
        await reading_list.add_essay(database, asks(GUILD, now=START), study.id, strange.id)
    assert refused.value.key == "study.no_such_essay"


async def test_an_essay_that_is_gone_breaks_nothing(database: Database):
    """What was to come of it comes no more; the study reads on, and one without anything to read finishes."""
    study = await begun(database, passages=(2, 2))
    found = await ids(database)
    await day(database, 0)
    async with database.reading() as connection:
        first, second = await shelf.reading_order(connection, study.id)
    await reading_position.swap(database, asks(GUILD), study.id, first.passages[1], second.passages[0])
    revision = (await again(database, study)).revision
    await reading_position.move(database, asks(GUILD, now=START), study.id, second.passages[0], revision, back=False)
    async with database.writing() as connection:
        await connection.execute(tables.essays.delete().where(tables.essays.c.id == found["Essay 2"]))
    assert await previewed(database, study) == essay(1, 2)
    async with database.writing() as connection:
        await connection.execute(tables.essays.delete().where(tables.essays.c.id == found["Essay 1"]))
    assert (await reading_list.reading_list(database, GUILD, study.id)).essays == ()
    assert await days(database, 1, 2) == [None, None]
    assert (await again(database, study)).state is StudyState.FINISHED


async def test_skipping_shows_what_is_passed_over_and_does_it_once(database: Database):
    """The next passage is that one, then what follows it."""
    study = await begun(database, passages=(3, 3))
    await day(database, 0)
    shown = await reading_position.skip_to(
        database, asks(now=DUE, channel_id=CHANNEL), await again(database, study), "essay 2 2"
    )
    assert [(title, span.first, span.last) for title, span in shown.lost] == [("Essay 1", 2, 3), ("Essay 2", 1, 1)]
    assert [(slot.date.day, each.title, each.number) for slot, each in shown.upcoming] == [
        (2, "Essay 2", 2),
        (3, "Essay 2", 3),
    ]
    await reading_position.move(
        database, asks(GUILD, now=DUE), study.id, shown.target.passage_id, shown.study.revision, back=False
    )
    assert await days(database, 1, 3) == [*essay(2, 2, 3), None]


async def test_going_back_reads_again(database: Database):
    """Without a passage the last one; with one, what was posted since; what was passed over comes when it is named."""
    study = await begun(database, passages=(4,))
    await days(database, 0, 1)
    shown = await reading_position.go_back(
        database, asks(now=DUE + DAY, channel_id=CHANNEL), await again(database, study), None
    )
    assert (shown.target.number, shown.again, shown.after_all, shown.lost) == (2, 1, 0, ())
    skipped = await reading_position.skip_to(
        database, asks(now=DUE + DAY, channel_id=CHANNEL), await again(database, study), "essay 1 4"
    )
    await reading_position.move(
        database, asks(GUILD, now=DUE + DAY), study.id, skipped.target.passage_id, skipped.study.revision, back=False
    )
    assert await day(database, 2) == ("Essay 1", 4)
    back = await reading_position.go_back(
        database, asks(now=DUE + 2 * DAY, channel_id=CHANNEL), await again(database, study), "essay 1 2"
    )
    assert (back.again, back.after_all) == (2, 0)
    await reading_position.move(
        database, asks(GUILD, now=DUE + 2 * DAY), study.id, back.target.passage_id, back.study.revision, back=True
    )
    assert await days(database, 3, 5) == [*essay(1, 2, 4), None]
    passed = await reading_position.go_back(
        database, asks(now=DUE + 5 * DAY, channel_id=CHANNEL), await again(database, study), "essay 1 3"
    )
    assert (passed.again, passed.after_all) == (0, 1)


async def test_a_study_that_has_read_everything_can_go_back(database: Database):
    """It goes on by itself."""
    study = await begun(database, passages=(2,))
    await days(database, 0, 2)
    shown = await reading_position.go_back(
        database, asks(now=DUE + 2 * DAY, channel_id=CHANNEL), await again(database, study), None
    )
    assert shown.upcoming[0][0].date == date(2026, 5, 4)
    await reading_position.move(
        database, asks(GUILD, now=DUE + 2 * DAY), study.id, shown.target.passage_id, shown.study.revision, back=True
    )
    assert await days(database, 3, 4) == [*essay(1, 2), None]


@pytest.mark.parametrize(
    ("back", "typed", "key"),
    [
        (False, "essay 1 1", "moving.is_behind"),
        (False, "essay 1 2", "moving.next_already"),
        (False, "essay 2 1", "moving.not_listed"),
        (False, "nowhere 1", "lookup.no_such_passage"),
        (False, "essay", "moving.which"),
        (True, "essay 1 3", "moving.is_ahead"),
        (True, "essay 1 2", "moving.next_already"),
    ],
)
async def test_each_way_refuses_the_other(database: Database, *, back: bool, typed: str, key: str):
    """Forward is skip-to, backward is go-back; and both want a passage of the list."""
    await catalogue.stock(database, [pack("Essay 1", 3), pack("Essay 2", 1)])
    study = await begun(database, passages=(), essay_id=(await ids(database))["Essay 1"])
    with pytest.raises(StudyError) as refused:
        await reading_position.go_back(database, asks(now=START, channel_id=CHANNEL), study, None)
    assert refused.value.key == "moving.nothing_posted"
    await day(database, 0)
    asked = reading_position.go_back if back else reading_position.skip_to
    with pytest.raises(StudyError) as refused:
        await asked(database, asks(now=DUE, channel_id=CHANNEL), await again(database, study), typed)
    assert refused.value.key == key


async def test_a_button_of_yesterday_moves_nothing(database: Database):
    """Something has been posted since: what the host was shown is not true any more."""
    study = await begun(database)
    shown = await reading_position.skip_to(database, asks(now=START, channel_id=CHANNEL), study, "essay 1 2")
    await day(database, 0)
    with pytest.raises(StudyError) as refused:
        await reading_position.move(
            database, asks(GUILD, now=DUE), study.id, shown.target.passage_id, shown.study.revision, back=False
        )
    assert refused.value.key == "moving.changed"


async def test_a_move_outlives_a_day_that_could_not_be_posted(database: Database):
    """Refused by Discord: once the study goes on, the passage the host wanted comes, not those passed over."""
    study = await begun(database, passages=(4,))
    await day(database, 0)
    shown = await reading_position.skip_to(
        database, asks(now=DUE, channel_id=CHANNEL), await again(database, study), "essay 1 3"
    )
    await reading_position.move(
        database, asks(GUILD, now=DUE), study.id, shown.target.passage_id, shown.study.revision, back=False
    )
    (post,) = await slot_claims.claim_due(database, APPLICATION, DUE + DAY)
    await posting.ended(database, post, DeliveryState.SKIPPED, Reason.FORBIDDEN, DUE + DAY, refused=True)
    await study_changes.resume(database, asks(GUILD, now=DUE + DAY), study.id)
    assert await days(database, 2, 4) == [*essay(1, 3, 4), None]


async def test_a_day_that_was_overtaken_loses_nothing(database: Database):
    """A slot nobody was sure of is settled days later as skipped: its passage comes next, and all others after it."""
    study = await begun(database, passages=(4,))
    (post,) = await slot_claims.claim_due(database, APPLICATION, DUE)
    await posting.ended(database, post, DeliveryState.UNKNOWN, Reason.UNKNOWN, DUE)
    assert await previewed(database, study) == essay(1, 2, 3, 4)
    await day(database, 1)
    await daily_posts.settle_unknown(database, GUILD, post.study_id, post.id, DUE + DAY, message_id=None)
    assert await previewed(database, study) == essay(1, 1, 3, 4)


async def test_two_days_change_places_and_back(database: Database):
    """Also across essays, and also the one a host has just gone back to."""
    study = await begun(database, passages=(2, 2))
    await days(database, 0, 1)
    back = await reading_position.go_back(
        database, asks(now=DUE + DAY, channel_id=CHANNEL), await again(database, study), None
    )
    await reading_position.move(
        database, asks(GUILD, now=DUE + DAY), study.id, back.target.passage_id, back.study.revision, back=True
    )
    coming = await preview.preview(database, asks(GUILD, now=DUE + DAY), study.id)
    assert coming[0].content is not None
    assert coming[0].swap is not None
    await reading_position.swap(database, asks(GUILD), study.id, coming[0].content.passage_id, coming[0].swap)
    assert await previewed(database, study) == [*essay(2, 1), *essay(1, 2), *essay(2, 2)]
    with pytest.raises(StudyError) as refused:
        await reading_position.swap(database, asks(GUILD), study.id, coming[0].content.passage_id, coming[0].swap)
    assert refused.value.key == "moving.changed"
    await reading_position.swap(database, asks(GUILD), study.id, coming[0].swap, coming[0].content.passage_id)
    assert await previewed(database, study) == [*essay(1, 2), *essay(2, 1, 2)]
    assert await days(database, 2, 5) == [*essay(1, 2), *essay(2, 1, 2), None]


async def test_swaps_end_with_the_round(database: Database):
    """The list begins again as it was made."""
    study = await begun(database, passages=(3,), ending=Ending.LOOP)
    coming = await preview.preview(database, asks(GUILD, now=START), study.id)
    assert [each.swap is not None for each in coming[:4]] == [True, True, False, False]
    assert coming[0].content is not None
    assert coming[0].swap is not None
    await reading_position.swap(database, asks(GUILD), study.id, coming[0].content.passage_id, coming[0].swap)
    assert await days(database, 0, 5) == [*essay(1, 2, 1, 3), *essay(1, 1, 2, 3)]


async def test_shifted_days_are_left_out_and_taken_in_again(database: Database):
    """Only those of the shift: a day that had been left out before stays so."""
    study = await begun(database, passages=(3,))
    await left_out_days.leave_out(database, asks(GUILD, now=START), study.id, [date(2026, 5, 2)])
    shown = await left_out_days.shift(database, asks(now=START), study, 2)
    assert shown.days == (date(2026, 5, 1), date(2026, 5, 3))
    assert [(slot.date.day, each.number) for slot, each in shown.upcoming] == [(4, 1), (5, 2), (6, 3)]
    left_out = await left_out_days.leave_out(database, asks(GUILD, now=START), study.id, shown.days)
    assert left_out.upcoming == shown.upcoming
    await left_out_days.take_in(database, asks(GUILD, now=START), study.id, shown.days)
    assert await previewed(database, study) == [*essay(1, 1), None, *essay(1, 2, 3)]
    await left_out_days.leave_out(database, asks(GUILD, now=START), study.id, shown.days)
    assert await days(database, 0, 3) == [None, None, None, *essay(1, 1)]
    with pytest.raises(StudyError) as refused:
        await left_out_days.leave_out(database, asks(GUILD, now=START), study.id, shown.days)
    assert refused.value.key == "moving.changed"


async def test_a_preview_reaches_beyond_days_left_out(database: Database):
    """However many they are, the next fourteen posts are shown."""
    study = await begun(database, passages=(20,))
    shown = await left_out_days.shift(database, asks(now=START), study, 30)
    await left_out_days.leave_out(database, asks(GUILD, now=START), study.id, shown.days)
    assert await previewed(database, study) == [None] * 30 + essay(1, *range(1, 15))
    coming = await preview.preview(database, asks(GUILD, now=START), study.id)
    assert coming[30].slot.date == date(2026, 5, 31)


async def test_going_back_twice_goes_back_twice(database: Database):
    """From where the reading stands, not from what was posted last; at the start there is nothing before."""
    study = await begun(database, passages=(5,))
    await days(database, 0, 3)
    for number in (4, 3, 2, 1):
        back = await reading_position.go_back(database, asks(now=DUE, channel_id=CHANNEL), study, None)
        assert (back.target.number, back.lost) == (number, ())
        await reading_position.move(
            database, asks(GUILD, now=DUE), study.id, back.target.passage_id, back.study.revision, back=True
        )
    with pytest.raises(StudyError) as refused:
        await reading_position.go_back(database, asks(now=DUE, channel_id=CHANNEL), study, None)
    assert refused.value.key == "moving.at_start"


async def test_hosts_hear_once_each_of_what_is_left(database: Database):
    """At fourteen, seven, two and none; through a pause too, and never after a host has just looked."""
    study = await begun(database, passages=(30,))
    heard: dict[int, list[str]] = {}
    for number in range(30):
        await day(database, number)
        if number == 11:
            await study_changes.pause(database, asks(GUILD), study.id)
            await study_changes.resume(database, asks(GUILD, now=DUE + number * DAY), study.id)
        if keys := await told(database):
            heard[number] = keys
    assert heard == {15: [Reason.LEFT_14], 22: [Reason.LEFT_7], 27: [Reason.LEFT_2], 29: [Reason.LEFT_0]}


async def test_what_was_not_told_yet_outlives_a_pause(database: Database):
    """Only trouble is over when a study is resumed."""
    study = await begun(database, passages=(28,))
    await days(database, 0, 13)
    await study_changes.pause(database, asks(GUILD), study.id)
    await study_changes.resume(database, asks(GUILD, now=DUE + 13 * DAY), study.id)
    assert await told(database) == [Reason.LEFT_14]


async def test_a_study_of_eight_days_is_not_called_nearly_over_on_the_first(database: Database):
    """Whoever has just chosen eight days knows that; that two are left is news."""
    await begun(database, passages=(8,))
    await days(database, 0, 4)
    assert await told(database) == []
    await day(database, 5)
    assert await told(database) == [Reason.LEFT_2]


@pytest.mark.parametrize(("passages", "ending"), [(5, Ending.STOP), (20, Ending.LOOP)])
async def test_a_short_list_and_one_that_begins_again_do_not_nag(database: Database, passages: int, ending: Ending):
    """Five passages are known to be few; of a loop there is always more. Of two marks not told yet, the last is."""
    await begun(database, passages=(passages,), ending=ending)
    await days(database, 0, passages - 4)
    assert await told(database) == []
    await days(database, passages - 3, passages - 1)
    assert await told(database) == ([] if ending is Ending.LOOP else [Reason.LEFT_0])


async def test_when_the_list_grows_hosts_hear_again_later(database: Database):
    """What had not been told is not true any more, and is not told; at the next mark it is."""
    study = await begun(database, passages=(8,))
    await day(database, 0)
    await catalogue.stock(database, [pack("Essay 2", 9)])
    await reading_list.add_essay(database, asks(GUILD, now=DUE), study.id, (await ids(database))["Essay 2"])
    assert await told(database) == []
    await days(database, 1, 9)
    assert await told(database) == [Reason.LEFT_7]


async def test_an_end_that_came_with_a_shorter_shelf_is_told_too(database: Database):
    """What was to come has been taken off the shelf: hosts hear on the day on which nothing comes."""
    await catalogue.stock(database, [pack("Essay 1", 1)])
    await catalogue.import_essay(database, GUILD, pack("Essay 2", 9), {})
    await study_changes.set_up(database, plan(), START)
    await day(database, 0)
    await corrections.remove(database, GUILD, (await ids(database))["Essay 2"])
    assert await told(database) == []
    assert await day(database, 1) is None
    assert await told(database) == [Reason.LEFT_0]


async def test_an_import_takes_back_what_is_no_longer_true(database: Database):
    """For a study that goes on with the library, before the host has been told."""
    await begun(database, passages=(8,), ending=Ending.GO_ON)
    await days(database, 0, 5)
    await catalogue.stock(database, [pack("Essay 2", 12)])
    await study_changes.wake(database, GUILD, DUE)
    assert await told(database) == []
    await days(database, 6, 12)
    assert await told(database) == [Reason.LEFT_7]


async def test_two_studies_are_planned_apart(database: Database):
    """Each has its own list, order and place, and its own shuffle."""
    first = await begun(database, passages=(8, 8), arrangement=Arrangement.PASSAGES_SHUFFLED)
    other = (
        await study_changes.set_up(
            database, plan(place=Place(CHANNEL + 1), arrangement=Arrangement.PASSAGES_SHUFFLED), START
        )
    ).study
    assert await previewed(database, first) != await previewed(database, other)
    before = await previewed(database, other)
    await reading_list.remove_essay(database, asks(GUILD, now=START), first.id, (await ids(database))["Essay 1"])
    await reading_list.end_with(database, asks(GUILD, now=START), first.id, Ending.LOOP)
    assert await previewed(database, other) == before


async def test_another_order_in_the_middle_loses_nothing(database: Database):
    """From one order into another, all is read, and nothing again."""
    study = await begun(database, passages=(3, 3), arrangement=Arrangement.PASSAGES_SHUFFLED)
    seen = await days(database, 0, 1)
    await reading_list.arrange(database, asks(GUILD, now=DUE + DAY), study.id, Arrangement.IN_ORDER)
    everything = [*essay(1, 1, 2, 3), *essay(2, 1, 2, 3)]
    assert await days(database, 2, 6) == [*(each for each in everything if each not in seen), None]


async def test_choices_are_the_study_s_own_passages(database: Database):
    """Ahead: those after the next one. Behind: the last ones first. Typed words choose among them."""
    study = await begun(database, passages=(3, 2))
    await days(database, 0, 1)
    ahead = await reading_position.passages_ahead(database, study, "")
    assert [each.name.split(" · ")[0] for each in ahead] == ["Essay 2 1", "Essay 2 2"]
    behind = await reading_position.passages_behind(database, study, "")
    assert [each.name.split(" · ")[0] for each in behind] == ["Essay 1 2", "Essay 1 1"]
    (typed,) = await reading_position.passages_ahead(database, study, "essay 2 2")
    shown = await reading_position.skip_to(database, asks(now=DUE, channel_id=CHANNEL), study, typed.value)
    assert (shown.target.title, shown.target.number) == ("Essay 2", 2)


async def test_post_now_wakes_a_finished_study(database: Database):
    """A host may be quicker than the library."""
    study = await begun(database, passages=(1,))
    await days(database, 0, 1)
    async with database.writing() as connection:
        await connection.execute(tables.studies.update().values(ending=Ending.LOOP))
    await slot_claims.claim_now(database, APPLICATION, study.id, DUE + 2 * DAY)
    assert (await again(database, study)).state is StudyState.ACTIVE


async def test_the_status_says_how_long_it_lasts(database: Database):
    """The last passage's time, days left out counted; none while paused."""
    study = await begun(database, passages=(3,), weekdays=frozenset((0, 4)))
    await left_out_days.leave_out(database, asks(GUILD, now=START), study.id, [date(2026, 5, 4)])
    status: StudyStatus = await study_changes.status_of(database, asks(GUILD, now=START), study.id)
    assert status.last_at == datetime.fromisoformat("2026-05-11T07:00+00:00")
    await study_changes.pause(database, asks(GUILD), study.id)
    assert (await study_changes.status_of(database, asks(GUILD, now=START), study.id)).last_at is None
