"""What is found however it is spelt: other scripts and keyboards, with hyphens and without, and verses."""

import pytest

from bot.core.lookup import highlights
from bot.core.lookup.search_query import parse_query
from bot.services.library import catalogue
from bot.services.library.catalogue import EssayFile
from bot.services.lookup import passage_lookup
from bot.store.database import Database
from tests.services.conftest import GUILD

TEXTS = {
    "hi": "नदी के किनारे एक पुरानी किताब मिली। बच्चों ने उसे ज़ोर से पढ़ा और उसकी क़ीमत समझी।",
    "th": "ชาวนาปลูกข้าวใกล้น้ำตก แล้วอ่านข่าวใต้ต้นไม้",
    "fa": "پیرمرد کتاب‌های کهنه را کنار رودی می‌خواند و یک کیک می‌خورد، در سال ۱۳۹۹.",
    "ar": "وجد الأولاد في المكتبة القديمة دفترا على الطاولة.",
    "my": "မြစ်ကမ်းတွင် စာအုပ်ဟောင်းတစ်အုပ် တွေ့သည်။",
    "ta": "ஆற்றங்கரையில் ஒரு பழைய புத்தகம் கிடைத்தது.",
    "en": "To-day the neighbours co-operate, as it is said in 3:16, and tomorrow they will reorganise the well-house.",
    "uk": "Сьогодні сусіди знайшли стару книжку біля річки.",
    "hr": "Danas su susjedi našli staru knjigu kraj rijeke.",
}
"""Each is an essay of its own beside the two that are there, which are in English."""


@pytest.fixture
async def shelf(stocked: Database) -> Database:
    for language, text in TEXTS.items():
        data = f"---\ntitle: {language}\nlanguage: {language}\n---\n{text}\n".encode()
        await catalogue.import_essay(stocked, GUILD, EssayFile(f"{language}.md", data), {})
    return stocked


FOUND = {
    "hi": ("किताब", "किताबें", "पुरानी किताब", "ज़ोर", "जोर", "क़ीमत", "बच्चों", '"एक पुरानी"'),
    "th": ("ข้าว", "ข่าว", "น้ำตก", "ปลูกข้าว", '"อ่านข่าว"', "ชาวนา น้ำตก"),
    "fa": ("کتاب", "كتاب", "کتاب‌های", "کتاب های", "کتابهای", "كتابهاي", '"کتاب های کهنه"', "رودي", "میخواند", "می‌خواند",
           "مي خواند", "كيك", "1399", "١٣٩٩", "كهنة"),
    "ar": ("المكتبة", "مكتبه", "المکتبة", "دفترا علی"),
    "my": ("စာအုပ်", "မြစ်ကမ်း"),
    "ta": ("புத்தகம்", "பழைய"),
    "en": ("today", "to-day", "To‑day", "cooperate", "co-operate", "cooperating", "3:16", '"3:16"', "said 3:16",
           "wellhouse", "well-house", "well house"),
    "uk": ("книжку", "стару книжку"),
    "hr": ("knjigu", "našli", "nasli"),
}  # fmt: skip


async def test_words_are_found_and_marked_in_every_spelling(shelf: Database):
    """Phrases and parts of what is written without spaces as well."""
    for language, every in FOUND.items():
        for typed in every:
            page = await passage_lookup.find(shelf, GUILD, typed, None)
            assert [view.essay.title for view in page.views] == [language], typed
            assert any(piece.hit for piece in highlights.snippet(TEXTS[language], language, page.query)), typed


async def test_what_only_looks_alike_is_not_found(shelf: Database):
    """A vowel, a tone or the order makes another word."""
    for typed in ("ขาว", "काताब", '"16 3"', "6:16", "dayto"):
        page = await passage_lookup.find(shelf, GUILD, typed, None)
        assert not page.whole or page.query != parse_query(typed)
