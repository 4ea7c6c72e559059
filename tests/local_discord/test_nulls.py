"""Every field that Discord's description lets be null, found by walking it, is taken as null here as well."""

import copy
import json
from typing import Any, TypeAlias

import pytest

from local_discord import Permission
from local_discord.rest.pipeline import ROUTES
from tests.local_discord.calling import Caller, Got, calling
from tests.local_discord.conftest import Club
from tests.local_discord.test_answers import answer, opened, register
from tests.local_discord.test_openapi import known, needed

V2, REFUSED = 32768, 300
Path: TypeAlias = "tuple[str | int, ...]"
CHANNEL, MESSAGE = "/channels/{channel_id}", "/channels/{channel_id}/messages/{message_id}"
COMMANDS, IN_GUILD = (
    "/applications/{application_id}/commands",
    "/applications/{application_id}/guilds/{guild_id}/commands",
)
CALLBACK, WEBHOOK = (
    "/interactions/{interaction_id}/{interaction_token}/callback",
    "/webhooks/{webhook_id}/{webhook_token}",
)
OPTIONS = [{"label": "Tea", "value": "tea", "emoji": {"name": "🍵"}}, {"label": "Coffee", "value": "coffee"}]
READER, SENT = "1" * 19, "2" * 19
"""They stand for the ids of somebody and of a message of the bot."""
PICTURE = {"url": "https://example.org/a.png"}


def _row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


ROWS = [
    _row(
        {"type": 2, "style": 1, "custom_id": "go", "label": "Go", "emoji": {"name": "👍"}},
        {"type": 2, "style": 5, "url": "https://example.org", "label": "Look", "emoji": {"name": "👀"}},
    ),
    _row({"type": 3, "custom_id": "drink", "options": OPTIONS}),
    *(_row({"type": kind, "custom_id": f"pick {kind}"}) for kind in (5, 6, 8)),
]
PARTS = [
    {
        "type": 17,
        "components": [
            {"type": 9, "components": [{"type": 10, "content": "One"}], "accessory": {"type": 11, "media": PICTURE}},
            {"type": 12, "items": [{"media": PICTURE}]},
            {"type": 14},
        ],
    },
    _row({"type": 7, "custom_id": "where"}),
]
INPUTS = [
    {"type": 4, "custom_id": "text", "style": 1},
    {"type": 3, "custom_id": "one", "options": OPTIONS},
    {"type": 19, "custom_id": "file"},
    {"type": 21, "custom_id": "radio", "options": OPTIONS[:2]},
    {"type": 22, "custom_id": "boxes", "options": OPTIONS[:2]},
]
EMBED = {
    "title": "One",
    "description": "Two",
    "author": {"name": "A"},
    "footer": {"text": "B"},
    "image": PICTURE,
    "fields": [{"name": "C", "value": "D"}],
}
POLL = {"question": {"text": "Which?"}, "answers": [{"poll_media": {"text": "This"}}], "duration": 1}
TEXT = {"content": "Hello", "embeds": [EMBED], "components": ROWS, "allowed_mentions": {"parse": []}}
LAYOUT = {"flags": V2, "components": PARTS}
EDITED = {"content": None, **LAYOUT}
MODAL = {
    "custom_id": "form",
    "title": "Form",
    "components": [{"type": 18, "label": "A", "component": each} for each in INPUTS],
}
COMMAND = {
    "name": "show",
    "description": "Shows",
    "options": [
        {"type": 3, "name": "words", "description": "Words", "choices": [{"name": "One", "value": "1"}]},
        {"type": 4, "name": "number", "description": "A number"},
        {"type": 7, "name": "where", "description": "A place"},
    ],
}
GROUPS = {
    "name": "study",
    "description": "Studies",
    "options": [
        {"type": 2, "name": "plan", "description": "P", "options": [{"type": 1, "name": "show", "description": "S"}]}
    ],
}
BODIES: dict[str, list[Any]] = {
    f"POST {CHANNEL}/messages": [TEXT, LAYOUT, {"content": "A poll", "poll": POLL}],
    f"PATCH {MESSAGE}": [TEXT, EDITED],
    f"POST {CHANNEL}/messages/bulk-delete": [{"messages": [SENT, READER]}],
    f"POST {MESSAGE}/threads": [{"name": "Talk"}],
    f"POST {CHANNEL}/threads": [{"name": "Talk", "type": 11}],
    "POST /guilds/{guild_id}/channels": [{"name": "hall", "type": 0, "topic": "Talk"}],
    f"PATCH {CHANNEL}": [{"name": "hall", "topic": "Talk"}],
    f"PUT {COMMANDS}": [[COMMAND, GROUPS]],
    f"POST {COMMANDS}": [COMMAND],
    f"PATCH {COMMANDS}/{{command_id}}": [COMMAND],
    f"PUT {IN_GUILD}": [[COMMAND, GROUPS]],
    f"POST {IN_GUILD}": [COMMAND],
    f"PATCH {IN_GUILD}/{{command_id}}": [COMMAND],
    f"POST {CALLBACK}": [{"type": 4, "data": TEXT}, {"type": 4, "data": LAYOUT}, {"type": 9, "data": MODAL}],
    f"POST {WEBHOOK}": [TEXT, LAYOUT],
    f"PATCH {WEBHOOK}/messages/@original": [TEXT, EDITED],
    f"PATCH {WEBHOOK}/messages/{{message_id}}": [TEXT, EDITED],
    "POST /users/@me/channels": [{"recipient_id": READER}],
}


def _changed(body: Any, path: Path, *, gone: bool) -> Any:
    """The body with the field at a path null, or gone."""
    changed = copy.deepcopy(body)
    place = changed
    for step in path[:-1]:
        place = place[step]
    if gone:
        place.pop(path[-1], None)
    else:
        place[path[-1]] = None
    return changed


def _nullable(route: str, body: Any) -> list[Path]:
    operation = known().operation(*route.split(" "))
    assert operation
    assert operation.request
    assert list(known().complaints(operation.request, body)) == []
    return list(dict.fromkeys(known().nullable(operation.request, body)))


@needed
def test_every_route_with_a_body_is_tried():
    """A route that is added and has no body here fails this, and so does a walk that finds next to nothing."""
    with_body = {route for route in ROUTES if (found := known().operation(*route.split(" "))) and found.request}
    assert with_body == set(BODIES)
    assert sum(len(_nullable(route, body)) for route, bodies in BODIES.items() for body in bodies) > 1000


async def _send(call: Caller, club: Club, route: str, body: Any) -> Got:
    """The answer to a body; what it is about is made for it alone."""
    method, template = route.split(" ")
    made = opened(club)
    if template != CALLBACK:
        await answer(call, made, {"type": 4, "data": {"content": "Here"}})
    sent_id = made.original.id if made.original else 0
    named = {
        "application_id": club.app.id,
        "channel_id": club.lobby.id,
        "command_id": club.app.commands_in(club.guild.id if "guild_id" in template else None)[0].id,
        "guild_id": club.guild.id,
        "interaction_id": made.id,
        "interaction_token": made.token,
        "message_id": sent_id,
        "webhook_id": club.app.id,
        "webhook_token": made.token,
    }
    written = json.dumps(body).replace(READER, str(club.reader.id)).replace(SENT, str(sent_id))
    return await call(method, template.format(**named), json.loads(written))


@needed
@pytest.mark.parametrize("route", BODIES)
async def test_a_null_is_refused_only_where_nothing_is_refused_too(club: Club, route: str):
    """A button needs a label or an emoji, null or not; all else may be null."""
    club.guild.give_role(club.app, club.guild.add_role("All", permissions=Permission.ADMINISTRATOR))
    club.server.limits.generous()
    refused: dict[str, Any] = {}
    async with calling(club.server) as call:
        await register(call, club)
        await call("POST", IN_GUILD.format(application_id=club.app.id, guild_id=club.guild.id), COMMAND)
        for body in BODIES[route]:
            whole = await _send(call, club, route, body)
            assert whole.status < REFUSED, whole.body
            for path in _nullable(route, body):
                got = await _send(call, club, route, _changed(body, path, gone=False))
                if got.status < REFUSED:
                    continue
                without = await _send(call, club, route, _changed(body, path, gone=True))
                if (got.status, got.body) != (without.status, without.body):
                    refused["/".join(map(str, path))] = got.body
    assert refused == {}
