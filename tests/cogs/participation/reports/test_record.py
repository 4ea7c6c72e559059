"""`/record`: the whole study as a document, for all who can see its channel."""

from html import unescape

import pytest

from bot.core.text.normalization import tidy
from cogs.participation.reports import places
from cogs.ui import members_here
from local_discord import Member, Permission, Reply
from local_discord.faults import Fault
from tests.cogs.participation.reports.conftest import HOSTILE, Group

MESSAGE = "GET /channels/{channel_id}/messages/{message_id}"


async def files(group: Group, who: Member | None = None) -> tuple[str, str]:
    """The record that somebody gets: as a page, and as Markdown."""
    page, markdown = (await record(group, who or group.third)).files
    assert page.filename == "study-2026-05-05.html"
    assert markdown.filename == "study-2026-05-05.md"
    return page.data.decode(), markdown.data.decode()


async def record(group: Group, who: Member) -> Reply:
    return await who.slash("/record", in_=group.circle.channel)


async def test_it_has_every_post_in_order(group: Group):
    """Date, day, passage and question of each, and the way to its thread."""
    circle = group.circle
    for text in await files(group):
        places = [text.index(f"Day {day} · passage {day} of 5 · On Bread") for day in range(1, 6)]
        assert places == sorted(places)
        for day in range(1, 6):
            assert f"2026-05-0{day} · by A Circle" in text
            assert f"What does passage {day} of On Bread mean?" in text
            assert f"https://discord.com/channels/{circle.guild.id}/{group.days[day - 1][1].id}" in text
    handed_over = await record(group, circle.host)
    assert handed_over.ephemeral
    assert f"The record of <#{circle.channel.id}>, with 5 posts" in handed_over.text


async def test_a_passage_full_of_signs_does_nothing(group: Group):
    """And stands there as it was written."""
    page, markdown = await files(group)
    assert "<script" not in page
    assert "<script" not in markdown.replace("\\<script", "")
    assert tidy(HOSTILE).replace("*", "") in unescape(page).replace("<em>", "").replace("</em>", "")


async def test_an_answer_stands_under_the_name_of_who_agreed(group: Group):
    """As it was written; those of others are counted, and nobody else is named."""
    page, markdown = await files(group)
    assert "> **First member**\n>\n> It is *shared*.\n>\n> So \\<i>much\\</i>.\\\n> \\# And counted." in markdown
    assert '<p dir="auto">So &lt;i&gt;much&lt;/i&gt;.<br>\n# And counted.</p>' in page
    for text in (page, markdown):
        assert "1 answer of a member who is not named here." in text
        assert "It is sold." not in text
        assert "Second member" not in text


async def test_an_answer_that_a_moderator_has_deleted_is_told_as_such(group: Group):
    """And so are the answers in a thread that is gone as a whole."""
    circle = group.circle
    moderator = circle.guild.add_member("Moderator", [circle.guild.add_role("Order", Permission.MANAGE_MESSAGES)])
    (answer,) = (each for each in circle.host.reads(group.days[2][1]) if "This answer goes." in each.text)
    await moderator.delete(answer)
    for text in await files(group):
        assert text.count("An answer that was deleted.") == 1
        assert "This answer goes." not in text
    group.days[1][1].delete()
    for text in await files(group):
        assert text.count("An answer that was deleted.") == 2


async def test_who_takes_their_agreement_back_is_out_of_the_next_record(group: Group):
    """Or who has left the server."""
    circle = group.circle
    mine = await circle.first.slash("/me", in_=circle.lobby)
    await circle.first.press("Hide me", on=mine)
    for text in await files(group):
        assert "2 answers of members who are not named here." in text
        assert "It is shared." not in text.replace("*", "")
    mine = await circle.first.slash("/me", in_=circle.lobby)
    await circle.first.press("Show me in /group", on=mine)
    circle.guild.kick(circle.first)
    await circle.quiet()
    for text in await files(group, circle.second):
        assert "2 answers of members who are not named here." in text


async def test_where_discord_does_not_say_who_is_there_answers_stay(group: Group, monkeypatch: pytest.MonkeyPatch):
    """Their members have agreed to it; what they are called is not known then."""
    monkeypatch.setattr(members_here, "WITHIN", 0)
    _, markdown = await files(group)
    assert "> **A member**\n>\n> It is *shared*." in markdown
    week = await group.circle.host.slash("/report week", in_=group.circle.channel)
    assert f"Took part: {group.circle.first.mention}, and 2 more" in week.text
    assert "3 members took part (not named here)" in week.files[0].data.decode()


async def test_only_the_answers_are_read_and_nobody_else_s_words(group: Group):
    """Each by its id; nothing of what members wrote in the thread."""
    circle = group.circle
    await circle.second.say("Between ourselves.", in_=group.days[1][1])
    read, history = circle.count(MESSAGE), circle.count("GET /channels/{channel_id}/messages")
    for text in await files(group):
        assert "Between ourselves." not in text
    assert (read(), history()) == (2, 0)


async def test_what_cannot_be_read_now_is_told_as_such(group: Group):
    """A refusal in one thread ends the reading there alone."""
    group.circle.server.faults.add(Fault.fails_before(403, MESSAGE, code=50001))
    for text in await files(group):
        assert "1 answer could not be read back from Discord this time." in text
        assert "An answer that was deleted." not in text


async def test_what_was_put_below_a_post_is_in_it(group: Group):
    """With the post."""
    circle = group.circle
    await circle.host.press("Put to the group", on=await circle.host.press("Another question", on=group.days[4][0]))
    for text in await files(group):
        assert "Also asked below the post:" in text
        assert "What is passage 5 of On Bread?" in text


async def test_who_cannot_see_the_channel_gets_nothing(group: Group):
    """Wherever they ask."""
    circle = group.circle
    assert len((await circle.second.slash("/record", in_=circle.lobby)).files) == 2
    circle.channel.set_overwrite(circle.guild.everyone, deny=Permission.VIEW_CHANNEL)
    await circle.quiet()
    refused = await circle.second.slash("/record", in_=circle.lobby)
    assert "There is no study here yet" in refused.text
    assert refused.files == []


async def test_one_is_made_twice_in_ten_minutes(group: Group):
    """Each asks Discord for every answer."""
    for _ in range(2):
        await files(group)
    assert "You have just had the record" in (await record(group, group.third)).text


async def test_what_does_not_fit_into_a_file_is_told(group: Group, monkeypatch: pytest.MonkeyPatch):
    """The earliest posts go first."""
    whole, _ = await files(group)
    monkeypatch.setattr(places, "MOST_BYTES", len(whole) - 100)
    handed_over = await record(group, group.circle.host)
    assert "The earliest post did not fit" in handed_over.text
    page = handed_over.files[0].data.decode()
    assert "The earliest post did not fit" in page
    assert "Day 1 ·" not in page
    assert "Day 2 ·" in page
