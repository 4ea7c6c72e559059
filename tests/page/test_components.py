import pytest

from tests.page.conftest import Library
from tests.page.screen import Screen, expect

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_pressed_button_shows_the_ephemeral_reply_in_view_and_it_can_be_dismissed(
    library: Library, screen: Screen
):
    """“Only you can see this · Dismiss” stands under it; nobody else gets it."""
    await library.shows("post")
    await screen.open(library.url)
    await screen.button("I’ve read it").click()
    reply = screen.message("Noted: you have read it.")
    await expect(reply).to_be_in_viewport()
    await expect(reply).to_contain_text("Only you can see this")
    await screen.button("Dismiss", reply).click()
    await expect(screen.main).not_to_contain_text("Noted: you have read it.")


async def test_a_button_that_changes_nothing_still_answers(library: Library, screen: Screen):
    """A tick shows on it for a moment."""
    await library.shows("post")
    await screen.open(library.url)
    await screen.button("Heard").click()
    await expect(screen.button("Heard")).to_contain_class("heard")


async def test_a_button_is_busy_until_the_bot_gave_up_and_then_a_sentence_says_what_to_do(
    library: Library, screen: Screen
):
    """A bot that hangs: Discord waits three seconds, here one."""
    library.server.world.settings.answer_seconds = 1
    await library.shows("post")
    await screen.open(library.url)
    button = screen.button("Broken")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    await expect(screen.page.get_by_role("alert")).to_contain_text("Try once more")
    await expect(button).to_have_attribute("aria-busy", "false")


async def test_every_part_of_a_layout_is_there(library: Library, screen: Screen):
    """Containers with their colour, sections, thumbnails, galleries, files, buttons and links."""
    await library.shows("parts")
    await screen.open(library.url)
    container = screen.main.locator(".container")
    assert await container.evaluate("element => element.style.getPropertyValue('--accent')") == "#aa3355"
    await expect(screen.main.get_by_role("img", name="A yellow door")).to_be_visible()
    await expect(screen.main.get_by_role("img", name="A bench in the sun")).to_be_visible()
    await expect(screen.main.get_by_role("link", name="notes.txt")).to_have_attribute("download", "notes.txt")
    link = screen.main.get_by_role("link", name="Source")
    await expect(link).to_have_attribute("href", "https://example.org/essay")
    await expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    for label in ("Primary", "Secondary", "Success", "Danger", "Beside"):
        await screen.button(label).click()
        await expect(screen.message(f"{label.lower()} pressed")).to_be_visible()


async def test_pictures_from_elsewhere_are_not_loaded(library: Library, screen: Screen):
    """They stand as a link with their description; the page asks nobody but its own server."""
    await library.shows("parts")
    await screen.open(library.url)
    await expect(screen.main.get_by_text("A picture from elsewhere")).to_be_visible()
    await expect(screen.main.get_by_role("link", name="open the picture")).to_be_visible()
    assert all(url.startswith(library.server.origin) for url in screen.requests if not url.startswith("data:"))


async def test_a_picture_enlarges_with_its_description(library: Library, screen: Screen):
    await library.shows("parts")
    await screen.open(library.url)
    await screen.main.get_by_role("button", name="A bench in the sun").click()
    await expect(screen.dialog.locator("figcaption")).to_have_text("A bench in the sun")
    await screen.page.keyboard.press("Escape")
    await expect(screen.dialog).to_have_count(0)


async def test_a_menu_of_each_kind_sends_what_was_chosen(library: Library, screen: Screen):
    """Texts, people, roles, both of these, and channels."""
    await library.shows("selects")
    await screen.open(library.url)
    for menu, option, told in (
        ("One day", "Tuesday", "Chosen: Tuesday"),
        ("Who", "Reader", "Chosen: Reader"),
        ("Which role", "@Hosts", "Chosen: Hosts"),
        ("Who or which role", "Newcomer", "Chosen: Newcomer"),
        ("Which channel", "quiet-room", "Chosen: quiet-room"),
    ):
        await screen.main.get_by_role("combobox", name=menu, exact=True).click()
        await screen.page.get_by_role("option", name=option).first.click()
        await expect(screen.message(told)).to_be_visible()


async def test_a_menu_for_several_sends_them_together(library: Library, screen: Screen):
    """It waits for “Done”."""
    await library.shows("selects")
    await screen.open(library.url)
    await screen.main.get_by_role("combobox", name="Some days").click()
    for day in ("Monday", "Wednesday"):
        await screen.page.get_by_role("option", name=day).click()
    await screen.button("Done").click()
    await expect(screen.message("Chosen: Monday, Wednesday")).to_be_visible()
