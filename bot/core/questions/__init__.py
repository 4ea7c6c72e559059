"""Questions to discuss: the ladder they stand on, choosing one, and making some for texts that bring none."""
