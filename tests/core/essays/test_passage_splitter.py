"""Cutting essays into passages."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.essays.passage_splitter import LEAST, LONGEST, MOST, cut
from bot.core.text.markup import length_in_post
from bot.core.text.normalization import count_words
from bot.core.text.sentences import sentences as parted

words = st.text(alphabet="abcdefghij", min_size=1, max_size=9)
sentences = st.lists(words, min_size=1, max_size=40).map(lambda found: " ".join(found).capitalize() + ".")
paragraphs = st.lists(sentences, min_size=1, max_size=12).map(" ".join)


@given(st.lists(paragraphs, min_size=1, max_size=12))
def test_every_word_comes_once_and_in_order(given_paragraphs: list[str]):
    """Nothing is lost, doubled or moved."""
    assert " ".join(cut(given_paragraphs, "en")).split() == " ".join(given_paragraphs).split()


@given(st.lists(paragraphs, min_size=1, max_size=12))
def test_passages_keep_within_their_size(given_paragraphs: list[str]):
    """220 words and 3,000 characters at most, since every sentence here is shorter than that."""
    for passage in cut(given_paragraphs, "en"):
        assert count_words(passage) <= MOST
        assert len(passage) <= LONGEST


@given(st.lists(paragraphs, min_size=1, max_size=8))
def test_the_same_text_is_cut_the_same_way(given_paragraphs: list[str]):
    """A second import finds the same passages."""
    assert cut(given_paragraphs, "en") == cut(list(given_paragraphs), "en")


@given(st.lists(paragraphs, min_size=1, max_size=12))
def test_no_sentence_is_split(given_paragraphs: list[str]):
    """Every sentence stands whole in one passage, once and in order."""
    written = [one for paragraph in given_paragraphs for one in parted(paragraph, "en")]
    kept = [
        one for passage in cut(given_paragraphs, "en") for part in passage.split("\n\n") for one in parted(part, "en")
    ]
    assert kept == written


@given(st.lists(paragraphs, min_size=1, max_size=12))
def test_no_passage_is_too_short(given_paragraphs: list[str]):
    """Sixty words at least, where the section has them: no sentence here is so long that it could not be helped."""
    found = cut(given_paragraphs, "en")
    assert len(found) == 1 or all(count_words(passage) >= LEAST for passage in found)


@given(st.lists(paragraphs, min_size=1, max_size=12))
def test_paragraphs_stay_paragraphs(given_paragraphs: list[str]):
    """Parts of one paragraph are joined by a space, and only different ones by a blank line."""
    for passage in cut(given_paragraphs, "en"):
        for part in passage.split("\n\n"):
            assert any(part in paragraph for paragraph in given_paragraphs)


@given(st.lists(sentences, min_size=1, max_size=40), st.sampled_from(["- ", "> ", "", "1. "]))
def test_lines_stay_lines(given_lines: list[str], mark: str):
    """Lists, quotations and verse are cut between lines."""
    given_lines = [mark + line for line in given_lines]
    kept = [line for passage in cut(["\n".join(given_lines)], "en") for line in passage.split("\n")]
    assert kept == given_lines


def test_a_long_quotation_stays_a_quotation():
    """What of it begins a passage is marked again."""
    found = cut(["> " + " ".join(["The words of somebody else are here again."] * 60)], "en")
    assert len(found) > 2
    assert all(passage.startswith("> ") for passage in found)


def test_a_short_paragraph_beside_a_long_one_takes_some_of_it():
    """Fifty words do not stand alone, and two hundred and fifty are too many."""
    sentence = " ".join(["Word", *["word"] * 8, "end."])
    found = cut([" ".join([sentence] * 5), " ".join([sentence] * 20)], "en")
    assert all(LEAST <= count_words(passage) <= MOST for passage in found)


def test_what_announces_something_stays_with_it():
    """Neither a paragraph that ends in a colon nor a question in bold ends a passage."""
    before, after = " ".join(["word"] * 99 + ["this:"]), " ".join(["word"] * 59 + ["end."])
    assert cut([before, after, after, after], "en")[0].endswith("end.")
    assert not any(text.endswith("*") for text in cut([after, after, "**What for?**"] * 5 + [after, after], "en"))


def test_abbreviations_dialogue_hebrew_and_russian_are_not_split():
    """Where a sentence ends depends on the language."""
    for language, one in (
        ("en", "The baker, i.e. Mr. Nobody of No. 4, came at 5 p.m. and said that it was St. John's loaf."),
        ("en", "“Is it ready?” asked the apprentice, and “Not yet!” said the oven."),
        ("he", "הוא גר ברח' הנביאים 5, וד\"ר אחד שאל אותו מה שלומו."),
        ("ru", "В 1990 г. они жили на ул. Садовой, т. е. совсем рядом с нами."),
    ):
        for passage in cut([" ".join([one] * 30)], language):
            assert passage.count(one) == len(passage) // len(one), language


def test_a_passage_ends_where_a_paragraph_ends():
    """Paragraphs of sixty words come in twos: 120 is the aim."""
    paragraph = " ".join(["word"] * 59 + ["end."])
    assert [count_words(passage) for passage in cut([paragraph] * 4, "en")] == [120, 120]


def test_a_short_last_passage_joins_its_neighbour():
    """Twenty words at the end of a section do not stand alone."""
    long, short = " ".join(["word"] * 119 + ["end."]), " ".join(["word"] * 19 + ["end."])
    assert [count_words(passage) for passage in cut([long, short], "en")] == [140]


def test_a_long_paragraph_is_cut_between_sentences():
    """Five hundred words in one paragraph become passages that each end with a sentence."""
    sentence = " ".join(["word"] * 24 + ["end."])
    found = cut([" ".join([sentence.capitalize()] * 20)], "en")
    assert len(found) > 2
    assert all(passage.endswith("end.") for passage in found)


def test_a_sentence_longer_than_a_post_is_cut_between_words():
    """Three thousand characters without a full stop would not fit Discord's limit."""
    endless = "word " * 2000
    found = cut([endless], "en")
    assert all(len(passage) <= LONGEST for passage in found)
    assert " ".join(found).split() == endless.split()


@given(
    st.lists(st.sampled_from(["[", "](", "<@1>", "<:/", "# ", "> ", "word ", "\n", ". "]), max_size=60),
    st.integers(1, 400),
)
def test_every_passage_fits_its_post(pieces: list[str], times: int):
    """By what it takes there: what Discord would act upon stands behind a guard, and takes one character more."""
    for passage in cut(["".join(pieces) * times], "en"):
        assert length_in_post(passage) <= LONGEST + 20


def test_nothing_gives_nothing():
    """A section without paragraphs has no passages."""
    assert cut([], "en") == []


colons = st.sampled_from(["He said:", "So it is—", "She wrote:—", "**What of it?**", "The word was this: the *well*:"])


@given(st.lists(paragraphs | colons, min_size=1, max_size=12))
def test_no_passage_ends_before_what_it_announces(given_paragraphs: list[str]):
    """In a colon, a dash or a line in bold, but where the section ends so."""
    assert not any(passage.endswith((":", "—", "*")) for passage in cut(given_paragraphs, "en")[:-1])


stanzas = st.lists(st.lists(words, min_size=1, max_size=7).map(" ".join), min_size=2, max_size=30).map("\n".join)


@given(st.lists(stanzas | paragraphs, min_size=1, max_size=8), st.sampled_from(["", "> "]))
def test_no_stanza_is_cut(given_paragraphs: list[str], mark: str):
    """However its lines end; there are passages longer than usual rather than that."""
    given_paragraphs = [
        "\n".join(mark + line for line in one.split("\n")) if "\n" in one else one for one in given_paragraphs
    ]
    passages = [passage.split("\n\n") for passage in cut(given_paragraphs, "en")]
    for stanza in given_paragraphs:
        assert "\n" not in stanza or any(stanza in passage for passage in passages)


items = st.lists(sentences, min_size=1, max_size=5).map(lambda found: "- " + "\n  ".join(found))


@given(st.lists(items, min_size=1, max_size=12))
def test_no_item_of_a_list_is_cut(given_items: list[str]):
    """Its further lines belong to it, whatever they end in."""
    kept = "\n".join(cut(["\n".join(given_items)], "en"))
    passages = cut(["\n".join(given_items)], "en")
    assert all(passage.startswith("- ") for passage in passages)
    assert kept == "\n".join(given_items)


def test_a_very_long_paragraph_is_cut_near_the_aim():
    """Five times the aim in one paragraph are five passages."""
    sentence = " ".join(["Word", *["word"] * 18, "end."])
    assert [count_words(passage) for passage in cut([" ".join([sentence] * 30)], "en")] == [120] * 5


lines_of_kana = st.lists(st.integers(4, 60).map(lambda count: "あ" * count + "。"), min_size=1, max_size=40)


@given(st.lists(lines_of_kana.map("".join), min_size=1, max_size=6))
def test_what_has_no_spaces_is_cut_between_its_sentences(given_paragraphs: list[str]):
    """Between 150 and 550 characters, nothing put between sentences."""
    passages = cut(given_paragraphs, "ja")
    assert "".join(passages).replace("\n\n", "") == "".join(given_paragraphs)
    assert all(passage.endswith("。") for passage in passages)
    assert all(count_words(passage) <= MOST for passage in passages)
    assert len(passages) == 1 or all(count_words(passage) >= LEAST - 8 for passage in passages)
