"""What a host wants to be said to the group at once: that a study starts, rests or goes on."""

from typing import NamedTuple

from bot.core.deliveries.delivery import words_nonce
from bot.core.errors import StudyError
from bot.core.models import Asker
from bot.core.posts import Delivery, DeliveryKind, DeliveryState, Moment, WordsContent
from bot.services.deliveries.occasions import claims
from bot.services.deliveries.occasions.following import following
from bot.services.studies import reading_progress
from bot.store.database import Database
from bot.store.studies import deliveries


class Claim(NamedTuple):
    """The delivery of a host's words; `untried` when it has been claimed just now."""

    delivery: Delivery
    untried: bool


async def claim(
    database: Database, application_id: int, asker: Asker, study_id: int, moment: Moment, words: str, *, opened_by: int
) -> Claim:
    """Claim what a host has handed in with the form that a press has opened, before anything of it is sent.

    What is handed in twice with one form is claimed once. Raises `StudyError` when the study is gone, and while earlier
    words are on their way.
    """
    nonce = words_nonce(application_id, study_id, opened_by)
    async with database.writing() as connection:
        study = await reading_progress.own(connection, asker.guild, study_id)
        for earlier in await deliveries.of_kind(connection, study_id, DeliveryKind.WORDS):
            if earlier.nonce == nonce:
                return Claim(earlier, untried=False)
            if earlier.state is DeliveryState.CLAIMED:
                raise StudyError("words.under_way")
        coming = None if moment is Moment.PAUSE else await following(connection, study)
        content = WordsContent(moment, words, coming)
        claimed = await claims.claim(connection, study, content, nonce, due_at=asker.now, now=asker.now)
    return Claim(claimed, untried=True)


async def as_it_stands(database: Database, delivery: Delivery) -> Delivery | None:
    """How far the words have come; None when their study is gone."""
    async with database.reading(snapshot=False) as connection:
        return await deliveries.delivery(connection, delivery.id)
