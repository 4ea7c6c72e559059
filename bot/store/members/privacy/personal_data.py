"""What is kept about one person: every row, in whichever table, that bears their user id."""

from typing import Any

from sqlalchemy import Select, Table, delete, select, union, update

from bot.store.database import Connection
from bot.store.members import suggestions as suggested
from bot.store.tables import changes, deliveries, metadata, posts, put_questions, questions, studies, suggestions
from bot.store.times import from_epoch

TABLES = tuple(table for table in metadata.sorted_tables if "user_id" in table.c)
"""Every table with a column `user_id`; a new one is among them by itself."""
OF_THE_GROUP = frozenset({put_questions})
"""Tables of what stands before the group: a person is taken out of their rows, which stay."""


async def of_person(connection: Connection, user_id: int) -> dict[str, list[dict[str, str | int | bool]]]:
    """The rows by the names of their tables; ids as text, times in ISO 8601 and UTC."""
    return {table.name: await _rows(connection, table, user_id) for table in TABLES}


async def remove(connection: Connection, user_id: int) -> int:
    """Delete every row about a person, or take them out of it; how many there were.

    What they have suggested goes with them if nobody has reviewed it.
    """
    removed = await suggested.forget_open(connection, user_id)
    for table in TABLES:
        change = update(table).values(user_id=None) if table in OF_THE_GROUP else delete(table)
        removed += (await connection.execute(change.where(table.c.user_id == user_id))).rowcount
    return removed


async def people(connection: Connection) -> set[int]:
    """The user ids of all about whom something is kept."""
    ids = union(*(select(table.c.user_id) for table in TABLES)).subquery()
    return set(await connection.scalars(select(ids.c.user_id).where(ids.c.user_id.is_not(None))))


async def _rows(connection: Connection, table: Table, user_id: int) -> list[dict[str, str | int | bool]]:
    rows = await connection.execute(_of_table(table).where(table.c.user_id == user_id))
    return [{name: _shown(name, value) for name, value in row.items() if value is not None} for row in rows.mappings()]


def _of_table(table: Table) -> Select[*tuple[Any, ...]]:
    """The columns of a table, with the server of its study, or the server and day of its post."""
    if table is changes:
        return select(studies.c.guild_id, changes.c.act, changes.c.at).join(changes)
    if table is deliveries:  # answers: of what was handed in the text, as long as it is kept
        text = deliveries.c.content["text"].as_string().label("text")
        where_and_when = deliveries.c.claimed_at.label("at"), deliveries.c.channel_id, deliveries.c.message_id
        return select(deliveries.c.guild_id, *where_and_when, text)
    if table is suggestions:
        what = (questions.c.passage_id, questions.c.rung, questions.c.text, questions.c.state)
        return select(questions.c.guild_id, *what, suggestions.c.wants_to_hear).join(suggestions)
    columns = [column for column in table.c if column.name not in ("user_id", "post_id")]
    if "post_id" not in table.c:
        return select(*columns)
    of_post = select(studies.c.guild_id, posts.c.local_date, *columns).select_from(table)
    return of_post.join(posts, posts.c.id == table.c.post_id).join(studies, studies.c.id == posts.c.study_id)


def _shown(name: str, value: Any) -> str | int | bool:
    """The value as JSON keeps it whole: many readers of JSON round a Discord id."""
    if name == "at" or name.endswith("_at"):
        return from_epoch(value).isoformat()
    return str(value) if name.endswith("_id") else value
