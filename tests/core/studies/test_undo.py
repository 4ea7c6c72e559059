"""How a study stood before a host's act comes back as it was stored, by whichever version."""

from datetime import date, time

import pytest

from bot.core.models import Arrangement, Ending, Place, Portion, PortionKind, QuestionsBy, Reason, StudyState, Timetable
from bot.core.studies import undo
from bot.core.studies.participation.occasions import Occasions
from bot.core.studies.undo import Before

BEFORE = Before(
    Place(8, pin=True), 5, Timetable(time(7, 30), "UTC", frozenset({0, 4})), StudyState.PAUSED, Reason.FORBIDDEN,
    Arrangement.ESSAYS_SHUFFLED, Ending.LOOP, Portion(PortionKind.WORDS, 600), QuestionsBy.EVERYBODY, 2, 9,
    (3, 1), frozenset({date(2026, 5, 4)}), Occasions(6, closings=False, last_words="Thank you all."),
    ((1, 2),), ((3, 4),), ((5, None), (6, 7)),
)  # fmt: skip


def test_what_is_written_is_read():
    """With all its values; a version that counts on has to be added below."""
    assert undo.VERSION == 4
    assert undo.read(undo.write(BEFORE)) == BEFORE


IN_FOUR = ("occasions",)
IN_THREE = ("portion", "questions_by", *IN_FOUR)


@pytest.mark.parametrize(("version", "later"), [(1, ("host_role_id", "asked", *IN_THREE)), (2, IN_THREE), (3, IN_FOUR)])
def test_earlier_versions_are_read(version: int, later: tuple[str, ...]):
    """What they did not know of was as it usually is."""
    stored = {name: value for name, value in undo.write(BEFORE).items() if name not in later}
    read = undo.read({**stored, "version": version})
    usual = (QuestionsBy.HOSTS, Portion())
    assert (read.questions_by, read.portion) == (usual if "portion" in later else (BEFORE.questions_by, BEFORE.portion))
    assert read.occasions == Occasions()
    assert read.host_role_id == (None if "host_role_id" in later else 5)
    assert read.asked == (() if "asked" in later else BEFORE.asked)
    assert (read.ending, read.round, read.essays) == (BEFORE.ending, BEFORE.round, BEFORE.essays)


def test_a_later_version_is_refused():
    """Its fields may mean something else."""
    with pytest.raises(ValueError, match="version 5"):
        undo.read({**undo.write(BEFORE), "version": undo.VERSION + 1})
