"""Markdown as programs for notes, books and sites write it: what is theirs goes, and every word stays."""

import pytest

from bot.core.essays.draft import DraftEssay
from bot.core.importers.reader import read_essay


def draft(source: str, name: str = "On Salt.md") -> DraftEssay:
    return read_essay(name, source.encode(), {})


def read(source: str) -> str:
    return "\n\n".join(passage.text for passage in draft(f"# Title\n\n{source}\n").passages)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Salt %%ask Ann%% is a stone.", "Salt is a stone."),
        ("Salt is\n%%\nask Ann\n\nand Tom\n%%\na stone.", "Salt is a stone."),
        ("Salt.\n\n%%\n```\nask Ann\n```\n%%\n\nBread.", "Salt.\n\nBread."),
        ("100%% salt, and `%%` too.", "100%% salt, and `%%` too."),
        ("Salt [[Stones]] is [[Stones|a stone]] and [[Stones#Grey|grey]].", "Salt Stones is a stone and grey."),
        (
            "See [[#Below]], [[Stones#Grey]] and [[1]](https://a.example).",
            "See Below, Stones and [1] (https://a.example).",
        ),
        ("Salt is a stone. ^4f2a1c", "Salt is a stone."),
        ("Salt is ==a stone== and a == b.", "Salt is a stone and a == b."),
        ("> [!note] On stones\n> Salt is one.", "> On stones\n\n> Salt is one."),
        ("> [!quote]-\n> Salt is one.", "> Salt is one."),
        ("#food #food/salt\n\nSalt is #1.", "Salt is #1."),
        ("- [ ] fetch salt\n- [x] eat it", "- fetch salt\n- eat it"),
        ("Salt {>>ask Ann<<} is {--not --}{++really++} {~~bread~>a stone~~}{==.==}", "Salt is really a stone."),
        ("Salt <% tp.date.now() %>is.", "Salt is."),
        ("```dataview\nLIST FROM #food\n```\n\nSalt.", "Salt."),
        ("```\n{{< salt >}} [[a]] %%b%% {#c}\n```", "{{< salt >}} [[a]] %%b%% {#c}"),
        ("Write `{{ salt }}` or `[[salt]]` so.", "Write `{{ salt }}` or `[[salt]]` so."),
    ],
)
def test_obsidian(source: str, text: str):
    """Comments never appear, links are their words, and code stays."""
    assert read(source) == text


def test_what_stood_for_something_is_told():
    """An embedded note, a quoted source, tags, queries and a subtitle; a comment is nobody's business."""
    essay = draft(
        "---\nsubtitle: A Stone\n---\n#food\n\nSalt [@b1, p. 4] is ![[Stones]] a stone. %%B%%\n\n```query\nsalt\n```\n"
    )
    assert essay.passages[0].text == "Salt is a stone."
    assert sorted(essay.left_out) == [
        "![[Stones]]",
        "#food",
        "A Stone",
        "[@b1, p. 4]",
        "```query salt ```",
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("::: {.epigraph}\nSalt is a stone.\n:::\n\nSo.", "Salt is a stone.\n\nSo."),
        ("| Salt is a stone,\n|   and bread\n|\n| is none.", "Salt is a stone,\nand bread\n\nis none."),
        ("| Bread | Salt |\n|---|---|\n| 3 | 1 |", "Bread | Salt\n3 | 1"),
        ("So she said [see @baker1988; -@miller, p. 4].", "So she said."),
        ("Ask [us](mailto:a@b.example) or [me @ home].", "Ask us or [me @ home]."),
        ("Write to [a@b.example] now.", "Write to [a@b.example] now."),
        ("It is Na~2~ and 10^3^ m^-1^, ~~or~~ x^2 and a~b.", "It is Na2 and 10³ m-1, ~~or~~ x^2 and a~b."),
        (
            "This is [small]{.smallcaps} and [far](https://a.example){target=_blank}.",
            "This is small and [far](https://a.example).",
        ),
        ("Salt.\n\n\\newpage\n\n\\vspace{2em}\n\nBread.", "Salt.\n\nBread."),
        ("\\mainmatter\n\\setlength{\\parskip}{0pt}\n\nSalt\n\\newpage\nis \\alpha.", "Salt\n\nis \\alpha."),
        ("\\begin{verse}\nSalt.\n\\end{verse}", "Salt."),
        ("```{=latex}\n\\salt\n```\n\n~~~ {.python}\nsalt\n~~~", "salt"),
        ("Salt\n:   A stone.", "Salt\nA stone."),
        ("Salt.^[A [stone](https://a.example).] Bread.", "Salt.[1] Bread.\n\n[1] A [stone](https://a.example)."),
        ("We take $x_{i=1}$ and {a} and \\{#b}.", "We take $x_{i=1}$ and {a} and {#b}."),
    ],
)
def test_pandoc(source: str, text: str):
    """Fences, attributes and commands go; lines behind bars are lines."""
    assert read(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('{{< figure src="a.png" >}}\n\nSalt {{% ref "x" %}} is.', "Salt is."),
        ("{% capture a %}\nSalt is.\n{% endcapture %}", "Salt is."),
        ("Salt {% comment %}no {{ x }} {% if %} yes{% endcomment %}is.", "Salt is."),
        ('Go [there]({{ site.url }}/a "b"){:target="_blank"}.', "Go there."),
        ("Salt is.\n{: .lead }", "Salt is."),
        ("* Contents\n{:toc}\n\nSalt is.", "Salt is."),
        ("[TOC]\n\nSalt <!-- ask\n\nAnn --> is.", "Salt is."),
        ('Salt <img class="a" src="b.png"> is <kbd>S</kbd> <video src="c">so</video>.', "Salt is S so."),
        ("Use <video> and </video> so.", "Use <video> and </video> so."),
    ],
)
def test_hugo_and_jekyll(source: str, text: str):
    """Short codes, Liquid and kramdown's attributes go, wherever they stand."""
    assert read(source) == text


def test_a_page_of_notion_states_its_facts_below_its_title():
    """Each on a line; what else they say is told."""
    essay = draft(
        "# Salt\n\nAuthor: Ann Baker\nDate: May 2, 2021\nTags: food, stones\n\nSalt is a stone.\n", "Salt 4f2a.md"
    )
    assert (essay.title, essay.author, str(essay.published)) == ("Salt", "Ann Baker", "2021-05-02")
    assert (essay.passages[0].text, essay.left_out) == ("Salt is a stone.", ("Tags: food, stones",))


@pytest.mark.parametrize("source", ["Ann: Is it a stone?\nTom: It is salt.", "Author: Ann.\nThat is all we know."])
def test_a_conversation_states_nothing(source: str):
    """Names before colons are the text."""
    assert read(source) == source.replace("\n", " ")


def test_an_outline_is_read_as_paragraphs():
    """Logseq's: what it says about a page or a block is no text, and what is below a paragraph is a list."""
    source = (
        "title:: Of Salt\nauthor:: [[Ann Baker]]\n\n- Salt is a stone.\n  id:: 4f2a\n  collapsed:: true\n\t- grey\n"
        "- ## Bread\n- Bread is none ((4f2a1b3c-0d4e-4f6a-8b7c-9d0e1f2a3b4c)).\n"
    )
    essay = draft(source)
    assert (essay.title, essay.author) == ("Of Salt", "Ann Baker")
    assert [(section.heading, section.passages[0].text) for section in essay.sections] == [
        (None, "Salt is a stone.\n\n- grey"),
        ("Bread", "Bread is none."),
    ]


def test_a_list_is_a_list():
    """Unless all of the text is one, of paragraphs."""
    assert read("- salt\n- bread") == "- salt\n- bread"
    assert [passage.text for passage in draft("- salt\n- bread").passages] == ["- salt\n- bread"]
    long = "It has been said of salt that it is a stone and nothing but a stone."
    assert [passage.text for passage in draft(f"- {long}\n- {long} So.").passages] == [f"{long}\n\n{long} So."]


def test_attributes_of_a_heading_go():
    """Pandoc's, kramdown's and Hugo's."""
    essay = draft("# Salt {#salt .unnumbered}\n\n## One {: .a}\n\nSalt.\n\n## Two {id=two}\n\nBread.\n")
    assert (essay.title, [section.heading for section in essay.sections]) == ("Salt", ["One", "Two"])


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("A.[^how] B.[^so]\n\n[^so]: Two.\n[^how]: One.", "A.[1] B.[2]\n\n[2] Two.\n\n[1] One."),
        ("A.[^7] B.[^3]: so.\n\n[^7]: One.\n[^3]: Two.", "A.[7] B.[3]: so.\n\n[7] One.\n\n[3] Two."),
        ("A.[^how]\n\n[^how]: One.\n[^never]: Two.", "A.[1]\n\n[1] One.\n\n[2] Two."),
        ("A.[^gone]", "A.[^gone]"),
    ],
)
def test_notes_with_names_are_counted(source: str, text: str):
    """In the order of the text; those that nobody mentions come last, and none is lost."""
    assert read(source) == text


STANZA = "The mill is still,\nthe stream runs on,\nand no one asks\nwho built the dam.\n"


def test_verse_stays_verse():
    """Short lines that were not filled, in a poem and between paragraphs of prose."""
    assert read(STANZA) == STANZA.strip()
    prose = "The miller has stood here since the year of the flood, and he says that it was higher than the door."
    assert read(f"{prose}\n\n{STANZA}\n{prose}") == f"{prose}\n\n{STANZA.strip()}\n\n{prose}"


@pytest.mark.parametrize(
    "source",
    [
        "The miller has stood here since\nthe year of the flood, and he says\nthat it was higher than this.",
        f"{'The mill stands since the flood. ' * 2}\nIt is old.\n\n{'It was high. ' * 6}\nSo he says.\nSo it was.",
        "The miller is old.\nHe says so.",
    ],
)
def test_wrapped_prose_is_no_verse(source: str):
    """Filled lines, a line for each sentence, and two lines alone."""
    assert "\n" not in read(source).replace("\n\n", "")


def test_lines_of_japanese_prose_are_joined_without_a_space():
    """Where one of them is long, they are no verse."""
    line = "塩は石であると言われているが、誰もその石を見たことがない。"
    assert read(f"{line * 3}\n{line}\n{line * 2}") == line * 6
    verse = "塩は石。\nパンは違う。\n水は流れる。\n人は待つ。\n\nそれで終わり。"
    assert read(verse) == verse


@pytest.mark.parametrize(
    ("source", "title", "headings"),
    [
        ("## One\n\nA.\n\n## Two\n\nB.", "On Salt", ["One", "Two"]),
        ("## Salt\n\nA.\n\n### Two\n\nB.", "Salt", [None, "Two"]),
        ("## One\n\nA.\n\n# Two\n\nB.", "On Salt", ["One", "Two"]),
        ("====\nSalt\n====\n\nA.\n\n## Two\n\nB.", "Salt", [None, "Two"]),
        ("# Salt\n\nA.\n\n# Two\n\nB.", "Salt", [None, "Two"]),
        ("*by Ann Baker*\n\n# Salt\n\nA.\n\n## Two\n\nB.", "Salt", [None, "Two"]),
        ("---\ntitle: Of Salt\n---\n# Of *Salt*\n\nA.\n\n## Two\n\nB.", "Of Salt", [None, "Two"]),
        ("---\ntitle: Of Salt\n---\n# One\n\nA.", "Of Salt", ["One"]),
    ],
)
def test_a_heading_with_sisters_is_no_title(source: str, title: str, headings: list[str | None]):
    """Then the file's name is the title."""
    essay = draft(source)
    assert (essay.title, [section.heading for section in essay.sections]) == (title, headings)


@pytest.mark.parametrize(
    ("name", "title", "published"),
    [
        ("2021-05-02-on-salt.md", "on salt", "2021-05-02"),
        ("202105021130 On Salt.md", "On Salt", "None"),
        ("1984.md", "1984", "None"),
    ],
)
def test_a_date_before_a_name_is_no_title(name: str, title: str, published: str):
    """Jekyll's, and that of boxes of notes."""
    essay = draft("Salt is a stone.", name)
    assert (essay.title, str(essay.published)) == (title, published)


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        ("title: Salt\nauthor: Ann\ndate: 2021-5-2 10:00:00 +0200", ("Salt", "Ann", "2021-05-02")),
        (
            "title: Salt\nauthors:\n- '[[people/Ann Baker|Ann]]'\n- '[[Tom]]'\ndate: 2021/05/02",
            ("Salt", "Ann, Tom", "2021-05-02"),
        ),
        ("Titulo: Sal\nAutor: Ann\nFecha: 2 de mayo de 2021", ("Sal", "Ann", "2021-05-02")),
        ("titel: Salz\nautoren: x\ndatum: 2021-05-02", ("Salz", None, "2021-05-02")),
        ("title: Salt\ndate: 23/01/2019", ("Salt", None, "2019-01-23")),
        ("title: Salt\ndate: 3.1.2019", ("Salt", None, "2019-01-03")),
        ("title: Salt\ndate: 03/01/2019", ("Salt", None, None)),
        ("title: Of *Salt* &amp; Bread\nauthor: '[Ann](https://a.example)'", ("Of Salt & Bread", "Ann", None)),
        ("titre: Sel\nauteurs: [Ann, Tom]", ("Sel", "Ann, Tom", None)),
    ],
)
def test_facts_are_read_by_whatever_word_they_have(head: str, facts: tuple[str, str | None, str | None]):
    """In the languages of those who write them."""
    essay = draft(f"---\n{head}\n---\nSalt is a stone.\n")
    published = None if essay.published is None else str(essay.published)
    assert (essay.title, essay.author, published) == facts


def test_a_note_in_joplin_s_own_format_says_below_what_it_is():
    """Its title stands above without a sign."""
    below = (
        "id: 0123456789abcdef0123456789abcdef\nauthor: Ann\nsource_url: https://a.example/salt\nis_todo: 0\ntype_: 1"
    )
    essay = draft(f"Of Salt\n\nSalt is a stone.\n\n{below}", "0123456789abcdef0123456789abcdef.md")
    assert (essay.title, essay.author, essay.source) == ("Of Salt", "Ann", "https://a.example/salt")
    assert ([passage.text for passage in essay.passages], essay.left_out) == (["Salt is a stone."], ())


def test_contents_that_a_program_made_are_left_out():
    """A list of links into the page; what it lists is a section, and a list of other links stays."""
    listed = "- [Salt](#salt)\n  - [Grey](#grey)\n"
    essay = draft(f"# Table of Contents\n\n{listed}\n# Salt\n\nA.\n\n# Grey\n\nB.\n", "Stones.md")
    assert (essay.title, [section.heading for section in essay.sections]) == ("Stones", ["Salt", "Grey"])
    assert "[Grey](#grey)" in essay.left_out[0]
    essay = draft(f"# Stones\n\n{listed}\n## Salt\n\nA.\n\n## Grey\n\nB.\n")
    assert (essay.title, [section.heading for section in essay.sections]) == ("Stones", ["Salt", "Grey"])
    assert read("- [Salt](https://a.example)\n- [Grey](#grey)").count("- ") == 2
