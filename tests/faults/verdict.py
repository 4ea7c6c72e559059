"""What became of a slot, and whether a promise was broken."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from bot.core.studies.schedule import CATCH_UP
from local_discord import Message
from local_discord.world.channel_kinds import FORUM
from local_discord.world.content.message_parts import DEFAULT
from tests.faults.ledger import CLAIMED, SENT, SKIPPED, UNKNOWN, Row
from tests.faults.stage import Stage
from tests.faults.witness import Made

ON_TIME = timedelta(seconds=90)
"""A study's own few seconds and a look at the channel: what comes within this is not late."""
EXACT = timedelta(seconds=2)
"""How exactly the ledger has to know when a post was made, however long after that it was found."""
TIME_DOUBTED = "Discord does not tell the bot the time"
"""What hosts may be told of each doubt about the time; the row goes when the time is sure again."""
BROKEN = ("lost", "double", "wrong", "early", "changed", "apart", "misread", "incomplete", "stuck")


@dataclass(slots=True)
class Tally:
    """Slots by what became of them, and promises broken.

    `excepted`: posted once more after a moderator had deleted it, the one exception. `wrong`: the ledger says what is
    not so. `early`: posted before its time. `changed`: a retry said something else. `apart`: slots that are too near to
    one another, or too far. `misread`: a passage was lost or came again. `incomplete`: without its thread or pin, or
    unpublished. `stuck`: rounds that never came to an end. `recoveries`: starts with a post left half done;
    `after_window`: those of them later than a nonce is trusted.
    """

    rounds: int = 0
    recoveries: int = 0
    after_window: int = 0
    due: int = 0
    sent: int = 0
    late: int = 0
    skipped: int = 0
    unknown: int = 0
    excepted: int = 0
    lost: int = 0
    double: int = 0
    wrong: int = 0
    early: int = 0
    changed: int = 0
    apart: int = 0
    misread: int = 0
    incomplete: int = 0
    stuck: int = 0

    def add(self, other: "Tally") -> None:
        """Count another's in."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    @property
    def broken(self) -> list[str]:
        """The kinds of broken promises among it."""
        return [name for name in BROKEN if getattr(self, name)]


@dataclass(frozen=True, slots=True)
class Due:
    """A slot that has to have come to an end; `overslept` when the bot was not there within the catch-up window.

    `deleted` when a moderator took its post away, `threads` when the bot may open them, `readable` when the bot could
    read the channel all along, so that it has no reason not to know.
    """

    channel_id: int
    at: datetime
    overslept: bool = False
    deleted: bool = False
    readable: bool = True
    threads: bool = True


def judge(stage: Stage, due: Due, rows: list[Row]) -> Tally:
    """The verdict on one slot, given the ledger's rows for it."""
    tally = Tally(due=1)
    if len(rows) != 1:
        tally.lost, tally.wrong = int(not rows), int(len(rows) > 1)
        return tally
    row = rows[0]
    made = stage.witness.posts(due.channel_id, row.reference) if row.reference else []
    _count_end(tally, due, row, made)
    _count_posts(tally, due, row, made)
    tally.early += any(one.at < due.at for one in made)
    tally.changed += bool(row.reference) and len(stage.witness.tellings(row.reference or "")) > 1
    if tally.broken:
        posts = [f"{one.message.id} at {one.at:%d %H:%M:%S}" for one in made]
        stage.remarks.append(f"{', '.join(tally.broken)}: {due} {row} posts {posts}")
    return tally


def judge_notices(stage: Stage, channel_id: int, *, deleted: bool = False, readable: bool = True) -> Tally:
    """The verdict on all that hosts had to be told in a channel: each once, and recorded as it was."""
    rows = [row for row in stage.ledger.notices() if row.channel_id == channel_id]
    recorded = {row.message_id for row in rows}
    made = {
        one.message.id: one
        for one in stage.witness.notices(channel_id)
        if one.message.id in recorded or TIME_DOUBTED not in one.message.text
    }
    told = [row for row in rows if row.state == SENT]
    ids = [row.message_id for row in told if row.message_id is not None]
    tally = Tally(due=len(rows), sent=len(told), changed=stage.witness.retold())
    tally.unknown = sum(row.state == UNKNOWN and row.told_at is None for row in rows)
    tally.lost = len(rows) - len(told) - tally.unknown + len(ids) - len(set(ids))
    tally.wrong = tally.unknown if readable else 0
    for row in rows:
        one = made.get(row.message_id or 0)
        tally.wrong += row.state == SENT and not deleted and one is None
        tally.wrong += one is not None and (row.told_at is None or abs(row.told_at - one.at) > EXACT)
    surplus, standing = len(made) - len(rows), [one for one in made.values() if not one.message.deleted]
    if surplus > 0:
        excused = deleted and len(standing) <= len(rows)
        tally.excepted, tally.double = (surplus, 0) if excused else (0, surplus)
    if tally.broken:
        said = [f"{one.message.id} at {one.at:%d %H:%M:%S}" for one in made.values()]
        stage.remarks.append(f"{', '.join(tally.broken)}: {rows} notices {said}")
    return tally


def judge_continuations(stage: Stage, post: Message, expected: int, *, readable: bool, overslept: bool) -> Tally:
    """The verdict on what goes on below a post: each message once, in order, and recorded as it was.

    One that ends without a message, with a reason for that, is the last.
    """
    rows, said = stage.ledger.continuations(), post.thread.messages if post.thread else []
    made = [message for message in said if "Passage " in message.text and message.kind == DEFAULT]
    told, states = {message.id for message in made}, [state for state, _ in rows]
    tally = Tally(due=expected, sent=states.count(SENT), skipped=states.count(SKIPPED), unknown=states.count(UNKNOWN))
    tally.double = len(made) - len({message.text for message in made})
    tally.lost = expected - len(rows) if set(states) <= {SENT} else states.count(CLAIMED)
    tally.wrong = sum(state == SENT and message_id not in told for state, message_id in rows)
    tally.wrong += tally.unknown if readable else 0
    tally.wrong += tally.skipped if not overslept else 0
    tally.wrong += [message.text for message in made] != sorted(message.text for message in made)
    if tally.broken:
        stage.remarks.append(f"{', '.join(tally.broken)}: {rows} made {[message.id for message in made]}")
    return tally


def _count_end(tally: Tally, due: Due, row: Row, made: list[Made]) -> None:
    if row.state == SENT:
        late = bool(made) and made[0].at - due.at > ON_TIME
        tally.late, tally.sent, tally.lost = int(late), int(bool(made) and not late), int(not made)
    elif row.state == SKIPPED:
        tally.skipped = 1
        there = any(not one.message.deleted for one in made)
        tally.wrong += there or not row.reason or not due.overslept
    elif row.state == UNKNOWN:
        tally.unknown = 1
        tally.wrong += not row.reason or due.readable
    else:
        tally.lost = 1


def _count_posts(tally: Tally, due: Due, row: Row, made: list[Made]) -> None:
    standing = [one for one in made if not one.message.deleted]
    if len(made) > 1:
        excused = due.deleted and len(standing) <= 1
        tally.excepted, tally.double = int(excused), int(not excused)
    of_row = next((one for one in made if one.message.id == row.message_id), None)
    if of_row is not None:
        tally.wrong += row.sent_at is None or abs(row.sent_at - of_row.at) > EXACT
    if row.state == SENT and standing and not due.deleted:
        tally.wrong += row.message_id not in {one.message.id for one in standing}
        if standing[0].channel.kind != FORUM:
            has_thread = standing[0].message.thread is not None or not due.threads
            tally.incomplete += not has_thread or "wanted" in (row.pin, row.publish)
        tally.wrong += (row.publish == "done") is not standing[0].message.published


def overslept(due_at: datetime, awake: list[datetime]) -> bool:
    """Whether the bot was never at rest, and so at work, from a slot's time to the end of its catch-up window."""
    return not any(due_at + timedelta(seconds=31) <= moment <= due_at + CATCH_UP for moment in awake)
