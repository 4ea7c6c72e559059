"""Who hosts are, and where they are told of problems."""

from local_discord import Permission
from tests.cogs.conftest import Circle
from tests.cogs.hosts.shutting_out import shut_out


async def test_a_host_channel_is_told_at_once(circle: Circle):
    """And then nobody is told a second time."""
    hosts = circle.guild.add_text_channel("hosts")
    await circle.quiet()
    chosen = await circle.host.slash("/settings", host_channel=hosts, in_=circle.lobby)
    assert f"<#{hosts.id}>" in chosen.text
    await circle.set_up()
    await shut_out(circle)
    notice = await circle.host.sees("has stopped", in_=hosts)
    assert notice.buttons == ["Check again", "Post now", "Use another channel"]
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert status.follow_ups == []


async def test_a_host_channel_that_all_can_read_is_called_so_and_can_be_given_up(circle: Circle):
    """A private one is not."""
    public = await circle.host.slash("/settings", host_channel=circle.lobby, in_=circle.lobby)
    assert "Everybody can see this channel" in public.text
    hosts = circle.guild.add_text_channel("hosts")
    hosts.set_overwrite(circle.guild.everyone, deny=Permission.VIEW_CHANNEL)
    for who in (circle.bot_role, circle.host):
        hosts.set_overwrite(who, allow=Permission.VIEW_CHANNEL)
    await circle.quiet()
    private = await circle.host.slash("/settings", host_channel=hosts, in_=circle.lobby)
    assert "Everybody" not in private.text
    await circle.host.press("No host channel", on=private)
    assert "No host channel has been chosen" in private.text
    assert "No host channel has been chosen" in (await circle.host.slash("/settings", in_=circle.lobby)).text


async def test_a_role_of_the_server_s_choice_may_steer(circle: Circle):
    """Commands and buttons alike, also after a restart; not who are hosts, and not once it is given up."""
    leaders = circle.guild.add_role("Leaders")
    circle.guild.give_role(circle.first, leaders)
    for command in ("study", "settings"):
        circle.application.allow(command, circle.guild, to=leaders)
    await circle.quiet()
    refused = await circle.first.slash("/study status", in_=circle.lobby)
    assert "Only hosts of this study can do this" in refused.text
    chosen = await circle.host.slash("/settings", options={"host_role": leaders}, in_=circle.lobby)
    assert f"<@&{leaders.id}>" in chosen.text
    await circle.set_up()
    await circle.stop()
    await circle.start()
    preview = await circle.first.slash("/study preview", in_=circle.lobby)
    await circle.first.press("Next page", on=preview)
    assert "2 of 5" in preview.text
    mine = await circle.first.slash("/settings", options={"host_role": leaders}, in_=circle.lobby)
    assert "Only hosts of the server can do this" in mine.text
    await circle.host.press("No host role", on=chosen)
    assert "Only hosts of this study can do this" in (await circle.first.press("Next page", on=preview)).text


async def test_repair_buttons_are_for_hosts(circle: Circle):
    """Whoever else sees them in a host channel learns that."""
    await circle.host.slash("/settings", host_channel=circle.lobby, in_=circle.lobby)
    await circle.set_up()
    await shut_out(circle)
    notice = await circle.first.sees("has stopped", in_=circle.lobby)
    refused = await circle.first.press("Check again", on=notice)
    assert refused.ephemeral
    assert "Manage Server" in refused.text
