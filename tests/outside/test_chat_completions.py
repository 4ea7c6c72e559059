"""A model asked over the network: by a server of the protocol that others wrote, and by one that behaves badly."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from subprocess import PIPE

import pytest
from aiohttp import web

from bot.core.errors import StudyError
from bot.outside.chat_completions import MOST_BYTES, ChatCompletions

KEY = "a-key-that-nobody-else-may-see"
DRAFT = {"notice": "Which word stays with you, and why?", "apply": "Where have you met this?"}
RULES = [
    {"name": "too many", "when": {"model_matches": "busy"}, "respond": {"status": 429, "error": "Slow down"}},
    {"name": "refused", "when": {"model_matches": "unknown"}, "respond": {"status": 404, "error": "No such model"}},
    {"name": "broken", "when": {"model_matches": "broken"}, "respond": {"status": 500, "error": "Out of memory"}},
    {
        "name": "tools",
        "when": {"model_matches": "tools"},
        "respond": {"tool_calls": [{"name": "browse", "arguments": {"url": "https://example.org"}}]},
    },
    {"name": "draft", "when": {"messages_contain": "bread"}, "respond": {"content": json.dumps(DRAFT)}},
]


def about(text: str) -> list[dict[str, str]]:
    return [{"role": "system", "content": "Write questions."}, {"role": "user", "content": text}]


async def refusal(model: ChatCompletions, asked: Sequence[dict[str, str]] = ()) -> str:
    with pytest.raises(StudyError) as error:
        await model.answer(asked or about("bread"))
    assert KEY not in str(error.value)
    return error.value.key


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of fakellm, a server of the protocol that was written by others, in a process of its own."""
    rules: Path = tmp_path_factory.mktemp("model") / "rules.yaml"
    rules.write_text(json.dumps({"version": 1, "rules": RULES}), "utf-8")  # which is YAML as well
    serve = [sys.executable, "-m", "uvicorn", "fakellm.server:app", "--port", "0", "--no-use-colors", "--no-access-log"]
    environment = {**os.environ, "FAKELLM_CONFIG": str(rules)}
    with subprocess.Popen(serve, env=environment, stderr=PIPE, text=True) as server:  # noqa: S603 # all of it is ours
        try:
            assert server.stderr
            addresses = (re.search(r"running on (http://\S+)", line) for line in server.stderr)
            yield next(f"{address[1]}/v1" for address in addresses if address)
        finally:
            server.terminate()


async def test_a_server_that_others_wrote_answers(foreign: str):
    """The text of its completion is the answer."""
    assert json.loads(await ChatCompletions(foreign, "any", KEY).answer(about("A passage on bread."))) == DRAFT


@pytest.mark.parametrize(
    ("model", "key"),
    [
        ("busy", "model.too_many"),
        ("unknown", "model.refused"),
        ("broken", "model.broken"),
        ("tools", "model.nonsense"),
    ],
)
async def test_each_way_to_refuse_is_told_apart(foreign: str, model: str, key: str):
    """Too many requests pass, a wrong name has to be mended, and a model without text has nothing to say."""
    assert await refusal(ChatCompletions(foreign, model, None)) == key


class Server:
    """A server that behaves badly in the way that the model's name says."""

    def __init__(self) -> None:
        self.asked: list[web.Request] = []
        self.over = asyncio.Event()

    async def completions(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        match (await request.json())["model"]:
            case "slow":
                await self.over.wait()
                raise web.HTTPServiceUnavailable
            case "moved":
                raise web.HTTPTemporaryRedirect("/elsewhere/chat/completions")
            case "endless":
                return web.Response(body=b" " * (MOST_BYTES + 1), content_type="application/json")
            case "dropped":
                assert request.transport
                request.transport.abort()
                return web.Response()
            case body:
                return web.Response(text=body, content_type="application/json")

    async def elsewhere(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        return web.json_response({"choices": [{"message": {"content": "Caught."}}]})


@pytest.fixture
async def server() -> AsyncIterator[tuple[Server, str]]:
    """The server and its address."""
    server, application = Server(), web.Application()
    application.router.add_post("/v1/chat/completions", server.completions)
    application.router.add_post("/elsewhere/chat/completions", server.elsewhere)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield server, f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    server.over.set()
    await runner.cleanup()


async def test_the_key_is_sent_where_the_operator_says_and_nowhere_else(server: tuple[Server, str]):
    """A redirect is not followed: the key would go with it."""
    bad, url = server
    assert await refusal(ChatCompletions(url, "moved", KEY)) == "model.broken"
    assert [(request.path, request.headers["Authorization"]) for request in bad.asked] == [
        ("/v1/chat/completions", f"Bearer {KEY}")
    ]


async def test_a_server_without_a_key_is_sent_none(server: tuple[Server, str]):
    """As one on the same machine has it."""
    bad, url = server
    await refusal(ChatCompletions(url, "{}", None))
    assert "Authorization" not in bad.asked[0].headers


async def test_a_model_that_takes_too_long_is_given_up(server: tuple[Server, str]):
    """Nobody waits for ever."""
    assert await refusal(ChatCompletions(server[1], "slow", KEY, seconds=0.2)) == "model.too_slow"


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("endless", "model.nonsense"),
        ("dropped", "model.broken"),
        ("not json", "model.nonsense"),
        ("[" * 100_000, "model.nonsense"),
        ("{}", "model.nonsense"),
        ('{"choices": []}', "model.nonsense"),
        ('{"choices": [{"message": {"content": null}}]}', "model.nonsense"),
        ('{"choices": [{"message": {"content": ["text"]}}]}', "model.nonsense"),
        ('{"choices": {"0": 1}}', "model.nonsense"),
    ],
)
async def test_what_is_no_completion_is_said_to_be_none(server: tuple[Server, str], body: str, key: str):
    """However strange it is."""
    assert await refusal(ChatCompletions(server[1], body, KEY)) == key


async def test_nobody_there_is_told_without_the_key(caplog: pytest.LogCaptureFixture):
    """The log says that no connection came about, and not what was asked."""
    assert await refusal(ChatCompletions("http://127.0.0.1:9/v1", "any", KEY)) == "model.broken"
    assert "no connection" in caplog.text
    assert KEY not in caplog.text
