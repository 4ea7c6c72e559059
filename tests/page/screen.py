"""The page in a real browser, and what a person does there. Modules that import this are skipped without a browser."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.async_api", reason="needs playwright: pip install playwright")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if BROWSER is None:
    pytest.skip("needs Chromium, and there is none on the PATH", allow_module_level=True)

expect = playwright.expect
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 5_000
"""Milliseconds in which anything has to appear."""
CHECKS = Path(__file__).with_name("checks.js").read_text(encoding="utf-8")
PICTURES = "PAGE_PICTURES"


class Screen:
    """One person's browser: a page, what it complained of, and the usual gestures."""

    def __init__(self, page: Any, pictures: Path) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._pictures = Path(os.environ.get(PICTURES) or pictures)
        page.set_default_timeout(PATIENCE)
        self._listeners = {
            "pageerror": lambda error: self.complaints.append(str(error)),
            "console": lambda told: self.complaints.append(told.text) if told.type == "error" else None,
            "request": lambda request: self.requests.append(request.url),
        }
        for event, listener in self._listeners.items():
            page.on(event, listener)

    async def leave(self) -> None:
        """Leaves the page, so that it does not look for a server that has gone."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)
        await self.page.goto("about:blank")

    @property
    def main(self) -> Any:
        return self.page.locator("#main")

    @property
    def thread(self) -> Any:
        return self.page.locator("#thread")

    @property
    def dialog(self) -> Any:
        return self.page.get_by_role("dialog")

    def message(self, words: str, where: Any = None) -> Any:
        """The last message with these words, in the middle unless a part of the page is given."""
        return (where or self.main).locator("article").filter(has_text=words).last

    def button(self, name: str, where: Any = None) -> Any:
        return (where or self.page).get_by_role("button", name=name, exact=True).last

    async def open(self, url: str) -> None:
        """Opens the page and waits for the first place."""
        await self.page.goto(url)
        await expect(self.page.locator(".place-name").first).to_be_visible()

    async def go_to(self, place: str) -> None:
        await self.page.get_by_role("navigation").get_by_role("button", name=place).first.click()
        await expect(self.page.get_by_role("heading", name=place, exact=True).last).to_be_visible()

    async def write(self, words: str, *, into: str = "#write") -> None:
        await self.page.locator(into).fill(words)
        await self.page.locator(into).press("Enter")

    async def command(self, typed: str) -> None:
        """Types a command as people do, key by key; the space after it opens its options."""
        await self.page.locator("#write").focus()
        await self.page.keyboard.type(typed)

    async def act_as(self, name: str) -> None:
        await self.page.locator(".self").click()
        await self.page.get_by_role("menuitemradio", name=name).click()
        await expect(self.page.locator(".self")).to_contain_text(name)

    async def findings(self) -> list[str]:
        """What stands in somebody's way on the page as it is now."""
        found: list[str] = await self.page.evaluate(CHECKS)
        return found + await self._nameless()

    async def _nameless(self) -> list[str]:
        session = await self.page.context.new_cdp_session(self.page)
        tree = await session.send("Accessibility.getFullAXTree")
        await session.detach()
        named = {"button", "link", "textbox", "combobox", "checkbox", "radio", "listbox", "menu", "menuitem", "option"}
        named |= {"dialog", "image", "menuitemradio", "region", "complementary", "navigation"}
        return [
            f"a {node['role']['value']} without a name"
            for node in tree["nodes"]
            if not node.get("ignored")
            and node["role"]["value"] in named
            and not node.get("name", {}).get("value", "").strip()
        ]

    async def picture(self, name: str) -> Path:
        """A screenshot, in a folder of the test or in the one that PAGE_PICTURES names."""
        self._pictures.mkdir(parents=True, exist_ok=True)
        path = self._pictures / f"{name}.png"
        await self.page.screenshot(path=path, animations="disabled", caret="hide")
        return path
