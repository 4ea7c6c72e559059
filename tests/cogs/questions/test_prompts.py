"""`/prompt`, end to end: private first, then shared, deeper, or a thread of its own."""

from local_discord import Permission
from tests.cogs.conftest import Circle
from tests.cogs.discussion.talking import post_it

NOTICED = "What is passage 1 of On Bread?"
MEANT = "What does passage 1 of On Bread mean?"


async def test_a_prompt_is_private_goes_deeper_and_comes_round(circle: Circle):
    """Two questions about the passage: the second is deeper, and after it they begin again."""
    shown = await circle.first.slash("/prompt", in_=circle.lobby, passage="bread 1", rung="notice")
    assert shown.ephemeral
    assert NOTICED in shown.text
    assert shown.buttons == ["Share", "Another one", "Deeper", "Read the passage", "Open a thread", "Good question"]
    deeper = await circle.first.press("Deeper", on=shown)
    assert MEANT in deeper.text
    assert "Deeper" not in deeper.buttons
    both = await circle.first.slash("/prompt", in_=circle.lobby, passage="bread 1")
    seen = {NOTICED in both.text}
    for _ in range(2):
        both = await circle.first.press("Another one", on=both)
        seen.add(NOTICED in both.text)
    assert seen == {True, False}
    assert "start again from here" in both.text


async def test_a_prompt_is_shared_and_talked_about(circle: Circle):
    """Under the presser's name, with their permission; the thread begins with the passage and this question."""
    shown = await circle.first.slash("/prompt", in_=circle.lobby, passage="bread 1", rung="notice")
    await circle.first.press("Share", on=shown)
    shared = await circle.second.sees("asks this", in_=circle.lobby)
    assert NOTICED in shared.text
    await post_it(circle, circle.second, await circle.second.press("Discuss", on=shared))
    thread = await circle.second.sees_thread(of=shared)
    talk = await circle.second.sees("passage 1, about bread", in_=thread)
    assert NOTICED in talk.text
    good = await circle.second.press("Good question", on=shared)
    assert "comes first from now on" in good.text
    assert "taken your mark back" in (await circle.second.press("Undo", on=good)).text


async def test_a_thread_is_opened_about_this_very_question(circle: Circle):
    """Not about the one after it."""
    shown = await circle.first.slash("/prompt", in_=circle.lobby, passage="bread 1", rung="notice")
    await post_it(circle, circle.first, await circle.first.press("Open a thread", on=shown))
    talk = await circle.second.sees("passage 1, about bread", in_=circle.lobby)
    assert NOTICED in talk.text


async def test_who_may_not_write_shares_nothing(circle: Circle):
    """The bot is nobody's way around a permission."""
    shown = await circle.first.slash("/prompt", in_=circle.lobby, passage="bread 1")
    circle.lobby.set_overwrite(circle.guild.everyone, deny=Permission.SEND_MESSAGES)
    await circle.quiet()
    assert "may not write in this channel" in (await circle.first.press("Share", on=shown)).text
