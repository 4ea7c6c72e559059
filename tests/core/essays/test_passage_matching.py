"""Which passage of a new version is which of the old one."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from bot.core.essays.passage_matching import Version, same_passages

TEXTS = (
    "Bread is broken at the table of a neighbour who came late.",
    "Salt keeps what would be lost, and is lost in keeping it.",
    "Whoever walks beside another walks more slowly and further.",
    "A lamp lights the one who carries it last of all.",
)


def versions(*texts: str, heading: str | None = None) -> list[Version]:
    return [Version(heading, text) for text in texts]


def test_an_unchanged_essay_keeps_every_passage():
    """One to one."""
    assert same_passages(versions(*TEXTS), versions(*TEXTS)) == [0, 1, 2, 3]


def test_a_passage_put_in_between_shifts_nobody_else():
    """By number, all that follow would have become others."""
    assert same_passages(versions(*TEXTS), versions(TEXTS[0], "New words.", *TEXTS[1:])) == [0, None, 1, 2, 3]


def test_a_passage_taken_out_leaves_the_others_what_they_are():
    """Only that one is gone."""
    assert same_passages(versions(*TEXTS), versions(*TEXTS[:1], *TEXTS[2:])) == [0, 2, 3]


def test_a_corrected_passage_is_the_same_passage():
    """Half of its words are enough."""
    corrected = TEXTS[1].replace("would be lost", "might spoil")
    assert same_passages(versions(*TEXTS), versions(TEXTS[0], corrected, *TEXTS[2:])) == [0, 1, 2, 3]


def test_a_rewritten_passage_is_another():
    """It stands in the place of one that is gone."""
    assert same_passages(versions(*TEXTS), versions(TEXTS[0], "Nothing alike in here.", *TEXTS[2:])) == [0, None, 2, 3]


def test_a_moved_passage_is_found_where_it_stands_now():
    """Its text says which it is."""
    assert same_passages(versions(*TEXTS), versions(TEXTS[3], *TEXTS[:3])) == [3, 0, 1, 2]


def test_of_two_alike_the_one_in_the_same_section_is_meant():
    """Where a formula comes back under every heading, the heading tells."""
    old = [Version("Morning", "We begin with silence here."), Version("Evening", "We begin with silence there.")]
    new = [Version("Evening", "We begin with silence today.")]
    assert same_passages(old, new) == [1]


def test_a_split_passage_leaves_its_identity_to_the_part_most_like_it():
    """The other part is new."""
    whole = " ".join(TEXTS[:3])
    assert same_passages(versions(whole), versions(" ".join(TEXTS[:2]), TEXTS[2])) == [0, None]


@given(st.lists(st.sampled_from(TEXTS)), st.lists(st.sampled_from(TEXTS)))
def test_no_passage_is_given_out_twice(old: list[str], new: list[str]):
    """And as many equal texts find themselves again as there are on both sides."""
    found = same_passages(versions(*old), versions(*new))
    kept = [each for each in found if each is not None]
    assert len(kept) == len(set(kept))
    assert all(0 <= each < len(old) for each in kept)
    equal = sum(min(old.count(text), new.count(text)) for text in TEXTS)
    assert sum(each is not None and old[each] == text for each, text in zip(found, new, strict=True)) == equal


def test_a_refrain_costs_no_more_than_other_texts():
    """Half of a thousand passages the same, all others new: that once took ten seconds, now a tenth of one."""
    old, new = ([TEXTS[0] if n % 2 else f"{version} {n}" for n in range(1000)] for version in ("Old", "New"))
    begun = process_time()
    found = same_passages(versions(*old), versions(*new))
    assert process_time() - begun < 1
    assert found[1::2] == list(range(1, 1000, 2))
