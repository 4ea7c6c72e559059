"""Taking part: what counts, and what comes of it."""
