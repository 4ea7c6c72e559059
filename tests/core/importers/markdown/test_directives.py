"""Fenced parts of Markdown that hold prose, and what else MyST writes."""

import pytest

from tests.core.importers.markdown.test_codes import draft, read


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("```{note}\nSalt is a stone.\n```\n\nSo.", "Salt is a stone.\n\nSo."),
        (":::{tip}\nSalt is a stone.\n:::", "Salt is a stone."),
        ("```{admonition} On *salt*\n:class: tip\nIt is a stone.\n```", "On *salt*\n\nIt is a stone."),
        ("~~~{note}\n---\nclass: tip\n---\nSalt.\n~~~", "Salt."),
        ("````{note}\nSalt.\n\n```{warning}\nBread.\n```\n````\n\nSo.", "Salt.\n\nBread.\n\nSo."),
        ("::::{grid} 2\n:::{card} Salt\nA stone.\n:::\n::::", "Salt\n\nA stone."),
        ("```{epigraph}\nSalt is salt.\n```", "> Salt is salt."),
        ("```{code-block} python\n:linenos:\nsalt = {note}\n% 1\n```", "salt = {note}\n% 1"),
        ("``` {.python}\na\nb\n```\n\n``` r\na\nb\n```\n\n```{r}\na\nb\n```", "a\nb\n\na\nb\n\na\nb"),
        ("````\n```{note}\nSalt.\n```\n````", "```{note}\nSalt.\n```"),
        ("See {ref}`there <stones>`, {doc}`Salt` and {term}`stone`.", "See there, Salt and stone."),
        ("Salt {cite:p}`baker1988` is {sup}`1` {sub}`2`.", "Salt is ¹ 2."),
        ("Write `{ref}` or ``{ref}`a` `` so.", "Write `{ref}` or ``{ref}`a` `` so."),
        ('(stones)=\n\nSalt is a stone.\n\n% ask Ann\n% and Tom\n\n+++ {"a": 1}\n\nSo.', "Salt is a stone.\n\nSo."),
        ("They were 30\n% of it, (so)=.", "They were 30 % of it, (so)=."),
        ("```{note}\nSalt is a stone.", "Salt is a stone."),
        (":::{note}\nSalt is a stone.", "Salt is a stone."),
        ("Salt is\n::: a stone.", "Salt is ::: a stone."),
    ],
)
def test_myst(source: str, text: str):
    """The prose of directives and the words of roles stay, code stays code."""
    assert read(source) == text


def test_what_directives_show_instead_of_words_is_told():
    """Contents, pictures with what stands below them, quoted sources; and lines behind a percent sign."""
    essay = draft(
        "Salt {cite}`b1` is.\n\n% of it\n\n```{figure} a.png\n:name: a\nA stone.\n```\n\n:::{toctree}\none\n:::\n"
    )
    assert [passage.text for passage in essay.passages] == ["Salt is."]
    assert sorted(essay.left_out) == ["% of it", "a.png A stone.", "one", "{cite}`b1`"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (":::note[On salt]\nIt is a stone.\n:::\n\nSo.", "On salt\n\nIt is a stone.\n\nSo."),
        ("::: warning On salt\nIt is a stone.\n:::", "On salt\n\nIt is a stone."),
        ('::: {.callout-note title="On salt"}\nIt is a stone.\n:::', "On salt\n\nIt is a stone."),
        ("```ad-note\ntitle: On salt\ncollapse: open\nIt is a *stone*.\n```", "On salt\n\nIt is a *stone*."),
        ('!!! note "On salt"\n    It is a stone.\n\n    So.\n\nBread.', "On salt\n\nIt is a stone.\n\nSo.\n\nBread."),
        ("??? tip\n    It is a stone.", "It is a stone."),
    ],
)
def test_remarks_of_other_programs(source: str, text: str):
    """Of Docusaurus, VuePress, Quarto, Obsidian and MkDocs: their titles are words."""
    assert read(source) == text
