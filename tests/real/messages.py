"""Posts, looks, threads and edits."""

from tests.real.place import Place

FIRST, ANOTHER = "the first message", "another message"


async def posting(place: Place) -> None:
    """A post, a look that follows at once, and a repetition of its nonce elsewhere."""
    made = await place.post("A post", "daily-passage-post")
    place.note("a post", "200", made.told)
    begun = place.clock.monotonic()
    seen = await place.api.call("GET", f"{place.messages}?after={int(made.id) - 1}&limit=10", kind="looking")
    found = isinstance(seen.body, list) and any(each["id"] == made.id for each in seen.body)
    place.note("a look right after a post", "it is there", "it is there" if found else "it is not there")
    place.note("seconds that the look took", "", f"{place.clock.monotonic() - begun:.3f}")
    channel = await place.api.call("GET", f"/channels/{place.channel_id}")
    place.note("a channel's latest message", FIRST, FIRST if channel.body["last_message_id"] == made.id else ANOTHER)
    place.note("a nonce of 26 characters", "400 50035", (await place.post("Too long", "n" * 26)).told)


async def threads(place: Place) -> None:
    """A thread from a message, a second one, and a nonce that is known from the channel."""
    made = await place.post("A post with a thread", "daily-passage-thread")
    path, body = f"{place.messages}/{made.id}/threads", {"name": "A thread", "auto_archive_duration": 1440}
    thread = await place.api.call("POST", path, body, kind="threads")
    place.note("a thread from a message", "201", thread.told)
    same = "the message's id" if thread.id == made.id else "another id"
    place.note("the thread's id", "the message's id", same)
    place.note("a second thread from it", "400 160004", (await place.api.call("POST", path, body)).told)
    there = Place(place.api, place.clock, place.guild_id, thread.id)
    repeated = await there.post("In the thread", "daily-passage-thread")
    place.note("its nonce in the thread", "", FIRST if repeated.id == made.id else f"{repeated.told}, {ANOTHER}")
    place.note("a message in the thread", "200", (await there.post("Hello", "daily-passage-inside")).told)


async def edits(place: Place) -> None:
    """Edits of a new message, of a deleted one, and of somebody else's words by a wrong id."""
    made = await place.post("A post to edit")
    path = f"{place.messages}/{made.id}"
    for number in range(3):
        edited = await place.api.call("PATCH", path, {"content": f"Edit {number}"}, kind="editing")
        place.note(f"edit {number + 1} of a message", "200", edited.told)
    place.note("deleting it", "204", (await place.api.call("DELETE", path)).told)
    place.note("an edit after that", "404 10008", (await place.api.call("PATCH", path, {"content": "Late"})).told)


async def old_edits(place: Place, most: int = 10) -> None:
    """Edits of a message that is over an hour old, one a second, until Discord says 30046 or ten are made."""
    made = await place.post("A post to edit in an hour")
    await place.clock.sleep(3700)
    for number in range(1, most + 1):
        edited = await place.api.call("PATCH", f"{place.messages}/{made.id}", {"content": f"Edit {number}"})
        if edited.status != 200:
            wait = edited.body.get("retry_after", "?")
            place.note(f"edit {number} of an old message", "429 30046", edited.told)
            place.note("seconds to wait for the next one", "", str(wait))
            return
        await place.clock.sleep(1)
    place.note(f"{most} edits of an old message", "", "200")
