"""Language models to ask in a test: fakellm, a server of the protocol that others wrote, and one that behaves badly."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from subprocess import PIPE
from typing import Any

from aiohttp import web

from bot.outside.chat_completions import MOST_BYTES

Rule = dict[str, Any]
"""A rule of fakellm: what it answers, and when."""


@contextmanager
def fakellm(folder: Path, rules: Sequence[Rule]) -> Generator[str]:
    """The address of fakellm, in a process of its own, while it answers by these rules."""
    file = folder / "rules.yaml"
    file.write_text(json.dumps({"version": 1, "rules": rules}), "utf-8")  # which is YAML as well
    serve = [sys.executable, "-m", "uvicorn", "fakellm.server:app", "--port", "0", "--no-use-colors", "--no-access-log"]
    environment = {**os.environ, "FAKELLM_CONFIG": str(file)}
    with subprocess.Popen(serve, env=environment, stderr=PIPE, text=True) as server:  # noqa: S603 # all of it is ours
        try:
            assert server.stderr
            addresses = (re.search(r"running on (http://\S+)", line) for line in server.stderr)
            yield next(f"{address[1]}/v1" for address in addresses if address)
        finally:
            server.terminate()


class BadServer:
    """A server that behaves badly: in the way that its mood says, or by default the model's name.

    What is none of the names below is the body of its answer. *obeys* says what stands between « and » in the passage.
    """

    def __init__(self) -> None:
        self.url = ""
        self.mood: str | None = None
        self.asked: list[web.Request] = []
        self.told: list[dict[str, Any]] = []
        """What it was asked, as JSON."""
        self.reached = asyncio.Event()
        """Set with every request."""
        self.over = asyncio.Event()

    async def completions(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        self.told.append(await request.json())
        self.reached.set()
        match self.mood or self.told[-1]["model"]:
            case "slow":
                await self.over.wait()
                raise web.HTTPServiceUnavailable
            case "busy":
                raise web.HTTPTooManyRequests
            case "moved":
                raise web.HTTPTemporaryRedirect("/elsewhere/chat/completions")
            case "endless":
                return web.Response(body=b" " * (MOST_BYTES + 1), content_type="application/json")
            case "obeys":
                (said,) = re.findall("«(.*?)»", json.loads(self.told[-1]["messages"][-1]["content"])["text"])
                return web.Response(text=completion(said), content_type="application/json")
            case "dropped":
                assert request.transport
                request.transport.abort()
                return web.Response()
            case body:
                return web.Response(text=body, content_type="application/json")

    async def elsewhere(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        return web.json_response({"choices": [{"message": {"content": "Caught."}}]})


@asynccontextmanager
async def bad_server() -> AsyncGenerator[BadServer]:
    """The server that behaves badly, at its `url`."""
    server, application = BadServer(), web.Application()
    application.router.add_post("/v1/chat/completions", server.completions)
    application.router.add_post("/elsewhere/chat/completions", server.elsewhere)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield server
    finally:
        server.over.set()
        await runner.cleanup()


def completion(text: str) -> str:
    """The body of a chat completion that says this."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]})
