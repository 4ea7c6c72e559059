"""What the bot posts and says, as values: what each kind says, its delivery, and the posts of a study."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from bot.core.models import Essay, Origin, Passage, Reason, Slot


class DeliveryState(StrEnum):
    """How far a delivery, or a slot, has come: *claimed* may or may not be on Discord yet; the other three are ends."""

    CLAIMED = "claimed"
    SENT = "sent"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"


class DeliveryKind(StrEnum):
    """What it is that the bot says: by itself, or for a member who has handed it in."""

    POST = "post"
    NOTICE = "notice"
    ANSWER = "answer"
    CONTINUATION = "continuation"
    REMINDER = "reminder"
    RECAP = "recap"
    CLOSING = "closing"
    WORDS = "words"


class Moment(StrEnum):
    """When a host has the bot say something to the group, besides the posts."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"


class Wish(StrEnum):
    """How far a step after the post has come: its thread, its pin, its publishing."""

    NONE = "none"
    WANTED = "wanted"
    DONE = "done"
    REFUSED = "refused"


class PostedPassage(NamedTuple):
    """A passage that a post holds, as it was at the claim."""

    passage_id: int
    number: int
    heading: str | None
    text: str


@dataclass(frozen=True, slots=True)
class PostContent:
    """All that a post says, as values fixed at its claim, so that a retry says exactly the same.

    `following` are the passages that come at once with its first one, and follow it in the essay; the second question
    is about one of them.
    """

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
    following: tuple[PostedPassage, ...] = ()
    about_id: int | None = None  # the passage that its question is about, where that is not its first
    second_question: str | None = None
    said_in: str = "en"  # the language of what stands around the passage

    @property
    def passages(self) -> tuple[PostedPassage, ...]:
        """All its passages, in order."""
        return PostedPassage(self.passage_id, self.number, self.heading, self.text), *self.following

    @property
    def passage_ids(self) -> list[int]:
        """The ids of all its passages, in order."""
        return [passage.passage_id for passage in self.passages]

    @property
    def asked_about(self) -> int:
        """The id of the passage that its question is about."""
        return self.about_id or self.passage_id

    @property
    def last_number(self) -> int:
        """The number of its last passage."""
        return self.following[-1].number if self.following else self.number


class Mark(NamedTuple):
    """Which line of a post is marked: the place of its passage there, 0 for the first, and its number in that, from 1.

    A post's content is fixed at its claim, so that neither of them shifts.
    """

    place: int
    sentence: int


@dataclass(frozen=True, slots=True)
class ContinuationContent:
    """What one message below a post says: passages that come after one under `heading`; the first has `position` 1."""

    post_id: int
    position: int
    heading: str | None
    passages: tuple[PostedPassage, ...]


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """All that a notice says of a study, as values; `left` counts the passages still to be read."""

    channel_id: int
    reason: Reason
    left: int = 0
    said_in: str = "en"


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """A member's answer to the question of a post, as they handed it in."""

    post_id: int
    text: str
    said_in: str = "en"


@dataclass(frozen=True, slots=True)
class ReminderContent:
    """What a member is reminded of: the post of a day, and the channel or thread in which its message stands."""

    title: str
    day: int
    place_id: int
    message_id: int
    said_in: str = "en"


class NamedPost(NamedTuple):
    """A post as others name it: its day, what it held, how much was said about it, and where that stands.

    That is in a thread or, without a message id, in a channel that is all about it.
    """

    day: int
    title: str
    number: int
    last_number: int
    place_id: int
    message_id: int | None
    said: int


class KeptLine(NamedTuple):
    """A line worth keeping: the day of its post if members have marked it, and how many; else 0 of both."""

    text: str
    day: int = 0
    people: int = 0


class NextPost(NamedTuple):
    """What comes next in a study, and when."""

    at: datetime
    title: str
    number: int


@dataclass(frozen=True, slots=True)
class RecapContent:
    """What a study has read in the seven days to `until`, how many took part, and what comes next."""

    until: datetime
    posts: tuple[NamedPost, ...]
    members: int
    line: KeptLine | None
    following: NextPost | None
    said_in: str = "en"


@dataclass(frozen=True, slots=True)
class ClosingContent:
    """What is said of an essay that a study has read to its end, after so many posts; what comes next in the study.

    `lines` are those that struck most members, `talks` the posts about which most was said. If that is the end of the
    study as well, `last_words` are what hosts want to be said then.
    """

    title: str
    author: str | None
    first_day: int
    last_day: int
    posts: int
    members: int
    lines: tuple[KeptLine, ...]
    talks: tuple[NamedPost, ...]
    following: NextPost | None
    is_end: bool
    last_words: str | None = None
    said_in: str = "en"


@dataclass(frozen=True, slots=True)
class WordsContent:
    """What a host has the bot say to the group when a study starts, rests or goes on, and what comes next in it."""

    moment: Moment
    words: str
    following: NextPost | None
    said_in: str = "en"


Content: TypeAlias = (
    PostContent
    | ContinuationContent
    | NoticeContent
    | AnswerContent
    | ReminderContent
    | RecapContent
    | ClosingContent
    | WordsContent
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a host has to know about a study."""

    id: int
    guild_id: int
    study_id: int
    content: NoticeContent

    @property
    def reason(self) -> Reason:
        """What it is about."""
        return self.content.reason


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something that the bot says, claimed before it is sent, and how far it has come.

    `expires_at` is the last moment at which it may still be sent, `tried_at` when the first attempt began that may have
    made the message. An answer is its member's, `user_id`, and has no content once that is with people.
    """

    id: int
    kind: DeliveryKind
    guild_id: int
    study_id: int
    channel_id: int
    forum: bool
    tag_id: int | None
    nonce: str
    content: Content | None
    state: DeliveryState
    reason: Reason | None
    due_at: datetime
    expires_at: datetime
    claimed_at: datetime
    tried_at: datetime
    attempts: int
    retry_at: datetime | None
    message_id: int | None
    sent_at: datetime | None
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One row of the ledger: what became of a slot. One that was skipped without a claim has no delivery.

    `reason` is why it ended so. `extras_tries` counts how often what follows it has been tried in vain.
    """

    id: int
    study_id: int
    guild_id: int
    epoch: int
    slot: Slot
    skipped_because: Reason | None
    delivery: Delivery | None
    thread_id: int | None
    thread: Wish
    pin: Wish
    publish: Wish
    extras_tries: int

    @property
    def state(self) -> DeliveryState:
        """How far it has come."""
        return self.delivery.state if self.delivery else DeliveryState.SKIPPED

    @property
    def reason(self) -> Reason | None:
        """Why it has ended so, if it was not sent."""
        return self.delivery.reason if self.delivery else self.skipped_because

    @property
    def content(self) -> PostContent | None:
        """What it says."""
        content = self.delivery.content if self.delivery else None
        return content if isinstance(content, PostContent) else None

    @property
    def message_id(self) -> int | None:
        """Its message, if it is there."""
        return self.delivery.message_id if self.delivery else None

    @property
    def sent_at(self) -> datetime | None:
        """When its message was made."""
        return self.delivery.sent_at if self.delivery else None

    @property
    def talked_about_in(self) -> tuple[int, int | None] | None:
        """Where the group talks about it: the id of its thread, or of its channel and of its message in that.

        None when neither is known to be there: a forum post is gone with its thread.
        """
        if self.thread_id is not None:
            return self.thread_id, None
        if self.message_id is None or (self.delivery is not None and self.delivery.forum):
            return None
        return self.channel_id, self.message_id

    @property
    def channel_id(self) -> int:
        """The channel that it is for. Raises `ValueError` for a slot that was skipped without a claim."""
        if self.delivery is None:
            raise ValueError(f"post {self.id} has never been claimed")
        return self.delivery.channel_id


@dataclass(frozen=True, slots=True)
class PutQuestion:
    """Another question that somebody has put to the group, in the thread of a post or below it in its channel.

    It has no message while it is not known whether Discord has taken it.
    """

    channel_id: int
    at: datetime
    message_id: int | None


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
