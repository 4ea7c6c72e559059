"""Bringing what the bot says to its channel once: the next step, and the nonces that prove it."""
