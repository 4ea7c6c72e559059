"""People in an essay in English whom a question may name: who acts in a scene, and whose words a report gives."""

import re
from collections.abc import Collection, Iterator, Mapping

from bot.core.questions.bank import Sign
from bot.core.questions.word_counts import WordCounts
from bot.core.text.stopwords import ENGLISH

_ONE = r"[A-ZÀ-Þ][^\W\dA-Z_]{1,20}"
_NAME = rf"((?:(?:Mr|Mrs|Ms|Dr)\. )?{_ONE}(?: {_ONE}){{0,3}})"
_SAYS = (
    "(?:said|says|asked|told|added|replied|answered|explained|warned|repeated|observed|cried"
    "|murmured|whispered|muttered)"
)
_SPEAKS = re.compile(rf"(?<![\w’'.-]){_NAME} {_SAYS}\b|(?<=[”\"] ){_SAYS} {_NAME}(?![\w’'-]| [A-Z]\.)")
_ACTS = re.compile(
    rf"(?<![\w’'.-]){_NAME} (?:[a-z]{{2,20}}ed|was|were|had|went|came|took|saw|knew|thought|stood|sat|gave|began|felt"
    r"|ran|heard|held|shook|rose|fell|could|did|put|let|got|wore|spoke|left|said|grinned)\b"
)
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]*\"")
_TITLES = ("Mr.", "Mrs.", "Ms.", "Dr.")
_BEFORE = frozenset("the a an this that our their his her its my your of in at from".split())
"""Words before what is no person, and before those of whom something is only said."""
_OF_PLACES = ("South", "North", "East", "West", "New", "United", "Great")
_NOBODY = frozenset(
    """
        monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
        october november december god lord heaven jesus christ mamma papa father mother auntie uncle
    """.split()
)
_TIMES = 3
"""How often somebody is named in a scene that is about them, at least."""
_NO_ONE = (0, Sign.ANY, "")


def named_people(
    scenes: Mapping[int, str], reports: Mapping[int, str], words: WordCounts
) -> dict[int, tuple[Sign, str]]:
    """Who is named most in each of these passages, by index in the essay, those who are named most of all first."""
    if not scenes and not reports:
        return {}
    common = {token for tokens in words.tokens for token in tokens if token.islower()} | ENGLISH | _NOBODY | _BEFORE
    speak = {index: set(_names(text, _SPEAKS, common)) for index, text in (*scenes.items(), *reports.items())}
    speakers = frozenset[str]().union(*speak.values())
    known, in_full = set(map(_last, speakers)), {_last(name) for name in speakers if " " in name}
    named: dict[int, tuple[int, Sign, str]] = {}
    for index, text in scenes.items():
        people = {name for name in _names(_QUOTED.sub("”", text), _ACTS, common) if _last(name) in known}
        named[index] = max(((text.count(_last(name)), Sign.CHARACTER, name) for name in people), default=_NO_ONE)
    for index, text in reports.items():
        people = {name for name in speak[index] if _last(name) in in_full}
        named[index] = max(((text.count(_last(name)), Sign.SOURCE, name) for name in people), default=_NO_ONE)
    best = sorted(named.items(), key=lambda item: (-item[1][0], item[0]))
    return {index: (sign, name) for index, (times, sign, name) in best if times >= (_TIMES if index in scenes else 1)}


def _last(name: str) -> str:
    return name.rsplit(" ", maxsplit=1)[-1]


def _names(text: str, pattern: re.Pattern[str], common: Collection[str]) -> Iterator[str]:
    """The names that the pattern finds, without a word that only begins a sentence."""
    for match in pattern.finditer(text):
        name = next(group for group in match.groups() if group)
        before = text[max(0, match.start() - 30) : match.start()].split(" ")[-2:-1]
        parts = name.split()
        while parts and parts[0] not in _TITLES and parts[0].lower() in common:
            before = [parts.pop(0).lower()]
        only_one_of_many = len(parts) == 1 and parts[0].endswith("s")
        part_of_more = any(word.lower() in _BEFORE or word[:1].isupper() for word in before)
        if parts and parts[0] not in _OF_PLACES and not only_one_of_many and not part_of_more:
            yield " ".join(parts)
