"""Whether what a study reads comes as its plan has it: nothing lost, nothing twice, but what a host has changed."""

from collections.abc import Iterator
from itertools import groupby

from tests.faults.days.machine.journal import Entry
from tests.faults.days.readers import Act, Reader
from tests.faults.ledger import SKIPPED

_BY_CLAIM = ("post_now", "settle")
"""Acts in which the plan changes as it does by itself."""
_MIXED = ("move_essay", "arrange")
"""Acts that change the order alone."""


class Replay:
    """The plan of one study, entry by entry of its journal."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._acts = {act.number: act for act in reader.acts}
        self._plan: dict[int, int] = {}
        self._of_post: dict[int, list[int]] = {}
        self._post_of: dict[int, int] = {}
        self._skipped: set[int] = set()
        self._claimed: list[int] = []
        self._owed: list[int] = []
        self._refill: list[int] = []
        self._known: set[int] = set()
        self._before: dict[int, list[int]] = {}

    def judge(self, entries: list[Entry]) -> Iterator[str]:
        """What is wrong with the study's reading."""
        for number, group in groupby(entries, key=lambda entry: entry.act):
            act = self._acts.get(number or 0) if number else None
            if act is None or act.name in _BY_CLAIM:
                for entry in group:
                    yield from self._by_itself(entry)
                continue
            yield from self._all_well()
            before = self._before[act.number] = self.plan
            for entry in group:
                self._written(entry)
            yield from self._by_host(act, before, self.plan)
        yield from self._all_well()

    @property
    def plan(self) -> list[int]:
        """The passages that are to come, in order."""
        return [self._plan[place] for place in sorted(self._plan)]

    def _by_host(self, act: Act, before: list[int], after: list[int]) -> Iterator[str]:
        wanted = before
        if act.undoes is not None:
            wanted = self._before.get(act.undoes, before)
        elif act.name == "swap":
            at = before.index(act.values[0])
            wanted = [*before[:at], act.values[1], act.values[0], *before[at + 2 :]]
        elif act.name == "skip_to" and act.values[0] in before:
            wanted = before[before.index(act.values[0]) :]
        elif act.name == "go_back":
            if after[:1] != [act.values[0]] or not set(after) >= set(before):
                yield f"misread: {act} has made {after} of {before}"
            return
        elif act.name in _MIXED:
            before, after = sorted(before), sorted(after)
            wanted = before
        if after != wanted:
            yield f"misread: {act} has made {after} of {before}, and not {wanted}"

    def _by_itself(self, entry: Entry) -> Iterator[str]:
        told = entry.told
        if entry.what == "plan+":
            yield from self._put(told[0], told[1])
        elif entry.what == "plan-":
            yield from self._taken(told[1])
        elif entry.what == "reads":
            first = self.plan
            if told[1] not in first[: 1 + len(self._claimed)]:
                yield f"misread: passage {told[1]} was claimed, and {first} were to come"
            self._claimed.append(told[1])
        elif entry.what in ("slot", "claim"):
            yield from self._all_well()
        self._written(entry)
        if entry.what == "end" and told[1] == SKIPPED:
            self._owe(self._post_of[told[0]])

    def _written(self, entry: Entry) -> None:
        """Note what an entry has changed."""
        told = entry.told
        if entry.what == "plan+":
            self._plan[told[0]] = told[1]
        elif entry.what == "plan-":
            self._plan.pop(told[0], None)
        elif entry.what == "slot" and told[4] is not None:
            self._post_of[told[4]] = told[0]
        elif entry.what == "reads":
            self._of_post.setdefault(told[0], []).append(told[1])

    def _put(self, place: int, passage: int) -> Iterator[str]:
        """What comes onto the plan by itself: what was skipped, at its front, or all there is once it has run out."""
        if passage in self._plan.values():
            yield f"misread: passage {passage} is to come twice"
        if passage in self._owed:
            self._owed.remove(passage)
            if self._plan and place > min(self._plan):
                yield f"misread: passage {passage} was skipped, and does not come next"
        elif self._plan and not self._refill:
            yield f"misread: passage {passage} comes again by itself, and {self.plan} are still to come"
        else:
            self._refill.append(passage)

    def _taken(self, passage: int) -> Iterator[str]:
        if passage in self._claimed:
            self._claimed.remove(passage)
        else:
            yield f"misread: passage {passage} is not to come any more, and was not claimed"

    def _owe(self, post: int) -> None:
        """What a skipped post held comes next, unless it is to come or was read since."""
        self._skipped.add(post)
        since = {
            passage
            for later, passages in self._of_post.items()
            if later > post and later not in self._skipped
            for passage in passages
        }
        self._owed += [passage for passage in self._of_post[post] if passage not in since | set(self._plan.values())]

    def _all_well(self) -> Iterator[str]:
        """At the end of a transaction nothing is owed, and what a plan was filled with is whole."""
        if self._owed:
            yield f"misread: {self._owed} were skipped, and do not come again"
        if self._claimed:
            yield f"misread: {self._claimed} were claimed, and are still to come"
        if self._refill:
            essays = [essay for essay in self._reader.essays.values() if set(essay) & set(self._refill)]
            whole = sorted(passage for essay in essays for passage in essay)
            if sorted(self._refill) != whole or self._known - set(whole) not in (set(), self._known):
                yield f"misread: the plan was filled with {self._refill}"
            self._known |= set(self._refill)
        self._owed, self._claimed, self._refill = [], [], []
