"""What the tags and class names of a web page say about a part of it: the essay, or what stands around it."""

import re
from collections.abc import Mapping

Attributes = Mapping[str, str]

BLOCKS = frozenset(
    """
        address article aside blockquote body button center dd details dialog dir div dl dt fieldset figcaption figure
        footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section select
        summary table tbody tfoot thead tr ul
    """.split()
)
CONTAINERS = frozenset(
    """
        address article aside body button details dialog div fieldset figure footer form header hgroup main menu nav
        section td
    """.split()
)
"""Those that group other blocks; lists, quotations and tables are blocks themselves."""
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
SILENT = frozenset(
    "script style noscript template svg math iframe object video audio canvas map textarea select head".split()
)
"""Parts whose text nobody reads on the page."""
_AROUND = frozenset("nav footer aside form button dialog menu header address".split())
_NEVER = frozenset("html body main li td tr tbody table h1 h2 h3 h4 h5 h6 blockquote".split())
_ROLES = frozenset("banner complementary contentinfo navigation search".split())
_WORDS = frozenset("comment comments cta meta navigation postmetadata promo related share signup toc widget".split())
"""Without any of these the essay of a page that we know would gain what is not its own; others decide nothing."""
_STATES = ("has-", "no-", "with-", "is-", "tag-", "category-", "hide-", "show-", "type-", "status-", "post-type-")
_BROKEN = re.compile(r"[^a-z0-9]+")


def names(attributes: Attributes) -> list[str]:
    """The class names, id and role of a tag in small letters, without those that tell a state ("has-sidebar")."""
    if not attributes:
        return []
    given = f"{attributes.get('class', '')} {attributes.get('id', '')} {attributes.get('role', '')}"
    return [name for name in given.lower().split()[:40] if not name.startswith(_STATES)]


def is_around(tag: str, attributes: Attributes, *, within: bool) -> bool:
    """Whether a part stands around the essay; `within` says that it stands in an article, where a header is a title."""
    if is_hidden(attributes):
        return True
    if tag in _NEVER:
        return False
    if tag == "header" and within:
        return False
    if tag in _AROUND:
        return True
    return is_dialog(attributes) or is_named_otherwise(attributes)


def is_dialog(attributes: Attributes) -> bool:
    """Whether a part was laid over the page, to be answered first."""
    return attributes.get("role", "").lower() in ("dialog", "alertdialog") or attributes.get("aria-modal") == "true"


def is_named_otherwise(attributes: Attributes) -> bool:
    """Whether the names of a part, or its role, are those of something other than an essay: comments, a promotion."""
    words = {word for name in names(attributes) for word in _BROKEN.split(name)}
    return attributes.get("role", "").lower() in _ROLES or not _WORDS.isdisjoint(words)


def is_hidden(attributes: Attributes) -> bool:
    """Whether a browser shows nothing of a part."""
    style = attributes.get("style", "").replace(" ", "").lower()
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or "display:none" in style


def belongs_anywhere(attributes: Attributes) -> bool:
    """Whether a part belongs to the essay wherever it stands: a subtitle, footnotes."""
    stated = [*names(attributes), attributes.get("epub:type", "")]
    words = {word for name in stated for word in _BROKEN.split(name)}
    named = "gh-article-excerpt" in stated  # Ghost's name for a subtitle
    return named or not words.isdisjoint(("subtitle", "standfirst", "footnote", "footnotes", "endnotes"))


def is_subtitle(attributes: Attributes) -> bool:
    """Whether a heading is the essay's second title, which heads no section."""
    return any(not {"subtitle", "standfirst"}.isdisjoint(_BROKEN.split(name)) for name in names(attributes))


def is_title(attributes: Attributes) -> bool:
    """Whether a paragraph is the essay's title, as word processors save it."""
    return not {"title", "msotitle"}.isdisjoint(names(attributes))


def is_aside(attributes: Attributes) -> bool:
    """Whether words inside a line are not the essay's: for machines that read aloud, or to edit what stands there."""
    return not {"screen-reader-text", "mw-editsection"}.isdisjoint(names(attributes))


def is_sign(attributes: Attributes) -> bool:
    """Whether a picture stands for a word within a sentence: an emoji, a formula."""
    given = set(_BROKEN.split(attributes.get("class", "").lower()))
    return len(attributes.get("alt", "")) <= 200 and not given.isdisjoint(("emoji", "smiley", "latex"))


def is_caption(attributes: Attributes) -> bool:
    """Whether a part says what is in a picture."""
    return any(name in ("wp-caption-text", "image-caption", "caption", "tr-caption") for name in names(attributes))


def is_pulled(attributes: Attributes) -> bool:
    """Whether a part may repeat a sentence of the essay in large letters."""
    return any("pullquote" in name or "pull-quote" in name for name in names(attributes))
