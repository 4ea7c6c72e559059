"""How large an essay and its parts may be: characters, unless the name says otherwise. `limits.py` says how many."""

FILE_BYTES = 10_000_000
CHARACTERS = 2_000_000
PASSAGES = 3000
"""Of a long novel, some 360,000 words: eight years with one a day."""
BOOK_CHARACTERS, BOOK_PASSAGES = 8_000_000, 10_000
"""Of a file from which somebody is to choose chapters."""
PARAGRAPHS = 20_000
"""Far more than that many passages have; of a page, whatever stands around the essay is counted too."""
TITLE = 200
AUTHOR = 200
HEADING = 150
PASSAGE = 3000
QUESTION = 300
QUESTIONS = 20
"""Of one passage."""
QUOTE = 420
QUOTES = 10
"""Of one passage."""
