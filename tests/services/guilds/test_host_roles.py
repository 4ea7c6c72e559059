"""What is known of the roles for hosts is what is stored, whatever was done at once and however it ended."""

import asyncio

import pytest

from bot.core.errors import StudyError
from bot.services.guilds.host_roles import HostRoles
from bot.services.studies import study_changes, undo
from bot.services.studies.study_changes import StudyStatus
from bot.store.database import Database
from tests.asking import asks
from tests.services.conftest import GUILD, OTHER_GUILD

LEADERS, OTHERS = 71, 72


async def revision(database: Database, study_id: int) -> int:
    return (await study_changes.by_id(database, GUILD, study_id)).revision


async def test_a_role_is_known_from_its_choice_on(stocked: Database, study: StudyStatus):
    """By another start too, and in its own guild alone."""
    roles, study_id = HostRoles(stocked), study.study.id
    chosen = await roles.choose_for_study(asks(), study_id, LEADERS, study.study.revision)
    assert chosen.study.host_role_id == LEADERS
    again = HostRoles(stocked)
    await again.load()
    for each in (roles, again):
        assert each.of_studies(GUILD) == {study_id: LEADERS}
        assert each.of_studies(OTHER_GUILD) == {}
    async with roles.changing(GUILD):
        assert chosen.undo is not None
        await undo.undo(stocked, asks(), study_id, chosen.undo)
    assert roles.of_studies(GUILD) == {}


async def test_of_two_at_once_the_one_is_known_that_is_stored(stocked: Database, study: StudyStatus):
    """Both saw the same study, so that only one of them may choose."""
    roles, at = HostRoles(stocked), study.study.revision
    both = [roles.choose_for_study(asks(), study.study.id, role_id, at) for role_id in (LEADERS, OTHERS)]
    refused = [done for done in await asyncio.gather(*both, return_exceptions=True) if isinstance(done, StudyError)]
    assert [str(done) for done in refused] == ["moving.changed"]
    stored = await study_changes.by_id(stocked, GUILD, study.study.id)
    assert roles.of_studies(GUILD) == {study.study.id: stored.host_role_id}


async def test_a_study_s_own_host_chooses_no_hosts(stocked: Database, study: StudyStatus):
    """Nor takes the choice of another back; nothing is stored then, and what is known stays."""
    roles, study_id = HostRoles(stocked), study.study.id
    own_host = asks(steered=frozenset({study_id}))
    chosen = await roles.choose_for_study(asks(), study_id, LEADERS, study.study.revision)
    assert chosen.undo is not None
    for choosing in (
        roles.choose_for_study(own_host, study_id, OTHERS, await revision(stocked, study_id)),
        roles.choose_for_study(own_host, study_id, None, await revision(stocked, study_id)),
        undo.undo(stocked, own_host, study_id, chosen.undo),
    ):
        with pytest.raises(StudyError, match=r"error\.hosts_only"):
            await choosing
    assert roles.of_studies(GUILD) == {study_id: LEADERS}
