"""What Discord refuses, and in which words."""

from tests.real.place import Place

NOBODY = "100000000000000001"


async def of_tokens(place: Place, application_id: str) -> None:
    """A webhook token that nobody has: how it differs from one that has run out is told by `--press`."""
    path = f"/webhooks/{application_id}/{'A' * 60}/messages/@original"
    place.note("a webhook token that was never given", "", (await place.api.call("PATCH", path, {"content": "a"})).told)
    path = f"/interactions/{NOBODY}/{'A' * 60}/callback"
    place.note("an interaction that never was", "404 10062", (await place.api.call("POST", path, {"type": 6})).told)


async def of_places(place: Place) -> None:
    """A channel, a message and a member that are not there."""
    place.note("an unknown channel", "404 10003", (await place.api.call("GET", f"/channels/{NOBODY}")).told)
    place.note("an unknown message", "404 10008", (await place.api.call("GET", f"{place.messages}/{NOBODY}")).told)


async def of_direct_messages(place: Place, user_id: str) -> None:
    """A direct message to somebody who takes none from the bot; empty when nobody was named."""
    if not user_id:
        place.note("a direct message to somebody who takes none", "", "not tried: REAL_DISCORD_USER names nobody")
        return
    opened = await place.api.call("POST", "/users/@me/channels", {"recipient_id": user_id})
    place.note("opening direct messages with them", "200", opened.told)
    sent = await Place(place.api, place.clock, "", opened.id).post("This was not to come.")
    if sent.status == 200:
        await place.api.call("DELETE", f"/channels/{opened.id}/messages/{sent.id}")
    place.note("a direct message to somebody who takes none", "403 50007", sent.told)
