"""What people type to name a passage, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.lookup.autocomplete import Openings, chosen_id, passages
from bot.core.lookup.references import Heading, Link, day_number, meanings, message_link, post_codes, sections
from bot.core.lookup.titles import matching, respelt, title_words
from bot.core.models import Essay, Opening


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
        ("getting closer 3 to 5", ("getting", "closer"), None, (3, 5)),
        ("getting closer 3…5", ("getting", "closer"), None, (3, 5)),
        ("getting closer 3 & 4", ("getting", "closer"), None, (3, 4)),
        ("getting closer, passages 3-5 of 12", ("getting", "closer"), None, (3, 5)),
        ("Passage 3 of 12", (), None, (3, 3)),
        ("№3", (), None, (3, 3)),
        ("n° 3", (), None, (3, 3)),
        ("p3", (), None, (3, 3)),
        ("passage no. 3", (), None, (3, 3)),
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
    likeliest = meanings(typed)[0]
    assert (likeliest.title, likeliest.section, (likeliest.first, likeliest.last)) == (title, section, numbers)


@pytest.mark.parametrize(
    ("typed", "title", "section", "numbers"),
    [
        ("passage 3 of “Getting closer”", ("getting", "closer"), None, (3, 3)),
        ("3 getting closer", ("getting", "closer"), None, (3, 3)),
        ("3rd of getting closer", ("getting", "closer"), None, (3, 3)),
        ("3–5, Getting closer", ("getting", "closer"), None, (3, 5)),
        ("getting closer 3-5 please", ("getting", "closer"), None, (3, 5)),
        ("getting closer3", ("getting", "closer"), None, (3, 3)),
        ("gc3", ("gc",), None, (3, 3)),
        ("section 2 of getting closer", ("getting", "closer"), 2, (None, None)),
        ("2nd section of getting closer", ("getting", "closer"), 2, (None, None)),
        ("passage 3 of section 2 of getting closer", ("getting", "closer"), 2, (3, 3)),
        ("section Where it begins", ("where", "it", "begins"), None, (None, None)),
        ("Getting closer 3 · One of 12 begins so", ("getting", "closer"), None, (3, 3)),
        ("pasaje 3 de Más cerca", ("mas", "cerca"), None, (3, 3)),
        ("отрывок 3 из Ближе", ("ближе",), None, (3, 3)),
    ],
)
def test_the_order_does_not_matter(typed: str, title: tuple[str, ...], section: int | None, numbers: tuple[int, int]):
    """When nothing is called as it was typed, numbers count wherever they stand, and small words do not."""
    last = meanings(typed)[-1]
    assert (last.title, last.section, (last.first, last.last)) == (title, section, numbers)


@pytest.mark.parametrize("typed", ["7k3f9q", " `7K3F9Q` ", "#7k3f9q", "ref 7K3F9Q", "Reference: 7K3F9Q."])
def test_a_post_s_reference_is_known_however_it_is_written(typed: str):
    """With what people put around it."""
    assert post_codes(typed) == ("7K3F9Q",)


def test_letters_and_digits_that_look_alike_are_both_tried():
    """As it was typed first; of 0, 1, I and O a reference has none."""
    assert post_codes("O1S9AA") == ("DLS9AA", "DL59AA", "QLS9AA", "QL59AA")


def test_a_day_is_known_as_posts_are_headed():
    """By itself or with what stands beside it."""
    headings = (
        "day 3",
        "Day 3 of 12",
        "Day 3 · 5 of 12",
        "Day 3 · passage 5 of 12",
        "Day 3 · How it begins",
        "День 3",
        "Día 3",
        "יום 3",
    )
    assert [day_number(typed) for typed in headings] == [3] * len(headings)
    assert day_number("days 3") is day_number("A day 3") is day_number("day") is None


def test_a_number_can_belong_to_the_title():
    """ "Letter 12" is the twelfth passage of "Letter", or an essay of that name."""
    assert [(one.title, one.first) for one in meanings("Letter 12")] == [(("letter",), 12), (("letter", "12"), None)]


@given(st.text(max_size=200))
def test_anything_can_be_typed(typed: str):
    """There is always a reading, even if it is of no word at all."""
    assert meanings(typed)
    message_link(typed)
    day_number(typed)
    respelt(typed, ["Getting closer"])
    post_codes(typed)


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


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("no. 2", [2, 5]),
        ("Passage 2 of 12", [2, 5]),
        ("passage 2 of on salt", [5]),
        ("salt2", [5]),
        ("another", [1]),
        ("on 2", [2, 5]),
        ("salt 2-3", []),
        ("salt section 2", []),
    ],
)
def test_what_is_typed_is_read_so_in_lists_of_choices_too(typed: str, offered: list[int]):
    """A range and a section are no single passage: nothing less than what was meant is offered in their place."""
    texts = (
        ("On Bread", "Another loaf"),
        ("On Bread", "Crumbs"),
        ("On Bread", "Day 2"),
        ("On Salt", ""),
        ("On Salt", ""),
    )
    numbers = (1, 2, 3, 1, 2)
    shelf = [
        Opening(place, title, number, None, start)
        for place, ((title, start), number) in enumerate(zip(texts, numbers, strict=True), start=1)
    ]
    assert [chosen_id(one.value) for one in passages([Openings(shelf)], typed)] == offered


def test_initials_are_enough_where_no_title_has_them():
    """A word that some title has is that word."""
    shelf = [essay("Getting closer"), essay("Going on, carefully")]
    assert [one.title for one in matching(shelf, ("gc",))] == ["Getting closer"]
    assert matching([*shelf, essay("GC")], ("gc",)) == [essay("GC")]
    assert matching(shelf, ("g",)) == shelf


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Geting closr 3-5", "getting closer 3-5"),
        ("Neighbor 3", "neighbour 3"),
        ("three", "three"),
        ("passages 3", "passages 3"),
        ("what you will", "what you will"),
    ],
)
def test_a_misspelt_title_is_as_a_title_spells_it(typed: str, meant: str):
    """Where one telling word is near; whatever else was typed stays."""
    assert respelt(typed, ["Getting closer", "The Neighbour", "Why there is passing"], ["passages"]) == meant


def test_accents_and_punctuation_do_not_matter():
    """Neither in the title nor in what is typed."""
    assert [one.title for one in matching([essay("L’Élan, vital")], title_words("l'elan"))] == ["L’Élan, vital"]


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://discord.com/channels/1/2/3", Link(1, 2, 3)),
        ("<https://ptb.discord.com/channels/1/2>", Link(1, 2, None)),
        ("https://discord.com/channels/1/2/3/", Link(1, 2, 3)),
        ("<https://discord.com/channels/1/2/3?from=share>", Link(1, 2, 3)),
        ("http://www.discord.com/channels/1/2/3#top", Link(1, 2, 3)),
        ("discord.com/channels/1/2/3", Link(1, 2, 3)),
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
