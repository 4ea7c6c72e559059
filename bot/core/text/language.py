"""Which language a text is written in, guessed from its script, its commonest words and letters of its own."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from bot.core.text.normalization import words

_LATIN, _ENGLISH = "LATIN", "en"
_LANGUAGES = {
    "LATIN": "en es de fr pt it nl ca cs da eo fi hu id lt no pl ro sv tr af br et eu ga gl ha hr la lv sk sl so st sw "
             "tl vi yo zu",
    "CYRILLIC": "ru uk bg be sr mk", "ARABIC": "ar fa ur ku ug", "DEVANAGARI": "hi mr ne", "HEBREW": "he yi",
    "GREEK": "el", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CJK": "zh", "THAI": "th", "LAO": "lo",
    "KHMER": "km", "MYANMAR": "my", "TIBETAN": "bo", "BENGALI": "bn", "GUJARATI": "gu", "GURMUKHI": "pa", "TAMIL": "ta",
    "TELUGU": "te", "KANNADA": "kn", "MALAYALAM": "ml", "SINHALA": "si", "ORIYA": "or", "ARMENIAN": "hy",
    "GEORGIAN": "ka", "ETHIOPIC": "am",
}  # fmt: skip
"""The languages that are told apart in each script, as ISO 639 codes, the likeliest first."""
_OWN = {
    "af": "nie hulle sy hy word deur ons moet enige", "ca": "ç à ò ï", "cs": "ě ř ů", "da": "æ ø å", "de": "ä ö ü ß",
    "eo": "ĉ ĝ ĥ ĵ ŝ ŭ", "es": "ñ", "et": "õ ä ö ü", "fi": "ä ö", "fr": "œ ç è ê",
    "gl": "unha dunha nunha coa polo pola",
    "hr": "đ ć č ž š što ili koji koja koje kao nije jer sve prema svi", "hu": "ő ű", "it": "à ò ì ù",
    "lt": "ė ę į ų ū", "lv": "ā ē ī ļ ņ ģ ķ", "no": "æ ø å", "pl": "ł ż ź ś ć ń ą ę", "pt": "ã õ ç ê", "ro": "ă ș ț â",
    "sk": "ľ ĺ ŕ ô ä", "sl": "č ž š", "sv": "ä å ö", "tr": "ğ ı ş ç",
    "vi": "ơ ư đ ạ ả ấ ầ ẩ ậ ắ ằ ặ ẹ ẻ ẽ ề ể ễ ệ ỉ ị ọ ỏ ố ồ ổ ỗ ộ ớ ờ ở ợ ụ ủ ứ ừ ử ữ ự ỳ ỵ ỷ ỹ", "yo": "ẹ ọ ṣ",
    "zu": "futhi noma ukuthi ngokuba umuntu wonke yonke kanye nje",
    "be": "і ў ы э ё я ю й", "bg": "ъ я ю й че са се ще от които която което както към със през",
    "mk": "ѓ ќ ѕ љ њ џ ј се во од со дека ги го кој која кое секој при сите",
    "ru": "ы э ё я ю й во со что как это или для его от", "sr": "ђ ћ љ њ џ ј је се су од није који која које при сви",
    "uk": "і ї є ґ я ю й",
    "ar": "ة ى ي ك إ أ", "fa": "پ چ ژ گ ی ک", "ku": "ۆ ێ ڕ ڵ ە ی ک", "ug": "ۇ ې ى ە ڭ ۋ ۈ ۆ",
    "ur": "ٹ ڈ ڑ ں ے ھ ہ ی ک",
    "mr": "ळ आहे आणि किंवा ह्या", "yi": "ײ ױ װ",
    "ne": "छ छन् पनि यो भएको भएका हुन्छ हुने गर्न गर्ने गरेको गरी लागि लाई हरू अरू सबै कुनै यस वा तर थियो थिए भने "
          "भन्ने",
}  # fmt: skip
"""Letters, and some words, that tell a language from others of its script; less, the more of these have them."""
_OF_A_LETTER = {"LATIN": 0.3}
"""How much a letter tells beside a word: in a script whose languages differ by their alphabets, as much."""
_BY_WORDS = {"LATIN", "DEVANAGARI"}
"""Scripts whose languages are told apart by words as well: the lists of those in others are too unlike in length."""
_SAMPLE = 4000
_FEWEST = 2
"""Words and letters that speak for another language than English, at least."""
_KANA = ("HIRAGANA", "KATAKANA")
_SCRIPT_OF = {code: script for script, codes in _LANGUAGES.items() for code in codes.split()}


def is_latin(code: str) -> bool:
    """Whether a language is written in Latin letters, as all are that are not told by another script.

    >>> is_latin("pl"), is_latin("uk")
    (True, False)
    """
    return script_of(code) == _LATIN


def script_of(code: str) -> str:
    """The script of a language, as its letters are named in Unicode: of Japanese, "KATAKANA"."""
    return _SCRIPT_OF.get(code.split("-", maxsplit=1)[0], _LATIN)


def guess_language(text: str) -> str:
    """The likeliest language of a text as an ISO 639 code, by its first 4,000 characters; English when nothing tells.

    >>> guess_language("האהבה לזולת"), guess_language("El amor al prójimo es la ley de la vida")
    ('he', 'es')
    """
    sample = text[:_SAMPLE].casefold()
    letters = Counter(sample)
    scripts = Counter[str]()
    for letter, count in letters.items():
        if letter.isalpha():
            scripts[unicodedata.name(letter, "").split(" ", 1)[0]] += count
    script = max(scripts, key=scripts.__getitem__, default=_LATIN)
    if script == "CJK" and 20 * sum(scripts[kana] for kana in _KANA) > scripts[script]:
        return "ja"
    likeliest, *others = _LANGUAGES.get(script, _ENGLISH).split()
    if not others:
        return likeliest
    return _likeliest(script, letters + Counter(words(sample)), likeliest)


def _likeliest(script: str, signs: Mapping[str, int], otherwise: str) -> str:
    scores: dict[str, float] = {otherwise: 0.0}
    counts = Counter[str]()
    table = _table(script)
    for sign in signs.keys() & table.keys():
        for code, weight in table[sign]:
            scores[code] = scores.get(code, 0.0) + weight * signs[sign]
            counts[code] += signs[sign]
    best = max(scores, key=scores.__getitem__)
    return best if counts[best] >= _FEWEST or otherwise != _ENGLISH else otherwise


@lru_cache(maxsize=len(_LANGUAGES))
def _table(script: str) -> Mapping[str, list[tuple[str, float]]]:
    """What each word of two letters or more, and each letter, tells: languages of a script with their weights.

    A word counts by one divided by the number of languages whose lists of small words have it.
    """
    table: dict[str, list[tuple[str, float]]] = {}
    codes = _LANGUAGES[script].split()
    of_a_letter = _OF_A_LETTER.get(script, 1.0)
    for code in codes:
        for letter in _OWN.get(code, "").split():
            table.setdefault(letter, []).append((code, of_a_letter if len(letter) == 1 else 1.0))
    if script in _BY_WORDS:
        # 60 ms to import: only for those who bring essays in
        from stopwordsiso import stopwords

        for code in codes:
            for word in {small.casefold() for small in stopwords(code)}:
                if len(word) > 1 and words(word) == [word]:
                    table.setdefault(word, []).append((code, 1.0))
    return {sign: [(code, weight / len(told)) for code, weight in told] for sign, told in table.items()}
