"""Which study a report is about."""

from bot.core.errors import StudyError
from bot.core.models import Asker, Study
from bot.store.database import Connection
from bot.store.studies import studies


async def of_host(connection: Connection, asker: Asker, channel_id: int | None) -> Study:
    """The study that a host means: that of the channel they named or are in, else the only one that they steer.

    Raises `StudyError` when that is unclear, or they do not steer it.
    """
    return _meant([*await studies.of_guild(connection, asker.guild)], asker, channel_id)


def _meant(of_guild: list[Study], asker: Asker, channel_id: int | None) -> Study:
    if channel_id is not None:
        named = [study for study in of_guild if study.channel_id == channel_id]
        if not named:
            raise StudyError("report.no_study_there", channel=channel_id)
    else:
        named = [study for study in of_guild if study.channel_id == asker.channel_id]
    if not all(asker.may_steer(study.id) for study in named):
        raise StudyError("error.study_hosts_only")
    meant = named or [study for study in of_guild if asker.may_steer(study.id)]
    if not meant:
        raise StudyError("study.none_yet")
    if len(meant) > 1:
        raise StudyError("study.which_one")
    return meant[0]
