"""Files in older encodings, and letters that were read wrongly before they came."""

import random
import time
from contextlib import suppress

import pytest

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay
from bot.core.essays.file_text import decode
from bot.core.importers.reader import read_essay

TEXTS = {
    "de": "Das Brot ist älter als das Feld, und für die Bäcker ist früh am Morgen schon spät; grüß die Mühle. ",
    "fr": "Le pain est plus âgé que le champ, et où l’été s’achève, la forêt a déjà brûlé près du château. ",
    "es": "El pan es más viejo que el campo; mañana será otro día, y el niño comerá después según su razón. ",
    "pl": "Chleb jest starszy niż pole, a młyn stoi już długo; piekarz śpi krótko i wącha mąkę, żeby się obudzić. ",
    "cs": "Chléb je starší než pole a mlýn už dlouho stojí; pekař spí krátce a voní mouku, aby se příště probudil. ",
    "hu": "A kenyér öregebb, mint a föld, és a pék, akit szeretünk, későn fekszik, mert a tűz őrzője is ő. ",
    "tr": "Ekmek tarladan yaşlıdır; değirmen çoktan duruyor, fırıncı az uyur ve unu koklar ki güne hazır olsun. ",
    "ru": "Хлеб старше поля, и мельница стоит уже давно; пекарь спит мало и нюхает муку, чтобы проснуться. ",
    "el": "Το ψωμί είναι παλιότερο από το χωράφι, και ο φούρναρης κοιμάται λίγο πριν ξημερώσει η μέρα. ",
    "he": "הלחם זקן מן השדה, והטחנה עומדת זה שנים; האופה ישן מעט ומריח את הקמח כדי להתעורר בבוקר. ",
    "ja": "パンは畑よりも古く、水車は長いあいだ立っている。パン屋はすこし眠り、粉のにおいで目をさます。",
    "zh": "面包比田地更古老，磨坊已经站了很久；面包师睡得很少，闻着面粉的味道醒来，然后去打开炉子。",
}
ENCODINGS = [
    *(("cp1252", language) for language in ("de", "fr", "es")),
    *(("mac_roman", language) for language in ("de", "fr")),
    *(("cp1250", language) for language in ("pl", "cs", "hu")),
    *(("iso8859_2", language) for language in ("pl", "cs")),
    ("cp1254", "tr"),
    *((encoding, "ru") for encoding in ("cp1251", "koi8_r", "cp866")),
    ("cp1253", "el"),
    ("cp1255", "he"),
    *((encoding, "ja") for encoding in ("shift_jis", "euc_jp")),
    ("gb18030", "zh"),
]


def read(data: bytes) -> DraftEssay:
    return read_essay("a.txt", b"Bread\n\n" + data, {})


def told(draft: DraftEssay) -> str:
    return " ".join(passage.text for passage in draft.passages)


@pytest.mark.parametrize(("encoding", "language"), ENCODINGS)
def test_a_text_in_an_older_encoding_is_read_in_it(encoding: str, language: str):
    """Whichever its letters tell; Windows-1252 is only one of them."""
    text = (TEXTS[language].replace("’", "'") * 8).strip()
    assert told(read(text.encode(encoding))) == text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (b"It\x92s old", "It’s old"),
        (b"M\xfcller", "Müller"),
        (b"cut off \xe2\x80", "cut off \ufffd"),
    ],
)
def test_a_broken_byte_makes_no_other_encoding(written: bytes, shown: str):
    """The rest is UTF-8 as before; a byte that belongs to no whole letter is shown as broken, and said."""
    draft = read(f"{TEXTS['fr']} ".encode() * 3 + written)
    assert told(draft) == f"{TEXTS['fr']} ".replace("  ", " ") * 3 + shown or told(draft).endswith(shown)
    assert told(draft).startswith(TEXTS["fr"].strip())
    assert [one.key for one in draft.warnings].count("import.broken_letters") == ("\ufffd" in shown)


def test_a_byte_that_is_none_of_a_text_is_no_reason_to_refuse():
    """Some programs leave one behind; it is taken out."""
    assert told(read(b"Bread is\0 old.")) == "Bread is old."


@pytest.mark.parametrize(
    ("wrong", "language"),
    [
        *(("latin-1", language) for language in ("fr", "pl", "ru", "el", "he", "ja", "zh")),
        *((encoding, "de") for encoding in ("cp1252", "cp1251", "mac_roman", "cp437", "cp850")),
        ("cp1252", "fr"),
        ("cp1251", "ru"),
        ("cp437", "he"),
        ("mac_roman", "zh"),
    ],
)
def test_what_was_read_in_a_wrong_encoding_is_repaired(wrong: str, language: str):
    """As old exports, Macs and the prompt of Windows have it, also where only one line of a text is so."""
    text = TEXTS[language].replace("’", "'").replace(" à", "").strip()
    spoilt = text.encode().decode(wrong)
    assert told(read(spoilt.encode())) == text
    assert told(read(f"{TEXTS['de']}\n\n{spoilt}".encode())) == f"{TEXTS['de'].strip()}\n\n{text}"


@pytest.mark.parametrize(
    "text",
    [
        "NÃO É SÓ PÃO, IRMÃ",
        "He said “Ça va”, and “café”—no more",
        "Ærø; Å, Ä, Ö",
        "le «\u00a0café\u00a0»",
        "Він і Сім Рік",
        "—À demain, —écoute, “Élan",
        "╔══╗ ├─┤ ≈√2",
    ],
)
def test_letters_that_are_right_stay(text: str):
    """Capitals with accents, and quotation marks behind them."""
    draft = read(f"{text}.".encode())
    assert told(draft) == f"{text}.".replace("\u00a0", " ")
    assert [one.key for one in draft.warnings] == ["import.no_author", "import.short"]


def odd_files() -> dict[str, bytes]:
    """A megabyte of signs that may be broken letters, or of bytes that are none."""
    chance = random.Random(7)
    texts = {
        "mixed": "".join(chance.choices("Ãâ€œ\x9d’ ab\n", k=500_000)),
        "whole": "Ã©" * 250_000,
        "french": "à " * 330_000,
        "endless": "â€" * 200_000,
    }
    odd = {"random": chance.randbytes(1_000_000), "high": b"\xe9" * 1_000_000, "lines": b"\x80a\n" * 330_000}
    return {name: text.encode() for name, text in texts.items()} | odd


@pytest.mark.parametrize("data", odd_files().values(), ids=odd_files())
def test_odd_bytes_take_no_time(data: bytes):
    """Each is decoded within a second on a quiet machine."""
    begun = time.process_time()
    with suppress(StudyError):
        decode(data)
    assert time.process_time() - begun < 3
