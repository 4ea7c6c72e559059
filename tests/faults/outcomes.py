"""What Discord makes of the request that posts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from local_discord.faults import HISTORY, SEND, Fault
from tests.faults.witness import FORUM_POST

THREAD = "POST /channels/{channel_id}/messages/{message_id}/threads"
PIN = "PUT /channels/{channel_id}/messages/pins/{message_id}"
Faults = Callable[[str], list[Fault]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The faults that strike, in their order; `send_within` is the limit of a send in real seconds.

    `queue`: how long each request of the recovery waits for its turn, in seconds of the world, as when thousands of
    studies are due. `deaf`: the gateway's echo of the post never comes, which would otherwise prove that it is there.
    `deleted`: after the crash a moderator deletes what was posted. `unreadable`: the bot may not read the history.
    """

    faults: Faults
    send_within: float = 30.0
    queue: float = 0.0
    deaf: bool = False
    deleted: bool = False
    unreadable: bool = False


def _none(route: str) -> list[Fault]:
    del route
    return []


def _one(make: Callable[[str], Fault]) -> Faults:
    return lambda route: [make(route)]


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
    "429 long": Outcome(_one(lambda route: Fault.rate_limited(route, seconds=600)), send_within=0.4),
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
    "crowded": Outcome(_one(Fault.dropped_after), queue=30.0, deaf=True),
    "deleted": Outcome(_one(Fault.dropped_after), deaf=True, deleted=True),
    "unreadable": Outcome(_one(Fault.dropped_after), deaf=True, unreadable=True),
}
"""The outcomes by their names."""


def route(*, forum: bool) -> str:
    """The route of the request that posts."""
    return FORUM_POST if forum else SEND
