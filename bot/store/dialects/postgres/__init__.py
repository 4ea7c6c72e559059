"""All that is PostgreSQL's own: the engines, the lock that is held by a connection, full-text search."""
