"""Essays on their way onto the shelf, and what is changed there."""
