"""All that is SQLite's own: the engines, the file, the lock beside it."""
