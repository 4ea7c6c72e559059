"""What stands at the top of a note about it, in whatever language its program writes that."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.core.essays.front_matter import split_front_matter, written


def facts(head: str) -> dict[str, str]:
    """The values by their keys, of front matter above a line of text that has to stay as it is."""
    entries, body, _ = split_front_matter(f"{head}\nSalt is a stone.\n")
    assert body.strip() == "Salt is a stone."
    return {entry.key: entry.value for entry in entries}


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        ("title: On Salt", "On Salt"),
        ("title: On Salt # to be revised", "On Salt"),
        ('title: "Salt: \\"a stone\\""', 'Salt: "a stone"'),
        ("title: 'The cook''s salt'", "The cook's salt"),
        ("title: >-\n  Salt,\n  and Bread", "Salt, and Bread"),
        ("title: |\n  Salt\n  Bread\n", "Salt Bread"),
        ("title: Salt\n  and Bread", "Salt and Bread"),
        ("title:\n- Ann Baker\n- Tom Miller", "Ann Baker, Tom Miller"),
        ("title: [Ann Baker, Tom Miller]", "Ann Baker, Tom Miller"),
        ("title:\n  - name: Ann Baker\n    town: Rye\n  - Tom Miller", "Ann Baker, Tom Miller"),
        ("title:\n  name: Ann Baker", "Ann Baker"),
        ("title: [[Ann Baker]]", "Ann Baker"),
        ("title: 2021-05-02", "2021-05-02"),
        ("title: 12:30", "12:30"),
        ("title: no", "no"),
        ("title:", ""),
        ("# a remark\n\ntitle: On Salt", "On Salt"),
        ("'title': On Salt", "On Salt"),
    ],
)
def test_yaml_is_read_as_yaml(lines: str, value: str):
    """Folded, listed and quoted values; a number, a time or a yes is what was typed."""
    assert facts(f"---\n{lines}\n---") == {"title": value}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: Salt: a beginning", "Salt: a beginning"),
        ("title:On Salt", "On Salt"),
        ("title: [Draft] On Salt", "[Draft] On Salt"),
        ("title: *All* of it", "*All* of it"),
        ('title: "Salt" and bread', '"Salt" and bread'),
        ('title: "C:\\salt"', "C:\\salt"),
        ("title: @baker", "@baker"),
        ("title: 'Tis the season", "'Tis the season"),
    ],
)
def test_a_line_that_is_no_yaml_is_read_as_it_stands(line: str, value: str):
    """People type titles without asking what a colon means."""
    assert facts(f"---\n{line}\nauthor: A\n---") == {"title": value, "author": "A"}


def test_only_keys_of_the_first_level_count():
    """A picture has a title as well."""
    head = "---\ntitle: Salt\ncover:\n  title: A heap\n  by:\n    author: B\nauthor: A\n---"
    assert facts(head) == {"title": "Salt", "cover": "", "author": "A"}


def test_toml_and_json_are_read():
    """Hugo's other two."""
    toml = '+++\ntitle = "Salt"\nauthors = ["A", "B"]\ndate = 2021-05-02\nweight = 3\n[cover]\ntitle = "A heap"\n+++'
    read = {"title": "Salt", "authors": "A, B", "date": "2021-05-02", "weight": "3", "cover": ""}
    assert facts(toml) == read
    json = '{\n  "title": "Salt",\n  "authors": ["A", "B"], "date": "2021-05-02",\n"weight": 3, "cover": {}\n}'
    assert facts(json) == read


@pytest.mark.parametrize(
    ("block", "read"),
    [
        ("% Salt\n% Ann Baker; Tom Miller\n% 2 May 2021\n", ("Salt", "Ann Baker, Tom Miller", "2 May 2021")),
        ("% Salt,\n  and Bread\n% Ann Baker\n  Tom Miller\n", ("Salt, and Bread", "Ann Baker, Tom Miller", None)),
        ("%\n% Ann Baker\n", ("", "Ann Baker", None)),
    ],
)
def test_the_title_block_of_pandoc_is_read(block: str, read: tuple[str | None, ...]):
    """Title, authors and date, each behind a sign of its own."""
    found = facts(block)
    assert (found.get("title"), found.get("author"), found.get("date")) == read


def test_lines_are_counted_from_the_top_of_the_file():
    """Of keys, and of the text below."""
    entries, body, first = split_front_matter("\n---\ntitle: >\n  a\n  b\n\nid: x\nid: y\n---\nText\n")
    assert ([(entry.line, entry.key) for entry in entries], body, first) == (
        [(3, "title"), (7, "id"), (8, "id")],
        "Text\n",
        10,
    )
    assert [entry.line for entry in split_front_matter('+++\na = 1\nb = """\n\n"""\nc = 1\n+++\n')[0]] == [2, 3, 6]


@pytest.mark.parametrize(
    "text",
    [
        "---\nSalt is a stone.\n---\nBread is not.",
        "---\nSalt is a stone, and this: nobody has ever asked the sea for it.\n---\nSo.",
        "---\n- one\n- two\n---\nSo.",
        "---\ntitle: never ended\n\nSalt.",
        "---\n" + "a: b\n" * 2000 + "---\nSalt.",
        "+++\nSalt\n+++\nBread",
        "{Salt} is a stone.",
        '{"a": ' * 5000,
        "% of the salt was left\nand no more.",
        "%%\nhidden\n%%\nSalt.",
        "# Salt\n\n---\ntitle: x\n---\n",
    ],
)
def test_what_only_looks_like_front_matter_is_text(text: str):
    """A rule above a paragraph, a sign at its beginning: nothing of it is lost."""
    assert split_front_matter(text) == ([], text, 1)


NESTED = 4000


@pytest.mark.parametrize(
    "head",
    [
        "---\na: &a [x]\n" + "".join(f"k{n}: &k{n} [{'*a, ' * 9}*a]\n" for n in range(90)) + "title: T\n---",
        "---\nx:\n  a: &a [x]\n" + "".join(f"  b{n}: &a [{'*a, ' * 20}*a]\n" for n in range(90)) + "title: T\n---",
        "---\nx: &a [*a, *a]\ntitle: T\n---",
        f"---\nx: {'[' * NESTED}\ntitle: T\n---",
        f"---\nx: {'[' * NESTED}{']' * NESTED}\ntitle: T\n---",
        f"---\nx: {'{a: ' * NESTED}\ntitle: T\n---",
        "---\n" + f"""x: {'["]",' * 1600}\n""" * 5 + "title: T\n---",
        f"---\nx: {'- ' * NESTED}\ntitle: T\n---",
        f"---\nx: {'? ' * NESTED}\ntitle: T\n---",
        f"---\nx: !!int {'9' * 9000}\ntitle: T\n---",
        f"---\nx: !!python/object/apply:os.system [ls]\ny: {'9' * 9000}\ntitle: T\n---",
        '---\nx: "\\U00110000"\ny: "\\UFFFFFFFF"\nz: "\\ud800"\ntitle: T\n---',
        "---\nx: 2021-99-99\ny: !!timestamp 9999-99-99\n? [a]\n: b\ntitle: T\n---",
        "---\nx: >-\n" + "  salt\n" * 900 + "title: T\n---",
        f"---\nx: [{'a, ' * 9000}]\ntitle: T\n---",
        f"---\nx: {'{a: b, ' * 3000}\ntitle: T\n---",
        f"---\nx: >\n%YAML {'9' * 9000}.1\ntitle: T\n---",
        f"+++\ntitle = 'T'\nx = {'[' * 90}{']' * 90}\n+++",
        f"+++\ntitle = 'T'\n{'a.' * 4000}a = 1\n+++",
        f'{{"title": "T", "x": {"9" * 9000}, "y": 1e999}}',
    ],
)
def test_hostile_front_matter_takes_no_time(head: str):
    """Bombs of aliases, nests, numbers that never end: the title is read all the same."""
    begun = time.process_time()
    entries, body, _ = split_front_matter(f"{head}\nSalt.")
    assert time.process_time() - begun < 1
    assert [entry.value for entry in entries if entry.key == "title"] == ["T"]
    assert body.strip() == "Salt."
    assert all(entry.value.encode() is not None for entry in entries)


@pytest.mark.parametrize(
    "head",
    [
        f"+++\nx = {'[' * NESTED}\n+++",
        f"+++\nx = {'9' * 9000}\n+++",
        f"+++\n{'a.' * 9000}a = 1\n+++",
        f"+++\nx = 0x{'f' * 9000}\n+++",
        f'{{"x": {"[" * NESTED}',
    ],
)
def test_what_is_too_much_for_a_reader_is_text(head: str):
    """Neither an error nor seconds."""
    text = f"{head}\nSalt."
    begun = time.process_time()
    assert split_front_matter(text) == ([], text, 1)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "value", ["a # b", "# a", '"a', "'a' b", "[a]", "{a}", "a: b", "- a", '"a"', "~", "|", "\\", "*a"]
)
def test_what_is_written_is_read_back(value: str):
    """In quotation marks where it would say something else without them."""
    assert facts(f"---\nx: {written(value)}\n---") == {"x": value}


def test_a_plain_value_is_written_as_it_is():
    """People read packs too."""
    assert written("Salt: a stone") == "Salt: a stone"


def test_the_starter_library_needs_no_yaml(project: Path):
    """Nor does any start pay for it."""
    code = """
import sys
from pathlib import Path
from bot.core.essays.pack_reader import read_pack_file
assert all(read_pack_file(file.read_bytes()) for file in Path("data/essays").glob("*.md"))
assert {"yaml", "tomllib"}.isdisjoint(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], cwd=project, check=True)  # noqa: S603 # our own code
