"""When clocks on the wall show a time: arithmetic of its own, from UTC to local time only, and without folds."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_A_DAY = timedelta(days=1)


@lru_cache(maxsize=65536)
def instant(day: date, at: str, zone: str) -> datetime:
    """The first moment at which the clocks of a zone show this time of this day.

    Where they jump over it, the moment at which they would have shown it had they not.
    """
    wanted = datetime.combine(day, time.fromisoformat(at), tzinfo=UTC)  # as if the zone were UTC
    before, after = _ahead(wanted - _A_DAY, zone), _ahead(wanted + _A_DAY, zone)
    showing = [wanted - ahead for ahead in (before, after) if _ahead(wanted - ahead, zone) == ahead]
    return min(showing, default=wanted - before)


def local_date(moment: datetime, zone: str) -> date:
    """The date in a zone."""
    return (moment + _ahead(moment, zone)).date()


def changes(zone: str, first: int, last: int) -> list[datetime]:
    """The days of these years in which the clocks of a zone are set."""
    day, end, found = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC), list[datetime]()
    while day < end:
        if _ahead(day, zone) != _ahead(day + _A_DAY, zone):
            found.append(day)
        day += _A_DAY
    return found


def _ahead(moment: datetime, zone: str) -> timedelta:
    """How far the clocks of the zone are ahead of UTC at this moment."""
    shown = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=UTC, fold=0)
    return shown - moment
