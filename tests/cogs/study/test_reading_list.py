"""What hosts decide about what is read and when, pressed by hand."""

from datetime import date, timedelta

import pytest

from bot.services.deliveries import daily_posts, slot_claims
from bot.services.library import catalogue
from bot.services.studies import left_out_days, study_changes
from local_discord import Channel, Message, NotPossible, Reply
from tests.asking import asks
from tests.cogs.conftest import Circle
from tests.services.conftest import pack

ADD, REMOVE, PLACE = "Add an essay", "Take an essay off the list", "Move an essay"
AT_ONCE, ORDER, END = "How much comes at once", "Choose the order", "Choose what happens at the end"


async def panel(circle: Circle, in_: Channel | None = None) -> Reply:
    return await circle.host.slash("/study reading", in_=in_ or circle.lobby)


async def order(circle: Circle, shown: Reply, label: str) -> None:
    await circle.host.choose(ORDER, [f"Order: {label}"], on=shown)


async def ending(circle: Circle, shown: Reply, label: str) -> None:
    await circle.host.choose(END, [f"At the end: {label}"], on=shown)


async def restarted(circle: Circle) -> None:
    await circle.stop()
    await circle.start()


async def nothing_more(circle: Circle) -> None:
    """Let the time of the next post come, when everything has been read."""
    due_at = await daily_posts.next_claim_at(circle.bot.database)
    assert due_at is not None
    circle.clock.move_to(due_at)
    assert await slot_claims.claim_due(circle.bot.database, circle.bot.app_id, circle.bot.safe_now()) == []
    assert await daily_posts.next_claim_at(circle.bot.database) is None


async def first_line(circle: Circle, day: int) -> str:
    """What the post of that day reads: "On Bread 2"."""
    post, _ = await circle.next_day(day)
    return read_in(post)


def read_in(post: Message) -> str:
    return next(
        line.split(", passage ")[0] + " " + line.split(", passage ")[1][0]
        for line in post.text.split("\n")
        if ", passage " in line
    )


async def test_the_reading_list_is_changed_by_pressing(circle: Circle):
    """Out and in, earlier, and each time the panel says what it means; a restart in between changes nothing."""
    await circle.set_up()
    shown = await panel(circle)
    assert shown.ephemeral
    assert "1. **On Bread** · 3 passages\n2. **On Salt** · 2 passages" in shown.text
    assert "Next: **On Bread 1**" in shown.text
    assert "5 passages are left, the last one on <t:1777964400:D>. Then the study stops." in shown.text
    await circle.host.choose(PLACE, ["On Salt"], on=shown)
    assert "▸ **On Salt**" in shown.text
    await restarted(circle)
    await circle.host.press("Move earlier", on=shown)
    assert "1. ▸ **On Salt** · 2 passages\n2. **On Bread** · 3 passages" in shown.text
    with pytest.raises(NotPossible, match="'Move earlier' is disabled"):
        await circle.host.press("Move earlier", on=shown)
    await circle.host.press("Move later", on=shown)
    with pytest.raises(NotPossible, match="'Move later' is disabled"):
        await circle.host.press("Move later", on=shown)
    await circle.host.press("Move earlier", on=shown)
    await circle.host.choose(REMOVE, ["On Bread"], on=shown)
    assert "On Bread" not in shown.text
    assert REMOVE not in shown.menus
    await circle.host.choose(ADD, ["On Bread"], on=shown)
    assert "2. **On Bread** · 3 passages" in shown.text
    assert await first_line(circle, 1) == "On Salt 1"


async def test_an_essay_that_has_been_begun_is_taken_out_after_a_question(circle: Circle):
    """*Keep it* goes back; *Take it off the list* does it, and the next essay is read."""
    await circle.set_up()
    await circle.next_day(1)
    shown = await panel(circle)
    assert "1 of 3 read, 2 to come" in shown.text
    await circle.host.choose(REMOVE, ["On Bread"], on=shown)
    assert "the 2 that are left will not be posted" in shown.text
    await circle.host.press("Keep it", on=shown)
    assert "1 of 3 read" in shown.text
    await circle.host.choose(REMOVE, ["On Bread"], on=shown)
    await circle.host.press("Take it off the list", on=shown)
    assert "On Bread" not in shown.text.split("\n")[1]
    assert await first_line(circle, 2) == "On Salt 1"


async def test_an_essay_may_pass_the_one_being_read(circle: Circle):
    """What is left of the other comes after it; *Undo* puts both back."""
    await circle.set_up()
    await circle.next_day(1)
    shown = await panel(circle)
    await circle.host.choose(PLACE, ["On Salt"], on=shown)
    await circle.host.press("Move earlier", on=shown)
    assert "Next: **On Salt 1**" in shown.text
    await circle.host.press("Undo", on=shown)
    assert "an essay moved" in shown.text
    assert "Next: **On Bread 2**" in (await panel(circle)).text


async def test_a_shuffled_list_begins_again(circle: Circle):
    """Passages at random, none twice a round; six days on, the second round is under way, and the preview knew it."""
    await circle.set_up()
    shown = await panel(circle)
    await order(circle, shown, "passages at random")
    assert PLACE not in shown.menus
    await ending(circle, shown, "begin again")
    assert (
        "5 passages are left in this round, the last one on <t:1777964400:D>. Then the list begins again." in shown.text
    )
    preview = await circle.host.slash("/study preview", in_=circle.lobby)
    assert "1 of 14" in preview.text
    previewed = []
    for _ in range(7):
        previewed.append(
            preview.text.split(", passage ")[0].rsplit("\n", 1)[1] + " " + preview.text.split(", passage ")[1][0]
        )
        await circle.host.press("Next page", on=preview)
    read = [await first_line(circle, day) for day in range(1, 4)]
    await restarted(circle)
    read += [await first_line(circle, day) for day in range(4, 8)]
    assert read == previewed
    assert len(set(read[:5])) == 5
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert "Order: passages at random · at the end: begin again" in status.text
    assert "3 of 5 passages left in this round, the last one on <t:1778396400:D> (<t:1778396400:R>)" in status.text


async def test_order_and_end_are_chosen_at_setup(circle: Circle):
    """The options of `/study setup` do what the panel does."""
    started = await circle.set_up(essay="On Salt", order="essays_shuffled", ending="go_on")
    assert "5 passages" in started.text
    shown = await panel(circle)
    assert "Then 1 other essay from the library" in shown.text
    assert "5 passages are left in the whole library" in shown.text
    assert [await first_line(circle, day) for day in (1, 2, 3)] == ["On Salt 1", "On Salt 2", "On Bread 1"]


async def test_a_study_that_has_read_everything_goes_on_with_more(circle: Circle):
    """Without another command: an essay is added, and the next day it is read."""
    await circle.set_up(essay="On Salt")
    await circle.next_day(1)
    await circle.next_day(2)
    await nothing_more(circle)
    shown = await panel(circle)
    assert "Everything has been read" in shown.text
    await circle.host.choose(ADD, ["On Bread"], on=shown)
    assert "3 passages are left, the last one on <t:1778050800:D>" in shown.text
    assert await first_line(circle, 3) == "On Bread 1"


async def test_a_study_that_goes_on_with_the_library_wakes_after_an_import(circle: Circle):
    """The next slot is the next to come."""
    await circle.set_up(essay="On Salt", ending="go_on")
    for day in range(1, 6):
        await circle.next_day(day)
    await nothing_more(circle)
    await catalogue.stock(circle.bot.database, [pack("On Oil", 1)])
    (woken,) = await study_changes.wake(circle.bot.database, circle.guild.id, circle.bot.safe_now())
    assert woken.next_slot is not None
    assert woken.next_slot.date.day == 7
    assert await first_line(circle, 6) == "On Oil 1"


async def test_skipping_shows_first_and_does_then(circle: Circle):
    """Which passages will not be posted, the next times, and a button that survives a restart."""
    await circle.set_up()
    await circle.next_day(1)
    offered = await circle.host.autocomplete("/study skip-to", in_=circle.lobby, passage="")
    assert [each.name.split(" · ")[0] for each in offered] == ["On Bread 3", "On Salt 1", "On Salt 2"]
    shown = await circle.host.slash("/study skip-to", in_=circle.lobby, passage=str(offered[1].value))
    assert "On Salt 1 would come next" in shown.text
    assert "2 passages will not be posted: On Bread 2–3." in shown.text
    assert "<t:1777705200:F>: **On Salt 1** · On Salt, passage 1" in shown.text
    await restarted(circle)
    await circle.host.press("Skip to it", on=shown)
    assert "Done" in shown.text
    await circle.host.press("Undo", on=shown)
    assert "<t:1777705200:F>: **On Bread 2**" in shown.text
    shown = await circle.host.slash("/study skip-to", in_=circle.lobby, passage=str(offered[1].value))
    await circle.host.press("Skip to it", on=shown)
    assert await first_line(circle, 2) == "On Salt 1"
    late = await circle.host.press("Undo", on=shown)
    assert "posted or changed in this study since" in late.text
    refused = await circle.host.slash("/study skip-to", in_=circle.lobby, passage="bread 3")
    assert "/study go-back" in refused.text


async def test_going_back_reads_the_last_one_again(circle: Circle):
    """Or from an earlier one on; a passage to come is a matter for the other command."""
    await circle.set_up()
    await circle.next_day(1)
    await circle.next_day(2)
    shown = await circle.host.slash("/study go-back", in_=circle.lobby)
    assert "On Bread 2 would come next" in shown.text
    assert "1 passage will be read again." in shown.text
    await circle.host.press("Go back to it", on=shown)
    assert await first_line(circle, 3) == "On Bread 2"
    earlier = await circle.host.slash("/study go-back", in_=circle.lobby, passage="bread 1")
    assert "2 passages will be read again." in earlier.text
    refused = await circle.host.slash("/study go-back", in_=circle.lobby, passage="salt 2")
    assert "/study skip-to" in refused.text
    await circle.next_day(4)
    late = await circle.host.press("Go back to it", on=earlier)
    assert "Something has changed" in late.text


async def test_days_are_shifted_and_taken_in_again(circle: Circle):
    """Nothing is posted on them; *Undo* knows the very days, and only what was done last is undone."""
    await circle.set_up()
    shown = await circle.host.slash("/study shift", in_=circle.lobby, days=3)
    assert "Nothing would be posted from <t:1777618800:D> to <t:1777791600:D>" in shown.text
    assert "<t:1777878000:F>: **On Bread 1**" in shown.text
    await circle.host.press("Skip them", on=shown)
    stale = await circle.host.slash("/study shift", in_=circle.lobby, days=2)
    await restarted(circle)
    await circle.host.press("Undo", on=shown)
    assert "days skipped. Everything is as it was before." in shown.text
    assert "<t:1777618800:F>: **On Bread 1**" in shown.text
    one = await circle.host.slash("/study shift", in_=circle.lobby, days=1)
    assert "Nothing would be posted on <t:1777618800:D>." in one.text
    await circle.host.press("Skip it", on=one)
    assert "Something has changed" in (await circle.host.press("Skip them", on=stale)).text
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert "Skipped: <t:1777618800:D>" in status.text
    assert f"days skipped (<@{circle.host.id}>)" in status.text
    assert "2 of 6" in (await circle.host.slash("/study preview", in_=circle.lobby)).text
    await circle.host.slash("/study pause", in_=circle.lobby)
    assert "posted or changed in this study since" in (await circle.host.press("Undo", on=one)).text


async def test_days_are_shifted_however_many_are_left_out_already(circle: Circle):
    """Sixty more, behind a hundred and thirty."""
    await circle.set_up()
    database, guild_id = circle.bot.database, circle.guild.id
    study = await study_changes.the_one(database, asks(guild_id, channel_id=None))
    between = [date(2026, 5, 2) + timedelta(days=number) for number in range(130)]
    await left_out_days.leave_out(database, asks(guild_id, now=circle.bot.safe_now()), study.id, between)
    far = await circle.host.slash("/study shift", in_=circle.lobby, days=60)
    await circle.host.press("Skip them", on=far)
    assert "Nothing will be posted from <t:1777618800:D> to <t:1793948400:D>" in far.text
    await circle.host.press("Undo", on=far)
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert "<t:1777618800:f>" in status.text
    assert status.buttons == ["Undo"]


async def test_two_days_are_swapped_in_the_preview(circle: Circle):
    """What the pages show then is what is posted."""
    await circle.set_up()
    preview = await circle.host.slash("/study preview", in_=circle.lobby)
    await circle.host.press("Swap with the next day", on=preview)
    assert "On Bread, passage 2" in preview.text
    await circle.host.press("Next page", on=preview)
    assert "On Bread, passage 1" in preview.text
    asking = ["Edit question", "Another one"]
    assert preview.buttons == ["Previous page", "Next page", "Skip this day", "Swap with the next day", *asking]
    await restarted(circle)
    await circle.host.press("Swap with the next day", on=preview)
    assert "On Bread, passage 3" in preview.text
    assert [await first_line(circle, day) for day in (1, 2, 3)] == ["On Bread 2", "On Bread 3", "On Bread 1"]


async def test_hosts_are_told_when_little_is_left(circle: Circle):
    """In their channel, once each, with the way to the list; not again after a restart, a pause or the next post."""
    hosts = circle.guild.add_text_channel("hosts")
    await circle.quiet()
    await circle.host.slash("/settings", host_channel=hosts, in_=circle.lobby)
    await circle.set_up()
    for day in (1, 2, 3):
        await circle.next_day(day)
    notice = await circle.host.sees("2 passages are left; after", in_=hosts)
    assert "What is left to read" in notice.text
    assert notice.buttons == ["Open the reading list"]
    await restarted(circle)
    await circle.host.slash("/study pause", in_=circle.lobby)
    await circle.host.slash("/study resume", in_=circle.lobby)
    await circle.next_day(4)
    await circle.quiet()
    assert len([message for message in circle.host.reads(hosts) if "left" in message.text]) == 1
    await circle.next_day(5)
    end = await circle.host.sees("Everything on the list has been read", in_=hosts)
    opened = await circle.host.press("Open the reading list", on=end)
    assert "Everything" in opened.text
    assert "Manage Server" in (await circle.first.press("Open the reading list", on=end)).text


@pytest.mark.parametrize("command", ["reading", "skip-to", "go-back", "shift"])
async def test_what_hosts_press_is_for_hosts(circle: Circle, command: str):
    """Whoever is no longer a host learns that from every button and list, and nothing happens."""
    await circle.set_up(essay="On Bread")
    await circle.next_day(1)
    options = {"skip-to": {"passage": "bread 3"}, "shift": {"days": 2}}.get(command, {})
    shown = await circle.host.slash(f"/study {command}", in_=circle.lobby, options=options)
    (hosts,) = [role for role in circle.guild.roles.values() if role.name == "Hosts"]
    circle.guild.take_role(circle.host, hosts)
    before = shown.text
    for label in shown.buttons:
        assert "Manage Server" in (await circle.host.press(label, on=shown)).text
    choices = {
        ADD: "On Salt",
        AT_ONCE: "At once: a whole section",
        ORDER: "Order: essays at random",
        END: "At the end: begin again",
    }
    for menu in shown.menus:
        assert "Manage Server" in (await circle.host.choose(menu, [choices[menu]], on=shown)).text
    assert len(shown.buttons) + len(shown.menus) == (4 if command == "reading" else 1)
    assert shown.text == before


async def test_two_studies_have_two_lists(circle: Circle):
    """The command means the study of the channel it is used in."""
    other = circle.guild.add_text_channel("evening")
    await circle.quiet()
    await circle.set_up()
    await circle.set_up(channel=other, essay="On Salt")
    assert "several studies" in (await panel(circle)).text
    shown = await panel(circle, in_=other)
    await ending(circle, shown, "begin again")
    assert "2 passages are left in this round" in (await panel(circle, in_=other)).text
    assert "Then the study stops" in (await panel(circle, in_=circle.channel)).text
    nobody = await circle.host.autocomplete("/study skip-to", in_=circle.lobby, passage="")
    assert nobody == []


async def test_an_essay_beyond_the_list_is_added_by_its_name(circle: Circle):
    """The option `essay` finds what the list cannot hold."""
    await catalogue.stock(circle.bot.database, [pack(f"Essay {n}", 1) for n in range(1, 31)])
    await circle.set_up(essay="On Salt")
    shown = await panel(circle)
    assert "The menu below offers 25 of 31 essays" in shown.text
    offered = await circle.host.autocomplete("/study reading", in_=circle.lobby, essay="essay 30")
    shown = await circle.host.slash("/study reading", in_=circle.lobby, essay=str(offered[0].value))
    assert "2. **Essay 30** · 1 passage" in shown.text
    await order(circle, shown, "essays at random")
    assert "On Salt" in shown.text


async def test_any_essay_of_a_long_list_is_moved_and_taken_out_by_its_name(circle: Circle):
    """The lists hold 25 of 32, which the panel says; the option `listed` finds all, and shows where they are."""
    await catalogue.stock(circle.bot.database, [pack(f"Essay {n}", 1) for n in range(1, 31)])
    await circle.set_up()
    shown = await panel(circle)
    assert "The menus below offer 25 of 32 essays" in shown.text
    offered = await circle.host.autocomplete("/study reading", in_=circle.lobby, listed="essay 30")
    shown = await circle.host.slash("/study reading", in_=circle.lobby, listed=str(offered[0].value))
    assert "32. ▸ **Essay 30**" in shown.text
    await circle.host.press("Move earlier", on=shown)
    assert "31. ▸ **Essay 30** · 1 passage\n32. **Essay 29**" in shown.text
    await order(circle, shown, "essays at random")
    shown = await circle.host.slash("/study reading", in_=circle.lobby, listed=str(offered[0].value))
    assert "Move earlier" not in shown.buttons
    await circle.host.press("Take it off the list", on=shown)
    assert "offer 25 of 31 essays" in shown.text
    gone = await circle.host.slash("/study reading", in_=circle.lobby, listed=str(offered[0].value))
    assert "not on this study’s list" in gone.text


async def test_a_newcomer_reads_where_to_begin(circle: Circle):
    """Until they take part; and on the first day nobody has missed anything."""
    await circle.set_up()
    post, _ = await circle.next_day(1)
    assert "Day 1, start here" in (await circle.first.slash("/today", in_=circle.channel)).text
    await circle.first.press("I’ve read it", on=post)
    assert "start here" not in (await circle.first.slash("/today", in_=circle.channel)).text
    await circle.next_day(2)
    new = await circle.second.slash("/today", in_=circle.channel)
    assert new.text.startswith("**Day 2, start here.**")
    assert "/catch-up" in new.text
    assert "start here" not in (await circle.first.slash("/today", in_=circle.channel)).text
