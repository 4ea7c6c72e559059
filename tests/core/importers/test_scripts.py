"""Essays in other scripts than Latin."""

import pytest

from bot.core.importers.reader import read_essay

WELLS = {
    "ja": ("井戸", "井戸は深い。", "だれが水をくむのかと人は聞くが、答える者はいない。"),
    "zh": ("水井", "井很深。", "大家都问谁来打水，可是没有人回答。"),
    "hi": ("कुआँ", "कुआँ गहरा है।", "लोग पूछते हैं कि पानी कौन भरेगा, पर कोई उत्तर नहीं देता।"),
    "ur": ("کنواں", "کنواں گہرا ہے۔", "لوگ پوچھتے ہیں کہ پانی کون بھرے گا، مگر کوئی جواب نہیں دیتا۔"),
    "hy": ("Ջրհորը", "Ջրհորը խորն է։", "Մարդիկ հարցնում են, թե ով է ջուր հանելու, բայց ոչ ոք չի պատասխանում։"),
}


@pytest.mark.parametrize(("language", "parts"), WELLS.items())
def test_a_short_paragraph_is_no_heading(language: str, parts: tuple[str, str, str]):
    """Its full stop says so in every script."""
    title, *paragraphs = parts
    draft = read_essay("well.txt", "\n\n".join([title, *paragraphs * 4]).encode(), {})
    assert (draft.title, draft.language) == (title, language)
    assert [section.heading for section in draft.sections] == [None]
    assert "\n\n".join(passage.text for passage in draft.passages).split("\n\n") == paragraphs * 4


@pytest.mark.parametrize(
    "sentence",
    ["井戸は深く、だれが水をくむのかと人は聞く。", "บ่อน้ำลึกมากและน้ำในบ่อเย็นจนไม่มีใครกล้าลงไปตักในตอนเช้าตรู่ของทุกวัน "],
)
def test_what_is_written_without_spaces_is_cut_near_three_hundred_characters(sentence: str):
    """And two thousand of them are no short text."""
    draft = read_essay("well.txt", f"2024\n\n{sentence * (2000 // len(sentence))}".encode(), {})
    assert all(150 <= len(passage.text) <= 550 for passage in draft.passages)
    assert 5 <= len(draft.passages) <= 9
    assert "import.short" not in {warning.key for warning in draft.warnings}
