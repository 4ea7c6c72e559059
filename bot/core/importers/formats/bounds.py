"""What one file may take and unpack to: far more than any book needs, and little enough for a small server."""

SECONDS, MEMORY = 10, 512 << 20
PDF_SECONDS, PDF_MEMORY = 60, 1 << 30
"""How long reading takes at most, and the bytes of memory for it: to see what stands where on paper takes longer."""

MEMBERS = 5_000
"""Files in an archive; the largest books have some hundreds."""
MEMBER_BYTES = 20_000_000
UNPACKED_BYTES = 60_000_000
"""Of one member, and of all that are read."""
RATIO = 200
"""How many times longer a member may get; markup of books gets ten to thirty times longer."""
ANY_RATIO_BYTES = 500_000
"""So short a member may get longer by any factor."""
MARKUP_BYTES = 12_000_000
"""Of the text of a document with its markup: mammoth takes some 25 times as much memory for it."""
TAGS = 200_000
"""In a package file, a table of contents or a list of comments."""
NESTED_TAGS = 200
SPINE = 2_000
"""Chapters that a book names, in files of their own."""
MIME_BOUNDARIES = 50
MIME_FIELD = 250
"""Characters of a subject or a sender; the standard library goes down with brackets in them, one by one."""
PDF_PAGES = 2_000
PDF_PAGE_LETTERS = 40_000
"""Of one page: more than a newspaper's."""


def is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF; some bytes may stand before its first line (ISO 32000-2, annex I)."""
    return b"%PDF-" in data[:1024]
