"""Interactions: how they open, how they may be answered, and for how long."""
