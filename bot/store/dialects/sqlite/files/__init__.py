"""The files of a SQLite database: the one it is in, its lock, its copies."""
