"""What a study reads: its list, and where in it the study stands."""
