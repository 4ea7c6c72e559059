"""Which words of an English text are nouns worth talking about: told by their endings and the company they keep."""

from collections import Counter
from collections.abc import Sequence

_BEFORE = frozenset(
    """
        a an the my your our their his her its this that these those of for in no every each some any such with by
        from about into between without against more much enough
    """.split()
)
_BEFORE_VERBS = frozenset(
    "to will would can could shall should may might must i we you they he she it who not never don't didn't".split()
)
_AFTER = frozenset(
    """
        is are was were has have had does do did can could will would may must of in on at to for from with by and
        or but nor as that which who whom whose when where while if than because so between among into over under
        through about without against toward towards upon
    """.split()
)
_NOUNS = ("ness", "ship", "hood", "ism")
_ONLY_LOOKS_SO = frozenset("business witness wilderness harness township battleship likelihood mechanism".split())
_WORTH_TALKING_ABOUT = frozenset(
    """
        advice anger attention beauty belief blame carefulness charity childhood choice comfort community
        compassion conscience courage craft creation danger death desire difference dignity disagreement
        distance doubt duty envy equality evil faith family favour fear forgiveness freedom generosity gift
        goodness grace gratitude greed grief guilt happiness harm hatred honour hope hunger ignorance illusion
        imagination impatience influence injustice inheritance joy judgement justice kindness knowledge labour
        laughter leisure listening loneliness longing love luck memory mercy obedience obligation pain patience
        peace pleasure politeness possession power praise prayer pride progress promise reality reward sacrifice
        shame silence solitude sorrow status strength struggle success suffering suspicion tradition trust truth
        unfairness victory violence virtue weakness wealth wisdom youth
    """.split()
)
"""Nouns without the endings of such: what everybody has an idea of, unlike a bench, a body or a law."""


def find_nouns(tokens: Sequence[str]) -> dict[str, float]:
    """The nouns of a text that a talk could be about, each with how surely it is one there, from above 0 to 1.

    The text is given as its words and signs; every word is looked at once, with its neighbours, so that names and first
    words of sentences are none.
    """
    likely = {token for token in set(tokens) if _could_be_one(token)}
    as_noun, as_other = Counter[str](), Counter[str]()
    for at in [at for at, token in enumerate(tokens[:-1]) if at and token in likely]:
        before, word, after = tokens[at - 1].lower(), tokens[at], tokens[at + 1]
        ends = after in _AFTER or not after[0].isalnum()
        if before in _BEFORE and ends:
            as_noun[word] += 1
        elif before in _BEFORE or before in _BEFORE_VERBS:
            as_other[word] += 1
    return {word: seen / (seen + 2 * as_other[word]) for word, seen in as_noun.items() if seen >= as_other[word]}


def _could_be_one(word: str) -> bool:
    if word in _WORTH_TALKING_ABOUT:
        return True
    stem = word.rstrip("s")
    return len(word) > 6 and word.islower() and stem.endswith(_NOUNS) and stem not in _ONLY_LOOKS_SO
