"""Words as the index keeps them: folded, cut to their stems, scripts without spaces in single and double characters.

Each script stems by its own rules whatever the language of the essay; among the languages written in Latin letters the
essay's own decides. What a person typed has no language, so it is looked for in each that the shelf has (`readings`).
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from typing import Protocol

from bot.core.text.normalization import fold

_LATIN = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "en": "english", "eo": "esperanto",
    "es": "spanish", "fi": "finnish", "fr": "french", "hu": "hungarian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
_SCRIPTS = (("а", "ӿ", "russian"), ("ء", "ۿ", "arabic"), ("α", "ω", "greek"))
_UNSPACED = r"\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
_CHANGE_THE_FIRST = {"arabic", "dutch", "esperanto", "hebrew", "indonesian", "turkish"}
"""The rules that can take away or change a word's first letter; Snowball's others only cut at its end."""
_HEBREW_ENDINGS = ("יהם", "יות", "ים", "ות")
_HEBREW_BEGINNINGS = "והבכלמש"
_ARABIC_BEGINNINGS = ("وال", "فال", "بال", "كال")
_ARTICLE = "ال"
_SPELLINGS = (("our", "or"), ("is", "iz"), ("tre", "ter"))
"""Endings of stems in Britain and in America."""
_ENDINGS = r"((?:e|ed|er|es|ers|ing|ings|ation|ations|s|d|ly|able|hood|hoods|ite|ites|less|ful)?)"
"""What may follow these in a word."""
_FINAL = str.maketrans("ךםןףץ", "כמנפצ")
SHORTEST = 3
"""Letters that a Hebrew word keeps at least."""
LONGEST = 64
"""Letters of a word that has a stem: what is longer is no word, and thousands of them would fill the memory."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 # snowballstemmer calls it so


def pieces(folded: str) -> list[str]:
    """The words of a folded text, and runs of characters that are written without spaces.

    >>> pieces("self-love is god's; 隣人を, ai時代")
    ['self', 'love', 'is', "god's", '隣人を', 'ai', '時代']
    """
    return [piece.group() for piece in _piece().finditer(folded)]


def is_unspaced(piece: str) -> bool:
    """Whether a piece is of a script that puts no spaces between words."""
    match = _piece().match(piece)
    return bool(match and match["unspaced"])


def terms(text: str, language: str) -> list[str]:
    """What the index keeps of a text, in order: any part of a run without spaces is a phrase of these, too.

    >>> terms("The neighbours’ lives", "en"), terms("愛の", "ja")
    (['the', 'neighbour', 'live'], ['愛', '愛の', 'の'])
    """
    return [term for piece in pieces(fold(text)) for term in _terms(piece, language)]


def variants(text: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The different terms that a text can be in these languages (and in English), each joined by spaces.

    An Arabic word is read with its article and without: Snowball keeps the one of short words, and cuts plurals
    otherwise after it. English is read as Britons and as Americans spell it.

    >>> variants("naciones", ["es", "he"]), variants("حب", ["ar"]), variants("love thy neighbour", [])
    (('nacion',), ('حب', 'الحب'), ('love thi neighbour', 'love thi neighbor'))
    """
    forms = [(form, language) for form in _arabic_forms(text) for language in (*languages, "en")]
    forms += [(form, "en") for form in _english_forms(text)]
    joined = (" ".join(terms(form, language)) for form, language in forms)
    return tuple(dict.fromkeys(variant for variant in joined if variant))


def _english_forms(text: str) -> tuple[str, ...]:
    """The text as it is spelled on the one side of the Atlantic and on the other, where that makes a difference.

    >>> _english_forms("organised labor at the theatre"), _english_forms("meters")
    (('organised labour at the theatre', 'organized labor at the theater'), ('metres', 'meters'))
    """
    british = american = fold(text)
    for here, there in _SPELLINGS:
        british = re.sub(rf"\b([a-z]{{2,}}){there}{_ENDINGS}\b", rf"\1{here}\2", british)
        american = re.sub(rf"\b([a-z]{{2,}}){here}{_ENDINGS}\b", rf"\1{there}\2", american)
    return (british, american) if british != american else ()


def _arabic_forms(text: str) -> list[str]:
    """The text as it is and, if it is one Arabic word, the word without its article and with it alone."""
    word = fold(text).strip()
    if not word.isalpha() or _rules(word, "") != "arabic":
        return [text]
    article = next((beginning for beginning in (*_ARABIC_BEGINNINGS, _ARTICLE) if word.startswith(beginning)), "")
    bare = word.removeprefix(article) if len(word) > len(article) + 1 else word
    return [text, bare, _ARTICLE + bare]


def can_begin(word: str, language: str, initials: Collection[str]) -> bool:
    """Whether a term of a folded word can begin with one of these letters; found without stemming, for most languages.

    >>> can_begin("neighbours", "en", "n"), can_begin("neighbours", "en", "b"), can_begin("gelopen", "nl", "l")
    (True, False, True)
    """
    return word[:1] in initials or "'" in word or (bool(word) and _rules(word, language) in _CHANGE_THE_FIRST)


def _terms(piece: str, language: str) -> Iterator[str]:
    if is_unspaced(piece):
        for index, character in enumerate(piece):
            yield character
            if index + 1 < len(piece):
                yield piece[index : index + 2]
        return
    for part in _parts(piece):
        yield _stem(part, _rules(part, language)) if len(part) <= LONGEST else part


def _parts(piece: str) -> list[str]:
    """A word at its apostrophes: "l'amour" is two words, "neighbour's" and "don't" are one."""
    first, *rest = piece.split("'")
    parts = [first]
    for part in rest:
        if len(part) >= SHORTEST:
            parts.append(part)
        elif part != "s":
            parts[-1] += part
    return parts


def _rules(word: str, language: str) -> str:
    letter = word[0]
    if "א" <= letter <= "ת":
        return "hebrew"
    if letter.isascii() and letter.isalpha():
        return _LATIN.get(language.split("-", maxsplit=1)[0], "english")
    return next((rules for first, last, rules in _SCRIPTS if first <= letter <= last), "")


@lru_cache(maxsize=16384)
def _stem(word: str, rules: str) -> str:
    if not rules:
        return word
    if rules == "hebrew":
        return _hebrew(word)
    if rules == "arabic" and len(word) > len("والل") and word.startswith(_ARABIC_BEGINNINGS):
        word = word[1:]  # "and the": Snowball takes off the article alone
    stemmed = _rules_of(rules)().stemWord(word)  # one of its own: it keeps the word, and threads stem at once
    return stemmed if stemmed.isalnum() else word


@lru_cache(maxsize=len(_LATIN) + len(_SCRIPTS))
def _rules_of(rules: str) -> type[_Stemmer]:
    # 80 ms to import: only for those who search or bring essays in
    from snowballstemmer import stemmer  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType] # it has none

    return type(stemmer(rules))  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] # as above


def _hebrew(word: str) -> str:
    """A Hebrew word without the endings of the plural and the small words written in front: Snowball has no Hebrew."""
    for ending in _HEBREW_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word.removesuffix(ending)
            break
    while len(word) > SHORTEST and word[0] in _HEBREW_BEGINNINGS:
        word = word[1:]
    return word.translate(_FINAL)


@cache
def _piece() -> re.Pattern[str]:
    """The pattern of a piece, compiled when it is first needed: that takes as long as importing three modules."""
    return re.compile(rf"(?P<unspaced>[{_UNSPACED}]+)|[^\W_{_UNSPACED}]+(?:'[^\W_{_UNSPACED}]+)*")
