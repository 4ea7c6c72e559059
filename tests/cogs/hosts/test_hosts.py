"""What hosts see, change and mend."""

from datetime import timedelta

import pytest

from bot.core.models import Reason
from bot.services.deliveries import host_notices
from local_discord import Permission
from tests.cogs.conftest import Circle
from tests.cogs.hosts.shutting_out import let_in, shut_out
from tests.cogs.library.test_library import bring, shelve
from tests.services.conftest import pack


async def test_a_stopped_study_is_told_once_and_mended_by_a_button(circle: Circle):
    """With the next host command comes the notice; *Check again* goes on once the permission is back."""
    await circle.set_up()
    await shut_out(circle)
    pause = await circle.host.slash("/study pause", in_=circle.lobby)
    notice = await pause.follow_up()
    assert "has stopped" in notice.text
    assert "may not post in the channel" in notice.text
    still = await circle.host.press("Check again", on=notice)
    assert "lacks a permission" in still.text
    await let_in(circle)
    mended = await circle.host.press("Check again", on=notice)
    assert "the study goes on" in mended.text
    again = await circle.host.slash("/study status", in_=circle.lobby)
    assert again.follow_ups == []
    assert "running" in again.text


async def test_post_now_makes_good_what_was_missed(circle: Circle):
    """From the status: the study resumes, and the next day's slot is not doubled."""
    await circle.set_up()
    await shut_out(circle)
    await let_in(circle)
    status = await circle.host.slash("/study status", in_=circle.lobby)
    circle.clock.move(timedelta(days=1))
    await circle.host.press("Post now", on=status)
    await circle.first.sees("Day 1", in_=circle.channel)
    await circle.settled()
    assert len(circle.posts()) == 1


async def test_post_now_lets_a_study_go_on_although_today_is_over(circle: Circle):
    """The refusal says that the next passage comes at its time, and it does."""
    await circle.set_up()
    await shut_out(circle)
    await let_in(circle)
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert "Today was skipped" in (await circle.host.press("Post now", on=status)).text
    await circle.next_day(1)


async def test_a_channel_in_which_nobody_may_talk_is_seen(circle: Circle):
    """At setup and later; not where a role of members may."""
    denied = Permission.SEND_MESSAGES_IN_THREADS
    warning = "members cannot talk about the passages"
    readers = circle.guild.add_role("Readers")
    circle.channel.set_overwrite(circle.guild.everyone, deny=denied)
    circle.channel.set_overwrite(circle.bot_role, allow=denied)
    await circle.quiet()
    assert warning in (await circle.set_up()).text
    assert warning in (await circle.host.slash("/study status", in_=circle.lobby)).text
    circle.channel.set_overwrite(readers, allow=denied)
    await circle.quiet()
    assert warning not in (await circle.host.slash("/study status", in_=circle.lobby)).text


async def test_the_preview_shows_what_will_come(circle: Circle):
    """The posts as they will look, one a page; a day can be left out and taken in again."""
    await circle.set_up()
    preview = await circle.host.slash("/study preview", in_=circle.lobby)
    assert "1 of 5" in preview.text
    assert "What does passage 1 of On Bread mean?" in preview.text
    asking = ["Edit question", "Another one"]
    assert preview.buttons == ["Next page", "Skip this day", "Swap with the next day", *asking]
    await circle.host.press("Next page", on=preview)
    assert "2 of 5" in preview.text
    assert "What does passage 2 of On Bread mean?" in preview.text
    await circle.host.press("Skip this day", on=preview)
    assert "A host skipped this day" in preview.text
    await circle.host.press("Next page", on=preview)
    assert "passage 2, about bread" in preview.text
    await circle.host.press("Previous page", on=preview)
    await circle.host.press("Post on this day after all", on=preview)
    assert "passage 2, about bread" in preview.text


async def test_a_time_and_a_zone_are_taken_as_people_type_them(circle: Circle):
    """And what was set up leads to its preview."""
    begun = await circle.set_up(time="7:30 pm", zone="jerus")
    assert "Every day at 19:30, Asia/Jerusalem\n5 of 5 passages left, the last one on <t:" in begun.text
    await circle.host.press("Preview", on=begun)
    assert "1 of 5" in begun.text
    refused = await circle.host.slash("/study edit", in_=circle.lobby, zone="san")
    assert "“san” could be several places" in refused.text
    assert "• San Antonio, United States: UTC−5 now, UTC−6 at other times of the year" in refused.text


async def test_a_zone_is_offered_by_city_and_country_while_it_is_typed(circle: Circle):
    """Each choice says what its clocks show, and can be sent."""
    offered = await circle.host.autocomplete("/study setup", in_=circle.lobby, zone="munich")
    assert [(choice.name, choice.value) for choice in offered] == [
        ("Munich, Germany: UTC+2 now, UTC+1 at other times of the year", "Europe/Berlin")
    ]
    await circle.set_up(zone="India")
    edit = await circle.host.slash("/study edit", zone=str(offered[0].value), in_=circle.lobby)
    assert "Asia/Kolkata" in edit.text
    assert "Europe/Berlin" in edit.text
    refused = await circle.host.slash("/study edit", zone="Etc/GMT+3", in_=circle.lobby)
    assert "“Etc/GMT+3” stands for UTC−3, not for UTC+3" in refused.text


async def test_a_status_leads_on(circle: Circle):
    """A paused study can be resumed from there, and one that has read everything leads to its list."""
    await circle.set_up()
    await circle.host.slash("/study pause", in_=circle.lobby)
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert status.buttons == ["Resume", "Undo"]
    assert "goes on" in (await circle.host.press("Resume", on=status)).text
    for day in range(1, 6):
        await circle.next_day(day)
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert "everything has been read" in status.text
    assert "Everything" in (await circle.host.press("Open the reading list", on=status)).text
    assert "No further passage is planned" in (await circle.first.slash("/today", in_=circle.lobby)).text
    assert "has been read" in (await circle.host.slash("/study resume", in_=circle.lobby)).text
    await circle.host.slash("/study pause", in_=circle.lobby)
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert status.buttons == ["Open the reading list", "Undo"]


async def test_the_status_has_a_page_for_every_study(circle: Circle):
    """However many there are: none is left out without a word."""
    channels = [circle.guild.add_text_channel(f"study-{number}") for number in range(24)]
    await circle.quiet()
    for channel in (circle.channel, *channels):
        await circle.set_up(channel=channel)
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert "25 studies in all" in status.text
    read = status.text
    while "Next page" in status.buttons:
        status = await circle.host.press("Next page", on=status)
        read += status.text
    assert all(f"### <#{channel.id}> · running" in read for channel in (circle.channel, *channels))


async def test_today_names_the_day_on_which_something_comes(circle: Circle):
    """Not the one that has been left out."""
    await circle.set_up()
    skipped = await circle.host.slash("/study skip", in_=circle.lobby)
    assert "on <t:1777618800:F>; its passage comes on <t:1777705200:F>." in skipped.text
    assert "The next passage comes <t:1777705200:F>." in (await circle.first.slash("/today", in_=circle.lobby)).text


@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        ("", ["Every day", "Monday to Friday", "Monday to Saturday", "Sunday to Thursday", "Saturday and Sunday"]),
        ("sat", ["Monday to Saturday", "Saturday and Sunday", "Saturday", "Every day but Saturday"]),
        ("tue, thu", ["Tuesday, Thursday", "Every day but Tuesday, Thursday"]),
        ("every day but sat", ["Every day but Saturday"]),
        ("mon-fri", ["Monday to Friday"]),
        ("weekly", []),
    ],
)
async def test_any_days_of_the_week_are_offered(circle: Circle, typed: str, offers: list[str]):
    """The usual weeks, the days that are typed, and the days of rest; without a word, each day as one of rest."""
    found = await circle.host.autocomplete("/study setup", in_=circle.lobby, days=typed)
    rest = ["Every day but Monday", "Every day but Sunday"] if not typed else []
    assert [choice.name for choice in found][: len(offers)] == offers
    assert {choice.name for choice in found} >= set(rest)
    assert len(found) == len(offers) + (7 if rest else 0)


async def test_a_study_rests_on_the_days_a_host_chooses(circle: Circle):
    """From the list, or typed by hand; what cannot be read is refused before anything is stored."""
    refused = await circle.set_up(days="weekly")
    assert "cannot read “weekly” as days of the week" in refused.text
    (*_, rest) = await circle.host.autocomplete("/study setup", in_=circle.lobby, days="saturday")
    started = await circle.set_up(days=rest.value)
    assert "Every day but Saturday at 07:00, UTC" in started.text
    await circle.next_day(1)
    preview = await circle.host.slash("/study preview", in_=circle.lobby)
    assert "<t:1777791600:F>" in preview.text  # Sunday 3 May
    edit = await circle.host.slash("/study edit", in_=circle.lobby, days="Tue Thu")
    assert "→ Tuesday, Thursday at 07:00, UTC" in edit.text
    await circle.host.press("Change it", on=edit)
    assert "Tuesday, Thursday at 07:00" in (await circle.host.slash("/study status", in_=circle.lobby)).text


async def test_what_was_previewed_is_what_is_posted(circle: Circle):
    """Word for word, but for the reference."""
    await circle.set_up()
    preview = await circle.host.slash("/study preview", in_=circle.lobby)
    post, _ = await circle.next_day(1)
    shown = preview.text.split("\n", 1)[1].rsplit("\n", 1)[0]
    assert shown in post.text


async def test_a_skipped_day_is_in_the_ledger_and_its_passage_comes_after(circle: Circle):
    """`/study skip` leaves the next day out."""
    await circle.set_up()
    skipped = await circle.host.slash("/study skip", in_=circle.lobby)
    assert "Nothing will be posted on <t:1777618800:F>" in skipped.text
    circle.clock.move(timedelta(days=1, hours=1, minutes=1))
    post = await circle.first.sees("Day 1 ", in_=circle.channel)
    assert "1 of 3" in post.text
    await circle.settled()
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert "<t:1777618800:D>: not posted · a host skipped it" in status.text
    assert "<t:1777705200:D>: posted" in status.text


async def test_the_status_says_what_to_do_when_nothing_is_planned(circle: Circle):
    """Paused, all read, or the list empty: each has its own way on."""
    single = pack("Single", 1)
    await shelve(circle, await bring(circle, single.name, single.data))
    await circle.set_up(essay="single")

    async def study(command: str, **options: int) -> str:
        return (await circle.host.slash(f"/study {command}", in_=circle.lobby, options=options)).text

    await study("pause")
    assert circle.says("status.until_resumed") in await study("status")
    await study("resume")
    await circle.next_day(1)
    for command, options in (("status", {}), ("skip", {}), ("shift", {"days": 2}), ("preview", {})):
        assert "Everything on the reading list has been read." in await study(command, **options)
    asked = await circle.host.slash("/library remove", in_=circle.lobby, essay="single")
    await circle.done(await circle.host.press("Remove", on=asked))
    for command in ("status", "reading"):
        assert "list is empty" in (text := await study(command))
        assert "goes on by itself" in text
    assert "Nothing on the reading list has been posted" in await study("go-back")


async def test_a_paused_study_shows_what_would_come(circle: Circle):
    """Each command says that it is paused, and none of them sets it going; *Resume* stands under the answer."""
    await circle.set_up()
    paused = await circle.host.slash("/study pause", in_=circle.lobby)
    assert paused.buttons == ["Resume", "Tell the group", "Undo"]
    assert (await circle.host.slash("/study pause", in_=circle.lobby)).buttons == paused.buttons
    if_resumed = circle.says("study.if_resumed")
    preview = await circle.host.slash("/study preview", in_=circle.lobby)
    assert "<t:1777618800:F> · 1 of 5" in preview.text
    assert if_resumed in preview.text
    await circle.host.press("Swap with the next day", on=preview)
    assert "passage 2, about bread" in preview.text
    for command, options, shown in (
        ("skip", {}, "Nothing will be posted on <t:1777618800:F>; its passage comes on <t:1777705200:F>."),
        ("shift", {"days": 2}, "<t:1777878000:F>: **"),
        ("skip-to", {"passage": "salt 1"}, "<t:1777705200:F>: **On Salt 1**"),
        ("edit", {"time": "08:00"}, "The next passages would come: <t:1777708800:f>"),
    ):
        answer = await circle.host.slash(f"/study {command}", in_=circle.lobby, options=options)
        assert shown in answer.text
        assert if_resumed in answer.text
    assert "paused" in (await circle.host.slash("/study status", in_=circle.lobby)).text
    assert "goes on" in (await circle.host.press("Resume", on=paused)).text


async def test_removing_a_study_asks_first(circle: Circle):
    """Then nothing of it is left, its buttons say so, and the channel is free again."""
    await circle.set_up()
    preview = await circle.host.slash("/study preview", in_=circle.lobby)
    asked = await circle.host.slash("/study remove", in_=circle.lobby)
    assert "for good" in asked.text
    await circle.host.press("Remove it", on=asked)
    assert "This study is no longer there." in (await circle.host.press("Next page", on=preview)).text
    assert "no study here yet" in (await circle.host.slash("/study status", in_=circle.lobby)).text
    assert "5 passages" in (await circle.set_up()).text


async def test_a_forum_gets_a_post_of_its_own_each_day(circle: Circle):
    """With the chosen tag; talk in it counts, and buttons work."""
    forum = circle.guild.add_forum_channel("readings", tags=["Daily", "Other"], require_tag=True)
    await circle.quiet()
    asked = await circle.set_up(channel=forum)
    assert "Fill in the option tag with one of these: Daily, Other" in asked.text
    assert "no tag called “Weekly”" in (await circle.set_up(channel=forum, tag="Weekly")).text
    await circle.set_up(channel=forum, tag="daily")
    circle.clock.move(timedelta(hours=1, minutes=1))
    thread = await circle.first.sees_post("Day 1", in_=forum)
    await circle.settled()
    assert [tag.name for tag in thread.tags] == ["Daily"]
    post = await circle.first.sees("On Bread", in_=thread)
    assert "Noted" in (await circle.first.press("I’ve read it", on=post)).text
    await circle.second.say("About sharing, I think.", in_=thread)
    await circle.quiet()
    assert "answered: 1" in (await circle.second.slash("/me", in_=circle.lobby)).text


async def test_a_post_is_pinned_if_the_host_wants_it(circle: Circle):
    """The permission is asked for at setup; without it the setup is refused."""
    assert "may not pin" in (await circle.set_up(pin=True)).text
    circle.channel.set_overwrite(circle.bot_role, allow=Permission.PIN_MESSAGES)
    await circle.quiet()
    await circle.set_up(pin=True)
    post, _ = await circle.next_day(1)
    assert post.pinned


async def test_a_guild_that_comes_back_waits_for_its_host(circle: Circle):
    """Taken out and invited again: all is kept, nothing is posted, and the host is told."""
    await circle.set_up()
    circle.guild.kick(circle.application)
    await circle.quiet()
    circle.guild.add_application(circle.application)
    await circle.quiet()
    circle.clock.move(timedelta(hours=2))
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert "paused" in status.text
    assert "is back" in status.text
    assert circle.posts() == []


async def test_an_outage_is_not_a_farewell(circle: Circle):
    """A guild that Discord calls unavailable keeps its study, and the post comes."""
    await circle.set_up()
    circle.guild.go_down()
    await circle.quiet()
    circle.guild.come_back()
    await circle.quiet()
    await circle.next_day(1)
    assert "running" in (await circle.host.slash("/study status", in_=circle.lobby)).text


async def test_a_deleted_role_is_told_once(circle: Circle):
    """The post comes, with a mention that pings nobody; a new role ends the trouble."""
    readers = circle.guild.add_role("Readers", mentionable=True)
    await circle.quiet()
    await circle.set_up(role=readers)
    circle.guild.remove_role(readers)
    await circle.quiet()
    await circle.next_day(1)
    told = await (await circle.host.slash("/study status", in_=circle.lobby)).follow_up()
    assert "has been deleted, so posts ping nobody" in told.text
    await circle.next_day(2)
    assert Reason.ROLE_GONE not in [notice.reason for notice in await host_notices.untold(circle.bot.database)]
    others = circle.guild.add_role("Other readers", mentionable=True)
    await circle.quiet()
    edit = await circle.host.slash("/study edit", in_=circle.channel, role=others)
    await circle.host.press("Change it", on=edit)
    post, _ = await circle.next_day(3)
    assert post.mention_roles == (others,)
    circle.guild.remove_role(others)
    await circle.quiet()
    await circle.next_day(4)
    assert Reason.ROLE_GONE in [notice.reason for notice in await host_notices.untold(circle.bot.database)]
