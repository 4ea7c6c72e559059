"""Proof that no file does harm: hostile files of every kind, and small valid ones with something changed."""
