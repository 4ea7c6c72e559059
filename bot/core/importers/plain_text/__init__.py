"""Essays from plain text: typed, copied from a page or a PDF, or a book of Project Gutenberg."""
