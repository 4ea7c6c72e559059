"""What is said to a group besides its posts: each week, at the end of an essay, and when a host wants it."""
