"""What a study's own hosts change stays within the study and its channel."""

from dataclasses import replace
from datetime import time

import pytest

from bot.core.errors import StudyError
from bot.core.models import Arrangement, Ending, Place, Portion, Study, StudyState, Timetable
from bot.core.studies import host_reach, undo
from bot.core.studies.participation.occasions import Occasions
from tests.asking import asks

PLACE = Place(1, tag_id=2, role_id=3)
STUDY = Study(
    id=7, guild_id=9, place=PLACE, host_role_id=5, timetable=Timetable(time(7), "UTC", frozenset({0})),
    state=StudyState.ACTIVE, paused_because=None, epoch=1, next_slot=None, arrangement=Arrangement.IN_ORDER,
    ending=Ending.STOP, portion=Portion(), round=1, left_told=None, revision=1,
)  # fmt: skip
BEYOND = [
    replace(STUDY, place=replace(PLACE, channel_id=2)),
    replace(STUDY, place=replace(PLACE, role_id=4)),
    replace(STUDY, place=replace(PLACE, publish=True)),
    replace(STUDY, host_role_id=6),
    replace(STUDY, host_role_id=None),
]
WITHIN = [
    replace(STUDY, place=replace(PLACE, role_id=None, tag_id=None, pin=True)),
    replace(STUDY, timetable=Timetable(time(8), "UTC", frozenset({1})), state=StudyState.PAUSED, ending=Ending.LOOP),
]
OWN_HOST = asks(9, steered=frozenset({7}))


@pytest.mark.parametrize("then", BEYOND)
def test_what_leaves_the_channel_is_for_hosts_of_the_server(then: Study):
    """The bot would write, ping, or open the study to people for somebody who may not."""
    host_reach.check(asks(9), STUDY, then)
    for changed in (then, undo.standing(then, (), frozenset(), Occasions())):
        with pytest.raises(StudyError, match=r"error\.hosts_only"):
            host_reach.check(OWN_HOST, STUDY, changed)


@pytest.mark.parametrize("then", WITHIN)
def test_all_else_is_theirs(then: Study):
    """To ping nobody as well."""
    host_reach.check(OWN_HOST, STUDY, then)


def test_a_host_of_some_studies_steers_these():
    """A host of the server steers all, whoever has no role none."""
    assert OWN_HOST.may_steer(7)
    assert not OWN_HOST.may_steer(8)
    assert asks(9).may_steer(8)
    assert not asks(9, steered=frozenset()).may_steer(7)
