"""Finding passages: by their name, by words, by chance."""
