"""What speaks Discord: each folder is a family of commands. A cog reads, calls one service, and shows the result."""

EXTENSIONS = (
    "cogs.answers",
    "cogs.daily",
    "cogs.deliveries",
    "cogs.discussion",
    "cogs.hosts",
    "cogs.library",
    "cogs.lookup",
    "cogs.participation",
    "cogs.questions",
    "cogs.study",
    "cogs.suggestions",
    "cogs.ui",  # last: it adds the buttons of all others
)
"""The modules that the bot loads at start."""
