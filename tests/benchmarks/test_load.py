"""What a bot under load is judged by, and that the bare bot beside it keeps as little."""

from dataclasses import replace
from typing import Any

import discord
import pytest

from bot import client
from tests.benchmarks import least_bot
from tests.benchmarks.load import STUDIES, Load, figures

FINE = Load(bare=110.0, ready=160.0, end=180.0, took=[0.1, 0.2, 0.3], threads=STUDIES, imported=2, load=0.5)


def broken(load: Load) -> list[str]:
    return [figure.figure for figure in figures(load) if not figure.kept]


def test_what_keeps_its_bounds_breaks_nothing():
    """Quick answers, little memory, and something was going on."""
    assert broken(FINE) == []


@pytest.mark.parametrize(
    ("bad", "name"),
    [
        (replace(FINE, ready=301.0, bare=210.0), "resident memory, MB"),
        (replace(FINE, ready=166.0), "the same, ratio to a bare bot"),
        (replace(FINE, end=301.0), "resident memory after a rush"),
        (replace(FINE, took=[0.6]), "99th percentile"),
        (replace(FINE, took=[0.1] * 199 + [3.1]), "unanswered after 3 s"),
        (replace(FINE, threads=STUDIES - 1), "posts with threads"),
        (replace(FINE, imported=0), "long texts"),
    ],
)
def test_what_breaks_a_bound_is_told(bad: Load, name: str):
    """Each by its own."""
    (told,) = broken(bad)
    assert name in told


def test_on_a_busy_machine_answers_may_be_late_but_not_missing():
    """The 500 milliseconds hold while nobody waits for a processor."""
    assert broken(replace(FINE, took=[0.6], load=1000.0)) == []
    assert len(broken(replace(FINE, took=[3.1], load=1000.0))) == 1


def test_the_bare_bot_keeps_as_little_as_ours():
    """It has options of its own, since it loads nothing of ours."""

    def plain(option: Any) -> object:
        return option.to_dict() if isinstance(option, discord.AllowedMentions) else option

    ours, theirs = ({name: plain(value) for name, value in least.items()} for least in (client.LEAST, least_bot.LEAST))
    assert theirs == ours
