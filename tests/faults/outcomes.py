"""What Discord makes of the request that posts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from local_discord.faults import HISTORY, SEND, Fault
from tests.faults.witness import FORUM_POST

THREAD = "POST /channels/{channel_id}/messages/{message_id}/threads"
PIN = "PUT /channels/{channel_id}/messages/pins/{message_id}"
PUBLISH = "POST /channels/{channel_id}/messages/{message_id}/crosspost"
AGES = (1, 59, 61, 600, 25200)
"""Seconds from the crash to the next start: within and beyond the trust in a nonce, and beyond the catch-up window."""
AGES_OF_COPIES = (300, 3600, 18000, 25200, 90000, 172800)
"""From five minutes to two days, beyond the catch-up window and beyond the next day's post."""
Faults = Callable[[str], list[Fault]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The faults that strike, in their order; `send_within` is the limit of a send in real seconds.

    `queue`: how long each request of the recovery waits for its turn, in seconds of the world, as when thousands of
    studies are due. `deaf`: the gateway's echo of the post never comes, which would otherwise prove that it is there.
    `step`: at the boundary the machine's clock is set wrong by so much, in a process that lives on, and right again
    when the age has passed. `away`: the process ends all the same, and starts under the wrong clock. `copied`: the
    process ends, and a copy of the database from before the claim is put in its place; with `lived_on` after it has
    lived so long. `deleted`: after the crash a moderator deletes what was posted. `unreadable`: the bot may not read
    the history.
    """

    faults: Faults
    send_within: float = 30.0
    queue: float = 0.0
    step: timedelta = timedelta(0)
    away: bool = False
    copied: bool = False
    lived_on: bool = False
    ages: tuple[int, ...] = AGES
    deaf: bool = False
    deleted: bool = False
    unreadable: bool = False

    @property
    def of_answers(self) -> bool:
        """Whether it may befall an answer: where a moderator deletes the post, there is nothing to answer any more."""
        return self.of_notices and not self.deleted

    @property
    def of_notices(self) -> bool:
        """Whether it may befall a notice: no clock and no copy is part of what was promised of those."""
        of_what_follows = any(fault.route in (THREAD, PIN, PUBLISH) for fault in self.faults(SEND))
        return not (self.step or self.copied or of_what_follows)


def _none(route: str) -> list[Fault]:
    del route
    return []


def _one(make: Callable[[str], Fault]) -> Faults:
    return lambda route: [make(route)]


_YEARS = timedelta(days=3652)
STEPS = {
    "-10 y": -_YEARS,
    "-1 day": timedelta(days=-1),
    "-2 h": timedelta(hours=-2),
    "+2 h": timedelta(hours=2),
    "+1 day": timedelta(days=1),
    "+10 y": _YEARS,
}
OUTCOMES: Mapping[str, Outcome] = {
    "normal": Outcome(_none),
    "dropped before": Outcome(_one(Fault.dropped_before)),
    "dropped after": Outcome(_one(Fault.dropped_after)),
    "500 before": Outcome(_one(lambda route: Fault.fails_before(500, route))),
    "500 after": Outcome(_one(lambda route: Fault.fails_after(500, route)), deaf=True),
    "503 before": Outcome(_one(lambda route: Fault.fails_before(503, route))),
    "503 after": Outcome(_one(lambda route: Fault.fails_after(503, route)), deaf=True),
    "hangs": Outcome(_one(Fault.hangs_after), send_within=0.4, deaf=True),
    "late": Outcome(_one(Fault.commits_late)),
    "429": Outcome(_one(Fault.rate_limited)),
    "429 long": Outcome(_one(lambda route: Fault.rate_limited(route, seconds=2)), send_within=0.4),  # of real time both
    "500 after, 403": Outcome(
        lambda route: [Fault.fails_after(500, route), Fault.fails_before(403, route, code=50013)], deaf=True
    ),
    "lost three times": Outcome(
        lambda route: [Fault.dropped_after(route), Fault.dropped_before(route).when(times=2)],
        deaf=True,
    ),
    "look dropped": Outcome(lambda route: [Fault.dropped_after(route), Fault.dropped_before(HISTORY)], deaf=True),
    "thread dropped after": Outcome(lambda _: [Fault.dropped_after(THREAD)]),
    "pin 503 before": Outcome(lambda _: [Fault.fails_before(503, PIN)]),
    "publishing dropped after": Outcome(lambda _: [Fault.dropped_after(PUBLISH)]),
    "crowded": Outcome(_one(Fault.dropped_after), queue=30.0, deaf=True),
    "deleted": Outcome(_one(Fault.dropped_after), deaf=True, deleted=True),
    "unreadable": Outcome(_one(Fault.dropped_after), deaf=True, unreadable=True),
    **{f"clock {name}": Outcome(_none, step=step) for name, step in STEPS.items()},
    "away, clock -2 h": Outcome(_one(Fault.dropped_after), step=STEPS["-2 h"], away=True, deaf=True),
    "away, clock -10 min": Outcome(_one(Fault.dropped_after), step=timedelta(minutes=-10), away=True, deaf=True),
    "away, clock +10 y": Outcome(_one(Fault.dropped_after), step=STEPS["+10 y"], away=True, deaf=True),
    "copy put back": Outcome(_none, copied=True, ages=AGES_OF_COPIES),
    "copy put back, echo lost": Outcome(_one(Fault.dropped_after), copied=True, deaf=True, ages=AGES_OF_COPIES),
    "copy put back, lived on": Outcome(_none, copied=True, lived_on=True, ages=AGES_OF_COPIES),
}
"""The outcomes by their names."""


def route(*, forum: bool) -> str:
    """The route of the request that posts."""
    return FORUM_POST if forum else SEND
