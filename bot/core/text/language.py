"""Which language a text is written in, guessed from its script and its commonest small words."""

import unicodedata
from collections import Counter

from bot.core.text.normalization import fold, words

_SMALL_WORDS = {
    "en": "the and of to in is that it for with as was not be are this but they have from",
    "es": "el la de que y en los se del las por un para con no una su al lo como",
    "de": "der die und das ist nicht ein zu den mit sich auf eine dem des es im von auch wir",
    "fr": "le la les et des est en que un une du pas pour qui dans ce il sur ne se",
    "pt": "o a de que e do da em um para com nao uma os no se na por mais as",
    "it": "il di che e la un per non una sono del con si le dei alla come piu ma",
    "nl": "de het een en van ik te dat die in is niet zijn op aan met voor er maar om",
}
_SCRIPTS = {"HEBREW": "he", "CYRILLIC": "ru", "ARABIC": "ar", "GREEK": "el", "HIRAGANA": "ja", "KATAKANA": "ja",
            "HANGUL": "ko", "CJK": "zh"}  # fmt: skip
_SAMPLE = 4000


def is_latin(code: str) -> bool:
    """Whether this is one of the languages in Latin letters that can be told apart here."""
    return code in _SMALL_WORDS


def guess_language(text: str) -> str:
    """The likeliest language of a text as an ISO 639 code; English where less than two words speak for another.

    >>> guess_language("האהבה לזולת"), guess_language("El amor al prójimo es la ley de la vida")
    ('he', 'es')
    """
    sample = text[:_SAMPLE]
    scripts = Counter(unicodedata.name(c, "").split(" ")[0] for c in sample if c.isalpha())
    if scripts and (script := scripts.most_common(1)[0][0]) in _SCRIPTS:
        return "ja" if script == "CJK" and (scripts["HIRAGANA"] or scripts["KATAKANA"]) else _SCRIPTS[script]
    seen = Counter(fold(word) for word in words(sample))
    scores = {code: sum(seen[word] for word in small.split()) for code, small in _SMALL_WORDS.items()}
    best = max(scores, key=lambda code: (scores[code], code == "en"))
    return best if scores[best] > 1 else "en"
