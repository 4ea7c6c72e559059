"""The days of the week on which a study reads: in words, to choose from, and as a host has named them."""

from bot.core.errors import StudyError
from bot.core.lookup import autocomplete
from bot.core.lookup.autocomplete import Choice
from bot.core.studies import schedule, weekdays
from bot.core.text.normalization import fold
from bot.i18n import Words

MOST_OF_REST = 3
"""Days that are offered as days of rest as well: more of them would rather be the days to read on."""


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
    days = weekdays.named(typed, _words(say))
    if _begins_with_but(say, typed):
        rests = [weekdays.ALL - days] if days else [frozenset({day}) for day in sorted(weekdays.ALL)]
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
    if days:
        offered_weeks |= {in_words(say, days): days}
    if 0 < len(days) <= MOST_OF_REST:
        offered_weeks |= {_but(say, days): weekdays.ALL - days}
    return [Choice(name, autocomplete.chosen(weekdays.packed(week))) for name, week in offered_weeks.items()]


def chosen(say: Words, typed: str) -> frozenset[int]:
    """The days of a choice, or those named by hand. Raises `StudyError` when none are."""
    days = weekdays.unpacked(autocomplete.chosen_id(typed) or 0) or weekdays.named(typed, _words(say))
    if not days:
        raise StudyError("study.bad_days", found=typed.strip()[:40])
    return days


def _words(say: Words) -> weekdays.Words:
    """How the language speaks of days: the ready-made weeks with all that they are called."""
    weeks = {
        name: week
        for key, week in schedule.WEEKS.items()
        for name in (fold(say(f"week.{key}")), *_split(say(f"week.also.{key}")))
    }
    names = [fold(say(f"weekday.{day}")) for day in sorted(weekdays.ALL)]
    joins, to, but = (_split(say(f"week.words.{kind}")) for kind in ("and", "to", "but"))
    return weekdays.Words(names, weeks, joins, to, but)


def _split(listed: str) -> list[str]:
    """The words of a sentence of the catalogue that is a list of them; a dash alone is an empty one."""
    return [word for word in map(str.strip, fold(listed).split(",")) if word != "-"]


def _listed(say: Words, days: frozenset[int]) -> str:
    return ", ".join(say(f"weekday.{day}") for day in sorted(days))


def _begins_with_but(say: Words, typed: str) -> bool:
    """Whether "every day but" was typed, with or without days after it."""
    return fold(typed).strip().startswith(fold(say("week.but", days="")).strip())


def _but(say: Words, days: frozenset[int]) -> str:
    return say("week.but", days=_listed(say, days))
