"""Files fetched from a server on this machine that behaves as servers do."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from aiohttp import web

from bot.core.errors import StudyError
from bot.outside.downloads import DISCORD, download

FILE = b"On Bread\n\nBread is older than the field."


class Server:
    """A server with one file, told how to send it."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.asked: list[web.Request] = []
        self.given_up = asyncio.Event()
        self.sent = 0

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    async def file(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        return web.Response(body=FILE)

    async def moved(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        return web.Response(status=302, headers={"Location": "/file"})

    async def status(self, request: web.Request) -> web.Response:
        return web.Response(status=int(request.match_info["status"]), body=FILE)

    async def squeezed(self, request: web.Request) -> web.Response:
        return web.Response(body=gzip.compress(b"\0" * 5_000_000), headers={"Content-Encoding": "gzip"})

    async def endless(self, request: web.Request) -> web.StreamResponse:
        """More and more, without a word about how much."""
        answer = web.StreamResponse()
        await answer.prepare(request)
        with suppress(ConnectionError):
            while True:
                await answer.write(b"x" * 10_000)
                self.sent += 10_000
        return answer

    async def boasting(self, request: web.Request) -> web.StreamResponse:
        """A word about more than there is; nobody who believes it waits for the rest."""
        answer = web.StreamResponse(headers={"Content-Length": "20000000"})
        await answer.prepare(request)
        await self.given_up.wait()
        return answer

    async def stalling(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        await answer.write(FILE)
        await self.given_up.wait()
        return answer

    async def dropped(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": "1000"})
        await answer.prepare(request)
        await answer.write(FILE)
        assert request.transport
        request.transport.abort()
        return answer


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    """The server, listening on a port of its own."""
    application = web.Application()
    runner = web.AppRunner(application)
    server = Server("")
    for path in ("file", "moved", "squeezed", "endless", "boasting", "stalling", "dropped"):
        application.router.add_get(f"/{path}", getattr(server, path))
    application.router.add_get("/status/{status}", server.status)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.host = f"127.0.0.1:{runner.addresses[0][1]}"
    yield server
    server.given_up.set()
    await runner.cleanup()


async def refused(url: str, host: str, *, most: int = 1_000_000, seconds: float = 10) -> str:
    with pytest.raises(StudyError) as error:
        await download(url, hosts={host}, most=most, seconds=seconds)
    return error.value.key


async def test_a_file_comes_as_it_is(server: Server):
    """Byte by byte, asked for without compression."""
    assert await download(server.url("/file"), hosts={server.host}) == FILE
    assert server.asked[0].headers["Accept-Encoding"] == "identity"


async def test_a_proxy_of_the_environment_is_not_asked(server: Server, monkeypatch: pytest.MonkeyPatch):
    """Nothing but the address decides where we go."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert await download(server.url("/file"), hosts={server.host}) == FILE


async def test_a_redirect_is_not_followed(server: Server):
    """Not even to a place that is allowed."""
    assert await refused(server.url("/moved"), server.host) == "download.refused"
    assert [request.path for request in server.asked] == ["/moved"]


@pytest.mark.parametrize(
    ("status", "key"), [(404, "download.gone"), (403, "download.refused"), (500, "download.refused")]
)
async def test_an_answer_without_a_file_says_so(server: Server, status: int, key: str):
    """What stands in it is not the file."""
    assert await refused(server.url(f"/status/{status}"), server.host) == key


async def test_a_file_that_is_squeezed_is_refused(server: Server):
    """A few kilobytes may be as many gigabytes."""
    assert await refused(server.url("/squeezed"), server.host) == "download.refused"


async def test_what_arrives_is_counted(server: Server):
    """A server that does not say how much it sends cannot send more than we take."""
    assert await refused(server.url("/endless"), server.host, most=100_000) == "download.too_large"
    assert server.sent < 50_000_000
    assert await download(server.url("/file"), hosts={server.host}, most=len(FILE)) == FILE
    assert await refused(server.url("/file"), server.host, most=len(FILE) - 1) == "download.too_large"


async def test_a_file_that_says_it_is_too_large_is_refused_at_once(server: Server):
    """Nobody waits for the bytes."""
    assert await refused(server.url("/boasting"), server.host) == "download.too_large"


async def test_a_server_that_stalls_is_left(server: Server):
    """The whole of it has so many seconds, however it comes."""
    assert await refused(server.url("/stalling"), server.host, seconds=0.3) == "download.too_slow"


async def test_a_connection_that_breaks_gives_no_half_a_file(server: Server):
    """Nor does one that never comes about."""
    assert await refused(server.url("/dropped"), server.host) == "download.broken"
    assert await refused("http://127.0.0.1:9/file", "127.0.0.1:9") == "download.broken"
    assert await refused("https://127.0.0.1:9/file", "127.0.0.1:9") == "download.broken"


@pytest.mark.parametrize(
    "url",
    [
        "http://cdn.discordapp.com/a.txt",
        "ftp://cdn.discordapp.com/a.txt",
        "https://cdn.discordapp.com:8443/a.txt",
        "https://cdn.discordapp.com.evil.example/a.txt",
        "https://evil.example/cdn.discordapp.com",
        "https://evil.example#@cdn.discordapp.com/",
        "https://evil.example\\@cdn.discordapp.com/",
        "https://someone@cdn.discordapp.com/a.txt",
        "https://cdn.discordapp.com@evil.example/a.txt",
        "https://:secret@cdn.discordapp.com/a.txt",
        "https://xcdn.discordapp.com/a.txt",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/a.txt",
        "https://[/a.txt",
        "https://127.0.0.1/a.txt",
        "https://cdn.discordapp.com:port/a.txt",
        "file:///etc/passwd",
        "//cdn.discordapp.com/a.txt",
        "cdn.discordapp.com/a.txt",
        "",
    ],
)
async def test_other_addresses_are_never_asked(url: str):
    """Whatever they look like."""
    with pytest.raises(StudyError) as error:
        await download(url, hosts=DISCORD)
    assert error.value.key == "download.elsewhere"


async def test_a_name_of_this_machine_is_no_leave_for_plain_http():
    """Only where it was named among the hosts."""
    assert await refused("http://localhost:9/a.txt", "localhost:9") == "download.broken"
    assert await refused("http://localhost:9/a.txt", "localhost") == "download.elsewhere"
    assert await refused("http://10.0.0.1:9/a.txt", "10.0.0.1:9") == "download.elsewhere"
