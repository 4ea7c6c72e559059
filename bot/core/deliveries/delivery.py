"""What to do next about a claimed post: a pure function from what is known to one step.

A send whose answer is lost may or may not have made a post. While Discord still remembers our nonce (for "a few
minutes", Create Message in the API reference; we trust 60 s of it) sending again is harmless. After that we look
first, and without proof either way we do not guess: the slot ends as *unknown* and the host decides. A forum post has
no nonce at all: what may have been made is looked for before anything is tried again, and not before a request whose
sender is gone must have ended.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.models import Post, PostState
from bot.core.studies.schedule import CATCH_UP

NONCE_TRUST = timedelta(seconds=60)
"""How long a repeated nonce surely gives back the first message, and after which no request is still under way."""
ON_TIME = timedelta(seconds=60)
"""A post later than this looks at the channel before it is sent."""
LOOK_BACK = timedelta(minutes=10)
"""How far before a slot's time, or its claim if that was sooner, a look reads: our clock and Discord's may differ."""
ITS_DAY = timedelta(hours=25)
"""How far before a slot's time its date may have begun: since then a host may have posted it by hand."""
LOOK_FOR = timedelta(minutes=10)
"""For how long a look is tried for a slot that was claimed only to be looked for; the study waits for it."""
STEP = timedelta(seconds=5)
"""How far a stored time may lie ahead of Discord's clock without being wrong: it is known to the second or two."""
PAUSES = (2, 5, 15, 60, 300)
"""Seconds between attempts; after the last, every `LATER` seconds to the end of the catch-up window."""
LATER = 900
_READABLE = str.maketrans("OI", "89")  # O and I look like digits, which base32 has only from 2 to 7


class Outcome(StrEnum):
    """What one attempt to send came to."""

    SENT = "sent"
    GONE = "gone"
    """Made, and deleted since (404 with code 10008): never made again."""
    REFUSED = "refused"
    """Definitely not made, and asking again would not help: permission, channel, content."""
    NOT_SENT = "not sent"
    """Definitely not made, and worth another try."""
    UNKNOWN = "unknown"


class Sighting(StrEnum):
    """What a look at the channel found; *unclear* when the answer proves nothing."""

    NOT_LOOKED = "not looked"
    FOUND = "found"
    ABSENT = "absent"
    UNCLEAR = "unclear"


class Step(StrEnum):
    """The next thing to do about a claimed post."""

    LOOK = "look"
    SEND = "send"
    WAIT = "wait"
    SKIP = "skip"
    GIVE_UP = "give up"


@dataclass(frozen=True, slots=True)
class Known:
    """What this process knows of a claimed post beyond the ledger.

    `untried`: this process made the claim and has not tried to send it; any other claim may have been sent.
    `looked_before`: it has looked at this study's channel since it started. `sure`: every attempt so far was
    definitely without effect. `sighting` is of the look since the latest attempt.
    """

    untried: bool = False
    looked_before: bool = False
    sure: bool = False
    sighting: Sighting = Sighting.NOT_LOOKED


def next_step(post: Post, known: Known, now: datetime) -> Step:
    """The next step for a claimed post; `now` is Discord's time, by which it forgets nonces.

    Raises `ValueError` for a post that is past its claim: there is nothing to decide about it.
    """
    if post.state is not PostState.CLAIMED:
        raise ValueError(f"post {post.id} is {post.state}, not claimed")
    too_late = now > post.slot.due_at + CATCH_UP
    resting = post.retry_at is not None and now < post.retry_at <= now + timedelta(seconds=LATER)
    if resting and not too_late:
        return Step.WAIT
    sought = is_sought(post)
    harmless = known.untried or known.sure or sought or known.sighting is Sighting.ABSENT
    given_up = sought and now > post.claimed_at + LOOK_FOR
    if known.sighting is Sighting.NOT_LOOKED and not given_up:
        step = _before_looking(post, known, now)
        if step is not None:
            return Step.WAIT if resting else step
    if too_late:
        return Step.SKIP if harmless else Step.GIVE_UP
    if harmless or (_nonce_protects(post, now) and known.sighting is Sighting.NOT_LOOKED):
        return Step.SEND
    return Step.GIVE_UP


def is_sought(post: Post) -> bool:
    """Whether a slot is claimed only to be looked for: its claim came too late for it to be sent."""
    return post.claimed_at > post.slot.due_at + CATCH_UP


def look_since(post: Post) -> datetime:
    """The moment since which the post may have been made: by its claim, or by one that the database has forgotten.

    That is so when an older copy of it was put back: then the post may be there since the slot was due.
    """
    return min(post.claimed_at, post.slot.due_at) - LOOK_BACK


def retry_at(post: Post, now: datetime) -> datetime:
    """When to try a post again whose attempt number `post.attempts` has just ended without a post."""
    pause = PAUSES[post.attempts - 1] if post.attempts <= len(PAUSES) else LATER
    return now + timedelta(seconds=pause)


def post_nonce(application_id: int, guild_id: int, channel_id: int, study_id: int, epoch: int, day: str) -> str:
    """The nonce of a slot's post, 25 characters at most (the API's limit), the same on every machine.

    It holds no secret of this install, so that a copied database makes the same one.
    """
    return "p" + _hash(application_id, guild_id, channel_id, study_id, epoch, day)[:24]


def post_reference(application_id: int, guild_id: int, study_id: int, epoch: int, day: str) -> str:
    """The six characters by which a post is known in its guild: letters and digits that cannot be mistaken.

    >>> post_reference(1, 2, 3, 1, "2026-11-23")
    'YQ8RAT'
    """
    return _hash("reference", application_id, guild_id, study_id, epoch, day)[:6]


def _before_looking(post: Post, known: Known, now: datetime) -> Step | None:
    """What has to happen before a post may be sent without a look, or None when it may."""
    if known.sure:
        return None
    if known.untried:
        on_time = now - post.slot.due_at <= ON_TIME
        return None if known.looked_before and on_time else Step.LOOK
    if post.forum and _is_recent(post, now):
        return Step.WAIT
    return None if _nonce_protects(post, now) and now <= post.slot.due_at + CATCH_UP else Step.LOOK


def _nonce_protects(post: Post, now: datetime) -> bool:
    """Whether sending once more would surely give back a message that is already there."""
    return not post.forum and _is_recent(post, now)


def _is_recent(post: Post, now: datetime) -> bool:
    """Whether the first attempt was so lately; one that lies ahead was noted by a wrong clock, and may be any age."""
    return -STEP <= now - post.tried_at <= NONCE_TRUST


def _hash(*parts: str | int) -> str:
    digest = hashlib.sha256("|".join(map(str, parts)).encode()).digest()
    return base64.b32encode(digest).decode().translate(_READABLE).rstrip("=")
