"""What to do next about a claimed delivery: a pure function from what is known to one step.

A send whose answer is lost may or may not have made a message. While Discord still remembers our nonce (for "a few
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

from bot.core.posts import Delivery, DeliveryKind, DeliveryState
from bot.core.studies.schedule import CATCH_UP

NONCE_TRUST = timedelta(seconds=60)
"""How long a repeated nonce surely gives back the first message, and after which no request is still under way."""
ON_TIME = timedelta(seconds=60)
"""A post later than this looks at the channel before it is sent."""
LATE = timedelta(seconds=90)
"""A post later than this is said to have come late: it is more than the spread of those due together."""
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
ANSWER_WITHIN = timedelta(hours=1)
"""How long an answer is tried: its member would not expect it any more, and has it back sooner."""
ANSWER_KEPT_FOR = timedelta(hours=24)
"""How long after its claim a text is kept that is not out, for its member to have it back."""
WORDS_WITHIN = timedelta(minutes=10)
"""How long a host's words are tried: while they can still be told how that ends, which Discord lets for 15 minutes."""
REMIND_WITHIN = timedelta(hours=1)
"""How long a reminder is tried: it was asked for at an hour, and is no help in the night after."""
OCCASION_WITHIN = timedelta(days=1)
"""How long a recap or the closing post of an essay is tried: it looks back, and is still true the day after."""
CONTINUED_WITHIN = timedelta(days=1)
"""How long after the last moment for a post what it does not hold may be sent below it: a thread may come late."""
_BY_ITSELF = (DeliveryKind.POST, DeliveryKind.REMINDER, DeliveryKind.RECAP, DeliveryKind.CLOSING)
"""What the bot says at a time: it may have been said before by a database that was put back meanwhile."""
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
    """The next thing to do about a claimed delivery."""

    LOOK = "look"
    SEND = "send"
    WAIT = "wait"
    SKIP = "skip"
    GIVE_UP = "give up"


@dataclass(frozen=True, slots=True)
class Known:
    """What this process knows of a claimed delivery beyond the database.

    `untried`: this process made the claim and has not tried to send it; any other claim may have been sent.
    `looked_before`: it has looked at this place since it started. `sure`: every attempt so far was
    definitely without effect. `sighting` is of the look since the latest attempt.
    """

    untried: bool = False
    looked_before: bool = False
    sure: bool = False
    sighting: Sighting = Sighting.NOT_LOOKED


def next_step(delivery: Delivery, known: Known, now: datetime) -> Step:
    """The next step for a claimed delivery; `now` is Discord's time, by which it forgets nonces.

    Raises `ValueError` for one that is past its claim: there is nothing to decide about it.
    """
    if delivery.state is not DeliveryState.CLAIMED:
        raise ValueError(f"delivery {delivery.id} is {delivery.state}, not claimed")
    too_late = now > delivery.expires_at
    resting = delivery.retry_at is not None and now < delivery.retry_at <= now + timedelta(seconds=LATER)
    if resting and not too_late:
        return Step.WAIT
    sought = is_sought(delivery)
    harmless = known.untried or known.sure or sought or known.sighting is Sighting.ABSENT
    given_up = sought and now > delivery.claimed_at + LOOK_FOR
    if known.sighting is Sighting.NOT_LOOKED and not given_up:
        step = _before_looking(delivery, known, now)
        if step is not None:
            return Step.WAIT if resting else step
    if too_late:
        return Step.SKIP if harmless else Step.GIVE_UP
    if harmless or (_nonce_protects(delivery, now) and known.sighting is Sighting.NOT_LOOKED):
        return Step.SEND
    return Step.GIVE_UP


def begin_by(delivery: Delivery, now: datetime, *, nothing_before: bool) -> datetime:
    """The last moment at which a request of an attempt that is decided now may begin, a retry within it too.

    A repetition that begins later is not trusted to give back the first message.
    """
    return (now if nothing_before else delivery.tried_at) + NONCE_TRUST


def expiry(due_at: datetime, kind: DeliveryKind = DeliveryKind.POST) -> datetime:
    """The last moment at which what was due then may still be sent."""
    match kind:
        case DeliveryKind.ANSWER:
            return due_at + ANSWER_WITHIN
        case DeliveryKind.WORDS:
            return due_at + WORDS_WITHIN
        case DeliveryKind.CONTINUATION:
            return due_at + CATCH_UP + CONTINUED_WITHIN
        case DeliveryKind.REMINDER:
            return due_at + REMIND_WITHIN
        case DeliveryKind.RECAP | DeliveryKind.CLOSING:
            return due_at + OCCASION_WITHIN
        case DeliveryKind.POST | DeliveryKind.NOTICE:
            return due_at + CATCH_UP


def is_sought(delivery: Delivery) -> bool:
    """Whether it is claimed only to be looked for: its claim came too late for it to be sent."""
    return delivery.claimed_at > delivery.expires_at


def look_since(delivery: Delivery) -> datetime:
    """The moment since which the message may have been made: by its claim, or by one that the database has forgotten.

    That is so when an older copy of it was put back: then a post may be there since its slot was due.
    """
    return min(delivery.claimed_at, delivery.due_at) - LOOK_BACK


def search_since(delivery: Delivery) -> datetime:
    """Where a look begins to read, if that is not too much: since then the slot's date may have been running."""
    return min(delivery.claimed_at, delivery.due_at) - ITS_DAY


def retry_at(attempts: int, now: datetime) -> datetime:
    """When to try again what has been tried so many times without effect, the last time at `now`.

    >>> retry_at(1, datetime(2026, 5, 1, 7)).isoformat(), retry_at(6, datetime(2026, 5, 1, 7)).isoformat()
    ('2026-05-01T07:00:02', '2026-05-01T07:15:00')
    """
    pause = PAUSES[attempts - 1] if attempts <= len(PAUSES) else LATER
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


def notice_nonce(application_id: int, guild_id: int, channel_id: int, notice_id: int, claimed_at: datetime) -> str:
    """The nonce of one claim of a notice, 25 characters; ids of rows come again, but not with the same time."""
    return "n" + _hash(application_id, guild_id, channel_id, notice_id, int(claimed_at.timestamp()))[:24]


def answer_nonce(application_id: int, user_id: int, opened_by: int) -> str:
    """The nonce of what a person sends with one form, 25 characters; `opened_by` is the press that opened the form."""
    return "a" + _hash(application_id, user_id, opened_by)[:24]


def reminder_nonce(application_id: int, user_id: int, study_id: int, due_at: datetime) -> str:
    """The nonce of what reminds a member of a study at one time, 25 characters."""
    return "r" + _hash(application_id, user_id, study_id, int(due_at.timestamp()))[:24]


def recap_nonce(application_id: int, channel_id: int, study_id: int, due_at: datetime) -> str:
    """The nonce of the recap of a study's week, 25 characters, the same on every machine."""
    return "w" + _hash(application_id, channel_id, study_id, int(due_at.timestamp()))[:24]


def closing_nonce(of_post: str) -> str:
    """The nonce of what is said at the end of an essay whose last post has the other one, 25 characters."""
    return "e" + _hash("closing", of_post)[:24]


def words_nonce(application_id: int, study_id: int, opened_by: int) -> str:
    """The nonce of a host's words, 25 characters; `opened_by` is the press that opened their form."""
    return "h" + _hash(application_id, study_id, opened_by)[:24]


def continuation_nonce(of_post: str, position: int) -> str:
    """The nonce of a message below the post that has the other one, 25 characters."""
    return "c" + _hash(of_post, position)[:24]


def _before_looking(delivery: Delivery, known: Known, now: datetime) -> Step | None:
    """What has to happen before it may be sent without a look, or None when it may."""
    if known.sure:
        return None
    has_looked = known.looked_before and now - delivery.due_at <= ON_TIME
    if delivery.kind is DeliveryKind.CONTINUATION and not has_looked:
        return Step.LOOK  # the database may have forgotten a claim
    if known.untried:
        return Step.LOOK if delivery.kind in _BY_ITSELF and not has_looked else None
    if delivery.forum and _is_recent(delivery, now):
        return Step.WAIT
    return None if _nonce_protects(delivery, now) and now <= delivery.expires_at else Step.LOOK


def _nonce_protects(delivery: Delivery, now: datetime) -> bool:
    """Whether sending once more would surely give back a message that is already there."""
    return not delivery.forum and _is_recent(delivery, now)


def _is_recent(delivery: Delivery, now: datetime) -> bool:
    """Whether the first attempt was so lately; one that lies ahead was noted by a wrong clock, and may be any age."""
    return -STEP <= now - delivery.tried_at <= NONCE_TRUST


def _hash(*parts: str | int) -> str:
    digest = hashlib.sha256("|".join(map(str, parts)).encode()).digest()
    return base64.b32encode(digest).decode().translate(_READABLE).rstrip("=")
