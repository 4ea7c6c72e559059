"""The address of the page, which holds the key of its run; and what a page of another site can do without it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

from tests.page.conftest import Library
from tests.page.screen import Screen, expect

pytestmark = pytest.mark.asyncio(loop_scope="session")

LISTEN = """url => new Promise(done => {
  const socket = new WebSocket(url);
  socket.onmessage = ({ data }) => done(`heard ${data}`);
  socket.onopen = () => socket.send('{"open": {}}');
  socket.onclose = () => done("refused");
})"""
SPEAK = """([url, body]) => fetch(url, { method: "POST", mode: "no-cors", body }).then(() => "sent", () => "refused")"""
LOOK = """url => new Promise(done => {
  const picture = new Image();
  picture.onload = () => done("seen");
  picture.onerror = () => done("refused");
  picture.src = url;
})"""


@pytest_asyncio.fixture(loop_scope="session")
async def another_site(browser: Any) -> AsyncIterator[Any]:
    """A tab of the same browser in which a page of another site is open."""

    async def page(_: web.Request) -> web.Response:
        return web.Response(text="<!doctype html><title>Elsewhere</title>", content_type="text/html")

    application = web.Application()
    application.router.add_get("/{path:.*}", page)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    tab = await browser.new_page()
    await tab.goto(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    yield tab
    await tab.close()
    await runner.cleanup()


async def test_the_printed_address_works_as_often_as_one_likes(library: Library, screen: Screen):
    """Reloaded, and typed anew in a second tab; there too a reload stays where one was."""
    await screen.open(library.url)
    await screen.page.reload()
    await expect(screen.page.locator(".place-name").first).to_be_visible()
    second = await screen.page.context.new_page()
    for address in (library.url, library.url.replace("127.0.0.1", "localhost")):
        await second.goto(address)
        await second.get_by_role("navigation").get_by_role("button", name="quiet-room").click()
        await second.reload()
        await expect(second.get_by_role("heading", name="quiet-room", exact=True).last).to_be_visible()
        assert second.url.startswith(address)
    await second.close()


async def test_without_the_key_a_sentence_says_what_to_open(library: Library, another_site: Any):
    """An address that was typed from memory, or kept from yesterday's run."""
    await another_site.goto(library.server.origin)
    await expect(another_site.locator("body")).to_contain_text("Open the address that was printed.")


async def test_another_site_hears_and_says_nothing(library: Library, another_site: Any):
    """It may know the port, the page's key and an interaction's token: its browser says where it comes from."""
    server, hidden = library.server, library.lobby.hidden
    waiting = asyncio.create_task(library.reader.slash("/wait", in_=library.lobby))
    await server.world.wait_for(lambda: any(each.loading for each in hidden.values()), 5, "the bot promised an answer")
    page_socket = server.page_url.replace("http", "ws").replace("/?", "/page/socket?")
    for socket in (server.gateway_url, page_socket):
        assert await another_site.evaluate(LISTEN, socket) == "refused"
    (token,) = server.world.interactions
    webhook = f"{server.rest_url}/webhooks/{library.app.id}/{token}"
    await another_site.evaluate(SPEAK, [webhook, '{"content": "Read this instead"}'])
    assert [(each.loading, each.text) for each in hidden.values()] == [(True, "")]
    assert await another_site.evaluate(LOOK, f"{server.origin}/static/icon.svg") == "refused"
    library.bot.kept.set()
    assert (await waiting).text
