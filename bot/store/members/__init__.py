"""Who takes part, and all that is kept about one person."""
