"""What there is to talk about, and pressing *Discuss*, and *Post it* where that asks first."""

from local_discord import Channel, Member, Message, Reply, Thread
from tests.cogs.conftest import Circle

MENU = "Discuss this"


async def look_up(circle: Circle, passage: str, in_: Channel | Thread) -> Reply:
    """A passage shown to the first member alone."""
    return await circle.first.slash("/passage show", in_=in_, passage=passage)


async def share(circle: Circle, in_: Channel | Thread) -> Message:
    """A quote that somebody has shared."""
    shared = await circle.second.press("Share", on=await circle.second.slash("/quote", in_=in_, words="salt"))
    return await shared.follow_up()


def of_the_bot(circle: Circle, in_: Channel | Thread) -> list[Message]:
    """What everybody can read of the bot's there."""
    return [message for message in in_.messages if message.author is circle.application.user and message.text]


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
