"""Words of an essay in English that a question may name: what a passage keeps coming back to."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import inf

from bot.core.questions.word_counts import WordCounts, telling, tokens_of
from bot.core.text.normalization import fold

_IDIOMS = re.compile(
    r"\b(?:in|by|on|at|beyond|no|any|the|for the|whatever the) "
    r"(?:essence|reality|truth|nature|principle|practice|reason|purpose|fear|favour|force|peace|general|question|love|work"
    r"|debt|need|doubt|course|matter|chance|law|heart|person|conscience|difference|means|doubts|luck|measure|harm|use)\b"
    r"(?=\s?(?:[,.;:!?)—–]|of\b|to\b|that\b|why\b|with\b))"
    r"|\b(?:take|takes|took|taken|makes?|made|gives?|gave|pays?|paid|has|have|had|goes|go|went) "
    r"(?:no |much )?(?:advice|care|pride|pleasure|pity|love|sense|way|place|part|use|attention|work|help|effort)\b",
    re.IGNORECASE,
)
"""Where a word is only part of a turn of phrase."""
_IN_A_HEADING, _ELSEWHERE = 2, 3
"""How often a word stands in a passage, at least, when the title or heading has it, and when it does not."""
_RARE = 0.15
"""The part of the essay's passages in which a word is rare."""
_ENOUGH = 6
"""Passages of an essay in which words can be rare."""
_SURE = 0.7
"""How surely the word is a noun in this essay."""
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


def named_words(
    passages: Mapping[int, str], headings: Sequence[str | None], title: str, words: WordCounts
) -> dict[int, str]:
    """The word that each of these passages turns on, by index in the essay; none is named twice, and most have none.

    It stands there at least twice, and in the title or heading, or three times, and hardly anywhere else.
    """
    nouns = _nouns([token for tokens in words.tokens for token in (*tokens, ".")])
    sure = {word for word, surely in nouns.items() if surely >= _SURE}
    named: dict[int, str] = {}
    for index, text in passages.items():
        over = set(telling(tokens_of(f"{title} {headings[index] or ''}")))
        counts = Counter(token for token in words.tokens[index] if token in sure)
        counts.subtract(token for idiom in _IDIOMS.findall(text) for token in tokens_of(idiom) if token in sure)
        fitting = [
            (count, word)
            for word, count in counts.items()
            if count >= (_IN_A_HEADING if fold(word) in over else _ELSEWHERE if _is_rare(word, words) else inf)
        ]
        if fitting:
            named[index] = max(fitting)[1]
            sure.discard(named[index])
    return named


def _is_rare(word: str, words: WordCounts) -> bool:
    passages = len(words.counts)
    return passages >= _ENOUGH and words.held_by[fold(word)] <= max(1, passages * _RARE)


def _nouns(tokens: Sequence[str]) -> dict[str, float]:
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
