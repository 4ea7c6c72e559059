"""Finding passages: what people type, how titles and words are compared, and what is shown of a hit."""
