"""Proofs that can fail: the real bot, crashed and killed around its posts, against a Discord that misbehaves."""
