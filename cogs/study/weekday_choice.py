"""The days of the week on which a study reads: in words, to choose from, and as a host has named them."""

from bot.core.errors import StudyError
from bot.core.lookup import autocomplete
from bot.core.lookup.autocomplete import Choice
from bot.core.studies import schedule, weekdays
from bot.core.text.normalization import fold
from bot.i18n import Words


def in_words(say: Words, days: frozenset[int]) -> str:
    """One of the ready-made weeks, or each day; for six of them, the day of rest."""
    for name, week in schedule.WEEKS.items():
        if week == days:
            return say(f"week.{name}")
    return _but(say, weekdays.ALL - days) if len(days) == 6 else _listed(say, days)


def offered(say: Words, typed: str) -> list[Choice]:
    """The ready-made weeks that fit what is typed, the days that are named in it, and all others but these.

    Without anything typed, the weeks and each day as the one of rest.
    """
    rest = _after_but(say, typed)
    if rest is not None:
        days = weekdays.named(rest, _names(say))
        rests = [days] if days else [frozenset({day}) for day in sorted(weekdays.ALL)]
        return [
            Choice(_but(say, rest_days), autocomplete.chosen(weekdays.packed(weekdays.ALL - rest_days)))
            for rest_days in rests
        ]
    weeks = {say(f"week.{name}"): week for name, week in schedule.WEEKS.items()}
    offered_weeks = {
        name: week for name, week in weeks.items() if all(word in fold(name) for word in fold(typed).split())
    }
    if not typed.strip():
        offered_weeks |= {_but(say, frozenset({day})): weekdays.ALL - {day} for day in sorted(weekdays.ALL)}
    days = weekdays.named(typed, _names(say))
    if days:
        offered_weeks |= {in_words(say, days): days}
    if days and days != weekdays.ALL:
        offered_weeks |= {_but(say, days): weekdays.ALL - days}
    return [Choice(name, autocomplete.chosen(weekdays.packed(week))) for name, week in offered_weeks.items()]


def chosen(say: Words, typed: str) -> frozenset[int]:
    """The days of a choice, or those named by hand. Raises `StudyError` when none are."""
    bits, rest = autocomplete.chosen_id(typed), _after_but(say, typed)
    if rest is not None and (days := weekdays.named(rest, _names(say))) and days != weekdays.ALL:
        return weekdays.ALL - days
    by_name = {fold(say(f"week.{name}")): week for name, week in schedule.WEEKS.items()}
    days = weekdays.unpacked(bits or 0) or by_name.get(fold(typed).strip()) or weekdays.named(typed, _names(say))
    if not days:
        raise StudyError("study.bad_days", found=typed.strip()[:40])
    return days


def _names(say: Words) -> list[str]:
    return [say(f"weekday.{day}") for day in sorted(weekdays.ALL)]


def _listed(say: Words, days: frozenset[int]) -> str:
    return ", ".join(say(f"weekday.{day}") for day in sorted(days))


def _after_but(say: Words, typed: str) -> str | None:
    """What follows "every day but", when something was typed that begins so."""
    beginning = fold(say("week.but", days="")).strip()
    folded = fold(typed).strip()
    return folded.removeprefix(beginning) if folded.startswith(beginning) else None


def _but(say: Words, days: frozenset[int]) -> str:
    return say("week.but", days=_listed(say, days))
