"""Counting who takes part, from what is said in threads: ids, authors and times, never words."""
