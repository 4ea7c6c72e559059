"""Members hear once what became of their suggestions, if they want to, with the next thing they do in that server."""

from local_discord import Member, Reply
from tests.cogs.conftest import Circle
from tests.cogs.suggestions.test_review import card, reword
from tests.cogs.suggestions.test_suggesting import NOTHING, OTHER, OWN, form_of, suggest

NEWS = "reviewed your suggestion"


async def does(circle: Circle, who: Member) -> Reply:
    """The answer to a command of theirs, with all that follows it."""
    answer = await who.slash("/me", in_=circle.lobby)
    await circle.quiet()
    return answer


def news(answer: Reply) -> str:
    return "\n".join(message.text for message in answer.interaction.follow_ups)


async def test_an_author_hears_once_that_their_question_is_asked(circle: Circle):
    """Alone, after the answer to what they asked for."""
    await suggest(circle, circle.first)
    await circle.host.press("Approve", on=await card(circle))
    answer = await does(circle, circle.first)
    assert NEWS in news(answer)
    assert OWN in news(answer)
    assert "It is asked on this server from now on." in news(answer)
    assert all(message.ephemeral for message in answer.interaction.follow_ups)
    assert news(await does(circle, circle.first)) == ""
    assert news(await does(circle, circle.second)) == ""


async def test_they_hear_of_other_words_and_of_a_decline_too(circle: Circle):
    """With the words in which it is asked; after a press as well as after a command, and after a restart."""
    stored = await suggest(circle, circle.first)
    await suggest(circle, circle.first, "Who pays for the salt?", "salt 1")
    form = await circle.host.press("Edit and approve", on=await card(circle))
    await circle.host.press("Decline", on=await reword(circle, form, OTHER))
    await circle.stop()
    await circle.start()
    answer = await circle.first.press("Take back", on=stored)  # which is refused: that tells nothing
    await circle.quiet()
    assert "suggestions:" not in news(answer)
    shown = await circle.first.slash("/passage show", in_=circle.lobby, passage="bread 2")
    await circle.quiet()
    told = news(shown)
    assert "Hosts have reviewed 2 of your suggestions" in told
    assert told.index(OWN) < told.index("in these words:") < told.index(OTHER)
    assert told.index("Who pays for the salt?") < told.index("It is not asked for now.")


async def test_nobody_hears_who_does_not_want_to(circle: Circle):
    """The choice stands in the form."""
    await suggest(circle, circle.first, hear=NOTHING)
    await circle.host.press("Approve", on=await card(circle))
    assert news(await does(circle, circle.first)) == ""


async def test_they_hear_of_it_with_what_they_suggest_next(circle: Circle):
    """Once the form is sent."""
    await suggest(circle, circle.first)
    await circle.host.press("Approve", on=await card(circle))
    following = await suggest(circle, circle.first, OTHER)
    await circle.quiet()
    assert NEWS in news(following)


async def test_a_press_tells_and_a_form_that_opens_does_not(circle: Circle):
    """It would cover what is told."""
    stored = await suggest(circle, circle.first)
    await suggest(circle, circle.second, "Who pays for the salt?", "salt 1", hear=NOTHING)
    shown = await circle.first.slash("/passage show", in_=circle.lobby, passage="bread 2")
    await circle.host.press("Approve", on=await card(circle))
    opened = await form_of(circle, circle.first)
    await circle.quiet()
    assert news(opened) == ""
    pressed = await circle.first.press("Next", on=shown)
    await circle.quiet()
    assert NEWS in news(pressed)
    assert stored.ephemeral


async def test_what_is_undone_is_not_told(circle: Circle):
    """It waits again, and its author hears of what becomes of it then."""
    await suggest(circle, circle.first)
    undone = await circle.host.press("Undo", on=await circle.host.press("Approve", on=await card(circle)))
    assert news(await does(circle, circle.first)) == ""
    await circle.host.press("Decline", on=undone)
    assert "It is not asked for now." in news(await does(circle, circle.first))
