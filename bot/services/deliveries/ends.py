"""What the end of a delivery means besides, for each kind: within the transaction that records it."""

from datetime import datetime

from bot.core.deliveries.notice_retries import next_try
from bot.core.models import Part, Reason, StudyState
from bot.core.posts import AnswerContent, Delivery, DeliveryKind, DeliveryState
from bot.core.studies.participation.parts import TakingPart
from bot.services.deliveries import continuations
from bot.services.deliveries.occasions import claims
from bot.services.studies import reading_progress
from bot.store import occasions
from bot.store.database import Connection
from bot.store.members import participation, reminders
from bot.store.studies import chosen_questions, notices, posts, studies


async def when_sent(connection: Connection, delivery: Delivery, message_id: int | None, at: datetime) -> None:
    """Store what follows from a message that is there.

    A forum post is its thread, hosts know of a notice, who has handed an answer in has answered, and what goes on below
    a post is followed by the next of it.
    """
    match delivery.kind:
        case DeliveryKind.POST:
            await _post_out(connection, delivery, message_id, at)
        case DeliveryKind.NOTICE:
            await notices.set_told_by(connection, delivery.id, at)
        case DeliveryKind.ANSWER:
            await _answered(connection, delivery, at)
        case DeliveryKind.CONTINUATION:
            await continuations.go_on(connection, delivery, at)
        case DeliveryKind.REMINDER | DeliveryKind.RECAP | DeliveryKind.CLOSING | DeliveryKind.WORDS:
            pass  # that it is on its way was stored with its claim


async def when_ended(
    connection: Connection,
    delivery: Delivery,
    state: DeliveryState,
    reason: Reason | None,
    now: datetime,
    *,
    refused: bool,
) -> None:
    """Store what follows from a message that is not there, or may not be; `refused` when Discord did not want it."""
    match delivery.kind:
        case DeliveryKind.POST:
            await _post_ended(connection, delivery, state, reason or Reason.UNKNOWN, now, refused=refused)
        case DeliveryKind.NOTICE:
            if state is DeliveryState.SKIPPED:
                await _try_later(connection, delivery, now)
        case DeliveryKind.ANSWER:
            pass  # its text stays until its member has it back
        case DeliveryKind.RECAP | DeliveryKind.CLOSING | DeliveryKind.WORDS:
            pass  # of what keeps the bot from writing there hosts hear with the next post, or from whoever waits for it
        case DeliveryKind.CONTINUATION:
            await notices.add(connection, delivery.guild_id, delivery.study_id, Reason.NOT_CONTINUED, now)
        case DeliveryKind.REMINDER:
            if reason is Reason.NO_DIRECT and delivery.user_id is not None:
                await reminders.end(connection, delivery.study_id, delivery.user_id)


async def _post_out(connection: Connection, delivery: Delivery, message_id: int | None, at: datetime) -> None:
    """Store that a post has asked what hosts had chosen, and that its essay has been read if it was the last of it."""
    if delivery.forum:
        await _begin_in_forum(connection, delivery, message_id, at)
    post = await occasions.post_out(connection, delivery.id)
    if post is None:
        return
    if post.was_chosen:
        await chosen_questions.forget_asked(connection, post.post_id)
    if post.is_read:
        await claims.plan_closing(connection, post.post_id, at)


async def _begin_in_forum(connection: Connection, delivery: Delivery, thread_id: int | None, at: datetime) -> None:
    """Store that the post is a thread itself, in which it goes on."""
    await posts.set_forum_thread(connection, delivery.id, thread_id)
    post = await posts.of_delivery(connection, delivery.id)
    if post is not None and thread_id is not None:
        await continuations.begin(connection, post, thread_id, at)


async def _post_ended(
    connection: Connection, delivery: Delivery, state: DeliveryState, reason: Reason, now: datetime, *, refused: bool
) -> None:
    """Give the passage of a skipped slot back, and stop a study that was refused, keeping all its settings.

    Hosts have to be told of that, and of an unknown end.
    """
    if state is DeliveryState.SKIPPED and (post := await posts.of_delivery(connection, delivery.id)) is not None:
        await reading_progress.give_back(connection, post, now)
    study = await studies.study(connection, delivery.study_id)
    if refused and study is not None:
        await studies.set_state(connection, study, StudyState.PAUSED, slot=None, paused_because=reason)
    if refused or state is DeliveryState.UNKNOWN:
        await notices.add(connection, delivery.guild_id, delivery.study_id, reason, now)


async def _answered(connection: Connection, delivery: Delivery, at: datetime) -> None:
    """Count the member whose answer is out; once, as whoever writes in the thread themselves."""
    if isinstance(delivery.content, AnswerContent) and delivery.user_id is not None:
        part = TakingPart(delivery.content.post_id, delivery.user_id, Part.ANSWERED, at)
        await participation.record(connection, [part])


async def _try_later(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """Have a notice that was surely not told claimed again after its pause; one of an unknown end is not."""
    tries = await notices.tries(connection, delivery.id) + 1
    await notices.try_again(connection, delivery.id, next_try(tries, now), tries)
