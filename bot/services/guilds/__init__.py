"""Servers: coming and going, what they may store, and which commands Discord knows."""
