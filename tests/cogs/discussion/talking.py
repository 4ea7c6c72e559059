"""Pressing *Discuss*, and *Post it* where that asks first."""

from local_discord import Member, Message, Reply
from tests.cogs.conftest import Circle


async def told(circle: Circle, answer: Reply) -> Message:
    """What the bot has said in the end: in the place of what was pressed, or in a message of its own."""
    await circle.done(answer)
    said = answer.follow_ups[-1] if answer.follow_ups else answer.message
    assert said is not None
    assert said.ephemeral
    return said


async def discuss(circle: Circle, member: Member, on: Reply | Message, label: str = "Discuss") -> Message:
    """What a member is told who wants to talk, and wants to have posted what would be."""
    return await post_it(circle, member, await member.press(label, on=on))


async def post_it(circle: Circle, member: Member, asked: Reply) -> Message:
    """What a member is told who agrees to what would be posted."""
    assert asked.buttons == ["Post it"]
    return await told(circle, await member.press("Post it", on=asked))


async def open_another(circle: Circle, member: Member, known: Reply | Message) -> Message:
    """What a member is told who has been led to a talk, and wants another."""
    return await told(circle, await member.press("Open another", on=known))
