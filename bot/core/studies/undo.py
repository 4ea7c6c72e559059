"""How a study stood before a host's act, and the form in which that is stored, so that the act can be undone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, time
from typing import Any

from bot.core.models import (
    Arrangement,
    Ending,
    Place,
    Portion,
    PortionKind,
    QuestionsBy,
    Reason,
    Study,
    StudyState,
    Timetable,
)
from bot.core.studies import weekdays
from bot.core.studies.participation.occasions import Occasions

VERSION = 4
"""Counts up whenever a field of `Before` comes, goes or means something else; `read` knows all that there were."""


@dataclass(frozen=True, slots=True)
class Before:
    """What hosts decide about a study, as it was; `out` and `put` are the rows of its plan to take out and put back.

    `asked` are passages, each with the question that was chosen for it, if one was.
    """

    place: Place
    host_role_id: int | None
    timetable: Timetable
    state: StudyState
    paused_because: Reason | None
    arrangement: Arrangement
    ending: Ending
    portion: Portion
    questions_by: QuestionsBy
    round: int
    revision: int
    essays: tuple[int, ...]
    left_out: frozenset[date]
    occasions: Occasions = field(default_factory=Occasions)
    out: tuple[tuple[int, int], ...] = ()
    put: tuple[tuple[int, int], ...] = ()
    asked: tuple[tuple[int, int | None], ...] = ()


def standing(study: Study, essays: tuple[int, ...], left_out: frozenset[date], occasions: Occasions) -> Before:
    """The study as it stands now, with its list, the days that are left out, and what is said on occasions."""
    return Before(
        study.place,
        study.host_role_id,
        study.timetable,
        study.state,
        study.paused_because,
        study.arrangement,
        study.ending,
        study.portion,
        study.questions_by,
        study.round,
        study.revision,
        essays,
        left_out,
        occasions,
    )


def write(before: Before) -> dict[str, Any]:
    """The value as JSON has it, with the version of its form."""
    timetable = before.timetable
    own = {field.name: getattr(before, field.name) for field in fields(before)}
    return {
        **own,
        "version": VERSION,
        "place": asdict(before.place),
        "occasions": asdict(before.occasions),
        "timetable": [timetable.time.isoformat("minutes"), timetable.zone, weekdays.packed(timetable.weekdays)],
        "left_out": sorted(day.isoformat() for day in before.left_out),
    }


def read(stored: Mapping[str, Any]) -> Before:
    """The value that `write` of this or an earlier version has stored.

    Raises `ValueError` for one of a later version.
    """
    if stored["version"] > VERSION:
        raise ValueError(f"A change of version {stored['version']}")
    clock, zone, days = stored["timetable"]
    portion, words = stored.get("portion", Portion())  # before version 3, a passage
    return Before(
        place=Place(**stored["place"]),
        host_role_id=stored.get("host_role_id"),  # of version 1 no study had one
        timetable=Timetable(time.fromisoformat(clock), zone, weekdays.unpacked(days)),
        state=StudyState(stored["state"]),
        paused_because=Reason(stored["paused_because"]) if stored["paused_because"] else None,
        arrangement=Arrangement(stored["arrangement"]),
        ending=Ending(stored["ending"]),
        portion=Portion(PortionKind(portion), words),
        questions_by=QuestionsBy(stored.get("questions_by", QuestionsBy.HOSTS)),  # before version 3, hosts
        round=stored["round"],
        revision=stored["revision"],
        essays=tuple(stored["essays"]),
        left_out=frozenset(map(date.fromisoformat, stored["left_out"])),
        occasions=Occasions(**stored.get("occasions", {})),  # before version 4, as nobody has chosen
        out=tuple((place, passage_id) for place, passage_id in stored["out"]),
        put=tuple((place, passage_id) for place, passage_id in stored["put"]),
        asked=tuple((passage_id, question_id) for passage_id, question_id in stored.get("asked", ())),
    )
