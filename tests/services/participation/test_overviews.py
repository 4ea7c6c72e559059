"""Who takes part."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import BigInteger

from bot.core.essays.draft import DraftQuestion
from bot.core.models import Origin, Part, Place, Reason, Rung
from bot.core.posts import DeliveryState, Post
from bot.core.studies.participation.parts import TakingPart
from bot.core.studies.participation.pictures.week import Turnout
from bot.core.studies.participation.streaks import Streaks
from bot.services.deliveries import answers, post_extras, reminders, slot_claims
from bot.services.participation import catching_up, consent, counting, marked_lines, overviews, own_data
from bot.services.questions import prompts, put_questions, suggestions
from bot.services.studies import study_changes
from bot.services.studies.reading_progress import Reading
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from bot.store.tables import metadata
from tests import posting
from tests.asking import asks
from tests.services.conftest import APPLICATION, CHANNEL, DUE, GUILD, OTHER_GUILD, START, plan

NOW = DUE
ANN, BEN, CLEO = 5 * 10**17, 6 * 10**17, 7 * 10**17


@pytest.fixture
async def post(stocked: Database, study: StudyStatus) -> Post:
    """The first post, with its thread."""
    del study
    (claimed,) = await slot_claims.claim_due(stocked, APPLICATION, NOW)
    sent = await posting.sent(stocked, claimed, 900, NOW)
    await post_extras.thread_opened(stocked, sent, 900, NOW)
    return sent


async def test_reading_counts_once(stocked: Database, post: Post):
    """The button may be pressed as often as one likes."""
    assert await counting.read_it(stocked, asks(GUILD, now=NOW, user_id=ANN), post.id) is True
    assert await counting.read_it(stocked, asks(GUILD, now=NOW, user_id=ANN), post.id) is False
    own = await overviews.own_record(stocked, asks(GUILD, now=NOW, user_id=ANN))
    (of_study,) = own.studies
    assert (of_study.ever.read, of_study.ever.joined, of_study.ever.posts) == (1, 1, 1)


async def test_having_read_is_taken_back_and_nothing_else(stocked: Database, post: Post):
    """An answer stays; what is not there cannot be taken back, and may be done again."""
    ann = asks(GUILD, now=NOW, user_id=ANN)
    await counting.record(stocked, [TakingPart(post.id, user, Part.READ, NOW) for user in (ANN, BEN)])
    await counting.record(stocked, [TakingPart(post.id, ANN, Part.ANSWERED, NOW)])
    assert await counting.take_back(stocked, ann, post.id) is True
    assert await counting.take_back(stocked, ann, post.id) is False
    (week,), _ = await overviews.group_week(stocked, ann)
    assert (week.week.read, week.week.answered) == (1, 1)
    assert await counting.read_it(stocked, ann, post.id) is True


async def test_a_button_of_another_guild_does_nothing(stocked: Database, post: Post):
    """A post belongs to its guild."""
    assert await counting.take_back(stocked, asks(OTHER_GUILD, now=NOW, user_id=ANN), post.id) is None
    assert await counting.read_it(stocked, asks(OTHER_GUILD, now=NOW, user_id=ANN), post.id) is None
    assert await counting.read_it(stocked, asks(GUILD, now=NOW, user_id=ANN), 999) is None


async def test_each_way_of_taking_part_counts_for_itself(stocked: Database, post: Post):
    """Read, answered and replied are three things; ten answers are one."""
    parts = [TakingPart(post.id, ANN, Part.ANSWERED, NOW)] * 10 + [TakingPart(post.id, ANN, Part.REPLIED, NOW)]
    assert await counting.record(stocked, parts) == 2
    own = await overviews.own_record(stocked, asks(GUILD, now=NOW, user_id=ANN))
    (of_study,) = own.studies
    assert (of_study.ever.answered, of_study.ever.replied, of_study.ever.joined) == (1, 1, 1)


async def test_nobody_is_named_who_has_not_agreed(stocked: Database, post: Post):
    """Two took part, one of them wants to be seen, until she does not."""
    await counting.record(stocked, [TakingPart(post.id, who, Part.READ, NOW) for who in (ANN, BEN)])
    (week,) = (await overviews.group_week(stocked, asks(GUILD, now=NOW))).studies
    assert week.shown == ()
    await consent.show_me(stocked, asks(GUILD, user_id=ANN), shown=True)
    (week,) = (await overviews.group_week(stocked, asks(GUILD, now=NOW))).studies
    assert (week.shown, week.hidden) == ((ANN,), 1)
    await consent.show_me(stocked, asks(GUILD, user_id=ANN), shown=False)
    (week,) = (await overviews.group_week(stocked, asks(GUILD, now=NOW))).studies
    assert week.hidden == 2


async def test_the_week_is_seven_days(stocked: Database, post: Post):
    """What is older belongs to the whole, not to the week."""
    await counting.record(stocked, [TakingPart(post.id, ANN, Part.READ, NOW)])
    own = await overviews.own_record(stocked, asks(GUILD, now=NOW + timedelta(days=8), user_id=ANN))
    (of_study,) = own.studies
    assert (of_study.week.posts, of_study.ever.posts) == (0, 1)


async def test_nobody_comes_first_for_having_done_more(stocked: Database, post: Post):
    """Those who agreed are named in one order, whatever each of them did, and no number stands beside a name."""
    parts = [TakingPart(post.id, BEN, part, NOW) for part in Part] + [TakingPart(post.id, ANN, Part.READ, NOW)]
    await counting.record(stocked, parts)
    for who in (BEN, ANN):
        await consent.show_me(stocked, asks(GUILD, user_id=who), shown=True)
    (before,), _ = await overviews.group_week(stocked, asks(GUILD, now=NOW))
    await counting.take_back(stocked, asks(GUILD, user_id=BEN), post.id)
    await counting.record(stocked, [TakingPart(post.id, ANN, part, NOW) for part in Part])
    (after,), _ = await overviews.group_week(stocked, asks(GUILD, now=NOW))
    assert before.shown == after.shown == (ANN, BEN)


async def test_what_was_posted_before_somebody_joined_does_not_count(stocked: Database, post: Post):
    """A newcomer has missed nothing; from the first post on that they took part in, each one counts."""
    assert (await overviews.own_record(stocked, asks(GUILD, now=NOW, user_id=ANN))).studies == ()
    later = NOW
    for day in (1, 2):
        later = NOW + timedelta(days=day)
        (following,) = await slot_claims.claim_due(stocked, APPLICATION, later)
        await posting.sent(stocked, following, 900 + day, later)
        if day == 1:
            await counting.record(stocked, [TakingPart(following.id, ANN, Part.READ, later)])
    (own,) = (await overviews.own_record(stocked, asks(GUILD, now=later, user_id=ANN))).studies
    assert (own.week.joined, own.week.posts, own.ever.joined, own.ever.posts) == (1, 2, 1, 2)


async def test_a_skipped_slot_breaks_no_streak(stocked: Database, post: Post):
    """One of four posts is missed and forgiven, and between them a slot ends without a post."""
    taken, at = [post], NOW
    for day in (1, 2, 3, 4):
        at = NOW + timedelta(days=day)
        (following,) = await slot_claims.claim_due(stocked, APPLICATION, at)
        if day == 3:
            await posting.ended(stocked, following, DeliveryState.SKIPPED, Reason.LATE, at)
        else:
            await posting.sent(stocked, following, 900 + day, at)
        if day in (1, 4):
            taken.append(following)
    await counting.record(stocked, [TakingPart(sent.id, ANN, Part.READ, sent.slot.due_at) for sent in taken])
    (own,) = (await overviews.own_record(stocked, asks(GUILD, now=at, user_id=ANN))).studies
    assert own.streaks == Streaks(3, 1, 3)
    assert (own.ever.joined, own.ever.posts) == (3, 4)


async def test_the_week_says_how_many_took_part_in_each_post(stocked: Database, post: Post):
    """Of three members at the least: with fewer, the numbers would tell on which days one of them reads."""
    at = NOW + timedelta(days=1)
    (following,) = await slot_claims.claim_due(stocked, APPLICATION, at)
    await posting.sent(stocked, following, 901, at)
    everyday = [TakingPart(each.id, ANN, Part.READ, at) for each in (post, following)]
    await counting.record(stocked, [*everyday, TakingPart(post.id, BEN, Part.READ, at)])
    (week,) = (await overviews.group_week(stocked, asks(GUILD, now=at))).studies
    assert (week.turnout, week.hidden) == ((), 2)
    await counting.record(stocked, [TakingPart(following.id, CLEO, part, at) for part in (Part.READ, Part.ANSWERED)])
    (week,) = (await overviews.group_week(stocked, asks(GUILD, now=at))).studies
    assert week.turnout == (Turnout(post.slot.date, 2, False), Turnout(following.slot.date, 2, True))


async def test_the_group_reads_how_far_it_has_come(stocked: Database, post: Post):
    """Of all passages of the round; and when the next one comes, unless nothing is planned."""
    (week,) = (await overviews.group_week(stocked, asks(GUILD, now=NOW))).studies
    assert week.reading == Reading(1, 5, DUE.replace(second=0) + timedelta(days=1))
    await study_changes.pause(stocked, asks(GUILD), post.study_id)
    (week,) = (await overviews.group_week(stocked, asks(GUILD, now=NOW + timedelta(days=9)))).studies
    assert (week.reading, week.week.posts) == (Reading(1, 5, None), 0)


async def test_a_member_reads_of_three_studies_at_once(stocked: Database, post: Post):
    """Those in which they took part last; the others they find in their channels."""
    channels = [CHANNEL + number for number in range(1, 5)]
    for channel in channels:
        await study_changes.set_up(stocked, plan(place=Place(channel), time="08:00"), START)
    at = NOW + timedelta(hours=1)
    posts = [post, *await slot_claims.claim_due(stocked, APPLICATION, at)]
    for number, claimed in enumerate(posts[1:]):
        await posting.sent(stocked, claimed, 950 + number, at)
    read = [TakingPart(each.id, ANN, Part.READ, at + timedelta(minutes=n)) for n, each in enumerate(posts)]
    await counting.record(stocked, read)
    own = await overviews.own_record(stocked, asks(GUILD, now=at, user_id=ANN))
    assert [study.channel_id for study in own.studies] == channels[:0:-1]
    assert own.more == 2
    here = await overviews.own_record(stocked, asks(GUILD, now=at, user_id=ANN, channel_id=CHANNEL))
    assert ([study.channel_id for study in here.studies], here.more) == ([CHANNEL], 0)


async def test_all_that_is_kept_about_a_person_is_exported_and_deleted(stocked: Database, post: Post):
    """Whatever table knows people: each is filled here, so that a new one cannot be forgotten."""
    await counting.record(stocked, [TakingPart(post.id, who, Part.READ, NOW) for who in (ANN, BEN)])
    await consent.show_me(stocked, asks(GUILD, user_id=ANN), shown=True)
    await answers.claim(stocked, APPLICATION, asks(GUILD, user_id=ANN), post, "About bread.", opened_by=1, now=NOW)
    (following,) = await slot_claims.claim_due(stocked, APPLICATION, NOW + timedelta(days=1))
    await posting.sent(stocked, following, 901, NOW + timedelta(days=1))
    await catching_up.start_from_today(stocked, asks(GUILD, user_id=ANN), post.study_id, lambda _: True)
    await study_changes.pause(stocked, asks(GUILD, user_id=ANN), post.study_id)
    assert post.content is not None
    await prompts.mark(stocked, asks(GUILD, user_id=ANN), post.content.question_id or 0, is_good=True)
    wanted = await put_questions.wanted(stocked, asks(GUILD, user_id=ANN), post.id, post.content.question_id or 0)
    await put_questions.claim(stocked, asks(GUILD, user_id=ANN), wanted, 900)
    await marked_lines.choose(stocked, asks(GUILD, user_id=ANN), post.id, 1, {1})
    mine = await reminders.own(stocked, asks(GUILD, user_id=ANN), post.study_id, lambda _: True)
    evening = reminders.hour("20:00", "UTC", NOW)
    reminder = await reminders.remind(stocked, asks(GUILD, user_id=ANN), mine.study, evening, 77)
    draft = DraftQuestion(Rung.APPLY, "Whose loaf?", Origin.MEMBER)
    await suggestions.suggest(stocked, asks(GUILD, user_id=ANN), post.content.passage_id, draft, wants_to_hear=True)
    exported = json.loads(await own_data.export(stocked, ANN))
    known = {table.name for table in metadata.sorted_tables if "user_id" in table.c}
    assert {name for name, rows in exported.items() if len(rows) == 1} == known
    (done,) = exported["changes"]
    assert done == {"guild_id": str(GUILD), "act": "pause", "at": asks().now.isoformat()}
    (answer,) = exported["deliveries"]
    where = {"guild_id": str(GUILD), "channel_id": "900", "at": NOW.isoformat()}
    assert answer == {**where, "text": "About bread."}
    (question,) = exported["put_questions"]
    assert question == {
        **where,
        "local_date": "2026-05-01",
        "question_id": str(wanted.question.id),
        "by_host": True,
        "at": asks().now.isoformat(),
    }
    (suggested,) = exported["suggestions"]
    asked = {"passage_id": str(post.content.passage_id), "rung": "apply", "text": "Whose loaf?"}
    assert suggested == {"guild_id": str(GUILD), **asked, "state": "pending", "wants_to_hear": True}
    (part,) = exported["participation"]
    assert part == {"guild_id": str(GUILD), "local_date": "2026-05-01", "part": "read", "at": NOW.isoformat()}
    (started,) = exported["fresh_starts"]
    assert started == {"guild_id": str(GUILD), "local_date": "2026-05-01", "at": asks().now.isoformat()}
    (asked_for,) = exported["reminders"]
    hour = {"local_time": "20:00", "zone": "UTC", "channel_id": "77"}
    assert reminder.due_at is not None
    assert asked_for == {"study_id": str(post.study_id), **hour, "due_at": reminder.due_at.isoformat()}
    (line,) = exported["marks"]
    assert line == {"guild_id": str(GUILD), "local_date": "2026-05-01", "place": 0, "sentence": 1}
    assert await own_data.forget(stocked, ANN, DUE) == len(known)
    assert not any(json.loads(await own_data.export(stocked, ANN)).values())
    assert len(json.loads(await own_data.export(stocked, BEN))["participation"]) == 1
    still = await put_questions.wanted(stocked, asks(GUILD, user_id=BEN), post.id, wanted.question.id)
    assert still.put is not None  # the group has it before it, whoever has put it


def test_no_table_hides_people_under_another_name():
    """A column that holds a person's id is called `user_id`: by that name it is exported and deleted."""
    others = {
        "id",
        "guild_id",
        "channel_id",
        "host_channel_id",
        "role_id",
        "host_role_id",
        "tag_id",
        "message_id",
        "thread_id",
        "command_id",
        "counted_to",
        "place",
    }
    ids = (
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, BigInteger)
        and not column.foreign_keys
        and not re.fullmatch(r"(.+_)?at", column.name)
    )
    assert [name for name in ids if name.split(".")[1] not in {*others, "user_id"}] == []
