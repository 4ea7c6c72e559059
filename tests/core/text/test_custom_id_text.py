"""Text inside the ids of buttons."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import custom_id_text


@given(st.text(max_size=80))
def test_packed_text_comes_back(text: str):
    """Whatever alphabet it is in; broken ids give nothing."""
    packed = custom_id_text.pack(text)
    assert custom_id_text.unpack(packed) == text or not packed
    custom_id_text.unpack(text)


def test_ordinary_words_fit_the_id_of_a_button():
    """Sixty letters of an alphabet, thirty signs of a script without one."""
    for text in ("n" * 60, "נ" * 60, "н" * 60, "ن" * 60, "愛" * 30):
        assert len(custom_id_text.pack(text)) <= 81
