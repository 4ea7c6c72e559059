"""What discord.py does not promise, and the project relies on all the same: a new version may change it untold.

Each message says which of our files relies on it, and for what.
"""

import asyncio
import inspect
import re
from collections.abc import AsyncIterator, Callable
from typing import Any

import discord
import pytest
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.shard import EventItem, EventType, Shard
from discord.ui import Button, DynamicItem

RELIED_ON = {
    "bot/client.py": {"_connection", "_view_store", "_dynamic_items"},
    "bot/connection/rest.py": {"_try_clear_expired_ratelimits"},
    "bot/connection/shards.py": {
        "_AutoShardedClient__queue",
        "_AutoShardedClient__shards",
        "_backoff",
        "_dispatch",
        "_handle_disconnect",
        "_queue_put",
    },
}
"""The private names that each file uses; `test_private_names.py` finds those that are missing here."""
UNKNOWN_BUTTONS = "bot/client.py answers buttons that nothing knows: what discord.py knows stands in _dynamic_items"
OWN_SHARDS = "bot/connection/shards.py puts shards of its own among discord.py's, which its loop has to serve"
PAUSES = "bot/connection/shards.py has a shard pause in a task of its own instead of in discord.py's _handle_disconnect"
CLEARS = "bot/connection/rest.py keeps discord.py from going through all buckets with each new one"
SHARD = 3


class Known(DynamicItem[Button[Any]], template=r"known:\d+"):
    """A button that a client can be told of."""


class Sharded(discord.AutoShardedClient):
    """A client that opens no connection and notes what is dispatched."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.dispatched: list[tuple[object, ...]] = []
        self._reconnect = True  # which `connect` sets, before it makes any shard

    async def launch_shards(self) -> None:
        """Connect nothing."""

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        self.dispatched.append((event, *args))


class Breaking(DiscordWebSocket):
    """The connection of a shard, which breaks at once."""

    def __init__(self, error: Exception) -> None:
        self.shard_id = SHARD
        self.error = error

    async def poll_event(self) -> None:
        raise self.error

    async def close(self, code: int = 4000) -> None:
        """There is nothing to close."""


class Noted(Shard):
    """A shard that notes what is asked of it."""

    def __init__(self, client: Sharded, error: Exception, queue_put: Callable[[EventItem], None]) -> None:
        super().__init__(Breaking(error), client, queue_put)
        self.asked: list[str] = []

    async def reidentify(self, exc: ReconnectWebSocket) -> None:
        self.asked.append(f"reidentify, resume {exc.resume}")

    async def reconnect(self) -> None:
        self.asked.append("reconnect")

    async def _handle_disconnect(self, e: Exception) -> None:
        self.asked.append(str(e))


@pytest.fixture
async def client() -> AsyncIterator[Sharded]:
    async with Sharded() as entered:
        yield entered


def signature(function: Callable[..., object]) -> list[str]:
    return list(inspect.signature(function).parameters)


@pytest.mark.parametrize(
    ("file", "name"), [(file, name) for file, names in RELIED_ON.items() for name in sorted(names)]
)
async def test_each_name_is_there(client: Sharded, file: str, name: str):
    """On a client that has been entered, on its requests, its state, on the views in that, or on a shard."""
    state = getattr(client, "_connection", None)
    owners = [
        client,
        client.http,
        state,
        getattr(state, "_view_store", None),
        Noted(client, OSError(), lambda item: None),
    ]
    assert any(hasattr(owner, name) for owner in owners), (
        f"{file} uses {name}: discord.py {discord.__version__} has none"
    )


async def test_known_buttons_stand_in_a_dictionary_by_their_patterns(client: Sharded):
    """From when a client is told of them until it is told to forget them; a pattern is compiled."""
    known = client._connection._view_store._dynamic_items
    assert known == {}, UNKNOWN_BUTTONS
    client.add_dynamic_items(Known)
    assert known == {re.compile(r"known:\d+"): Known}, UNKNOWN_BUTTONS
    client.remove_dynamic_items(Known)
    assert known == {}, UNKNOWN_BUTTONS


async def test_each_new_bucket_has_a_client_clear_those_that_are_no_longer_used(
    client: Sharded, monkeypatch: pytest.MonkeyPatch
):
    """By the method of the client, of which it wants nothing but that: buckets that nobody uses are away."""
    cleared: list[int] = []
    clear = client.http._try_clear_expired_ratelimits
    with monkeypatch.context() as patch:
        patch.setattr(client.http, "_try_clear_expired_ratelimits", lambda: cleared.append(len(client.http._buckets)))
        for number in 1, 2, 1, 3:
            client.http.get_ratelimit(str(number))
        assert cleared == [1, 2, 3], CLEARS
        for number in range(300):
            client.http.get_ratelimit(f"{number} of many")
    for bucket in [*client.http._buckets.values()][:-1]:
        bucket._last_request -= 301
    assert clear() is None, CLEARS
    assert [*client.http._buckets] == ["299 of many"], CLEARS


async def test_shards_stand_in_a_dictionary_by_their_ids(client: Sharded):
    """Which the client's own answers come from."""
    queue = client._AutoShardedClient__queue  # pyright: ignore[reportAttributeAccessIssue] # the name that is tested
    shards = client._AutoShardedClient__shards  # pyright: ignore[reportAttributeAccessIssue] # the name that is tested
    assert shards == {}, OWN_SHARDS
    shards[SHARD] = Noted(client, OSError(), queue.put_nowait)
    assert [(number, shard.id) for number, shard in client.shards.items()] == [(SHARD, SHARD)], OWN_SHARDS


async def test_the_loop_of_a_client_serves_what_is_put_into_its_line(client: Sharded):
    """The line is there once the client has been entered; what broke a connection goes before what only ended one."""
    line = client._AutoShardedClient__queue  # pyright: ignore[reportAttributeAccessIssue] # the name that is tested
    shard = Noted(client, OSError(), line.put_nowait)
    assert shard._queue_put == line.put_nowait, OWN_SHARDS
    line.put_nowait(EventItem(EventType.clean_close, None, None))
    line.put_nowait(EventItem(EventType.identify, shard, ReconnectWebSocket(SHARD, resume=False)))
    line.put_nowait(EventItem(EventType.resume, shard, ReconnectWebSocket(SHARD, resume=True)))
    line.put_nowait(EventItem(EventType.reconnect, shard, None))
    async with asyncio.timeout(5):
        await client.connect()
    assert shard.asked == ["reconnect", "reidentify, resume True", "reidentify, resume False"], OWN_SHARDS


def test_a_client_launches_each_shard_by_itself():
    """With the values that ours takes, and by the class method that ours connects with."""
    assert signature(discord.AutoShardedClient.launch_shard) == ["self", "gateway", "shard_id", "initial"], OWN_SHARDS
    assert {"client", "initial", "gateway", "shard_id"} <= {*signature(DiscordWebSocket.from_client)}, OWN_SHARDS
    assert signature(Shard) == ["ws", "client", "queue_put"], OWN_SHARDS


@pytest.mark.parametrize("error", [OSError("broken"), discord.GatewayNotFound(), TimeoutError("late")], ids=repr)
async def test_a_shard_hands_over_what_broke_its_connection(client: Sharded, error: Exception):
    """To `_handle_disconnect`, once, and ends its own task with it."""
    shard = Noted(client, error, lambda item: None)
    async with asyncio.timeout(5):
        await shard.worker()
    assert shard.asked == [str(error)], PAUSES
    assert signature(Shard._handle_disconnect) == ["self", "e"], PAUSES


async def test_a_shard_resumes_at_once_after_a_reset(client: Sharded):
    """What `_handle_disconnect` itself does: two events, and a place in the line; it sleeps only for other errors."""
    line: list[EventItem] = []
    shard = Shard(Breaking(OSError()), client, line.append)
    await shard._handle_disconnect(ConnectionResetError(54, "reset"))
    assert [(item.type, item.shard) for item in line] == [(EventType.resume, shard)], PAUSES
    assert client.dispatched == [("disconnect",), ("shard_disconnect", SHARD)], PAUSES


async def test_a_shard_has_what_ours_does_its_part_with(client: Sharded):
    """The client's `dispatch`, and pauses by chance whose longest, in seconds, is twice that of the one before."""
    shard = Shard(Breaking(OSError()), client, lambda item: None)
    shard._dispatch("shard_disconnect", SHARD)
    assert client.dispatched == [("shard_disconnect", SHARD)], PAUSES
    assert all(0 <= shard._backoff.delay() <= 2**number for number in range(1, 10)), PAUSES
