"""Markdown articles: links, tags and pictures are treated as those of a web page are."""

import pytest

from bot.core.importers.reader import read_essay


def read(source: str) -> str:
    return "\n\n".join(passage.text for passage in read_essay("a.md", f"# Title\n\n{source}\n".encode(), {}).passages)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Read [about rye](https://example.org/rye).", "Read [about rye](https://example.org/rye)."),
        ("Read [about *old* rye](https://a.example 'Rye').", "Read [about *old* rye](https://a.example)."),
        ("See [bank.example](https://evil.example/x).", "See bank.example (https://evil.example/x)."),
        ("See [https://bank.example](<https://evil.example>).", "See https://bank.example (https://evil.example)."),
        ("See [bank.example][1].\n\n[1]: https://evil.example", "See bank.example (https://evil.example)."),
        ("See [our bank].\n\n[our bank]: https://bank.example", "See [our bank](https://bank.example)."),
        ("See <https://bank.example/a>.", "See https://bank.example/a."),
        ("See [this](javascript:alert(1)) now.", "See this now."),
        ("See [this](data:text/html,x) now.", "See this now."),
        ("See [this](vbscript:x) and [that](../local.md).", "See this and that."),
        ("See <a href='https://evil.example'>bank.example</a>.", "See bank.example (https://evil.example)."),
        ("See <a href='javascript:alert(1)'>this</a> now.", "See this now."),
        ("One ![a rye field](https://a.example/rye.png) stays.", "One stays."),
        ("One [![a field](f.png)](https://a.example) stays.", "One stays."),
        ("A <b>bold</b> word<br>and <i>more</i>.", "A **bold** word\nand *more*."),
        ("What is hidden <!-- from everybody --> goes.", "What is hidden goes."),
        ("We say <placeholder> and </cmd:1> and a<b.", "We say <placeholder> and </cmd:1> and a<b."),
        ("The <title> of it, the <script> of it.", "The <title> of it, the <script> of it."),
        (r"Five \* three and \[no link\](x) here.", r"Five \* three and \[no link\](x) here."),
        ("Call `a*b*c` and `<b>` so.", "Call `a*b*c` and `<b>` so."),
        ("An _older_ and __bolder__ way.", "An *older* and **bolder** way."),
        ("Salt &amp; bread &copy; us.", "Salt & bread © us."),
    ],
)
def test_what_is_inside_a_paragraph(source: str, text: str):
    """A link keeps its words, and says openly where it leads when they say something else."""
    assert read(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("3. three\n4. four *now*\n\n   still four", "3. three\n4. four *now*\n  still four"),
        ("- one\n  - [in](https://a.example) it\n- two", "- one\n  - [in](https://a.example) it\n- two"),
        ("> So it is\n> said.\n>\n> - and so", "> So it is\n> said.\n\n> - and so"),
        ("<div align=center>\n\nIn the *middle*.\n\n</div>", "In the *middle*."),
        ("Before it.\n\n<script>\nalert(1)\n</script>\n\nAfter it.", "Before it.\n\nAfter it."),
        (
            "Before it.\n\n<script>\nNobody ends this.\n\nAfter it.",
            "Before it.\n\n<script> Nobody ends this. After it.",
        ),
        ("Verse one  \nverse two\\\nverse three", "Verse one\nverse two\nverse three"),
        ("| Bread | Salt |\n|---|--:|\n| 3 | 1 |\n| 4 | 2 |", "Bread | Salt\n3 | 1\n4 | 2"),
        (
            "It is so.[^1] It was so.[^b]\n\n[^1]: Ibid.\n[^b]: The *first* of\n    two.\n\n    The second.",
            "It is so.[1] It was so.[b]\n\n[1] Ibid.\n\n[b] The *first* of two.\n\nThe second.",
        ),
        ("Call `[^1]` a note.\n\n```\n[^a]: b\n```", "Call `[^1]` a note.\n\n[^a]: b"),
    ],
)
def test_what_is_beside_paragraphs(source: str, text: str):
    """Lists, quotations, tags of a block's own; what a tag would swallow to the end stays."""
    assert read(source) == text


def test_a_slanted_byline_is_one():
    """Name and date under the title, as people write them by hand."""
    draft = read_essay(
        "a.md", "# On Bread\n\n*The Oven · 12 May 2021*\n\nBread is older than the field.\n".encode(), {}
    )
    assert (draft.author, str(draft.published), len(draft.passages[0].text.split("\n"))) == (
        "The Oven",
        "2021-05-12",
        1,
    )


def test_more_signs_than_any_essay_has_stay_as_they_are_written():
    """The library would look for what each of them begins, and take half a minute for a megabyte."""
    text = "\n\n".join(["The *weir* hums at night.", "[~ " * 70_000, "The *mill* is shut."])
    draft = read_essay("a.md", text.encode(), {})
    assert draft.passages[0].text.startswith("The *weir* hums at night.")
    assert draft.passages[-1].text.endswith("The *mill* is shut.")
    assert sum(passage.text.count("[~") for passage in draft.passages) == 70_000
