"""The questions in data/questions."""

import re
from collections import Counter
from itertools import combinations

import pytest

from bot.core.essays.sizes import QUESTION
from bot.core.models import Rung
from bot.core.questions.bank import Bank, Sign, banks_of
from bot.core.questions.central_lines import LONGEST
from bot.core.questions.ladder import OF_THE_DAY
from bot.i18n import Texts

BANKS = Texts().banks()
LEAST, LEAST_OF_A_KIND = 24, 5
KINDS = (Sign.ARGUMENT, Sign.REPORT, Sign.INSTRUCTION, Sign.SCENE, Sign.PERSONAL)
NAMED = {Sign.LINE, Sign.WORD, Sign.CHARACTER, Sign.SOURCE}


def texts(bank: Bank) -> list[str]:
    return [text for by_sign in bank.values() for each in by_sign.values() for text in each]


def stems(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{4,}", text.lower()))


@pytest.mark.parametrize("language", BANKS)
def test_there_are_enough_for_any_passage_on_each_rung(language: str):
    """A month and more until one comes again."""
    assert list(BANKS[language]) == list(Rung)
    assert all(len(by_sign[Sign.ANY]) >= LEAST for by_sign in BANKS[language].values())


@pytest.mark.parametrize("language", BANKS)
def test_there_are_enough_for_each_kind_on_the_rungs_of_a_post(language: str):
    """A fortnight for essays of one kind; then the others for any passage, which fit it as well."""
    by_sign = [BANKS[language][rung] for rung in OF_THE_DAY]
    assert min(len(questions[kind]) for questions in by_sign for kind in KINDS) >= LEAST_OF_A_KIND


@pytest.mark.parametrize("language", BANKS)
def test_none_is_like_another(language: str):
    """Neither the same, nor the same with another word or two."""
    every = texts(BANKS[language])
    assert [text for text, count in Counter(every).items() if count > 1] == []
    told = {text: stems(text) for text in every}
    alike = [
        (one, other)
        for one, other in combinations(every, 2)
        if len(told[one] & told[other]) >= 0.75 * len(told[one] | told[other])
    ]
    assert alike == []


@pytest.mark.parametrize("language", BANKS)
def test_each_asks_one_thing_and_fits(language: str):
    """Also with the longest line in it."""
    for text in texts(BANKS[language]):
        assert text.count("?") <= 1
        assert len(text) + LONGEST <= QUESTION


@pytest.mark.parametrize("language", BANKS)
def test_only_those_that_name_something_have_a_place_for_it(language: str):
    """A line, a word or a person, once."""
    for by_sign in BANKS[language].values():
        for sign, questions in by_sign.items():
            places = [f"{{{sign}}}"] if sign in NAMED else []
            assert all(re.findall(r"\{.*?\}", text) == places for text in questions)


@pytest.mark.parametrize("language", BANKS)
def test_whatever_is_special_can_be_asked_about(language: str):
    """For each sign, on some of the rungs of a post; what it names on each, since it is named on the day's."""
    posted = [set(BANKS[language][rung]) for rung in OF_THE_DAY]
    assert set.union(*posted) == set(Sign)
    assert set.intersection(*posted) >= {Sign.ANY, *KINDS, *NAMED}


@pytest.mark.parametrize("wrong", [{"en": {"wonder": {}}}, {"en": {"notice": {"rhyme": ["What?"]}}}])
def test_a_rung_or_a_sign_that_there_is_not_is_refused(wrong: dict[str, dict[str, dict[str, list[str]]]]):
    """Before a question is lost in silence."""
    with pytest.raises(ValueError, match=r"wonder|rhyme"):
        banks_of(wrong)
