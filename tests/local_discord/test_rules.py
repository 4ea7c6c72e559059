"""What Discord refuses, one case for each limit; the page that states it stands beside each."""

from dataclasses import replace
from typing import Any

import pytest

from tests.local_discord.calling import calling
from tests.local_discord.conftest import Club

V2 = 32768
MESSAGES, COMPONENTS, COMMANDS = "Message Resource", "Component Reference", "Application Commands"
MODALS, CHANNELS, POLLS = "Receiving and Responding to Interactions", "Channel Resource", "Poll Resource"


def button(custom_id: str = "a", **more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": custom_id, **more}


def row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def shown(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def select(**more: Any) -> dict[str, Any]:
    options = [{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}]
    return {"type": 3, "custom_id": "s", "options": options, **more}


def embed(letters: int) -> dict[str, Any]:
    return {"description": "x" * letters}


def poll(answer: str) -> dict[str, Any]:
    return {"question": {"text": "Which?"}, "answers": [{"poll_media": {"text": answer}}], "duration": 1}


REFUSED_MESSAGES: dict[str, tuple[dict[str, Any], str, str]] = {
    "content longer than 2,000": ({"content": "x" * 2001}, "content", MESSAGES),
    "embeds over 6,000 in all": ({"embeds": [embed(3500), embed(2501)]}, "embeds", MESSAGES),
    "eleven embeds": ({"embeds": [embed(1)] * 11}, "embeds", MESSAGES),
    "an embed field without a value": ({"embeds": [{"fields": [{"name": "a"}]}]}, "embeds", MESSAGES),
    "six rows": ({"content": "a", "components": [row(button(str(n))) for n in range(6)]}, "components", COMPONENTS),
    "six buttons in a row": (
        {"content": "a", "components": [row(*(button(str(n)) for n in range(6)))]},
        "components",
        COMPONENTS,
    ),
    "a custom id used twice": ({"content": "a", "components": [row(button(), button())]}, "components", COMPONENTS),
    "a number used twice": (
        {"content": "a", "components": [row(button("a", id=7), button("b", id=7))]},
        "components",
        COMPONENTS,
    ),
    "a button without a custom id": (
        {"content": "a", "components": [row({"type": 2, "style": 1, "label": "Go"})]},
        "components",
        COMPONENTS,
    ),
    "a link with a custom id": (
        {"content": "a", "components": [row(button(style=5, url="https://example.org"))]},
        "components",
        COMPONENTS,
    ),
    "a link without an address": (
        {"content": "a", "components": [row({"type": 2, "style": 5, "label": "Go"})]},
        "components",
        COMPONENTS,
    ),
    "a button without label or emoji": (
        {"content": "a", "components": [row({"type": 2, "style": 1, "custom_id": "a"})]},
        "components",
        COMPONENTS,
    ),
    "a custom id of 101 characters": (
        {"content": "a", "components": [row(button("x" * 101))]},
        "components",
        COMPONENTS,
    ),
    "a select with min above max": (
        {"content": "a", "components": [row(select(min_values=2, max_values=1))]},
        "components",
        COMPONENTS,
    ),
    "a select beside a button": ({"content": "a", "components": [row(select(), button())]}, "components", COMPONENTS),
    "a select with 26 options": (
        {
            "content": "a",
            "components": [row(select(options=[{"label": str(n), "value": str(n)} for n in range(26)]))],
        },
        "components",
        COMPONENTS,
    ),
    "a select with one value twice": (
        {"content": "a", "components": [row(select(options=[{"label": "a", "value": "1"}] * 2))]},
        "components",
        COMPONENTS,
    ),
    "V2 components without the flag": ({"components": [shown("a")]}, "components", COMPONENTS),
    "V2 with content": ({"flags": V2, "content": "a", "components": [shown("a")]}, "content", COMPONENTS),
    "V2 with embeds": ({"flags": V2, "embeds": [embed(1)], "components": [shown("a")]}, "embeds", COMPONENTS),
    "V2 with a poll": ({"flags": V2, "poll": poll("a"), "components": [shown("a")]}, "poll", COMPONENTS),
    "V2 text over 4,000 in all": (
        {"flags": V2, "components": [shown("x" * 2001), {"type": 17, "components": [shown("x" * 2000)]}]},
        "components",
        COMPONENTS,
    ),
    "41 nested components": (
        {"flags": V2, "components": [{"type": 17, "components": [shown("a") for _ in range(40)]}]},
        "components",
        COMPONENTS,
    ),
    "a container in a container": (
        {"flags": V2, "components": [{"type": 17, "components": [{"type": 17, "components": [shown("a")]}]}]},
        "components",
        COMPONENTS,
    ),
    "a section without an accessory": (
        {"flags": V2, "components": [{"type": 9, "components": [shown("a")]}]},
        "components",
        COMPONENTS,
    ),
    "a section with four texts": (
        {
            "flags": V2,
            "components": [{"type": 9, "components": [shown("a")] * 4, "accessory": button()}],
        },
        "components",
        COMPONENTS,
    ),
    "a poll answer of 56 characters": ({"poll": poll("x" * 56)}, "poll", POLLS),
    "a nonce of 26 characters": ({"content": "a", "nonce": "x" * 26}, "nonce", MESSAGES),
    "mentions parsed and listed": (
        {"content": "a", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
        MESSAGES,
    ),
}


@pytest.mark.parametrize("case", REFUSED_MESSAGES)
async def test_messages_that_discord_refuses(club: Club, case: str):
    """Each is a 400 with code 50035 and the field's path, and no message is made."""
    body, field, _page = REFUSED_MESSAGES[case]
    async with calling(club.server) as call:
        got = await call("POST", f"/channels/{club.lobby.id}/messages", body)
    assert (got.status, got.body["code"], list(got.body["errors"])) == (400, 50035, [field])
    assert club.lobby.messages == []


async def test_an_empty_message_is_refused(club: Club):
    """50006 (Message Resource, Create Message)."""
    async with calling(club.server) as call:
        got = await call("POST", f"/channels/{club.lobby.id}/messages", {"content": ""})
    assert (got.status, got.body["code"]) == (400, 50006)


async def test_the_largest_message_is_taken(club: Club):
    """40 components with 4,000 characters in all are allowed (Component Reference)."""
    parts = [shown("x" * 100) for _ in range(39)]
    parts[0] = shown("x" * 200)
    body = {"flags": V2, "components": [{"type": 17, "components": parts}]}
    async with calling(club.server) as call:
        got = await call("POST", f"/channels/{club.lobby.id}/messages", body)
    assert got.status == 200


def command(**more: Any) -> dict[str, Any]:
    return {"name": "show", "description": "Shows", **more}


def option(name: str = "essay", **more: Any) -> dict[str, Any]:
    return {"type": 3, "name": name, "description": "Which", **more}


CHOICE = {"name": "One", "value": "1"}
REFUSED_COMMANDS: dict[str, list[dict[str, Any]]] = {
    "a name with capitals": [command(name="Show")],
    "a name with a space": [command(name="show all")],
    "a name of 33 characters": [command(name="x" * 33)],
    "no description": [{"name": "show"}],
    "a description of 101 characters": [command(description="x" * 101)],
    "a required option after an optional one": [command(options=[option(), option("day", required=True)])],
    "two options of one name": [command(options=[option(), option()])],
    "two commands of one name": [command(), command()],
    "101 commands": [command(name=f"show{n}") for n in range(101)],
    "choices and autocomplete": [command(options=[option(choices=[CHOICE], autocomplete=True)])],
    "26 choices": [command(options=[option(choices=[{"name": str(n), "value": str(n)} for n in range(26)])])],
    "26 options": [command(options=[option(f"o{n}") for n in range(26)])],
    "a locale that is none": [command(name_localizations={"he": "הצג"})],
    "more than 8,000 characters": [
        command(
            options=[
                option(f"o{n}", choices=[{"name": "x" * 90 + str(m), "value": "y" * 99} for m in range(9)])
                for n in range(5)
            ]
        )
    ],
    "a menu with a description": [{"type": 3, "name": "Keep", "description": "Keeps"}],
    "groups three deep": [
        command(
            options=[
                {
                    "type": 2,
                    "name": "a",
                    "description": "a",
                    "options": [{"type": 2, "name": "b", "description": "b", "options": []}],
                }
            ]
        )
    ],
}


@pytest.mark.parametrize("case", REFUSED_COMMANDS)
async def test_commands_that_discord_refuses(club: Club, case: str):
    """Each is a 400 with code 50035, and none is registered (Application Commands)."""
    async with calling(club.server) as call:
        got = await call("PUT", f"/applications/{club.app.id}/commands", REFUSED_COMMANDS[case])
    assert (got.status, got.body["code"]) == (400, 50035)
    assert club.app.commands == {}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "a", "message": {"content": "a"}, "applied_tags": ["{tag}"] * 6}, "applied_tags"),
        ({"name": "a"}, "message"),
        ({"name": "x" * 101, "message": {"content": "a"}}, "name"),
        ({"name": "a", "message": {"content": "a"}, "applied_tags": ["1"]}, "applied_tags"),
        ({"name": "a", "message": {"content": "a"}, "auto_archive_duration": 7}, "auto_archive_duration"),
    ],
    ids=["six tags", "no message", "a name of 101 characters", "a strange tag", "a strange duration"],
)
async def test_forum_posts_that_discord_refuses(club: Club, body: dict[str, Any], field: str):
    """Each is a 400 with the field's path (Channel Resource, Start Thread in Forum or Media Channel)."""
    forum = club.guild.add_forum_channel("readings", tags=["Essay"])
    tags = [tag.replace("{tag}", str(forum.tag("Essay").id)) for tag in body.get("applied_tags", [])]
    async with calling(club.server) as call:
        got = await call("POST", f"/channels/{forum.id}/threads", {**body, "applied_tags": tags})
    assert (got.status, list(got.body["errors"])) == (400, [field])
    assert forum.threads == []


async def test_moderated_tags_are_for_moderators(club: Club):
    """A tag that is moderated needs Manage Threads (Channel Resource, Forum Tag Object)."""
    forum = club.guild.add_forum_channel("readings", tags=["Essay"])
    forum.edit(tags=[replace(forum.tag("Essay"), moderated=True)])
    body = {"name": "a", "message": {"content": "a"}, "applied_tags": [str(forum.tag("Essay").id)]}
    async with calling(club.server) as call:
        got = await call("POST", f"/channels/{forum.id}/threads", body)
        assert (got.status, got.body["code"]) == (403, 50013)
        forum.set_overwrite(club.app.user, allow=1 << 34)
        assert (await call("POST", f"/channels/{forum.id}/threads", body)).status == 201


async def test_components_are_numbered(club: Club):
    """Those without an `id` get the next free number in reading order, the others keep theirs (Component Reference)."""
    body = {"content": "a", "components": [row(button("a", id=1), button("b"), button("c", id=9))]}
    async with calling(club.server) as call:
        got = await call("POST", f"/channels/{club.lobby.id}/messages", body)
    rows = got.body["components"]
    assert [each["id"] for each in [rows[0], *rows[0]["components"]]] == [2, 1, 3, 9]


async def test_the_nonce_comes_back(club: Club):
    """In the answer and in the echo, but not in the history (Message Resource, Message Object)."""
    async with calling(club.server) as call:
        path = f"/channels/{club.lobby.id}/messages"
        assert (await call("POST", path, {"content": "a", "nonce": "slot"})).body["nonce"] == "slot"
        assert "nonce" not in (await call("GET", path)).body[0]


async def test_a_forum_can_require_a_tag(club: Club):
    """A post without one is refused (Channel Resource, Channel Flags, REQUIRE_TAG)."""
    forum = club.guild.add_forum_channel("readings", tags=["Essay"], require_tag=True)
    async with calling(club.server) as call:
        got = await call("POST", f"/channels/{forum.id}/threads", {"name": "a", "message": {"content": "a"}})
    assert (got.status, list(got.body["errors"])) == (400, ["applied_tags"])


async def test_a_message_becomes_v2_only_without_its_content(club: Club):
    """The flag is added by an edit that takes the content away (Message Resource, Edit Message)."""
    async with calling(club.server) as call:
        path = f"/channels/{club.lobby.id}/messages"
        made = (await call("POST", path, {"content": "a"})).body
        body = {"flags": V2, "components": [shown("b")]}
        got = await call("PATCH", f"{path}/{made['id']}", body)
        assert (got.status, list(got.body["errors"])) == (400, ["content"])
        got = await call("PATCH", f"{path}/{made['id']}", body | {"content": None})
        assert (got.status, got.body["flags"] & V2) == (200, V2)
        got = await call("PATCH", f"{path}/{made['id']}", {"content": "a"})
        assert got.status == 400


async def test_no_system_message_is_edited(club: Club):
    """50021 for the message that announces a pin or a thread."""
    club.lobby.set_overwrite(club.app.user, allow=1 << 51)
    said = await club.reader.say("Hello", in_=club.lobby)
    async with calling(club.server) as call:
        await call("PUT", f"/channels/{club.lobby.id}/messages/pins/{said.id}")
        got = await call("PATCH", f"/channels/{club.lobby.id}/messages/{club.lobby.messages[-1].id}", {"content": "a"})
    assert (got.status, got.body["code"]) == (403, 50021)


async def test_a_poll_is_kept(club: Club):
    """It comes back numbered, with an end and without votes (Poll Resource)."""
    club.lobby.set_overwrite(club.app.user, allow=1 << 49)
    async with calling(club.server) as call:
        got = await call("POST", f"/channels/{club.lobby.id}/messages", {"poll": poll("Tuesday")})
    assert got.body["poll"]["answers"] == [{"answer_id": 1, "poll_media": {"text": "Tuesday"}}]


async def test_a_file_that_is_too_large(club: Club):
    """413 with 40005 beyond what a server takes."""
    import aiohttp

    club.world.settings.attachment_bytes = 10
    club.lobby.set_overwrite(club.app.user, allow=1 << 15)
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", '{"content": "a"}')
    form.add_field("files[0]", b"x" * 11, filename="a.txt")
    async with calling(club.server) as call:
        got = await call("POST", f"/channels/{club.lobby.id}/messages", data=form)
    assert (got.status, got.body["code"]) == (413, 40005)
