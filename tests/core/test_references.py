"""What people type to name a passage, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import Essay
from bot.core.references import Heading, Link, matching, message_link, post_code, readings, sections, title_words


def essay(title: str) -> Essay:
    return Essay(1, None, title, None, "en", None, None, 3, 1)


@pytest.mark.parametrize(
    ("typed", "title", "section", "numbers"),
    [
        ("3", (), None, (3, 3)),
        ("3-5", (), None, (3, 5)),
        ("5 – 3", (), None, (3, 5)),
        ("#3", (), None, (3, 3)),
        ("# 3", (), None, (3, 3)),
        ("#3-5", (), None, (3, 5)),
        ("#3-#5", (), None, (3, 5)),
        ("№ 3", (), None, (3, 3)),
        ("getting closer #3", ("getting", "closer"), None, (3, 3)),
        ("getting closer 3", ("getting", "closer"), None, (3, 3)),
        ("Getting Closer, No. 3", ("getting", "closer"), None, (3, 3)),
        ("GETTING CLOSER: passage 3.", ("getting", "closer"), None, (3, 3)),
        ("getting closer 3-5", ("getting", "closer"), None, (3, 5)),
        ("Getting closer, section 2", ("getting", "closer"), 2, (None, None)),
        ("section 2 of getting closer", ("of", "getting", "closer"), 2, (None, None)),
        ("Getting closer § 2, 3", ("getting", "closer"), 2, (3, 3)),
        ("Más cerca, capítulo 2", ("mas", "cerca"), 2, (None, None)),
        ("Ближе, часть 2", ("ближе",), 2, (None, None)),
        ("להתקרב פרק 2", ("להתקרב",), 2, (None, None)),
        ("Élan vital", ("elan", "vital"), None, (None, None)),
    ],
)
def test_a_title_a_section_and_numbers_are_told_apart(
    typed: str, title: tuple[str, ...], section: int | None, numbers: tuple[int | None, int | None]
):
    """However it is written, and in the languages the bot speaks."""
    likeliest = readings(typed)[0]
    assert (likeliest.title, likeliest.section, (likeliest.first, likeliest.last)) == (title, section, numbers)


def test_a_number_can_belong_to_the_title():
    """ "Letter 12" is the twelfth passage of "Letter", or an essay of that name."""
    assert [(one.title, one.first) for one in readings("Letter 12")] == [(("letter",), 12), (("letter", "12"), None)]


@given(st.text(max_size=200))
def test_anything_can_be_typed(typed: str):
    """There is always a reading, even if it is of no word at all."""
    assert readings(typed)
    message_link(typed)
    post_code(typed)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("closer getting", ["Getting closer"]),
        ("getting closer", ["Getting closer"]),
        ("close", ["Getting closer", "Getting closer still"]),
        ("far", []),
    ],
)
def test_a_title_is_found_in_any_order_and_by_its_beginnings(title: str, found: list[str]):
    """One that is made of just these words stands alone."""
    shelf = [essay("Getting closer still"), essay("Getting closer"), essay("Élan")]
    assert [one.title for one in matching(shelf, title.split())] == found


def test_accents_and_punctuation_do_not_matter():
    """Neither in the title nor in what is typed."""
    assert [one.title for one in matching([essay("L’Élan, vital")], title_words("l'elan"))] == ["L’Élan, vital"]


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://discord.com/channels/1/2/3", Link(1, 2, 3)),
        ("<https://ptb.discord.com/channels/1/2>", Link(1, 2, None)),
        ("https://discord.com/channels/@me/2/3", None),
        ("https://example.com/channels/1/2/3", None),
        ("see https://discord.com/channels/1/2/3", None),
    ],
)
def test_a_link_to_a_message_is_known(typed: str, link: Link | None):
    """Of every edition of Discord; a conversation is no guild."""
    assert message_link(typed) == link


def test_sections_are_runs_of_one_heading():
    """Each with the number of its last passage."""
    over = [Heading(1, 1, None), Heading(1, 2, "A"), Heading(1, 3, "A"), Heading(1, 4, "B")]
    assert sections(over) == [(over[0], 1), (over[1], 3), (over[3], 4)]
