"""What the databases do in their own ways: a folder each, and what both need."""
