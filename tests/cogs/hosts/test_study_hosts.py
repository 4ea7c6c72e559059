"""A role whose members steer one study, and nothing else on the server."""

import pytest

from bot.core.models import StudyState
from cogs.study.commands import OF_ONE_STUDY
from local_discord import Permission
from tests.cogs.hosts.conftest import SERVER, STUDY, Two
from tests.cogs.hosts.shutting_out import shut_out

OPTIONS: dict[str, dict[str, str | int]] = {"skip-to": {"passage": "salt 1"}, "shift": {"days": 1}}
"""What the commands need that take something."""


@pytest.mark.parametrize("command", sorted(OF_ONE_STUDY))
async def test_a_role_steers_its_study_and_no_other(two: Two, command: str):
    """By the command in its channel, also after a restart; in the channel of another study it is refused."""
    circle, options = two.circle, OPTIONS.get(command, {})
    before = await two.study(two.other_id)
    refused = await two.says(circle.first, command, two.other, **options)
    assert STUDY in refused.text
    assert await two.study(two.other_id) == before
    await circle.stop()
    await circle.start()
    assert "Only hosts" not in (await two.says(circle.first, command, circle.channel, **options)).text
    assert STUDY in (await two.says(circle.second, command, circle.channel, **options)).text


async def test_elsewhere_the_study_is_meant_that_they_steer(two: Two):
    """It is the only one for them, though the server has two; a status shows no other."""
    circle = two.circle
    assert f"<#{circle.channel.id}>" in (await two.says(circle.first, "pause", circle.lobby)).text
    states = [(await two.study(study_id)).state for study_id in (two.study_id, two.other_id)]
    assert states == [StudyState.PAUSED, StudyState.ACTIVE]
    status = (await two.says(circle.first, "status", circle.lobby)).text
    assert f"Steered by <@&{two.role.id}>" in status
    assert f"<#{two.other.id}>" not in status
    assert "This server has several studies" in (await two.says(circle.host, "pause", circle.lobby)).text


async def test_what_reaches_beyond_the_study_is_for_hosts_of_the_server(two: Two):
    """Setup and removal, another channel, a role to ping, who hosts are, the library and the settings."""
    circle, channel = two.circle, two.circle.channel
    plan = {"channel": circle.lobby, "time": "07:00", "zone": "UTC"}
    readers = circle.guild.add_role("Readers", mentionable=True)
    await circle.quiet()
    for command, options in (
        ("setup", plan),
        ("remove", {}),
        ("edit", {"channel": circle.lobby}),
        ("edit", {"role": readers}),
        ("edit", {"host_role": two.other_role}),
        ("edit", {"without": "host_role"}),
    ):
        assert SERVER in (await two.says(circle.first, command, channel, **options)).text
    for command in ("/library list", "/settings"):
        assert SERVER in (await circle.first.slash(command, in_=channel)).text


async def test_lists_of_choices_show_nothing_of_another_study(two: Two):
    """Neither what it reads nor where it stands."""
    circle = two.circle
    for command, option in (("reading", "listed"), ("skip-to", "passage")):
        own = await circle.first.autocomplete(f"/study {command}", in_=circle.channel, **{option: ""})
        assert own
        assert await circle.first.autocomplete(f"/study {command}", in_=two.other, **{option: ""}) == []


async def test_a_study_s_host_changes_it_and_undoes_that(two: Two):
    """What does not leave its channel: the time, say."""
    circle = two.circle
    edit = await two.says(circle.first, "edit", circle.channel, time="19:30")
    changed = await circle.first.press("Change it", on=edit)
    assert "Every day at 19:30" in changed.text
    assert STUDY in await two.presses(circle.second, "Undo", changed)
    assert "Undone" in (await circle.first.press("Undo", on=changed)).text


async def test_no_button_moves_a_study_for_its_own_hosts(two: Two):
    """Neither the one that a host of the server was shown, nor *Undo* of a move."""
    circle = two.circle
    edit = await two.says(circle.host, "edit", circle.channel, channel=circle.lobby)
    before = await two.study(two.study_id)
    assert SERVER in await two.presses(circle.first, "Change it", edit)
    assert await two.study(two.study_id) == before
    moved = await circle.host.press("Change it", on=edit)
    assert SERVER in await two.presses(circle.first, "Undo", moved)
    assert (await two.study(two.study_id)).channel_id == circle.lobby.id


async def test_a_host_of_the_server_gives_and_takes_the_role(two: Two):
    """It counts from the press on, *Undo* included, which is not for those whom the role made hosts."""
    circle = two.circle
    preview = await two.says(circle.first, "preview", circle.channel)
    taken = await circle.host.press("Change it", on=await two.says(circle.host, "edit", two.other, without="host_role"))
    assert f"Only the hosts of the server steer the study in <#{two.other.id}>" in taken.text
    assert STUDY in (await two.says(circle.second, "status", two.other)).text
    edit = await two.says(circle.host, "edit", circle.channel, host_role=two.other_role)
    assert "This is what would change" in edit.text
    given = await circle.host.press("Change it", on=edit)
    assert f"Everybody with the role <@&{two.other_role.id}>" in given.text
    assert "Server Settings → Integrations" in given.text
    assert STUDY in (await circle.first.press("Next page", on=preview)).text
    assert SERVER in await two.presses(circle.second, "Undo", given)
    assert "another role chosen to steer it" in (await two.says(circle.second, "status", circle.channel)).text
    assert "Undone" in (await circle.host.press("Undo", on=given)).text
    assert STUDY in (await two.says(circle.second, "status", circle.channel)).text
    assert "2 of 5" in (await circle.first.press("Next page", on=preview)).text
    again = await two.says(circle.host, "edit", circle.channel, host_role=two.role)
    assert "Nothing would change" in again.text


async def test_a_role_that_cannot_be_the_hosts_is_refused(two: Two):
    """That of everybody or of a bot; and one is chosen by itself, as its button changes nothing else."""
    circle = two.circle
    plan = {"channel": circle.lobby, "time": "07:00", "zone": "UTC"}
    for role in (circle.guild.everyone, circle.bot_role):
        for command, options in (("setup", plan), ("edit", {})):
            refused = await two.says(circle.host, command, circle.channel, **options, host_role=role)
            assert "This role cannot make hosts" in refused.text
    both = await two.says(circle.host, "edit", circle.channel, host_role=two.other_role, time="19:30")
    assert "has to be changed on its own" in both.text


async def test_a_deleted_role_makes_nobody_a_host(two: Two):
    """The status says so, and what to do."""
    circle = two.circle
    edit = await two.says(circle.host, "edit", circle.channel, host_role=two.other_role)
    for role in (two.role, two.other_role):
        circle.guild.remove_role(role)
    await circle.quiet()
    status = await two.says(circle.host, "status", circle.channel)
    assert "The role whose members steered this study has been deleted" in status.text
    preview = await two.says(circle.host, "preview", circle.channel)
    assert STUDY in await two.presses(circle.first, "Next page", preview)
    assert "This role cannot make hosts" in (await circle.host.press("Change it", on=edit)).text


async def test_a_study_that_is_removed_has_no_hosts_any_more(two: Two):
    """Nothing is kept of its role."""
    circle = two.circle
    asked = await two.says(circle.host, "remove", circle.channel)
    assert SERVER in await two.presses(circle.first, "Remove it", asked)
    await circle.host.press("Remove it", on=asked)
    assert circle.bot.host_roles.of_studies(circle.guild.id) == {two.other_id: two.other_role.id}
    assert STUDY in (await two.says(circle.first, "status", circle.lobby)).text


async def test_a_study_s_hosts_are_told_what_stopped_it(two: Two):
    """After a command of theirs, and not of what stopped another."""
    circle = two.circle
    two.other.set_overwrite(circle.bot_role, deny=Permission.SEND_MESSAGES)
    await shut_out(circle)
    await circle.after(minutes=1)
    status = await two.says(circle.first, "status", circle.channel)
    assert status.buttons == ["Check again", "Post now"]  # another channel is not theirs to choose
    told = await status.follow_up()
    assert f"<#{circle.channel.id}> has stopped" in told.text
    assert told.buttons == ["Check again", "Post now"]
    theirs = await (await two.says(circle.second, "status", two.other)).follow_up()
    assert f"<#{two.other.id}> has stopped" in theirs.text
    assert (await two.says(circle.host, "status", circle.lobby)).follow_ups == []
