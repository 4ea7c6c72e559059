"""How large an essay and its parts may be: characters, unless the name says otherwise. `limits.py` says how many."""

FILE_BYTES = 10_000_000
CHARACTERS = 2_000_000
PASSAGES = 1000
PARAGRAPHS = 20_000
"""Far more than that many passages have; of a page, whatever stands around the essay is counted too."""
TITLE = 200
AUTHOR = 200
HEADING = 150
PASSAGE = 3000
QUESTION = 300
QUESTIONS = 20
"""Of one passage."""
