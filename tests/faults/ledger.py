"""The bot's ledger, read from outside while the bot may be running."""

from dataclasses import dataclass
from datetime import UTC, datetime

from tests.faults.memory import Rows

CLAIMED, SENT, SKIPPED, UNKNOWN = "claimed", "sent", "skipped", "unknown"
WISHES_WITHIN = 86400
"""Seconds for which the bot still owes a post what follows it: its thread, its pin and its publishing."""

_ROWS = """
SELECT studies.channel_id, local_date, posts.due_at, coalesce(deliveries.state, 'skipped'),
    coalesce(deliveries.reason, posts.reason), reference, message_id, sent_at, thread, posts.pin, posts.publish
FROM posts JOIN studies ON studies.id = posts.study_id LEFT JOIN deliveries ON deliveries.id = posts.delivery_id
ORDER BY posts.id
"""
_NOTICES = """
SELECT host_channel_id, state, message_id, told_at
FROM notices JOIN guilds ON guilds.id = notices.guild_id LEFT JOIN deliveries ON deliveries.id = notices.delivery_id
ORDER BY notices.id
"""
_CONTINUATIONS = "SELECT state, message_id FROM deliveries WHERE kind = 'continuation' ORDER BY id"
_ANSWERS = """
SELECT state, content IS NOT NULL, message_id, (SELECT count(*) FROM participation WHERE part = 'answered')
FROM deliveries WHERE kind = 'answer' ORDER BY id
"""
_PARTS = """
SELECT message_id, participation.user_id, part, participation.at
FROM participation JOIN posts ON posts.id = post_id JOIN deliveries ON deliveries.id = delivery_id
"""
_COUNTED_TO = "SELECT message_id, counted_to FROM posts JOIN deliveries ON deliveries.id = delivery_id"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer as the bot has recorded it: whether its text is kept, and how many answers are counted in all."""

    state: str
    is_kept: bool
    message_id: int | None
    counted: int


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice as the bot has recorded it; no state before its first claim."""

    channel_id: int
    state: str | None
    message_id: int | None
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One slot as the bot has recorded it."""

    channel_id: int
    local_date: str
    due_at: datetime
    state: str
    reason: str | None
    reference: str | None
    message_id: int | None
    sent_at: datetime | None
    thread: str
    pin: str
    publish: str


class Ledger:
    """Reads the database of one bot."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def rows(self) -> list[Row]:
        """All slots, in the order they were recorded."""
        found = self._rows(_ROWS)
        return [_row(*row) for row in found]

    def continuations(self) -> list[tuple[str, int | None]]:
        """How far what goes on below posts has come, each with its message, in the order of their claims."""
        return [(state, message_id) for state, message_id in self._rows(_CONTINUATIONS)]

    def notices(self) -> list[NoticeRow]:
        """All notices of guilds with a host channel, in the order they came up."""
        found = self._rows(_NOTICES)
        return [
            NoticeRow(channel_id, state, message_id, None if at is None else _at(at))
            for channel_id, state, message_id, at in found
            if channel_id is not None
        ]

    def parts(self) -> dict[tuple[int, int, str], int]:
        """What the bot has counted: the post's message, the member and the part, with its second since 1970."""
        return {(post, user, part): at for post, user, part, at in self._rows(_PARTS)}

    def counted_to(self) -> dict[int, int | None]:
        """Up to which message the thread of each post is counted, by the post's message."""
        return {row[0]: row[1] for row in self._rows(_COUNTED_TO)}

    def answers(self) -> list[AnswerRow]:
        """All answers, in the order they were handed in."""
        found = self._rows(_ANSWERS)
        return [AnswerRow(state, bool(kept), message_id, counted) for state, kept, message_id, counted in found]

    def next_claim_at(self) -> datetime | None:
        """When the bot will claim its next slot."""
        [[found]] = self._rows("SELECT min(next_claim_at) FROM studies WHERE state = 'active'")
        return None if found is None else _at(found)

    def first_slots(self) -> dict[int, datetime]:
        """The next slot of each study by its channel; asked right after they were set up, the first one."""
        return {row[0]: _at(row[1]) for row in self._rows("SELECT channel_id, next_due_at FROM studies")}

    def unsettled(self, now: datetime) -> bool:
        """Whether something is still to be done: a claim without an end, a young post without what is to follow it.

        Or a notice that may still be told in its channel, or an answer under way.
        """
        if any(answer.state == CLAIMED for answer in self.answers()):
            return True
        if any(notice.told_at is None and notice.state != UNKNOWN for notice in self.notices()):
            return True
        return any(
            row.state == CLAIMED
            or (
                row.state == SENT
                and row.message_id is not None
                and "wanted" in (row.thread, row.pin, row.publish)
                and row.sent_at is not None
                and (now - row.sent_at).total_seconds() <= WISHES_WITHIN
            )
            for row in self.rows()
        )


def _row(
    channel_id: int,
    local_date: str,
    due_at: int,
    state: str,
    reason: str | None,
    reference: str | None,
    message_id: int | None,
    sent_at: int | None,
    thread: str,
    pin: str,
    publish: str,
) -> Row:
    sent = None if sent_at is None else _at(sent_at)
    return Row(channel_id, local_date, _at(due_at), state, reason, reference, message_id, sent, thread, pin, publish)


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
