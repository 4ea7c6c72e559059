"""A group of three in its fifth day: one agrees to be named, and one passage is full of Markdown and HTML."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from local_discord import Member, Message, Thread
from tests.cogs.conftest import Circle
from tests.services.conftest import pack

HOSTILE = "<script>alert(1)</script> & *rye* [here](https://evil.example) <@1> &lt;b&gt; `x` | # not a heading"
"""The words of the second passage."""


@dataclass
class Group:
    """The group; the first member is named, the second and the third are not."""

    circle: Circle
    third: Member
    days: list[tuple[Message, Thread]]

    async def answer(self, who: Member, day: int, text: str) -> Message:
        """Hand an answer in below the post of a day, counted from 1; the message in which it stands."""
        post, thread = self.days[day - 1]
        await who.submit(await who.press("Answer", on=post), answer=text)
        return await self.circle.second.sees(text.split("\n")[0], in_=thread)


@pytest.fixture
def essays(tmp_path: Path) -> Path:
    """A shelf with one essay of five passages."""
    folder = tmp_path / "essays"
    folder.mkdir()
    file = pack("On Bread", 5)
    second = "On Bread, passage 2, about bread and neighbours."
    text = file.data.decode().replace(f"{second}\n\n! {second}\n", f"{HOSTILE}\n\n")
    (folder / file.name).write_text(text, "utf-8")
    return folder


@pytest.fixture
async def group(circle: Circle) -> Group:
    """All of the second day's talk, and what the host may see of it later."""
    third = circle.guild.add_member("Third member")
    await circle.set_up(ending="loop")
    group = Group(circle, third, [])
    for day in range(1, 6):
        group.days.append(await circle.next_day(day))
        if day == 2:
            await group.answer(circle.first, 2, "It is *shared*.\n\nSo <i>much</i>.\n# And counted.")
            await group.answer(circle.second, 2, "It is sold.")
        if day == 3:
            await third.press("I’ve read it", on=group.days[2][0])
            await group.answer(circle.first, 3, "This answer goes.")
    await circle.quiet()
    mine = await circle.first.slash("/me", in_=circle.lobby)
    await circle.first.press("Show me in /group", on=mine)
    return group
