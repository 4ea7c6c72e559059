"""What stands in the picture of a week."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from bot.core.studies.participation.parts import OPEN_FOR, PostCounts
from bot.core.studies.participation.pictures.drawing import Drawing
from bot.core.studies.participation.pictures.month import initials
from bot.core.studies.participation.pictures.week import LEAST_MEMBERS, MOST_BARS, Turnout, turnout, week_picture
from bot.core.studies.participation.streaks import SentPost

SVG = "{http://www.w3.org/2000/svg}"
START = datetime(2026, 5, 1, 7, tzinfo=UTC)
POSTS = [SentPost(number, 1, date(2026, 5, 1) + timedelta(number), START + timedelta(number)) for number in range(12)]
NOW = POSTS[-1].sent_at
WEEKS = st.lists(st.integers(0, 500), min_size=1, max_size=MOST_BARS)
"""How many took part in each post."""


def bars(drawing: Drawing) -> dict[str | None, float]:
    """How high the bar of each day is."""
    groups = ElementTree.fromstring(drawing.svg).findall(f"{SVG}g[@class]")  # noqa: S314 # a picture of our own
    found = {group.get("id"): group.find(f"{SVG}rect") for group in groups}
    return {day: 0 if bar is None else float(bar.get("height", "")) for day, bar in found.items()}


def week(counts: list[int]) -> list[Turnout]:
    return [Turnout(post.day, count, post is POSTS[-1]) for post, count in zip(POSTS, counts, strict=False)]


def took_part(post: SentPost, members: int) -> PostCounts:
    return PostCounts(post.id, members, members, 0, 0)


@given(WEEKS)
def test_each_bar_is_as_high_as_many_took_part(counts: list[int]):
    """A bar for each post, in order; where nobody did there is none."""
    heights = bars(week_picture(week(counts), initials("en")))
    assert list(heights) == [post.day.isoformat() for post in POSTS[: len(counts)]]
    highest, most = max(heights.values()), max(counts)
    for height, count in zip(heights.values(), counts, strict=True):
        assert abs(height * most - highest * count) < 1


def test_an_open_post_differs_by_its_form():
    """Its bar may still grow: an empty frame that is dotted."""
    closed, grown = Turnout(date(2026, 5, 1), 3, False), Turnout(date(2026, 5, 1), 3, True)
    assert "dasharray" in week_picture([grown], initials("en")).svg
    assert "dasharray" not in week_picture([closed], initials("en")).svg


def test_the_newest_posts_are_shown_with_those_who_took_part():
    """The last of them as open, for as long as one can take part in it."""
    counts = [took_part(POSTS[10], 1), took_part(POSTS[11], 3)]
    found = turnout(POSTS, counts, 3, NOW)
    assert [each.members for each in found] == [0] * 8 + [1, 3]
    assert [each.is_open for each in found] == [False] * 9 + [True]
    assert not turnout(POSTS, counts, 3, NOW + OPEN_FOR)[-1].is_open


def test_a_single_post_needs_no_picture():
    """How many took part in it stands beside."""
    counts = [took_part(POSTS[0], 3)]
    assert turnout(POSTS[:1], counts, 3, NOW) == ()
    assert [each.members for each in turnout(POSTS[:2], counts, 3, NOW)] == [3, 0]


@given(st.lists(st.sampled_from(POSTS)), st.integers(1, LEAST_MEMBERS - 1))
def test_fewer_than_three_are_never_shown_day_by_day(taken: list[SentPost], members: int):
    """They have not agreed to that, and the group would know who they are."""
    assert turnout(POSTS, [took_part(post, members) for post in taken], members, NOW) == ()
