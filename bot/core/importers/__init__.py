"""Essays from the files that people have: pages, Markdown, plain text, study packs."""
