"""People whom a question may name."""

import pytest

from bot.core.questions.bank import Sign
from bot.core.questions.named_people import named_people
from bot.core.questions.word_counts import WordCounts

SCENE = "Marta opened the oven. “It is cold,” said Marta. Marta waited, and the baker came in late."
REPORT = "“The ovens are cold,” said Marta Kern, who bakes at the bridge. The mill has closed."


def in_scene(*texts: str) -> dict[int, tuple[Sign, str]]:
    return named_people(dict(enumerate(texts)), {}, WordCounts.of(texts))


def in_report(*texts: str) -> dict[int, tuple[Sign, str]]:
    return named_people({}, dict(enumerate(texts)), WordCounts.of(texts))


def test_who_acts_and_speaks_in_a_scene_is_named():
    """Those who are named most come first."""
    assert in_scene(SCENE) == {0: (Sign.CHARACTER, "Marta")}
    assert list(in_scene(SCENE, f"{SCENE} {SCENE}")) == [1, 0]


def test_who_is_hardly_in_a_scene_is_not_named():
    """It may be about somebody else."""
    assert in_scene(SCENE.replace("Marta waited", "She waited")) == {}


def test_who_is_quoted_in_a_report_is_named():
    """By the last name alone only where the essay has said the first."""
    assert in_report(REPORT) == {0: (Sign.SOURCE, "Marta Kern")}
    assert in_report(REPORT, "“We wait,” Kern said.")[1] == (Sign.SOURCE, "Kern")
    assert in_report("“We wait,” Kern said.") == {}


@pytest.mark.parametrize(
    "text",
    [
        "The Marta opened at noon. “It is cold,” said Marta.",
        "Then opened the door. “Then what?” Then said nothing, and then came back.",
        "The oven of Marta smoked. Nobody said a word to Marta.",
        "Monday came. “At last,” said Monday.",
    ],
    ids=["a thing", "a first word", "only spoken of", "a day"],
)
def test_what_is_no_person_for_sure_is_not_named(text: str):
    """A name in the wrong place is worse than none."""
    assert in_scene(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "“We wait,” the Kern Mill said.",
        "“We wait,” said South Africa.",
        "“We wait,” Bakers said.",
        "“We wait,” said Marta K. Kern.",
        "Marta Kern waited.",
    ],
)
def test_a_report_s_institutions_and_half_names_are_left_out(text: str):
    """As is who says nothing."""
    assert in_report(text) == {}
