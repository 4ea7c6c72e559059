"""Studies, what they read, their posts, and what hosts are told."""
