"""What a group has done, told at length: stages of its members, its talk, and documents to keep."""
