"""Power that is cut, migrations that are killed, several starts at once, and a process that is put to sleep."""
