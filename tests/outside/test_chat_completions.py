"""A model asked over the network: by a server of the protocol that others wrote, and by one that behaves badly."""

import json
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.core.errors import StudyError
from bot.outside.chat_completions import ChatCompletions
from tests.language_models import BadServer, bad_server, fakellm

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


def model(url: str, name: str, *, key: str | None = KEY, seconds: float = 60) -> ChatCompletions:
    return ChatCompletions(url, name, key, seconds=seconds)


async def refusal(asked: ChatCompletions) -> str:
    with pytest.raises(StudyError) as error:
        await asked.answer(about("bread"))
    assert KEY not in str(error.value)
    return error.value.key


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the protocol that others wrote."""
    with fakellm(tmp_path_factory.mktemp("model"), RULES) as url:
        yield url


async def test_a_server_that_others_wrote_answers(foreign: str):
    """The text of its completion is the answer."""
    assert json.loads(await model(foreign, "any").answer(about("A passage on bread."))) == DRAFT


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("busy", "model.too_many"),
        ("unknown", "model.refused"),
        ("broken", "model.broken"),
        ("tools", "model.nonsense"),
    ],
)
async def test_each_way_to_refuse_is_told_apart(foreign: str, name: str, key: str):
    """Too many requests pass, a wrong name has to be mended, and a model without text has nothing to say."""
    assert await refusal(model(foreign, name)) == key


@pytest.fixture
async def server() -> AsyncIterator[BadServer]:
    """The server that behaves badly."""
    async with bad_server() as server:
        yield server


async def test_the_key_is_sent_where_the_operator_says_and_nowhere_else(server: BadServer):
    """A redirect is not followed: the key would go with it."""
    assert await refusal(model(server.url, "moved")) == "model.broken"
    assert [(request.path, request.headers["Authorization"]) for request in server.asked] == [
        ("/v1/chat/completions", f"Bearer {KEY}")
    ]


async def test_a_server_without_a_key_is_sent_none(server: BadServer):
    """As one on the same machine has it."""
    await refusal(model(server.url, "{}", key=None))
    assert "Authorization" not in server.asked[0].headers


async def test_a_model_that_takes_too_long_is_given_up(server: BadServer):
    """Nobody waits for ever."""
    assert await refusal(model(server.url, "slow", seconds=0.2)) == "model.too_slow"


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
async def test_what_is_no_completion_is_said_to_be_none(server: BadServer, body: str, key: str):
    """However strange it is."""
    assert await refusal(model(server.url, body)) == key


async def test_nobody_there_is_told_without_the_key(caplog: pytest.LogCaptureFixture):
    """The log says that no connection came about, and not what was asked."""
    assert await refusal(model("http://127.0.0.1:9/v1", "any")) == "model.broken"
    assert "no connection" in caplog.text
    assert KEY not in caplog.text
