"""Sentences of an essay in English that a question may quote: strong by themselves, and in the middle of things."""

import re
from collections.abc import Collection, Mapping

from bot.core.essays.pack_lines import without_marks
from bot.core.questions.quote_rules import lines_that_stand_alone
from bot.core.questions.word_counts import WordCounts, telling, tokens_of

SHORTEST, LONGEST = 45, 120
"""Characters of a sentence that a question quotes."""
_MARKS = frozenset('“”„«»‹›"{}')
"""Quotation marks inside a quotation, and braces, would be read as the question's own."""
_OF_US_ALL = re.compile(
    r"\b(?:we|us|our|ourselves|people|nobody|no one|everyone|everybody|anyone|anybody|whoever|those who|always|never"
    r"|nothing|cannot|must|every)\b",
    re.IGNORECASE,
)
"""What a sentence says that claims something for more than one thing or day."""
_CLAIMS = re.compile(
    rf"\b(?:is|are|not|no|means?|needs?|makes?|leads?|costs?|owes?|depends?|belongs?)\b|n[’']t\b|{_OF_US_ALL.pattern}",
    re.IGNORECASE,
)
_A_NAME = re.compile(r"(?<!^)(?<![.!?] )\b(?!I\b|God\b)[A-Z]|[()]")
"""A name, or an aside: such a sentence tells of something in particular."""
_PARTS = re.compile(r"[,;:—–]|\b(?:because|whereby|whereof|wherein|hath|doth)\b")
"""What makes a sentence long-winded: one that is quoted is understood at once."""
_ABSTRACT = re.compile(
    r"\b(?:natures?|laws?|essence|spirit|spiritual|doctrines?|principles?|science|soul|rational|virtue|truth|morals"
    r"|[a-z]{3,}(?:ness|ity|ism|tions?|ments?|ances?|ences?|acy|ical|istic))\b",
    re.IGNORECASE,
)
"""What nobody has ever seen: more than one such word makes a doctrine of a sentence."""
_CENTRAL = 0.75
_FEWEST_WORDS = 2
"""Telling words of a sentence that can be central."""


def central_lines(passages: Mapping[int, str], words: WordCounts, *, of_thoughts: bool) -> dict[int, str]:
    """The most central line of each of these passages that has one, by index in the essay, the best of all first.

    Its words stand about as often in its passage as others do there, and in as many of the essay's passages. In an
    essay that is not `of_thoughts` it has to speak of us all: in a manual many a sentence stands alone.
    """
    best: dict[int, tuple[float, str]] = {}
    for index, text in passages.items():
        lines = [line for line in map(without_marks, lines_that_stand_alone(text)) if _fits(line, of_thoughts)]
        rank, line = max(((_rank(line, index, words), line) for line in lines), default=(0, ""))
        if rank:
            best[index] = rank, line
    return {index: line for index, (_, line) in sorted(best.items(), key=lambda item: (-item[1][0], item[0]))}


def _fits(line: str, of_thoughts: bool) -> bool:
    return (
        SHORTEST <= len(line) <= LONGEST
        and not line.startswith("There ")  # it leads up to something
        and _MARKS.isdisjoint(line)
        and len(_PARTS.findall(line)) <= 1
        and (_CLAIMS if of_thoughts else _OF_US_ALL).search(line) is not None
        and not _A_NAME.search(line)
        and len({word.lower() for word in _ABSTRACT.findall(line)}) <= 1
        and " will " not in line  # it promises
    )


def _rank(line: str, index: int, words: WordCounts) -> float:
    """How central a line is; 0 when the other sentences of its passage or its essay are more so."""
    counts, said = words.counts[index], set(telling(tokens_of(line)))
    if len(said) < _FEWEST_WORDS:
        return 0
    here = _mean(said, counts) / _mean(counts, counts)
    everywhere = _mean(said, words.held_by) / _mean(counts, words.held_by)
    return here * everywhere if min(here, everywhere) >= _CENTRAL else 0


def _mean(said: Collection[str], weights: Mapping[str, int]) -> float:
    return sum(weights[word] for word in said) / len(said)
