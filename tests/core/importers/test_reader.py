"""From files to essays."""

import re

import pytest

from bot.core.errors import StudyError
from bot.core.essays import sizes
from bot.core.essays.draft import DraftEssay
from bot.core.importers.reader import read_essay
from bot.core.models import Origin, Rung
from bot.core.text.markup import length_in_post
from bot.i18n import Texts

BANKS = Texts().banks()

SAVED_PAGE = """A Walk to the Well

A Group of Neighbours
7 min readMar 3, 2025

--

Share

People used to meet at the well. They came for water and stayed for the talk.

What did they talk about

They talked about rain.
They talked about sons.

Listen. That was the first word of the eldest.

--

Written by A Group of Neighbours

They write about wells.

Follow
"""


def refusal(name: str, data: bytes) -> StudyError:
    with pytest.raises(StudyError) as refused:
        read_essay(name, data, BANKS)
    return refused.value


def texts(draft: DraftEssay) -> list[str]:
    return [passage.text for passage in draft.passages]


def test_a_saved_page_gives_the_essay_and_not_the_page():
    """Title, author, date and sections are found; what the page added is listed as dropped."""
    draft = read_essay("page.txt", SAVED_PAGE.encode(), BANKS)
    assert (draft.title, draft.author, str(draft.published)) == (
        "A Walk to the Well",
        "A Group of Neighbours",
        "2025-03-03",
    )
    assert [section.heading for section in draft.sections] == [None, "What did they talk about"]
    assert texts(draft) == [
        "People used to meet at the well. They came for water and stayed for the talk.",
        "They talked about rain.\nThey talked about sons.\n\nListen. That was the first word of the eldest.",
    ]
    assert "Follow" in draft.left_out
    assert "7 min readMar 3, 2025" not in draft.left_out, "it told the date"
    assert "They write about wells." in draft.left_out


def test_hard_wrapped_lines_become_paragraphs_again():
    """A mail program's line ends are not the writer's."""
    wrapped = "A title\n\n" + "word " * 14 + "\n" + "word " * 14 + "\nend."
    assert "\n" not in texts(read_essay("mail.txt", wrapped.encode(), {}))[0]


def test_two_headings_in_a_row_lose_nothing():
    """A heading never stands without text below it, and its words are kept."""
    draft = read_essay("a.txt", b"Title\n\nPart One\n\nThe Beginning\n\nIt began.\n\nThe end", {})
    assert [section.heading for section in draft.sections] == ["Part One · The Beginning"]
    assert texts(draft) == ["It began.\n\nThe end"]


def test_markdown_keeps_emphasis_quotations_and_lists():
    """Headings are sections; the rest reads as it was written."""
    source = b"# On Bread\n\n*Bread* is\nolder than we.\n\n> So it is\n> said.\n\n## Salt\n\n- coarse\n- fine\n"
    draft = read_essay("bread.md", source, {})
    assert draft.title == "On Bread"
    assert [section.heading for section in draft.sections] == [None, "Salt"]
    assert texts(draft) == ["*Bread* is older than we.\n\n> So it is\n> said.", "- coarse\n- fine"]


def test_markdown_front_matter_is_read():
    """What blogs write at the top of a file is about the essay, not part of it."""
    source = b"---\ntitle: On Salt\nauthor: The Cooks\ndate: 2024-02-01\ntags: food\n---\nSalt is a stone.\n"
    draft = read_essay("x.md", source, {})
    assert (draft.title, draft.author, str(draft.published)) == ("On Salt", "The Cooks", "2024-02-01")


@pytest.mark.parametrize(
    "source", ["https://a.example/ <@1>", "https://a.example/>x", "javascript:alert(1)", "a.example"]
)
def test_only_an_address_is_a_source(source: str):
    """It will be shown as something to click on."""
    assert read_essay("a.md", f"---\ntitle: T\nsource: {source}\n---\nSalt is a stone.\n".encode(), {}).source is None
    page = f"<link rel=canonical href='{source}'><p>Salt is a stone.</p>"
    assert read_essay("a.html", page.encode(), {}).source is None
    error = refusal("a.md", f"---\ntitle: T\nid: t\nsource: {source}\n---\nSalt is a stone.\n".encode())
    assert [detail.key for detail in error.details] == ["pack.bad_source"]


def test_a_pack_is_read_as_it_is_written():
    """Passages end where the writer says, and the questions are the writer's own."""
    source = (
        b"---\ntitle: T\nid: t\n---\n## One\n\nFirst.\n\nStill first.\n\n? notice: What?\n? apply: Where?\n"
        b"\n---\n\nSecond.\n\n## Two\n\nThird.\n"
    )
    draft = read_essay("t.md", source, BANKS)
    assert [(section.heading, len(section.passages)) for section in draft.sections] == [("One", 2), ("Two", 1)]
    assert draft.passages[0].text == "First.\n\nStill first."
    assert [(asked.rung, asked.text, asked.origin) for asked in draft.passages[0].questions] == [
        (Rung.NOTICE, "What?", Origin.PACK),
        (Rung.APPLY, "Where?", Origin.PACK),
    ]
    assert draft.passages[1].questions == ()


def test_a_pack_s_mistakes_are_told_all_at_once_with_their_lines():
    """Whoever writes a pack mends it in one go."""
    head = b"---\nauthor: A\nmood: low\nid: x\n---\n"
    source = head + b"? notice: too early\n\nText.\n\n? wonder: why\n\n---\n\n---\n\n## Alone\n"
    error = refusal("t.md", source)
    assert error.key == "import.pack_mistakes"
    assert [(detail.key, dict(detail.values)["line"]) for detail in error.details] == [
        ("pack.no_title", 1),
        ("pack.unknown_key", 3),
        ("pack.question_alone", 6),
        ("pack.unknown_rung", 10),
        ("pack.empty_passage", 14),
        ("pack.empty_section", 16),
    ]


def test_limits_of_a_pack_are_told_with_their_lines():
    """Texts that would not fit a post are named."""
    head = f"---\ntitle: {'t' * 201}\nid: x\n---\n"
    source = f"{head}## {'h' * 151}\n\n{'x' * 3001}\n\n? notice: {'q' * 301}\n".encode()
    keys = [detail.key for detail in refusal("t.md", source).details]
    assert keys == ["pack.long_key", "pack.long_heading", "pack.long_passage", "pack.long_question"]


@pytest.mark.parametrize("acting", ["](", "<@1>"])
def test_a_passage_that_cannot_be_posted_whole_is_refused_with_its_line(acting: str):
    """There it takes more characters: what would act stands behind a sign that keeps it from acting."""
    written = acting * (sizes.PASSAGE // len(acting))
    with pytest.raises(StudyError) as refused:
        read_essay("a.md", f"---\ntitle: T\nid: t\n---\nAbc\n\n---\n\n{written}".encode(), {})
    (detail,) = refused.value.details
    assert detail.key == "pack.long_passage"
    assert dict(detail.values)["line"] == 9
    draft = read_essay("a.txt", f"T\n\n{written}".encode(), {})
    assert all(length_in_post(passage.text) <= sizes.PASSAGE for passage in draft.passages)


def test_an_essay_without_questions_gets_one_on_each_rung():
    """They come from the bank, and are marked as suggested by the bot."""
    paragraphs = "\n\n".join(f"The river number {n} carries water to the sea. " * 15 for n in range(4))
    draft = read_essay("rivers.txt", f"Rivers\n\n{paragraphs}".encode(), BANKS)
    assert len(draft.passages) > 2
    for passage in draft.passages:
        assert [asked.rung for asked in passage.questions] == list(Rung)
        assert {asked.origin for asked in passage.questions} == {Origin.BANK}
    first, second = draft.passages[:2]
    assert [asked.text for asked in first.questions] != [asked.text for asked in second.questions]


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.txt", b"", "import.empty"),
        ("a.txt", b" \n\n ", "import.empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "import.picture"),
        ("a.txt", bytes(range(1, 32)) * 40, "import.not_text"),
        ("a.txt", b"x" * 10_000_001, "import.too_large"),
        ("a.txt", b"x " * 1_000_001, "import.too_long"),
        ("a.pdf", b"%PDF-1.7", "import.damaged"),
        ("a.exe", b"text", "import.unknown_kind"),
        ("a", b"text", "import.unknown_kind"),
        ("a.txt", b"Only a Title", "import.no_essay"),
        ("a.txt", b"--\n\n--\n", "import.no_essay"),
        ("a.html", b"%PDF-1.7\0\0", "import.damaged"),
        ("a.txt", rb"{\rtf1\ansi Bread is older than the field.}", "import.save_as_docx"),
        ("a.txt", "Дом\n\nДорога к ближнему начинается с порога.".encode("cp1251"), "import.unknown_letters"),
        ("a.md", "# כותרת\n\nהאהבה מתחילה בבית.".encode("cp1255"), "import.unknown_letters"),
        ("a.md", b"a " * 700_000, "import.many_passages"),
        ("a.html", b"<p>" + b"a " * 700_000, "import.many_passages"),
        ("a.md", b"---\npack: 2\ntitle: T\n---\nText.\n", "import.newer_pack"),
        ("a.html", b"<nav><a href=/>Home</a></nav>", "import.no_essay_on_page"),
        ("a.html", b"<script>only()</script>", "import.empty_page"),
        ("a.html", b"<p>" + b"A line of it. " * 150_000, "import.too_long"),
        ("a.txt", b"x" * 2_000_001, "import.too_long"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(name: str, data: bytes, key: str):
    """In one or two plain sentences that say what to do."""
    error = refusal(name, data)
    assert error.key == key
    said = Texts().say().error(error)
    assert re.search(r"\b(?:Save|Take|Import|Put|Open|Update|Copy)\b", said), said
    assert len(said) < 300


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<p>a</p>" * 200_000),
        ("a.html", b"<hr>" * 1_000_000),
        ("a.html", b"a<br><br>" * 200_000),
        ("a.txt", b"Title\n\n" + b"a\n\n" * 200_000),
        ("a.md", b"Title\n\n" + b"a\n\n" * 200_000),
    ],
    ids=["paragraphs", "rules", "breaks", "plain", "markdown"],
)
def test_very_many_paragraphs_are_refused(name: str, data: bytes):
    """Cutting a quarter of a million of them into passages takes half a minute."""
    assert refusal(name, data).key == "import.many_paragraphs"


def test_twenty_megabytes_are_refused():
    """The limit is said, and nothing of the text is looked at."""
    assert refusal("a.txt", b"word " * 4_000_000).key == "import.too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize(
    ("name", "before", "between"), [("a.txt", "", "\n\n"), ("a.md", "# ", "\n\n"), ("a.html", "<h1>", "</h1>")]
)
def test_files_of_every_usual_encoding_are_read(encoding: str, name: str, before: str, between: str):
    """What Windows programs save is text as well."""
    draft = read_essay(name, f"{before}Café{between}It’s a “naïve” idea.".encode(encoding), {})
    assert (draft.title, texts(draft)) == ("Café", ["It’s a “naïve” idea."])


def test_one_endless_line_is_read():
    """Two million characters without a line break or even a space, in passages that fit a post."""
    draft = read_essay("a.txt", b"x" * 2_000_000, {})
    assert "".join(texts(draft)) == "x" * 2_000_000
    assert all(len(text) <= 3000 for text in texts(draft))


def test_characters_that_hide_something_go():
    """Overrides of direction and control characters have no business in an essay."""
    draft = read_essay("a.txt", "Title\u2067\n\nOne\u202e two\x07 three\u2066.".encode(), {})
    assert (draft.title, texts(draft)) == ("Title", ["One two three."])
    pack = "---\ntitle: T\u202ex\nauthor: A\u2067b\nid: x\n---\n## H\u202e\n\nOne\u202e.\n\n? notice: Wh\u202eat?\n"
    read = read_essay("a.md", pack.encode(), {})
    assert (read.title, read.author, read.sections[0].heading) == ("Tx", "Ab", "H")
    assert (texts(read), read.passages[0].questions[0].text) == (["One."], "What?")


@pytest.mark.parametrize(
    ("text", "language"), [("Дорога к ближнему начинается с порога.", "ru"), ("האהבה מתחילה בבית.", "he")]
)
def test_the_language_is_guessed(text: str, language: str):
    """By its script, where a script has one."""
    assert read_essay("a.txt", f"T\n\n{text}".encode(), {}).language == language


@pytest.mark.parametrize(("name", "mark"), [("a.md", "## "), ("a.txt", "")])
def test_a_day_book_keeps_each_day_by_itself(name: str, mark: str):
    """However short or long it is, as far as a post goes; and the host reads what can be done with it."""
    lengths = {"January 1": 5, "January 2": 30, "January 3": 200, "January 4": 300, "January 5": 20, "January 6": 900}
    days = "".join(f"{mark}{day}\n\n{'One loaf is broken. ' * (words // 4)}\n\n" for day, words in lengths.items())
    draft = read_essay(name, f"{mark[1:]}A Year of Bread\n\n{days}".encode(), {})
    assert [section.heading for section in draft.sections] == list(lengths)
    assert [len(section.passages) for section in draft.sections[:5]] == [1] * 5
    assert len(draft.sections[5].passages) > 1
    assert "import.day_book" in {warning.key for warning in draft.warnings}
