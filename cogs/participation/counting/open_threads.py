"""Which threads are open, and of which it is certain that nothing said in them has been missed."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.core.studies.participation.parts import OpenThread

CLOSED_FOR = 300.0
"""Seconds for which what was said before the end may still be heard of: a dead connection shows within two minutes."""


class OpenThreads:
    """The threads in which messages may still count.

    One is in doubt when messages may have been missed since it was last counted: at the start, after a new session of
    the gateway, and when too many were waiting. Only of the others may be stored how far they are counted.
    """

    def __init__(self) -> None:
        """Know none yet."""
        self._threads: dict[int, OpenThread] = {}
        self._heard: dict[int, int] = {}
        self._of_study: defaultdict[int, set[int]] = defaultdict(set)
        self._doubted: dict[int, float] = {}
        self._tries: dict[int, int] = {}
        self._under_way: set[int] = set()
        self._closed: dict[int, float] = {}
        self.loaded = False

    def load(self, threads: Iterable[OpenThread]) -> None:
        """Take in those that are stored, beside those that have been opened meanwhile."""
        opened, self._threads = self._threads, {}
        self._of_study.clear()
        for thread in (*threads, *opened.values()):
            self.add(thread)
        self.loaded = True

    def add(self, thread: OpenThread) -> None:
        """Learn of a thread, in doubt at first; the one of the study's post before closes with it."""
        if thread.id in self._threads:
            return
        of_study = self._of_study[thread.study_id]
        following = min((other for other in of_study if other > thread.id), default=thread.next_post_id)
        before = max((other for other in of_study if other < thread.id), default=None)
        self._threads[thread.id] = replace(thread, next_post_id=following)
        of_study.add(thread.id)
        self.doubt([thread.id])
        if before is not None:
            self._threads[before] = replace(self._threads[before], next_post_id=thread.id)

    def get(self, thread_id: int) -> OpenThread | None:
        """The thread with this id, if messages in it may count."""
        return self._threads.get(thread_id)

    def doubt(self, thread_ids: Iterable[int]) -> None:
        """Note that something said in these may have been missed."""
        for thread_id in thread_ids:
            self._doubted[thread_id] = 0.0
            self._tries.pop(thread_id, None)

    def doubt_guilds(self, concerned: Callable[[int], bool]) -> None:
        """The same for all threads of the guilds whose ids these are."""
        self.doubt([thread.id for thread in self._threads.values() if concerned(thread.guild_id)])

    def is_certain(self, thread_id: int) -> bool:
        """Whether everything said in a thread so far has been counted, or waits to be stored."""
        return thread_id in self._threads and thread_id not in self._doubted and thread_id not in self._under_way

    def heard(self, thread_id: int, message_id: int) -> None:
        """Note that a thread that is certain is counted up to a message that has just been heard."""
        self._heard[thread_id] = max(message_id, self._heard.get(thread_id, 0))

    def in_doubt(self, now: float) -> list[OpenThread]:
        """Those to be read now, by the seconds of a clock that nobody sets."""
        due = [thread_id for thread_id, at in self._doubted.items() if at <= now and thread_id not in self._under_way]
        for thread_id in due:
            if heard := self._heard.pop(thread_id, None):
                thread = self._threads[thread_id]
                self._threads[thread_id] = replace(thread, counted_to=max(heard, thread.begins_after))
        return [self._threads[thread_id] for thread_id in due]

    def begin(self, thread_id: int) -> None:
        """Note that a thread is being read: what is in doubt from now on has to be read once more."""
        self._doubted.pop(thread_id, None)
        self._under_way.add(thread_id)

    def end(self, thread_id: int, counted_to: int) -> None:
        """Note how far a thread has been read, to its end so far."""
        self._under_way.discard(thread_id)
        self._tries.pop(thread_id, None)
        thread = replace(self._threads[thread_id], counted_to=counted_to)
        self._threads[thread_id] = thread
        if counted_to >= thread.until:
            self._drop(thread_id)

    def break_off(self, thread_id: int, counted_to: int, at: float, pauses: tuple[float, ...] = (0.0,)) -> None:
        """Note that a thread is to be read on from there, after the next of these pauses."""
        self._under_way.discard(thread_id)
        self._threads[thread_id] = replace(self._threads[thread_id], counted_to=counted_to)
        tries = self._tries.get(thread_id, 0)
        self._tries[thread_id] = tries + 1
        self._doubted[thread_id] = at + pauses[min(tries, len(pauses) - 1)]

    def close(self, now_id: int, now: float, is_heard: Callable[[int], bool]) -> list[OpenThread]:
        """Those that have been closed for `CLOSED_FOR` and are certain, which are not known any more then.

        Only where `is_heard` says of their guilds that Discord tells of them now: what was said may still be missed.
        """
        closed = [thread for thread in self._threads.values() if thread.until <= now_id and is_heard(thread.guild_id)]
        self._closed = {thread.id: self._closed.get(thread.id, now) for thread in closed}
        ended = [each for each in closed if now - self._closed[each.id] >= CLOSED_FOR and self.is_certain(each.id)]
        for thread in ended:
            self._drop(thread.id)
        return ended

    def _drop(self, thread_id: int) -> None:
        thread = self._threads.pop(thread_id)
        self._heard.pop(thread_id, None)
        self._of_study[thread.study_id].discard(thread_id)
        self._doubted.pop(thread_id, None)
