"""Whether a passage in English tells a story or puts forward a thought; many do neither so clearly that it is sure."""

import re
from collections.abc import Iterator

from bot.core.questions.bank import Sign

_QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]*\"")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_OF_US_ALL = frozenset(
    """
        we us our ours ourselves people nobody everyone everybody anyone anybody somebody someone whoever mankind
        humanity always never must should ought cannot can't truth
    """.split()
)
_OF_SOMEBODY = frozenset("he she him her his hers himself herself i my me mine myself".split())
_PAST = frozenset(
    """
        was were had said came went took saw knew thought told found stood sat gave made got kept asked began left felt
        ran brought wrote heard held put chose spoke won lost met paid sent bought fell broke grew rose drew drove ate
        drank slept woke sang looked turned wasn't weren't hadn't didn't did could couldn't
    """.split()
)
_THOUGHT, _MOST_TOLD = 0.025, 0.05
"""The part of the words that speak of us all, at least, and of those that tell of the past, at most, in a thought."""
_TOLD, _OF_PERSONS = 0.06, 0.05
"""The part of the words that tell of the past, and of those that mean somebody, at least, in a story."""


def kinds_of(text: str) -> Iterator[Sign]:
    """`STORY` or `THOUGHT`, or neither; what is quoted is somebody else's, and only a story has much of it.

    >>> list(kinds_of("We must never forget that people need bread and that nobody is full alone."))
    [<Sign.THOUGHT: 'thought'>]
    """
    spoken = _WORD.findall(_QUOTED.sub("", text).lower().replace("’", "'"))
    told = sum(map(_PAST.__contains__, spoken)) + sum(len(word) > 4 and word.endswith("ed") for word in spoken)
    if told >= _TOLD * len(spoken) and sum(map(_OF_SOMEBODY.__contains__, spoken)) >= _OF_PERSONS * len(spoken) > 0:
        yield Sign.STORY
    elif told <= _MOST_TOLD * len(spoken) and sum(map(_OF_US_ALL.__contains__, spoken)) >= _THOUGHT * len(spoken) > 0:
        yield Sign.THOUGHT
