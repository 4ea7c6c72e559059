"""Years of studies in virtual time: the bot's own services and carrier on a database, beside a small model of Discord."""
