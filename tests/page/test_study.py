"""The real bot, as `python main.py try` shows it."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from bot.i18n import Texts
from command_line.arguments import parse
from command_line.opened_room import open_room
from command_line.tour import Tour
from command_line.tryout import _study_group
from local_discord import LocalDiscord
from tests.page.conftest import PHONE
from tests.page.screen import Screen, expect

pytestmark = pytest.mark.asyncio(loop_scope="session")


@dataclass(frozen=True, slots=True)
class Study:
    """A study group after its first post."""

    server: LocalDiscord

    @property
    def url(self) -> str:
        return self.server.page_url


@pytest_asyncio.fixture(loop_scope="session")
async def study() -> AsyncIterator[Study]:
    say = Texts().say()
    asked = parse(["try", "--no-browser"], say)
    async with _study_group(asked, say, port=0) as (server, circle, bot):
        tour = Tour(server, circle.host, circle.first, circle.second, circle.passages, bot, say)
        await open_room(tour, circle.lobby, circle.first, circle.second, say)
        yield Study(server)


async def _overlap(one: Any, other: Any) -> bool:
    """Whether two elements lie over each other."""
    first, second = await one.bounding_box(), await other.bounding_box()
    return all(
        first[at] < second[at] + second[size] - 1 and second[at] < first[at] + first[size] - 1
        for at, size in (("x", "width"), ("y", "height"))
    )


async def test_the_first_steps_lead_through_the_main_things_and_go(study: Study, screen: Screen):
    """Read, write in the thread, search: each step goes when it is done, the box with the last one."""
    await screen.open(study.url)
    steps = screen.page.get_by_role("region", name="First steps").get_by_role("listitem")
    await expect(steps).to_have_count(3)
    read = screen.button("I’ve read it", screen.main.locator("article"))
    await expect(read).to_be_in_viewport(ratio=1)
    await steps.first.get_by_role("button").click()
    await expect(read).to_be_focused()
    await screen.page.keyboard.press("Enter")
    await expect(screen.message("you have read it")).to_be_in_viewport()
    await expect(steps).to_have_count(2)
    await steps.first.get_by_role("button").click()
    await expect(screen.page.locator("#write-thread")).to_be_focused()
    await screen.write("The phone is nearer than the bench.", into="#write-thread")
    await expect(steps).to_have_count(1)
    await steps.first.get_by_role("button").click()
    await expect(screen.page.get_by_role("textbox", name="words")).to_have_value("Neighbour")
    await screen.page.keyboard.press("Enter")
    await expect(screen.message("passages for “Neighbour”")).to_be_in_viewport()
    await expect(steps).to_have_count(0)


async def test_the_word_that_is_suggested_gives_way_to_another(study: Study, screen: Screen):
    """Whoever has a word of their own types it."""
    await screen.open(study.url)
    await screen.page.get_by_role("button", name="Search for Neighbour").click()
    await screen.page.keyboard.type("smell")
    await screen.page.keyboard.press("Enter")
    await expect(screen.message("for “smell”")).to_be_in_viewport()


async def test_the_room_is_alive_when_it_opens(study: Study, screen: Screen):
    """What the bot is for stands at the top, the day's thread has two answers, and a quote has been shared."""
    await screen.open(study.url)
    await expect(screen.page.locator("#brand-note")).to_contain_text("One passage a day")
    await expect(screen.main.locator(".thread-chip")).to_contain_text("2 messages")
    unread = screen.page.locator(".place-link.unread")
    await expect(unread).to_have_count(2)
    await unread.first.click()
    await expect(screen.message("shares this:")).to_contain_text("Every house has a smell")
    await expect(screen.message("In ours")).to_contain_text("Second member")
    await unread.first.click()
    await expect(screen.message("Her sister.", screen.thread)).to_contain_text("First member")
    await expect(screen.page.locator(".place-link.unread")).to_have_count(0)


async def test_a_study_with_tag_pin_and_role_can_be_tried_in_a_channel_just_made(study: Study, screen: Screen):
    """What `/study setup` offers needs a forum with tags, a role that may be pinged, and a channel of one's own."""
    await screen.open(study.url)
    await screen.button("New channel").click()
    await screen.dialog.get_by_role("textbox", name="Name").fill("Book Club")
    await screen.button("Make the channel", screen.dialog).click()
    await expect(screen.page.get_by_role("heading", name="book-club", exact=True)).to_be_visible()
    write = screen.page.locator("#write")
    await write.fill("/study setup channel:book-club time:07:30 zone:Europe/London role:readers pin:yes")
    await screen.button("Send", screen.main).click()
    await expect(screen.message("has begun")).to_be_visible()
    await write.fill("/study setup channel:reading-forum time:07:45 zone:Europe/London role:readers tag:Passage")
    await screen.button("Send", screen.main).click()
    await expect(screen.message("has begun")).to_contain_text("reading-forum")
    await screen.button("+1 day").click()
    await expect(screen.page.get_by_text("A new post in #reading-forum.")).to_be_visible(timeout=20_000)
    await screen.act_as("First member")
    await expect(screen.button("New channel")).to_have_count(0)


async def test_options_may_be_named_as_in_discord(study: Study, screen: Screen):
    """The name and a colon lead to the option, to one that is not shown yet, too."""
    await screen.open(study.url)
    await screen.command("/passage search words:nobody essay:thumb")
    await expect(screen.main.get_by_role("combobox", name="essay")).to_have_value("thumb")
    await screen.page.keyboard.press("Escape")
    await screen.page.keyboard.press("Enter")
    await expect(screen.message("for “nobody”")).to_contain_text("A Thumb on the Scale")
    await screen.command("/study shift days:2")
    await screen.page.keyboard.press("Enter")
    await expect(screen.message("Skip the next 2 days")).to_be_visible()
    await screen.command("/study setup ")
    await screen.page.keyboard.press("Tab")
    await screen.page.keyboard.type("07:30 zone:london days:")
    await expect(screen.main.get_by_role("textbox", name="time")).to_have_value("07:30")
    await expect(screen.main.get_by_role("combobox", name="zone")).to_have_value("london")
    await expect(screen.main.get_by_role("combobox", name="days")).to_be_focused()


async def test_the_first_steps_are_about_the_post_of_the_day(study: Study, screen: Screen):
    """Whatever else with a button is said after it."""
    await screen.open(study.url)
    await screen.command("/quote words:smell")
    await screen.page.keyboard.press("Enter")
    await screen.button("Share", screen.main).click()
    await screen.button("Discuss", screen.message("shares this:")).click()
    await screen.button("Post it", screen.main).click()
    await expect(screen.message("The thread is open")).to_be_visible()
    steps = screen.page.get_by_role("region", name="First steps").get_by_role("listitem")
    await expect(steps).to_have_count(3)
    await expect(steps.first).to_contain_text("I’ve read it")


async def test_a_week_passes_and_its_last_post_is_in_view(study: Study, screen: Screen):
    """There is one for each day, and the clock in the corner says so too."""
    await screen.open(study.url)
    before = await screen.page.locator(".clock-face time").get_attribute("datetime")
    await screen.button("+1 week").click()
    last = screen.message("Day 8").get_by_role("heading").nth(1)
    await expect(last).to_be_in_viewport(timeout=20_000)  # Discord takes five messages in five seconds in a channel
    await expect(screen.main.locator(".thread-chip")).to_have_count(8)
    after = await screen.page.locator(".clock-face time").get_attribute("datetime")
    assert before
    assert after
    assert after[:10] > before[:10]


async def test_to_the_next_post_brings_exactly_that(study: Study, screen: Screen):
    """Acting as a member, whose channel it appears in."""
    await screen.open(study.url)
    await screen.act_as("First member")
    await screen.button("To the next post").click()
    await expect(screen.message("Day 2")).to_be_in_viewport()
    await expect(screen.main).not_to_contain_text("Day 3")


@pytest.mark.parametrize("screen", [{}, PHONE], indirect=True, ids=["desk", "phone"])
async def test_a_note_covers_nothing_and_leaves_by_itself(study: Study, screen: Screen):
    """That there is a new post elsewhere: neither over the name of the place nor over what is said there."""
    await screen.page.clock.install()
    await screen.open(study.url)
    narrow = screen.page.locator(".clock-chip")
    if await narrow.is_visible():
        await screen.button("Channels and people").click()
    await screen.go_to("lobby")
    if await narrow.is_visible():
        await narrow.click()
    await expect(screen.page.locator(".clock-panel")).to_be_in_viewport(ratio=1)
    await screen.button("To the next post").click()
    note = screen.page.locator(".notice").filter(has_text="A new post in #daily-passage.")
    await expect(note).to_be_visible()
    for part in (note, screen.page.locator("#main"), screen.page.locator("#top")):
        await expect(part).to_be_in_viewport(ratio=1)
    assert not await _overlap(note, screen.page.locator("#main"))
    assert not await _overlap(note, screen.page.locator("#top"))
    assert await screen.findings() == []
    await screen.page.clock.run_for(7_000)
    await expect(note).to_have_count(0)


async def test_a_reminder_is_asked_for_and_comes_as_a_direct_message(study: Study, screen: Screen):
    """The note of it names who writes; what was asked for can be changed and stopped right there."""
    await screen.open(study.url)
    await screen.button("To the next post").click()
    await screen.button("Remind me", screen.message("Day 2")).click()
    await screen.button("Send", screen.dialog).click()
    await expect(screen.message("I will remind you at")).to_be_visible()
    await expect(screen.page.get_by_text("A direct message from Daily Passage.")).to_be_visible()
    await screen.go_to("Daily Passage")
    greeting = screen.message("I will write here")
    await screen.button("Stop reminding me", greeting).click()
    await expect(screen.message("I will not remind you")).to_be_visible()
    assert await screen.findings() == []


async def test_where_no_post_is_planned_the_clock_says_so(study: Study, screen: Screen):
    """The button rests while the study does, and says why."""
    await screen.open(study.url)
    await expect(screen.button("To the next post")).to_be_enabled()
    await screen.write("/study pause")
    await expect(screen.button("No post is planned")).to_be_disabled()
    await expect(screen.button("No post is planned")).to_have_attribute("title", re.compile("No study is under way"))
    await screen.page.reload()
    await expect(screen.button("No post is planned")).to_be_disabled()
    await screen.write("/study resume")
    await expect(screen.button("To the next post")).to_be_enabled()


async def test_what_was_shared_from_an_ephemeral_reply_is_not_called_an_answer_to_a_deleted_message(
    study: Study, screen: Screen
):
    """Whoever shared it is led to the quote; the others see what was shared, and above it nothing."""
    await screen.open(study.url)
    await screen.command("/quote ")
    await screen.page.keyboard.press("Enter")
    await screen.button("Share", screen.main).click()
    shared = screen.main.locator("article").last
    await expect(shared.locator(".jump")).to_contain_text("Daily Passage")
    await screen.act_as("First member")
    await expect(screen.main.locator(".container").last).to_be_in_viewport()
    await expect(screen.main).not_to_contain_text("was deleted")
    await expect(screen.main.locator(".origin")).to_have_count(0)


async def test_a_reply_names_the_whole_command(study: Study, screen: Screen):
    await screen.open(study.url)
    await screen.write("/study status")
    await expect(screen.main.locator(".origin").last).to_have_text("Host used /study status")


async def test_a_passage_is_found_by_typing_part_of_its_name(study: Study, screen: Screen):
    """The real bot's suggestions, taken with the arrow keys and Enter."""
    await screen.open(study.url)
    await screen.command("/passage show Neigh")
    await expect(screen.page.get_by_role("option").first).to_contain_text("Neighbour")
    await screen.page.keyboard.press("ArrowDown")
    await screen.page.keyboard.press("Enter")
    await screen.page.keyboard.press("Enter")
    await expect(screen.message("The Neighbour and the Source").get_by_text("Only you can see this")).to_be_visible()


async def test_a_list_of_suggestions_leaves_the_messages_in_view(study: Study, screen: Screen):
    """However many there are: it scrolls."""
    await screen.open(study.url)
    await screen.command("/passage show ")
    await expect(screen.page.get_by_role("option")).to_have_count(25)
    box = await screen.page.get_by_role("listbox").bounding_box()
    assert box["height"] < 400
    for part in (".command-head", ".option-field label"):
        assert not await _overlap(screen.page.get_by_role("listbox"), screen.page.locator(part))
    await expect(screen.message("Day 1").get_by_role("heading").first).to_be_in_viewport()


async def test_where_nothing_is_offered_the_hint_stays_in_view(study: Study, screen: Screen):
    """Before anything is typed; the line of further options goes with the last of them."""
    await screen.open(study.url)
    await screen.command("/study reading ")
    hint = screen.main.locator(".option-field .hint").first
    await expect(hint).to_be_visible()
    await expect(screen.page.get_by_role("listbox")).to_have_count(0)
    await screen.page.keyboard.press("Escape")
    await screen.command("/study setup ")
    further = screen.main.locator(".command-more")
    for _ in range(await further.get_by_role("button").count()):
        await further.get_by_role("button").first.click()
    await expect(further).to_be_hidden()


@pytest.mark.parametrize("screen", [PHONE], indirect=True, ids=["phone"])
async def test_dates_are_not_broken_over_lines(study: Study, screen: Screen):
    """On a phone, where several stand in a sentence."""
    await screen.open(study.url)
    await screen.write("/study status")
    dates = screen.message("running").locator("time.chip")
    await expect(dates.first).to_be_visible()
    parts = await dates.evaluate_all("all => all.map((each) => each.getClientRects().length)")
    assert set(parts) == {1}


@pytest.mark.parametrize("screen", [PHONE], indirect=True, ids=["phone"])
async def test_a_long_command_can_be_sent_without_scrolling(study: Study, screen: Screen):
    await screen.open(study.url)
    await screen.command("/study setup ")
    await expect(screen.button("Send", screen.main)).to_be_in_viewport(ratio=1)
    assert await screen.findings() == []


@pytest.mark.parametrize("screen", [PHONE], indirect=True, ids=["phone"])
async def test_on_a_phone_the_way_back_from_a_thread_leads_to_the_beginning_of_the_post(study: Study, screen: Screen):
    """The channel had no size while the page was opened with the thread before it."""
    await screen.open(study.url)
    await screen.main.locator(".thread-chip").click()
    await screen.page.reload()
    await screen.button("Back to the channel").click()
    await expect(
        screen.message("Day 1").get_by_role("heading", name="The Neighbour and the Source")
    ).to_be_in_viewport()


async def test_the_numbered_buttons_of_a_search_say_what_they_open(study: Study, screen: Screen):
    """For those who do not see the entries above: by the number, and its entry's first line."""
    await screen.open(study.url)
    await screen.command("/passage search neighbour")
    await screen.page.keyboard.press("Enter")
    found = screen.message("passages for “neighbour”")
    third = found.get_by_role("button", name=re.compile("^3: The Neighbour and the Source \\d+ · "))
    await expect(third).to_have_text("3")
    await expect(screen.button("Next page", found)).to_be_visible()


async def test_the_main_views_are_pictured_and_accessible(study: Study, screen: Screen):
    """The post, a search result and the thread, in both themes and on a phone, for people to look at."""
    views = [("light", 1280, 800), ("dark", 1280, 800), ("light", 360, 740), ("dark", 360, 740)]

    async def pictured(view: str) -> list[str]:
        found: list[str] = []
        for theme, width, height in views:
            await screen.page.set_viewport_size({"width": width, "height": height})
            await screen.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            path = await screen.picture(f"{view}-{theme}-{width}")
            assert path.stat().st_size > 0
            found += await screen.findings()
        await screen.page.set_viewport_size({"width": 1280, "height": 800})
        return found

    await screen.open(study.url)
    assert await pictured("post") == []
    await screen.command("/passage search neighbour")
    await screen.page.keyboard.press("Enter")
    await expect(screen.message("passages for “neighbour”")).to_be_in_viewport()
    assert await pictured("search") == []
    await screen.main.locator(".thread-chip").click()
    await screen.write("I had to read it twice. The second time I thought of my street.", into="#write-thread")
    await expect(screen.message("I had to read it twice.", screen.thread)).to_be_visible()
    assert await pictured("thread") == []


async def test_a_passage_is_discussed_and_the_menu_leads_to_the_talk(study: Study, screen: Screen):
    """By the button under what was looked up; *Discuss this* stands under Apps in the menu of a message."""
    await screen.open(study.url)
    await screen.act_as("First member")
    await screen.go_to("lobby")
    await screen.command("/passage show neighbour 3")
    await screen.page.keyboard.press("Escape")
    await screen.page.keyboard.press("Enter")
    await screen.button("Discuss", screen.message("Only you can see this")).click()
    asked = screen.message("This posts passage 3 of The Neighbour and the Source in #lobby")
    await screen.button("Post it", asked).click()
    await expect(screen.message("The thread is open: #The Neighbour and the Source 3")).to_be_visible()
    talk = screen.message("would like to talk about this passage.")
    await expect(talk).to_contain_text("Nobody has written yet")
    await talk.click(button="right", position={"x": 60, "y": 12})
    await screen.page.get_by_role("menuitem", name="Discuss this").click()
    await expect(screen.message("Talk about it here: #The Neighbour and the Source 3")).to_be_visible()


async def test_a_command_that_the_bot_names_goes_where_one_writes(study: Study, screen: Screen):
    """One click on it in an answer; Enter sends it."""
    await screen.open(study.url)
    await screen.act_as("First member")
    await screen.button("I’ve read it", screen.main.locator("article")).click()
    await screen.button("/me", screen.message("you have read it")).click()
    await expect(screen.page.locator("#write")).to_have_value("/me")
    await screen.page.keyboard.press("Enter")
    await expect(screen.message("What you took part in")).to_be_visible()
