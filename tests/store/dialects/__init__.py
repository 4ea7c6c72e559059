"""What the databases do in their own ways."""
