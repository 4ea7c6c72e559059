"""What decides: pure functions on frozen dataclasses, without clock, files, Discord or database."""
