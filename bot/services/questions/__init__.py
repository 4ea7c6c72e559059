"""Questions to talk about: those that hosts write, and which one a post asks."""
