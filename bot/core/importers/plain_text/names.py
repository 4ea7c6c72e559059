"""Lines that are nothing but the name of a person."""

import re

from bot.core.text.sentence_ends import ends_sentence

_NO_NAME = frozenset(
    """
    a an the of on in to and or for with from at by as is are was not no my our your his her their its why how what who
    when where this that some all chapter part book letter letters section preface introduction foreword prologue
    epilogue act scene essay essays notes story poem novel tale contents
    das ein eine und über vom zum zur im mit für nicht ist kapitel teil vorwort
    les un une des et sur pour dans au aux est chapitre el los las una en por para con sobre il gli per nel capitolo
    het een voor met over hoofdstuk
    и в во на о об не с со к из за от для у до это как что глава часть предисловие введение письмо рассказ повесть роман
    """.split()
)
"""Words of titles and headings that no name has."""
_FIRST_NAMES = frozenset(
    """
    ada adam albert alexander alfred alice andrew ann anna anne anthony arthur ben benjamin bob carl caroline catherine
    charles charlotte christian christina christopher clara daniel david edgar edith edmund edward eleanor elizabeth
    ella emily emma eric ernest eva eve florence francis frank franz frederick friedrich george gertrude grace hans
    harold heinrich helen henry hermann howard hugh ida ilse isaac isabel jack jacob james jane jean joan johann john
    jonathan joseph judith julia karl kate katherine laura lawrence leo leonard lewis louis louisa lucy luke margaret
    maria marie mark martha martin mary matthew max michael nathaniel nicholas nora oliver oscar patrick paul peter
    philip rachel ralph rebecca richard robert rosa rose rudolf ruth samuel sarah simon sophie stephen susan theodore
    thomas victor virginia walter wilhelm william
    andré antoine claude émile françois gustave henri jacques jules marcel michel pierre simone carlos fernando
    francisco gabriel jorge josé juan luis manuel miguel pablo pedro antonio carlo giovanni giuseppe luigi paolo
    александр алексей анатолий андрей анна антон афанасий борис вадим валерий василий вера виктор владимир григорий
    даниил дмитрий евгений екатерина елена иван игорь илья иосиф константин лев леонид людмила марина мария михаил
    надежда наталья николай ольга осип павел пётр петр семён сергей софья татьяна фёдор федор юрий яков
    """.split()
)
"""The commonest of those with which writers sign, in languages whose texts are read most."""
_PARTICLES = frozenset("de van von der den la le du da di del dos y e ibn bin al ben ter zu и".split())
_GLUED = re.compile(r"\.(?=[^\W\d_])")
_INITIAL = re.compile(r"[^\W\d_]\.")
_PART = re.compile(r"(?:[^\W\d_]\.-?){1,3}|[^\W\d_][^\s\d_.,:;!?()\[\]\"“”«»]*|(?:St|Jr|Sr|Dr)\.")
_LONGEST = 60


def could_be_person(line: str, *, anywhere: bool = False) -> bool:
    """Whether the line could be the name of a person: two to five words in capitals, none of them a small word.

    With `anywhere` names in scripts without capital letters count as well.

    >>> could_be_person("I. Marrow"), could_be_person("Ludwig van der Berg"), could_be_person("Salt of the Earth")
    (True, True, False)
    """
    parts = _GLUED.sub(". ", line).replace("・", " ").split()
    if not 2 <= len(parts) <= 5 or len(line) > _LONGEST or not all(map(_PART.fullmatch, parts)):
        return False
    if _NO_NAME.intersection(part.lower() for part in parts):
        return False
    if not any(map(str.isupper, line)):
        of_no_case = line.lower() == line.upper() and not ends_sentence(line)
        return anywhere and of_no_case and len(parts) <= 3 and max(map(len, parts)) <= 9
    return parts[-1][0].isupper() and all(part[0].isupper() or part in _PARTICLES for part in parts)


def is_surely_person(line: str) -> bool:
    """Whether the line is a name that begins with a well-known first name, or with letters that stand for such.

    >>> is_surely_person("I. Marrow"), is_surely_person("Anna Marrow"), is_surely_person("Slow Water")
    (True, True, False)
    """
    first, *others = _GLUED.sub(". ", line).split() or [""]
    begins = first.casefold() in _FIRST_NAMES or _INITIAL.match(first) is not None
    return begins and bool(others) and could_be_person(line)
