"""What a member is told of, the database holds already."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from sqlalchemy import make_url

from local_discord.rest.pipeline import Exchange
from tests.cogs.conftest import Circle

pytestmark = pytest.mark.of_sqlite


def stored(circle: Circle) -> Callable[[], list[str]]:
    """What the database file holds whenever something has been answered: the parts that were counted."""
    file = make_url(circle.settings.database_url).database
    found: list[list[str]] = []

    def look(exchange: Exchange) -> None:
        if exchange.path.startswith(("/interactions", "/webhooks")):
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
                found.append([part for (part,) in connection.execute("SELECT part FROM participation ORDER BY part")])

    circle.server.observers.append(look)
    return lambda: found[-1]


async def test_a_press_is_stored_before_it_is_answered(circle: Circle):
    """A bot that ends right after its answer has lost nothing."""
    await circle.set_up()
    post, _ = await circle.next_day(1)
    at_the_answer = stored(circle)
    await circle.first.press("I’ve read it", on=post)
    assert at_the_answer() == ["read"]


async def test_a_form_is_stored_before_it_is_answered(circle: Circle):
    """The answer is posted, recorded and counted when its member reads that it is."""
    await circle.set_up()
    post, _ = await circle.next_day(1)
    form = await circle.first.press("Answer", on=post)
    at_the_answer = stored(circle)
    await circle.first.submit(form, answer="It is about sharing.")
    await circle.first.sees("Your answer is posted", in_=circle.channel)
    assert at_the_answer() == ["answered"]
