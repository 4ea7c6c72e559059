"""Which study a report is about."""

from bot.core.errors import StudyError
from bot.core.models import Asker, Sees, Study
from bot.store.database import Connection
from bot.store.studies import studies


async def of_host(connection: Connection, asker: Asker, channel_id: int | None) -> Study:
    """The study that a host means: that of the channel they named or are in, else the only one that they steer.

    Raises `StudyError` when that is unclear, or they do not steer it.
    """
    of_guild = await studies.of_guild(connection, asker.guild)
    there = _there(of_guild, asker, channel_id)
    if not all(asker.may_steer(study.id) for study in there):
        raise StudyError("error.study_hosts_only")
    return _only(there or [study for study in of_guild if asker.may_steer(study.id)])


async def of_member(connection: Connection, asker: Asker, channel_id: int | None, sees: Sees) -> Study:
    """The study that a member means: that of the channel they named or are in, else the only one.

    Of those in channels that they can see. Raises `StudyError` when that is unclear.
    """
    in_sight = [study for study in await studies.of_guild(connection, asker.guild) if sees(study.channel_id)]
    return _only(_there(in_sight, asker, channel_id) or in_sight)


def _there(among: list[Study], asker: Asker, channel_id: int | None) -> list[Study]:
    """The study of the channel that was named, else that of the one in which it is asked, if there is one."""
    if channel_id is None:
        return [study for study in among if study.channel_id == asker.channel_id]
    named = [study for study in among if study.channel_id == channel_id]
    if not named:
        raise StudyError("report.no_study_there", channel=channel_id)
    return named


def _only(meant: list[Study]) -> Study:
    if not meant:
        raise StudyError("study.none_yet")
    if len(meant) > 1:
        raise StudyError("study.which_one")
    return meant[0]
