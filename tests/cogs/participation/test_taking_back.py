"""*I've read it* can be taken back by whoever has pressed it."""

from tests.cogs.conftest import Circle


async def test_having_read_is_taken_back_by_pressing_again(circle: Circle):
    """In private, in the place of the button; what was answered goes on counting, and every press is answered."""
    await circle.set_up()
    post, thread = await circle.next_day(1)
    await circle.first.say("It is about sharing.", in_=thread)
    assert "Noted" in (await circle.first.press("I’ve read it", on=post)).text
    again = await circle.first.press("I’ve read it", on=post)
    assert again.ephemeral
    assert again.text == circle.says("read.known")
    assert again.buttons == ["Take it back"]
    await circle.first.press("Take it back", on=again)
    assert (again.text, again.buttons) == (circle.says("read.taken_back"), [])
    await circle.quiet()
    assert "(read: 0 · answered: 1" in (await circle.first.slash("/me", in_=circle.channel)).text
    assert "Noted" in (await circle.first.press("I’ve read it", on=post)).text


async def test_what_was_taken_back_elsewhere_is_not_taken_back_twice(circle: Circle):
    """Two answers with the button: the second one says that there is nothing left to do."""
    await circle.set_up()
    post, _ = await circle.next_day(1)
    _, one, other = [await circle.first.press("I’ve read it", on=post) for _ in range(3)]
    await circle.first.press("Take it back", on=one)
    await circle.first.press("Take it back", on=other)
    assert other.text == circle.says("read.not_marked")
