"""What becomes of an answer when Discord refuses it, loses it, or the bot ends in between."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.core.deliveries.delivery import ANSWER_KEPT_FOR
from bot.core.models import Reason
from bot.core.posts import DeliveryState
from bot.services.deliveries import outcomes
from cogs.answers.cog import SOON
from local_discord.faults import HISTORY, Fault
from tests.cogs.answers.conftest import WORDS, Day
from tests.cogs.conftest import answers_of


async def crash_while(day: Day, reached: asyncio.Event, away: timedelta = timedelta(0)) -> None:
    """Hand an answer in, and end the bot as soon as this is reached; start it again after a while."""
    form = await day.open_form()
    handing_in = asyncio.create_task(day.circle.first.submit(form, answer=WORDS))
    async with asyncio.timeout(20):
        await reached.wait()
    handing_in.cancel()
    await asyncio.gather(handing_in, return_exceptions=True)
    await day.circle.crash()
    day.circle.server.faults.clear()
    day.circle.clock.move(away)
    await day.circle.start()


async def recovered(day: Day) -> None:
    """Wait until the bot has taken up what was under way, and ended it."""
    await day.circle.until_resting()
    await day.circle.quiet()
    await answers_of(day.circle).deliveries.settled()


async def is_posted_and_counted_once(day: Day) -> None:
    """Once in the thread, nothing of it kept, and one answer counted."""
    assert day.posted() == [f"{day.circle.first.mention} answers:\n{WORDS}"]
    (stored,) = await day.kept()
    assert (stored.state, stored.content) == (DeliveryState.SENT, None)
    assert "answered: 1" in await day.counted()


LOST: dict[str, Callable[[], Fault]] = {
    "500 after it was made": lambda: Fault.fails_after(500),
    "a connection that breaks after": Fault.dropped_after,
    "a connection that breaks before": Fault.dropped_before,
    "503 before": lambda: Fault.fails_before(503),
    "429": Fault.rate_limited,
}


@pytest.mark.parametrize("name", LOST)
async def test_an_answer_of_discord_that_is_lost_posts_once(day: Day, name: str):
    """It is sent again under the same nonce."""
    day.circle.server.gateway.held = []  # the echo of the message would tell
    day.circle.server.faults.add(LOST[name]())
    confirmed = await day.hand_in()
    assert "Your answer is posted" in confirmed.text
    day.circle.server.gateway.release()
    await is_posted_and_counted_once(day)


async def test_a_crash_after_the_claim(day: Day):
    """Nothing has been sent; the next start sends it."""
    day.circle.server.gateway.held = []
    hanging = day.circle.server.faults.add(Fault.hangs_before())
    await crash_while(day, hanging.struck)
    await recovered(day)
    await is_posted_and_counted_once(day)


async def test_a_crash_after_the_send(day: Day):
    """It is in the thread and nobody knows; the next start finds out, also when Discord has forgotten the nonce."""
    day.circle.server.gateway.held = []
    hanging = day.circle.server.faults.add(Fault.hangs_after())
    await crash_while(day, hanging.struck)
    await recovered(day)
    await is_posted_and_counted_once(day)


async def test_a_crash_after_the_send_that_lasts(day: Day):
    """Then the thread is looked at."""
    day.circle.server.gateway.held = []
    hanging = day.circle.server.faults.add(Fault.hangs_after())
    looked = day.circle.count(HISTORY)
    await crash_while(day, hanging.struck, away=timedelta(minutes=10))
    await recovered(day)
    assert looked() > 0
    await is_posted_and_counted_once(day)


async def test_a_crash_after_the_record(day: Day, monkeypatch: pytest.MonkeyPatch):
    """All is done; the next start does nothing."""
    recorded, record = asyncio.Event(), outcomes.sent

    async def sent(*given: object) -> object:
        delivery = await record(*given)  # type: ignore[arg-type] # handed on as they came
        recorded.set()
        await asyncio.Event().wait()
        return delivery

    monkeypatch.setattr(outcomes, "sent", sent)
    await crash_while(day, recorded)
    monkeypatch.setattr(outcomes, "sent", record)
    await recovered(day)
    await is_posted_and_counted_once(day)


async def test_what_automod_refuses_is_given_back_and_not_kept(day: Day):
    """In the answer of the form, to copy; a long text as a file. Once changed it is posted."""
    day.circle.guild.blocked_words = ("sharing",)
    refused = await day.hand_in()
    assert refused.ephemeral
    assert "AutoMod" in refused.text
    assert WORDS in refused.text
    assert refused.files == []
    await day.circle.quiet()
    assert [each.content for each in await day.kept()] == [None]
    assert "answered" not in await day.counted()
    for other in (f"{WORDS} " * 60, f"# {WORDS}"):  # one is long, and one is not shown as it was typed
        refused = await day.hand_in(other)
        assert refused.files[0].data.decode() == other.strip()
        await day.circle.quiet()
    again = await day.circle.first.press("Answer", on=refused)
    assert "Your answer is posted" in (await day.circle.first.submit(again, answer="About giving.")).text
    assert len(day.posted()) == 1


REFUSED: dict[str, tuple[Fault, str]] = {
    "too long for Discord": (Fault.fails_before(400, code=50035), "Discord refused it"),
    "a channel that is gone": (Fault.fails_before(404, code=10003), "has been deleted in the meantime"),
    "a permission that is gone": (Fault.fails_before(403, code=50013), "may no longer write in the thread"),
    "a thread that was locked": (Fault.fails_before(400, code=160005), "is locked"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_discord_refuses_is_given_back(day: Day, name: str):
    """With what to do."""
    fault, sentence = REFUSED[name]
    day.circle.server.faults.add(fault)
    refused = await day.hand_in()
    assert sentence in refused.text
    assert WORDS in refused.text
    assert day.posted() == []
    await day.circle.quiet()
    assert [each.content for each in await day.kept()] == [None]


async def refused_after_a_restart(day: Day) -> None:
    """An answer that the bot could not post while its member was not told."""
    hanging = day.circle.server.faults.add(Fault.hangs_before())
    day.circle.guild.blocked_words = ("sharing",)
    await crash_while(day, hanging.struck, away=timedelta(minutes=10))
    await recovered(day)


async def test_what_is_refused_after_a_restart_is_given_back_with_the_next_press(day: Day):
    """Once; after that the form opens."""
    await refused_after_a_restart(day)
    given_back = await day.open_form()
    assert given_back.modal is None
    assert given_back.ephemeral
    assert "AutoMod" in given_back.text
    assert WORDS in given_back.text
    await day.circle.quiet()
    assert [each.content for each in await day.kept()] == [None]
    assert (await day.open_form()).modal is not None


async def test_a_text_is_kept_for_a_day_at_most(day: Day):
    """Whether or not its member comes back."""
    await refused_after_a_restart(day)
    (stored,) = await day.kept()
    assert stored.content is not None
    assert stored.reason is Reason.AUTOMOD
    day.circle.clock.move(ANSWER_KEPT_FOR)
    await recovered(day)
    (stored,) = await day.kept()
    assert stored.content is None


async def test_an_answer_that_discord_does_not_take_is_given_back_after_an_hour(day: Day):
    """Its member reads meanwhile that it takes longer, and cannot send another one."""
    day.circle.server.faults.add(Fault.fails_before(503).when(times=None))
    form = await day.open_form()
    handing_in = asyncio.create_task(day.circle.first.submit(form, answer=WORDS))
    waiting = day.circle.waits_to_try_again()
    async with asyncio.timeout(20):
        await waiting.wait()
    day.circle.clock.move(timedelta(seconds=SOON))
    told = await handing_in
    assert "has not taken your answer yet" in told.text
    assert "still under way" in (await day.hand_in("Another one")).text
    for _ in range(3):
        waiting = day.circle.waits_to_try_again()
        day.circle.clock.move(timedelta(minutes=15))
        async with asyncio.timeout(20):
            await waiting.wait()
    day.circle.clock.move(timedelta(minutes=15))
    await answers_of(day.circle).deliveries.settled()
    (stored,) = await day.kept()
    assert (stored.state, stored.reason) == (DeliveryState.SKIPPED, Reason.LATE)
    assert "did not take it for an hour" in (await day.open_form()).text


async def test_data_that_are_deleted_take_the_answer_along(day: Day):
    """What is under way is not sent any more, and nothing is kept."""
    hanging = day.circle.server.faults.add(Fault.hangs_before())
    form = await day.open_form()
    handing_in = asyncio.create_task(day.circle.first.submit(form, answer=WORDS))
    await hanging.struck.wait()
    mine = await day.circle.first.slash("/me", in_=day.circle.lobby)
    sure = await day.circle.first.press("Delete my data", on=mine)
    await day.circle.first.press("Delete it for good", on=sure)
    hanging.release()
    assert "no longer kept" in (await handing_in).text
    assert await day.kept() == []
    assert day.posted() == []
