"""Two studies of one server, each with a role whose members steer it."""

from dataclasses import dataclass

import pytest

from bot.core.models import Study
from bot.interactions.rate_limits import RateLimits
from bot.services.studies import study_changes
from cogs.ui.buttons import ITEMS
from local_discord import Channel, Member, Reply
from local_discord.member import screen
from local_discord.world.guilds import Role
from tests.benchmarks.unlimited import UNLIMITED
from tests.cogs.conftest import Circle
from tests.cogs.interactions.test_forged_ids import use

SERVER = "Only hosts of the server can do this"
STUDY = "Only hosts of this study can do this"


@dataclass
class Two:
    """Two studies of one server: the first member steers the one in `channel`, the second member the `other`."""

    circle: Circle
    role: Role
    other_role: Role
    other: Channel
    study_id: int
    other_id: int

    async def study(self, study_id: int) -> Study:
        return await study_changes.by_id(self.circle.bot.database, self.circle.guild.id, study_id)

    async def presses(self, who: Member, label: str, on: Reply) -> str:
        """What somebody reads who sends the press of a button that another was shown, where they are themselves."""
        assert on.message is not None
        custom_id = str(screen.button(on.message, label)["custom_id"])
        mine = await who.slash("/me", in_=self.circle.lobby)
        assert mine.message is not None
        return (await use(who, self.circle, mine.message, ITEMS[custom_id.split(":")[0]], custom_id)).text

    async def says(self, who: Member, command: str, in_: Channel, **options: object) -> Reply:
        return await who.slash(f"/study {command}", in_=in_, options=options)  # type: ignore[arg-type] # as typed by a test


@pytest.fixture
async def two(circle: Circle) -> Two:
    circle.bot.rate_limits = RateLimits(UNLIMITED)  # refusals are said three times a minute
    role, other_role = circle.guild.add_role("Leaders"), circle.guild.add_role("Other leaders")
    other = circle.guild.add_text_channel("other-study")
    circle.guild.give_role(circle.first, role)
    circle.guild.give_role(circle.second, other_role)
    for command in ("study", "library", "settings"):
        for each in (role, other_role):
            circle.application.allow(command, circle.guild, to=each)
    await circle.quiet()
    begun = await circle.set_up(host_role=role)
    assert f"Everybody with the role <@&{role.id}> now steers the study in <#{circle.channel.id}>" in begun.text
    assert "Server Settings → Integrations" in begun.text
    await circle.set_up(channel=other, host_role=other_role)
    ids = list(circle.bot.host_roles.of_studies(circle.guild.id))
    return Two(circle, role, other_role, other, *ids)
