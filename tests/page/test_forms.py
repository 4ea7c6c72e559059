import re

import pytest

from tests.page.conftest import Library
from tests.page.layouts import picture
from tests.page.screen import Screen, expect

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_form_is_filled_in_and_sent(library: Library, screen: Screen):
    """Short and long text, one of several, some of several, yes or no; what stood in it already is kept."""
    await screen.open(library.url)
    await screen.write("/note")
    await screen.dialog.get_by_label("Heading").fill("On neighbours")
    await screen.dialog.get_by_label("Hard").check()
    await screen.dialog.get_by_label("Time").check()
    await screen.dialog.get_by_label("People").check()
    await screen.dialog.get_by_label("Show it to the others").check()
    await screen.button("Send", screen.dialog).click()
    told = "Noted: On neighbours | As far as I see | hard | time, people | True"
    await expect(screen.message(told)).to_be_in_viewport()
    await expect(screen.dialog).to_have_count(0)


async def test_a_form_says_at_each_field_what_is_missing(library: Library, screen: Screen):
    """The first of them gets the focus; nothing is sent."""
    await screen.open(library.url)
    await screen.write("/note")
    heading = screen.dialog.get_by_label("Heading")
    await heading.fill("Hm")
    await screen.button("Send", screen.dialog).click()
    await expect(screen.dialog).to_contain_text("Write at least 5 characters; there are 2 so far.")
    await expect(screen.dialog).to_contain_text("Choose one.")
    await expect(heading).to_be_focused()
    await expect(heading).to_have_attribute("aria-invalid", "true")
    await heading.press_sequentially(", indeed")
    await screen.dialog.get_by_label("Hard").check()
    await expect(screen.dialog.locator(".field .wrong").filter(has_text=re.compile("."))).to_have_count(0)


async def test_a_form_takes_a_file_and_choices_of_every_kind(library: Library, screen: Screen):
    """A picture, an essay, two people and a channel."""
    await screen.open(library.url)
    await screen.write("/share")
    await expect(screen.dialog).to_contain_text("Pictures are seen by everybody.")
    file = {"name": "bench.png", "mimeType": "image/png", "buffer": picture()}
    await screen.dialog.locator("input[type=file]").set_input_files(file)
    for field, options in (("Essay", ["On Waiting"]), ("With whom", ["Host", "Reader"]), ("Where", ["quiet-room"])):
        combobox = screen.dialog.get_by_role("combobox", name=field)
        await combobox.click()
        for option in options:
            await screen.page.get_by_role("option", name=option).first.click()
        await combobox.press("Tab")
    await screen.button("Send", screen.dialog).click()
    await expect(screen.message("Shared: bench.png | On Waiting | Host, Reader | quiet-room")).to_be_visible()


async def test_escape_closes_a_list_first_and_then_the_form(library: Library, screen: Screen):
    """The focus returns to where it was."""
    await screen.open(library.url)
    await screen.write("/share")
    await screen.dialog.get_by_role("combobox", name="Essay").click()
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.get_by_role("listbox")).to_have_count(0)
    await expect(screen.dialog).to_be_visible()
    await screen.page.keyboard.press("Escape")
    await expect(screen.dialog).to_have_count(0)
    await expect(screen.page.locator("#write")).to_be_focused()
