"""What a web page of another site can do to a local Discord that runs on the reader's computer: nothing.

Such a page sends requests through the browser: by our address, which the browser tells in `Origin` (but not for a
picture), or by a name of its own that suddenly leads here (DNS rebinding), which the browser tells in `Host`.
"""

import json
from collections.abc import Iterator

import aiohttp
import pytest
from aiohttp import web

from local_discord import Application, File, LocalDiscord
from local_discord.rest.pipeline import ROUTES
from tests.local_discord.bots import TOKEN
from tests.local_discord.calling import calling
from tests.local_discord.conftest import Club

SECRET = "the first line of a private essay"
FOREIGN = [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}]
HANDSHAKE = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
HANDSHAKE |= {"Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg=="}
REFUSED, UNAUTHORIZED, NOT_FOUND = 403, 401, 404


@pytest.fixture
async def attached(club: Club) -> str:
    """The address of a private file, on a message with private words."""
    said = await club.reader.say(SECRET, in_=club.lobby, files=[File("essay.txt", SECRET.encode())])
    return said.attachments[0].url


def paths(server: LocalDiscord, attached: str) -> Iterator[str]:
    """One path of every route that the server has, found in its router; and one that it does not have."""
    assert server._runner
    application = server._runner.app
    assert isinstance(application, web.Application)
    place, attachment, name = attached.removeprefix(f"{server.asset_url}/attachments/").split("/")
    known = {
        "place": place,
        "attachment": attachment,
        "name": name,
        "file": "main.js",
        "rest": f"channels/{place}/messages",
    }
    for resource in application.router.resources():
        path = resource.canonical
        for parameter, value in known.items():
            path = path.replace(f"{{{parameter}}}", value)
        assert "{" not in path, "name a value for each parameter, so that the route is really asked"
        yield path
    yield "/nothing"


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_every_route_refuses_other_sites(club: Club, attached: str, headers: dict[str, str]):
    """Whatever the method, the key and the token; and the refusal tells nothing."""
    key = club.server.page_url.partition("?")[2]
    own = {"Authorization": f"Bot {TOKEN}"}
    asked = [(method, path) for path in paths(club.server, attached) for method in ("GET", "POST", "OPTIONS", "PUT")]
    answered = 0
    club.server.limits.generous()
    async with aiohttp.ClientSession() as session:
        for method, path in asked:
            url = f"{club.server.origin}{path}{'&' if '?' in path else '?'}{key}"
            async with session.request(method, url, headers={**own, **HANDSHAKE, **headers}) as got:
                assert got.status == REFUSED, (method, path)
                assert SECRET not in await got.text()
            async with session.request(method, url, headers={**own, "Origin": club.server.origin}) as got:
                answered += got.status != REFUSED
    assert answered > len(asked) / 2, "the same requests by our own page are answered"
    assert club.server.invalid_requests == 0
    club.server.unknown_requests.clear()


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_no_socket_opens_for_another_site(club: Club, headers: dict[str, str]):
    """Not the gateway, even with the token in hand, and not the page's socket, even with the key."""
    key = club.server.page_url.partition("?")[2]
    async with aiohttp.ClientSession() as session:
        for url in (club.server.gateway_url, f"{club.server.origin}/page/socket?{key}"):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect(url, headers=headers)
            assert refused.value.status == REFUSED
            async with session.ws_connect(url):
                """Whoever names no site is no page."""


async def test_the_api_wants_a_token_everywhere(club: Club, attached: str):
    """Each route without one, with a wrong one, and with an interaction's token that nobody has."""
    club.server.limits.generous()
    lobby, message = club.lobby, club.lobby.messages[-1]
    known = {"channel_id": lobby.id, "message_id": message.id, "guild_id": club.guild.id, "user_id": club.reader.id}
    known |= {"application_id": club.app.id, "webhook_id": club.app.id, "role_id": club.guild.everyone.id}
    known |= {"interaction_id": 1, "interaction_token": 1, "webhook_token": 1, "command_id": 1, "emoji_name": 1}
    for token in (None, "", "try", f"{TOKEN}x"):
        async with calling(club.server, token) as call:
            for route in ROUTES:
                method, template = route.split(" ")
                body = {"content": "Hello"} if method in ("POST", "PUT", "PATCH") else None
                got = await call(method, template.format(**known), body)
                public = route == "GET /gateway"
                assert got.status in ((200,) if public else (UNAUTHORIZED, NOT_FOUND)), route
                assert SECRET not in json.dumps(got.body)
    assert lobby.messages == [message]


async def test_a_file_is_found_by_its_whole_address_alone(club: Club, attached: str):
    """A picture on another site's page brings no Origin; but nobody guesses the address, which ends as Discord's do."""
    plain, _, signature = attached.partition("?")
    assert len(signature.partition("hm=")[2]) >= 32
    async with aiohttp.ClientSession() as session:
        async with session.get(attached) as got:
            assert await got.text() == SECRET
        for url in (plain, f"{plain}?", f"{plain}?hm=", f"{plain}?hm={'0' * 64}", f"{plain}?hm=é", f"{attached[:-1]}&"):
            async with session.get(url) as got:
                assert (got.status, SECRET in await got.text()) == (NOT_FOUND, False)
    again = await club.reader.say(SECRET, in_=club.lobby, files=[File("essay.txt", SECRET.encode())])
    assert again.attachments[0].url.partition("?")[2] != signature


async def test_the_page_wants_the_key_of_this_run(club: Club):
    """It stands in the address that is printed; without it there is no page and no socket, but a sentence."""
    keys = set[str]()
    for _ in range(2):
        async with LocalDiscord() as server, aiohttp.ClientSession() as session:
            keys.add(server.page_url.partition("?key=")[2])
            for path in ("/", "/?key=", "/?key=wrong", "/?key=é"):
                async with session.get(server.origin + path) as got:
                    assert got.status == REFUSED
                    assert "was printed" in await got.text()
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(f"{server.origin}/page/socket?key=wrong")
            for name in (server.page_url, server.page_url.replace("127.0.0.1", "localhost")):
                async with session.get(name) as got:
                    assert got.status == 200
    assert len(keys) == 2
    assert all(len(key) >= 20 for key in keys)


async def test_a_token_is_random_unless_one_is_given(server: LocalDiscord):
    """Whoever reads the source knows none."""
    made: list[Application] = [server.world.add_application(name) for name in ("One", "Two")]
    assert made[0].token != made[1].token
    assert all(len(each.token) >= 32 for each in made)
