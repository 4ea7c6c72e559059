"""What the bot runs on in virtual time: a loop that never waits, a mortal process, a database, a model of Discord."""
