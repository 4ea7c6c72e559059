"""How the bot reaches Discord: its requests, its gateway sessions, and what is counted of both."""
