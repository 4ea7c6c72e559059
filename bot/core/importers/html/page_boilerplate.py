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
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
SILENT = frozenset(
    "script style noscript template svg math iframe object video audio canvas map textarea select head".split()
)
"""Parts whose text nobody reads on the page."""
_AROUND = frozenset("nav footer aside form button dialog menu header address".split())
_NEVER = frozenset("html body main article li td tr tbody table h1 h2 h3 h4 h5 h6 blockquote".split())
_WORDS = frozenset(
    """
        share sharing sharedaddy social comments commentlist respond related relatedposts recommended recommendations
        recirculation recirc newsletter subscribe subscription subscriptions signup promo promotion advert advertisement
        ads sponsored cookie cookies consent breadcrumb breadcrumbs sidebar widget widgets nav navigation navbar menu
        pagination pager footer bio byline avatar toolbar popup modal tagcloud postmeta paywall claps responses outbrain
        taboola meta dateline complementary banner contentinfo search jp skip cta button buttons
    """.split()
)
_NAMES = frozenset(
    """
        author author-box author-bio author-info author-card author-name about-author post-author entry-author tags
        post-tags entry-tags tag-list cat-links tags-links comment comment-body reading-time read-time post-date
        screen-reader-text visually-hidden sr-only mw-editsection toc table-of-contents ez-toc-container toc_container
        wp-block-table-of-contents noprint no-print licensecontainer
        postmetadata
    """.split()
)
_STATES = ("has-", "no-", "with-", "is-", "tag-", "category-", "hide-", "show-", "type-", "status-", "post-type-")
_BODIES = frozenset(
    """
        entry-content post-content article-content article-body post-body available-content e-content td-post-content
        single-content story-body content-body blog-content post__content article__body articlebody markdown-body
        mw-parser-output blog-post-content post-full-content gh-content
    """.split()
)
_BROKEN = re.compile(r"[^a-z0-9]+")


def names(attributes: Attributes) -> list[str]:
    """The class names, id and role of a tag in small letters, without those that tell a state ("has-sidebar")."""
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
    return is_named_otherwise(attributes)


def is_named_otherwise(attributes: Attributes) -> bool:
    """Whether the names of a part are those of something other than an essay: a comment, a box about the author."""
    return any(name in _NAMES or not _WORDS.isdisjoint(_BROKEN.split(name)) for name in names(attributes))


def is_hidden(attributes: Attributes) -> bool:
    """Whether a browser shows nothing of a part."""
    style = attributes.get("style", "").replace(" ", "").lower()
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or "display:none" in style


def weight(tag: str, attributes: Attributes) -> int:
    """How surely a part is the essay's own place: 3 by its name, 2 for an article, 1 for the main part, else 0."""
    if attributes.get("itemprop", "").lower() == "articlebody" or not _BODIES.isdisjoint(names(attributes)):
        return 3
    role = attributes.get("role", "").lower()
    if tag == "article" or role == "article":
        return 2
    return int(tag == "main" or role == "main")


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


def is_caption(attributes: Attributes) -> bool:
    """Whether a part says what is in a picture."""
    return any(name in ("wp-caption-text", "image-caption", "caption", "tr-caption") for name in names(attributes))


def is_pulled(attributes: Attributes) -> bool:
    """Whether a part may repeat a sentence of the essay in large letters."""
    return any("pullquote" in name or "pull-quote" in name for name in names(attributes))
