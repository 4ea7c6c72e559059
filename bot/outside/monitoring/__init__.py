"""What tells from outside whether the bot is at work: vital signs, an endpoint for them, and a thread that watches."""
