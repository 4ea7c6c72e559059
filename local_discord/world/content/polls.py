"""Polls as Discord keeps and returns them (Poll Resource)."""

from __future__ import annotations

from datetime import datetime, timedelta

from local_discord.wire import Json, JsonObject, moment, number, objects

USUAL_HOURS = 24


def stored(given: JsonObject, now: datetime) -> JsonObject:
    """A poll as it comes back: numbered answers, an end, and nobody's vote yet (nobody votes here)."""
    answers: list[Json] = [
        {"answer_id": index, "poll_media": answer.get("poll_media")}
        for index, answer in enumerate(objects(given.get("answers")), start=1)
    ]
    return {
        "question": given.get("question"),
        "answers": answers,
        "expiry": moment(now + timedelta(hours=number(given.get("duration"), USUAL_HOURS))),
        "allow_multiselect": given.get("allow_multiselect") is True,
        "layout_type": number(given.get("layout_type"), 1),
        "results": {"answer_counts": [], "is_finalized": False},
    }
