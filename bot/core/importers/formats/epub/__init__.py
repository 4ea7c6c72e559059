"""Books as EPUB files: their package, and the chapters that it names (https://www.w3.org/TR/epub-33)."""
