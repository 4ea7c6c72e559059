"""Keyboard alone, screen readers, phones, dark and light."""

from pathlib import Path

import pytest

from tests.page.conftest import PHONE, Library
from tests.page.screen import Screen, expect

pytestmark = pytest.mark.asyncio(loop_scope="session")

FOCUSED = Path(__file__).with_name("focused.js").read_text(encoding="utf-8")


async def _everything(library: Library) -> None:
    for layout in ("parts", "selects", "hebrew", "post"):
        await library.shows(layout)
    await library.reader.say(f"# One\n-# two\n> three\n`four` <t:0:R> {library.host.mention}", in_=library.lobby)


async def _all_findings(screen: Screen) -> list[str]:
    """Of the page in both themes, at a desk and on a phone."""
    found: list[str] = []
    for width in (1280, 360):
        await screen.page.set_viewport_size({"width": width, "height": 740})
        for theme in ("light", "dark"):
            await screen.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found += [f"{theme}, {width} pixels: {finding}" for finding in await screen.findings()]
    await screen.page.set_viewport_size({"width": 1280, "height": 800})
    return found


async def test_nothing_stands_in_anybodys_way(library: Library, screen: Screen):
    """Names, contrast, headings, landmarks, sizes and reflow: of messages, menus, commands and forms."""
    await _everything(library)
    await screen.open(library.url)
    assert await _all_findings(screen) == []
    await screen.main.locator("article").last.click(button="right")
    assert await screen.findings() == []
    await screen.page.keyboard.press("Escape")
    await screen.command("/")
    await expect(screen.page.get_by_role("listbox")).to_be_visible()
    assert await screen.findings() == []
    await screen.page.keyboard.type("meet ")
    await expect(screen.main.get_by_role("group", name="/meet")).to_be_visible()
    await screen.button("Send", screen.main).click()
    assert await _all_findings(screen) == []
    await screen.button("Leave this command").click()
    await screen.write("/note")
    await screen.button("Send", screen.dialog).click()
    assert await _all_findings(screen) == []


async def test_the_keyboard_alone_is_enough(library: Library, screen: Screen):
    """Skip link, messages by arrow keys, a button, a command, a thread, and Escape back."""
    await library.shows("post")
    await screen.open(library.url)
    keys = screen.page.keyboard
    await keys.press("Tab")
    await expect(screen.page.get_by_role("link", name="Skip to the messages")).to_be_focused()
    await keys.press("Enter")
    await expect(screen.page.locator("#messages")).to_be_focused()
    for _ in range(20):
        if (await screen.page.evaluate(FOCUSED))["name"] == "I’ve read it":
            break
        await keys.press("Tab")
    await keys.press("Enter")
    await expect(screen.message("Noted: you have read it.")).to_be_in_viewport()
    post = screen.main.locator("article", has=screen.page.get_by_role("button", name="I’ve read it"))
    await post.focus()
    await keys.press("ArrowDown")
    await expect(screen.message("Noted: you have read it.")).to_be_focused()
    await keys.press("ArrowUp")
    await keys.press("Shift+F10")
    menu = screen.page.get_by_role("menu")
    await expect(menu.get_by_role("menuitem").first).to_be_focused()
    await keys.press("Escape")
    await expect(post).to_be_focused()
    await screen.page.locator("#skip-writing").focus()
    await keys.press("Enter")
    await expect(screen.page.locator("#write")).to_be_focused()


async def test_wherever_tab_leads_the_focus_is_seen(library: Library, screen: Screen):
    """One round through the whole page."""
    await _everything(library)
    await screen.open(library.url)
    unseen = []
    for _ in range(150):
        await screen.page.keyboard.press("Tab")
        held = await screen.page.evaluate(FOCUSED)
        if held["body"]:
            break
        if not held["shown"]:
            unseen.append(held["name"])
    assert unseen == []


async def test_the_colours_follow_the_system_until_somebody_switches(library: Library, screen: Screen):
    """The choice is kept for the next visit."""
    await screen.open(library.url)
    body = screen.page.locator("body")
    await expect(body).to_have_css("background-color", "rgb(251, 247, 239)")
    await screen.button("Dark colours").click()
    await expect(body).to_have_css("background-color", "rgb(29, 26, 22)")
    await screen.page.reload()
    await expect(body).to_have_css("background-color", "rgb(29, 26, 22)")


@pytest.mark.parametrize("screen", [PHONE], indirect=True, ids=["phone"])
async def test_on_a_phone_channels_are_a_drawer_and_a_thread_has_a_way_back(library: Library, screen: Screen):
    """The drawer takes the focus and gives it back; the clock opens from its chip."""
    await library.reader.say("Who comes along?", in_=library.lobby)
    await screen.open(library.url)
    await screen.button("Channels and people").click()
    await expect(screen.page.get_by_role("navigation").get_by_role("button", name="lobby")).to_be_focused()
    await screen.page.keyboard.press("Escape")
    await expect(screen.button("Channels and people")).to_be_focused()
    await screen.button("Channels and people").click()
    await screen.page.get_by_role("navigation").get_by_role("button", name="lobby").click()
    await expect(screen.page.get_by_role("navigation")).to_be_hidden()
    await screen.button("More", screen.message("Who comes along?")).click()
    await screen.page.get_by_role("menuitem", name="Start a thread").click()
    await screen.button("Start the thread", screen.dialog).click()
    await expect(screen.main).to_be_hidden()
    await screen.button("Back to the channel").click()
    await expect(screen.message("Who comes along?")).to_be_visible()
    await screen.page.locator(".clock-chip").click()
    await expect(screen.button("+1 week")).to_be_visible()


@pytest.mark.parametrize("screen", [{"reduced_motion": "reduce"}], indirect=True, ids=["calm"])
async def test_who_wants_no_motion_gets_none(library: Library, screen: Screen):
    await library.shows("post")
    await screen.open(library.url)
    lasting = "() => document.getAnimations().filter((each) => each.effect.getComputedTiming().duration > 1).length"
    await screen.button("I’ve read it").click()
    await expect(screen.message("Noted: you have read it.")).to_be_visible()
    assert await screen.page.evaluate(lasting) == 0
