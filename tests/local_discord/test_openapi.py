"""The checker itself: that it finds what is wrong, says where, and forgets nothing."""

import os
from typing import Any

import pytest

from local_discord.rest.pipeline import ROUTES
from tests.local_discord import openapi
from tests.local_discord.calling import calling
from tests.local_discord.conftest import Club

needed = pytest.mark.skipif(
    openapi.VARIABLE not in os.environ,
    reason=f"{openapi.VARIABLE} does not name Discord's openapi.json (github.com/discord/discord-api-spec)",
)


def known() -> openapi.Description:
    found = openapi.description()
    assert found
    return found


@needed
def test_every_route_is_described():
    """What the local Discord answers is what Discord says it has."""
    described = {openapi.shape(name) for name in known().names}
    assert [route for route in ROUTES if openapi.shape(route) not in described] == []


@needed
def test_the_record_names_real_operations():
    """Each recorded operation is described, and answered here."""
    described, answered = set(known().names), {openapi.shape(route) for route in ROUTES}
    recorded = openapi.recorded()
    assert recorded <= described
    assert [name for name in recorded if openapi.shape(name) not in answered] == []


@needed
def test_literal_segments_come_first():
    """`@original` and `@me` are no ids."""
    path = "/webhooks/1/token/messages/@original"
    found = known().operation("GET", path)
    assert found
    assert found.name.endswith("/@original")


@needed
@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"content": "x" * 4001}, "/content"),
        ({"components": [{"type": 1, "components": [{"type": 2, "style": 9}]}]}, "/components/0/components/0/style"),
        (
            {"components": [{"type": 17, "components": [{"type": 10, "content": ""}]}]},
            "/components/0/components/0/content",
        ),
        ({"attachments": [{"id": 0, "filename": 5}]}, "/attachments/0/filename"),
    ],
)
def test_complaints_name_the_place(body: dict[str, Any], complaint: str):
    """In a union only the branch of the given type is heard, with the path of the field."""
    operation = known().operation("POST", "/channels/1/messages")
    assert operation
    assert operation.request
    found = list(known().complaints(operation.request, body))
    assert len(found) == 1
    assert found[0].startswith(f"{complaint}:")


@needed
def test_numbers_as_ids_are_taken():
    """discord.py sends them, and Discord takes them."""
    operation = known().operation("POST", "/channels/1/messages")
    assert operation
    assert operation.request
    body = {"content": "a", "attachments": [{"id": 0, "filename": "a.txt"}], "message_reference": {"message_id": 1}}
    assert list(known().complaints(operation.request, body)) == []


@needed
async def test_wrong_answers_and_unrecorded_calls_fail(club: Club, monkeypatch: pytest.MonkeyPatch):
    """An answer that lacks a field fails the check, and so does a call that the record does not name."""
    checker = openapi.watch(club.server)
    async with calling(club.server) as call:
        await call("GET", "/users/@me")
        checker.check()
        monkeypatch.setattr(openapi, "recorded", set)
        with pytest.raises(AssertionError, match="GET /users/@me"):
            checker.check()
        monkeypatch.undo()
        from local_discord.payloads import people

        monkeypatch.setattr(people, "own_user", people.user)
        inner = openapi.watch(club.server)
        club.server.observers[:] = [inner.see]
        await call("GET", "/users/@me")
        with pytest.raises(AssertionError, match="/mfa_enabled: is missing"):
            inner.check()


def test_every_exception_says_why():
    """The list of exceptions is the only one, and each names the defect."""
    assert all(len(defect.why.split()) > 5 for defect in openapi.DEFECTS)
