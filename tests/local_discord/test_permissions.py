"""Permissions: how they add up, and what the API says when one is missing."""

from typing import Any

import pytest

from local_discord import NotPossible, Permission
from local_discord.permissions import ALL, EVERYONE, Overwrite, in_channel, in_guild
from local_discord.world.access import permissions_in
from tests.local_discord.calling import calling
from tests.local_discord.conftest import Club

VIEW, SEND = int(Permission.VIEW_CHANNEL), int(Permission.SEND_MESSAGES)


def test_administrators_have_everything():
    """One role with Administrator is enough, and so is owning the guild."""
    assert in_guild([0, 8], owner=False) == ALL
    assert in_guild([0], owner=True) == ALL
    assert in_guild([VIEW, SEND], owner=False) == VIEW | SEND


def test_overwrites_apply_in_order():
    """Everyone's first, then all roles together (an allow wins over a deny), then the person's."""
    everyone, role, other, person = 1, 2, 3, 4
    denied = [Overwrite(everyone, for_member=False, deny=SEND)]
    assert in_channel(VIEW | SEND, everyone, [role], person, denied) == VIEW
    allowed = [*denied, Overwrite(role, for_member=False, allow=SEND), Overwrite(other, for_member=False, deny=SEND)]
    assert in_channel(VIEW | SEND, everyone, [role, other], person, allowed) == VIEW | SEND
    own = [*allowed, Overwrite(person, for_member=True, deny=SEND)]
    assert in_channel(VIEW | SEND, everyone, [role, other], person, own) == VIEW


def test_without_view_nothing_is_left():
    """A hidden channel gives no permission at all; a silent one takes files and embeds away."""
    hidden = [Overwrite(1, for_member=False, deny=VIEW)]
    assert in_channel(EVERYONE, 1, [], 9, hidden) == 0
    silent = in_channel(EVERYONE, 1, [], 9, [Overwrite(1, for_member=False, deny=SEND)])
    assert not silent & (Permission.ATTACH_FILES | Permission.EMBED_LINKS)


def test_threads_have_their_channels_permissions(club: Club):
    """A private thread is hidden from those who were not added, unless they manage threads."""
    from local_discord.world.message_changes import open_thread
    from local_discord.world.threads import Opening

    private = open_thread(club.lobby, club.host.user, "Hosts", Opening(private=True))
    assert permissions_in(club.host.user, private) & VIEW
    assert permissions_in(club.reader.user, private) == 0
    moderators = club.guild.add_role("Moderators", permissions=Permission.MANAGE_THREADS)
    club.guild.give_role(club.reader, moderators)
    assert permissions_in(club.reader.user, private) & VIEW


async def test_people_are_held_to_their_permissions(club: Club):
    """What Discord would not show or allow is not possible."""
    from datetime import timedelta

    club.lobby.set_overwrite(club.guild.everyone, deny=Permission.SEND_MESSAGES)
    with pytest.raises(NotPossible, match="may not write"):
        await club.reader.say("Hello", in_=club.lobby)
    club.lobby.set_overwrite(club.guild.everyone, deny=Permission.VIEW_CHANNEL)
    with pytest.raises(NotPossible, match="does not see"):
        await club.reader.say("Hello", in_=club.lobby)
    club.lobby.set_overwrite(club.guild.everyone)
    club.guild.time_out(club.reader, timedelta(minutes=5))
    with pytest.raises(NotPossible, match="may not write"):
        await club.reader.say("Hello", in_=club.lobby)
    club.server.clock.move(timedelta(minutes=5))
    await club.reader.say("Hello", in_=club.lobby)


CASES: dict[str, tuple[int, str, str, Any, tuple[int, int]]] = {
    "writing unseen": (VIEW, "POST", "/channels/{channel}/messages", {"content": "a"}, (403, 50001)),
    "writing": (SEND, "POST", "/channels/{channel}/messages", {"content": "a"}, (403, 50013)),
    "an embed": (
        int(Permission.EMBED_LINKS),
        "POST",
        "/channels/{channel}/messages",
        {"embeds": [{"title": "a"}]},
        (403, 50013),
    ),
    "a thread": (
        int(Permission.CREATE_PUBLIC_THREADS),
        "POST",
        "/channels/{channel}/messages/{message}/threads",
        {"name": "a"},
        (403, 50013),
    ),
    "one message": (
        int(Permission.READ_MESSAGE_HISTORY),
        "GET",
        "/channels/{channel}/messages/{message}",
        None,
        (403, 50013),
    ),
    "a pin": (
        int(Permission.PIN_MESSAGES),
        "PUT",
        "/channels/{channel}/messages/pins/{message}",
        None,
        (403, 50013),
    ),
    "another's message": (
        int(Permission.MANAGE_MESSAGES),
        "DELETE",
        "/channels/{channel}/messages/{message}",
        None,
        (403, 50013),
    ),
    "a reply": (
        int(Permission.READ_MESSAGE_HISTORY),
        "POST",
        "/channels/{channel}/messages",
        {"content": "a", "message_reference": {"message_id": "{message}"}},
        (400, 160002),
    ),
    "the channel": (int(Permission.MANAGE_CHANNELS), "PATCH", "/channels/{channel}", {"name": "a"}, (403, 50013)),
}


@pytest.mark.parametrize("case", CASES)
async def test_what_is_missing_has_its_code(club: Club, case: str):
    """The call works with all permissions but not without the one."""
    denied, method, path, body, expected = CASES[case]
    said = await club.reader.say("Hello", in_=club.lobby)
    names = {"channel": str(club.lobby.id), "message": str(said.id)}
    if body and "message_reference" in body:
        body = {**body, "message_reference": {"message_id": str(said.id)}}
    async with calling(club.server) as call:
        club.lobby.set_overwrite(club.app.user, allow=ALL & ~8 & ~denied, deny=denied)
        refused = await call(method, path.format(**names), body)
        assert (refused.status, refused.body["code"]) == expected
        club.lobby.set_overwrite(club.app.user, allow=ALL & ~8)
        assert (await call(method, path.format(**names), body)).status < 300


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/channels/1", (404, 10003)),
        ("GET", "/channels/{channel}/messages/1", (404, 10008)),
        ("GET", "/guilds/1", (404, 10004)),
        ("GET", "/guilds/{guild}/members/1", (404, 10013)),
        ("GET", "/guilds/{guild}/members/{stranger}", (404, 10007)),
        ("GET", "/guilds/{elsewhere}", (403, 50001)),
        ("GET", "/guilds/{guild}/roles/1", (404, 10011)),
        ("GET", "/users/1", (404, 10013)),
        ("GET", "/channels/nonsense", (400, 50035)),
        ("PATCH", "/channels/{channel}/messages/{message}", (403, 50005)),
    ],
)
async def test_what_is_not_there_has_its_code(club: Club, method: str, path: str, expected: tuple[int, int]):
    """Discord's own codes (Opcodes and Status Codes, JSON)."""
    said = await club.reader.say("Hello", in_=club.lobby)
    stranger = club.world.add_person("Stranger")
    names = {
        "channel": club.lobby.id,
        "guild": club.guild.id,
        "elsewhere": club.world.add_guild("Elsewhere").id,
        "stranger": stranger.id,
        "message": said.id,
    }
    async with calling(club.server) as call:
        got = await call(method, path.format(**names), {"content": "a"} if method == "PATCH" else None)
    assert (got.status, got.body["code"]) == expected


async def test_a_wrong_token_is_unauthorized(club: Club):
    """401 for everything but the gateway's address."""
    async with calling(club.server, "wrong") as call:
        assert (await call("GET", "/users/@me")).status == 401
        assert (await call("GET", "/gateway")).status == 200


async def test_roles_ping_only_when_they_may(club: Club):
    """A role that is not mentionable pings only with Mention Everyone; allowed_mentions narrows it further."""
    quiet = club.guild.add_role("Quiet")
    loud = club.guild.add_role("Loud", mentionable=True)
    path, text = f"/channels/{club.lobby.id}/messages", f"{quiet.mention} {loud.mention} @everyone"
    everything = {"parse": ["roles", "everyone"]}
    async with calling(club.server) as call:
        got = await call("POST", path, {"content": text, "allowed_mentions": everything})
        assert (got.body["mention_roles"], got.body["mention_everyone"]) == ([str(loud.id)], False)
        got = await call("POST", path, {"content": text, "allowed_mentions": {"parse": []}})
        assert got.body["mention_roles"] == []
        club.lobby.set_overwrite(club.app.user, allow=Permission.MENTION_EVERYONE)
        got = await call("POST", path, {"content": text, "allowed_mentions": {"roles": [str(quiet.id)]}})
        assert (got.body["mention_roles"], got.body["mention_everyone"]) == ([str(quiet.id)], False)
        got = await call("POST", path, {"content": text, "allowed_mentions": everything})
        assert (len(got.body["mention_roles"]), got.body["mention_everyone"]) == (2, True)
