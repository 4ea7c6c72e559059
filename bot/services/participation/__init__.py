"""Who takes part: what is counted, and what of it members and their group see."""
