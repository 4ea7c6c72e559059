"""What the bot says to a group besides its posts: a recap of the week, the end of an essay, a host's words."""
