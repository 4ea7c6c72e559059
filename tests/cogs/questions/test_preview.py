"""`/study preview` changes what a post asks."""

from tests.cogs.conftest import Circle
from tests.cogs.questions.test_questions import APPLY, OWN, write


async def test_what_a_host_chooses_in_the_preview_is_posted(circle: Circle):
    """Another of the passage's questions, and words of their own; each undone with one press."""
    await circle.set_up(essay="On Bread")
    page = await circle.host.slash("/study preview", in_=circle.lobby)
    was = next(line for line in page.text.splitlines() if "passage 1 of On Bread" in line and "?" in line)
    other = await circle.host.press("Another one", on=page)
    assert was not in other.text
    assert "another question chosen" in (await circle.host.press("Undo", on=other)).text
    page = await circle.host.slash("/study preview", in_=circle.lobby)
    assert was in page.text
    edited = await write(circle, await circle.host.press("Edit question", on=page), OWN, APPLY)
    assert OWN in edited.text
    assert was in (await circle.host.press("Undo", on=edited)).text
    await write(circle, await circle.host.press("Edit question", on=edited), OWN, APPLY)
    post, _ = await circle.next_day(1)
    assert OWN in post.text
