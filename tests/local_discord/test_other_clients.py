"""What other libraries than discord.py send, by raw calls: Discord's description allows all of it."""

import json
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from local_discord.rest.pipeline import ROUTES
from local_discord.rest.request_body import FORM_ROUTES
from tests.local_discord import openapi
from tests.local_discord.calling import Caller, Got, calling
from tests.local_discord.conftest import Club
from tests.local_discord.test_answers import SAY, answer, opened, register
from tests.local_discord.test_gateway import connect, identity
from tests.local_discord.test_openapi import known, needed

FORM = "application/x-www-form-urlencoded"
FORM_TYPES = {"application/json", FORM, "multipart/form-data"}


def multipart(fields: dict[str, str], **files: bytes) -> aiohttp.FormData:
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in fields.items():
        form.add_field(name, value)
    for name, data in files.items():
        form.add_field(name, data, filename=f"{name}.txt")
    return form


def urlencoded(fields: dict[str, str]) -> dict[str, Any]:
    return {"data": urlencode(fields), "headers": {"Content-Type": FORM}}


async def test_paths_may_be_percent_encoded(club: Club):
    """discord.js writes `%40original` and `%40me`; any character of a path may be written so (RFC 3986, 2.1)."""
    async with calling(club.server) as call:
        await register(call, club)
        made = opened(club)
        await answer(call, made, SAY)
        webhook = f"/webhooks/{club.app.id}/{made.token}/messages"
        assert (await call("GET", f"{webhook}/%40original")).body["content"] == "Here"
        assert (await call("PATCH", f"{webhook}/%40%6Friginal", {"content": "Two"})).body["content"] == "Two"
        message = made.original
        assert message
        reactions = f"/channels/{club.lobby.id}/messages/%{ord(str(message.id)[0]):X}{str(message.id)[1:]}/reactions"
        assert (await call("PUT", f"{reactions}/%F0%9F%91%8D/%40me")).status == 204
        assert list(message.reactions) == ["👍"]
        assert (await call("DELETE", f"{webhook}/%40original")).status == 204


async def _sent(call: Caller, club: Club, **body: Any) -> Got:
    got = await call("POST", f"/channels/{club.lobby.id}/messages", **body)
    assert got.status == 200, got.body
    return got


async def test_messages_come_in_three_content_types(club: Club):
    """JSON, or a form of either kind, with everything in `payload_json` or a field each."""
    plain = {"content": "true", "tts": "false", "flags": "4", "embeds": '[{"title": "One"}]', "nonce": "12"}
    inside = {"payload_json": json.dumps({"content": "true", "flags": 4, "embeds": [{"title": "One"}], "nonce": "12"})}
    club.server.limits.generous()
    async with calling(club.server) as call:
        for fields in (plain, inside):
            for body in (urlencoded(fields), {"data": multipart(fields)}):
                got = (await _sent(call, club, **body)).body
                assert (got["content"], got["flags"], got["embeds"][0]["title"]) == ("true", 4, "One")
                assert got["nonce"] == "12"
        form = multipart({"content": "With a file"}, file=b"abc")
        got = (await _sent(call, club, data=form)).body
        assert (got["content"], [file["filename"] for file in got["attachments"]]) == ("With a file", ["file.txt"])
        edited = await call(
            "PATCH", f"/channels/{club.lobby.id}/messages/{got['id']}", **urlencoded({"content": "Two"})
        )
        assert edited.body["content"] == "Two"


async def test_answers_come_in_three_content_types(club: Club):
    """py-cord answers every interaction with a form."""
    async with calling(club.server) as call:
        await register(call, club)
        for body in (
            urlencoded({"payload_json": json.dumps(SAY)}),
            urlencoded({"type": "4", "data": '{"content": "Here"}'}),
            {"data": multipart({"payload_json": json.dumps(SAY)})},
        ):
            made = opened(club)
            assert (await call("POST", f"/interactions/{made.id}/{made.token}/callback", **body)).status == 204
            assert made.original
            webhook = f"/webhooks/{club.app.id}/{made.token}"
            more = await call("POST", webhook, **urlencoded({"content": "More"}))
            assert (made.original.text, more.body["content"]) == ("Here", "More")
            got = await call("PATCH", f"{webhook}/messages/@original", **urlencoded({"content": "Two"}))
            assert got.body["content"] == "Two"


async def test_other_content_types_are_refused(club: Club):
    """50035, also for a form where the description takes JSON alone."""
    message = json.dumps({"content": "Hello"})
    async with calling(club.server) as call:
        url, channel = f"/channels/{club.lobby.id}/messages", f"/channels/{club.lobby.id}"
        for method, path, content_type in (
            ("POST", url, "text/plain"),
            ("POST", url, "application/octet-stream"),
            ("PATCH", channel, FORM),
        ):
            got = await call(method, path, data=message, headers={"Content-Type": content_type})
            assert (got.status, got.body["code"]) == (400, 50035)
            assert got.body["errors"]["_errors"][0]["code"] == "CONTENT_TYPE_INVALID"
        got = await call("POST", url, **urlencoded({"payload_json": "{"}))
        assert (got.status, got.body["code"]) == (400, 50109)
        got = await call("POST", url, data="[" * 100_000, headers={"Content-Type": "application/json"})
        assert (got.status, got.body["code"]) == (400, 50109)
    assert club.lobby.messages == []


@needed
def test_forms_are_taken_where_the_description_names_them():
    """All three content types or JSON alone, for each route that is here."""
    forms = {name for name, types in known().content_types.items() if types == FORM_TYPES}
    shapes = {openapi.shape(name) for name in forms}
    assert {route for route in ROUTES if openapi.shape(route) in shapes} == FORM_ROUTES


async def test_frames_of_the_gateway_may_be_binary(club: Club):
    """hikari sends its JSON so; what is no JSON is 4002 in a frame of either kind."""
    async with aiohttp.ClientSession() as session:
        raw = await connect(session, club.server)
        await raw.socket.send_bytes(json.dumps({"op": 2, "d": identity()}).encode())
        assert (await raw.event("READY"))["d"]["guilds"]
        for frame in (b"{", b"\xff\xfe\x83", b"[" * 4000, b" " * 4097):
            raw = await connect(session, club.server)
            await raw.socket.send_bytes(frame)
            assert await raw.closed() == 4002
        raw = await connect(session, club.server)
        await raw.socket.send_str("[" * 4000)
        assert await raw.closed() == 4002


@pytest.mark.parametrize(
    "component",
    [
        {"type": 2, "style": 1, "label": "Go", "custom_id": "a", "url": None, "sku_id": None, "emoji": None},
        {"type": 2, "style": 5, "label": "Go", "url": "https://example.org", "custom_id": None},
    ],
    ids=["a button", "a link"],
)
async def test_a_null_is_as_good_as_nothing(club: Club, component: dict[str, Any]):
    """interactions.py writes every field of a button, most of them as null; they do not come back either."""
    async with calling(club.server) as call:
        body = {"content": "x", "components": [{"type": 1, "components": [component]}]}
        (row,) = (await _sent(call, club, body=body)).body["components"]
        assert None not in row["components"][0].values()


async def test_members_of_a_thread_by_pages(club: Club):
    """With `with_member` at most `limit` by id, after one of them, each with their membership of the guild.

    Without it all of them (Channel Resource, List Thread Members).
    """
    people = [club.guild.add_member(f"Reader {n}") for n in range(3)]
    async with calling(club.server) as call:
        message = (await _sent(call, club, body={"content": "Day 1"})).body["id"]
        url = f"/channels/{message}/thread-members"
        await call("POST", f"/channels/{club.lobby.id}/messages/{message}/threads", {"name": "Day 1"})
        for person in reversed(people):
            await call("PUT", f"{url}/{person.id}")
        everybody = sorted([club.app.id, *(person.id for person in people)])
        seen: list[dict[str, Any]] = []
        while page := (
            await call("GET", f"{url}?with_member=true&limit=3&after={seen[-1]['user_id'] if seen else 0}")
        ).body:
            assert len(page) <= 3
            seen += page
        assert [int(each["user_id"]) for each in seen] == everybody
        assert [each["member"]["user"]["id"] for each in seen] == [each["user_id"] for each in seen]
        assert (await call("GET", f"{url}?with_member=true&after={2**62}")).body == []
        assert (await call("GET", f"{url}?with_member=true&limit=101")).body["code"] == 50035
        plain = (await call("GET", f"{url}?limit=1")).body
        assert sorted(int(each["user_id"]) for each in plain) == everybody
        assert all("member" not in each for each in plain)
        one = (await call("GET", f"{url}/{people[0].id}?with_member=true")).body
        assert one["member"]["user"]["id"] == str(people[0].id)


async def test_there_are_no_default_sounds(club: Club):
    """py-cord asks for them before it is ready."""
    async with calling(club.server) as call:
        assert (await call("GET", "/soundboard-default-sounds")).body == []


async def test_an_application_has_a_summary(club: Club):
    """Empty, and not described any more; interactions.py does not start without."""
    async with calling(club.server) as call:
        assert (await call("GET", "/applications/@me")).body["summary"] == ""


async def test_versions_of_the_api(club: Club):
    """9 and 10 are answered alike; older ones, and none at all, are 50041; of the gateway 4012."""
    async with aiohttp.ClientSession() as session:
        for path, status in (("v10/", 200), ("v9/", 200), ("v8/", 400), ("v11/", 400), ("", 400)):
            async with session.get(f"{club.server.origin}/api/{path}gateway") as got:
                assert (got.status, (await got.json()).get("code", 0)) == (status, 50041 if status == 400 else 0)
        raw = await connect(session, club.server, "v=9")
        await raw.send(2, identity())
        assert await raw.event("READY")
        raw = await connect(session, club.server, "v=8")
        assert await raw.closed() == 4012
