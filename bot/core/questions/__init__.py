"""Questions to discuss: the ladder they stand on, choosing one, and a bank for texts that bring none."""
