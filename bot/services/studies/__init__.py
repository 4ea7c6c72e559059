"""Setting up and steering studies, and what they read."""
