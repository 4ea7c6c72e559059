"""Reports of a study: a session kit for its hosts, a record for its members, and a table of taking part."""
