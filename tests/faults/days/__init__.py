"""Years of studies in virtual time: the bot's own services and carrier beside a small model of Discord."""
