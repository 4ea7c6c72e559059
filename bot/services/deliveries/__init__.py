"""Posts from their claim to their end, and what hosts are told."""
