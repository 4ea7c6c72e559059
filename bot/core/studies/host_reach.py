"""How far a study's own hosts reach: what they change stays within the study and its channel."""

from bot.core.errors import StudyError
from bot.core.models import Asker, Study
from bot.core.studies.undo import Before


def check(asker: Asker, study: Study, then: Study | Before) -> None:
    """Raise `StudyError` when a change of the study to `then` is for hosts of the server, and the asker is none.

    That is: another channel, another role to ping, publishing to those who follow the channel, another role for its
    hosts. In the first three the bot would write or ping for somebody who may perhaps do neither.
    """
    if asker.steered is None:
        return
    is_elsewhere = then.place.channel_id != study.channel_id
    pings_others = then.place.role_id not in (None, study.place.role_id)
    is_published = then.place.publish and not study.place.publish
    if is_elsewhere or pings_others or is_published or then.host_role_id != study.host_role_id:
        raise StudyError("error.hosts_only")
