"""Readers of files that hold more than text: archives, mail, books, documents."""
