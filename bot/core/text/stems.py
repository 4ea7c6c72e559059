"""Words as the index keeps them: folded, cut to their stems, scripts without spaces in single and double characters.

Each script stems by its own rules whatever the language of the essay; among the languages written in Latin letters the
essay's own decides. What a person typed has no language, so it is looked for in each that the shelf has (`readings`).
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from typing import Protocol

from bot.core.text import scripts
from bot.core.text.language import script_of
from bot.core.text.normalization import fold
from bot.core.text.word_pieces import in_one, is_hyphened, is_unspaced, pieces

_RULES = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "he": "hebrew", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip
"""Snowball's rules for a language; words of others are left as they are."""
_SCRIPTS = (
    ("a", "z", "LATIN", "en"), ("א", "ת", "HEBREW", "he"), ("а", "ӿ", "CYRILLIC", "ru"), ("ء", "ۿ", "ARABIC", "ar"),
    ("α", "ω", "GREEK", "el"), ("ऄ", "ह", "DEVANAGARI", "hi"), ("ա", "և", "ARMENIAN", "hy"),
)  # fmt: skip
"""The first and last letter of a script, and by whose rules it is stemmed in a text in another script."""
_CHANGE_THE_FIRST = {"arabic", "dutch", "esperanto", "hebrew", "indonesian", "irish", "persian", "turkish"}
"""The rules that can take away or change a word's first letter; Snowball's others only cut at its end."""
_HEBREW_ENDINGS = ("יהם", "יות", "ים", "ות")
_HEBREW_BEGINNINGS = "והבכלמש"
_ARABIC_BEGINNINGS = ("وال", "فال", "بال", "کال")
_ARTICLE = "ال"
_ARABIC_LETTERS, _FOLDED_LETTERS = str.maketrans("یک", "يك"), str.maketrans("يكىة", "یکیه")
"""What Snowball's Arabic knows of the letters that are folded into Persian ones, and back."""
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


def terms(text: str, language: str) -> list[str]:
    """What the index keeps of a text, in order: any part of a run without spaces is a phrase of these, too.

    >>> terms("The neighbours’ lives", "en"), terms("愛の", "ja")
    (['the', 'neighbour', 'live'], ['愛', '愛の', 'の'])

    At its end stand the words that are written in two with a hyphen, in one: "co-operate" is found by both spellings.

    >>> terms("to-day it is", "en")
    ['to', 'day', 'it', 'is', 'today']
    """
    folded = fold(text)
    return _in_order(folded, language) + [term for word in in_one(folded) for term in _in_order(word, language)]


def forms(text: str) -> list[str]:
    """The words of a text as they are written, folded, in order; none of those that are written without spaces.

    >>> forms("The neighbours’ to-day")
    ['the', 'neighbours', 'to', 'day', 'today']
    """
    folded = fold(text)
    every = (piece for piece in (*pieces(folded), *in_one(folded)) if not is_unspaced(piece))
    return [as_indexed(part) for piece in every for part in _at_apostrophes(piece)]


def as_indexed(term: str) -> str:
    """A folded word as the index has it: FTS5 parts words at the vowels of India's scripts, which are marks to it."""
    return term if term.isascii() else term.translate(_marks_as_letters())


def _in_order(folded: str, language: str) -> list[str]:
    return [as_indexed(term) for piece in pieces(folded) for term in _terms(piece, language)]


def variants(text: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The different terms that a text can be in these languages (and in English), each joined by spaces.

    An Arabic word is read with its article and without: Snowball keeps the one of short words, and cuts plurals
    otherwise after it. English is read as Britons and as Americans spell it.

    >>> variants("naciones", ["es", "he"]), variants("حب", ["ar"]), variants("love thy neighbour", [])
    (('nacion',), ('حب', 'الحب'), ('love thi neighbour', 'love thi neighbor'))
    """
    folded = fold(text)
    spelt = [folded, *in_one(folded)] if is_hyphened(folded) else [folded]
    forms = [(form, language) for word in spelt for form in _arabic_forms(word) for language in (*languages, "en")]
    forms += [(form, "en") for word in spelt for form in _english_forms(word)]
    joined = (" ".join(_in_order(form, language)) for form, language in forms)
    return tuple(dict.fromkeys(variant for variant in joined if variant))


def _english_forms(text: str) -> tuple[str, ...]:
    """The folded text as it is spelled on the one side of the Atlantic and on the other, where that makes a difference.

    >>> _english_forms("organised labor at the theatre"), _english_forms("meters")
    (('organised labour at the theatre', 'organized labor at the theater'), ('metres', 'meters'))
    """
    british = american = text
    for here, there in _SPELLINGS:
        british = re.sub(rf"\b([a-z]{{2,}}){there}{_ENDINGS}\b", rf"\1{here}\2", british)
        american = re.sub(rf"\b([a-z]{{2,}}){here}{_ENDINGS}\b", rf"\1{there}\2", american)
    return (british, american) if british != american else ()


def _arabic_forms(text: str) -> list[str]:
    """The folded text as it is and, if it is one Arabic word, the word without its article and with it alone."""
    word = text.strip()
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
    for part in _at_apostrophes(piece):
        yield _stem(part, _rules(part, language)) if len(part) <= LONGEST else part


def _at_apostrophes(piece: str) -> list[str]:
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
    return _rules_for(word[0], language)


@lru_cache(maxsize=1024)
def _rules_for(letter: str, language: str) -> str:
    """The rules of a language if the letter is of its script; else those of the script's commonest language."""
    for first, last, script, commonest in _SCRIPTS:
        if first <= letter <= last:
            same = script_of(language) == script
            return _RULES.get(language.split("-", maxsplit=1)[0] if same else commonest, "")
    return ""


@lru_cache(maxsize=16384)
def _stem(word: str, rules: str) -> str:
    if not rules:
        return word
    if rules == "hebrew":
        return _hebrew(word)
    if rules == "arabic":
        if len(word) > len("والل") and word.startswith(_ARABIC_BEGINNINGS):
            word = word[1:]  # "and the": Snowball takes off the article alone
        word = word.translate(_ARABIC_LETTERS)
    stemmed = _rules_of(rules)().stemWord(word)  # one of its own: it keeps the word, and threads stem at once
    stem = stemmed if scripts.word().fullmatch(stemmed) else word
    return stem.translate(_FOLDED_LETTERS) if rules == "arabic" else stem


@lru_cache(maxsize=len(_RULES))
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
def _marks_as_letters() -> dict[int, int]:
    """Letters of nobody's for the marks: these FTS5 keeps in words, and `clean` lets none of them into a text."""
    return {ord(mark): 0xE000 + ord(mark) - 0x0900 for mark in scripts.marks()}
