"""What kind of text a passage in English is, told by its words; many are of none so clearly that it is sure."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.core.questions.bank import Sign

_QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]*\"|\]\([^()\s]*\)|(?m:^> .*$)")
"""What is somebody else's, or where a link leads."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]")
_FIGURE = re.compile(r"(?<![\w.,])[$£€#]?\d")
_SENTENCE = re.compile(
    r"(?:^|(?<=[.!?:] ))(?:[-*•] |\d{1,3}[.)] )?(?:\*\*)?([A-Z][a-z]+)(?= (?!not|is|was|of))", re.MULTILINE
)
_ORDERS = frozenset(
    """
        Add Ask Avoid Bring Buy Call Change Check Choose Click Consider Create Cut Do Enter Find Fold Follow Get Give Go
        Have Heat Hold Install Keep Leave Let Limit Look Make Mix Note Offer Open Opt Pick Place Plan Pour Press Pull
        Push Put Read Remember Remove Replace Run Save See Select Send Serve Set Start Stir Take Tell Test Try Turn Type
        Use Wash Write
    """.split()
)
_MARKS = {
    "i": "i me my mine myself i'm i've i'd i'll",
    "we": "we us our ours ourselves we're we've we'll",
    "you": "you your yours yourself you're you'll you've you'd thou thee thy",
    "person": "he she him her his hers himself herself",
    "past": """
        was were had came went took saw knew thought told found stood sat gave made got kept began left felt ran brought
        wrote heard held chose spoke won lost met paid sent bought fell broke grew rose drew drove ate drank slept woke
        sang looked turned did could said wasn't weren't hadn't didn't couldn't
    """,
    "claim": """
        must should ought cannot can't never always nobody everyone everybody anyone anybody somebody whoever people
        mankind humanity truth man men human nothing every those is are isn't aren't
        not but because if than rather instead though although only doesn't don't nor neither without merely why how
        what whether yet perhaps indeed simply better worse more less enough too even
    """,
    "report": """
        according reported announced officials official spokesman spokeswoman experts researchers study survey percent
        million billion police government agency department company ministry minister president market reporters
        scientists statement
    """,
    "step": """
        use using click set add make choose check create run install remove file files code user users data system
        systems page server request requests function functions method option options example default step steps tool
        tools avoid need want help guests recipe minutes api browser version service services project command commands
        test tests
    """,
}
_MARK_OF = {word: mark for mark, words in _MARKS.items() for word in words.split()}
_TIMES_I = 3
_OWN = {Sign.ARGUMENT: 0.5, Sign.PERSONAL: 0.5, Sign.REPORT: 0.2, Sign.INSTRUCTION: 0.2}
"""The part of a passage, at least, that is the writer's own words: in a scene all of them may be spoken."""
_MUCH_ARGUED, _LITTLE_CLAIMED = 9, 7.5
_OF_ESSAY = 60
"""So many words of its essay speak for a passage, beside its own: a page of a report may be without a figure."""


def kinds_of(passages: Sequence[str]) -> list[Sign]:
    """What each passage of an essay is: argument, report, instruction, scene, personal, or any where that is not sure.

    What is not sure in a story is a scene as well: nothing is claimed there, and nobody has met the like.

    >>> kinds_of(["We must never forget that people need bread, and that nobody is full who cannot share it."])
    [<Sign.ARGUMENT: 'argument'>]
    >>> kinds_of(["He opened the door and looked at her, and she said nothing while he took off his coat."])
    [<Sign.SCENE: 'scene'>]
    """
    counts = list(map(_counted, passages))
    essay = Counter[str]()
    for count in counts:
        essay.update(count)
    whole = _rates(essay, essay)
    kinds = (_kind(_rates(count, essay), whole, times_i=count["i"]) for count in counts)
    sure = [
        kind if count["own"] >= _OWN.get(kind, 0) * len(text) else Sign.ANY
        for kind, count, text in zip(kinds, counts, passages, strict=True)
    ]
    is_story = sure.count(Sign.SCENE) > len(sure) / 2
    return [Sign.SCENE if is_story and kind is Sign.ANY else kind for kind in sure]


def _counted(text: str) -> Counter[str]:
    """How many words stand in a text outside quotation marks, and how many marks of each sort."""
    own = _QUOTED.sub(" ", text.replace("’", "'"))
    words = Counter(_WORD.findall(own.lower()))
    marks = Counter(own=len(own), word=words.total(), name=len(_NAME.findall(own)), figure=len(_FIGURE.findall(own)))
    for word in words.keys() & _MARK_OF.keys():
        marks[_MARK_OF[word]] += words[word]
    marks["past"] += sum(count for word, count in words.items() if len(word) > 4 and word.endswith("ed"))
    marks["step"] += 2 * sum(map(_ORDERS.__contains__, _SENTENCE.findall(own)))
    return marks


def _rates(count: Counter[str], essay: Counter[str]) -> Counter[str]:
    """How many marks of each sort stand in a hundred words of a passage and those of its essay that speak for it."""
    share = _OF_ESSAY / max(1, essay["word"])
    words = max(1, count["word"] + _OF_ESSAY)
    return Counter({mark: 100 * (count[mark] + share * essay[mark]) / words for mark in essay})


def _kind(of: Counter[str], essay: Counter[str], *, times_i: int) -> Sign:
    """The first kind whose signs a passage has; a report, a scene and an instruction stand in an essay of the sort.

    A story has no arguments: those are its people's.
    """
    if _reports(of) and _facts(essay) > _argued(essay):
        return Sign.REPORT
    if _tells(of) and essay["claim"] < _LITTLE_CLAIMED:
        return Sign.SCENE
    if _instructs(of) and _argued(essay) - essay["you"] < _MUCH_ARGUED:
        return Sign.INSTRUCTION
    if times_i >= _TIMES_I and _is_personal(of):
        return Sign.PERSONAL
    return Sign.ARGUMENT if _argues(of) and not _tells(essay) else Sign.ANY


def _facts(of: Counter[str]) -> float:
    """How much is told of facts: names count only beside figures and those who report."""
    return of["name"] + 1.5 * of["figure"] + 2 * of["report"] if of["figure"] + of["report"] >= 1 else 0


def _argued(of: Counter[str]) -> float:
    """How much is claimed and weighed, and said to somebody."""
    return of["claim"] + 0.7 * (of["i"] + of["we"] + of["you"])


def _reports(of: Counter[str]) -> bool:
    """Whether there are more facts than claims, and neither speaker nor listener."""
    return _facts(of) >= max(6, _argued(of)) and of["i"] + of["we"] + of["you"] < 2


def _tells(of: Counter[str]) -> bool:
    """Whether he or she did something, with little claimed about it and no figures."""
    acts = of["person"] >= 6 or (of["person"] >= 2.5 and of["person"] + of["past"] >= 12)
    return acts and of["claim"] < 8 and of["figure"] + of["report"] < 1 and of["i"] < 4


def _instructs(of: Counter[str]) -> bool:
    """Whether there are steps and tools, and little of anybody, of the past or of opinions."""
    plain = of["i"] < 1.5 and of["person"] < 1.5 and of["past"] < 5.5
    return of["step"] >= 3.5 and plain and _argued(of) - of["you"] < _MUCH_ARGUED


def _is_personal(of: Counter[str]) -> bool:
    """Whether the writer speaks of themselves all the time, or often and of the past, and of nothing technical."""
    return (of["i"] >= 5 or (of["i"] >= 3 and of["past"] >= 6)) and _facts(of) < 7 and of["step"] < 3


def _argues(of: Counter[str]) -> bool:
    """Whether much is claimed, and little told or counted."""
    told = of["past"] >= 7 or of["figure"] >= 2 or _facts(of) >= 7
    return _argued(of) >= max(8.5, of["step"] + 6) and not told
