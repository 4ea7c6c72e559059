"""A study's days and reading: when something is due, what is read next, and what a post says."""
