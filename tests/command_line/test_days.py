"""The days of the group that `python main.py try` shows: the next post, and letting time go by."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from bot.client import StudyBot
from bot.i18n import Texts
from bot.services.deliveries import daily_posts
from cogs.deliveries.clockwork import Clockwork
from command_line import days as days_module
from command_line.arguments import parse
from command_line.days import next_post_at, pass_time
from command_line.tryout import Circle, _study_group
from local_discord import LocalDiscord, NotPossible
from local_discord.member.options import Value

PARAGRAPH = "A river gives its water to the sea, and the field on its way has a share of it. " * 10


@asynccontextmanager
async def reading(*more: str, essay: str | None = None) -> AsyncIterator[tuple[LocalDiscord, Circle, StudyBot]]:
    """A study group that has just set up its study, two hours before the first post: their clock goes on by itself."""
    say = Texts().say()
    async with _study_group(parse(["try", "--no-browser", *more], say), say, port=0) as (server, circle, bot):
        at = (server.clock.now() + timedelta(hours=2)).strftime("%H:%M")
        plan: dict[str, Value] = {"channel": circle.passages, "time": at, "zone": "UTC"}
        if essay is not None:
            plan["essay"] = essay
        await circle.host.slash("/study setup", options=plan, in_=circle.passages)
        yield server, circle, bot


def days(circle: Circle) -> list[str]:
    """The second line of each post: which day of the study it is."""
    return [message.text.split("\n")[1] for message in circle.passages.messages if message.text.startswith("## ")]


async def test_a_week_that_goes_by_has_all_its_posts():
    """Each at its time, with its thread: the ledger has nothing that is late or missing."""
    async with reading() as (server, circle, bot):
        await pass_time(bot, server.clock, server.clock.now() + timedelta(days=7, hours=3))
        status = await circle.host.slash("/study status", in_=circle.passages)
        assert len(days(circle)) == 8
        assert len(circle.guild.threads) == 8
        assert "not posted" not in status.text
        assert "late" not in status.text


async def test_the_clock_stands_still_for_a_bot_that_does_not_begin(monkeypatch: pytest.MonkeyPatch):
    """A clock that went on to the end of the week would have it miss the days, and be told that it was not running."""
    monkeypatch.setattr(days_module, "PATIENCE", 0.1)
    async with reading() as (server, circle, bot):
        due_at = await daily_posts.next_claim_at(bot.database)
        assert due_at
        until = server.clock.now() + timedelta(days=7, hours=3)
        async with cast("Clockwork", bot.get_cog("Clockwork")).ticking:
            with pytest.raises(NotPossible, match="its clock stopped here"):
                await pass_time(bot, server.clock, until)
            assert server.clock.now() - due_at < timedelta(minutes=1)
        monkeypatch.undo()
        await pass_time(bot, server.clock, until)
        assert len(days(circle)) == 8


async def test_the_next_post_is_the_next_that_comes():
    """A day that a host leaves out is none, and time passes it without a post."""
    async with reading() as (server, circle, bot):
        first = await next_post_at(bot, circle.guild.id)
        assert first == await daily_posts.next_claim_at(bot.database)
        await circle.host.slash("/study skip", in_=circle.passages)
        second = await next_post_at(bot, circle.guild.id)
        assert first
        assert second
        assert second - first == timedelta(days=1)
        await pass_time(bot, server.clock, second)
        assert len(days(circle)) == 1


async def test_nothing_is_planned_when_everything_is_read_or_the_study_rests(tmp_path: Path):
    """There is one more claim after the last post, which no post comes of."""
    essay = tmp_path / "rivers.txt"
    essay.write_text(f"On Rivers\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n", "utf-8")
    async with reading("--essay", str(essay), essay="On Rivers") as (server, circle, bot):
        await circle.host.slash("/study pause", in_=circle.passages)
        assert await next_post_at(bot, circle.guild.id) is None
        await circle.host.slash("/study resume", in_=circle.passages)
        for _ in range(2):
            moment = await next_post_at(bot, circle.guild.id)
            assert moment
            await pass_time(bot, server.clock, moment)
        assert len(days(circle)) == 2
        assert await next_post_at(bot, circle.guild.id) is None
        assert await daily_posts.next_claim_at(bot.database)
        await pass_time(bot, server.clock, server.clock.now() + timedelta(days=7))
        assert await daily_posts.next_claim_at(bot.database) is None
        status = await circle.host.slash("/study status", in_=circle.passages)
        assert "not running" not in status.text
