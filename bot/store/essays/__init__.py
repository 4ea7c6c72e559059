"""Essays, passages, questions and drafts, and the words by which passages are found."""
