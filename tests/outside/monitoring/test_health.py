"""When the bot is well, and what it shows of itself."""

import pytest

from bot.outside.monitoring.health import BOUNDS, Part, Reading, as_json, is_healthy

WELL = [Reading(part, 0.0, 0 if part is Part.GATEWAY else None) for part in Part]


def test_all_parts_have_to_be_green():
    """Each at its bound is, beyond it is not."""
    assert is_healthy(WELL)
    for reading in WELL:
        others = [other for other in WELL if other is not reading]
        assert is_healthy([*others, reading._replace(seconds=BOUNDS[reading.part])])
        assert not is_healthy([*others, reading._replace(seconds=BOUNDS[reading.part] + 0.1)])
        assert not is_healthy([*others, reading._replace(seconds=None)])


def test_a_part_that_is_not_there_is_not_green():
    """Nothing was read of it."""
    assert not is_healthy([])
    assert not is_healthy([reading for reading in WELL if reading.part is not Part.DATABASE])


@pytest.mark.parametrize("silent", [0, 7])
def test_each_connection_to_discord_counts(silent: int):
    """A shard that is silent has servers to which nothing comes."""
    shards = [Reading(Part.GATEWAY, 500.0 if shard == silent else 20.0, shard) for shard in range(8)]
    others = [reading for reading in WELL if reading.part is not Part.GATEWAY]
    shown = as_json([*others, *shards])
    assert shown["healthy"] is False
    assert [part["shard"] for part in shown["parts"] if not part["healthy"]] == [silent]
