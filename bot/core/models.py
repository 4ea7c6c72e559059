"""What a study group works with, as values: essays, passages, questions, studies, posts."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from bot.core.errors import StudyError


class Rung(StrEnum):
    """How deep a question goes: what it says, what it means, where in my life, what speaks against it."""

    NOTICE = "notice"
    UNDERSTAND = "understand"
    APPLY = "apply"
    DISAGREE = "disagree"


class Origin(StrEnum):
    """Who wrote a question: the pack that brought the essay, or the bot from the passage's own words."""

    PACK = "pack"
    SUGGESTED = "suggested"


class StudyState(StrEnum):
    """Whether a study posts: *finished* waits for more to read, *paused* for a host."""

    ACTIVE = "active"
    PAUSED = "paused"
    FINISHED = "finished"


class Arrangement(StrEnum):
    """In which order a study reads its list: as it stands, its essays at random, or every passage at random."""

    IN_ORDER = "in_order"
    ESSAYS_SHUFFLED = "essays_shuffled"
    PASSAGES_SHUFFLED = "passages_shuffled"


class Ending(StrEnum):
    """What a study does after its list: stop, begin the list again, or go on with the rest of the library."""

    STOP = "stop"
    LOOP = "loop"
    GO_ON = "go_on"


class PostState(StrEnum):
    """How far a slot has come: *claimed* may or may not be on Discord yet; the other three are ends."""

    CLAIMED = "claimed"
    SENT = "sent"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"


class Wish(StrEnum):
    """How far a step after the post has come: its thread, its pin."""

    NONE = "none"
    WANTED = "wanted"
    DONE = "done"
    REFUSED = "refused"


class Part(StrEnum):
    """How a member took part in a post; each counts once a post."""

    READ = "read"
    ANSWERED = "answered"
    REPLIED = "replied"


@dataclass(frozen=True, slots=True)
class Essay:
    """An essay on the shelf of one guild, or of every guild when `guild_id` is None.

    `length` counts passages; `revision` goes up with every change.
    """

    id: int
    guild_id: int | None
    title: str
    author: str | None
    language: str
    source: str | None
    licence: str | None
    length: int
    revision: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One day's reading; `number` runs through the essay from 1, `heading` is its section's, if it has one."""

    id: int
    essay_id: int
    number: int
    heading: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Opening:
    """How a passage begins, for lists of choices: enough to recognise it by."""

    passage_id: int
    title: str
    number: int
    heading: str | None
    start: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one passage."""

    id: int
    passage_id: int
    rung: Rung
    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a study posts: a local time in an IANA zone on some weekdays (0 is Monday)."""

    time: time
    zone: str
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class Slot:
    """One study's one local day: the date the host meant, and the instant (UTC) it falls on."""

    date: date
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how a study posts; in a forum each day is a post of its own, with the tag if there is one."""

    channel_id: int
    forum: bool = False
    tag_id: int | None = None
    role_id: int | None = None
    pin: bool = False


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for something, where and when: made once for each command, button or form.

    Inside a thread, `channel_id` is that of the channel it belongs to; `now` is the time that is safe to claim by.
    """

    guild_id: int | None
    channel_id: int | None
    user_id: int
    now: datetime

    @property
    def guild(self) -> int:
        """The guild in which it is asked. Raises `StudyError` in a direct message."""
        if self.guild_id is None:
            raise StudyError("error.guild_only")
        return self.guild_id


class Reason(StrEnum):
    """Why a slot has no post or a study has stopped, and what else hosts have to know."""

    OFFLINE = "offline"
    CLOCKS = "clocks"
    NO_ANSWER = "no_answer"
    LATE = "late"
    UNKNOWN = "unknown"
    NOTHING_LEFT = "nothing_left"
    FORBIDDEN = "forbidden"
    NO_CHANNEL = "no_channel"
    REFUSED = "refused"
    WRONG_KIND = "wrong_kind"
    TAG_NEEDED = "tag_needed"
    TAG_GONE = "tag_gone"
    AUTOMOD = "automod"
    THREADS_FULL = "threads_full"
    NO_THREAD = "no_thread"
    THREAD_REFUSED = "thread_refused"
    NO_PIN = "no_pin"
    PINS_FULL = "pins_full"
    ROLE_GONE = "role_gone"
    HOST = "host"
    CHANGED = "changed"
    ZONE_GONE = "zone_gone"
    BACK_AGAIN = "back_again"
    LEFT_14 = "left_14"
    LEFT_7 = "left_7"
    LEFT_2 = "left_2"
    LEFT_0 = "left_0"

    @property
    def key(self) -> str:
        """Its sentence in the catalogue."""
        return f"reason.{self}"


@dataclass(frozen=True, slots=True)
class Study:
    """One reading plan in one channel.

    `next_slot` is None while nothing is planned. `round` counts how often the list has been begun; `left_told` is the
    mark of what is left to read that hosts know of.
    """

    id: int
    guild_id: int
    place: Place
    timetable: Timetable
    state: StudyState
    paused_because: Reason | None
    epoch: int
    next_slot: Slot | None
    arrangement: Arrangement
    ending: Ending
    round: int
    left_told: int | None

    @property
    def channel_id(self) -> int:
        """The channel it posts in."""
        return self.place.channel_id


@dataclass(frozen=True, slots=True)
class PostContent:
    """All that a post says, as values fixed at its claim, so that a retry says exactly the same."""

    passage_id: int
    title: str
    author: str | None
    source: str | None
    heading: str | None
    text: str
    question_id: int | None
    question: str | None
    origin: Origin | None
    number: int
    length: int
    day: int
    reference: str
    language: str
    role_id: int | None
    said_in: str = "en"  # the language of what stands around the passage


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a host has to know about a study, and how many passages are left to read."""

    id: int
    guild_id: int
    study_id: int
    channel_id: int
    reason: Reason
    left: int = 0


@dataclass(frozen=True, slots=True)
class Post:
    """One row of the ledger: a study's passage of one local day, and how far it has come."""

    id: int
    study_id: int
    guild_id: int
    channel_id: int
    epoch: int
    slot: Slot
    state: PostState
    reason: Reason | None
    claimed_at: datetime
    tried_at: datetime  # when the first attempt began that may have made it
    attempts: int
    retry_at: datetime | None
    nonce: str
    forum: bool
    tag_id: int | None
    message_id: int | None
    thread_id: int | None
    thread: Wish
    pin: Wish
    sent_at: datetime | None
    content: PostContent | None


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with its essay, and the guild's own post of it with how many took part, when there was one.

    `following` are the rest of a range; `before` and `after` are the ids of the passages around what is shown.
    """

    passage: Passage
    essay: Essay
    post: Post | None
    members: int
    before: int | None = None
    after: int | None = None
    following: tuple[Passage, ...] = ()
