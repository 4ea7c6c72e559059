"""The verdict on a world, written without what it judges: by what Discord and the journal of the database have seen."""
