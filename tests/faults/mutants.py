"""`python -m tests.faults.mutants`: broken protocols, each of which a short run has to catch.

Exit code 1 when one survives: then the proofs prove nothing.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from tests.faults import kill, participation, sweep
from tests.faults.days import __main__ as days
from tests.faults.days.mutations import MUTATIONS as OF_DAYS
from tests.faults.mutations import MUTATIONS as OF_THE_PROTOCOL
from tests.faults.report import Found

MOST = 150
"""Rounds after which a mutant that broke no promise has survived."""
SEED = 1
MOST_DAYS = 20_000
"""Guild-days after which one that is looked for in virtual time has survived."""
MUTATIONS = {**OF_THE_PROTOCOL, **OF_DAYS}


@dataclass(frozen=True, slots=True)
class Hunt:
    """The part of the sweep in which a mutant is looked for."""

    kinds: tuple[str, ...] = sweep.POSTS
    outcomes: tuple[str, ...] = ("normal", "dropped after", "503 after")
    ages: tuple[int, ...] = ()


_OF_NOTICES = Hunt((sweep.NOTICE,))
_OF_ANSWERS = Hunt((sweep.ANSWER,))
HUNTS: Mapping[str, tuple[Hunt, ...]] = {
    "record_before_send": (Hunt(outcomes=("normal",)),),
    "random_nonce": (Hunt(("text",)), _OF_NOTICES, _OF_ANSWERS),
    "never_look": (Hunt(), _OF_NOTICES),
    "empty_history_is_absence": tuple(Hunt((kind,), ("normal", "unreadable")) for kind in ("text", sweep.NOTICE)),
    "trust_from_the_latest_attempt": (Hunt(("text",), ("lost three times",), (59,)),),
    "forum_as_text": (Hunt(("forum",)),),
    "unknown_is_not_sent": (Hunt(), _OF_NOTICES),
    "late_is_dropped": (Hunt(),),
    "time_without_evidence": (Hunt(("text",), ("clock +2 h", "clock +1 day", "clock +10 y"), (600,)),),
    "elapsed_by_the_wall": (Hunt(("text",), ("away, clock -10 min",), (600,)),),
    "look_from_the_claim": (Hunt(outcomes=("copy put back", "copy put back, lived on")),),
    "missed_is_not_looked_for": (Hunt(outcomes=("copy put back", "copy put back, lived on")),),
    "words_are_enough": (Hunt((sweep.NOTICE,), ("dropped before", "503 before"), (61, 600)),),
    "claimed_anew": (_OF_NOTICES,),
}
"""Where each is looked for, and has to be caught everywhere: all of these places are part of the whole sweep."""
OF_PARTICIPATION = frozenset({"nothing_is_read_back", "counted_over_gaps"})
"""Those that count wrongly who takes part: they are looked for among cuts of the gateway."""


@dataclass(frozen=True, slots=True)
class Caught:
    """After how many rounds of which proof a mutant was caught, by which broken promises, and in which round.

    No promises when it was not.
    """

    mutant: str
    proof: str
    rounds: int
    promises: tuple[str, ...] | None
    where: str = ""
    seconds: float = 0.0


def hunt(mutant: str) -> Iterator[Caught]:
    """Look for a mutant in each of its places until it breaks a promise there."""
    if mutant in OF_PARTICIPATION:
        yield _first(mutant, "participation", participation.found_in(participation.episodes(MOST, SEED, mutant)))
    if mutant in OF_DAYS:
        yield _first(mutant, "days", days.found_in(days.worlds(MOST_DAYS, SEED, mutant)))
    for where in HUNTS.get(mutant, ()):
        yield _first(mutant, "sweep", _sweeping(mutant, where))


def hunt_by_kill(mutant: str, kills: int = MOST) -> Caught:
    """Look for it among kills instead."""
    return _first(mutant, "kill", kill.found_in(kill.episodes(kills, SEED, mutant)))


def _sweeping(mutant: str, where: Hunt) -> Iterator[Found]:
    groups = sweep.rounds_of(where.kinds, where.outcomes, where.ages, mutant)
    yield from sweep.found_in(sweep.sample(groups, SEED, MOST))


def _first(mutant: str, proof: str, found: Iterator[Found]) -> Caught:
    rounds, begun = 0, time.monotonic()
    for each in found:
        rounds += each.tally.rounds
        if each.tally.broken:
            broken, seconds = tuple(each.tally.broken), round(time.monotonic() - begun, 1)
            return Caught(mutant, proof, rounds, broken, each.name, seconds)
    return Caught(mutant, proof, rounds, None)


def main() -> int:
    """Hunt all of them, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.mutants", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*MUTATIONS, []], metavar="NAME", help=", ".join(MUTATIONS))
    parser.add_argument("--kill", action="store_true", help="look for them among kills instead of the sweep")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    begun, all_caught = time.monotonic(), list[Caught]()
    for mutant in asked.names or MUTATIONS:
        by_kill = asked.kill and mutant in OF_THE_PROTOCOL and mutant not in OF_PARTICIPATION
        for caught in [hunt_by_kill(mutant)] if by_kill else hunt(mutant):
            all_caught.append(caught)
            if not asked.json:
                _say(f"{mutant}: {_told(caught)}")
    survivors = [caught.mutant for caught in all_caught if caught.promises is None]
    if asked.json:
        seconds = round(time.monotonic() - begun, 1)
        mutants = [asdict(caught) for caught in all_caught]
        _say(
            json.dumps(
                {"name": "mutants", "mutants": mutants, "survivors": survivors, "seed": SEED, "seconds": seconds}
            )
        )
    return int(bool(survivors))


def _told(caught: Caught) -> str:
    if caught.promises is None:
        return f"SURVIVED {caught.rounds} rounds of {caught.proof}"
    promises = ", ".join(caught.promises)
    return f"caught by {caught.proof} in round {caught.rounds}, {caught.seconds:g} s ({promises}): {caught.where}"


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 # its output


if __name__ == "__main__":
    sys.exit(main())
