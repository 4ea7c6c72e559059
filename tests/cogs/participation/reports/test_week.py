"""`/report week`: the session kit of a study, for its hosts."""

import pytest

from local_discord import NotPossible, Reply
from tests.cogs.hosts.conftest import STUDY
from tests.cogs.participation.reports.conftest import HOSTILE, Group


async def report(group: Group) -> Reply:
    return await group.circle.host.slash("/report week", in_=group.circle.channel)


async def test_a_host_reads_the_week(group: Group):
    """What was read and said, who took part, which questions nobody answered, and what comes next."""
    circle = group.circle
    shown = await report(group)
    assert shown.ephemeral
    assert f"The last seven days in <#{circle.channel.id}>" in shown.text
    assert "5 passages in the last seven days." in shown.text
    assert f"Took part: {circle.first.mention}, and 2 more (not named here)" in shown.text
    assert "New this week: 3" in shown.text
    assert "**Day 2** On Bread 2: " in shown.text
    assert "Read: 0 · answered: 2 · replied to one another: 0" in shown.text
    assert f"**Most discussed**\n<#{group.days[1][1].id}> · 2 answers and replies" in shown.text.replace("\u00a0", " ")
    assert "**Questions that nobody has answered**\nWhat does passage 1 of On Bread mean?" in shown.text
    assert "**The next seven days**" in shown.text


async def test_the_file_has_all_of_it(group: Group):
    """Every passage, every question, and nothing in it acts."""
    (file,) = (await report(group)).files
    assert file.filename == "week-2026-05-05.md"
    text = file.data.decode()
    assert text.startswith("# \\#daily-passage: the week up to 2026-05-05\n")
    assert "Took part: First member, and 2 more (not named here)" in text
    assert "## Day 2 · passage 2 of 5 · On Bread" in text
    assert "\\<script>alert(1)\\</script> & *rye* \\[here\\](https://evil.example) \\<@1>" in text
    assert "- 2 answers: " in text
    assert f"(<https://discord.com/channels/{group.circle.guild.id}/{group.days[1][1].id}>)" in text
    assert "Second member" not in text
    assert "<script>" not in text.replace("\\<script>", "")
    assert HOSTILE not in text


async def test_who_has_left_is_not_named(group: Group):
    """They count still."""
    circle = group.circle
    circle.guild.kick(circle.first)
    await circle.quiet()
    shown = await report(group)
    assert circle.first.mention not in shown.text
    assert "3 members took part (not named here)" in shown.text
    assert "First member" not in shown.files[0].data.decode()


async def test_it_is_for_hosts_alone(group: Group):
    """Those of the server, and those of the study in its own channel."""
    circle = group.circle
    with pytest.raises(NotPossible):
        await circle.second.slash("/report week", in_=circle.channel)
    role = circle.guild.add_role("Leaders")
    circle.guild.give_role(group.third, role)
    circle.application.allow("report", circle.guild, to=role)
    await circle.quiet()
    assert STUDY in (await group.third.slash("/report week", in_=circle.channel)).text
    edited = await circle.host.slash("/study edit", in_=circle.channel, host_role=role)
    await circle.host.press("Change it", on=edited)
    assert "The last seven days" in (await group.third.slash("/report week", in_=circle.channel)).text
    elsewhere = await group.third.slash("/report week", in_=circle.lobby, channel=circle.lobby)
    assert "has no study" in elsewhere.text
