import re

import pytest

from tests.page.conftest import Library
from tests.page.screen import Screen, expect

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_slash_lists_the_commands_and_the_arrow_keys_choose(library: Library, screen: Screen):
    """Each with its description; Enter opens the one that is marked."""
    await screen.open(library.url)
    await screen.command("/")
    options = screen.page.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(options).to_contain_text(["/keep", "/meet", "/note", "/passage search", "/share", "/wait", "/where"])
    await expect(options.nth(3)).to_contain_text("Find passages by their words")
    for _ in range(3):
        await screen.page.keyboard.press("ArrowDown")
    await screen.page.keyboard.press("Enter")
    await expect(screen.main.get_by_role("group", name="/passage search")).to_be_visible()
    await expect(screen.main.get_by_role("combobox", name="words")).to_be_focused()


async def test_what_only_looks_like_a_command_is_not_sent(library: Library, screen: Screen):
    """Enter leaves it, and the hint, where they are; with a space before the slash it is a message like any other."""
    await screen.open(library.url)
    await screen.command("/helpp")
    hint = screen.page.get_by_role("listbox", name="Commands")
    await expect(hint).to_contain_text("put a space before the slash")
    await screen.page.keyboard.press("Enter")
    await expect(screen.page.locator("#write")).to_have_value("/helpp")
    await expect(hint).to_be_visible()
    await expect(screen.main.locator("article")).to_have_count(0)
    await screen.page.keyboard.press("Home")
    await screen.page.keyboard.type(" ")
    await expect(hint).to_have_count(0)
    await screen.page.keyboard.press("Enter")
    await expect(screen.message("/helpp")).to_be_visible()
    await expect(screen.page.locator("#write")).to_have_value("")


async def test_what_is_typed_is_completed_by_the_bot_and_results_are_turned_by_pages(library: Library, screen: Screen):
    """Typing goes straight on after the command's name; Tab takes a suggestion, Enter sends."""
    await screen.open(library.url)
    await screen.command("/passage search wai")
    options = screen.page.get_by_role("listbox", name="words").get_by_role("option")
    await expect(options).to_have_text(["waiting"])
    await screen.page.keyboard.press("ArrowDown")
    await screen.page.keyboard.press("Tab")
    essay = screen.main.get_by_role("combobox", name="essay")
    await expect(essay).to_be_focused()
    await essay.press("ArrowDown")
    await essay.press("ArrowDown")
    await essay.press("Enter")
    await essay.press("Enter")
    found = screen.message("Passages with “waiting in On Waiting”")
    await expect(found).to_be_in_viewport()
    await expect(found).to_contain_text("page 1 of 3")
    await screen.button("Next").click()
    await expect(found).to_contain_text("page 2 of 3")
    await screen.button("Next").press("Enter")
    await expect(found).to_contain_text("page 3 of 3")
    await expect(screen.button("Next")).to_be_disabled()


async def test_enter_takes_the_first_suggestion_and_escape_keeps_ones_own_words(library: Library, screen: Screen):
    """Once something is typed the first is marked, as in the list of commands; an empty field marks none."""
    await screen.open(library.url)
    await screen.command("/passage search ")
    options = screen.page.get_by_role("listbox", name="words").get_by_role("option")
    words = screen.main.get_by_role("combobox", name="words")
    await expect(options).to_have_count(3)
    await expect(words).not_to_have_attribute("aria-activedescendant", re.compile("."))
    await words.press_sequentially("wai")
    await expect(options).to_have_text(["waiting"])
    await expect(options).to_have_class(re.compile("active"))
    await words.press("Enter")
    await expect(words).to_have_value("waiting")
    await words.press("Enter")
    await expect(screen.message("Passages with “waiting”")).to_be_visible()
    await screen.command("/passage search wai")
    await expect(options).to_have_text(["waiting"])
    await words.press("Escape")
    await words.press("Enter")
    await expect(screen.message("Passages with “wai”")).to_be_visible()
    await screen.command("/passage search wai")
    await expect(options).to_have_text(["waiting"])
    await words.press("Tab")
    await expect(words).to_have_value("wai")
    await screen.button("Leave this command").click()
    await screen.command("/passage search sea")
    await expect(options).to_have_text(["No suggestions"])
    await words.press("Enter")
    await expect(screen.message("Passages with “sea”")).to_be_visible()


async def test_options_of_every_kind_reach_the_bot(library: Library, screen: Screen):
    """People, roles, channels, numbers, yes or no."""
    await screen.open(library.url)
    await screen.command("/meet ")
    for field, option in (("person", "Reader"), ("role", "@Hosts"), ("room", "quiet-room"), ("quiet", "Yes")):
        await screen.main.get_by_role("combobox", name=field).click()
        await screen.page.get_by_role("option", name=option).first.click()
    await screen.main.get_by_role("textbox", name="day").fill("3")
    await screen.button("Send", screen.main).click()
    await expect(screen.message("Meeting: Reader | 3 | Hosts | quiet-room | True")).to_be_visible()


async def test_a_missing_or_impossible_option_is_told_before_anything_is_sent(library: Library, screen: Screen):
    """The sentence stands at the option, and the first wrong one gets the focus."""
    await screen.open(library.url)
    await screen.command("/meet ")
    await screen.main.get_by_role("textbox", name="day").fill("9")
    await screen.button("Send", screen.main).click()
    await expect(screen.main).to_contain_text("Fill this in: the command needs it.")
    await expect(screen.main).to_contain_text("Type 7 or less.")
    await expect(screen.main.get_by_role("combobox", name="person")).to_be_focused()


async def test_what_is_mended_is_not_called_wrong_any_more(library: Library, screen: Screen):
    """Each sentence goes with the first change at its option."""
    await screen.open(library.url)
    await screen.command("/meet ")
    day, person = screen.main.get_by_role("textbox", name="day"), screen.main.get_by_role("combobox", name="person")
    await screen.button("Send", screen.main).click()
    missing = screen.main.locator(".wrong").filter(has_text="Fill this in")
    await expect(missing).to_have_count(2)
    await day.press_sequentially("3")
    await expect(missing).to_have_count(1)
    await expect(day).not_to_have_attribute("aria-invalid", "true")
    await person.click()
    await screen.page.get_by_role("option", name="Reader").first.click()
    await expect(missing).to_have_count(0)


async def test_a_file_goes_to_the_bot_and_comes_back(library: Library, screen: Screen):
    """An option that takes a file."""
    await screen.open(library.url)
    await screen.command("/keep ")
    file = {"name": "thoughts.txt", "mimeType": "text/plain", "buffer": b"Slowly."}
    await screen.main.locator(".command input[type=file]").set_input_files(file)
    await screen.button("Send", screen.main).click()
    reply = screen.message("Kept thoughts.txt, 7 bytes.")
    async with screen.page.expect_download() as download:
        await reply.get_by_role("link", name="thoughts.txt").click()
    path = await (await download.value).path()
    assert path.read_bytes() == b"Slowly."


async def test_a_promise_shows_that_the_bot_is_thinking_until_it_is_kept(library: Library, screen: Screen):
    """The writing line is free again meanwhile."""
    await screen.open(library.url)
    await screen.write("/wait")
    await expect(screen.message("Librarian is thinking…")).to_be_visible()
    await screen.write("Meanwhile.")
    await expect(screen.message("Meanwhile.")).to_be_visible()
    library.bot.kept.set()
    await expect(screen.message("Here it is at last.")).to_be_visible()


async def test_escape_leaves_a_command(library: Library, screen: Screen):
    await screen.open(library.url)
    await screen.command("/meet ")
    await expect(screen.main.get_by_role("group", name="/meet")).to_be_visible()
    await screen.page.keyboard.press("Escape")
    await screen.page.keyboard.press("Escape")
    await expect(screen.main.get_by_role("group", name="/meet")).to_have_count(0)
    await expect(screen.page.locator("#write")).to_be_focused()


async def test_menus_on_messages_and_people_offer_what_the_bot_offers(library: Library, screen: Screen):
    """On a message by its button, by right click or by the menu key; on a person by their name."""
    message = await library.reader.say("I walked home.", in_=library.lobby)
    assert message
    await screen.open(library.url)
    said = screen.message("I walked home.")
    await said.click(button="right")
    await screen.page.get_by_role("menuitem", name="Bookmark passage").click()
    await expect(screen.message("Bookmarked what Reader wrote.")).to_be_visible()
    await screen.button("Reader", said).click()
    await screen.page.get_by_role("dialog", name="Reader").get_by_role("button", name="Greet").click()
    await expect(screen.message("Greetings, Reader.")).to_be_visible()
