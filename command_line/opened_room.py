"""The study group as it stands when its page is opened: under way for a day, with talk in it."""

from bot.i18n import Words
from command_line.tour import Tour, within
from local_discord import Channel, Member
from local_discord.member.options import Value


async def open_room(tour: Tour, lobby: Channel, first: Member, second: Member, say: Words) -> None:
    """Let a host begin the study, one member share a quote in the lobby, and both talk about the first passage.

    Of an essay that was brought and has no line that stands alone nobody quotes one.
    Raises `TourStoppedError` or `AssertionError` when something of it does not happen within `tour.WITHIN` seconds.
    """
    await tour.set_up()
    brought = await tour.brought_essay()
    asked: dict[str, Value] = within(brought) or {"words": say("try.room.quote")}
    quote = await first.slash("/quote", options=asked, in_=lobby)
    if brought is None or say("button.share") in quote.buttons:
        await first.press(say("button.share"), on=quote)
        await second.say(say("try.room.own.lobby") if brought else say("try.room.lobby"), in_=lobby)
    _, thread = await tour.next_day(1)
    answer = await first.say(say("try.room.own.answer") if brought else say("try.room.answer"), in_=thread)
    await second.reply(say("try.room.own.reply") if brought else say("try.room.reply"), to=answer)
