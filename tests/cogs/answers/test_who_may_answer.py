"""Whoever could not write in the thread cannot answer: asked before the form opens, and again when it is sent."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from local_discord import Permission
from tests.cogs.answers.conftest import WORDS, Day

Hindrance = Callable[[Day], Awaitable[None]]


async def _no_permission(day: Day) -> None:
    day.circle.channel.set_overwrite(day.circle.first, deny=Permission.SEND_MESSAGES_IN_THREADS)


async def _time_out(day: Day) -> None:
    day.circle.guild.time_out(day.circle.first, timedelta(minutes=5))


async def _locked(day: Day) -> None:
    day.thread.edit(locked=True)


async def _slow_mode(day: Day) -> None:
    day.thread.edit(slowmode=600)
    await day.circle.first.say("I have just written.", in_=day.thread)


async def _bot_without_permission(day: Day) -> None:
    day.circle.channel.set_overwrite(day.circle.bot_role, deny=Permission.SEND_MESSAGES_IN_THREADS)


HINDRANCES: dict[str, tuple[Hindrance, str]] = {
    "no permission": (_no_permission, "you need a permission"),
    "a time-out": (_time_out, "given you a time-out"),
    "a locked thread": (_locked, "is locked, so nobody can write"),
    "slow mode": (_slow_mode, "Slow mode is on"),
    "a bot without permission": (_bot_without_permission, "cannot post this for you, because it lacks"),
}


@pytest.mark.parametrize("name", HINDRANCES)
async def test_what_keeps_a_member_from_writing_keeps_them_from_answering(day: Day, name: str):
    """Before they write they read what to do; after that they have back what they wrote as well."""
    hinder, sentence = HINDRANCES[name]
    form = await day.open_form()
    await hinder(day)
    await day.circle.quiet()
    refused = await day.circle.first.submit(form, answer=f"{WORDS} And much more.")
    assert sentence in refused.text
    given_back = refused.files or (await refused.follow_up()).files
    assert given_back[0].data.decode() == f"{WORDS} And much more."
    again = await day.open_form()
    assert again.modal is None
    assert sentence in again.text
    assert day.posted() == []
    assert await day.kept() == []


async def test_slow_mode_counts_answers_and_ends(day: Day):
    """The last answer is as good as a message; who may bypass slow mode does."""
    day.thread.edit(slowmode=600)
    await day.circle.quiet()
    assert "Your answer is posted" in (await day.hand_in()).text
    assert "Slow mode is on" in (await day.open_form()).text
    quick = day.circle.guild.add_role("Quick", Permission.BYPASS_SLOWMODE)
    day.circle.guild.give_role(day.circle.first, quick)
    await day.circle.quiet()
    assert "Your answer is posted" in (await day.hand_in("Once more.")).text
    day.circle.guild.take_role(day.circle.first, quick)
    day.circle.clock.move(timedelta(seconds=601))
    assert "Your answer is posted" in (await day.hand_in("And at last.")).text


async def test_who_manages_threads_may_answer_in_a_locked_one_if_the_bot_may(day: Day):
    """Otherwise they write themselves."""
    circle = day.circle
    day.thread.edit(locked=True)
    circle.guild.give_role(circle.first, circle.guild.add_role("Moderators", Permission.MANAGE_THREADS))
    await circle.quiet()
    assert "the bot may not write in it" in (await day.open_form()).text
    circle.bot_role.edit(permissions=circle.bot_role.permissions | Permission.MANAGE_THREADS)
    await circle.quiet()
    assert "Your answer is posted" in (await day.hand_in()).text


async def test_an_answer_has_something_in_it_and_fits(day: Day):
    """Spaces are nothing; signs that have to be kept from acting count for two."""
    assert "nothing in this answer" in (await day.hand_in("  \n ")).text
    assert "too long" in (await day.hand_in("[a](" * 875)).text
    assert "Your answer is posted" in (await day.hand_in("word " * 700)).text


async def test_nobody_fills_a_thread_with_answers(day: Day):
    """Five at once; then a while later."""
    for number in range(5):
        assert "Your answer is posted" in (await day.hand_in(f"Answer {number}")).text
    assert "You can send the next one" in (await day.hand_in("One more")).text
    assert len(day.posted()) == 5
