"""For how long a nonce that is repeated gives back the first message."""

from tests.real.messages import ANOTHER, FIRST
from tests.real.place import Place

AGES = (30, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1200, 1800)
"""Seconds after which a nonce is repeated."""
RELIED_ON = 60
"""No repetition of the bot begins later."""


async def window(place: Place, minutes: float) -> None:
    """A nonce of its own for each age, since a repetition may renew it; and one that is repeated each time."""
    ages = [age for age in AGES if age <= minutes * 60]
    first: dict[int, tuple[str, float]] = {}
    for age in (0, *ages):
        made = await place.post(f"To be repeated after {age} s", f"daily-passage-after-{age}")
        first[age] = made.id, place.clock.monotonic()
    for age in ages:
        message_id, begun = first[age]
        await place.clock.sleep(max(begun + age - place.clock.monotonic(), 0))
        again = await place.post("Repeated", f"daily-passage-after-{age}")
        passed = place.clock.monotonic() - begun
        came = FIRST if again.id == message_id else f"{again.told}, {ANOTHER}"
        place.note(f"a nonce after {age} s ({passed:.1f} s)", FIRST if age <= RELIED_ON else "", came)
        every = await place.post("Repeated each time", "daily-passage-after-0")
        came = FIRST if every.id == first[0][0] else f"{every.told}, {ANOTHER}"
        place.note(f"one that is repeated each time, after {age} s", "", came)


async def deleted(place: Place) -> None:
    """A nonce whose message is gone."""
    made = await place.post("To be deleted", "daily-passage-deleted")
    await place.api.call("DELETE", f"{place.messages}/{made.id}", kind="deleting")
    again = await place.post("Repeated", "daily-passage-deleted")
    place.note("a nonce whose message was deleted", "404 10008", again.told)
