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
        advice anger attention beauty belief blame body care carefulness charity childhood
        choice choices comfort community compassion conscience courage craft creation custom customs danger death
        debt debts desire desires difference dignity disagreement distance doubt doubts dream dreams duty effort
        enemy enemies envy equality error errors evil excuse excuses faith family favour fear fears force
        forgiveness freedom friend friends generosity gift gifts goal goals goodness grace gratitude greed grief
        growth guest guests guilt habit habits happiness harm hatred heaven help home honour hope hunger ideal
        ideals ignorance illusion imagination impatience influence injustice inheritance intention
        intentions joy judgement judgements justice kindness knowledge labour language laughter law laws learner
        leisure lie lies listening loneliness longing loss love luck meaning measure memory mercy mistake mistakes
        money nature neighbour neighbours neighbor neighbors obedience obligation pain patience peace pleasure
        politeness possession power practice praise prayer pride progress promise promises purpose quarrel
        quarrels reality reason reasons receiving bestowal reward rights rule rules
        sacrifice secret secrets self shame silence skill society solitude sorrow soul spirit status strength
        stranger strangers struggle success suffering suspicion system taste teacher teachers tradition trust truth
        understanding unfairness unity value values victory violence virtue waiting want war weakness wealth will
        wisdom wish wishes wonder work worry youth
    """.split()
)
"""Nouns without the endings of such: what one can be for or against, unlike a bench or a dinner."""


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
