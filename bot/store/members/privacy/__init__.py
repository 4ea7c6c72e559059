"""What is kept about one person, and what is left when they have had it deleted."""
