"""Daily Passage: one passage a day for a study group, with a question worth discussing."""

__version__ = "0.1.0"
