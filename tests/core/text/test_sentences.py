"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.sentence_ends import CLOSING, ends_clause, ends_prose, ends_sentence
from bot.core.text.sentences import joined, sentences

WRITTEN = {
    "ja": ["井戸は深い。", "だれが水をくむのか？", "「わたしだ。」と彼女は言った。", "それから帰った。"],
    "zh": ["井很深。", "谁来打水？", "“我来。”", "她说完就走了！"],
    "my": ["ရေတွင်းသည် နက်သည်။", "သူမ ပြန်သွားသည်။"],
    "km": ["អណ្តូងជ្រៅ។", "នាងត្រឡប់ទៅវិញ។"],
    "hi": ["कुआँ गहरा है।", "पानी कौन भरेगा?", "वह लौट गई॥", "फिर रात हुई।"],
    "ur": ["کنواں گہرا ہے۔", "پانی کون بھرے گا؟", "وہ لوٹ گئی۔"],
    "fa": ["چاه گود است.", "چه کسی آب می‌کشد؟", "او رفت."],
    "hy": ["Ջրհորը խորն է։", "Նա վերադարձավ։"],
    "am": ["ጉድጓዱ ጥልቅ ነው።", "ተመለሰች።"],
    "bn": ["কুয়োটা গভীর।", "সে ফিরে গেল।"],
    "de": ["Der Brunnen ist tief.", "»Wer schöpft?«, fragte sie.", "Hrn. Ohnewort fiel nichts ein.", "Sie ging."],
    "fr": ["Le puits est profond.", "« Qui puise ? » demanda Mme. Sansnom.", "M. Personne se tut."],
}


@pytest.mark.parametrize(("language", "written"), WRITTEN.items())
def test_sentences_end_in_every_script(language: str, written: list[str]):
    """With full stops that no space follows, and quotation marks of all kinds."""
    assert sentences(joined(written), language) == written
    assert all(map(ends_sentence, written))


@pytest.mark.parametrize(
    "sentence",
    [
        "Read Matt. 7:12 beside 1 Cor. 13, and then Lev. 19:34 and Ps. 15 once more.",
        "See Rom. 12:10, Phil. 2:3 and Deut. 10:19, and cf. v. 8 of the same.",
        "The answer stands in art. 4 of q. 26, in vol. 2 and on pp. 30 to 35.",
        "It is said (Tobit, Tob. 4:15) and (Sir. 31:15) as well.",
    ],
)
def test_an_abbreviation_before_a_number_ends_nothing(sentence: str):
    """Books of the Bible, verses, articles."""
    assert sentences(f"{sentence} And so on.", "en") == [sentence, "And so on."]


def test_a_sentence_may_begin_with_a_number():
    """Where what stands before it is no abbreviation."""
    assert sentences("They walked to the well. 12 women were there.", "en") == [
        "They walked to the well.",
        "12 women were there.",
    ]


def test_thai_is_parted_at_spaces():
    """It has no full stops; its parts are parted by spaces too, so that short ones stay together."""
    part = "บ่อน้ำลึกมากและน้ำในบ่อเย็นจนไม่มีใครกล้าลงไปตัก" * 2
    assert sentences(f"{part} {part}", "th") == [part, part]
    assert sentences("บ่อน้ำลึก น้ำเย็น", "th") == ["บ่อน้ำลึก น้ำเย็น"]


@given(st.text("aA.1 。？」“”)とはก ၊။…", max_size=200), st.sampled_from(["en", "ja", "th", "de"]))
def test_no_sign_is_lost_or_moved(text: str, language: str):
    """White space aside, the sentences are the text."""
    assert "".join(joined(sentences(text, language)).split()) == "".join(text.split())


@given(st.text(CLOSING, max_size=9))
def test_what_closes_stands_behind_the_full_stop(closing: str):
    """Quotation marks, brackets and emphasis, in any number."""
    assert ends_sentence(f"Come.{closing}")
    assert not ends_sentence(f"Come{closing}")
    assert ends_clause(f"Come:{closing}")


def test_a_heading_does_not_end_like_prose():
    """A question can be one."""
    assert not any(map(ends_prose, ["On Wells", "Who draws?", "井戸について", "谁来打水？"]))
    assert all(map(ends_prose, ["The well is deep.", "井戸は深い。", "कुआँ गहरा है।", "کنواں گہرا ہے۔", "»Wer?«", "as:"]))
