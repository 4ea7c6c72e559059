"""What was left out of an import, and putting it back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Remark, StudyError
from bot.core.essays import sizes
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection, LeftOut
from bot.core.importers.around import MOST
from bot.core.importers.drafts.edits import joined
from bot.core.importers.drafts.left_out import put_back, words_missed
from bot.core.importers.reader import read_essay
from bot.core.models import Origin, Rung
from bot.core.text.normalization import count_letters
from bot.i18n import Texts
from tests.core.importers.formats import samples

BANKS = Texts().banks()
SENTENCE = "The {} loaf is carried to the house at the end of the lane, where somebody waits for it. "


def paragraph(number: int, sentences: int = 4) -> str:
    return " ".join((SENTENCE * sentences).format(*[f"{number}th"] * sentences).split())


def pieces(draft: DraftEssay) -> list[str]:
    """Headings and paragraphs in order."""
    return [
        part
        for section in draft.sections
        for part in (
            *filter(None, [section.heading]),
            *(each for passage in section.passages for each in passage.text.split("\n\n")),
        )
    ]


@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["kept", "heading", "left"])), min_size=2, max_size=14))
def test_what_is_put_back_stands_where_it_stood(written: list[tuple[int, str]]):
    """Whatever stood around it, all of it or some of it: every word is there once, in the order of the file."""
    sections: list[tuple[str | None, list[str]]] = [(None, [])]
    around, order, place = list[LeftOut](), list[str](), 0
    for number, (size, kind) in enumerate(written):
        text = f"Part {number}" if kind == "heading" else paragraph(number, size)
        order.append(text)
        if kind == "left":
            around.append(LeftOut(text, place))
            continue
        if kind == "heading":
            sections.append((text, []))
        else:
            sections[-1][1].append(text)
        place += count_letters(text)
    held = tuple(DraftSection(heading, tuple(map(DraftPassage, texts))) for heading, texts in sections if texts)
    if not held or any(heading and not texts for heading, texts in sections):
        return
    draft = DraftEssay("T", None, None, "en", None, held, around=tuple(around))
    whole = put_back(draft, range(len(around)), {})
    assert not whole.around
    assert " ".join(" ".join(pieces(whole)).split()) == " ".join(order)
    evens = range(0, len(around), 2)
    steps = put_back(put_back(draft, evens, {}), range(len(around) - len(evens)), {})
    assert " ".join(" ".join(pieces(steps)).split()) == " ".join(order)


def test_only_the_passages_beside_it_are_cut_anew():
    """What a host has joined elsewhere stays joined, and questions of a passage's own stay with it."""
    own = (DraftQuestion(Rung.NOTICE, "Who waits?", Origin.PACK),)
    passages = tuple(DraftPassage(paragraph(number, 3), own if not number else ()) for number in range(6))
    draft = DraftEssay("T", None, None, "en", None, (DraftSection(None, passages),))
    draft = joined(draft, 5, {})
    place = count_letters(passages[0].text)
    changed = put_back(replace(draft, around=(LeftOut(paragraph(99, 3), place),)), [0], {})
    assert changed.passages[-1].text == f"{passages[4].text}\n\n{passages[5].text}"
    assert paragraph(99, 3) in changed.passages[0].text
    assert [passage.questions for passage in changed.passages] == [own, (), (), (), ()]


def test_a_part_of_an_essay_with_questions_of_the_bot_s_gets_some():
    draft = read_essay("a.txt", f"On Bread\n\n{paragraph(1)}".encode(), BANKS)
    longer = put_back(replace(draft, around=(LeftOut(paragraph(2, 9), 1 << 53),)), [0], BANKS)
    assert len(longer.passages) > 1
    assert all(passage.questions for passage in longer.passages)


def test_too_much_is_refused():
    """An essay has so many days at most, whatever is put back."""
    passages = (DraftPassage("Bread."),) * sizes.PASSAGES
    draft = DraftEssay(
        "T", None, None, "en", None, (DraftSection(None, passages),), around=(LeftOut(paragraph(1, 30), 0),)
    )
    with pytest.raises(StudyError, match="many_passages"):
        put_back(draft, [0], {})


@pytest.mark.parametrize(
    ("text", "place", "missed"),
    [
        (paragraph(3), 200, 76),
        (paragraph(3), 0, 0),
        (paragraph(3), 1 << 53, 0),
        ("Bread is older than the field that bears it, and nobody kneads alone in the house.", 200, 0),
        ("Home Shop About us " * 30, 200, 0),
        (paragraph(3, 9), 0, 171),
    ],
    ids=["a passage inside", "above", "below", "a caption inside", "a menu inside", "more than was kept"],
)
def test_prose_is_missed_out_of_the_midst_or_where_most_is_gone(text: str, place: int, missed: int):
    """Menus, captions and teasers around an essay are not."""
    passages = (DraftPassage(paragraph(1)), DraftPassage(paragraph(2)))
    draft = DraftEssay("T", None, None, "en", None, (DraftSection("One", passages),))
    assert words_missed(replace(draft, around=(LeftOut(text, place),))) == missed


def test_what_told_title_author_or_date_is_not_called_left_out():
    """It has gone into the essay's facts."""
    essay = f"<h1>On Bread</h1><p>By The Bakers</p><p>May 2, 2024</p><p>{paragraph(1)}</p><p>{paragraph(2)}</p>"
    page = f"<html><body><nav>Home Shop</nav><article>{essay}</article><footer>All rights.</footer></body></html>"
    draft = read_essay("a.html", page.encode(), {})
    assert (draft.author, str(draft.published)) == ("The Bakers", "2024-05-02")
    assert draft.left_out == ("Home Shop", "All rights.")


def test_what_is_out_of_all_bounds_is_counted():
    """No page that people save has so much around its essay; it is not dropped in silence."""
    buttons = "".join(f"<p>Button {number}</p>" for number in range(MOST + 5))
    page = f"<html><body><nav>{buttons}</nav><article><h1>On Bread</h1><p>{paragraph(1)}</p></article></body></html>"
    draft = read_essay("a.html", page.encode(), {})
    assert len(draft.around) == MOST
    assert Remark("import.more_left_out", (("n", 5),)) in draft.warnings


def test_a_book_s_parts_stand_where_they_stood():
    """What comes before the first chapter is put back before it."""
    chapters = {
        "cover.xhtml": samples.chapter("<p>For the miller of Ober.</p>"),
        "1.xhtml": samples.chapter(f"<h1>One</h1><p>{paragraph(1)}</p>"),
        "about-the-author.xhtml": samples.chapter("<p>She lives by the weir.</p>"),
    }
    draft = read_essay("a.epub", samples.epub(chapters), {})
    assert [(part.text, part.place > 0) for part in draft.around] == [
        ("For the miller of Ober.", False),
        ("She lives by the weir.", True),
    ]
    whole = " ".join(pieces(put_back(draft, range(2), {})))
    assert whole.index("miller of Ober") < whole.index("1th") < whole.index("by the weir")
