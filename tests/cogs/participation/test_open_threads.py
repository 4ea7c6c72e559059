"""Which threads are in doubt, and which close."""

from dataclasses import replace

from bot.core.studies.participation.parts import OpenThread
from cogs.participation.counting.open_threads import CLOSED_FOR, OpenThreads


def threads(*opened: OpenThread) -> OpenThreads:
    known = OpenThreads()
    known.load(opened)
    return known


def thread(thread_id: int, study_id: int = 1, guild_id: int = 1) -> OpenThread:
    return OpenThread(thread_id, thread_id, study_id, guild_id, 1)


def read(known: OpenThreads, thread_id: int) -> None:
    """As if a thread had been read to its end."""
    known.begin(thread_id)
    known.end(thread_id, thread_id)


def test_a_thread_is_certain_once_it_has_been_read():
    """And in doubt again whenever something may have been missed, also while it is read."""
    known = threads(thread(10), thread(20, study_id=2))
    assert [each.id for each in known.in_doubt(0)] == [10, 20]
    read(known, 10)
    assert known.is_certain(10)
    assert not known.is_certain(20)
    known.doubt([10])
    known.begin(10)
    known.doubt_guilds(lambda guild_id: guild_id == 1)
    known.end(10, 15)
    assert not known.is_certain(10)
    assert {each.id: each.counted_to for each in known.in_doubt(0)} == {10: 15, 20: None}


def test_a_thread_that_cannot_be_read_waits_longer_each_time():
    """Until it is read, or in doubt anew."""
    known = threads(thread(10))
    for at, pause in ((0.0, 5.0), (5.0, 60.0), (65.0, 60.0)):
        known.begin(10)
        known.break_off(10, 10, at, (5.0, 60.0))
        assert known.in_doubt(at + pause - 1) == []
        assert known.in_doubt(at + pause) == [replace(thread(10), counted_to=10)]
    known.doubt([10])
    assert known.in_doubt(0) != []


def test_a_thread_closes_with_the_next_post_whichever_is_heard_of_first():
    """An older post's may be told of late; another study's changes nothing."""
    known = threads(thread(20))
    for each in (thread(30), thread(10), thread(25, study_id=2), thread(30)):
        known.add(each)
    ends = {at: found.next_post_id for at in (10, 20, 25, 30) if (found := known.get(at)) is not None}
    assert ends == {10: 20, 20: 30, 25: None, 30: None}


def test_what_is_opened_while_the_others_are_read_is_known():
    """What was read does not know it yet."""
    known = OpenThreads()
    known.add(thread(20))
    known.load([thread(10), thread(15, study_id=2)])
    ends = {at: found.next_post_id for at in (10, 15, 20) if (found := known.get(at)) is not None}
    assert ends == {10: 20, 15: None, 20: None}


def test_a_closed_thread_is_given_up_once_it_is_certain_and_a_while_has_passed():
    """A message from before its end may come after it; and where nothing is heard, the time does not count."""
    known = threads(thread(10), thread(20))

    def closed_at(now: float, now_id: int = 20, *, is_heard: bool = True) -> list[int]:
        return [each.id for each in known.close(now_id, now, lambda guild_id: is_heard and guild_id == 1)]

    assert closed_at(0) == []
    assert closed_at(CLOSED_FOR) == []  # in doubt
    read(known, 10)
    read(known, 20)
    assert closed_at(2 * CLOSED_FOR, is_heard=False) == []
    assert closed_at(2 * CLOSED_FOR) == []
    assert closed_at(3 * CLOSED_FOR - 1) == []
    assert closed_at(3 * CLOSED_FOR) == [10]
    assert known.get(10) is None
    week_later = thread(20).until
    assert closed_at(3 * CLOSED_FOR, week_later) == []
    assert closed_at(4 * CLOSED_FOR, week_later) == [20]
