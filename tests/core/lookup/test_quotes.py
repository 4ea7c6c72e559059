"""Lines that stand alone: marked ones first, else those that strict rules find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.essays.draft import DraftPassage
from bot.core.lookup.quotes import quotables
from bot.core.lookup.turns import next_turn
from bot.core.questions.quote_rules import lines_that_stand_alone

GOOD = (
    "A friend is somebody who is glad to be of use.",
    "You cannot lean on a stick that you are carrying.",
    "God is the general force of nature, a single force of love and bestowal.",
    "Loving our neighbor and loving God are one and the same.",
    "It is easier to forgive an enemy than to forgive a friend.",
    "Angels can fly because they can take themselves lightly.",
    "The love of a hero is more terrible than the hatred of a tyrant.",
    "Every house has a smell that strangers know better than those who live in the midst of *habit*.",
)
BAD = {
    "leans back": (
        "Theirs is the kind of patience that nobody can learn.",
        "Most of us know a house like this and have no wish to live in one.",
        "If so, nobody has to wait for kind feelings about a difficult person.",
        "That is the difficulty with loving a source that lacks nothing.",
        "So the doing has to be tested by something outside of doing.",
        "It is hard to suspect, having been so honestly earned.",
        "What happens next is worth going through slowly and with care.",
        "Files are brought out on the friend too, and they are surprisingly complete.",
        "There are people who still live in one, and live well.",
        "In the second way there is a full tank and a voice ready to guide you.",
        "The nurses know each other, and the soup is a good sign for the ward.",
    ),
    "is a scene or a story": (
        "On her first morning the apprentice was given a card with the recipe.",
        "I am in the chemist’s, behind a man who is telling the pharmacist about his knee.",
        "We have met with a certain impasse in human development.",
        "A man drives four hours to a mountain because mountains are quiet.",
        "Two men in the same street do not speak since a matter of a hedge.",
        "Eleven people are waiting for a bus that is eight minutes late.",
    ),
    "is only reported": (
        "A common answer today is that there is no meaning lying about to be found.",
        "Many people think that there is some kind of force that governs reality.",
        "Some say that the question itself is a symptom of a larger illness.",
        "Meaning is often said to be what people make of their lives.",
    ),
    "is no whole claim": (
        "What is the use of a giving source if wasps are left out?",
        "On Salt, passage two, about bread and neighbours and salt.",
        "*I’m sorry that you are standing in the cold of a winter evening.",
        "People are “glad of bread and of a place to sit down together.",
        "For example: bread is what neighbours share with one another.",
        "Figure 3 shows that bread is what neighbours share in winter.",
        "Bread is good.",
    ),
}


@pytest.mark.parametrize("sentence", GOOD)
def test_a_general_claim_is_a_quote(sentence: str):
    """Between others that are none."""
    assert lines_that_stand_alone(f"He went home. {sentence} So it was.\n\nAnd so it is.") == [sentence]


@pytest.mark.parametrize("sentence", [sentence for sentences in BAD.values() for sentence in sentences])
def test_what_needs_its_passage_is_none(sentence: str):
    """Rather no quote than one that nobody understands."""
    assert lines_that_stand_alone(sentence) == []


def test_verse_lists_and_quotations_are_passed_over():
    """Their lines are seldom the essay's own sentences."""
    line = GOOD[0]
    assert lines_that_stand_alone(f"{line}\n{line}\n\n> {line}\n\n- {line}\n\n1. {line}") == []


def test_marked_lines_are_all_there_is():
    """In any language; whoever chose them knows the essay."""
    marked = [DraftPassage("Salz. Brot.", quotes=("Brot.",)), DraftPassage(GOOD[0])]
    assert [[quote.text for quote in own] for own in quotables(marked, "de")] == [["Brot."], []]
    assert [[quote.text for quote in own] for own in quotables(marked, "en")] == [["Brot."], []]


@pytest.mark.parametrize(("language", "count"), [("en", 1), ("en-GB", 1), ("de", 0), ("he", 0)])
def test_rules_are_for_english(language: str, count: int):
    """They know no other language's words."""
    assert [len(own) for own in quotables([DraftPassage(GOOD[0])], language)] == [count]


def test_a_lone_star_is_never_shown():
    """Emphasis that is whole stays; marks that are not are taken away."""
    passage = DraftPassage("", quotes=("*Mine is a rough word.", "The word *mine* is rough."))
    texts = [quote.text for quote in quotables([passage], "en")[0]]
    assert texts == ["Mine is a rough word.", "The word *mine* is rough."]


@given(st.sets(st.integers(1, 10**17), min_size=1, max_size=30), st.integers(0, 99999))
def test_each_comes_once_in_a_round(quote_ids: set[int], seed: int):
    """And the round ends where it says so."""
    shown, seen = None, list[int]()
    for _ in quote_ids:
        turn = next_turn(quote_ids, seed, shown)
        assert turn is not None
        assert not turn.again
        seen.append(shown := turn.key)
    assert set(seen) == quote_ids
    assert next_turn(quote_ids, seed, shown) == (seen[0], True)


def test_every_quote_can_come_first():
    """None of a few is hardly ever drawn."""
    turns = [next_turn(range(1, 21), seed, None) for seed in range(4000)]
    firsts = [turn.key for turn in turns if turn is not None]
    assert all(120 <= firsts.count(quote_id) <= 280 for quote_id in range(1, 21))
